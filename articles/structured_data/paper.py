"""The paper itself, and the way from its front page to a page."""

from django.urls import reverse
from django.utils.safestring import SafeString

from articles.structured_data.blocks import block, publisher
from newsroom.identity import OTHER, absolute, name, tagline


def organization(language: str) -> SafeString:
    """Describe the paper, for its front page."""
    return block(
        {
            **publisher(language),
            "alternateName": name(OTHER[language]),
            "slogan": tagline(language),
            "correctionsPolicy": absolute(reverse("articles:corrections", kwargs={"language": language})),
        }
    )


def breadcrumbs(language: str, *steps: tuple[str, str]) -> SafeString:
    """Describe the way to a page: the front page, then these names and paths."""
    way = [(name(language), reverse("articles:home", kwargs={"language": language})), *steps]
    listed = [
        {"@type": "ListItem", "position": position, "name": title, "item": absolute(path)}
        for position, (title, path) in enumerate(way, 1)
    ]
    return block({"@type": "BreadcrumbList", "itemListElement": listed})
