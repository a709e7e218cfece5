"""Every act that changes a story. The desk, commands and imports all take this road.

Promise: an act runs in one transaction, and after its commit the shared caches drop every page that showed the story
before or shows it now. Words are cleaned on the way in. Nothing else writes `state_*` or `published_at_*`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import plaintext, richtext
from articles.models import Article, Byline, Photo, RelatedLink, SeriesEntry, State
from articles.models.addresses import words
from newsroom import edge
from newsroom.identity import LANGUAGES
from newsroom.models import User

PUBLIC_WORDS = ("title", "standfirst", "body")
ONE_LINE = ("title", "search_title", "share_title")
PARAGRAPHS = ("standfirst", "search_description", "share_description", "lead_caption")
LONGEST_SLUG = 120


@contextmanager
def editing(article: Article, *, by: User | None) -> Iterator[Article]:
    """Change a story and the rows around it as one act: `with editing(story, by=user): links.save()`.

    The story's row is locked until the transaction ends. `by` is who acts; None is the system itself. An act on the
    same story inside is a part of this one.
    """
    if article.in_hand:
        yield article
        return
    with transaction.atomic():
        before = page_keys(article)
        article.in_hand = True
        try:
            yield article
        finally:
            article.in_hand = False
        edge.purge(before | page_keys(article))


def save(article: Article, *, by: User | None, changed: Iterable[str] | None = None) -> Article:
    """Write a story's own columns, cleaned. `changed` names the fields to write; None writes them all.

    Only what changed is written, so that two editors in two languages keep both their texts; where a stored story
    stands is never written here. A change to the words of a live version dates its update.
    Raises ValidationError when a published version would lose what it needs.
    """
    with editing(article, by=by):
        stored = Article.objects.with_bodies().select_related("section").filter(pk=article.pk).first()
        if stored is None:
            _clean(article, set(_own_words()))
            article.save()
        else:
            touched = _own_columns() if changed is None else set(changed)
            touched |= _clean(article, touched)
            touched |= _date_updates(article, stored, touched)
            _refuse_to_break(article, stored, touched)
            article.save(update_fields={*touched, "saved_at"})
        if stored is None or {"body_ar", "body_en"} & touched:
            _place_photos(article)
    return article


def publish(article: Article, *, language: str, by: User | None, at: datetime | None = None) -> Article:
    """Make one language of the story public, now or at a later time; readers see it after commit.

    A version that was public before keeps its first date unless `at` says otherwise.
    Raises ValidationError with the reasons, in the active language, when the version is not ready.
    """
    with editing(article, by=by):
        row = _stored(article.pk)
        reasons = reasons_against(row, language)
        if reasons:
            raise ValidationError(reasons)
        _move(row, language, State.PUBLISHED, at or _first_date(row, language) or timezone.now())
    return _same_life(article, row, language)


def withdraw(article: Article, *, language: str, by: User | None) -> Article:
    """Take one language away from readers; its words and its date stay on the desk.

    A version that readers never saw, because its moment is still to come, is a draft again.
    Raises ValidationError when the version is not published.
    """
    with editing(article, by=by):
        row = _stored(article.pk)
        if row.state(language) != State.PUBLISHED:
            raise ValidationError(_("Only a published version can be withdrawn."))
        if row.is_live(language):
            _move(row, language, State.WITHDRAWN, row.published_at(language))
        else:
            _move(row, language, State.DRAFT, None)
    return _same_life(article, row, language)


def delete(article: Article, *, by: User | None) -> None:
    """Remove a story for good, with its bylines and links."""
    with editing(Article(pk=article.pk), by=by):
        article.delete()


def reasons_against(article: Article, language: str) -> list[str]:
    """List what keeps one language of a story from going public; an empty list means it may."""
    wanted = {
        "title": _("It has no headline."),
        "slug": _("It has no address."),
        "standfirst": _("It has no standfirst."),
    }
    reasons = [reason for field, reason in wanted.items() if not article.words(field, language).strip()]
    if not _shows_something(article.words("body", language)):
        reasons.append(_("It has no body."))
    if not words(article.section, "slug", language):
        reasons.append(_("Its section has no name in this language."))
    return reasons


def page_keys(article: Article) -> set[str]:
    """Name every page that may show this story as it is stored, and lock its row.

    What no reader can see is on no page. A scheduled version counts: lists are kept only until their next story.
    """
    pk = article.pk
    story = hold(pk)
    public = [language for language in LANGUAGES if story and story.state(language) == State.PUBLISHED]
    if story is None or not public:
        return set()
    lists = ["home", f"section-{story.section_id}"]
    lists += [f"topic-{topic}" for topic in story.topics.values_list("pk", flat=True)]
    people = Byline.objects.filter(article=pk).values_list("contributor", flat=True)
    lists += [f"person-{person}" for person in people]
    lists += [
        f"series-{series}" for series in SeriesEntry.objects.filter(article=pk).values_list("series", flat=True)
    ]
    pointing_here = RelatedLink.objects.filter(story=pk).values_list("article", flat=True)
    return (
        {"feeds", f"article-{pk}"}
        | {f"article-{other}" for other in pointing_here}
        | {f"{name}-{language}" for name in lists for language in public}
    )


def hold(pk: int | None) -> Article | None:
    """Lock a story's row until the transaction ends, and give where it stands; its words are not loaded."""
    return Article.objects.only("section_id", "state_ar", "state_en").select_for_update().filter(pk=pk).first()


def slug_from(title: str) -> str:
    """Make the readable part of an address out of a headline, in its own script."""
    return slugify(title, allow_unicode=True)[:LONGEST_SLUG].strip("-_") or "-"


def _shows_something(body: str) -> bool:
    """Say whether a body has a word or a picture in it, not only empty paragraphs."""
    return bool(richtext.plain_text(body).strip() or richtext.photo_ids(body))


def _stored(pk: int) -> Article:
    return Article.objects.with_bodies().select_related("section").get(pk=pk)


def _own_words() -> set[str]:
    """Name every field of a story that holds words, in both languages."""
    return {f"{field}_{language}" for field in (*ONE_LINE, *PARAGRAPHS, "slug", "body") for language in LANGUAGES}


def _own_columns() -> set[str]:
    """Name every column of a story but those that say where it stands, which only the acts above write."""
    not_ours = {f"{field}_{language}" for field in ("state", "published_at", "updated_at") for language in LANGUAGES}
    not_ours |= {"id", *ONE_LINE, *PARAGRAPHS, "slug", "body"}  # modeltranslation's base columns are nobody's
    return {field.name for field in Article._meta.concrete_fields} - not_ours


def _clean(article: Article, touched: set[str]) -> set[str]:
    """Clean the touched words, give a titled version an address, and name the addresses that were given."""
    for field in touched & _own_words():
        text = getattr(article, field)
        name = field.rpartition("_")[0]
        if text and name == "body":
            setattr(article, field, richtext.clean(text))
        elif text and name in ONE_LINE:
            setattr(article, field, plaintext.one_line(text))
        elif text and name in PARAGRAPHS:
            setattr(article, field, plaintext.paragraphs(text))
    given = set()
    for language in LANGUAGES:
        if article.words("title", language) and not article.words("slug", language):
            setattr(article, f"slug_{language}", slug_from(article.words("title", language)))
            given.add(f"slug_{language}")
    return given


def _date_updates(article: Article, stored: Article, touched: set[str]) -> set[str]:
    """Date the update of each live version whose public words are about to change, and name the dates."""
    dated = set()
    for language in LANGUAGES:
        public = {f"{field}_{language}" for field in PUBLIC_WORDS} & touched
        if stored.is_live(language) and any(getattr(article, f) != getattr(stored, f) for f in public):
            setattr(article, f"updated_at_{language}", timezone.now())
            dated.add(f"updated_at_{language}")
    return dated


def _refuse_to_break(article: Article, stored: Article, touched: set[str]) -> None:
    """Raise ValidationError when a public version would lose what it needs to be public."""
    for language in LANGUAGES:
        needed = {f"{field}_{language}" for field in (*PUBLIC_WORDS, "slug")} | {"section"}
        if stored.state(language) == State.PUBLISHED and needed & touched:
            reasons = reasons_against(article, language)
            if reasons:
                raise ValidationError(reasons)


def _place_photos(article: Article) -> None:
    """Remember which photos the two stored bodies show; one that left the library meanwhile stops no save."""
    stored = _stored(article.pk)
    shown = set().union(*(richtext.photo_ids(stored.words("body", language)) for language in LANGUAGES))
    # The lock makes who deletes one of them at this moment wait, and then find it in use.
    article.body_photos.set(Photo.objects.select_for_update(no_key=True).filter(pk__in=shown))


def _first_date(row: Article, language: str) -> datetime | None:
    """Give the date at which readers first saw this version, if they ever did."""
    moment = row.published_at(language)
    seen = row.is_live(language) or (row.state(language) == State.WITHDRAWN and moment and moment <= timezone.now())
    return moment if seen else None


def _move(row: Article, language: str, state: State, moment: datetime | None) -> None:
    setattr(row, f"state_{language}", state)
    setattr(row, f"published_at_{language}", moment)
    row.save(update_fields=[f"state_{language}", f"published_at_{language}", "saved_at"])


def _same_life(article: Article, row: Article, language: str) -> Article:
    for field in (f"state_{language}", f"published_at_{language}"):
        setattr(article, field, getattr(row, field))
    return article
