"""Publishing: what readers may see, and when."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import Article, State
from tests import factories

pytestmark = pytest.mark.django_db


def test_publish_makes_one_language_live():
    story = factories.make_article(live="")

    publishing.publish(story, language="en", by=None)

    assert list(Article.objects.live("en")) == [story]
    assert list(Article.objects.live("ar")) == []


def test_publish_later_is_scheduled_not_live():
    story = factories.make_article(live="")

    publishing.publish(story, language="ar", by=None, at=timezone.now() + timedelta(minutes=1))

    assert list(Article.objects.live("ar")) == []
    assert list(Article.objects.scheduled("ar")) == [story]


def test_publish_names_every_reason_against():
    story = factories.make_article(live="", title_en="", slug_en="", body_en=None)

    with pytest.raises(ValidationError) as refused:
        publishing.publish(story, language="en", by=None)

    assert refused.value.messages == ["It has no headline.", "It has no address.", "It has no body."]


def test_withdraw_hides_one_language_and_keeps_the_other():
    story = factories.make_article()

    publishing.withdraw(story, language="ar", by=None)

    assert list(Article.objects.live("ar")) == []
    assert list(Article.objects.live("en")) == [story]


def test_save_of_one_field_keeps_the_neighbours_words():
    story = factories.make_article(live="")
    mine = Article.objects.with_bodies().get(pk=story.pk)
    Article.objects.filter(pk=story.pk).update(title_ar="عنوان الزميلة")
    mine.title_en = "My headline"

    publishing.save(mine, by=None, changed=["title_en"])

    story.refresh_from_db()
    assert (story.title_ar, story.title_en) == ("عنوان الزميلة", "My headline")


def test_save_dates_the_update_of_a_live_version_only_when_its_words_change():
    story = factories.make_article(live="en")
    story.title_en = "A better headline"
    story.share_title_ar = "بطاقة"

    publishing.save(story, by=None)

    assert story.updated_at_en is not None
    assert story.updated_at_ar is None


def test_publish_later_appears_by_itself_when_its_moment_comes(client):
    story = factories.make_article(live="", title_en="Rain tomorrow")
    publishing.publish(story, language="en", by=None, at=timezone.now() + timedelta(minutes=1))
    before = client.get(story.address("en")).status_code

    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        after = client.get(story.address("en"))

    assert before == 404
    assert "Rain tomorrow" in after.content.decode()


def test_publish_again_keeps_the_first_date():
    story = factories.make_article(live="en")
    first = story.published_at_en
    publishing.withdraw(story, language="en", by=None)

    publishing.publish(story, language="en", by=None)

    story.refresh_from_db()
    assert story.published_at_en == first


def test_withdraw_of_a_scheduled_version_makes_it_a_draft_without_a_date():
    story = factories.make_article(live="")
    publishing.publish(story, language="en", by=None, at=timezone.now() + timedelta(days=1))

    publishing.withdraw(story, language="en", by=None)

    story.refresh_from_db()
    assert (story.state_en, story.published_at_en) == ("draft", None)


def test_withdraw_of_a_draft_is_refused():
    story = factories.make_article(live="")

    with pytest.raises(ValidationError, match=r"Only a published version can be withdrawn\."):
        publishing.withdraw(story, language="en", by=None)


def test_a_body_of_empty_paragraphs_is_no_body():
    story = factories.make_article(live="", body_en="<p> </p><p>&nbsp;</p>")

    assert publishing.reasons_against(story, "en") == ["It has no body."]


def test_save_cleans_words_and_body():
    story = factories.make_article(live="")
    story.title_en, story.body_en = "Rain\u202e  late", "<p onclick='x()'>Text.</p><script>x()</script>"

    publishing.save(story, by=None, changed=["title_en", "body_en"])

    story = Article.objects.with_bodies().get(pk=story.pk)
    assert (story.title_en, story.body_en) == ("Rain late", "<p>Text.</p>")


def test_save_never_breaks_a_public_version():
    story = factories.make_article(live="en")
    story.standfirst_en = ""

    with pytest.raises(ValidationError, match=r"It has no standfirst\."):
        publishing.save(story, by=None, changed=["standfirst_en"])


def test_save_of_a_stale_story_leaves_where_it_stands():
    story = factories.make_article(live="en")
    mine = Article.objects.with_bodies().get(pk=story.pk)
    publishing.withdraw(story, language="en", by=None)
    mine.title_en = "Better"

    publishing.save(mine, by=None)

    mine.refresh_from_db()
    assert (mine.title_en, mine.state_en) == ("Better", State.WITHDRAWN)


def test_save_places_the_photos_of_both_bodies_and_no_others():
    in_arabic, in_english, elsewhere = (factories.make_photo() for _ in range(3))
    figure = '<figure><img data-photo="{}"></figure>'
    story = factories.make_article(live="", body_ar=figure.format(in_arabic.pk))
    story.body_photos.add(elsewhere)
    story.body_en = figure.format(in_english.pk)

    publishing.save(story, by=None, changed=["body_en"])

    assert set(story.body_photos.all()) == {in_arabic, in_english}


@pytest.mark.django_db(transaction=True)
def test_save_of_a_body_keeps_the_words_when_its_photo_has_left_the_library():
    photo = factories.make_photo()
    story = factories.make_article(live="")
    story.body_en = f'<figure><img data-photo="{photo.pk}"></figure><p>An hour of work.</p>'
    photo.delete()

    publishing.save(story, by=None, changed=["body_en"])

    stored = Article.objects.with_bodies().get(pk=story.pk)
    assert "An hour of work." in stored.body_en
    assert not stored.body_photos.exists()


def test_save_dates_no_update_for_a_neighbours_words():
    story = factories.make_article(live="ar en")
    mine = Article.objects.with_bodies().get(pk=story.pk)
    Article.objects.filter(pk=story.pk).update(title_ar="عنوان الزميلة")
    mine.title_en = "Better"

    publishing.save(mine, by=None, changed=["title_en"])

    mine.refresh_from_db()
    assert mine.updated_at_ar is None
    assert mine.updated_at_en is not None


def test_page_keys_of_a_draft_are_none_for_no_page_shows_it():
    with transaction.atomic():
        assert publishing.page_keys(factories.make_article(live="")) == set()


def test_page_keys_name_every_page_that_shows_a_public_story():
    story = factories.make_article(live="en")
    topic, person = factories.make_topic(), factories.make_byline(story).contributor
    story.topics.add(topic)
    pointing = factories.make_related(factories.make_article(), story=story).article

    with transaction.atomic():
        keys = publishing.page_keys(story)

    assert keys == {
        "feeds",
        "home-en",
        f"article-{story.pk}",
        f"article-{pointing.pk}",
        f"section-{story.section_id}-en",
        f"topic-{topic.pk}-en",
        f"person-{person.pk}-en",
    }
