"""Catalogues: what the check tells, and what `update` writes."""

import gettext

import pytest
from babel.messages.catalog import Catalog

from newsroom import catalogues


@pytest.fixture
def locale(tmp_path, monkeypatch):
    """An empty `locale/` of its own."""
    monkeypatch.setattr(catalogues, "BASE_DIR", tmp_path)
    monkeypatch.setattr(catalogues, "LOCALE_DIR", tmp_path / "locale")
    return tmp_path


def put_source(folder, text):
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles" / "words.py").write_text(text)


needs_gettext = pytest.mark.skipif(
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
