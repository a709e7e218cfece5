"""Bank transfer: the donor gets our account and a reference; the statement shows what came.

No bank obeys us: what is agreed about a pledge is written into our books, and the donor changes the standing order. A
refund is sent by hand with the reference of the gift, and is done when a statement shows it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations import emails, ledger, transfers
from donations.facts import Fact, FactKind
from donations.models import Donation, OutboxEmail, Pledge, Refund
from donations.providers.base import Can, Instructions


class BankTransfer:
    """A gift that arrives days later, recognised by its reference."""

    name = transfers.NAME
    label: Promise = _("Bank transfer")
    note: Promise = _("We give you our account and a reference. A standing order works too.")
    can = frozenset({Can.REPEAT, Can.REFUND, Can.CANCEL, Can.PAUSE, Can.CHANGE_AMOUNT})
    needs_javascript = False
    works_over_onion = True

    def takes(self, currency: str) -> bool:
        """Say whether we have an account in this currency."""
        return transfers.account(currency) is not None

    def start(self, gift: Donation) -> Instructions:
        """Give the gift its reference and mail the instructions, once."""
        with transaction.atomic():
            row = Donation.objects.select_for_update().get(pk=gift.pk)
            if row.reference_code is None:
                row.reference_code = transfers.new_reference()
                row.save(update_fields=["reference_code"])
                emails.owe(OutboxEmail.Kind.TRANSFER, cause=str(row.uuid), gift=row)
        ledger.apply(Fact(kind=FactKind.PENDING, provider=self.name, occurred_at=timezone.now(), gift=gift.uuid))
        gift.refresh_from_db()
        return Instructions()

    def refund(self, refund: Refund) -> list[Fact]:
        """Wait for the statement: a person makes the transfer, and only the bank can say that it went."""
        return []

    def cancel(self, pledge: Pledge) -> list[Fact]:
        """End the pledge in our books."""
        return [self._of(pledge, FactKind.CANCELED)]

    def pause(self, pledge: Pledge, until: datetime) -> list[Fact]:
        """Expect nothing until then."""
        return [self._of(pledge, FactKind.CHANGED, paused_at=timezone.now(), resumes_at=until)]

    def resume(self, pledge: Pledge) -> list[Fact]:
        """Expect the next payment as usual."""
        return [self._of(pledge, FactKind.CHANGED, paused_at=None, resumes_at=None)]

    def change_amount(self, pledge: Pledge, amount_minor: int, fee_cover_minor: int) -> list[Fact]:
        """Expect this amount from the next payment on."""
        return [self._of(pledge, FactKind.CHANGED, amount_minor=amount_minor, fee_cover_minor=fee_cover_minor)]

    def _of(self, pledge: Pledge, kind: FactKind, **told: Any) -> Fact:
        """Tell what was agreed; what is not named stays as it was."""
        about: dict[str, Any] = {
            "amount_minor": pledge.amount_minor,
            "currency": pledge.currency,
            "fee_cover_minor": pledge.fee_cover_minor,
            "paused_at": pledge.paused_at,
            "resumes_at": pledge.resumes_at,
        }
        return Fact(kind=kind, provider=self.name, occurred_at=timezone.now(), pledge=pledge.uuid, **about | told)
