"""Catalogues: what the check tells, and what `update` writes."""

import gettext
import re

import pytest
from babel.messages.catalog import Catalog

from newsroom import catalogues
from newsroom.arabic import plurals


@pytest.fixture
def locale(tmp_path, monkeypatch):
    """An empty `locale/` of its own."""
    monkeypatch.setattr(catalogues, "BASE_DIR", tmp_path)
    monkeypatch.setattr(catalogues, "LOCALE_DIR", tmp_path / "locale")
    return tmp_path


def put_source(folder, text):
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles" / "words.py").write_text(text)


needs_gettext = pytest.mark.skipif(  # CI installs it; a developer without may still run everything else
    catalogues.shutil.which("xgettext") is None, reason="NO GETTEXT: apt-get install it"
)


@needs_gettext
def test_update_fills_english_and_leaves_arabic_to_the_translator(locale):
    put_source(locale, '_("Publish")\nngettext("%(n)d story", "%(n)d stories", n)\n')

    catalogues.update_all()

    english = catalogues.read(catalogues.path_of("en", "django"), "en")
    arabic = catalogues.read(catalogues.path_of("ar", "django"), "ar")
    assert english["Publish"].string == "Publish"
    assert english["%(n)d story"].string == ("%(n)d story", "%(n)d stories")
    assert arabic["Publish"].string == ""
    assert len(arabic["%(n)d story"].string) == 6
    assert sorted(catalogues.faults()) == [
        "locale/ar/LC_MESSAGES/django.po: untranslated: '%(n)d story'",
        "locale/ar/LC_MESSAGES/django.po: untranslated: 'Publish'",
    ]


@needs_gettext
def test_update_keeps_translations_and_drops_dead_strings(locale):
    put_source(locale, '_("Publish")\n_("Withdraw")\n')
    catalogues.update_all()
    path = catalogues.path_of("ar", "django")
    path.write_text(path.read_text().replace('msgid "Publish"\nmsgstr ""', 'msgid "Publish"\nmsgstr "نشر"'))
    put_source(locale, '_("Publish")\n')

    catalogues.update_all()

    arabic = catalogues.read(path, "ar")
    assert {m.id: m.string for m in catalogues.messages(arabic)} == {"Publish": "نشر"}
    assert "#~" not in path.read_text()
    assert catalogues.faults() == []


@needs_gettext
def test_faults_name_stale_strings_in_both_directions(locale):
    put_source(locale, '_("Publish")\n')
    catalogues.update_all()
    put_source(locale, '_("Schedule")\n')

    assert "locale/en/LC_MESSAGES/django.po: lacks 'Schedule'; run `make messages`" in catalogues.faults()
    assert (
        "locale/en/LC_MESSAGES/django.po: keeps a string that no source has: 'Publish'; run `make messages`"
        in catalogues.faults()
    )


@needs_gettext
def test_update_twice_changes_nothing(locale):
    put_source(locale, '_("Publish")\n')
    catalogues.update_all()
    path = catalogues.path_of("ar", "django")
    once = path.read_bytes()

    catalogues.update_all()

    assert path.read_bytes() == once


def test_gaps_tell_fuzzy_and_missing_plural_forms():
    catalogue = Catalog(locale="ar")
    catalogue.add("Publish", "نشر", flags=["fuzzy"])
    catalogue.add(("%(n)d story", "%(n)d stories"), ("قصة", "قصص"))
    catalogue.add("Withdraw", "سحب")

    assert sorted(catalogues.gaps(catalogue)) == ["fuzzy: 'Publish'", "untranslated: '%(n)d story'"]


def test_compile_writes_a_catalogue_that_gettext_reads(locale):
    path = catalogues.path_of("ar", "django")
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Publish"\nmsgstr "نشر"\n'
    )

    catalogues.compile_all()

    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Publish") == "نشر"


@pytest.mark.parametrize(
    ("source", "translation", "is_lost"),
    [
        ("From %(who)s", "من %(who)s", False),
        ("From %(who)s", "من زميل", True),
        ("From %(who)s", "من %(name)s", True),
        ("Hello {}", "مرحبًا {}", False),
        (("%(n)d story of %(who)s", "%(n)d stories of %(who)s"), ["لا", "مادة", *["%(n)d %(who)s"] * 4], False),
        (("%(n)d story", "%(n)d stories"), ["لا", "واحدة", "اثنتان", "مواد", "%(n)d", "%(n)d"], True),
        (("One story", "%(n)d stories"), ["لا", "واحدة", "اثنتان", *["%(n)d"] * 3], False),
    ],
)
def test_gaps_name_a_hole_that_got_lost(source, translation, is_lost):
    catalogue = Catalog(locale="ar")
    catalogue.mime_headers = [("Plural-Forms", plurals.RULE)]
    catalogue.add(source, translation)

    found = list(catalogues.gaps(catalogue))

    first = source if isinstance(source, str) else source[0]
    assert found == ([f"lost or unknown hole: {first!r}"] if is_lost else [])


# What holds a number, by its sign or its name, and the word in the plural that it counts.
COUNTED = re.compile(
    r"(?:%(?:\(\w+\))?d|%\((?:count|number|total|all|most|left|days|hours|minutes|seconds|frames|pages|results)\)s)"
    r"(?:</bdi>)? (?:more |other |new )?(?!was|is|has)[a-z]+s\b"
)


def test_no_sentence_counts_without_plural_forms():
    english = [catalogues.read(catalogues.path_of("en", domain), "en") for domain in catalogues.DOMAINS]

    uncounted = [
        message.id
        for catalogue in english
        for message in catalogues.messages(catalogue)
        if not message.pluralizable and COUNTED.search(message.id)
    ]

    assert uncounted == []
