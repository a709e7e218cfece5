"""What a donor reads on a visit: their gifts, themselves, their data; light, in both languages, without a script."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donations import ledger, wall
from donations.facts import Fact, FactKind
from donations.models import DonorNote, WallName
from tests.donations import gifts
from tests.donations.views.manage.visiting import running_pledge, send, visit

pytestmark = pytest.mark.django_db

HOME = "/en/support/manage/"


@pytest.fixture
def pledge():
    return running_pledge(donor=gifts.make_donor(email="salma@example.org", name="Salma"))


def pages_of(pledge, language):
    """The address of every page of a visit."""
    home = f"/{language}/support/manage/"
    own = [f"{home}{pledge.uuid}/{act}/" for act in ("amount", "pause", "end")]
    return [home, f"{home}about/", f"{home}data/", f"{home}erase/", *own]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_are_light_and_need_no_script_and_have_a_lite_edition(pledge, language):
    client = visit(pledge.donor, language)

    for path in pages_of(pledge, language):
        packed = client.get(path, headers={"Accept-Encoding": "gzip"})
        lite = client.get(f"{path}?lite").content.decode()

        assert len(packed.content) <= 14 * 1024
        assert "<script" not in lite
        assert not [action for action in re.findall(r'action="([^"]+)"', lite) if "lite" not in action]


def test_history_says_what_came_and_what_went_back(pledge):
    gift = pledge.donations.get()
    back = Fact(
        kind=FactKind.REFUNDED,
        provider="sandbox",
        occurred_at=gifts.NOON,
        gift=gift.uuid,
        payment_id=f"payment-{gift.uuid}",
        transaction_id="refund-1",
        amount_minor=100,
        currency="USD",
    )
    ledger.apply(back)
    gifts.make_gift(donor=pledge.donor, amount_minor=7700)  # begun and left: no gift

    page = visit(pledge.donor).get(HOME).content.decode()

    assert "<b><bdi>$3.00</bdi></b>" in page
    assert "<bdi>$1.00</bdi> went back" in page
    assert "$77" not in page


def test_number_of_queries_does_not_grow_with_the_gifts(pledge):
    client, counts = visit(pledge.donor), []
    client.get(HOME)

    for _more in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(HOME)
        counts.append(len(queries))
        for month in (1, 2, 3):
            ledger.apply(gifts.renewed(pledge, month + 10 * len(counts)))

    assert counts[0] == counts[1]


def test_donor_says_who_they_are_and_in_which_language_to_write(pledge):
    client = visit(pledge.donor)

    send(client, f"{HOME}about/", name="  Salma\n Q ", mail_language="ar", wants_newsletter="on")
    agreed = type(pledge.donor).objects.get(pk=pledge.donor_id).newsletter_at
    send(client, f"{HOME}about/", name="Salma Q", mail_language="ar", wants_newsletter="on")

    pledge.donor.refresh_from_db()
    assert (pledge.donor.name, pledge.donor.mail_language) == ("Salma Q", "ar")
    assert pledge.donor.newsletter_at == agreed  # when they agreed, not when they last pressed the button

    send(client, f"{HOME}about/", name="", mail_language="en")
    pledge.donor.refresh_from_db()
    assert (pledge.donor.name, pledge.donor.newsletter_at) == ("", None)


def test_donor_comes_to_the_wall_and_leaves_it(pledge):
    pledge.campaign.shows_wall = True
    pledge.campaign.save()
    client = visit(pledge.donor)

    nameless = send(client, f"{HOME}about/", mail_language="en", on_wall="on", thanked_as=" ")
    send(client, f"{HOME}about/", mail_language="en", on_wall="on", thanked_as="Salma of the River")
    wish = WallName.objects.get()
    wished = (wish.name, wish.state)
    wall.decide(wish, "shown", by=gifts.make_treasurer())
    shown = wall.names(pledge.campaign, "en")
    send(client, f"{HOME}about/", mail_language="en", thanked_as="Salma of the River")

    assert nameless.status_code == 400
    assert wished == ("Salma of the River", "waiting")
    assert shown == ["Salma of the River"]
    assert WallName.objects.count() == 0


def test_donor_takes_along_everything_that_we_hold(pledge):
    finance = gifts.make_treasurer(username="mira")
    DonorNote.objects.create(donor=pledge.donor, text="Met at the fair", by=finance)
    gifts.make_gift(donor=pledge.donor, message="Go on!")
    other = gifts.make_donor(email="other@example.org")
    gifts.make_gift(donor=other, donor_name="Other")
    client = visit(pledge.donor)

    file = client.get(f"{HOME}my-gifts.json")
    page = client.get(f"{HOME}data/").content.decode()

    held = json.loads(file.content)
    assert file["Content-Disposition"] == 'attachment; filename="my-gifts.json"'
    assert held["person"][0]["email"] == "salma@example.org"
    assert [gift["message"] for gift in held["gifts"]] == ["Go on!", ""]
    assert held["movements"][0]["amount_minor"] == 300
    assert held["notes"][0]["text"] == "Met at the fair"
    assert [mail["kind"] for mail in held["mails"]] == ["receipt"]
    for text in (file.content.decode(), page):
        assert "other@" not in text
        assert "mira" not in text


def test_everything_that_is_erased_is_also_told(pledge):
    """The export and the erasure know the same rows: what one takes away, the other shows."""
    client = visit(pledge.donor)

    held = json.loads(client.get(f"{HOME}my-gifts.json").content)

    columns = {name for rows in held.values() for row in rows for name in row}
    assert {"email", "name", "donor_name", "message", "cancel_words", "newsletter_at", "utm_source"} <= columns


def test_donor_is_erased_and_the_visit_is_over(pledge):
    client = visit(pledge.donor)

    unsure = send(client, f"{HOME}erase/")
    erased = send(client, f"{HOME}erase/", sure="yes")

    pledge.refresh_from_db()
    pledge.donor.refresh_from_db()
    assert unsure.status_code == 409
    assert erased["Location"] == f"{HOME}erased/"
    assert (pledge.status, pledge.donor.email, pledge.donor.name) == ("canceled", None, "")
    assert erased.cookies["gifts_en"]["max-age"] == 0
    assert "Send me the link" in client.get(HOME).content.decode()


def test_hostile_name_is_text(pledge):
    send(visit(pledge.donor), f"{HOME}about/", name="<script>alert(1)</script>", mail_language="en")

    page = visit(pledge.donor).get(f"{HOME}about/").content.decode()

    assert "<script>alert" not in page
