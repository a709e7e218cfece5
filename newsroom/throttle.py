"""How often a form of ours may be sent, without remembering by whom.

Promise: no network address is stored. What is counted is a mark that a secret of this hour makes of the network
(the nearest 256 addresses, or the subscriber's own range of the longer ones); nobody can read the network out of it,
and the shared cache forgets it within the hour.
"""

import ipaddress
import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from newsroom.entry import visitor

HOUR = 3600
NEIGHBOURS = {4: 24, 6: 48}  # how many bits of an address name its network


def takes(request: HttpRequest, act: str, *, from_one_network: int, from_all: int) -> bool:
    """Count one try and say whether it is within what this hour allows."""
    everybody = _count(f"{act}-all-{_hour()}")
    neighbours = _count(f"{act}-{_mark(request)}")
    return neighbours <= from_one_network and everybody <= from_all


def _mark(request: HttpRequest) -> str:
    address = ipaddress.ip_address(visitor.address(request))
    plain = getattr(address, "ipv4_mapped", None) or address
    network = ipaddress.ip_network(f"{plain}/{NEIGHBOURS[plain.version]}", strict=False)
    return salted_hmac(f"newsroom.throttle.{_hour()}", str(network), algorithm="sha256").hexdigest()


def _count(key: str) -> int:
    cache.add(key, 0, timeout=HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # forgotten between the two calls
        cache.set(key, 1, timeout=HOUR)
        return 1


def _hour() -> int:
    return int(time.time() // HOUR)
