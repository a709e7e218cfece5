"""Drafts at the door: whose they are, in which order patches count, what is refused, and one story of one form."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from time import sleep
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import drafts, publishing, revisions
from articles.models import Article, Draft, NewForm, Revision
from newsroom.models import User
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def address(story):
    return reverse("admin:articles_article_draft", args=[story.pk])


def send(client, where, *, after=0, page="one", seen="", **fields):
    body = {"fields": fields, "after": after, "page": page, "seen": seen}
    return client.post(where, json.dumps(body), content_type="application/json")


def sign_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_patches_add_up_and_touch_nothing_else(chief):
    story = factories.make_article()

    first = send(chief, address(story), title_ar="مسودة", title_en="Typed")
    second = send(chief, address(story), after=1, title_en="Typed more", title_ar=None)

    assert (first.json()["version"], second.json()["version"]) == (1, 2)
    assert Draft.objects.get().typed == {"title_en": "Typed more"}
    assert Revision.objects.count() == 0
    assert Article.objects.get(pk=story.pk).title_en == story.title_en


def test_late_and_repeated_patches_never_cover_newer_text(chief):
    story = factories.make_article()
    send(chief, address(story), title_en="One")
    send(chief, address(story), after=1, title_en="One two")

    late = send(chief, address(story), title_en="One")
    repeated = send(chief, address(story), after=1, title_en="One two")

    assert (late.status_code, repeated.status_code) == (409, 409)
    assert {name: late.json()[name] for name in ("version", "page", "fields")} == {
        "version": 2,
        "page": "one",
        "fields": ["title_en"],
    }
    assert Draft.objects.get().typed == {"title_en": "One two"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"fields": {"title_en": 1}, "after": 0, "page": "x"}',
        '{"fields": {"state_en": "published"}, "after": 0, "page": "x"}',
        '{"fields": {"seen": "{}"}, "after": 0, "page": "x"}',
        '{"fields": {"bylines": ["x"]}, "after": 0, "page": "x"}',
        '{"fields": {}, "after": -1, "page": "x"}',
        '{"fields": {}, "after": Infinity, "page": "x"}',
        '{"fields": {}, "after": 0, "page": "x", "seen": "[]"}',
        "[" * 5000,
    ],
)
def test_what_is_no_patch_is_refused(chief, body):
    story = factories.make_article()

    response = chief.post(address(story), body, content_type="application/json")

    assert response.status_code == 400
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("length", ["many", "-1", "1e9", "9" * 40])
def test_a_length_that_is_none_is_no_error(chief, length):
    body = '{"fields": {"title_en": "Typed"}, "after": 0, "page": "one"}'

    response = chief.post(
        address(factories.make_article()), body, content_type="application/json", CONTENT_LENGTH=length
    )

    assert response.status_code in (200, 400, 413)


@pytest.mark.parametrize("door", ["draft", "presence"])
def test_a_form_sent_to_the_doors_of_the_script_is_refused(chief, door):
    where = change(factories.make_article()).replace("change/", f"{door}/")

    assert chief.post(where, {"fields": "x"}).status_code == 400


def test_names_of_columns_hold_only_what_the_database_can(chief):
    story = factories.make_article()

    response = send(chief, address(story), bylines=[{"ro\0le": "author"}])

    assert response.status_code == 200
    assert Draft.objects.get().typed["bylines"] == [{"role": "author"}]


def test_a_farewell_of_no_page_is_no_error(chief):
    where = change(factories.make_article()).replace("change/", "presence/")

    assert chief.post(where, {"leave": "\0"}).status_code == 204


def test_what_the_database_cannot_hold_is_left_out(chief):
    story = factories.make_article()

    send(chief, address(story), title_en="a\0b\ud800c")

    assert Draft.objects.get().typed == {"title_en": "abc"}


def test_too_long_is_told(chief, monkeypatch):
    story = factories.make_article()
    monkeypatch.setattr(drafts, "LARGEST", 500)

    patch = send(chief, address(story), body_en="x" * 600)
    send(chief, address(story), title_en="x" * 300)
    whole = send(chief, address(story), after=1, title_ar="x" * 300)

    assert (patch.status_code, whole.status_code) == (413, 413)
    assert Draft.objects.get().typed == {"title_en": "x" * 300}


def test_a_token_is_asked_for(client):
    story, client = factories.make_article(), Client(enforce_csrf_checks=True)
    client.force_login(factories.make_editor())

    assert send(client, address(story), title_en="x").status_code == 403


def test_only_who_may_change_a_story_may_send(signed_in_as):
    story = factories.make_article()
    reporter, photo_editor = signed_in_as("reporter"), signed_in_as("photo_editor")

    assert send(reporter, address(story), title_en="x").status_code == 403
    assert send(photo_editor, address(story), title_en="x").status_code == 403
    assert send(photo_editor, f"{ADD}draft/{uuid4()}/", title_en="x").status_code == 403
    assert send(reporter, "/admin/articles/article/999/draft/", title_en="x").status_code == 403
    assert Draft.objects.count() == 0


def test_nothing_is_kept_of_a_story_that_was_deleted_meanwhile():
    story, writer = factories.make_article(), factories.make_editor()
    Article.objects.filter(pk=story.pk).delete()

    with pytest.raises(PermissionDenied):
        drafts.keep({"article_id": story.pk}, user=writer, patch={"title_en": "Typed"}, after=0, page="one")


@pytest.mark.django_db(transaction=True)
def test_a_patch_that_meets_the_deletion_of_its_story_hinders_nobody():
    story, clients = factories.make_article(live=""), [sign_in(factories.make_editor()) for _ in range(4)]
    deleted, answers, door = Event(), [], address(story)  # a deleted row soon has no number to make an address of

    def type_on(client):
        try:
            for version in range(200):
                answers.append(send(client, door, after=version, title_en=f"Typed {version}").status_code)
                if deleted.is_set():
                    break
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        typing = [pool.submit(type_on, client) for client in clients]
        while len(answers) < 8:
            sleep(0.01)
        publishing.delete(story, by=None)
        deleted.set()
        for each in typing:
            each.result()

    assert set(answers) <= {200, 403}
    assert (Article.objects.count(), Draft.objects.count()) == (0, 0)


def test_nobody_else_reads_or_discards_a_draft(chief):
    story, key = factories.make_article(), uuid4()
    writer = sign_in(factories.make_staff("editor"))
    send(writer, address(story), title_en="My secret headline")
    send(writer, f"{ADD}draft/{key}/", title_en="My secret story")

    pages = [
        chief.get(change(story)),
        chief.get(f"{change(story)}?restore=1"),
        chief.get(ADD),
        chief.get(f"{ADD}?restore={key}"),
        send(chief, address(story), after=7, title_en="x"),
        send(chief, f"{ADD}draft/{key}/", after=7, title_en="x"),
    ]
    chief.post(f"{address(story)}discard/")
    chief.post(f"{ADD}draft/{key}/discard/")

    assert [page for page in pages if "secret" in page.content.decode()] == []
    assert Draft.objects.count() == 2
    assert "My secret headline" in writer.get(change(story)).content.decode()


def test_form_offers_what_differs_and_puts_it_back_exactly(chief):
    story = factories.make_article(live="")
    byline, person = factories.make_byline(story), factories.make_contributor()
    rows = [
        {"contributor": str(person.pk), "role": "translator"},
        {"contributor": str(byline.contributor_id), "role": "author"},
    ]
    links = [{"story": "", "url": "https://example.org/", "title_ar": "", "title_en": "A link"}]
    send(chief, address(story), title_en=story.title_en, body_ar="<p>نص جديد.</p>", bylines=rows, related_links=links)

    offer = chief.get(change(story)).context["offers"][0]
    fields = opened(chief, f"{change(story)}?restore=1")

    assert [difference.label for difference in offer.differences] == ["Body (Arabic)", "bylines", "related links"]
    assert fields["body_ar"] == "<p>نص جديد.</p>"
    assert [fields[f"bylines-{n}-contributor"] for n in range(2)] == [[row["contributor"]] for row in rows]
    assert [fields[f"bylines-{n}-role"] for n in range(2)] == [["translator"], ["author"]]
    assert fields["related_links-0-url"] == "https://example.org/"
    assert fields["related_links-0-title_en"] == "A link"


def test_restored_rubbish_breaks_no_page(chief):
    story = factories.make_article(live="")
    rows = [{"contributor": "x", "role": "y"}, {"contributor": "9" * 30}]
    send(
        chief, address(story), section="x", lead_photo="'", topics=["x", "9" * 30], bylines=rows, embargo_until="soon"
    )

    assert chief.get(change(story)).status_code == 200
    assert chief.get(f"{change(story)}?restore=1").status_code == 200


def test_draft_that_rests_on_an_older_revision_meets_the_newer_text(chief):
    story = factories.make_article(live="")
    sheet = opened(chief, change(story))
    send(chief, address(story), title_en="Typed before", seen=sheet["seen"])
    other = sign_in(factories.make_editor())
    other.post(change(story), sheet | {"title_en": "Saved meanwhile", "title_ar": "عنوان الزميل"})

    restored = opened(chief, f"{change(story)}?restore=1")
    refused = chief.post(change(story), restored)

    assert [each.part for each in refused.context["collisions"]] == ["title_en"]
    assert restored["title_ar"] == "عنوان الزميل"


def test_save_forgets_the_draft(chief):
    story = factories.make_article(live="")
    send(chief, address(story), title_en="Typed")

    chief.post(change(story), opened(chief, f"{change(story)}?restore=1"))

    assert revisions.desk_copy(story.pk).working.text("title", "en") == "Typed"
    assert Draft.objects.count() == 0


def test_save_beside_an_unanswered_offer_keeps_the_rest_of_it(chief):
    story = factories.make_article(live="")
    send(chief, address(story), title_en="Typed", title_ar="كتبت")

    chief.post(change(story), opened(chief, change(story)) | {"title_en": "Another"})

    assert Draft.objects.get().typed == {"title_ar": "كتبت"}


def test_discard_forgets_and_goes_back(chief):
    story = factories.make_article()
    send(chief, address(story), title_en="Typed")

    response = chief.post(f"{address(story)}discard/")

    assert response.headers["Location"] == change(story)
    assert Draft.objects.count() == 0


def test_new_form_is_offered_restored_and_saved_once(chief):
    section = factories.make_section()
    key = opened(chief, ADD)["form_key"]
    send(chief, f"{ADD}draft/{key}/", title_en="A crash story", section=str(section.pk))

    offer = chief.get(ADD).context["offers"][0]
    fields = opened(chief, f"{ADD}?restore={key}")
    chief.post(ADD, fields)
    late = send(chief, f"{ADD}draft/{key}/", title_en="A ghost")

    assert (offer.title, fields["form_key"], fields["title_en"]) == ("A crash story", key, "A crash story")
    assert Article.objects.count() == 1
    assert (late.status_code, Draft.objects.count()) == (409, 0)


def test_same_form_sent_again_leads_to_its_story_and_keeps_what_was_typed_since(chief):
    section = factories.make_section()
    fields = opened(chief, ADD) | {"title_en": "Once", "section": section.pk, "_continue": "1"}
    first = chief.post(ADD, fields)

    again = chief.post(ADD, fields)
    more = chief.post(ADD, fields | {"title_ar": "مرة"})

    story = Article.objects.get()
    assert {response.headers["Location"] for response in (first, again, more)} == {change(story)}
    words = revisions.desk_copy(story.pk).working
    assert (words.text("title", "en"), words.text("title", "ar")) == ("Once", "مرة")
    assert Revision.objects.count() == 2


def test_form_that_was_refused_can_be_sent_again(chief):
    section = factories.make_section()
    fields = opened(chief, ADD) | {"section": section.pk}

    chief.post(ADD, fields)
    chief.post(ADD, fields | {"title_en": "Now with a headline"})

    assert Article.objects.get().title_en == "Now with a headline"


def test_somebody_elses_form_is_refused(chief):
    section = factories.make_section()
    fields = opened(chief, ADD) | {"title_en": "Mine", "section": section.pk}
    chief.post(ADD, fields)

    response = sign_in(factories.make_editor()).post(ADD, fields)

    assert response.status_code == 403
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_form_sent_at_once_makes_one_story():
    editor, section = factories.make_editor(), factories.make_section()
    clients = [sign_in(editor) for _ in range(4)]
    fields = opened(clients[0], ADD) | {"title_en": "Once", "section": section.pk, "_continue": "1"}

    def post(client):
        try:
            return client.post(ADD, fields).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        places = set(pool.map(post, clients))

    assert places == {change(Article.objects.get())}


def test_old_drafts_are_forgotten(chief):
    story, other = factories.make_article(), factories.make_article()
    for each in (story, other):
        send(chief, address(each), title_en="Typed")
    old = timezone.now() - timedelta(days=31)
    Draft.objects.filter(article=story).update(saved_at=old)
    NewForm.objects.create(key=uuid4(), user=User.objects.get(), sent_at=old)

    drafts.forget_old.call()

    assert Draft.objects.get().article_id == other.pk
    assert NewForm.objects.count() == 0


def test_session_is_told_to_its_page(chief, client):
    where = reverse("admin:articles_article_session")

    inside, outside = chief.get(where), Client().get(where)

    assert inside.json()["user"] == User.objects.get().pk
    assert inside.json()["token"]
    assert outside.json() == {"user": None, "token": ""}
    assert "no-store" in inside.headers["Cache-Control"]
