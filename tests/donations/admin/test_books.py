"""How rows of the books read on the desk: in words, and from left to right where they are codes."""

import re

import pytest

from donations import ledger
from donations.models import Donation, OutboxEmail, WebhookEvent
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer(client):
    client.force_login(gifts.make_treasurer())
    return client


def page_of(client, row):
    return client.get(f"/admin/donations/{row._meta.model_name}/{row.pk}/change/").content.decode()


def test_message_of_a_provider_reads_from_left_to_right(treasurer):
    event = WebhookEvent.objects.create(provider="sandbox", event_id="1", type="x", payload={"id": "إ<"})

    page = page_of(treasurer, event)

    assert '<pre dir="ltr">{\n  &quot;id&quot;: &quot;إ&lt;&quot;\n}</pre>' in page


@pytest.mark.parametrize(("status", "offered"), [("failed", True), ("processed", False)])
def test_message_that_waits_can_be_tried_again_from_its_page(treasurer, status, offered):
    event = WebhookEvent.objects.create(provider="sandbox", event_id="1", type="x", payload={}, status=status)

    page = page_of(treasurer, event)

    assert ('name="action" value="process_again"' in page) == offered


def test_mail_is_named_by_its_kind_and_shows_no_key_of_ours(treasurer):
    ledger.apply(gifts.paid(gifts.make_gift()))
    mail = OutboxEmail.objects.get(kind="receipt")

    page = page_of(treasurer, mail)

    assert f"<h2>Receipt · {mail.pk}</h2>" in page
    assert mail.dedupe_key not in page


def test_address_of_a_story_at_the_time_is_written_in_letters(treasurer):
    gift = gifts.make_gift()
    Donation.objects.filter(pk=gift.pk).update(story_path="/ar/article/1/%D9%85%D8%A7%D8%A1/")

    page = page_of(treasurer, gift)

    assert '<bdi dir="ltr">/ar/article/1/ماء/</bdi>' in page


def test_gift_without_a_story_has_no_address(treasurer):
    page = page_of(treasurer, gifts.make_gift(story_path=""))

    assert re.search(r'Address at the time:</label>\s*<div class="readonly">–</div>', page)
