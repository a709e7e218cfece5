"""What the desk's first page shows above the list of its models."""

from typing import Any

from django import template
from django.template.context import RequestContext

from articles.admin import calendar, dashboard
from newsroom import identity
from newsroom.staff import acting

register = template.Library()


@register.simple_tag(takes_context=True)
def queues(context: RequestContext) -> list[dashboard.Panel]:
    """Set out what waits for whoever is signed in."""
    return dashboard.panels(acting(context["request"]))


@register.simple_tag(takes_context=True)
def month_of_stories(context: RequestContext) -> Any:
    """Set out a month of stories for who may see stories."""
    request = context["request"]
    user = acting(request)
    if not user.has_perm("articles.view_article"):
        return None
    return calendar.month(user, request.GET.get("month", ""), language=identity.language())
