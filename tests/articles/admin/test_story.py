"""The form of a story: what is saved, what is refused, who may publish."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing, revisions
from articles.models import Article, SectionLimit, State, Translation, Withdrawal
from newsroom.models import User
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def stored(story):
    return Article.objects.with_bodies().get(pk=story.pk)


def test_add_saves_both_languages_with_addresses_in_their_own_scripts(chief):
    section = factories.make_section()
    words = {"title_ar": "النهر يعود", "title_en": "The river returns", "section": section.pk}

    response = chief.post(ADD, opened(chief, ADD) | words | {"_continue": "1"})

    story = Article.objects.get()
    assert response.headers["Location"] == change(story)
    assert (story.slug_ar, story.slug_en) == ("النهر-يعود", "the-river-returns")
    assert (story.state_ar, story.state_en) == (State.DRAFT, State.DRAFT)


def test_add_without_a_headline_says_so_and_keeps_what_was_typed(chief):
    section = factories.make_section()

    response = chief.post(ADD, opened(chief, ADD) | {"standfirst_ar": "جملة طويلة", "section": section.pk})

    page = response.content.decode()
    assert "Give the story a headline in at least one language." in page
    assert "جملة طويلة</textarea>" in page
    assert Article.objects.count() == 0


def test_each_field_says_its_own_language_and_direction(chief):
    page = chief.get(ADD).content.decode()

    for field, language, direction in (("title_ar", "ar", "rtl"), ("title_en", "en", "ltr")):
        tag = next(part for part in page.split("<input")[1:] if f'name="{field}"' in part).split(">")[0]
        assert f'lang="{language}"' in tag
        assert f'dir="{direction}"' in tag


def test_two_editors_in_two_languages_both_keep_their_words(chief):
    story = factories.make_article(live="", body_ar="<p>قديم.</p>", body_en="<p>Old.</p>")
    mine, hers = opened(chief, change(story)), opened(chief, change(story))

    chief.post(change(story), hers | {"title_ar": "عنوان الزميلة", "body_ar": "<p>نص الزميلة.</p>"})
    chief.post(change(story), mine | {"title_en": "My headline", "body_en": "<p>Mine.</p>"})

    after = stored(story)
    assert (after.title_ar, after.title_en) == ("عنوان الزميلة", "My headline")
    assert (after.body_ar, after.body_en) == ("<p>نص الزميلة.</p>", "<p>Mine.</p>")


def test_two_editors_in_one_field_are_told_and_saving_again_replaces(chief):
    story = factories.make_article(live="")
    mine, hers = opened(chief, change(story)), opened(chief, change(story))
    chief.post(change(story), hers | {"title_en": "Her headline"})

    refused = chief.post(change(story), mine | {"title_en": "My headline"})

    page = refused.content.decode()
    assert "Someone else changed this while you were writing. Theirs: “Her headline”." in page
    assert stored(story).title_en == "Her headline"
    again = refused.context["adminform"].form.data["seen"]
    chief.post(change(story), mine | {"title_en": "My headline", "seen": again})
    assert stored(story).title_en == "My headline"


def test_a_save_refused_for_one_field_never_brings_back_a_neighbours_old_words(chief):
    story = factories.make_article(live="")
    mine, hers = opened(chief, change(story)), opened(chief, change(story))
    chief.post(change(story), hers | {"title_ar": "عنوان الزميلة"})
    refused = chief.post(change(story), mine | {"slug_en": "not an address!"})
    seen = refused.context["adminform"].form["seen"].value()

    chief.post(change(story), mine | {"slug_en": "an-address", "seen": seen})

    assert (stored(story).title_ar, stored(story).slug_en) == ("عنوان الزميلة", "an-address")


def test_publish_button_saves_first_and_then_publishes(chief):
    story = factories.make_article(live="")

    chief.post(change(story), opened(chief, change(story)) | {"title_en": "Better", "_publish_en": "anyway"})

    after = stored(story)
    assert (after.title_en, after.is_live("en"), after.is_live("ar")) == ("Better", True, False)


def test_publish_button_on_a_new_story_saves_and_publishes_it(chief):
    words = {"title_en": "New", "standfirst_en": "Short.", "body_en": "<p>Text.</p>"}
    section = factories.make_section()

    chief.post(ADD, opened(chief, ADD) | words | {"section": section.pk, "_publish_en": "anyway"})

    assert Article.objects.get().live_languages() == ["en"]


def test_refused_publication_keeps_the_words_and_shows_the_reasons_beside_the_language(chief):
    story = factories.make_article(live="", standfirst_en=None, body_en="<p></p>")

    sent = opened(chief, change(story)) | {"title_en": "Kept", "_publish_en": "anyway"}
    response = chief.post(change(story), sent, follow=True)

    column = response.content.decode().split('id="publication-en"')[1].split("</section>")[0]
    assert stored(story).title_en == "Kept"
    assert stored(story).state_en == State.DRAFT
    assert "It was not published, because:" in column
    assert "It has no standfirst." in column
    assert "It has no body." in column


def test_schedule_button_takes_the_newsrooms_clock(chief, settings):
    settings.TIME_ZONE = "Asia/Damascus"
    story = factories.make_article(live="")
    moment = timezone.localtime() + timedelta(days=2)
    typed = moment.strftime("%Y-%m-%dT%H:%M")

    chief.post(change(story), opened(chief, change(story)) | {"goes_public_ar": typed, "_schedule_ar": "anyway"})

    after = stored(story)
    assert after.published_at_ar == moment.replace(second=0, microsecond=0)
    assert after.is_scheduled("ar")
    assert "Asia/Damascus (UTC+03:00)" in chief.get(change(story)).content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Choose the date and the time at which it should appear."),
        ("2001-01-01T10:00", "This moment has passed."),
        ("tomorrow", "Enter a valid date/time."),
    ],
)
def test_schedule_without_a_moment_to_come_is_refused_with_nothing_lost(chief, typed, told):
    story = factories.make_article(live="")
    sent = opened(chief, change(story)) | {"goes_public_en": typed, "title_en": "Typed", "_schedule_en": "anyway"}

    response = chief.post(change(story), sent)

    page = response.content.decode()
    assert told in page
    assert 'value="Typed"' in page
    assert stored(story).state_en == State.DRAFT


def test_withdraw_button_hides_one_language(chief):
    story = factories.make_article()

    chief.post(change(story), opened(chief, change(story)) | {"_withdraw_ar": "1", "reason_ar": "خطأ"})

    assert stored(story).live_languages() == ["en"]


def test_a_scheduled_version_cannot_lose_its_headline(chief):
    story = factories.make_article(
        live="", state_en=State.PUBLISHED, published_at_en=timezone.now() + timedelta(hours=1)
    )

    response = chief.post(change(story), opened(chief, change(story)) | {"title_en": ""})

    told = "This version is scheduled and cannot lose what it needs; cancel the schedule first."
    assert told in response.content.decode()
    assert stored(story).title_en == story.title_en


def test_a_live_version_is_reworked_without_readers_seeing_it_until_its_changes_are_published(chief):
    story = factories.make_article(live="en", title_en="Public")

    chief.post(change(story), opened(chief, change(story)) | {"title_en": "Reworked", "standfirst_en": ""})
    working = opened(chief, change(story))
    chief.post(change(story), working | {"standfirst_en": "Better.", "_publish_en": "anyway"})

    assert (working["title_en"], working["standfirst_en"]) == ("Reworked", "")
    assert (stored(story).title_en, stored(story).standfirst_en) == ("Reworked", "Better.")
    assert not stored(story).pending_en


def test_rows_of_a_live_story_wait_and_show_in_the_form(chief):
    story, person = factories.make_article(live="en"), factories.make_contributor()
    row = {
        "bylines-TOTAL_FORMS": 1,
        "bylines-0-contributor": person.pk,
        "bylines-0-role": "editor",
        "bylines-0-position": 0,
    }

    chief.post(change(story), opened(chief, change(story)) | row)

    assert story.bylines.count() == 0
    assert opened(chief, change(story))["bylines-0-contributor"] == [str(person.pk)]
    assert stored(story).pending_en


def test_translator_writes_only_the_target_language_of_an_assigned_story(signed_in_as):
    client = signed_in_as("translator")
    story = factories.make_article(live="ar")
    translator = User.objects.get(username="translator1")
    Translation.objects.create(article=story, language="en", translator=translator)
    form = opened(client, change(story))

    client.post(change(story), form | {"title_en": "Translated", "title_ar": "غريب", "_publish_en": "anyway"})

    assert b"_publish_en" not in client.get(change(story)).content
    assert (stored(story).title_en, stored(story).state_en) == ("Translated", State.DRAFT)
    assert revisions.working_copy(story).text("title", "ar") == story.title_ar


def test_reporter_has_own_stories_and_no_others(signed_in_as):
    client = signed_in_as("reporter")
    section, other = factories.make_section(), factories.make_article(live="")
    client.post(ADD, opened(client, ADD) | {"title_ar": "قصتي", "section": section.pk})
    mine = Article.objects.exclude(pk=other.pk).get()

    answers = [client.get(change(story)).status_code for story in (mine, other)]

    assert answers == [200, 403]
    assert mine.owner == User.objects.get(username="reporter1")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Rain\u202e late", "Rain late"),
        ("Rain\x07\tlate", "Rain late"),
        ("  Rain \u2067late\u2069 ", "Rain late"),
        ("می\u200cروم", "می\u200cروم"),
    ],
)
def test_headlines_lose_what_cannot_be_seen(chief, typed, kept):
    story = factories.make_article(live="")

    chief.post(change(story), opened(chief, change(story)) | {"title_en": typed})

    assert stored(story).title_en == kept


@pytest.mark.parametrize("field", ["title_en", "standfirst_ar", "body_ar", "slug_en"])
def test_nul_is_refused_in_words(chief, field):
    story = factories.make_article(live="")

    response = chief.post(change(story), opened(chief, change(story)) | {field: "a\x00b"})

    assert response.status_code == 200
    assert "Null characters are not allowed." in response.content.decode()


def test_endless_headline_is_refused_and_kept_on_the_page(chief):
    story = factories.make_article(live="")

    response = chief.post(change(story), opened(chief, change(story)) | {"title_en": "x" * 10_000})

    page = response.content.decode()
    assert "at most 200 characters (it has 10000)" in page
    assert "x" * 10_000 in page


def test_body_of_300_kilobytes_in_both_languages_is_saved(chief):
    story = factories.make_article(live="")
    long = {"body_ar": "<p>" + "كلام " * 30_000 + "</p>", "body_en": "<p>" + "words " * 50_000 + "</p>"}

    response = chief.post(change(story), opened(chief, change(story)) | long)

    assert response.status_code == 302
    assert len(stored(story).body_en) > 290_000


def test_delete_purges_the_pages_that_showed_the_story(chief, purged):
    story = factories.make_article(live="en")

    chief.post(reverse("admin:articles_article_delete", args=[story.pk]), {"post": "yes"})

    assert not Article.objects.exists()
    assert {f"article-{story.pk}", "home-en", f"section-{story.section_id}-en"} <= purged()


def test_bulk_delete_purges_each_story(chief, purged):
    one, two = factories.make_article(live="en"), factories.make_article(live="en")
    sent = {"action": "delete_selected", "_selected_action": [one.pk, two.pk], "post": "yes"}

    chief.post(reverse("admin:articles_article_changelist"), sent)

    assert not Article.objects.exists()
    assert {f"article-{one.pk}", f"article-{two.pk}"} <= purged()


def test_moving_a_live_story_purges_the_section_it_left_and_the_one_it_joined(chief, purged):
    story, other = factories.make_article(live="en"), factories.make_section()

    chief.post(change(story), opened(chief, change(story)) | {"section": other.pk, "_publish_en": "anyway"})

    assert {f"section-{story.section_id}-en", f"section-{other.pk}-en"} <= purged()


def test_preview_shows_a_draft_to_staff_alone(chief, client):
    story = factories.make_article(live="", title_en="Not out yet")
    address = reverse("admin:articles_article_preview", args=[story.pk, "en"])

    response = chief.get(address)

    assert "Not out yet" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    client.logout()
    assert client.get(address).headers["Location"].startswith("/admin/login/")


def test_unknown_story_leads_back_to_the_desk(chief):
    response = chief.post("/admin/articles/article/nothing/change/", {})

    assert response.status_code == 302


def test_publishing_with_an_oversight_asks_first_and_keeps_everything(chief):
    story = factories.make_article(live="")

    sent = opened(chief, change(story)) | {"title_en": "Kept", "_publish_en": "1"}
    asked = chief.post(change(story), sent, follow=True)

    column = asked.content.decode().split('id="publication-en"')[1].split("</section>")[0]
    assert stored(story).title_en == "Kept"
    assert not stored(story).is_live("en")
    assert "It has no byline." in column
    assert "It has no lead photo." in column
    assert 'name="_publish_en" value="anyway"' in column


def test_review_goes_by_the_buttons_and_each_move_is_told(chief):
    story = factories.make_article(live="", state_ar=State.IN_REVIEW)
    form = opened(chief, change(story))

    silent = chief.post(change(story), form | {"_move_ar": "draft"}, follow=True)
    chief.post(change(story), form | {"_move_ar": "draft", "comment_ar": "سمِّ مصدراً ثانياً"})

    assert "Say what should change." in silent.content.decode()
    assert stored(story).state_ar == State.DRAFT
    assert "سمِّ مصدراً ثانياً" in chief.get(change(story)).content.decode()


def test_withdraw_tells_readers_the_reason(chief):
    story = factories.make_article()
    words = {"reason_ar": "أخطأنا في الاسم.", "leads_to_ar": "", "_withdraw_ar": "1"}

    chief.post(change(story), opened(chief, change(story)) | words)

    assert Withdrawal.objects.get(article=story, language="ar").reason == "أخطأنا في الاسم."


def test_withdraw_asks_what_readers_are_told_and_keeps_what_was_typed(chief):
    story = factories.make_article()
    typed = {"title_ar": "عنوان كتب للتو", "_withdraw_ar": "1", "reason_ar": "  "}

    response = chief.post(change(story), opened(chief, change(story)) | typed)

    page = response.content.decode()
    assert "Tell readers why, or lead them to another page of ours." in page
    assert '<details class="act withdrawal" open>' in page
    assert "عنوان كتب للتو" in page
    assert stored(story).live_languages() == ["ar", "en"]


def test_withdraw_that_leads_on_needs_no_reason(chief):
    story = factories.make_article()

    chief.post(change(story), opened(chief, change(story)) | {"_withdraw_ar": "1", "leads_to_ar": "/ar/"})

    assert Withdrawal.objects.get().leads_to == "/ar/"


def test_a_schedule_is_cancelled_without_a_reason(chief):
    story = factories.make_article(
        live="", state_ar=State.PUBLISHED, published_at_ar=timezone.now() + timedelta(days=1)
    )

    chief.post(change(story), opened(chief, change(story)) | {"_withdraw_ar": "1"})

    assert stored(story).state_ar == State.DRAFT


def test_withdraw_leads_only_to_our_own_pages(chief):
    story = factories.make_article()
    words = {"leads_to_ar": "https://elsewhere.example/", "_withdraw_ar": "1"}

    response = chief.post(change(story), opened(chief, change(story)) | words)

    assert "Give a path of this site that begins with /ar/ or /en/." in response.content.decode()
    assert stored(story).live_languages() == ["ar", "en"]


@pytest.mark.parametrize("button", [{"_embargo": "1"}, {"_schedule_ar": "anyway"}])
def test_the_message_names_the_moment_without_markup(chief, button):
    story = factories.make_article(live="")
    moments = (
        {"embargo_until": "2099-05-04T09:30"} if "_embargo" in button else {"goes_public_ar": "2099-05-04T09:30"}
    )

    chief.post(change(story), opened(chief, change(story)) | moments | button)

    page = chief.get(change(story)).content.decode()
    assert "4 May 2099, \u206809:30\u2069" in page
    assert "&lt;time" not in page


def test_even_a_chief_lifts_the_embargo_before_publishing(chief):
    story = factories.make_article(live="")
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    chief.post(change(story), opened(chief, change(story)) | {"embargo_until": later, "_embargo": "1"})

    refused = chief.post(change(story), opened(chief, change(story)) | {"_publish_en": "anyway"}, follow=True)
    chief.post(change(story), opened(chief, change(story)) | {"_lift_embargo": "1"})
    chief.post(change(story), opened(chief, change(story)) | {"_publish_en": "anyway"})

    assert "It is under embargo." in refused.content.decode()
    assert stored(story).is_live("en")


def test_a_reporter_sends_to_review_and_cannot_publish_by_a_forged_button(signed_in_as):
    client = signed_in_as("reporter")
    story = factories.make_article(live="", owner=User.objects.get(username="reporter1"))

    client.post(change(story), opened(client, change(story)) | {"_publish_ar": "anyway"})
    forged = stored(story).state_ar
    client.post(change(story), opened(client, change(story)) | {"_move_ar": "ready"})
    skipped = stored(story).state_ar
    client.post(change(story), opened(client, change(story)) | {"_move_ar": "in_review"})

    assert (forged, skipped, stored(story).state_ar) == (State.DRAFT, State.DRAFT, State.IN_REVIEW)


def test_publishing_from_an_old_form_never_lets_a_colleagues_unseen_change_out(chief):
    story = factories.make_article(live="en", title_en="Public")
    mine, hers = opened(chief, change(story)), opened(chief, change(story))
    chief.post(change(story), hers | {"body_en": "<p>Nobody has checked this.</p>"})

    told = chief.post(change(story), mine | {"title_en": "Mine", "_publish_en": "anyway"}, follow=True)

    assert stored(story).title_en == "Public"
    assert "Somebody else changed this story after you opened it." in told.content.decode()
    chief.post(change(story), opened(chief, change(story)) | {"_publish_en": "anyway"})
    assert (stored(story).title_en, stored(story).body_en) == ("Mine", "<p>Nobody has checked this.</p>")


def test_publishing_from_an_old_form_never_lets_unseen_rows_out(chief):
    story, person = factories.make_article(live="en"), factories.make_contributor()
    mine, hers = opened(chief, change(story)), opened(chief, change(story))
    row = {"bylines-TOTAL_FORMS": 1, "bylines-0-contributor": person.pk, "bylines-0-role": "editor"}
    chief.post(change(story), hers | row | {"bylines-0-position": 0})

    chief.post(change(story), mine | {"_publish_en": "anyway"})

    assert story.bylines.count() == 0


def test_a_colleagues_work_on_the_other_version_stops_no_publication(chief):
    story = factories.make_article(live="en", title_en="Public")
    mine, hers = opened(chief, change(story)), opened(chief, change(story))
    chief.post(change(story), hers | {"title_ar": "عنوان الزميلة"})

    chief.post(change(story), mine | {"title_en": "Mine", "_publish_en": "anyway"})

    assert stored(story).title_en == "Mine"


def test_an_old_form_never_takes_a_live_version_off_by_scheduling_it(chief):
    story = factories.make_article(live="")
    mine, hers = opened(chief, change(story)), opened(chief, change(story))
    chief.post(change(story), hers | {"_publish_en": "anyway"})

    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    chief.post(change(story), mine | {"goes_public_en": tomorrow, "_schedule_en": "anyway"})

    assert stored(story).is_live("en")


def limited(signed_in_as, group, section):
    client = signed_in_as(group)
    user = User.objects.get(username=f"{group}1")
    SectionLimit.objects.create(user=user, section=section)
    return client, user


def test_a_proposed_move_takes_a_live_story_from_nobody_and_gives_it_to_nobody(signed_in_as):
    here, there = factories.make_section(), factories.make_section()
    story = factories.make_article(live="en", section=here)
    publishing.save(story, replace(revisions.working_copy(story), section=there.pk), by=None)
    (of_here, _user), (of_there, _other) = (
        limited(signed_in_as, "editor", here),
        limited(signed_in_as, "chief_editor", there),
    )

    answers = [client.get(change(story)).status_code for client in (of_here, of_there)]

    assert answers == [200, 403]


def test_a_story_stays_where_it_is_when_the_section_proposed_for_it_is_deleted(chief):
    there = factories.make_section()
    story = factories.make_article(live="en")
    publishing.save(story, replace(revisions.working_copy(story), section=there.pk), by=None)
    there.delete()

    answer = chief.post(change(story), opened(chief, change(story)) | {"title_en": "New", "_publish_en": "anyway"})

    assert answer.status_code == 302
    assert (stored(story).title_en, stored(story).section) == ("New", story.section)


def test_somebody_with_section_limits_files_no_story_elsewhere(signed_in_as):
    here, there = factories.make_section(), factories.make_section()
    client, _user = limited(signed_in_as, "editor", here)
    story = factories.make_article(live="", section=here)

    client.post(ADD, opened(client, ADD) | {"title_ar": "قصتي", "section": there.pk})
    client.post(change(story), opened(client, change(story)) | {"section": there.pk})

    assert not Article.objects.filter(section=there).exists()


@pytest.mark.parametrize(
    "seen", ['{"revision": Infinity, "parts": {}}', '{"revision": 99999999999999999999, "parts": {}}', "[" * 200_000]
)
def test_a_strange_word_on_what_was_shown_loses_nothing(chief, seen):
    story = factories.make_article(live="", title_en="Old")

    answer = chief.post(change(story), opened(chief, change(story)) | {"title_en": "New", "seen": seen})

    assert (answer.status_code, stored(story).title_en) == (200, "Old")
    assert "New" in answer.content.decode()
