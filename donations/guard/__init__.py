"""What stands between the support page and a provider that charges cards at once.

Card testers try thousands of stolen cards with small gifts. Promise: before a provider is called, a form has proved
some work of the sender's machine or was confirmed by mail, and is within limits per address, network, e-mail and
whole site. What many may share (an address, a network, a busy hour) asks for the mail before it refuses anybody, and
holds nobody. Nothing typed is lost, nobody's address is kept, and a cache that is lost closes cards down to
confirmation by mail. Bank transfers call no provider and are limited only as far as they send mail.
"""

from donations.guard import spike
from donations.guard.checking import Verdict, check, may_ask_again
from donations.guard.keeping import kept, standing

__all__ = ["Verdict", "check", "kept", "may_ask_again", "spike", "standing"]
