"""From which sum on the newsroom hears of a large gift: in each currency by its own measure."""

import pytest

from donations import ledger
from donations.models import OutboxEmail
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("amount_minor", "currency", "is_large"),
    [
        (50_000, "USD", True),
        (49_999, "USD", False),
        (50_000, "JPY", False),
        (75_000, "JPY", True),
        (500_000, "JOD", True),
        (499_999, "JOD", False),
    ],
)
def test_large_is_measured_in_its_own_currency(settings, amount_minor, currency, is_large):
    settings.DONATIONS_STAFF_EMAIL = ["money@news.example.org"]
    gift = gifts.make_gift(amount_minor=amount_minor, currency=currency)

    ledger.apply(gifts.paid(gift))

    assert OutboxEmail.objects.filter(dedupe_key__startswith="staff:large:").exists() == is_large
