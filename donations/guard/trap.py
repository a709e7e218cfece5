"""Two traps for simple machines: a field that no reader sees, and a form that comes back faster than people type."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from donations import nonces

FIELD = "website"


def is_filled(sent: Mapping[str, Any]) -> bool:
    """Say whether the field was filled that no reader sees."""
    return bool(sent.get(FIELD))


def is_too_fast(sent: Mapping[str, Any]) -> bool:
    """Say whether the form came back sooner after it was shown than a person fills it in."""
    shown = nonces.shown_at(sent.get("nonce", ""))
    return shown is not None and (timezone.now() - shown).total_seconds() < settings.GUARD_LEAST_SECONDS
