"""The panel "Translation" of a story's form, and its buttons."""

import re

import pytest
from django.urls import reverse

from articles import parity, publishing, revisions, translating
from articles.models import Parity, SectionLimit, Translation
from articles.snapshots import Snapshot
from newsroom.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db


def make_story(**words):
    own = {"title_ar": "عنوان القصة", "slug_ar": "عنوان", "standfirst_ar": "مقدمة", "body_ar": "<p>نص قصير جدا.</p>"}
    return publishing.begin(Snapshot(words=own | words, section=factories.make_section().pk), by=None)


def rewrite(story, **words):
    publishing.save(story, revisions.working_copy(story).with_words(**words), by=None)


def press(client, story, act, **sent):
    return client.post(reverse("admin:articles_article_translation", args=[story.pk, act]), sent)


def form_of(client, story):
    return client.get(reverse("admin:articles_article_change", args=[story.pk]))


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_panel_tells_state_translator_and_what_changed(chief):
    story = make_story(title_en="Title", body_en="<p>Text.</p>")
    parity.follow(story)
    parity.assign(story, revisions.working_copy(story), factories.make_staff("translator", username="lina"), by=None)
    rewrite(story, body_ar="<p>نص طويل جدا.</p>")

    response = form_of(chief, story)

    panel = response.context["translation_panel"]
    page = response.content.decode()
    assert (panel.state, panel.rests_on.number) == ("Source changed by 1 word", 1)
    assert "<del>قصير</del> <ins>طويل</ins>" in page
    assert "<bdi>lina</bdi>" in page


def test_a_first_translation_is_told_what_changed_since_its_last_save(chief):
    story = make_story()
    rewrite(story, title_en="Title", body_en="<p>Half of it.</p>")
    rewrite(story, body_ar="<p>نص طويل جدا.</p>")

    response = form_of(chief, story)

    panel = response.context["translation_panel"]
    assert (panel.state, panel.rests_on, panel.since.number) == ("In translation", None, 2)
    assert "<del>قصير</del> <ins>طويل</ins>" in response.content.decode()


def test_a_first_translation_that_saw_the_last_of_the_source_is_told_nothing(chief):
    story = make_story()
    rewrite(story, body_ar="<p>نص طويل جدا.</p>")
    rewrite(story, title_en="Title")

    panel = form_of(chief, story).context["translation_panel"]

    assert panel.changes == []


def test_diff_shows_hostile_text_as_text(chief):
    story = make_story(title_en="Title")
    parity.follow(story)
    rewrite(story, standfirst_ar="<script>alert(1)</script>")

    page = form_of(chief, story).content.decode()

    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in page
    assert "<script>alert(1)" not in page


def test_follow_is_for_who_may_change_the_translation(signed_in):
    translator = factories.make_staff("translator")
    story = make_story(title_en="Title")
    parity.follow(story)
    translating.assign(story, translator, by=factories.make_editor())
    rewrite(story, title_ar="عنوان آخر")

    response = press(signed_in(translator), story, "follow")

    row = Translation.objects.get()
    assert response.url == reverse("admin:articles_article_change", args=[story.pk])
    assert (row.state, row.rests_on.number, row.owed_since) == (Parity.UP_TO_DATE, 2, None)


def shown(client, story):
    """Which revision the page showed, as its button says."""
    found = re.search(r'name="seen" value="(\d+)"><button', form_of(client, story).content.decode())
    return found[1]


@pytest.mark.parametrize(
    ("minor", "state"), [(False, Parity.SOURCE_CHANGED), (True, Parity.MINOR_CHANGES)], ids=["change", "minor"]
)
def test_follow_never_answers_for_a_change_of_the_source_that_came_after_the_page(chief, minor, state):
    story = make_story(title_en="Title")
    parity.follow(story)
    rewrite(story, title_ar="عنوان آخر")
    seen = shown(chief, story)
    publishing.save(
        story,
        revisions.working_copy(story).with_words(body_ar="<p>نص آخر تماما.</p>"),
        by=None,
        is_minor=minor,
    )

    page = chief.get(press(chief, story, "follow", seen=seen).url).content.decode()

    row = Translation.objects.get()
    assert "The source was changed meanwhile: look at it again." in page
    assert (row.rests_on.number, row.state, row.words_behind) == (2, state, 2)
    assert bool(row.owed_since) is not minor


def test_follow_takes_a_save_of_the_translation_itself_for_no_change(chief):
    story = make_story(title_en="Title")
    rewrite(story, title_ar="عنوان آخر")
    seen = shown(chief, story)
    rewrite(story, title_en="Another title")

    page = chief.get(press(chief, story, "follow", seen=seen).url).content.decode()

    assert "English now follows its source." in page
    assert Translation.objects.get().state == Parity.UP_TO_DATE


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_follow_of_a_page_that_says_nothing_of_what_it_showed_means_the_latest(chief, seen):
    story = make_story(title_en="Title")
    rewrite(story, title_ar="عنوان آخر")

    press(chief, story, "follow", seen=seen)

    assert Translation.objects.get().rests_on.number == 2


def test_follow_without_any_words_is_refused(chief):
    story = make_story()

    press(chief, story, "follow")

    assert Translation.objects.get().rests_on is None


@pytest.mark.parametrize("act", ["follow", "assign", "give-back"])
def test_button_is_closed_to_a_translator_of_other_stories(signed_in, act):
    story = make_story(title_en="Title")

    assert press(signed_in(factories.make_staff("translator")), story, act).status_code == 403


def test_editor_assigns_to_translators_of_the_section_only(signed_in):
    story, elsewhere = make_story(), factories.make_section()
    near, far = factories.make_staff("translator"), factories.make_staff("translator")
    factories.make_staff("reporter")
    SectionLimit.objects.create(user=far, section=elsewhere)
    client = signed_in(factories.make_staff("editor"))

    offered = form_of(client, story).context["translation_panel"].people
    press(client, story, "assign", translator=far.pk)
    refused = Translation.objects.get().translator
    press(client, story, "assign", translator=near.pk)

    assert (offered, refused) == ([near], None)
    assert Translation.objects.get().translator == near


@pytest.mark.parametrize("chosen", ["reporter", "9" * 30, "x", "-1"])
def test_nobody_else_is_assigned(signed_in, chosen):
    story = make_story()
    reporter = factories.make_staff("reporter")

    press(
        signed_in(factories.make_staff("editor")),
        story,
        "assign",
        translator=chosen.replace("reporter", str(reporter.pk)),
    )

    assert Translation.objects.get().translator is None


def test_editor_takes_the_translation_away(signed_in):
    story = make_story()
    translating.assign(story, factories.make_staff("translator"), by=factories.make_editor())

    press(signed_in(factories.make_staff("editor")), story, "assign", translator="")

    assert Translation.objects.get().translator is None


def test_translator_takes_a_published_story_and_gives_it_back(signed_in):
    story = make_story()
    publishing.publish(story, language="ar", by=None)
    translator = factories.make_staff("translator")
    client = signed_in(translator)

    press(client, story, "take")
    taken = Translation.objects.get().translator
    back = press(client, story, "give-back")

    assert taken == translator
    assert Translation.objects.get().translator is None
    assert back.url == reverse("admin:articles_translation_changelist")
    hands = AuditEntry.objects.filter(act="assign").order_by("pk").values_list("by_id", "details__to_person")
    assert list(hands) == [(translator.pk, translator.username), (translator.pk, "")]


def test_second_translator_comes_too_late(signed_in):
    story, first = make_story(), factories.make_staff("translator")
    publishing.publish(story, language="ar", by=None)
    translating.take(story, by=first)

    press(signed_in(factories.make_staff("translator")), story, "take")

    assert Translation.objects.get().translator == first


def test_draft_is_nobodys_to_take(signed_in):
    story = make_story()

    press(signed_in(factories.make_staff("translator")), story, "take")

    assert Translation.objects.get().translator is None


def test_reporter_takes_no_translation(signed_in):
    story = make_story()
    publishing.publish(story, language="ar", by=None)

    assert press(signed_in(factories.make_staff("reporter")), story, "take").status_code == 403


def test_buttons_are_pressed_only(chief):
    assert (
        chief.get(reverse("admin:articles_article_translation", args=[make_story().pk, "follow"])).status_code == 405
    )


def test_unknown_act_and_unknown_story_are_not_found(chief):
    story = make_story()

    assert press(chief, story, "dance").status_code == 404
    assert chief.post(reverse("admin:articles_article_translation", args=[10**15, "follow"])).status_code == 404
