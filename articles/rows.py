"""A story's row and the rows around it, read as a snapshot and written from one. Only `publishing` writes them."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from articles import successors
from articles.models import Article, Byline, Contributor, Photo, RelatedLink, Topic
from articles.querysets import ArticleQuerySet
from articles.richtext import photo_ids
from articles.snapshots import COLUMNS, WORDS, Credit, Link, Snapshot
from newsroom.identity import LANGUAGES

PUBLIC_WORDS = ("title", "standfirst", "body")


def with_rows(stories: ArticleQuerySet) -> ArticleQuerySet:
    """Load with each story the rows around it, for `of_row`, in the same question."""
    here = OuterRef("pk")
    topics = Article.topics.through.objects.filter(article=here).order_by("topic")
    bylines = Byline.objects.filter(article=here).order_by("position", "pk")
    # modeltranslation would turn the named columns of one language into several.
    links = RelatedLink.objects.rewrite(False).filter(article=here).order_by("position", "pk")  # type: ignore[attr-defined]
    return stories.with_bodies().annotate(
        topic_rows=ArraySubquery(topics.values("topic")),
        byline_rows=ArraySubquery(bylines.values(row=JSONObject(contributor="contributor_id", role="role"))),
        link_rows=ArraySubquery(
            links.values(row=JSONObject(story="story_id", url="url", title_ar="title_ar", title_en="title_en"))
        ),
    )


def of_row(article: Article) -> Snapshot:
    """Give what the database holds of a story that `with_rows` loaded: for a live version, what readers see."""
    return replace(
        of_columns(article),
        topics=tuple(article.topic_rows),
        bylines=tuple(Credit(**row) for row in article.byline_rows),
        links=tuple(
            Link(row["story"], row["url"], row["title_ar"] or "", row["title_en"] or "") for row in article.link_rows
        ),
    )


def of_columns(article: Article) -> Snapshot:
    """Give a story's own words and columns as they stand in memory, with nothing around them."""
    return Snapshot(
        words={name: getattr(article, name) or "" for name in WORDS},
        section=article.section_id,
        lead_photo=article.lead_photo_id,
        original_language=article.original_language,
        kind=article.kind,
    )


def lay(article: Article, story: Snapshot, names: Iterable[str], *, dated: Iterable[str] = ()) -> Article:
    """Let a story in memory say these parts of a snapshot; nothing is written.

    A language in `dated` whose public words change has been updated now.
    """
    names = set(names)
    for name in names & set(WORDS):
        setattr(article, name, story.part(name) or None)
    if "section" in names and story.section:
        article.section_id = story.section
    if "lead_photo" in names:
        article.lead_photo_id = story.lead_photo
    for name in {"kind", "original_language"} & names:
        setattr(article, name, story.part(name))
    for language in dated:
        if names & {f"{field}_{language}" for field in PUBLIC_WORDS}:
            setattr(article, f"updated_at_{language}", timezone.now())
    return article


def write(article: Article, story: Snapshot, names: set[str]) -> None:
    """Write a laid story: its columns, and those of the rows around it that are named."""
    columns = names & {*WORDS, *COLUMNS}
    flags = {f"{flag}_{language}" for flag in ("pending", "updated_at") for language in LANGUAGES}
    article.save(update_fields={*columns, *flags, "saved_at"})
    if "topics" in names:
        story = _as_merged(story, Topic, set(story.topics))
        article.topics.set(Topic.objects.filter(pk__in=story.topics))
    if "bylines" in names:
        _write_bylines(article, story)
    if "links" in names:
        _write_links(article, story)


def place_photos(article: Article, story: Snapshot, names: set[str]) -> None:
    """Remember which photos the row and the working copy show; one that left the library meanwhile stops no save."""
    if not names & {"lead_photo", "body_ar", "body_en"}:
        return
    shown: set[int] = set()
    for language in LANGUAGES:
        shown |= photo_ids(story.text("body", language)) | photo_ids(article.words("body", language))
    if story.lead_photo and story.lead_photo != article.lead_photo_id:
        shown.add(story.lead_photo)
    # The lock makes who deletes one of them at this moment wait, and then find it in use.
    article.body_photos.set(Photo.objects.select_for_update(no_key=True).filter(pk__in=shown))


def _write_bylines(article: Article, story: Snapshot) -> None:
    """Replace the bylines; who was deleted while a change waited to be published is left out."""
    story = _as_merged(story, Contributor, {credit.contributor for credit in story.bylines})
    there = _existing(Contributor, {credit.contributor for credit in story.bylines})
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, position=position, contributor_id=credit.contributor, role=credit.role)
        for position, credit in enumerate(story.bylines)
        if credit.contributor in there
    )


def _write_links(article: Article, story: Snapshot) -> None:
    """Replace the picked links; a story that was deleted meanwhile is left out."""
    # No lock: two editors who link their stories to each other would wait for each other for ever.
    wanted = {link.story for link in story.links if link.story}
    there = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    article.related_links.all().delete()
    RelatedLink.objects.bulk_create(
        RelatedLink(article=article, position=position, **_values(link))
        for position, link in enumerate(story.links)
        if not link.story or link.story in there
    )


def _as_merged(story: Snapshot, model: type[Model], numbers: set[int]) -> Snapshot:
    """Name who stands for a row that was merged since the story was loaded; waits for a merge that is under way."""
    if numbers == _existing(model, numbers):
        return story
    return successors.as_of_now(story, successors.merges_in(story))


def _existing(model: type[Model], numbers: set[int]) -> set[int]:
    """Keep the numbers of rows that are there, and keep these rows until the transaction ends."""
    rows = model._default_manager.filter(pk__in=numbers).select_for_update(no_key=True)
    return set(rows.values_list("pk", flat=True))


def _values(link: Link) -> dict[str, object]:
    titles = {"title_ar": link.title_ar or None, "title_en": link.title_en or None}
    return {"story_id": link.story, "url": link.url, **titles}
