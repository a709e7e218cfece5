"""One story for machines: the share card, and schema.org's NewsArticle with everything that the page says of it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from articles import richtext, share_images
from articles.amendments import Amendment
from articles.credits import Credit
from articles.models import Article, CorrectionKind, Role
from articles.models.addresses import path_of, words
from articles.story_page import StoryPage
from articles.structured_data.blocks import Facts, block, publisher, share_crop, whole_picture
from newsroom.identity import OPEN_GRAPH_LOCALE, OTHER, absolute, name

# How many pictures of the text are named besides the lead.
PICTURES, PICTURES_OF_A_PHOTO_STORY = 3, 12


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
    """Describe the story as a NewsArticle."""
    story, language = page.story, page.language
    address = absolute(story.address(language))
    published, updated = story.published_at(language), page.updated_at()
    facts = {
        "@type": _type_of(page),
        "headline": story.words("title", language),
        "description": story.words("standfirst", language),
        "inLanguage": language,
        "url": address,
        "mainEntityOfPage": address,
        "datePublished": published.isoformat() if published else None,
        "dateModified": (updated or published).isoformat() if published else None,
        "articleSection": words(story.section, "name", language),
        "keywords": [words(topic, "name", language) for topic in page.topics],
        "author": _people(page, Role.AUTHOR) or [publisher(language)],
        "translator": _people(page, Role.TRANSLATOR),
        "editor": _people(page, Role.EDITOR),
        "contributor": _people(page, Role.PHOTOGRAPHER),
        "image": _images(page),
        "translationOfWork": _original(page),
        "workTranslation": _translation(page),
        "isPartOf": _series(page),
        "isBasedOn": _followed(page),
        "correction": [_amendment(each) for each in page.amendments if each.kind != CorrectionKind.UPDATE],
        "comment": [_amendment(each) for each in page.amendments if each.kind == CorrectionKind.UPDATE],
        "publisher": publisher(language),
        "isAccessibleForFree": True,
    }
    return block(facts)


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


def _type_of(page: StoryPage) -> str:
    return "OpinionNewsArticle" if page.story.kind == Article.Kind.OPINION else "NewsArticle"


def _images(page: StoryPage) -> list[Facts]:
    """Describe the lead picture, then those in the text."""
    lead, placed = page.story.lead_photo, page.photos
    first = [share_crop(lead, caption=page.caption())] if lead else []
    most = PICTURES_OF_A_PHOTO_STORY if page.story.kind == Article.Kind.PHOTO_STORY else PICTURES
    in_order = richtext.photos_in_order(page.story.words("body", page.language))
    others = [placed[pk] for pk in in_order if pk in placed and (lead is None or pk != lead.pk)]
    rest = [whole_picture(photo, caption=words(photo, "caption", page.language)) for photo in others[:most]]
    return [*first, *rest]


def _amendment(amendment: Amendment) -> dict[str, str]:
    """Describe a correction; an update corrects nothing, so it is a plain comment."""
    is_update = amendment.kind == CorrectionKind.UPDATE
    return {
        "@type": "Comment" if is_update else "CorrectionComment",
        "name": amendment.word,
        "datePublished": amendment.at.isoformat(),
        "text": amendment.text,
    }


def _original(page: StoryPage) -> Facts | None:
    """Name the version this one was translated from, where readers may open it."""
    original = OTHER[page.language]
    if page.other_language != original or not page.story.is_translation(page.language):
        return None
    work = _version(page, original)
    if page.lag:
        work |= {"correction": {"@type": "CorrectionComment", "datePublished": page.lag.at.isoformat()}}
    return work


def _translation(page: StoryPage) -> Facts | None:
    """Name the translation of an original, where readers may open it."""
    if page.story.is_translation(page.language) or page.other_language is None:
        return None
    return _version(page, page.other_language)


def _version(page: StoryPage, language: str) -> Facts:
    return {
        "@type": _type_of(page),
        "headline": page.story.words("title", language),
        "inLanguage": language,
        "url": absolute(page.story.address(language)),
    }


def _followed(page: StoryPage) -> dict[str, str] | None:
    """Say which text of the original a translation follows, where the original has been corrected since."""
    if page.lag is None or page.lag.follows is None:
        return None
    return {
        "@type": _type_of(page),
        "url": absolute(page.story.address(OTHER[page.language])),
        "dateModified": page.lag.follows.isoformat(),
    }
