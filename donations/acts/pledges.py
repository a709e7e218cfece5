"""Ending, pausing and changing a pledge: at the provider first, then in the books."""

from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from donations import money
from donations.acts.possible import NotPossible, able, book, running
from donations.facts import Fact
from donations.models import Pledge
from donations.providers.base import Can, Cancels, ChangesAmount, ChangesCard, Pauses
from donations.states import PledgeStatus
from newsroom import audit
from newsroom.models import User


def cancel(pledge: Pledge, *, reason: str, words: str = "", by: User | None = None) -> None:
    """End a pledge and keep why; `reason` is one of Pledge.CancelReason."""
    pledge.refresh_from_db()
    if pledge.status == PledgeStatus.CANCELED:
        raise NotPossible(_("This pledge has ended already."))
    running(pledge)
    provider = cast(Cancels, able(pledge, Can.CANCEL))
    facts = provider.cancel(pledge)
    with transaction.atomic():
        book(facts)
        locked = Pledge.objects.select_for_update().get(pk=pledge.pk)
        locked.cancel_reason, locked.canceled_by = reason, by
        locked.cancel_words = "" if locked.donor.erased_at else words[:500]  # erased while the provider was asked
        locked.save(update_fields=["cancel_reason", "cancel_words", "canceled_by"])
        _record("cancel_pledge", by, pledge, reason=reason)
    pledge.refresh_from_db()


def pause(pledge: Pledge, *, until: datetime, by: User | None = None) -> None:
    """Take nothing until a moment to come."""
    if until <= timezone.now():
        raise NotPossible(_("A pause ends on a day to come."))
    provider = cast(Pauses, _changeable(pledge, Can.PAUSE))
    _book("pause_pledge", by, pledge, provider.pause(pledge, until), until=until.isoformat())


def resume(pledge: Pledge, *, by: User | None = None) -> None:
    """Take the next payment as usual again."""
    provider = cast(Pauses, _changeable(pledge, Can.PAUSE))
    _book("resume_pledge", by, pledge, provider.resume(pledge))


def change_amount(pledge: Pledge, *, amount_minor: int, fee_cover_minor: int = 0, by: User | None = None) -> None:
    """Take another amount in all from the next payment on; `fee_cover_minor` is the part of it for fees."""
    if not 0 <= fee_cover_minor < amount_minor:
        raise NotPossible(_("The amount must be more than zero."))
    if amount_minor > money.largest_minor(pledge.currency):
        raise NotPossible(money.too_large(pledge.currency).messages[0])
    provider = cast(ChangesAmount, _changeable(pledge, Can.CHANGE_AMOUNT))
    was, new = (money.isolated(minor, pledge.currency) for minor in (pledge.amount_minor, amount_minor))
    facts = provider.change_amount(pledge, amount_minor, fee_cover_minor)
    _book("change_pledge", by, pledge, facts, amount_before=was, amount=new)


def card_link(pledge: Pledge, *, back: str) -> str:
    """Give the short-lived address where the donor puts in another card; `back` is absolute and ours."""
    provider = cast(ChangesCard, _changeable(pledge, Can.CHANGE_CARD))
    return provider.card_link(pledge, back)


def _changeable(pledge: Pledge, ability: Can) -> object:
    pledge.refresh_from_db()
    running(pledge)
    return able(pledge, ability)


def _book(act: str, by: User | None, pledge: Pledge, facts: list[Fact], **details: str) -> None:
    with transaction.atomic():
        book(facts)
        _record(act, by, pledge, **details)
    pledge.refresh_from_db()


def _record(act: str, by: User | None, pledge: Pledge, **details: str) -> None:
    """Write down what a member of staff did; what donors do to their own gifts stands in the pledge itself."""
    if by is not None:
        audit.record(act, by=by, on=pledge, **details)
