"""What machines read about a story: the share card and schema.org's NewsArticle."""

import json
from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles import pictures, share_images
from articles.amendments import Amendment
from articles.credits import Credit
from articles.models import CorrectionKind, Role
from articles.models.addresses import path_of, words
from articles.story_page import StoryPage
from newsroom.identity import OPEN_GRAPH_LOCALE, OTHER, absolute, name

# "</script>" in a headline must not end the block.
_SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class ShareCard:
    """What Open Graph and Twitter cards show of a story."""

    title: str
    description: str
    locale: str
    other_locale: str
    image_url: str
    image_width: int
    image_height: int
    image_alt: str


def share_card(page: StoryPage) -> ShareCard:
    """Describe the card: the words written for it, else the headline and standfirst."""
    story, language = page.story, page.language
    width, height = share_images.SIZE
    title = share_images.headline(story, language)
    return ShareCard(
        title=title,
        description=story.words("share_description", language) or story.words("standfirst", language),
        locale=OPEN_GRAPH_LOCALE[language],
        other_locale=OPEN_GRAPH_LOCALE[page.other_language] if page.other_language else "",
        image_url=absolute(share_images.address(story, language)),
        image_width=width,
        image_height=height,
        image_alt=f"{title} – {name(language)}",
    )


def news_article(page: StoryPage) -> SafeString:
    """Describe the story as a NewsArticle, in JSON that is safe inside a script element."""
    text = json.dumps(_news_article(page), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_SCRIPT_ESCAPES))  # noqa: S308 - escaped above


def _news_article(page: StoryPage) -> dict[str, Any]:
    story, language = page.story, page.language
    address = absolute(story.address(language))
    published, updated = story.published_at(language), page.updated_at()
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.words("title", language),
        "description": story.words("standfirst", language),
        "inLanguage": language,
        "url": address,
        "mainEntityOfPage": address,
        "datePublished": published.isoformat() if published else None,
        "dateModified": (updated or published).isoformat() if published else None,
        "articleSection": words(story.section, "name", language),
        "keywords": [words(topic, "name", language) for topic in page.topics],
        "author": _people(page, Role.AUTHOR) or [_publisher(language)],
        "translator": _people(page, Role.TRANSLATOR),
        "image": _image(page),
        "translationOfWork": _original(page),
        "isPartOf": _series(page),
        "isBasedOn": _followed(page),
        "correction": [_amendment(each) for each in page.amendments if each.kind != CorrectionKind.UPDATE],
        "comment": [_amendment(each) for each in page.amendments if each.kind == CorrectionKind.UPDATE],
        "publisher": _publisher(language),
    }
    return {key: value for key, value in facts.items() if value}


def _series(page: StoryPage) -> dict[str, str] | None:
    if page.part is None:
        return None
    address = absolute(path_of("series", page.language, page.part.slug))
    return {"@type": "CreativeWorkSeries", "name": page.part.name, "url": address}


def _people(page: StoryPage, role: str) -> list[dict[str, str]]:
    return [_person(credit) for credit in page.credits if credit.role == role]


def _person(credit: Credit) -> dict[str, str]:
    person = {"@type": "Person", "name": credit.name}
    if credit.slug:
        kwargs = {"language": credit.language, "slug": credit.slug}
        person["url"] = absolute(reverse("articles:contributor", kwargs=kwargs))
    return person


def _publisher(language: str) -> dict[str, Any]:
    return {
        "@type": "NewsMediaOrganization",
        "name": name(language),
        "url": absolute(reverse("articles:home", kwargs={"language": language})),
        "logo": {"@type": "ImageObject", "url": absolute(static("img/logo.png"))},
    }


def _image(page: StoryPage) -> list[dict[str, Any]]:
    photo = page.story.lead_photo
    image = pictures.share_image(photo) if photo else None
    if photo is None or image is None:
        return []
    picture = {
        "@type": "ImageObject",
        "url": absolute(image.url),
        "width": image.width,
        "height": image.height,
        "creditText": photo.credit,
        "caption": page.caption(),
    }
    return [{key: value for key, value in picture.items() if value}]


def _amendment(amendment: Amendment) -> dict[str, str]:
    """Describe a correction; an update corrects nothing, so it is a plain comment."""
    is_update = amendment.kind == CorrectionKind.UPDATE
    return {
        "@type": "Comment" if is_update else "CorrectionComment",
        "name": amendment.word,
        "datePublished": amendment.at.isoformat(),
        "text": amendment.text,
    }


def _original(page: StoryPage) -> dict[str, Any] | None:
    """Name the version this one was translated from, where readers may open it."""
    original = OTHER[page.language]
    if page.other_language != original or not page.story.is_translation(page.language):
        return None
    work: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": page.story.words("title", original),
        "inLanguage": original,
        "url": absolute(page.story.address(original)),
    }
    if page.lag:
        work |= {"correction": {"@type": "CorrectionComment", "datePublished": page.lag.at.isoformat()}}
    return work


def _followed(page: StoryPage) -> dict[str, str] | None:
    """Say which text of the original a translation follows, where the original has been corrected since."""
    if page.lag is None or page.lag.follows is None:
        return None
    return {
        "@type": "NewsArticle",
        "url": absolute(page.story.address(OTHER[page.language])),
        "dateModified": page.lag.follows.isoformat(),
    }
