"""The desk's first page: what waits for whoever has just come in.

Promise: each panel asks once and reads at most `MOST` short rows, however large the archive; it lists what this
member of staff may see, and stands only where they could do something about it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django_ox.models import OxTask

from articles import pictures
from articles.access import visible_to
from articles.admin.correction_answer import may_answer
from articles.admin.lives import OWN_NAME
from articles.models import Article, Correction, Parity, Photo, ReaderReport, State, Translation
from newsroom.identity import DIRECTION, LANGUAGES, OTHER
from newsroom.models import User

MOST = 100  # a longer queue reads "100+"
SHOWN = 5
UNFINISHED = (State.DRAFT, State.IN_REVIEW, State.READY)


@dataclass(frozen=True)
class Item:
    """One line of a panel: words in their own language, and where they lead."""

    words: str
    address: str = ""
    language: str = ""
    moment: datetime | None = None
    version: str = ""
    note: str = ""
    picture: str = ""

    @property
    def direction(self) -> str:
        """Say in which direction the words run."""
        return DIRECTION.get(self.language, "auto")


@dataclass(frozen=True)
class Panel:
    """One queue: its first lines, how many there are, and the lists that hold them all."""

    name: str
    heading: str
    rows: list[Item]
    lists: list[tuple[str, str]] = field(default_factory=list)

    @property
    def shown(self) -> list[Item]:
        """Give the first lines."""
        return self.rows[:SHOWN]

    @property
    def count(self) -> str:
        """Count the lines as far as they were read."""
        return f"{MOST}+" if len(self.rows) > MOST else str(len(self.rows))


def panels(user: User) -> list[Panel]:
    """Set out the queues that concern this member of staff, in the order of the day."""
    wanted: list[tuple[bool, Callable[[User], Panel]]] = [
        (user.has_perm("articles.add_article"), _drafts),
        (user.has_perm("articles.view_article"), _in_review),
        (user.has_perm("articles.view_article"), _to_translate),
        (user.has_perm("articles.view_article"), _scheduled_today),
        (user.has_perm("articles.view_article"), _published_today),
        (user.has_perm("articles.view_article"), _corrections),
        (user.has_perm("articles.view_readerreport"), _reports),
        (user.has_perm("articles.change_photo"), _photos),
        (user.has_perm("django_ox.view_oxtask") or user.has_perm("articles.curate_front"), _failed_tasks),
    ]
    return [make(user) for may, make in wanted if may]


def _drafts(user: User) -> Panel:
    mine = _short(visible_to(user).unfinished().filter(owner=user).order_by("-saved_at", "-pk"))
    items = [_item(story, _where(story, UNFINISHED), moment=story.saved_at) for story in mine]
    return Panel("drafts", _("My drafts"), items, [(_("All of them"), _stories(mine="drafts"))])


def _in_review(user: User) -> Panel:
    waiting = _either(lambda code: Q(**{f"state_{code}": State.IN_REVIEW}))
    stories = _short(visible_to(user).filter(waiting).order_by("saved_at", "pk"))
    items = [_item(story, _where(story, [State.IN_REVIEW]), moment=story.saved_at) for story in stories]
    return Panel("review", _("Waiting for review"), items, _per_language(State.IN_REVIEW))


def _to_translate(user: User) -> Panel:
    owed = Translation.objects.filter(owed_since__isnull=False, article__in=visible_to(user).values("pk"))
    owed = owed.select_related("article", "translator").order_by("owed_since", "article")[: MOST + 1]
    items = [
        _item(
            row.article,
            OTHER[row.language],
            moment=row.owed_since,
            version=_named(row.language),
            note=str(Parity(row.state).label),
        )
        for row in owed
    ]
    return Panel("translation", _("Waiting for translation"), items, [(_("All of them"), _owed(user))])


def _scheduled_today(user: User) -> Panel:
    items = _of_today(user, after=timezone.now(), until=_tonight())
    return Panel("scheduled", _("Scheduled today"), items, _per_language("scheduled"))


def _published_today(user: User) -> Panel:
    items = _of_today(user, after=_tonight() - timedelta(days=1), until=timezone.now())
    return Panel("published", _("Published today"), items[::-1], _per_language("live"))


def _corrections(user: User) -> Panel:
    waiting = Correction.objects.unanswered().filter(article__in=visible_to(user).values("pk"))
    rows = waiting.select_related("article__translation").order_by("corrected_at", "pk")[: MOST + 1]
    items = []
    for row in rows:
        item = _item(row.article, row.language, moment=row.corrected_at, note=row.get_kind_display())
        if may_answer(user, row):
            item = replace(item, address=reverse("admin:articles_correction_answer", args=[row.pk]))
        items.append(item)
    all_of_them = f"{reverse('admin:articles_correction_changelist')}?answer=open"
    lists = [(_("All corrections"), all_of_them)] if user.has_perm("articles.view_correction") else []
    return Panel("corrections", _("Corrections without an answer"), items, lists)


def _reports(user: User) -> Panel:
    new = ReaderReport.objects.filter(status=ReaderReport.Status.NEW)
    waiting = new.filter(article__in=visible_to(user).values("pk")).order_by("sent_at", "pk")[: MOST + 1]
    items = [
        Item(
            str(report),
            reverse("admin:articles_readerreport_change", args=[report.pk]),
            moment=report.sent_at,
            version=_named(report.language),
        )
        for report in waiting
    ]
    all_of_them = f"{reverse('admin:articles_readerreport_changelist')}?status__exact=new"
    return Panel("reports", _("Reports from readers"), items, [(_("All of them"), all_of_them)])


def _photos(user: User) -> Panel:
    found = Photo.objects.lacking_words()[: MOST + 1]
    items = [
        Item(
            photo.credit or "–",
            reverse("admin:articles_photo_change", args=[photo.pk]),
            moment=photo.uploaded_at,
            picture=pictures.thumbnail_url(photo),
        )
        for photo in found
    ]
    library = reverse("admin:articles_photo_changelist")
    lists = [(_named(code), f"{library}?undescribed={code}") for code in LANGUAGES]
    return Panel("photos", _("Photos without a description or a sure credit"), items, lists)


def _failed_tasks(user: User) -> Panel:
    failed = OxTask.objects.filter(status__in=[OxTask.Status.FAILED, OxTask.Status.LOST])
    rows = failed.order_by("-enqueued_at").only("task_path", "queue_name", "enqueued_at")[: MOST + 1]
    may_open = user.has_perm("django_ox.view_oxtask")
    items = [
        Item(
            task.task_path.rpartition(".")[2],
            reverse("admin:django_ox_oxtask_change", args=[task.pk]) if may_open else "",
            moment=task.enqueued_at,
            note=task.queue_name,
        )
        for task in rows
    ]
    all_of_them = [(_("All tasks"), reverse("admin:django_ox_oxtask_changelist"))] if may_open else []
    return Panel("tasks", _("Failed background tasks"), items, all_of_them)


def _of_today(user: User, *, after: datetime, until: datetime) -> list[Item]:
    """List both languages' versions whose moment lies in this part of the day, the earliest first."""
    between = _either(
        lambda code: Q(
            **{
                f"state_{code}": State.PUBLISHED,
                f"published_at_{code}__gt": after,
                f"published_at_{code}__lte": until,
            }
        )
    )
    versions = [
        (moment, story, code)
        for story in _short(visible_to(user).filter(between).order_by())
        for code in LANGUAGES
        if story.state(code) == State.PUBLISHED and (moment := story.published_at(code)) and after < moment <= until
    ]
    versions.sort(key=lambda version: (version[0], version[1].pk))
    return [_item(story, code, moment=moment, version=_named(code)) for moment, story, code in versions]


def _short(stories: QuerySet[Article]) -> Iterable[Article]:
    """Load what a line shows of the first stories."""
    columns = [f"{name}_{code}" for name in ("title", "state", "published_at") for code in LANGUAGES]
    return stories.only("saved_at", *columns)[: MOST + 1]


def _named(language: str) -> str:
    """Name a language in its own words, and say that they are its own."""
    return format_html('<span lang="{}">{}</span>', language, OWN_NAME[language])


def _item(story: Article, language: str, *, moment: datetime | None, version: str = "", note: str = "") -> Item:
    """Name a story in this language, or in the other where it has no headline yet."""
    shown = language if story.words("title", language) else OTHER[language]
    words = story.words("title", shown) or f"#{story.pk}"
    return Item(words, reverse("admin:articles_article_change", args=[story.pk]), shown, moment, version, note)


def _where(story: Article, states: Iterable[str]) -> str:
    """Say which language of a story stands in one of these states; the Arabic before the English."""
    return next((code for code in LANGUAGES if story.state(code) in states and story.words("title", code)), "ar")


def _either(condition: Callable[[str], Q]) -> Q:
    both = Q()
    for code in LANGUAGES:
        both |= condition(code)
    return both


def _stories(**filters: str) -> str:
    address = reverse("admin:articles_article_changelist")
    return f"{address}?{urlencode(filters)}" if filters else address


def _owed(user: User) -> str:
    """Lead to the page of parity; translators find free stories there too, which are no debt of theirs."""
    only_translates = user.has_perm("articles.translate_article") and not user.has_perm("articles.edit_every_article")
    own = {"translator": "me"} if only_translates else {}
    return f"{reverse('admin:articles_translation_changelist')}?{urlencode({'owes': 'yes', **own})}"


def _per_language(state: str) -> list[tuple[str, str]]:
    """Lead to the list of stories, narrowed to a state in each language."""
    return [(_named("ar"), _stories(arabic=state)), (_named("en"), _stories(english=state))]


def _tonight() -> datetime:
    """Give the end of this day on the newsroom's clock."""
    return timezone.localtime().replace(hour=23, minute=59, second=59, microsecond=999_999)
