"""Words for the desk's pages that stand outside the language of the interface."""

from django import template

from articles.models import Article

register = template.Library()


@register.filter
def headline_in(story: Article, language: str) -> str:
    """Give a story's headline in the language of the page it stands on, or its number where it has none."""
    return story.words("title", language) or f"#{story.pk}"
