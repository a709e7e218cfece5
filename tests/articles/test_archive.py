"""The generated archive: as many live stories as asked for, with the rows around them, and never in production."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Parity, Translation
from tests.factories import make_contributor, make_photo, make_section, make_topic

pytestmark = pytest.mark.django_db


def test_grow_archive_adds_live_stories_in_both_languages():
    make_section()
    contributor, photo = make_contributor(), make_photo()
    make_topic()
    make_topic()

    call_command("grow_archive", stories=3, stdout=StringIO())
    call_command("grow_archive", stories=2, stdout=StringIO())

    stories = Article.objects.live("ar").live("en")
    assert stories.count() == 5
    assert stories.by(contributor).count() == 5
    assert stories.filter(lead_photo=photo).count() == 5
    assert all(story.topics.count() in (1, 2) for story in stories)
    assert len({story.slug_ar for story in stories}) == 5


def test_grow_archive_leaves_some_translations_in_debt():
    make_section()

    call_command("grow_archive", stories=50, stdout=StringIO())

    (debt,) = Translation.objects.exclude(owed_since=None)
    assert (Translation.objects.count(), debt.state) == (50, Parity.SOURCE_CHANGED)


def test_grow_archive_works_without_people_topics_and_photos():
    make_section()

    call_command("grow_archive", stories=1, stdout=StringIO())

    assert Article.objects.live("ar").count() == 1


def test_grow_archive_wants_a_section():
    with pytest.raises(CommandError, match="no section"):
        call_command("grow_archive", stories=1)


def test_grow_archive_is_refused_in_production(settings):
    settings.PRODUCTION = True
    make_section()

    with pytest.raises(CommandError, match="refused in production"):
        call_command("grow_archive", stories=1)

    assert Article.objects.count() == 0
