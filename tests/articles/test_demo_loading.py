"""The demo newsroom once it is loaded: every state, the work on its desk, its pages, its logins."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from articles import richtext
from articles.demo import contents, drawing, pictures, staff
from articles.demo.front import BREAKING
from articles.models import (
    Article,
    Byline,
    Contributor,
    Correction,
    FrontPage,
    Parity,
    Photo,
    RelatedLink,
    ReviewComment,
    Section,
    Series,
    State,
    Topic,
    Translation,
)
from newsroom.entry import codes
from newsroom.identity import LANGUAGES
from newsroom.models import User
from tests.articles.test_demo import one_picture_for_all


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """Load the demo once for this file, in a transaction around its tests; give its media folder.

    Loading takes seconds; each test takes back only what it changed.
    """
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            one_picture_for_all(patch)
            call_command("load_demo", stdout=StringIO())
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def loaded(newsroom, db, settings) -> None:
    """The demo newsroom in the test database."""
    settings.MEDIA_ROOT = newsroom


def test_loading_brings_every_state(loaded):
    live = {code: set(Article.objects.live(code).values_list("pk", flat=True)) for code in LANGUAGES}

    assert Article.objects.count() == len(contents.stories())
    assert len(live["ar"] & live["en"]) >= 20
    assert len(live["ar"] - live["en"]) >= 4
    assert len(live["en"] - live["ar"]) >= 3
    for code in LANGUAGES:
        assert Article.objects.scheduled(code).count() == 2
        assert Article.objects.filter(**{f"state_{code}": State.WITHDRAWN}).count() == 1
    assert set(Article.objects.values_list("state_ar", flat=True)) == set(State.values)


def test_loading_brings_a_correction_that_waits_one_that_is_answered_and_a_reason(loaded, client):
    waiting = Correction.objects.unanswered().get()
    withdrawn = Article.objects.get(state_en=State.WITHDRAWN)

    english = client.get(waiting.article.address("en")).content.decode()
    gone = client.get(withdrawn.address("en"))

    assert (waiting.language, waiting.kind) == ("ar", "correction")
    assert "The original was corrected on" in english
    assert "This version follows the text of" in english
    assert Correction.objects.get(kind="clarification").answer == "does_not_apply"
    assert (gone.status_code, "put off until spring" in gone.content.decode()) == (410, True)


def test_loading_leaves_work_on_the_desk(loaded):
    translator = User.objects.get(username="translator")
    behind = Translation.objects.get(state=Parity.SOURCE_CHANGED)

    assert (behind.translator, translator.translations.count()) == (translator, 2)
    assert (behind.article.pending_ar, behind.words_behind > 5) == (True, True)
    assert ReviewComment.objects.get(resolved_at=None).article.owner.username == "reporter"


def test_loading_keeps_bodies_and_pictures(loaded):
    boat = Article.objects.with_bodies().get(title_en__contains="Comma")

    assert richtext.clean(boat.body_en) == boat.body_en
    assert [photo.caption_en for photo in boat.body_photos.all()] == [
        contents.table("photos")["library"]["caption_en"]
    ]
    assert Photo.objects.filter(credit=pictures.CREDIT).exclude(alt_ar="").exclude(alt_en="").count() == len(
        drawing.SCENES
    )


def test_loading_puts_stories_in_series(loaded, client):
    series = Series.objects.get()
    assert [entry.article.title_en.split()[1] for entry in series.entries.all()] == ["storks", "thousand", "at"]

    for language in LANGUAGES:
        assert client.get(series.address(language)).content.decode().count("<article") == 3


def test_a_second_run_changes_nothing(loaded):
    story = Article.objects.order_by("pk").last()
    Article.objects.filter(pk=story.pk).update(title_en="Edited at the desk")
    models = (Article, Byline, Contributor, Photo, RelatedLink, Section, Topic, User)
    before = [list(model.objects.order_by("pk").values()) for model in models]

    call_command("load_demo", stdout=StringIO())

    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_the_staff_can_sign_in(loaded, client):
    for login in staff.LOGINS:
        user = User.objects.get(username=login.username)

        client.post("/admin/account/login/", {"login": login.username, "password": login.password})
        client.post("/admin/account/login/second/", {"code": codes.shown(staff.APP_KEY)})
        assert client.get("/admin/").status_code == 200
        client.post("/admin/logout/")
        assert user.is_staff
        assert user.interface_language == login.language
        assert user.is_superuser == (login.group is None)
        assert [group.name for group in user.groups.all()] == ([login.group] if login.group else [])


def test_the_chief_has_led_both_home_pages_by_hand(client, loaded):
    for language in ("ar", "en"):
        page = client.get(f"/{language}/").content.decode()

        assert BREAKING[language] in page
        assert FrontPage.objects.get(language=language).slots.count() == 2
