"""The desk's list of names and spellings."""

import pytest
from django.core.management import call_command

from articles import names
from articles.models import Name
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/name/"


@pytest.fixture
def desk(client):
    client.force_login(factories.make_staff("editor"))
    return client


def send(client, path, **values):
    words = {"kind": "place", "spelling_ar": "حلب", "spelling_en": "Aleppo", "variants": "Halab\r\nAlep"}
    return client.post(path, words | values)


def test_an_editor_adds_a_name_and_search_knows_it_at_once(desk, purged):
    story = factories.make_article(title_ar="شتاء حلب", live="ar")

    answer = send(desk, f"{LIST}add/", variants="  Halab\u202e \r\n\r\nAleppo\r\nAlep\r\nHalab")

    assert answer.status_code == 302
    assert Name.objects.get().variants == "Halab\nAlep"
    assert purged() == {"search-ar", "search-en"}
    assert read(desk, "/ar/search/", q="Halab").texts("article h2") == [story.title_ar]


def test_a_name_without_a_house_spelling_is_refused(desk):
    answer = send(desk, f"{LIST}add/", spelling_ar=" ", spelling_en="")

    assert answer.status_code == 200
    assert "Give the house spelling in at least one language." in answer.content.decode()
    assert not Name.objects.exists()


def test_list_shows_and_finds_every_spelling(desk):
    Name.objects.create(kind="place", spelling_ar="حلب", spelling_en="Aleppo", variants="Halab\nAlep")
    Name.objects.create(kind="person", spelling_en="Fairuz")

    page = read(desk, LIST, q="halab")

    assert page.texts(".field-arabic a") == ["حلب"]
    assert page.one(".field-arabic span").attributes == {"lang": "ar", "dir": "rtl"}
    assert page.texts(".field-others bdi") == ["Halab", "Alep"]
    assert read(desk, LIST, kind__exact="person").texts(".field-english a") == ["Fairuz"]
    assert read(desk, LIST, q="nobody").all(".field-english") == []


@pytest.mark.parametrize("text", ["ا" * 5000, "<b>&\n'\"", "\u202e\u2066", "%s\n\\", "\n" * 300])
def test_odd_spellings_are_kept_or_refused_politely(desk, text):
    assert send(desk, f"{LIST}add/", variants=text).status_code == 302
    assert read(desk, LIST).texts(".field-english a") == ["Aleppo"]
    assert desk.get("/en/search/", {"q": "Aleppo"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_name_list_query_count_is_flat(client, rows, django_assert_max_num_queries):
    client.force_login(factories.make_editor())
    for n in range(rows):
        Name.objects.create(spelling_en=f"Name {n}", variants="Other")

    with django_assert_max_num_queries(8):
        client.get(LIST)


def test_the_starter_list_is_added_once_and_changes_nothing_that_is_there(purged):
    syria = Name.objects.create(kind="place", spelling_ar="سوريا", spelling_en="Syria", variants="ours")

    call_command("load_names", verbosity=0)
    first = Name.objects.count()
    call_command("load_names", verbosity=0)

    syria.refresh_from_db()
    assert syria.variants == "ours"
    assert first == Name.objects.count() > 60


def test_every_listed_name_leads_from_each_spelling_to_the_house_one():
    names.add_missing()

    for name in Name.objects.all():
        assert name.variants.splitlines() or name.kind, name
        assert len({*name.variants.splitlines(), name.spelling_ar, name.spelling_en}) >= 2, name
