"""A story's page as its working copy says it: what readers would see if all of it were published now."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from articles import revisions, rows, story_page, unsaved
from articles.models import Article, Contributor, Photo, Section, Topic
from articles.models.addresses import words
from articles.snapshots import PARTS, Snapshot
from articles.story_page import StoryPage
from newsroom.identity import LANGUAGES


def load(pk: int, language: str, *, typed: Mapping[str, Any] | None = None) -> StoryPage | None:
    """Gather the page of one language from the working copy, or None where there is no such story.

    `typed` is what somebody has typed and not saved: it is laid on the working copy, and a headline may be missing.
    """
    page = story_page.load(pk, language, live=False)
    article = revisions.desk_copy(pk)
    if page is None or article is None:
        return None
    working = article.working
    if typed is not None:
        working = _with_a_headline(unsaved.laid_on(working, typed), language)
    _lay(page.story, working, language)
    return story_page.gathered(page.story, language)


def _with_a_headline(story: Snapshot, language: str) -> Snapshot:
    if story.text("title", language):
        return story
    return story.with_words(**{f"title_{language}": _("No headline yet")})


def _lay(story: Article, working: Snapshot, language: str) -> None:
    """Let the story, and what was gathered around it, say what the working copy says."""
    rows.lay(story, working, PARTS)
    if working.section:
        story.section = Section.objects.filter(pk=working.section).first() or story.section
    story.lead_photo = Photo.objects.filter(pk=working.lead_photo).first() if working.lead_photo else None
    around = vars(story)["around"]
    people = Contributor.objects.in_bulk([credit.contributor for credit in working.bylines])
    around["people"] = [
        {"pk": pk, "role": role} | _names_of(people[pk]) for pk, role in working.bylines if pk in people
    ]
    topics = Topic.objects.filter(pk__in=working.topics).order_by("pk")
    around["topics"] = [
        {"id": topic.pk, "kind": topic.kind}
        | {f"{name}_{language}": words(topic, name, language) for name in ("name", "slug")}
        for topic in topics
    ]
    around["picked"] = list(_picked(working, language))


def _names_of(person: Contributor) -> dict[str, str]:
    return {f"{name}_{code}": words(person, name, code) for name in ("name", "slug", "bio") for code in LANGUAGES}


def _picked(working: Snapshot, language: str) -> list[dict[str, Any]]:
    """List the picked links that readers of this language could follow today."""
    numbers = [link.story for link in working.links if link.story]
    live = Article.objects.live(language).in_bulk(numbers) if numbers else {}
    picked = []
    for link in working.links:
        title = link.title_ar if language == "ar" else link.title_en
        story = live.get(link.story) if link.story else None
        if story is not None:
            told = {"story_title": story.words("title", language), "slug": story.words("slug", language)}
            picked.append({"pk": story.pk, "url": "", "title": title} | told)
        elif link.story is None and title:
            picked.append({"pk": None, "story_title": "", "slug": "", "url": link.url, "title": title})
    return picked
