"""Comments on a story at the desk."""

import pytest
from django.urls import reverse

from articles.models import ReviewComment
from tests import factories

pytestmark = pytest.mark.django_db


def say(client, story, **sent):
    return client.post(reverse("admin:articles_article_comment", args=[story.pk]), sent)


def settle(client, comment, act):
    place = [comment.article_id, comment.pk, act]
    return client.post(reverse("admin:articles_article_comment_settle", args=place))


def form_of(client, story):
    return client.get(reverse("admin:articles_article_change", args=[story.pk]))


def test_comment_stands_with_the_story_and_is_escaped(chief):
    story = factories.make_article(live="")

    response = say(chief, story, text="  Is <b>nine</b>\r\nright? ", about="en")

    comment, page = ReviewComment.objects.get(), form_of(chief, story).content.decode()
    assert response.url == reverse("admin:articles_article_change", args=[story.pk]) + "#review"
    assert (comment.text, comment.language, comment.article) == ("Is <b>nine</b>\nright?", "en", story)
    assert "Is &lt;b&gt;nine&lt;/b&gt;<br>right?" in page
    assert "1 open comment" in page


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "x" * 4001])
def test_nothing_and_too_much_are_refused(chief, text):
    say(chief, factories.make_article(live=""), text=text)

    assert not ReviewComment.objects.exists()


def test_unknown_language_is_the_whole_story(chief):
    say(chief, factories.make_article(live=""), text="Good.", about="fr")

    assert ReviewComment.objects.get().language == ""


def test_comment_is_resolved_and_opened_again(chief):
    story = factories.make_article(live="")
    comment = ReviewComment.objects.create(article=story, text="Good.")

    settle(chief, comment, "resolve")
    resolved = form_of(chief, story).context
    settle(chief, comment, "reopen")
    opened = form_of(chief, story).context

    assert (resolved["open_comments"], resolved["resolved_comments"]) == ([], [comment])
    assert (opened["open_comments"], opened["resolved_comments"]) == ([comment], [])


def test_who_resolved_first_stays(chief):
    first = factories.make_editor()
    comment = ReviewComment.objects.create(article=factories.make_article(live=""), text="Good.")
    comment.resolved_by, comment.resolved_at = first, comment.at
    comment.save()

    settle(chief, comment, "resolve")

    comment.refresh_from_db()
    assert comment.resolved_by == first


def test_reporter_comments_on_their_own_story_alone(client):
    reporter = factories.make_staff("reporter")
    client.force_login(reporter)
    own, other = factories.make_article(live="", owner=reporter), factories.make_article(live="")
    foreign = ReviewComment.objects.create(article=other, text="Secret.")

    said, refused, settled = (
        say(client, own, text="Done."),
        say(client, other, text="Hm."),
        settle(client, foreign, "resolve"),
    )

    assert (said.status_code, refused.status_code, settled.status_code) == (302, 403, 403)
    assert ReviewComment.objects.exclude(article=other).count() == 1


def test_comment_of_another_story_is_not_found(chief):
    comment = ReviewComment.objects.create(article=factories.make_article(live=""), text="Good.")
    elsewhere = factories.make_article(live="")

    place = reverse("admin:articles_article_comment_settle", args=[elsewhere.pk, comment.pk, "resolve"])

    assert chief.post(place).status_code == 404
