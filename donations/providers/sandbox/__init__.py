"""The pretend provider: a bank that moves no money and tells its story through the real webhook door.

Its messages are signed, posted over HTTP by the task queue and retried, exactly as a real provider's are, so that
nothing about the road is special on a developer's machine. What happened there is remembered, so that it can be told
again. A system check refuses it in production.
"""

from donations.providers.sandbox.bank import (
    PAY_LATE_SECONDS,
    announce,
    charge_next_month,
    close,
    decide,
    decline,
    dispute,
    fail_next_month,
    pay,
    pay_late,
    use_new_card,
)
from donations.providers.sandbox.provider import Sandbox, read_card_key

__all__ = [
    "PAY_LATE_SECONDS",
    "Sandbox",
    "announce",
    "charge_next_month",
    "close",
    "decide",
    "decline",
    "dispute",
    "fail_next_month",
    "pay",
    "pay_late",
    "read_card_key",
    "use_new_card",
]
