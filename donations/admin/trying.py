"""Trying from the desk what a payment service must agree to: what goes wrong is told, with everything typed kept."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext as _

from donations import acts
from donations.providers.base import ProviderDown, ProviderRefuses


def tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do something to a pledge and say whether it was done; where it was not, the form says why."""
    try:
        act()
    except acts.NotPossible as reason:
        form.add_error(None, str(reason))
    except ProviderDown:
        form.add_error(
            None, _("The payment service does not answer, and the pledge stays as it was. Try again soon.")
        )
    except ProviderRefuses as refusal:
        told = _("The payment service refuses: %(why)s. The pledge stays as it was.")
        form.add_error(None, told % {"why": refusal})
    return form.is_valid()
