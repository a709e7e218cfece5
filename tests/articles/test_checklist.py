"""The publish checklist: what blocks, and what asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import revisions
from articles.checklist import foreign_share, reasons_against, warnings_about
from tests import factories

pytestmark = pytest.mark.django_db

ENGLISH = "The river came back to the old bed after the rain, and the children ran to see it."
ARABIC = "عاد النهر إلى مجراه القديم بعد المطر، وركض الأطفال ليروه قبل الغروب."


def asks(story, language="en"):
    copy = revisions.desk_copy(story.pk)
    return warnings_about(copy, copy.working, language)


def whole(**values):
    """A story that nothing can be said against in English."""
    photo = factories.make_photo(alt_en="A river")
    story = factories.make_article(live="", **{"lead_photo": photo} | values)
    factories.make_byline(story)
    return story


def test_a_whole_version_has_nothing_to_ask():
    assert asks(whole()) == []


def test_english_in_the_arabic_column_blocks():
    story = factories.make_article(live="", title_ar=ENGLISH, body_ar=f"<p>{ENGLISH}</p>")

    assert reasons_against(story, "ar") == [
        "Its headline is written in the other language.",
        "Its body is written in the other language.",
    ]


@pytest.mark.parametrize(
    ("text", "language", "share"),
    [(ENGLISH, "ar", 1.0), (ARABIC, "en", 1.0), (ARABIC, "ar", 0.0), (ENGLISH, "en", 0.0), ("BBC", "ar", 0.0)],
)
def test_share_of_the_other_script(text, language, share):
    assert foreign_share(text, language) == share


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"title_en": "Long " * 20}, "Its title is longer than share cards show; give it a shorter one for them."),
        (
            {"body_en": '<p><a href="https://example.org/"> </a></p>'},
            "It has a link that leads nowhere or shows no words.",
        ),
        ({"body_en": f"<p>{ENGLISH} {ARABIC}</p>"}, "A large part of its body is written in the other language."),
        ({"lead_photo": None}, "It has no lead photo."),
        (
            {"title_ar": "", "original_language": "ar"},
            "It is said to be a translation, but the other version is empty. Look at the original language.",
        ),
    ],
)
def test_an_oversight_is_asked_about(values, told):
    assert asks(whole(**values)) == [told]


def test_photos_without_description_and_with_ended_rights_are_asked_about():
    ended = timezone.localdate() - timedelta(days=1)
    photo = factories.make_photo(rights_until=ended)
    story = whole(body_en=f'<figure><img data-photo="{photo.pk}"></figure><p>Text.</p>')

    assert asks(story) == [
        "1 photo in its text has no description in this language.",
        "The rights to one of its photos have ended.",
    ]
