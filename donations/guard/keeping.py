"""Keeping a gift back, and letting it go on, to the end or not at all.

Promise: a gift that is kept back is a row like any other with `held_at`; no provider has heard of it. It is let go
once, by its donor's own mail or by a person, and that is written down.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from donations import emails, giving, ledger
from donations.facts import Fact, FactKind
from donations.giving import Wish
from donations.guard import quarantine
from donations.guard.checking import Verdict, Way
from donations.models import Donation, OutboxEmail, Pledge
from donations.states import WAITS_FOR_DONOR, GiftStatus, HeldReason
from newsroom import audit
from newsroom.models import User

LINK_LIVES = timedelta(days=3)


class NotHeld(Exception):
    """The gift does not wait any more: somebody was faster, or it has ended."""


def kept(verdict: Verdict, wish: Wish) -> str:
    """Keep a gift back as the verdict says and give the path its donor goes to; nothing where the gift goes on."""
    if verdict.way == Way.FOOL:
        return asked_path(wish.language)
    if verdict.reason is None:
        return ""
    gift = hold(wish, verdict.reason)
    return asked_path(wish.language) if verdict.way == Way.CONFIRM else gift.thanks_path(wish.language)


def asked_path(language: str) -> str:
    """Give the path of the page that sends donors to their mail."""
    return reverse("donations:asked", kwargs={"language": language})


@transaction.atomic
def hold(wish: Wish, reason: HeldReason) -> Donation:
    """Begin a gift that waits, and write to who must let it go; sent again, the form leads to the same gift."""
    gift = Donation.objects.select_for_update().get(pk=giving.begin(wish).pk)
    if gift.held_at is not None or gift.status != GiftStatus.CREATED:
        return gift
    _hold(gift, reason)
    return gift


def _hold(gift: Donation, reason: HeldReason) -> None:
    gift.held_at, gift.held_reason, gift.released_at = timezone.now(), reason, None
    gift.save(update_fields=["held_at", "held_reason", "released_at"])
    if reason == HeldReason.MAIL:
        emails.owe(OutboxEmail.Kind.CONFIRM, cause=str(gift.uuid), gift=gift)
    else:
        _tell_staff()


def _tell_staff() -> None:
    """Mail the newsroom that gifts wait, once an hour however many they are."""
    with translation.override(settings.DONATIONS_STAFF_LANGUAGE):
        lines = [_("A gift is held back until somebody looks at it. You find it on the desk under “Held gifts”.")]
    emails.owe_staff("alarm", f"held-{timezone.now():%Y%m%d%H}", lines=lines, page="donations_heldgift_changelist")


@transaction.atomic
def confirm(gift: Donation) -> Donation:
    """Let a gift go on because its donor opened the mail, unless it is odd; raises NotHeld for a second time."""
    row = _waiting(gift)
    row.released_at = timezone.now()
    if reason := _odd(row):
        _hold(row, reason)
    else:
        row.save(update_fields=["released_at"])
    return row


def _odd(gift: Donation) -> HeldReason | None:
    """Say why a person should look at a gift that its donor has confirmed; one that was looked at is let go."""
    if gift.held_reason == HeldReason.RELEASED:
        return None
    return quarantine.reason(
        email=gift.donor.email or "",
        campaign=gift.campaign,
        amount_minor=gift.amount_minor,
        currency=gift.currency,
    )


@transaction.atomic
def release(gift: Donation, *, by: User) -> None:
    """Let a held gift go on: its donor is mailed a link to the payment. Raises NotHeld."""
    row = _waiting(gift)
    row.held_reason, row.held_at = HeldReason.RELEASED, timezone.now()
    row.save(update_fields=["held_reason", "held_at"])
    audit.record("release_gift", by=by, on=row)
    emails.owe(OutboxEmail.Kind.CONFIRM, cause=f"{row.uuid}-released", gift=row, released=True)


@transaction.atomic
def refuse(gift: Donation, *, by: User) -> None:
    """End a held gift: nothing was charged, and its donor is told. Raises NotHeld."""
    row = _waiting(gift)
    audit.record("refuse_gift", by=by, on=row)
    _end(row)
    emails.owe(OutboxEmail.Kind.NOT_TAKEN, cause=str(row.uuid), gift=row)


@task(queue_name="default")
def end_old() -> int:
    """End what no donor confirmed while the link was good and nobody looked at in time; give how many."""
    now = timezone.now()
    too_old = Q(held_at__lt=now - timedelta(days=settings.GUARD_HELD_DAYS))
    too_old |= Q(held_reason__in=WAITS_FOR_DONOR, held_at__lt=now - LINK_LIVES)
    old = Donation.objects.filter(too_old, released_at__isnull=True, status=GiftStatus.CREATED)
    for gift in old:
        _end(gift)
    return len(old)


def _waiting(gift: Donation) -> Donation:
    """Lock a gift that waits, its pledge first as the ledger does, which is told next."""
    list(Pledge.objects.select_for_update().filter(donations=gift.pk).order_by())
    row = Donation.objects.select_for_update().get(pk=gift.pk)
    if not row.is_held() or row.status != GiftStatus.CREATED:
        raise NotHeld
    return row


def _end(gift: Donation) -> None:
    ledger.apply(Fact(kind=FactKind.EXPIRED, provider=gift.provider, occurred_at=timezone.now(), gift=gift.uuid))


def standing(gift: Donation) -> str:
    """Name the state in which the gift's page speaks of it; nothing where the gift went on to a provider."""
    if not gift.is_held():
        return ""
    if gift.status != GiftStatus.CREATED:
        return "expired" if gift.held_reason in WAITS_FOR_DONOR else "refused"
    return "asked" if gift.held_reason in WAITS_FOR_DONOR else "held"
