"""Nobody reads or steers another's gift: requirement 11, over every page of a visit and everybody who may come."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_ox.testing import run_tasks

from donations.manage import links
from donations.manage import urls as manage_urls
from donations.models import Donor, ManageLink, Pledge
from newsroom.logs import OneLine
from tests.donations import gifts
from tests.donations.views.manage.visiting import mark_of, running_pledge, send, visit

pytestmark = pytest.mark.django_db

HOME = "/en/support/manage/"
OPEN_TO_ALL = {"manage", "manage_sent", "manage_open", "manage_back", "manage_left", "manage_erased"}
VALUES = {  # what each form needs to have its way
    "manage_amount": {"picked": "500"},
    "manage_pause": {"months": "1"},
    "manage_end": {"reason": "other"},
    "manage_about": {"name": "Thief", "mail_language": "ar", "wants_newsletter": "on"},
    "manage_erase": {"sure": "yes"},
}
PAGES = [(pattern.name, str(pattern.pattern)) for pattern in manage_urls.urlpatterns]


@pytest.fixture
def pledge():
    donor = gifts.make_donor(email="salma@example.org", name="Salma Qabbani")
    pledge = running_pledge(donor=donor)
    pledge.donations.update(donor_name="Salma Qabbani")
    return pledge


def address(route, pledge):
    return HOME + route.replace("<uuid:pledge>", str(pledge.uuid)).replace("<slug:token>", "x" * 43)


def stranger(pledge):
    return Client()


def other_donor(pledge):
    return visit(running_pledge(donor=gifts.make_donor(email="other@example.org")).donor)


def treasurer(pledge):
    client = Client()
    client.force_login(gifts.make_treasurer())
    return client


def chief(pledge):
    client = Client()
    client.force_login(gifts.make_staff("chief_editor", is_superuser=True))
    return client


def hers(pledge):
    """Everything that a thief could want to change."""
    return Pledge.objects.filter(pk=pledge.pk).values().get(), Donor.objects.filter(pk=pledge.donor_id).values().get()


def is_kept_out(name, route, who, response):
    """Say whether somebody who is not the donor got no further than the door."""
    if "<uuid" in route:
        return response.status_code in (404, 405) or response.get("Location") == HOME
    if who is other_donor or name in OPEN_TO_ALL:
        return True  # a page of their own, or of everybody
    return response.status_code == 405 or response["Location"] == HOME


@pytest.mark.parametrize("who", [stranger, other_donor, treasurer, chief])
def test_requirement_11_nobody_reads_or_steers_anothers_gift(pledge, who):
    client = who(pledge)
    mark = mark_of(client)
    before = hers(pledge)

    answers = [(name, route, client.get(address(route, pledge))) for name, route in PAGES]
    for name, route in PAGES:
        form = {"mark": mark} | VALUES.get(name, {})
        answers.append((name, route, client.post(address(route, pledge), form)))

    read = [name for name, _route, answer in answers if "alma" in answer.content.decode(errors="replace")]
    entered = [name for name, route, answer in answers if not is_kept_out(name, route, who, answer)]
    assert (read, entered) == ([], [])
    assert hers(pledge) == before


def test_requirement_11_no_page_of_a_visit_is_kept_or_tells_where_it_was(pledge):
    client = visit(pledge.donor)

    pages = {name: client.get(address(route, pledge)) for name, route in PAGES}

    shown = {name: page for name, page in pages.items() if page.status_code == 200}
    assert set(pages) - set(shown) == {"manage_leave", "manage_card", "manage_resume"}
    assert {page["Referrer-Policy"] for page in shown.values()} == {"no-referrer"}
    assert {page["X-Robots-Tag"] for page in shown.values()} == {"noindex"}
    assert [name for name, page in shown.items() if "no-store" not in page["Cache-Control"]] == []


def test_donor_reaches_every_page_of_their_own(pledge):
    """The matrix above must not pass because nobody gets anywhere."""
    client = visit(pledge.donor)

    for name, route in PAGES:
        if name not in ("manage_leave", "manage_erase", "manage_end"):
            client.post(address(route, pledge), {"mark": mark_of(client)} | VALUES.get(name, {}))

    pledge.refresh_from_db()
    assert (pledge.amount_minor, pledge.donor.name) == (500, "Thief")


@pytest.mark.parametrize("mark", ["", "0" * 64, "of another visit"])
@pytest.mark.parametrize("act", ["amount", "pause", "end", "resume", "card"])
def test_requirement_11_form_that_no_page_of_the_visit_sent_does_nothing(pledge, act, mark):
    client = visit(pledge.donor)
    other = mark_of(other_donor(pledge)) if mark.startswith("of") else mark
    before = hers(pledge)

    response = client.post(f"{HOME}{pledge.uuid}/{act}/", {"mark": other} | VALUES.get(f"manage_{act}", {}))

    assert response["Location"] == HOME
    assert hers(pledge) == before


# --- The cookie -------------------------------------------------------------------------------------------


def test_cookie_goes_to_the_pages_of_the_visit_alone(pledge, settings):
    settings.SESSION_COOKIE_SECURE = True

    response = Client().post(f"{HOME}open/{links.new(pledge.donor)}/")

    assert sorted(response.cookies) == ["gifts_ar", "gifts_en"]
    for language in ("ar", "en"):
        cookie = response.cookies[f"gifts_{language}"]
        assert (cookie["path"], cookie["samesite"]) == (f"/{language}/support/manage/", "Strict")
        assert [cookie["httponly"], cookie["secure"]] == [True, True]
        assert cookie["max-age"] == 1800
        assert "salma" not in cookie.value


def test_no_other_page_sets_or_sees_a_cookie(pledge):
    client = visit(pledge.donor)
    client.cookies["gifts_en"]["path"] = "/"

    answers = [client.get(path) for path in ("/en/", "/en/support/")]

    assert [answer.cookies for answer in answers] == [{}, {}]
    assert "alma" not in "".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize("spoil", [lambda value: value[:-1] + "x", lambda value: "1" + value, lambda value: ""])
def test_cookie_that_was_tampered_with_opens_nothing(pledge, spoil):
    client = visit(pledge.donor)
    client.cookies["gifts_en"] = spoil(client.cookies["gifts_en"].value)

    assert "alma" not in client.get(HOME).content.decode()


def test_visit_ends_by_itself(pledge):
    client = visit(pledge.donor)

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        page = client.get(HOME).content.decode()

    assert "alma" not in page


def test_visit_ends_after_some_hours_however_busy(pledge):
    client = visit(pledge.donor)
    begun = timezone.now()

    for minutes in range(20, 261, 20):
        with time_machine.travel(begun + timedelta(minutes=minutes)):
            page = client.get(HOME).content.decode()

    assert "alma" not in page


def test_signing_out_ends_the_visit_for_every_copy_of_the_cookie(pledge):
    client = visit(pledge.donor)
    copy = Client()
    copy.cookies["gifts_en"] = client.cookies["gifts_en"].value

    left = send(client, f"{HOME}leave/")

    assert left["Location"] == f"{HOME}left/"
    assert left.cookies["gifts_en"]["max-age"] == 0
    assert "alma" not in copy.get(HOME).content.decode()


def test_erased_donor_has_no_visit(pledge):
    client = visit(pledge.donor)
    Donor.objects.update(erased_at=timezone.now())

    assert "Send me the link" in client.get(HOME).content.decode()


# --- Links and logs ---------------------------------------------------------------------------------------


def test_guessed_and_broken_links_open_nothing(pledge, client):
    token = links.new(pledge.donor)
    answers = [client.post(f"{HOME}open/{wrong}/") for wrong in (token[:-1], token + "x", token.swapcase(), "-")]

    assert [answer.status_code for answer in answers] == [410] * 4
    assert ManageLink.objects.get().used_at is None


def test_staff_see_no_key_on_the_desk(pledge):
    Client().post(HOME, {"email": "salma@example.org", "website": ""})
    run_tasks(queues=["mail"], raise_failures=True)
    token = re.search(r"open/([\w-]+)/", mail.outbox[-1].body)[1]
    client = treasurer(pledge)

    pages = [client.get(f"/admin/donations/{model}/") for model in ("outboxemail", "donor", "donation", "pledge")]
    tasks = chief(pledge).get("/admin/django_ox/oxtask/")

    assert [page.status_code for page in pages] == [200] * 4
    assert token not in "".join(page.content.decode() for page in [*pages, tasks])
    assert ManageLink.objects.get(used_at=None).digest not in "".join(page.content.decode() for page in pages)


def test_requirement_11_no_log_holds_a_key_an_address_or_a_name(pledge, caplog):
    caplog.set_level(logging.DEBUG)
    client = Client()
    client.post(HOME, {"email": "salma@example.org", "website": ""})
    run_tasks(queues=["mail"], raise_failures=True)
    token = re.search(r"open/([\w-]+)/", mail.outbox[-1].body)[1]

    client.get(f"{HOME}open/{token}/")
    client.post(f"{HOME}open/{token}/")
    client.post(f"{HOME}open/{token}/")  # 410, which Django logs
    client.put(f"{HOME}open/{token}/")  # 405
    send(client, f"{HOME}about/", name="Salma Q", mail_language="en")
    send(client, f"{HOME}{pledge.uuid}/end/", words="salma@example.org")
    cookie = client.cookies["gifts_en"].value

    lines = "\n".join(OneLine().format(record) for record in caplog.records if record.levelno >= logging.INFO)
    assert "Gone: /en/support/manage/open/..." in lines
    assert not [word for word in (token, "salma", "Salma", cookie) if word in lines]
