"""What staff and donors may do to a gift or a pledge, wherever they ask for it.

Promise: the provider is asked first, and the books change only by what it answers; who asked is written down with
it. What cannot be done raises NotPossible with a sentence for the user. ProviderDown and ProviderRefuses come
through, and then the books still say what is true. `by=None` means the donor. Whether somebody may ask, and is sure,
is for the pages.
"""

from donations.acts.letters import copies_of, resend
from donations.acts.pledges import cancel, card_link, change_amount, pause, resume
from donations.acts.possible import NotPossible, can
from donations.acts.refunds import approve, refund, refuse

__all__ = [
    "NotPossible",
    "approve",
    "can",
    "cancel",
    "card_link",
    "change_amount",
    "copies_of",
    "pause",
    "refund",
    "refuse",
    "resend",
    "resume",
]
