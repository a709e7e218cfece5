"""Two editors at one story, at the door: lists and words, errors beside collisions, a third save in between."""

import pytest
from django.test import Client
from django.urls import reverse

from articles import revisions
from articles.snapshots import Credit, Link
from newsroom import arabic
from tests import factories
from tests.articles.admin.form_data import fields_of, opened

pytestmark = pytest.mark.django_db


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def rows(prefix, column, *pks, **more):
    """What the form sends for a list of new rows."""
    sent = {f"{prefix}-TOTAL_FORMS": len(pks)}
    for number, pk in enumerate(pks):
        values = {column: pk, "position": number} | more
        sent |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return sent


# How each part that both languages share is chosen in the form, and what it is in the story.
PARTS = {
    "lead_photo": (factories.make_photo, lambda pk: {"lead_photo": pk}, lambda pk: pk),
    "topics": (factories.make_topic, lambda pk: {"topics": [pk]}, lambda pk: (pk,)),
    "bylines": (
        factories.make_contributor,
        lambda pk: rows("bylines", "contributor", pk, role="author"),
        lambda pk: (Credit(pk, "author"),),
    ),
    "links": (factories.make_article, lambda pk: rows("related_links", "story", pk), lambda pk: (Link(story=pk),)),
}
# These are chosen as links are: only `make soak` goes through all of them.
REST = [pytest.param(part, marks=pytest.mark.soak) for part in PARTS if part != "links"]


@pytest.fixture
def colleague():
    """Another editor, who is quicker."""
    client = Client()
    client.force_login(factories.make_staff("editor", first_name="Samar"))
    return client


@pytest.fixture
def story():
    return factories.make_article(live="")


def working(story):
    return revisions.desk_copy(story.pk).working


def seen_parts(response):
    return [each.part for each in response.context["collisions"]]


def sent_again(refused, **choices):
    """What the page of a collision sends, with these answers."""
    answers = {f"collision-{part}": answer for part, answer in choices.items()}
    return fields_of(refused.content.decode()) | answers


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("answer", ["theirs", pytest.param("mine", marks=pytest.mark.soak)])
def test_lists_that_two_editors_changed_are_chosen_between(chief, colleague, story, part, answer):
    make, choose, value = PARTS[part]
    mine, hers = make().pk, make().pk
    sheet = opened(chief, change(story))
    colleague.post(change(story), opened(colleague, change(story)) | choose(hers))

    refused = chief.post(change(story), sheet | choose(mine))
    before = working(story).part(part)
    saved = chief.post(change(story), sent_again(refused, **{part: answer}))

    assert (seen_parts(refused), before) == ([part], value(hers))
    assert "Samar" in refused.content.decode()
    assert saved.status_code == 302
    assert working(story).part(part) == value(mine if answer == "mine" else hers)


def test_lists_that_only_the_colleague_changed_are_merged(chief, colleague, story):
    sheet, person = opened(chief, change(story)), factories.make_contributor()
    colleague.post(change(story), opened(colleague, change(story)) | PARTS["bylines"][1](person.pk))

    saved = chief.post(change(story), sheet | {"title_en": "Mine"}, follow=True)

    assert working(story).bylines == (Credit(person.pk, "author"),)
    assert working(story).text("title", "en") == "Mine"
    told = arabic.bare(" ".join(map(str, saved.context["messages"])))
    assert "Saved together with a change by Samar: bylines." in told


def test_answers_stay_given_while_another_field_is_wrong(chief, colleague, story):
    mine, hers = factories.make_contributor(), factories.make_contributor()
    choose = PARTS["bylines"][1]
    sheet = opened(chief, change(story))
    colleague.post(change(story), opened(colleague, change(story)) | choose(hers.pk) | {"title_en": "Hers"})

    refused = chief.post(change(story), sheet | choose(mine.pk) | {"title_en": "Mine", "slug_en": "not an address!"})
    still_wrong = chief.post(change(story), sent_again(refused, bylines="theirs", title_en="mine"))
    answers = {each.part: each.takes_theirs for each in still_wrong.context["collisions"]}
    chief.post(change(story), sent_again(still_wrong, bylines="theirs", title_en="mine") | {"slug_en": "an-address"})

    assert seen_parts(refused) == ["title_en", "bylines"]
    assert answers == {"title_en": False, "bylines": True}
    after = working(story)
    assert (after.text("title", "en"), after.text("slug", "en")) == ("Mine", "an-address")
    assert after.bylines == (Credit(hers.pk, "author"),)


def test_a_row_that_is_wrong_is_told_first_and_the_collision_after_it(chief, colleague, story):
    target = factories.make_article()
    sheet = opened(chief, change(story))
    colleague.post(change(story), opened(colleague, change(story)) | rows("related_links", "story", target.pk))
    wrong = rows("related_links", "url", "https://example.org/")

    untitled = chief.post(change(story), sheet | wrong)
    refused = chief.post(change(story), sent_again(untitled) | {"related_links-0-title_en": "A link"})
    chief.post(change(story), sent_again(refused, links="mine"))

    assert (untitled.context["collisions"], seen_parts(refused)) == ([], ["links"])
    assert working(story).links == (Link(url="https://example.org/", title_en="A link"),)


@pytest.mark.parametrize("part", ["title_en", "links", *REST])
def test_a_third_save_in_between_is_shown_once_and_then_answered(chief, colleague, story, part):
    make, choose, value = PARTS.get(part, (None, lambda text: {part: text}, lambda text: text))
    mine, hers, later = (make().pk if make else text for text in ("Mine", "Hers", "Hers again"))
    sheet = opened(chief, change(story))
    colleague.post(change(story), opened(colleague, change(story)) | choose(hers))
    refused = chief.post(change(story), sheet | choose(mine))
    colleague.post(change(story), opened(colleague, change(story)) | choose(later))

    asked_again = chief.post(change(story), sent_again(refused, **{part: "mine"}))
    saved = chief.post(change(story), sent_again(asked_again, **{part: "mine"}))

    assert seen_parts(asked_again) == [part]
    assert saved.status_code == 302
    assert working(story).part(part) == value(mine)
