"""Trying what a payment service must agree to, and saying what came of it."""

import logging
from collections.abc import Callable

from django.utils.translation import gettext as _

from donations import acts
from donations.providers.base import ProviderDown, ProviderRefuses

logger = logging.getLogger(__name__)


def attempt(act: Callable[[], object]) -> str:
    """Do something, and give the sentence for the donor where it failed; nothing where it was done."""
    try:
        act()
    except acts.NotPossible as reason:
        return str(reason)
    except ProviderDown:
        return _("The payment service does not answer, so we cannot say that it is done. Please look again later.")
    except ProviderRefuses as refusal:
        logger.warning("A provider refused what a donor asked for: %s", refusal)
        return _("The payment service refuses this, and nothing was changed. Answer any of our mails for help.")
    return ""
