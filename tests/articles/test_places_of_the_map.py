"""A place on the map: a topic with a page of its own kind."""

import pytest

from articles import places
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def quay():
    return factories.make_topic(name_en="The quay", slug_en="quay", name_ar="المرسى", slug_ar="المرسى", kind="place")


def test_place_lists_its_stories_under_its_own_address(client, quay):
    story = factories.make_article(title_en="Boats are back")
    story.topics.add(quay)

    page = read(client, "/en/place/quay/")

    assert page.texts("header.heading .kicker") == ["Place"]
    assert page.texts("article h2") == ["Boats are back"]
    assert f"topic-{quay.pk}-en" in client.get("/en/place/quay/").headers["Surrogate-Key"].split()


@pytest.mark.parametrize(("kind", "asked", "led"), [("place", "topic", "place"), ("topic", "place", "topic")])
def test_address_of_the_other_kind_leads_on_with_its_query(client, kind, asked, led):
    topic = factories.make_topic(slug_en="quay", kind=kind)

    answer = client.get(f"/en/{asked}/quay/?page=2")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/en/{led}/quay/?page=2")
    assert f"topic-{topic.pk}-en" in answer.headers["Surrogate-Key"].split()


@pytest.mark.parametrize("slug", ["nowhere", "%00", "x" * 300])
def test_place_that_there_is_not_is_not_found(client, slug):
    assert client.get(f"/en/place/{slug}/").status_code == 404


def test_story_leads_to_its_places_and_topics_without_another_question(client, quay, django_assert_max_num_queries):
    story = factories.make_article()
    story.topics.add(quay, factories.make_topic(slug_en="boats"))
    client.get(story.address("en"))

    with django_assert_max_num_queries(4):
        page = read(client, story.address("en"))

    links = [link.attributes["href"] for link in page.all("nav.topics a")]
    assert links == ["/en/place/quay/", "/en/topic/boats/"]


def test_place_that_becomes_a_topic_again_is_found_in_one_step(client, quay):
    quay.kind = "topic"
    places.save(quay)

    assert client.get("/en/place/quay/").headers["Location"] == "/en/topic/quay/"
    assert client.get("/en/topic/quay/").status_code == 200
