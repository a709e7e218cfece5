"""The support box of a page: `{% support_box article=article slot="article" %}`."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from articles.models import Article
from donations import campaigns
from newsroom.identity import language

register = template.Library()


@register.inclusion_tag("donations/_support_box.html")
def support_box(article: Article | None = None, slot: str = "") -> dict[str, Any]:
    """Show the appeal of the paper's own campaign, with a link that remembers the story and the place."""
    here = language()
    query = {"story": article.pk if article else "", "slot": slot}
    known = urlencode({name: value for name, value in query.items() if value})
    address = reverse("donations:support", kwargs={"language": here})
    return {"box": campaigns.box(here), "address": f"{address}?{known}" if known else address}
