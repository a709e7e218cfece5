"""Frames of other sites on a story's page."""

from django.urls import reverse

from tests.factories import make_article, make_editor

FILM = '<p><a href="https://vimeo.com/76979871" rel="noopener">https://vimeo.com/76979871</a></p>'


def test_story_with_a_film_allows_frames_of_that_site_alone_and_carries_the_script(db, client):
    story = make_article(body_en=FILM)

    response = client.get(story.address("en"))

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["frame-src"] == "https://player.vimeo.com"
    assert policy["default-src"] == "'none'"
    assert '<script type="module" src="/static/js/embeds.js"></script>' in response.text


def test_story_without_films_allows_no_frame_and_carries_no_script(db, client):
    story = make_article(body_en="<p>See https://vimeo.com/76979871 there.</p>")

    response = client.get(story.address("en"))

    assert "frame-src" not in response["Content-Security-Policy"]
    assert "embeds.js" not in response.text


def test_preview_in_the_desk_follows_the_readers_policy(db, client):
    story = make_article(live="", body_en=FILM)
    client.force_login(make_editor())

    english = client.get(reverse("admin:articles_article_preview", args=[story.pk, "en"]))
    arabic = client.get(reverse("admin:articles_article_preview", args=[story.pk, "ar"]))

    assert "frame-src https://player.vimeo.com" in english["Content-Security-Policy"]
    assert "frame-src" not in arabic["Content-Security-Policy"]
    assert "nonce" not in arabic["Content-Security-Policy"]
