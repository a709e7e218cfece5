"""The memory of a story: what each save left, and the working copy, which is what the latest one left.

A story that no save has touched since revisions exist has none yet; then its row is its working copy.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Subquery

from articles import rows, successors
from articles.models import Article, Contributor, Photo, Revision, Section, Topic
from articles.querysets import ArticleQuerySet
from articles.richtext import photo_ids
from articles.snapshots import PARTS, SHARED, Snapshot, parts_of
from newsroom.identity import LANGUAGES
from newsroom.models import User

# What the numbers in a snapshot stand for; the names in `Snapshot.names` begin with these.
KINDS: dict[str, type[models.Model]] = {
    "section": Section,
    "photo": Photo,
    "topic": Topic,
    "contributor": Contributor,
    "story": Article,
}


def with_latest(stories: ArticleQuerySet) -> ArticleQuerySet:
    """Load stories for the desk, in one question: the row, the rows around it and the latest revision."""
    latest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    return rows.with_rows(stories.select_related("section", "translation")).annotate(
        latest_story=Subquery(latest.values("story")[:1]),
        latest_number=Subquery(latest.values("number")[:1]),
        merges=successors.question(),
        sections=ArraySubquery(Section.objects.order_by().values("pk")),
    )


def stored(pk: int) -> Article:
    """Load one story for the desk as its row has it."""
    return with_latest(Article.objects.all()).get(pk=pk)


def desk_copy(pk: int) -> Article | None:
    """Load one story as its working copy says it, for a form or a preview; `article.working` is that copy.

    Never save it: `publishing` takes snapshots.
    """
    article = with_latest(Article.objects.all()).filter(pk=pk).first()
    if article is not None:
        article.working, article.filed_in = working_copy(article), article.section_id
        rows.lay(article, article.working, PARTS)
    return article


def working_copy(article: Article) -> Snapshot:
    """Give what the desk works on: the latest revision, or the row of a story that has none."""
    row = article if hasattr(article, "latest_story") else stored(article.pk)
    if not row.latest_story:
        return rows.of_row(row)
    story = successors.as_of_now(Snapshot.from_json(row.latest_story), row.merges)
    # A section that was deleted after somebody proposed it: the story stays where it is.
    return story if story.section in row.sections else replace(story, section=row.section_id)


def keep(
    row: Article, story: Snapshot, changed: Iterable[str], *, by: User | None, is_minor: bool, note: str
) -> Revision:
    """Add a revision after the latest one of a story that `stored` loaded."""
    changed = set(changed)
    return Revision.objects.create(
        article_id=row.pk,
        number=(row.latest_number or 0) + 1,
        story=named(story).as_json(),
        changed_shared=bool(changed & set(SHARED)),
        is_minor=is_minor,
        note=note,
        by=by,
        **{f"changed_{language}": bool(changed & set(parts_of(language))) for language in LANGUAGES},
    )


def numbers_in(story: Snapshot) -> dict[str, set[int]]:
    """Gather the rows that a story points to, by kind."""
    pictures = set[int]().union(*(photo_ids(story.text("body", language)) for language in LANGUAGES))
    return {
        "section": {story.section} if story.section else set(),
        "photo": pictures | ({story.lead_photo} if story.lead_photo else set()),
        "topic": set(story.topics),
        "contributor": {credit.contributor for credit in story.bylines},
        "story": {link.story for link in story.links if link.story},
    }


def named(story: Snapshot) -> Snapshot:
    """Write beside each number of a story what it stands for; names it has already are not asked for again."""
    names = dict(story.names)
    for kind, numbers in numbers_in(story).items():
        if unknown := {pk for pk in numbers if f"{kind}-{pk}" not in names}:
            rows = KINDS[kind]._default_manager.filter(pk__in=unknown)
            names |= {f"{kind}-{row.pk}": name_of(row) for row in rows}
    return replace(story, names=names)


def name_of(row: models.Model) -> str:
    """Name a row by both its names, where it has two."""
    both = getattr(row, "in_both_languages", None)
    return both() if both else str(row)


def without_the_lost(story: Snapshot) -> tuple[Snapshot, list[str]]:
    """Take out of a story what has been deleted since, and name it. Pictures in the text stay marked there."""
    story = successors.as_of_now(story, successors.merges_in(story))
    lost: list[str] = []
    gone: dict[str, set[int]] = {}
    for kind, numbers in numbers_in(story).items():
        there = KINDS[kind]._default_manager.filter(pk__in=numbers).values_list("pk", flat=True)
        gone[kind] = numbers - set(there)  # Django asks nothing of the database for an empty set
        lost += [story.names.get(f"{kind}-{pk}", f"{kind} {pk}") for pk in sorted(gone[kind])]
    kept = replace(
        story,
        section=None if story.section in gone["section"] else story.section,
        lead_photo=None if story.lead_photo in gone["photo"] else story.lead_photo,
        topics=tuple(pk for pk in story.topics if pk not in gone["topic"]),
        bylines=tuple(credit for credit in story.bylines if credit.contributor not in gone["contributor"]),
        links=tuple(link for link in story.links if link.story not in gone["story"]),
    )
    return kept, lost
