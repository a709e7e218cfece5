"""The desk's first page: what waits for whom, and the month."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_ox.models import OxTask

from articles.admin.dashboard import panels
from articles.models import Article, Correction, SectionLimit, State, Translation
from newsroom.models import User
from tests import factories
from tests.pages import Page, read

pytestmark = pytest.mark.django_db


def words_of(page: Page, panel: str) -> list[str]:
    """The lines of one panel."""
    return page.texts(f".queue-{panel} .queue-title")


def count_of(page: Page, panel: str) -> str:
    """The number beside a panel's heading."""
    return page.one(f".queue-{panel} .queue-count").text()


def make_failed_task(name="articles.photos.scale") -> OxTask:
    return OxTask.objects.create(
        task_path=name, queue_name="photos", backend_name="default", status="FAILED", enqueued_at=timezone.now()
    )


def fill(many: int, owner: User) -> None:
    """Put something into every panel."""
    soon = min(timezone.now() + timedelta(seconds=30), timezone.localtime().replace(hour=23, minute=59, second=58))
    for _ in range(many):
        section = factories.make_section()
        factories.make_article(live="", owner=owner, section=section, title_en="", title_ar="مسودة")
        factories.make_article(live="", state_en=State.IN_REVIEW, section=section)
        factories.make_article(published_at_en=soon)
        live = factories.make_article(published_at_en=timezone.now(), title_en="Out")
        Translation.objects.update_or_create(
            article=live, defaults={"language": "en", "owed_since": timezone.now(), "state": "source_changed"}
        )
        Correction.objects.create(article=live, language="ar", kind="correction", text="نص", needs_answer=True)
        factories.make_photo(credit="No words")
        make_failed_task()


def test_panels_list_what_waits(chief):
    owner = User.objects.get()
    factories.make_article(live="", owner=owner, title_ar="مسودتي", title_en="")
    factories.make_article(live="", title_en="Somebody else's")
    factories.make_article(live="", state_en=State.IN_REVIEW, title_en="Read me")
    out = factories.make_article(live="ar", title_ar="جديد", published_at_ar=timezone.now())
    Translation.objects.update_or_create(
        article=out, defaults={"language": "en", "owed_since": timezone.now(), "state": "missing"}
    )
    Correction.objects.create(article=out, language="ar", kind="correction", text="نص", needs_answer=True)
    Correction.objects.create(article=out, language="ar", kind="update", text="نص", needs_answer=False)
    factories.make_photo(credit="Noor")
    factories.make_photo(alt_ar="جسر", alt_en="A bridge", credit="Described")
    make_failed_task()

    page = read(chief, "/admin/")

    assert words_of(page, "drafts") == ["مسودتي"]
    assert words_of(page, "review") == ["Read me"]
    assert words_of(page, "translation") == ["جديد"]
    assert words_of(page, "published") == ["جديد"]
    assert words_of(page, "corrections") == ["جديد"]
    assert words_of(page, "photos") == ["Noor"]
    assert words_of(page, "tasks") == ["scale"]
    assert count_of(page, "scheduled") == "0"


def test_lines_stand_in_their_own_language(chief):
    factories.make_article(live="", owner=User.objects.get(), title_ar="مسودتي", title_en="")

    line = read(chief, "/admin/").one(".queue-drafts .queue-words a")

    assert (line.attributes["lang"], line.attributes["dir"]) == ("ar", "rtl")


def test_panel_shows_the_first_lines_and_counts_no_further_than_it_must(chief):
    section = factories.make_section()
    for n in range(103):
        factories.make_article(live="", section=section, state_en=State.IN_REVIEW, title_en=f"Piece {n}")

    page = read(chief, "/admin/")

    assert words_of(page, "review") == [f"Piece {n}" for n in range(5)]
    assert count_of(page, "review") == "100+"


@pytest.mark.parametrize(
    ("group", "panels"),
    [
        ("finance", []),
        ("photo_editor", ["photos"]),
        ("translator", ["review", "translation", "scheduled", "published", "corrections"]),
        ("reporter", ["drafts", "review", "translation", "scheduled", "published", "corrections"]),
        ("editor", ["drafts", "review", "translation", "scheduled", "published", "corrections", "reports", "photos"]),
    ],
)
def test_each_role_has_its_panels(signed_in_as, group, panels):
    factories.make_article(title_en="Secret", published_at_en=timezone.now())
    make_failed_task()
    client = signed_in_as(group)

    page = read(client, "/admin/")

    assert [e.attributes["id"].removeprefix("queue-") for e in page.all(".queue h2")] == panels
    assert ("Secret" in page.html) == (group == "editor")
    assert len(page.all(".month")) == (0 if group in ("finance", "photo_editor") else 1)


def test_chief_editor_hears_of_failed_tasks_but_cannot_open_them(signed_in_as):
    make_failed_task()

    page = read(signed_in_as("chief_editor"), "/admin/")

    assert words_of(page, "tasks") == ["scale"]
    assert page.all(".queue-tasks a") == []


def test_reporter_finds_only_their_own_stories(signed_in_as):
    client = signed_in_as("reporter")
    me = User.objects.get(username="reporter1")
    factories.make_article(title_en="Mine", owner=me, published_at_en=timezone.now())
    factories.make_article(title_en="Theirs", owner=factories.make_editor(), published_at_en=timezone.now())

    page = read(client, "/admin/")

    assert "Mine" in words_of(page, "published")
    assert "Theirs" not in page.html


def test_editor_limited_to_a_section_finds_that_alone(signed_in_as):
    client = signed_in_as("editor")
    mine, other = factories.make_section(), factories.make_section()
    SectionLimit.objects.create(user=User.objects.get(username="editor1"), section=mine)
    for section, title in ((mine, "Mine"), (other, "Theirs")):
        story = factories.make_article(title_en=title, section=section, published_at_en=timezone.now())
        Correction.objects.create(article=story, language="en", kind="correction", text="x", needs_answer=True)

    page = read(client, "/admin/")

    assert words_of(page, "corrections") == ["Mine"]
    assert "Theirs" not in page.html


def test_month_sets_versions_on_their_day_of_the_newsrooms_clock(chief):
    late = datetime(2026, 10, 14, 22, 30, tzinfo=UTC)  # the 15th in Damascus
    factories.make_article(live="en", title_en="Night", published_at_en=late)
    factories.make_article(live="ar", title_ar="صباح", published_at_ar=datetime(2026, 10, 15, 6, 0, tzinfo=UTC))

    page = read(chief, "/admin/", month="2026-10")

    day = next(each for each in page.all(".month-day") if "Night" in each.text())
    assert page.one('h2[id="month-heading"]').text() == "October 2026"
    assert day.text() == "Thursday 15 01:30 Night 09:00 صباح"


def test_month_marks_what_is_to_come_and_folds_a_full_day(chief):
    section, tomorrow = factories.make_section(), timezone.now() + timedelta(days=1)
    for n in range(6):
        factories.make_article(live="en", section=section, title_en=f"Piece {n}", published_at_en=tomorrow)

    page = read(chief, "/admin/", month=f"{timezone.localtime(tomorrow):%Y-%m}")

    assert len(page.all(".month-day .is-to-come")) == 6
    assert page.texts(".month-day summary") == ["2 more"]


@pytest.mark.parametrize("first", ["sunday", "saturday", "monday"])
def test_week_begins_on_the_day_of_the_setting(chief, settings, first):
    settings.NEWSROOM_FIRST_DAY = first

    page = read(chief, "/admin/", month="2026-02")

    assert page.texts(".month-weekdays span")[0].lower() == first
    assert len(page.all(".month-day")) % 7 == 0


@pytest.mark.parametrize("month", ["", "2026-13", "2026-1", "1999-01", "2026-11\0", "٢٠٢٦-١١", "x" * 500])
def test_odd_month_is_this_month(chief, month):
    today = timezone.localdate()

    page = read(chief, "/admin/", month=month)

    assert page.one('h2[id="month-heading"]').text().endswith(str(today.year))


@pytest.mark.parametrize("many", [1, 3])
def test_first_page_takes_the_same_queries_whatever_waits(chief, many, django_assert_num_queries):
    fill(many, User.objects.get())
    chief.get("/admin/")

    with django_assert_num_queries(14):
        chief.get("/admin/")


@pytest.mark.parametrize("group", ["reporter", "translator", "editor"])
def test_links_of_drafts_and_translations_lead_to_as_many_rows_as_the_queue_counts(client, group):
    user = factories.make_staff(group)
    client.force_login(user)
    for live in ("", "ar", "ar en"):
        factories.make_article(live=live, owner=user)
        factories.make_article(live=live)
    for story in Article.objects.all():
        owed = timezone.now() if story.pk % 2 else None
        Translation.objects.create(article=story, language="en", translator=user, owed_since=owed)

    for panel in panels(user):
        if panel.name in ("drafts", "translation"):
            ((_words, address),) = panel.lists
            assert len(client.get(address).context["cl"].result_list) == len(panel.rows) > 0
