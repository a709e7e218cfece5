"""A pretend Stripe for these tests."""

from collections.abc import Iterator

import pytest

from tests.donations.fake_stripe import World
from tests.donations.fake_stripe.at_work import at_work


@pytest.fixture
def world(settings, db) -> Iterator[World]:
    """The pretend Stripe, switched on."""
    with at_work(settings) as running:
        yield running
