"""What can be done to a gift or a pledge, as it stands and with the provider that it has."""

import logging
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from donations import ledger, providers
from donations.facts import Fact
from donations.models import Donation, Pledge
from donations.providers.base import Can
from donations.reasons import Problem
from donations.states import GiftStatus

logger = logging.getLogger(__name__)


class NotPossible(Exception):
    """An act that cannot be done; the message is a sentence for the user, in their language."""


def can(row: Donation | Pledge, ability: Can) -> bool:
    """Say whether this act can be done to the row now."""
    provider = providers.get(row.provider)
    if provider is None or ability not in provider.can:
        return False
    if isinstance(row, Pledge):
        return ability != Can.REFUND and row.is_running()
    return ability == Can.REFUND and row.status == GiftStatus.PAID and row.refundable_minor() > 0


def able(row: Donation | Pledge, ability: Can) -> Any:
    """Give the provider of a row, which has this ability; raises NotPossible."""
    provider = providers.get(row.provider)
    if provider is None:
        raise NotPossible(_("This way of giving is switched off, so nothing can be asked of it."))
    if ability not in provider.can:
        raise NotPossible(_("This way of giving cannot do that by itself."))
    return provider


def running(pledge: Pledge) -> None:
    """Raise NotPossible unless the pledge runs."""
    if not pledge.is_running():
        raise NotPossible(_("This pledge does not run, so nothing about it can be changed."))


def book(facts: Iterable[Fact]) -> None:
    """Tell the ledger what a provider answered.

    What does not fit is logged and left: the provider's own message of the same will be kept, and flagged.
    """
    for fact in facts:
        try:
            ledger.apply(fact)
        except Problem as problem:
            logger.warning("The answer of %s was not booked: %s", fact.provider, problem.reason)
