"""The pretend provider as the rest of the site sees it: all that a real one can do, and no money moves."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations.facts import Fact
from donations.models import Customer, Donation, Pledge, PretendNews, Refund
from donations.providers.base import Can, Message, ProviderRefuses, Redirect, Told, Unusable
from donations.providers.sandbox import messages
from donations.providers.sandbox.bank import one_later
from donations.providers.sandbox.news import NAME, happen
from newsroom.identity import absolute

CARD_LINK_SECONDS = 1800
CARD_LINK_SALT = "pretend card"


class Sandbox:
    """A pretend card payment."""

    name = NAME
    label: Promise = _("Card (sandbox)")
    note: Promise = _("A pretend payment for a trial run: no money moves.")
    can = frozenset(Can)
    needs_javascript = False
    works_over_onion = True

    def takes(self, currency: str) -> bool:
        """Take every currency that campaigns ask in."""
        return True

    def start(self, gift: Donation) -> Redirect:
        """Send the donor to the pretend payment page."""
        return Redirect(reverse("donations:sandbox", kwargs={"language": gift.language, "gift": gift.uuid}))

    def read(self, body: bytes, headers: Mapping[str, str]) -> Message:
        """Check the signature and read the message."""
        return messages.read(body, headers)

    def facts(self, payload: dict[str, Any]) -> list[Fact]:
        """Translate one message into facts."""
        return messages.facts(payload)

    def refund(self, refund: Refund) -> list[Fact]:
        """Pay back, once for each row; the bank itself refuses to pay back more than it took."""
        gift = refund.donation
        number = f"refund-{refund.uuid}"
        gone = PretendNews.objects.filter(message__type="payment.refunded", message__payment_id=gift.payment_id)
        before = sum(news.message["amount_minor"] for news in gone.exclude(event_id=number))
        if before + refund.amount_minor > (gift.received_minor or 0):
            raise ProviderRefuses("The refund is larger than what is left of the payment.")
        return _said(
            "payment.refunded",
            once=number,
            gift=str(gift.uuid),
            refund=str(refund.uuid),
            payment_id=gift.payment_id,
            transaction_id=number,
            amount_minor=refund.amount_minor,
            currency=refund.currency,
        )

    def cancel(self, pledge: Pledge) -> list[Fact]:
        """End the pledge, once."""
        return _said("pledge.canceled", once=f"cancel-{pledge.uuid}", pledge=str(pledge.uuid))

    def pause(self, pledge: Pledge, until: datetime) -> list[Fact]:
        """Take nothing until then."""
        resumes = {"resumes_at": until.isoformat(), "next_charge_at": until.isoformat()}
        return _changed(pledge, paused_at=timezone.now().isoformat(), **resumes)

    def resume(self, pledge: Pledge) -> list[Fact]:
        """Take the next payment as usual."""
        return _changed(pledge, next_charge_at=one_later(timezone.now(), pledge.interval).isoformat())

    def change_amount(self, pledge: Pledge, amount_minor: int, fee_cover_minor: int) -> list[Fact]:
        """Take this amount from the next payment on; a pause goes on."""
        paused = {name: getattr(pledge, name) for name in ("paused_at", "resumes_at")}
        still = {name: moment.isoformat() for name, moment in paused.items() if moment}
        return _changed(pledge, amount_minor=amount_minor, fee_cover_minor=fee_cover_minor, **still)

    def card_link(self, pledge: Pledge, back: str) -> str:
        """Give the pretend page for another card, for half an hour."""
        key = signing.dumps([str(pledge.uuid), back], salt=CARD_LINK_SALT)
        return absolute(reverse("donations:sandbox_card", kwargs={"language": pledge.language, "key": key}))

    def fetch(self, since: datetime, until: datetime) -> Iterator[Told]:
        """Tell again what happened at the pretend bank."""
        news = PretendNews.objects.filter(happened_at__gte=since, happened_at__lt=min(until, timezone.now()))
        for each in news.iterator():
            try:
                yield from messages.facts(each.message)
            except Unusable as problem:
                yield problem

    def forget(self, customer: Customer) -> None:
        """Forget a donor; the pretend bank never knew more than our own numbers."""


def read_card_key(key: str) -> tuple[str, str]:
    """Give the pledge's uuid and the way back of a card link; raises BadSignature."""
    pledge, back = signing.loads(key, salt=CARD_LINK_SALT, max_age=CARD_LINK_SECONDS)
    return pledge, back


def _changed(pledge: Pledge, **about: Any) -> list[Fact]:
    terms = {
        "amount_minor": pledge.amount_minor,
        "fee_cover_minor": pledge.fee_cover_minor,
        "currency": pledge.currency,
    }
    return _said("pledge.changed", pledge=str(pledge.uuid), **terms | about)


def _said(event: str, **about: Any) -> list[Fact]:
    """Let it happen, and answer with it as well: its message follows by the webhook door."""
    return messages.facts(happen(event, **about))
