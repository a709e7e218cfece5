"""What readers see of a kind: an opinion says so wherever it stands, a photo story shows its pictures large."""

import pytest

from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def opinion():
    story = factories.make_article(title_en="In praise of waiting", kind="opinion")
    bio = "Author of a weekly column.\nHas waited for forty years."
    factories.make_byline(story, contributor=factories.make_contributor(name_en="Abu Mihbara", bio_en=bio))
    return story


def test_opinion_says_so_above_its_headline_and_who_speaks(client, opinion):
    page = read(client, opinion.address("en"))

    assert page.texts("article.story header .kind") == ["Opinion"]
    assert page.texts("aside.speaker p") == [
        "Abu Mihbara Author of a weekly column.",
        "An opinion is its author’s, not the paper’s.",
    ]


def test_opinion_says_so_on_every_list(client, opinion):
    opinion.topics.add(factories.make_topic(slug_en="bread"))
    month = f"/en/archive/{opinion.published_at_en:%Y}/{opinion.published_at_en.month}/"

    for path in ("/en/", opinion.section.address("en"), "/en/topic/bread/", month):
        assert read(client, path).texts("main .kind") == ["Opinion"], path


def test_feeds_say_opinion_in_the_title(client, opinion):
    factories.make_article(title_en="Plain news")

    feed = client.get("/en/rss.xml").content.decode()

    assert "<title>Opinion: In praise of waiting</title>" in feed
    assert "<title>Plain news</title>" in feed


def test_news_carries_no_label(client):
    story = factories.make_article()
    factories.make_byline(story, contributor=factories.make_contributor(bio_en="Somebody."))

    page = read(client, story.address("en"))

    assert page.all(".kind") == []
    assert page.all("aside.speaker") == []


def test_photo_story_shows_its_pictures_as_wide_as_the_page(client):
    made = {"widths": [320, 640], "cards": [320], "share": [1200, 630], "focal": [50, 50]}
    photos = [factories.make_photo(renditions=made, caption_en=f"Scene {n}", credit="Noor") for n in range(3)]
    body = "<p>Words.</p>" + "".join(f'<figure><img data-photo="{photo.pk}"></figure>' for photo in photos)
    story = factories.make_article(kind="photo_story", body_en=body)

    page = read(client, story.address("en"))

    assert page.texts("article.photo_story figcaption") == [f"Scene {n} (Noor)" for n in range(3)]
    assert page.all(".body source")[0].attributes["sizes"].endswith("830px, 100vw")
    assert "counter-reset: picture" in page.html.replace(":picture", ": picture")


def test_kind_costs_no_question(client, opinion, django_assert_max_num_queries):
    client.get(opinion.address("en"))

    with django_assert_max_num_queries(4):
        client.get(opinion.address("en"))
