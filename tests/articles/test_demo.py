"""The demo newsroom: its files are whole, its words are fit to print, and loading it twice is loading it once."""

import re
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.demo import contents, drawing, loading, markup
from articles.models import (
    Article,
    Photo,
    Section,
)
from newsroom.identity import LANGUAGES
from newsroom.models import User

ARABIC = re.compile(r"[\u0621-\u064a]")
VERSIONS = [
    pytest.param(story, language, version, id=f"{story.key}-{language}")
    for story in contents.stories()
    for language, version in story.versions.items()
]


def one_picture_for_all(patch: pytest.MonkeyPatch) -> None:
    """Draw one picture for all scenes: these tests are about rows, and drawing takes seconds."""
    scenes = iter(range(1000))
    plain = drawing.draw("coffee")
    # Bytes after the end of a JPEG are not part of the picture, and make each file another one.
    patch.setattr(drawing, "draw", lambda name: plain + str(next(scenes)).encode())


# --- The files --------------------------------------------------------------------------------------------


def test_moments_are_read_both_ways():
    assert contents.moment("20 minutes ago") == timedelta(minutes=-20)
    assert contents.moment("in 1 day") == timedelta(days=1)


@pytest.mark.parametrize("words", ["20 minutes", "in 2 hours ago", "yesterday", ""])
def test_moments_that_say_nothing_are_refused(words):
    with pytest.raises(ValueError, match="not a moment"):
        contents.moment(words)


def test_stories_name_only_what_exists():
    keys = {story.key for story in contents.stories()}
    people, topics = contents.table("people"), contents.table("topics")

    for story in contents.stories():
        assert story.section in contents.table("sections")
        assert story.photo in contents.table("photos")
        assert {*story.authors, *story.translators} <= people.keys()
        assert set(story.topics) <= topics.keys()
        assert {link for link in story.related if isinstance(link, str)} <= keys - {story.key}
        for version in story.versions.values():
            assert set(markup.scenes(version.body)) <= contents.table("photos").keys()


def test_translations_credit_a_translator():
    for story in contents.stories():
        assert bool(story.translators) == (len(story.versions) == 2), story.key


def test_translations_never_precede_their_original():
    for story in contents.stories():
        moments = {language: version.published for language, version in story.versions.items()}
        if len(moments) == 2 and None not in moments.values():
            assert moments[story.original] == min(moments.values()), story.key


def test_every_section_leads_and_every_topic_and_person_has_stories():
    published = [story for story in contents.stories() if any(v.published for v in story.versions.values())]

    sections = Counter(story.section for story in published)
    topics = Counter(topic for story in published for topic in story.topics)
    people = Counter(key for story in published for key in {*story.authors, *story.translators})

    assert sections.keys() == contents.table("sections").keys()
    assert min(sections.values()) >= 4
    assert topics.keys() == contents.table("topics").keys()
    assert people.keys() == contents.table("people").keys()


# --- The words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("story", "language", "version"), VERSIONS)
def test_versions_have_their_words(story, language, version):
    assert 20 <= len(version.title) <= 110
    assert 40 <= len(version.standfirst) <= 240
    assert "\n## " in version.body
    assert markup.word_count(version.body) >= 80


@pytest.mark.parametrize(("story", "language", "version"), VERSIONS)
def test_versions_are_in_their_language(story, language, version):
    arabic = len(ARABIC.findall(version.body)) / len(re.findall(r"\w", version.body))

    assert (arabic > 0.8) if language == "ar" else (arabic < 0.1)
    if language == "ar":
        assert not re.search(r"[A-Za-z]", version.title + version.standfirst)
    else:
        assert not ARABIC.search(version.title + version.standfirst)


@pytest.mark.parametrize(("story", "language", "version"), VERSIONS)
def test_words_are_set_as_print_sets_them(story, language, version):
    text = " ".join([version.title, version.standfirst, version.body])

    assert not re.search(r"[^\S\n]{2,}| [،؛؟.,;!?](\s|$)|'|\"", text)
    if language == "ar":
        assert not re.search(r"[,;?](?!\d)|[٠-٩]", re.sub(r"https?://\S+", "", text))


def test_links_stay_in_the_invented_world():
    hosts = {
        host
        for story in contents.stories()
        for version in story.versions.values()
        for host in re.findall(r"https?://([^/\s)]+)", version.body)
    }
    outside = {link["url"] for story in contents.stories() for link in story.related if isinstance(link, dict)}

    assert hosts == {"example.org", "t.me", "www.youtube.com"}
    assert all(url.startswith("https://example.org/") for url in outside)


def test_markup_becomes_body_html():
    html = markup.to_html(
        "First *a* [b](https://example.org/?a=1&b=2).\n\n## Sub\n\n- one\n- two\n\n1. three\n\n> Said.\n\n"
        "{rtl} كلمة\n\nhttps://t.me/riverpost_example/12\n\n[[bridge]] Words <1>",
        figure=lambda scene, caption: f"<figure>{scene}: {caption}</figure>",
    )

    assert html == (
        '<p>First <em>a</em> <a href="https://example.org/?a=1&amp;b=2">b</a>.</p><h2>Sub</h2>'
        "<ul><li><p>one</p></li><li><p>two</p></li></ul><ol><li><p>three</p></li></ol>"
        "<blockquote><p>Said.</p></blockquote>"
        '<p dir="rtl">كلمة</p><p><a href="https://t.me/riverpost_example/12">https://t.me/riverpost_example/12</a></p>'
        "<figure>bridge: Words <1></figure>"
    )


# --- The pictures -----------------------------------------------------------------------------------------


def test_every_drawing_has_its_words_and_every_entry_its_drawing():
    photos = contents.table("photos")

    assert photos.keys() == drawing.SCENES.keys()
    for values in photos.values():
        assert all(values[f"alt_{code}"] for code in LANGUAGES)
        assert values["caption_ar"].startswith("رسم توضيحي: ")
        assert values["caption_en"].startswith("Illustration: ")


def test_every_drawing_is_used():
    used = {story.photo for story in contents.stories()}

    assert drawing.SCENES.keys() == used


# --- What is refused ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_failure_leaves_nothing_half_loaded(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    one_picture_for_all(monkeypatch)
    monkeypatch.setattr(loading, "_date_the_text", lambda article, story, now: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        call_command("load_demo", stdout=StringIO())

    assert [model.objects.count() for model in (Section, Photo, Article, User)] == [0, 0, 0, 0]


@pytest.mark.django_db
def test_production_is_refused(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="refused in production"):
        call_command("load_demo")

    assert User.objects.count() == 0
