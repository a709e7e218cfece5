"""Paying back: never more than is left of a gift, above a limit by two people, and once for each row.

The row is committed before the provider is asked, and its uuid is what the provider knows the refund by. Should the
answer not reach us, the task queue asks again a little later; the same row never pays back twice.
"""

from dataclasses import replace
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from donations import money
from donations.acts.possible import NotPossible, able, book
from donations.models import Donation, Refund
from donations.providers.base import Can, ProviderRefuses, Refunds
from donations.states import GiftStatus, RefundStatus
from newsroom import audit
from newsroom.models import User

ASK_AGAIN_AFTER = timedelta(minutes=2)


def refund(gift: Donation, *, amount_minor: int, by: User, reason: str, left_minor: int | None = None) -> Refund:
    """Pay back a part of a gift or all that is left; above the limit it only waits for a second person.

    `left_minor` is what could go back when somebody decided: a form sent twice then pays back once.
    """
    able(gift, Can.REFUND)
    with transaction.atomic():
        locked = Donation.objects.select_for_update().get(pk=gift.pk)
        _must_be_left(locked, amount_minor, left_minor)
        needs_two = _needs_two(locked, amount_minor)
        row = Refund.objects.create(
            donation=locked,
            provider=locked.provider,
            amount_minor=amount_minor,
            currency=locked.currency,
            status=RefundStatus.ASKED if needs_two else RefundStatus.SENT,
            reason=reason[:300],
            asked_by=by,
        )
        _record("ask_refund" if needs_two else "refund", by, row)
        if not needs_two:
            _remember_to_send(row)
    return row if needs_two else _send(row)


def approve(refund: Refund, *, by: User) -> Refund:
    """Let a colleague's large refund go; never one's own."""
    with transaction.atomic():
        row = _waiting(refund)
        if row.asked_by_id == by.pk:
            raise NotPossible(_("You asked for this refund yourself: another person approves it."))
        able(row.donation, Can.REFUND)
        row.status, row.approved_by = RefundStatus.SENT, by
        row.save(update_fields=["status", "approved_by"])
        _record("approve_refund", by, row)
        _remember_to_send(row)
    return _send(row)


def refuse(refund: Refund, *, by: User, reason: str) -> Refund:
    """Say no to a refund that waits; who asked for it may take it back by this too."""
    with transaction.atomic():
        row = _waiting(refund)
        row.status, row.problem = RefundStatus.REFUSED, reason
        row.save(update_fields=["status", "problem"])
        _record("refuse_refund", by, row, why=reason)
    return row


@task(queue_name="default")
def send_again(refund_pk: int) -> None:
    """Ask the provider once more for a refund of whose answer we know nothing."""
    row = Refund.objects.get(pk=refund_pk)
    if row.status == RefundStatus.SENT and not row.refund_id:
        try:
            _send(row)
        except ProviderRefuses:
            return  # written on the row; asking again would change nothing


def _send(row: Refund) -> Refund:
    """Ask the provider, and tell the ledger what it answers; a refusal is written on the row."""
    provider = cast(Refunds, able(row.donation, Can.REFUND))
    try:
        facts = provider.refund(row)
    except ProviderRefuses as refusal:
        still_sent = Refund.objects.filter(pk=row.pk, status=RefundStatus.SENT, refund_id=None)
        still_sent.update(status=RefundStatus.FAILED, problem=str(refusal))
        raise
    book(replace(fact, refund=row.uuid) for fact in facts)
    row.refresh_from_db()
    return row


def _must_be_left(gift: Donation, amount_minor: int, left_minor: int | None) -> None:
    if gift.status != GiftStatus.PAID:
        raise NotPossible(_("This gift is not paid, so there is nothing to pay back."))
    left = gift.refundable_minor()
    if left_minor is not None and left_minor != left:
        raise NotPossible(_("Something of this gift moved a moment ago. Look again before you pay it back."))
    if not 0 < amount_minor <= left:
        amount = money.isolated(left, gift.currency)
        raise NotPossible(_("Between nothing and %(left)s can be paid back of this gift.") % {"left": amount})


def _needs_two(gift: Donation, amount_minor: int) -> bool:
    """Say whether two people must agree; what goes back in parts is added up, so that parts do not escape it."""
    before = (gift.received_minor or 0) - gift.refundable_minor()
    return money.to_decimal(before + amount_minor, gift.currency) > settings.REFUND_NEEDS_TWO


def _waiting(refund: Refund) -> Refund:
    row = Refund.objects.select_for_update().select_related("donation").get(pk=refund.pk)
    if row.status != RefundStatus.ASKED:
        raise NotPossible(_("This refund no longer waits for a second person."))
    return row


def _remember_to_send(row: Refund) -> None:
    """Let the queue ask should this process end before the provider has answered."""
    send_again.using(run_after=timezone.now() + ASK_AGAIN_AFTER).enqueue(row.pk)


def _record(act: str, by: User, row: Refund, **details: str) -> None:
    amount = f"{money.to_decimal(row.amount_minor, row.currency)} {row.currency}"
    audit.record(act, by=by, on=row.donation, amount=amount, refund=str(row), reason=row.reason, **details)
