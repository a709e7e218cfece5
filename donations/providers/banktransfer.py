"""Bank transfer: the donor gets our account and a reference; finance records what the statement shows."""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations import emails, ledger, transfers
from donations.facts import Fact, FactKind
from donations.models import Donation, OutboxEmail
from donations.providers.base import Can, Instructions


class BankTransfer:
    """A gift that arrives days later, recognised by its reference."""

    name = "banktransfer"
    label: Promise = _("Bank transfer")
    note: Promise = _("We give you our account and a reference. A standing order works too.")
    can = frozenset({Can.REPEAT})
    needs_javascript = False
    works_over_onion = True

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
