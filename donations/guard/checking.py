"""The question put before any provider is called: may this form go on, and how."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from donations import providers
from donations.forms import GiftForm
from donations.giving import Wish
from donations.guard import limits, proof, quarantine, shield, spike, trap
from donations.models import Donation
from donations.providers.banktransfer import BankTransfer
from donations.states import WAITS_FOR_DONOR, HeldReason
from newsroom import identity
from newsroom.arabic import lists

MAILS_WITHOUT_MEMORY = 3  # an hour to one address

logger = logging.getLogger(__name__)


class Way(StrEnum):
    """How a form goes on."""

    GO = "go"
    CONFIRM = "confirm"  # after its donor has opened the mail
    HOLD = "hold"  # after a person has looked
    REFUSE = "refuse"  # not now; the form is shown again
    FOOL = "fool"  # not at all; the answer looks like CONFIRM


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a form. `refusal` is the sentence that the donor reads above the form."""

    way: Way
    refusal: str = ""
    reason: HeldReason | None = None


GO = Verdict(Way.GO)
CONFIRM = Verdict(Way.CONFIRM, reason=HeldReason.MAIL)


def check(request: HttpRequest, form: GiftForm) -> Verdict:
    """Judge a valid form. Forms with mistakes never come here, so mistyping costs a donor nothing."""
    wish = form.wish(request.LANGUAGE_CODE)
    known = Donation.objects.filter(form_key=wish.form_key()).first()
    if known is not None:
        return _as_before(known, str(form.mark))
    if wish.provider == BankTransfer.name:
        return _transfer(request, wish)
    if wish.provider not in settings.GUARD_WAYS:
        return GO
    try:
        return _card(request, form, wish)
    except Exception:  # each cache fails in its own way; whatever it is, no card is charged unseen
        logger.exception("The limits of giving cannot be counted: card gifts are confirmed by mail")
        return _without_memory(wish)


def may_ask_again(gift: Donation) -> bool:
    """Say whether the provider may be asked about this gift once more; each gift has its own count.

    Without a cache it passes: the gift was let through before, and its donor may be on the way from their mail.
    """
    if gift.provider not in settings.GUARD_WAYS:
        return True
    try:
        return limits.allow_again(str(gift.uuid))
    except Exception:  # each cache fails in its own way
        logger.exception("The questions about a gift cannot be counted")
        return True


def _as_before(gift: Donation, mark: str) -> Verdict:
    """Answer a form that was sent again as it was answered; a provider is not asked about it without end."""
    if gift.is_held():
        is_mailed = gift.held_reason in WAITS_FOR_DONOR
        return CONFIRM if is_mailed else Verdict(Way.HOLD, reason=HeldReason(gift.held_reason))
    try:
        return GO if limits.allow_form(mark) else Verdict(Way.REFUSE, too_many())
    except Exception:  # each cache fails in its own way
        logger.exception("The sendings of a form cannot be counted")
        return GO


def _card(request: HttpRequest, form: GiftForm, wish: Wish) -> Verdict:
    is_proven = proof.holds(form.data.get("altcha", ""), form_key=wish.form_key())
    is_trapped = trap.is_filled(form.data)
    if is_trapped and not is_proven:
        return Verdict(Way.FOOL)
    if not is_proven and trap.is_too_fast(form.data):
        return Verdict(
            Way.REFUSE, _("That was faster than a person can type. Look the form over and send it once more.")
        )
    spike.watch()
    if not limits.allow_form(str(form.mark)):
        return Verdict(Way.REFUSE, too_many())
    if is_proven and not is_trapped and limits.allow_card(request, wish.email) and not shield.is_up():
        held = quarantine.reason(
            email=wish.email, campaign=wish.campaign, amount_minor=wish.amount_minor, currency=wish.currency
        )
        return Verdict(Way.HOLD, reason=held) if held else GO
    if limits.allow_mail(request, wish.email, is_proven=is_proven):
        return CONFIRM
    return Verdict(Way.REFUSE, too_many())


def _transfer(request: HttpRequest, wish: Wish) -> Verdict:
    """Let a bank transfer pass, unless its mails would flood somebody; without a cache it passes."""
    if trap.is_filled(request.POST):
        return Verdict(Way.FOOL)
    try:
        return GO if limits.allow_transfer(request, wish.email) else Verdict(Way.REFUSE, too_many())
    except Exception:  # each cache fails in its own way
        logger.exception("The limits of bank transfers cannot be counted")
        return GO


def _without_memory(wish: Wish) -> Verdict:
    """Judge a card gift without the cache: by mail, as far as our own rows allow more mails."""
    since = timezone.now() - timedelta(hours=1)
    asked = Donation.objects.filter(held_reason=HeldReason.MAIL, held_at__gte=since)
    is_flooded = asked.filter(donor__email__iexact=wish.email).count() >= MAILS_WITHOUT_MEMORY
    if is_flooded or asked.count() >= settings.GUARD_MAILS_WITHOUT_CACHE:
        return Verdict(Way.REFUSE, too_many())
    return CONFIRM


def too_many() -> str:
    """Tell a donor that the cards rest for them, and what works now."""
    others = [str(way.label) for way in providers.enabled() if way.name not in settings.GUARD_WAYS]
    told = _("Many card gifts were begun from here just now, so we take no further one for a while.")
    if not others:
        return f"{told} {_('What you typed is still here: send it again in an hour.')}"
    works = _("What you typed is still here: send it again in an hour, or choose what works now: %(ways)s.")
    return f"{told} {works}" % {"ways": lists.joined(others, language=identity.language())}
