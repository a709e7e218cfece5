"""Who is in a story's form, at the door: who holds a column, until when, and how it changes hands."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.models import Presence
from tests import factories

pytestmark = pytest.mark.django_db


def door(story):
    return reverse("admin:articles_article_presence", args=[story.pk])


def beat(client, story, *, page, typing=(), take=()):
    body = {"page": page, "typing": [*typing], "take": [*take]}
    return client.post(door(story), json.dumps(body), content_type="application/json")


def leave(client, story, *, page):
    return client.post(door(story), {"leave": page})


def sign_in(user):
    client = Client()
    client.force_login(user)
    return client


def two_editors():
    return [sign_in(factories.make_staff("editor", first_name=name)) for name in ("Samar", "Omar")]


def holders(story, area):
    return {
        *Presence.objects.filter(article=story, **{f"{area}_since__isnull": False}).values_list("page", flat=True)
    }


@pytest.mark.parametrize("area", ["ar", "en", "shared"])
def test_who_types_first_holds_that_column_alone(area):
    story, (samar, omar) = factories.make_article(), two_editors()
    beat(samar, story, page="s", typing=[area])

    reading = beat(omar, story, page="o")
    typing = beat(omar, story, page="o", typing=["ar", "en", "shared"])

    assert reading.json()["held"] == [area]
    assert "Samar" in reading.json()["html"]
    assert typing.json()["held"] == []
    assert holders(story, area) == {"s"}
    assert [holders(story, other) for other in {"ar", "en", "shared"} - {area}] == [{"o"}, {"o"}]


def test_a_silent_page_holds_nothing_after_90_seconds(time_machine):
    story, (samar, omar) = factories.make_article(), two_editors()
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    beat(samar, story, page="s", typing=["ar"])

    time_machine.shift(89)
    before = beat(omar, story, page="o").json()
    time_machine.shift(1)
    after = beat(omar, story, page="o", typing=["ar"]).json()

    assert (before["held"], after["held"]) == (["ar"], [])
    assert "Samar" not in after["html"]


def test_who_comes_back_from_silence_does_not_hold_what_another_took_since(time_machine):
    story, (samar, omar) = factories.make_article(), two_editors()
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    beat(samar, story, page="s", typing=["ar"])
    time_machine.shift(120)
    beat(omar, story, page="o", typing=["ar"])

    back = beat(samar, story, page="s", typing=["ar"]).json()
    others = beat(omar, story, page="o", typing=["ar"]).json()

    assert holders(story, "ar") == {"o"}
    assert "Take it back" in back["html"]
    assert "Take it back" not in others["html"]


def test_who_is_taken_over_from_is_told_and_keeps_typing():
    story, (samar, omar) = factories.make_article(), two_editors()
    beat(samar, story, page="s", typing=["en"])

    taken = beat(omar, story, page="o", take=["en"]).json()
    told = beat(samar, story, page="s", typing=["en"]).json()

    assert taken["held"] == []
    assert told["held"] == []
    assert "Omar" in told["html"]
    assert "Take it back" in told["html"]
    assert holders(story, "en") == {"o"}


def test_nobody_is_in_their_own_way_in_two_tabs():
    story, (samar, omar) = factories.make_article(), two_editors()
    beat(samar, story, page="one", typing=["ar"])

    second = beat(samar, story, page="two", typing=["ar"]).json()
    others = beat(omar, story, page="o").json()

    assert second["held"] == []
    assert "another tab" in second["html"]
    assert others["html"].count("Samar") == 1


def test_a_farewell_frees_the_column_of_that_page_alone():
    story, (samar, omar) = factories.make_article(), two_editors()
    beat(samar, story, page="one", typing=["ar"])
    beat(samar, story, page="two", typing=["en"])

    leave(omar, story, page="two")
    leave(samar, story, page="one")

    assert beat(omar, story, page="o").json()["held"] == ["en"]


def test_the_page_of_somebody_else_is_refused():
    story, (samar, omar) = factories.make_article(), two_editors()
    beat(samar, story, page="s", typing=["ar"])

    assert beat(omar, story, page="s", take=["ar"]).status_code == 403
    assert holders(story, "ar") == {"s"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["typing", "take"])
def test_of_two_who_want_a_column_at_once_one_holds_it(how):
    story, clients = factories.make_article(), two_editors() + two_editors()
    start = Barrier(len(clients))

    def want(number):
        answers = []
        try:
            for _round in range(3):
                start.wait(20)
                answers.append(beat(clients[number], story, page=f"p{number}", **{how: ["ar"]}).status_code)
                start.wait(20)
                if number == 0:
                    answers.append(len(holders(story, "ar")))
                    if how == "typing":
                        Presence.objects.all().delete()
        finally:
            connection.close()
        return answers

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = [*pool.map(want, range(len(clients)))]

    assert answers == [[200, 1] * 3, *[[200] * 3] * 3]
