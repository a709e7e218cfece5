"""Acts on many stories from their list: asked, looked at, done."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Move, Revision, SectionLimit, State
from newsroom.models import AuditEntry, User
from newsroom.roles import keep_groups
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def member(group, **values):
    """A member of staff of one group, and a client signed in as them."""
    keep_groups()
    user = User.objects.create_user(username=f"{group}2", password="x", is_staff=True, **values)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return user, client


def sent(action, stories, **answer):
    return {"action": action, "_selected_action": [story.pk for story in stories]} | answer


def look(client, action, stories, **answer):
    """Send the answer and read what would happen."""
    response = client.post(LIST, sent(action, stories, step="look", **answer))
    assert response.status_code == 200
    return response


def do(client, action, stories, response, **answer):
    """Confirm what a page told."""
    told = {name: response.context[name] for name in ("seen", "answer")}
    return client.post(LIST, sent(action, stories, step="do", **told, **answer), follow=True)


def confirm(client, action, stories, **answer):
    return do(client, action, stories, look(client, action, stories, **answer), **answer)


def reasons(response):
    return [line["reason"] for line in response.context["refused"]]


def messages(response):
    return [str(message) for message in response.context["messages"]]


# --- Sections and topics ----------------------------------------------------------------------------------


def test_page_asks_lists_the_stories_and_changes_nothing(chief):
    stories = [factories.make_article(title_en="<b>One</b>"), factories.make_article(title_ar="اثنان")]

    response = chief.post(LIST, sent("move_to_section", stories))

    page = response.content.decode()
    assert "&lt;b&gt;One&lt;/b&gt;" in page
    assert '<span class="headline" lang="ar" dir="rtl">اثنان</span>' in page
    assert Revision.objects.count() == 0


def test_stories_move_and_readers_see_it_at_once(chief, purged, client):
    section = factories.make_section(name_en="Water", slug_en="water")
    live, draft = factories.make_article(title_en="Rain"), factories.make_article(live="")

    response = confirm(chief, "move_to_section", [live, draft], section=section.pk)

    assert messages(response) == ["Done for 2 stories."]
    assert set(Article.objects.values_list("section", "pending_en")) == {(section.pk, False)}
    assert {f"section-{live.section_id}-en", f"section-{section.pk}-en", f"article-{live.pk}"} <= purged()
    assert Revision.objects.filter(article=draft).exists()
    assert "Rain" in Client().get("/en/section/water/").content.decode()


def test_other_changes_of_a_live_story_still_wait(chief):
    story, section = factories.make_article(title_en="Old"), factories.make_section()
    copy = publishing.revisions.working_copy(story)
    publishing.save(story, copy.with_words(title_en="New"), by=None)

    confirm(chief, "move_to_section", [story], section=section.pk)

    story.refresh_from_db()
    assert (story.section, story.title_en, story.pending_en) == (section, "Old", True)
    assert publishing.revisions.working_copy(story).text("title", "en") == "New"


def test_refused_stories_are_named_with_their_reasons_and_left(chief):
    section = factories.make_section(name_en=None, slug_en=None)
    there, public, free = (
        factories.make_article(section=section, live="ar"),
        factories.make_article(live="en"),
        factories.make_article(live="ar"),
    )

    response = look(chief, "move_to_section", [there, public, free], section=section.pk)
    done = do(chief, "move_to_section", [there, public, free], response, section=section.pk)

    assert set(reasons(response)) == {
        "It is in this section already.",
        "It is public in a language in which this section has no name.",
    }
    assert messages(done) == ["Done for one story. 2 were left as they are."]
    assert set(Article.objects.filter(section=section)) == {there, free}


def test_topic_is_added_and_taken_away(chief):
    topic, other = factories.make_topic(), factories.make_topic()
    has, lacks = factories.make_article(), factories.make_article()
    has.topics.set([topic, other])
    lacks.topics.set([other])

    added = confirm(chief, "change_topic", [has, lacks], topic=topic.pk, what="add")
    assert messages(added) == ["Done for one story. One was left as it is."]
    assert set(lacks.topics.all()) == {topic, other}

    confirm(chief, "change_topic", [has, lacks], topic=topic.pk, what="remove")
    assert [*has.topics.all(), *lacks.topics.all()] == [other, other]


# --- Confirming -------------------------------------------------------------------------------------------


def test_confirming_again_changes_nothing(chief):
    story, section = factories.make_article(), factories.make_section()
    response = look(chief, "move_to_section", [story], section=section.pk)
    do(chief, "move_to_section", [story], response, section=section.pk)
    revisions = Revision.objects.count()

    again = do(chief, "move_to_section", [story], response, section=section.pk)

    assert reasons(again) == ["It is in this section already."]
    assert Revision.objects.count() == revisions


def test_story_changed_since_stops_the_whole_act_and_is_shown_anew(chief):
    one, two, section = factories.make_article(), factories.make_article(), factories.make_section()
    response = look(chief, "move_to_section", [one, two], section=section.pk)
    publishing.save(one, publishing.revisions.working_copy(one).with_words(title_en="Changed"), by=None)

    again = do(chief, "move_to_section", [one, two], response, section=section.pk)

    assert "Something has changed since you looked" in again.content.decode()
    assert not Article.objects.filter(section=section).exists()
    done = do(chief, "move_to_section", [one, two], again, section=section.pk)
    assert messages(done) == ["Done for 2 stories."]


def test_deleted_story_stops_the_act_and_leaves_the_page(chief):
    one, two, section = factories.make_article(), factories.make_article(), factories.make_section()
    response = look(chief, "move_to_section", [one, two], section=section.pk)
    number = two.pk
    two.delete()
    two.pk = number

    again = do(chief, "move_to_section", [one, two], response, section=section.pk)

    assert messages(again) == ["Done for one story. One was left as it is."]


def test_another_answer_than_the_one_looked_at_is_only_looked_at(chief):
    story, first, second = factories.make_article(), factories.make_section(), factories.make_section()
    response = look(chief, "move_to_section", [story], section=first.pk)

    again = do(chief, "move_to_section", [story], response, section=second.pk)

    assert again.context["answer"] == f"section={second.pk}"
    story.refresh_from_db()
    assert story.section not in (first, second)


@pytest.mark.parametrize("seen", ["", "x", "[]", "[1]", '{"x": 1}', "null", '{"999999": "2020"}'])
def test_invented_confirmation_does_nothing(chief, seen):
    story, section = factories.make_article(), factories.make_section()
    answer = f"section={section.pk}"

    chief.post(
        LIST, sent("move_to_section", [story], section=section.pk, step="do", seen=seen, answer=answer), follow=True
    )

    assert not Article.objects.filter(section=section).exists()


@pytest.mark.parametrize("section", ["", "x", "999999"])
def test_missing_answer_is_asked_for(chief, section):
    response = chief.post(LIST, sent("move_to_section", [factories.make_article()], section=section, step="look"))

    assert list(response.context["form"].errors) == ["section"]


def test_more_than_five_hundred_are_refused(chief, monkeypatch):
    monkeypatch.setattr("articles.bulk.MOST_AT_ONCE", 2)
    stories = [factories.make_article() for _ in range(3)]

    response = chief.post(LIST, sent("move_to_section", stories), follow=True)

    assert messages(response) == ["Choose at most 2 stories at once. Nothing was changed."]


# --- States -----------------------------------------------------------------------------------------------


def test_states_move_with_a_comment_and_a_history(chief):
    draft, review = factories.make_article(live=""), factories.make_article(live="", state_en=State.IN_REVIEW)

    response = confirm(chief, "change_state", [draft, review], language="en", to="in_review", comment="Please read")

    assert messages(response) == ["Done for one story. One was left as it is."]
    draft.refresh_from_db()
    assert (draft.state_en, draft.state_ar) == ("in_review", "draft")
    assert Move.objects.values_list("article", "to_state", "comment").get() == (draft.pk, "in_review", "Please read")


def test_going_back_asks_for_a_comment_and_impossible_steps_are_named(chief):
    review, draft = factories.make_article(live="", state_en=State.IN_REVIEW), factories.make_article(live="")
    live, bare = factories.make_article(), factories.make_article(live="", title_en=None, slug_en=None)
    stories = [review, draft, live, bare]

    silent = look(chief, "change_state", stories, language="en", to="draft", comment=" ")
    done = confirm(chief, "change_state", [review], language="en", to="draft", comment="Who says so?")

    assert set(reasons(silent)) == {
        "This step asks for a comment.",
        "It is in this state already.",
        "From “Published” there is no such step.",
        "It is not written in this language.",
    }
    assert messages(done) == ["Done for one story."]


def test_publishing_refuses_what_lacks_something_and_publishes_the_rest(chief, purged):
    whole, bare = factories.make_article(live=""), factories.make_article(live="", standfirst_en=None, body_en="")

    response = look(chief, "change_state", [whole, bare], language="en", to="published", comment="")
    done = do(chief, "change_state", [whole, bare], response, language="en", to="published", comment="")

    assert reasons(response) == ["It has no standfirst. It has no body."]
    assert messages(done) == ["Done for one story. One was left as it is."]
    assert [story for story in Article.objects.all() if story.is_live("en")] == [whole]
    assert f"article-{whole.pk}" in purged()


def test_publishing_goes_by_the_working_copy(chief):
    story = factories.make_article(title_en="Old")
    publishing.save(story, publishing.revisions.working_copy(story).with_words(title_en="New"), by=None)
    calm = factories.make_article()

    response = look(chief, "change_state", [story, calm], language="en", to="published", comment="")
    do(chief, "change_state", [story, calm], response, language="en", to="published", comment="")

    assert reasons(response) == ["It is public already, and nothing in it waits."]
    story.refresh_from_db()
    assert story.title_en == "New"


def test_embargo_and_schedule_are_respected(chief):
    later = timezone.now() + timezone.timedelta(hours=2)
    held = factories.make_article(live="", embargo_until=later)
    scheduled = factories.make_article(live="", state_en=State.PUBLISHED, published_at_en=later)

    response = look(chief, "change_state", [held, scheduled], language="en", to="published", comment="")

    assert set(reasons(response)) == {"It is under embargo.", "It is scheduled; it will appear by itself."}


def test_withdrawing_tells_readers_the_reason(chief):
    story, draft = factories.make_article(), factories.make_article(live="")

    response = confirm(chief, "change_state", [story, draft], language="en", to="withdrawn", comment="Not true.")

    assert messages(response) == ["Done for one story. One was left as it is."]
    story.refresh_from_db()
    assert (story.state_en, story.state_ar) == ("withdrawn", "published")
    assert story.withdrawals.get().reason == "Not true."


# --- Hands ------------------------------------------------------------------------------------------------


def test_withdrawing_asks_what_readers_are_told_but_for_what_they_never_saw(chief):
    live, scheduled = factories.make_article(), factories.make_article()
    Article.objects.filter(pk=scheduled.pk).update(published_at_en=timezone.now() + timedelta(days=1))

    page = look(chief, "change_state", [live, scheduled], language="en", to="withdrawn", comment="").content.decode()
    confirm(chief, "change_state", [live, scheduled], language="en", to="withdrawn", comment="")

    assert "Readers are told why it is withdrawn: write it as the comment." in page
    assert [Article.objects.get(pk=story.pk).state_en for story in (live, scheduled)] == ["published", "draft"]


def test_stories_and_translations_are_given_to_people(chief):
    reporter, _client = member("reporter")
    translator, _client = member("translator")
    story = factories.make_article()

    confirm(chief, "assign", [story], what="owner", person=reporter.pk)
    confirm(chief, "assign", [story], what="translator", person=translator.pk)

    story = Article.objects.select_related("translation").get()
    assert (story.owner, story.translation.translator) == (reporter, translator)
    given = AuditEntry.objects.filter(act__in=["give_story", "assign"]).order_by("pk")
    assert [(each.act, each.details["to_person"], each.on_id) for each in given] == [
        ("give_story", reporter.username, str(story.pk)),
        ("assign", translator.username, str(story.pk)),
    ]


def test_work_is_not_given_to_who_may_not_do_it(chief):
    finance, _client = member("finance")
    reporter, _client = member("reporter")
    SectionLimit.objects.create(user=reporter, section=factories.make_section())
    story = factories.make_article()

    wrong = look(chief, "assign", [story], what="owner", person=finance.pk)
    outside = look(chief, "assign", [story], what="owner", person=reporter.pk)

    assert wrong.context["form"].errors == {"person": ["This person has no right to do such work."]}
    assert reasons(outside) == ["It is in a section that this person does not work on."]


# --- Rights -----------------------------------------------------------------------------------------------


def test_reporter_sends_own_stories_to_review_and_publishes_none():
    reporter, client = member("reporter")
    own, foreign = factories.make_article(live="", owner=reporter), factories.make_article(live="")

    confirm(client, "change_state", [own, foreign], language="en", to="in_review", comment="")
    refused = look(client, "change_state", [own], language="en", to="published", comment="")

    assert list(Article.objects.filter(state_en="in_review")) == [own]
    assert reasons(refused) == ["You may not do this with this story."]


def test_section_limits_hold_for_stories_and_for_where_they_go():
    editor, client = member("editor")
    mine, other = factories.make_section(), factories.make_section()
    SectionLimit.objects.create(user=editor, section=mine)
    foreign = factories.make_article(section=other, title_en="Foreign")
    own = factories.make_article(section=mine)

    hidden = look(client, "change_state", [foreign, own], language="en", to="withdrawn", comment="Wrong.")
    away = client.post(LIST, sent("move_to_section", [own], section=other.pk, step="look"))

    assert "Foreign" not in hidden.content.decode()
    assert len(hidden.context["accepted"]) == 1
    assert list(away.context["form"].errors) == ["section"]


@pytest.mark.parametrize("action", ["assign", "export_stories"])
@pytest.mark.parametrize("group", ["reporter", "translator"])
def test_who_may_not_publish_hands_out_nothing_and_takes_nothing_out(action, group):
    user, client = member(group)
    story = factories.make_article(owner=user)

    response = client.post(LIST, sent(action, [story], step="do", kind="csv"), follow=True)

    assert messages(response) == ["No action selected."]
    assert not AuditEntry.objects.filter(act="export").exists()


def test_finance_has_no_list_to_act_on():
    _user, client = member("finance")

    assert client.post(LIST, sent("move_to_section", [factories.make_article()])).status_code == 403


# --- Export -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "begins"), [("csv", "\ufeffid,"), ("jsonl", '{"id"')])
def test_export_asks_then_streams_and_is_written_down(chief, kind, begins):
    story = factories.make_article(title_ar="مطر")
    factories.make_article(title_ar="شمس")

    asked = chief.post(LIST, sent("export_stories", [story]))
    response = chief.post(LIST, sent("export_stories", [story], step="do", kind=kind))

    text = b"".join(response.streaming_content).decode()
    assert asked.context["count"] == 1
    assert text.startswith(begins)
    assert "مطر" in text
    assert "شمس" not in text
    assert response["Content-Disposition"].endswith(f'.{kind}"')
    assert "no-store" in response["Cache-Control"]
    assert AuditEntry.objects.get(act="export").details["stories"] == "1"


def test_export_of_a_whole_search_follows_the_search(chief):
    for title in ("Rain", "Rain again", "Sun"):
        factories.make_article(title_en=title)
    across = {"action": "export_stories", "select_across": "1", "_selected_action": "0"}

    asked = chief.post(f"{LIST}?q=rain", across)
    response = chief.post(f"{LIST}?q=rain", across | {"step": "do", "kind": "jsonl"})

    assert asked.context["count"] == 2
    titles = {json.loads(line)["title_en"] for line in b"".join(response.streaming_content).decode().splitlines()}
    assert titles == {"Rain", "Rain again"}


def test_export_of_an_unknown_kind_is_asked_again(chief):
    response = chief.post(LIST, sent("export_stories", [factories.make_article()], step="do", kind="exe"))

    assert response.status_code == 200
    assert not AuditEntry.objects.exists()


# --- Cost -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 12])
def test_looking_asks_as_many_questions_for_one_as_for_many(chief, count, django_assert_max_num_queries):
    section, topic = factories.make_section(), factories.make_topic()
    stories = [factories.make_article(section=factories.make_section()) for _ in range(count)]
    look(chief, "move_to_section", stories, section=section.pk)

    with django_assert_max_num_queries(11):
        look(chief, "move_to_section", stories, section=section.pk)
    with django_assert_max_num_queries(11):
        look(chief, "change_topic", stories, topic=topic.pk, what="add")
    with django_assert_max_num_queries(11):
        look(chief, "change_state", stories, language="en", to="published", comment="")
