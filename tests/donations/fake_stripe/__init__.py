"""A Stripe of our own on loopback, for tests: it answers the SDK over real HTTP and keeps a balance.

    with running() as world:                     # settings.STRIPE_API_BASE = world.address
        session = ... the site opens one ...
        world.pay(session_id)                    # the donor's act on its page; `world.acts` has no more magic
        world.deliver(client, duplicate=True)    # its signed messages, to our webhook door

Kept as the real one does: a request sent again under its key gets the first answer (the same key with other fields
is an error); a session is paid once; refunds never exceed a payment; a subscription takes a month when told to.
`world.asked` holds every request, for comparison with the SDK's own types. What is known to differ: no rate limits,
no permissions of keys, no currency conversion, one page a list.
"""

from tests.donations.fake_stripe.server import running
from tests.donations.fake_stripe.world import World

__all__ = ["World", "running"]
