"""Ways elsewhere on the desk: made by finance, with an address that can be trusted."""

import pytest

from donations import links
from donations.models import LinkWay
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db

ADD = "/admin/donations/linkway/add/"


def words(**values):
    return {
        "code": "Ko-fi",
        "address": "https://ko-fi.example/river",
        "position": "0",
        "is_on": "on",
        "name_ar": "كوفي",
        "name_en": "Ko-fi",
        "note_ar": "",
        "note_en": "",
        "on_ar": "on",
        "on_en": "on",
    } | values


def test_finance_adds_a_way_and_it_is_written_down(client):
    treasurer = gifts.make_treasurer()
    client.force_login(treasurer)

    response = client.post(ADD, words())

    entry = AuditEntry.objects.get(act="link_way")
    assert response.status_code == 302
    assert LinkWay.objects.get().address == "https://ko-fi.example/river"
    assert (entry.by_id, entry.details["change"], entry.details["leads_to"]) == (
        treasurer.pk,
        "added",
        "https://ko-fi.example/river",
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"address": "http://ko-fi.example/river"}, "address"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"address": "https://ko-fi.example@evil.example/"}, "address"),
        ({"address": "https://"}, "address"),
        ({"code": "stripe"}, "code"),
        ({"code": "CASH"}, "code"),
        ({"code": "Ko fi"}, "code"),
        ({"code": "كوفي"}, "code"),
        ({"name_ar": ""}, "name_ar"),
        ({"name_en": "x" * 61}, "name_en"),
    ],
)
def test_unfit_way_is_refused(client, values, field):
    client.force_login(gifts.make_treasurer())

    response = client.post(ADD, words(**values))

    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]
    assert LinkWay.objects.count() == 0


def test_name_in_the_books_is_taken_once_in_any_case_and_never_changes(client):
    client.force_login(gifts.make_treasurer())
    way = LinkWay.objects.create(code="Ko-fi", name_en="Ko-fi", address="https://ko-fi.example/river")

    twin = client.post(ADD, words(code="KO-FI"))
    changed = client.post(f"/admin/donations/linkway/{way.pk}/change/", words(code="Patreon", name_en="Ko-fi page"))

    way.refresh_from_db()
    assert twin.status_code == 200
    assert changed.status_code == 302
    assert (way.code, way.name_en) == ("Ko-fi", "Ko-fi page")


def test_editors_see_clicks_and_change_no_address(client):
    way = LinkWay.objects.create(code="Ko-fi", name_en="Ko-fi", address="https://ko-fi.example/river")
    links.count(way, gifts.make_campaign(), "ar")
    client.force_login(gifts.make_staff("editor"))

    page = client.get(f"/admin/donations/linkway/{way.pk}/change/").content.decode()
    sent = client.post(f"/admin/donations/linkway/{way.pk}/change/", words(address="https://evil.example/"))

    assert "<bdi>paper</bdi> · Arabic: 1 in 30 days, 1 in all" in page
    assert sent.status_code == 403
    assert LinkWay.objects.get().address == "https://ko-fi.example/river"


def test_list_asks_the_same_of_the_database_with_one_way_and_with_three(client, django_assert_max_num_queries):
    client.force_login(gifts.make_treasurer())
    for code in ("Ko-fi", "Patreon", "Liberapay"):
        LinkWay.objects.create(code=code, name_en=code, address="https://ko-fi.example/river")

    with django_assert_max_num_queries(9):
        page = client.get("/admin/donations/linkway/").content.decode()

    assert page.count('<bdi dir="ltr">ko-fi.example</bdi>') == 3
