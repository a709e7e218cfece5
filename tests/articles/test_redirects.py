"""Old addresses lead to new ones: once, never in a circle, never away from our pages."""

import threading
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from articles import places, redirects
from articles.models import Redirect
from tests import factories

pytestmark = pytest.mark.django_db


def rename(place, **words):
    for field, value in words.items():
        setattr(place, field, value)
    return places.save(place)


def led(client, path):
    """Where an address leads, as the browser is told."""
    answer = client.get(path)
    return answer.status_code, answer.get("Location")


def rows():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


@pytest.mark.parametrize(
    ("make", "page"),
    [
        (factories.make_section, "section"),
        (factories.make_topic, "topic"),
        (factories.make_contributor, "by"),
    ],
)
def test_renamed_place_is_found_under_its_old_address(client, make, page):
    place = make(slug_en="water", slug_ar="مياه")

    rename(place, slug_en="river", slug_ar="نهر")

    assert led(client, f"/en/{page}/water/") == (301, f"/en/{page}/river/")
    assert led(client, f"/ar/{page}/مياه/") == (301, quote(f"/ar/{page}/نهر/"))
    assert client.get(f"/en/{page}/river/").status_code == 200


@pytest.mark.parametrize(
    ("make", "page"),
    [(factories.make_section, "section"), (factories.make_topic, "topic"), (factories.make_contributor, "by")],
)
def test_renamed_place_takes_its_feeds_along(client, make, page):
    rename(make(slug_en="water"), slug_en="river")

    for file in ("rss.xml", "atom.xml", "feed.json"):
        assert led(client, f"/en/{page}/water/{file}") == (301, f"/en/{page}/river/{file}")
        assert client.get(f"/en/{page}/river/{file}").status_code == 200


def test_series_has_no_feed_to_be_led_to(client):
    rename(factories.make_series(slug_en="bread"), slug_en="flour")

    assert led(client, "/en/series/bread/rss.xml")[0] == 404


def test_old_address_without_its_last_slash_and_with_a_query_is_led_in_one_step(client):
    rename(factories.make_topic(slug_en="bread"), slug_en="flour")

    assert led(client, "/en/topic/bread") == (301, "/en/topic/flour/")
    assert led(client, "/en/topic/bread/?page=2&from=mail") == (301, "/en/topic/flour/?page=2&from=mail")


def test_second_renaming_leaves_no_chain(client):
    topic = rename(factories.make_topic(slug_en="one"), slug_en="two")

    rename(topic, slug_en="three")

    assert rows() == {"/en/topic/one/": "/en/topic/three/", "/en/topic/two/": "/en/topic/three/"}


def test_renaming_back_leaves_no_circle(client):
    topic = rename(factories.make_topic(slug_en="one"), slug_en="two")

    rename(topic, slug_en="one")

    assert rows() == {"/en/topic/two/": "/en/topic/one/"}
    assert client.get("/en/topic/one/").status_code == 200


def test_a_new_place_takes_over_an_address_that_was_left(client):
    rename(factories.make_topic(slug_en="one"), slug_en="two")

    other = rename(factories.make_topic(slug_en="else"), slug_en="one")

    assert rows() == {"/en/topic/else/": "/en/topic/one/"}
    assert client.get("/en/topic/one/").headers["Surrogate-Key"].split()[0] == f"topic-{other.pk}-en"


def test_nothing_leads_to_a_place_that_is_gone(client):
    topic = rename(factories.make_topic(slug_en="one", slug_ar="واحد"), slug_en="two", slug_ar="اثنان")

    places.delete(topic)

    assert rows() == {}
    assert led(client, "/en/topic/one/")[0] == 404


def test_language_that_lost_its_name_leads_nowhere_and_the_other_still_does(client):
    topic = rename(factories.make_topic(slug_en="one", slug_ar="واحد"), slug_en="two", slug_ar="اثنان")

    rename(topic, name_en=None, slug_en=None)

    assert rows() == {"/ar/topic/واحد/": "/ar/topic/اثنان/"}


def test_save_that_moves_nothing_touches_no_redirect(django_assert_max_num_queries):
    topic = factories.make_topic(slug_en="one")

    rename(topic, description_en="About one.")

    assert rows() == {}


def test_renaming_throws_out_what_caches_kept_of_both_addresses(client, purged):
    section = rename(factories.make_section(slug_en="one"), slug_en="two")
    first = client.get("/en/section/one/")

    rename(section, slug_en="three")

    assert first.headers["Surrogate-Key"] in purged()
    assert {"not-found", f"section-{section.pk}-en", "menu-en"} <= purged()


def test_found_page_costs_no_question_and_a_missing_one_costs_one(client, django_assert_num_queries):
    story = factories.make_article()
    client.get(story.address("en"))
    client.get("/en/nothing/at/all/")

    with django_assert_num_queries(1):
        client.get(story.address("en"))
    with django_assert_num_queries(2):  # the redirect, and the menu of the page that says so
        client.get("/en/nothing/at/all/")
    with django_assert_num_queries(0):
        client.get("/wp-login.php")


@pytest.mark.parametrize("path", ["/en/topic/%00/", "/en/topic/%FF%FE/", "/en/" + "x" * 5000 + "/", "/en/%2e%2e/"])
def test_strange_addresses_are_only_not_found(client, path):
    assert led(client, path)[0] == 404


def test_post_to_an_old_address_is_not_led_on(client):
    rename(factories.make_topic(slug_en="one"), slug_en="two")

    assert client.post("/en/topic/one/").status_code in (403, 404, 405)


# --- By hand ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/en/topic/one/", "/en/topic/one/"),
        (" /en/topic/one ", "/en/topic/one/"),
        ("https://post.example/en/topic/one/", "/en/topic/one/"),
        ("/ar/topic/%D9%86%D9%87%D8%B1/", "/ar/topic/نهر/"),
        ("https://post.example/ar/topic/نهر", "/ar/topic/نهر/"),
    ],
)
def test_typed_address_becomes_a_path(settings, typed, path):
    settings.SITE_URL = "https://post.example"

    assert redirects.tidy(typed) == path


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "/",
        "https://evil.example/en/topic/one/",
        "https://post.example.evil.example/en/topic/one/",
        "https://post.example@evil.example/en/",
        "//evil.example/en/",
        "/en//evil.example/",
        "/\\evil.example/",
        "/en/\\evil.example/",
        "/en/%5Cevil.example/",
        "/en/%2F/evil.example/",
        "/en/%0d%0aSet-Cookie:x/",
        "/en/../admin/",
        "/en/%2e%2e/admin/",
        "/en/%252e/",
        "/admin/",
        "/fr/topic/one/",
        "javascript:alert(1)",
        "/en/topic/one/?next=//evil.example",
        "/en/topic/one/#part",
        "/en/topic/\u202eeno/",
        "/en/" + "x" * 500,
    ],
)
def test_address_that_is_not_ours_is_refused(settings, typed):
    settings.SITE_URL = "https://post.example"

    with pytest.raises(ValidationError):
        redirects.tidy(typed)


def test_editor_cannot_hide_a_page_that_exists():
    factories.make_topic(slug_en="one")
    factories.make_topic(slug_en="two")
    story = factories.make_article(slug_en="told")

    for path in ("/en/", "/en/topic/one/", f"/en/article/{story.pk}/told/", "/en/support/"):
        with pytest.raises(ValidationError, match="A page has this address"):
            redirects.save(Redirect(old_path=path, new_path="/en/topic/two/"))
    assert rows() == {}


def test_editor_may_lead_on_from_a_story_that_readers_do_not_see(client):
    story = factories.make_article(live="", slug_en="gone")
    factories.make_topic(slug_en="two")

    redirects.save(Redirect(old_path=f"/en/article/{story.pk}/gone/", new_path="/en/topic/two/"))

    assert led(client, f"/en/article/{story.pk}/gone/") == (301, "/en/topic/two/")


def test_editor_s_redirect_leads_straight_to_where_the_goal_is_now():
    rename(factories.make_topic(slug_en="one"), slug_en="two")

    redirects.save(Redirect(old_path="/en/topic/zero/", new_path="/en/topic/one/"))

    assert rows()["/en/topic/zero/"] == "/en/topic/two/"


def test_editor_s_circle_is_refused():
    redirects.save(Redirect(old_path="/en/topic/a/", new_path="/en/topic/b/"))

    with pytest.raises(ValidationError, match="lead to each other"):
        redirects.save(Redirect(old_path="/en/topic/b/", new_path="/en/topic/a/"))
    with pytest.raises(ValidationError, match="lead to each other"):
        redirects.save(Redirect(old_path="/en/topic/c/", new_path="/en/topic/c/"))


def test_editor_s_redirect_from_a_goal_takes_those_that_led_there_along():
    redirects.save(Redirect(old_path="/en/topic/a/", new_path="/en/topic/b/"))

    redirects.save(Redirect(old_path="/en/topic/b/", new_path="/en/topic/c/"))

    assert rows() == {"/en/topic/a/": "/en/topic/c/", "/en/topic/b/": "/en/topic/c/"}


def test_goal_that_no_page_can_have_is_refused():
    with pytest.raises(ValidationError, match="no pages with such an address"):
        redirects.save(Redirect(old_path="/en/topic/a/", new_path="/en/nothing/of/this/kind/"))


def test_database_itself_refuses_other_hosts_and_standing_still():
    for old, new in (("/en/a/", "//evil.example/"), ("/admin/", "/en/a/"), ("/en/a/", "/en/a/")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Redirect.objects.create(old_path=old, new_path=new)


def test_deleted_redirect_is_thrown_out_of_the_caches(client, purged):
    redirect = redirects.save(Redirect(old_path="/en/topic/a/", new_path="/en/topic/b/"))
    key = client.get("/en/topic/a/").headers["Surrogate-Key"]

    redirects.delete(redirect)

    assert key in purged()
    assert led(client, "/en/topic/a/")[0] == 404


@pytest.mark.django_db(transaction=True)
def test_two_editors_cannot_close_a_circle_together():
    pairs = [("/en/topic/a/", "/en/topic/b/"), ("/en/topic/b/", "/en/topic/a/")]
    told = []

    def add(old, new):
        try:
            redirects.save(Redirect(old_path=old, new_path=new))
        except ValidationError as refused:
            told.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(rows()) == len(told) == 1
