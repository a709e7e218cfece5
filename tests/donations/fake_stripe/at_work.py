"""The site with the pretend Stripe switched on: `with at_work(settings) as world`."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from donations.models import Donation, LedgerEntry
from donations.providers.stripe import Stripe
from tests.donations import gifts
from tests.donations.fake_stripe.news import SECRET
from tests.donations.fake_stripe.server import running
from tests.donations.fake_stripe.world import World


@contextmanager
def at_work(settings: Any) -> Iterator[World]:
    """Switch cards on, and lead them to a pretend Stripe."""
    with running() as world:
        settings.STRIPE_API_BASE = world.address
        settings.STRIPE_SECRET_KEY = "rk_test_pretend"
        settings.STRIPE_PUBLISHABLE_KEY = "pk_test_pretend"
        settings.STRIPE_WEBHOOK_SECRET = SECRET
        settings.DONATION_PROVIDERS = ["stripe", "banktransfer"]
        policy = settings.SECURE_CSP
        settings.SECURE_CSP = policy | {"form-action": [*policy["form-action"], world.address]}
        yield world


def begun(**values: Any) -> Donation:
    """A gift whose donor was sent on to pay; monthly with `interval="month"`."""
    about = {"provider": "stripe"} | values
    if about.get("interval", "once") == "once":
        gift = gifts.make_gift(**about)
    else:
        gift = gifts.make_pledge(**about).donations.get()
    Stripe().start(gift)
    gift.refresh_from_db()
    return gift


def given(world: World, client: Any, **values: Any) -> Donation:
    """A gift that was paid by card and told to us."""
    gift = begun(**values)
    world.pay(str(gift.session_id))
    world.deliver(client)
    gift.refresh_from_db()
    return gift


def balances_agree(world: World) -> bool:
    """Say whether our ledger is what the pretend Stripe holds and has paid out, currency for currency."""
    ours, theirs = Counter(), Counter(world.balance)
    for currency, amount in LedgerEntry.objects.filter(provider="stripe").values_list("currency", "amount_minor"):
        ours[currency] += amount
    for payout in world.all("payout"):
        theirs[payout["currency"].upper()] += payout["amount"]
    return all(ours[currency] == theirs[currency] for currency in ours | theirs)
