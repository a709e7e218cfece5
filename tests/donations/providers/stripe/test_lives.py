"""Requirement 3, the whole road: random lives at a pretend Stripe, told by signed messages as badly as may be.

Messages are repeated, disordered and lost; what was lost is told in the end by the nightly comparison. Then the books
are Stripe's own.
"""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from donations import ledger, providers
from donations.models import Donation, Pledge, WebhookEvent
from donations.webhooks import work_on
from tests.donations.fake_stripe.at_work import at_work, balances_agree, begun

pytestmark = pytest.mark.django_db


def live(world, chance: Random) -> None:
    """Let a donor give, once or monthly, and let some of what may follow follow."""
    gift = begun(interval=chance.choice(["once", "month"]), amount_minor=chance.randint(300, 9000))
    fate = chance.choice(["pay", "pay", "pay", "pay_late", "expire"])
    getattr(world, fate)(gift.session_id)
    if fate == "pay_late" and chance.random() < 0.7:
        world.arrive(gift.session_id)
    if gift.pledge and fate == "pay":
        of_ours = [each for each in world.all("subscription") if each["metadata"].get("gift") == str(gift.uuid)]
        go_on(world, chance, of_ours[0]["id"])


def go_on(world, chance: Random, subscription: str) -> None:
    """Let months pass for a pledge."""
    for _month in range(chance.randint(0, 3)):
        if chance.random() < 0.6:
            world.renew(subscription)
            continue
        invoice = world.next_invoice(subscription)["id"]
        world.fail(invoice)
        if chance.random() < 0.7:
            world.recover(invoice)
    if chance.random() < 0.4:
        world.end(subscription)


def take_back(world, chance: Random) -> None:
    """Let money of some payments go back, by refund or by the donor's bank."""
    for intent in [each for each in world.all("payment_intent") if each["status"] == "succeeded"]:
        fate = chance.random()
        if fate < 0.3:
            world.refund(intent["id"], chance.randint(1, intent["amount"]))
        elif fate < 0.45:
            number = world.dispute(intent["id"])
            if chance.random() < 0.7:
                world.decide(number, for_us=chance.random() < 0.5)


def tell_badly(world, client, chance: Random) -> None:
    """Deliver some twice, some never, all in disorder; the queue's tries and the nightly comparison do the rest."""
    world.waiting = [event for event in world.waiting if chance.random() < 0.85]
    world.deliver(client, times=2, shuffled=chance)
    window = timezone.now() - timedelta(days=400), timezone.now() + timedelta(days=400)
    for _night in range(2):
        for fact in providers.KNOWN["stripe"].fetch(*window):
            try:
                ledger.apply(fact)
            except ledger.TooEarly:
                continue  # told again the night after
    for event in WebhookEvent.objects.filter(status="failed"):
        work_on(event.pk)


def prove(world, client, seed: int) -> None:
    chance = Random(seed)
    for _donor in range(chance.randint(1, 4)):
        live(world, chance)
    take_back(world, chance)

    tell_badly(world, client, chance)

    paid = [each["id"] for each in world.all("payment_intent") if each["status"] == "succeeded"]
    assert balances_agree(world)
    assert sorted(Donation.objects.filter(status="paid").values_list("payment_id", flat=True)) == sorted(paid)
    ended = {each["id"] for each in world.all("subscription") if each["status"] == "canceled"}
    assert set(Pledge.objects.filter(status="canceled").values_list("subscription_id", flat=True)) == ended
    assert set(WebhookEvent.objects.values_list("status", flat=True)) <= {"processed", "ignored"}


@pytest.mark.parametrize("seed", range(4))
def test_requirement_03_random_lives_told_badly_leave_our_books_as_stripes_own(settings, client, seed):
    with at_work(settings) as world:
        prove(world, client, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 300))
def test_many_random_lives_told_badly_leave_our_books_as_stripes_own(settings, client, seed):
    with at_work(settings) as world:
        prove(world, client, seed)
