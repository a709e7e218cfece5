"""Publishing: what readers may see, and when."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import publishing
from articles.models import Article
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
