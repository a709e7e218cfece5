"""Every kind of mail in both languages: what each says, in whose language and direction, and what none may hold."""

import re

import pytest
from django.core import mail
from django_ox.testing import run_tasks

from donations import emails, money
from donations.models import ManageLink, OutboxEmail
from newsroom import arabic
from tests.donations import gifts

pytestmark = pytest.mark.django_db

Kind = OutboxEmail.Kind
ABOUT_A_PLEDGE = [
    Kind.RENEWAL_FAILED,
    Kind.RENEWAL_LOST,
    Kind.ACTION_NEEDED,
    Kind.UPCOMING,
    Kind.CHANGED,
    Kind.CANCELED,
    Kind.MISSED,
]
ABOUT_A_GIFT = [Kind.RECEIPT, Kind.TRANSFER, Kind.REFUNDED, Kind.CONFIRM, Kind.NOT_TAKEN]


def sent(kind, **about):
    """Owe one mail and send it."""
    emails.owe(kind, cause="test", **about)
    run_tasks(queues=["mail"], raise_failures=True)
    [letter] = mail.outbox
    return letter


def html_of(letter):
    return letter.alternatives[0].content


def paid_pledge(**values):
    pledge = gifts.make_pledge(**values)
    pledge.donations.update(
        status="paid", paid_at=gifts.NOON, received_minor=300, payment_id="payment", donor_name="Salma"
    )
    return pledge


def test_every_kind_is_read_here():
    assert {*ABOUT_A_PLEDGE, *ABOUT_A_GIFT, Kind.MANAGE, Kind.STATEMENT, Kind.MERGED, Kind.STAFF} == set(Kind)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
@pytest.mark.parametrize("kind", [*ABOUT_A_PLEDGE, *ABOUT_A_GIFT, Kind.MANAGE, Kind.STATEMENT, Kind.MERGED])
def test_requirement_14_every_letter_has_text_and_html_in_the_language_of_its_reader(kind, language, direction):
    pledge = paid_pledge(language=language)
    about = (
        {"pledge": pledge}
        if kind in ABOUT_A_PLEDGE
        else {"gift": pledge.donations.get()}
        if kind in ABOUT_A_GIFT
        else {"donor": pledge.donor, "language": language, "year": 2026}
    )

    letter = sent(kind, **about)

    assert f'<html lang="{language}" dir="{direction}">' in html_of(letter)
    assert letter.subject
    assert "List-Unsubscribe" not in letter.extra_headers
    for part in (letter.subject, letter.body, html_of(letter)):
        assert not re.search(r"\{\{|\}\}|\{%|%\(|None|&lt;bdi", part)
    assert "<" not in letter.body
    if kind in (*ABOUT_A_PLEDGE, Kind.REFUNDED):
        amount = money.shown(300, "USD", language)
        assert (arabic.isolated(amount) if language == "ar" else amount) in letter.body
        assert f"<bdi>{amount}</bdi>" in html_of(letter)


@pytest.mark.parametrize("kind", [Kind.RECEIPT, Kind.TRANSFER])
def test_letter_of_a_gift_tells_in_both_its_parts_where_gifts_are_changed(kind):
    letter = sent(kind, gift=paid_pledge(language="en").donations.get())

    assert "/en/support/manage/\n" in letter.body
    assert '/en/support/manage/"' in html_of(letter)


def test_donor_is_written_to_in_the_language_that_they_chose():
    pledge = paid_pledge(language="ar")
    pledge.donor.mail_language = "en"
    pledge.donor.save()

    letter = sent(Kind.CANCELED, pledge=pledge)

    assert letter.body.startswith("Dear Salma,")


def test_row_and_queue_hold_no_key_to_the_gifts():
    donor = gifts.make_donor(email="salma@example.org")

    letter = sent(Kind.MANAGE, donor=donor, language="en")

    token = re.search(r"/en/support/manage/open/([\w-]+)/", letter.body)[1]
    assert len(token) == 43
    assert OutboxEmail.objects.get().context == {"language": "en"}
    assert ManageLink.objects.get().digest != token


def test_letter_to_the_newsroom_names_no_donor(settings):
    settings.DONATIONS_STAFF_EMAIL = ["money@example.org"]
    gift = gifts.make_gift(donor=gifts.make_donor(email="salma@example.org", name="Salma"), donor_name="Salma")

    for about in emails.ABOUT:
        emails.owe_staff(about, str(gift.uuid), gift=None if about == "alarm" else gift, lines=["Look!"])
    run_tasks(queues=["mail"], raise_failures=True)

    assert [letter.to for letter in mail.outbox] == [["money@example.org"]] * 5
    for letter in mail.outbox:
        assert "alma" not in letter.subject + letter.body + html_of(letter)


def test_newsroom_hears_only_of_what_it_wants(settings):
    settings.DONATIONS_STAFF_EMAIL = ["money@example.org"]
    settings.DONATIONS_STAFF_MAILS = ["alarm"]

    emails.owe_staff("new", "1", gift=gifts.make_gift())
    emails.owe_staff("alarm", "2", lines=["Webhooks are silent."])

    assert [row.context["about"] for row in OutboxEmail.objects.all()] == ["alarm"]


@pytest.mark.parametrize("field", ["donor_name", "story_title"])
def test_nobody_writes_headers(field):
    gift = gifts.make_gift(
        **{field: "x\r\nBcc: thief@evil.example"},
        status="paid",
        paid_at=gifts.NOON,
        received_minor=500,
        payment_id="payment",
    )

    letter = sent(Kind.RECEIPT, gift=gift)

    head = letter.message().as_bytes().partition(b"\n\n")[0]
    assert b"evil" not in head


def test_address_with_a_line_break_is_never_written_to():
    gift = gifts.make_gift(donor=gifts.make_donor(email="a@example.org\nBcc: thief@evil.example"))
    emails.owe(Kind.TRANSFER, cause="test", gift=gift)

    [result] = run_tasks(queues=["mail"])

    assert result.status == "READY"
    assert mail.outbox == []
