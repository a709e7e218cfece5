"""What a story brought: `{% raised_by original as raised %}`. Sums and counts, for who may see the money by story."""

from typing import Any

from django import template
from django.template.context import RequestContext

from articles.models import Article
from donations import reports
from newsroom.staff import acting

register = template.Library()


@register.simple_tag(takes_context=True)
def raised_by(context: RequestContext, story: Article) -> Any:
    """Sum up the gifts that came from a story; None for who may not see sums."""
    if not acting(context["request"]).has_perm("donations.view_takings"):
        return None
    return reports.of_story(story)
