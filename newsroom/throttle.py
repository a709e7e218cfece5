"""How often something may be done, without remembering by whom.

Promise: no network address, e-mail address or other name is stored. What is counted is a mark that a secret of this
window makes of it; nobody can read the name out of the mark, marks of two windows cannot be tied together, and the
shared cache forgets them with the window. Counts are exact in any cache, however many count at the same moment.
"""

import ipaddress
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from newsroom.entry import visitor

HOUR = 3600
NEIGHBOURS = {4: 24, 6: 48}  # how many bits of an address name its network
SUBSCRIBER = {4: 32, 6: 64}  # and how many one line into the net
UNITS = {"m": 60, "h": HOUR, "d": 24 * HOUR}


@dataclass(frozen=True, slots=True)
class Rate:
    """So many within so many seconds."""

    most: int
    seconds: int


def rates(text: str) -> list[Rate]:
    """Read "4/10m 20/h 50/d"; raises ValueError for anything else."""
    read = [re.fullmatch(r"(\d+)/(\d*)([mhd])", part) for part in text.split()]
    if not read or None in read:
        raise ValueError(f"“{text}” is no limit: write it like “4/10m 20/h”")
    return [Rate(int(part[1]), int(part[2] or 1) * UNITS[part[3]]) for part in read if part]


def takes(request: HttpRequest, act: str, *, from_one_network: int, from_all: int) -> bool:
    """Count one try and say whether it is within what this hour allows."""
    everybody = counted(act, "all", HOUR)
    neighbours = counted(act, network(request), HOUR)
    return neighbours <= from_one_network and everybody <= from_all


def takes_for(what: str, act: str, *, most: int) -> bool:
    """Count one try for what somebody typed, such as an address, and say whether this hour allows it."""
    return counted(f"{act}-for", what.casefold(), HOUR) <= most


def within(act: str, who: str, allowed: Sequence[Rate]) -> bool:
    """Count one try of somebody in every window and say whether all of them allow it."""
    numbers = [counted(act, who, rate.seconds) for rate in allowed]
    return all(number <= rate.most for number, rate in zip(numbers, allowed, strict=True))


def counted(act: str, who: str, seconds: int) -> int:
    """Count one try in this window and give its number, from one."""
    key = _key(act, who, seconds)
    cache.add(key, 0, timeout=seconds)
    try:
        number = cache.incr(key)
    except ValueError:  # forgotten between the two calls
        cache.set(key, 1, timeout=seconds)
        number = 1
    first = number
    # Caches in a database read and write back when they count; two at once get one number, and one of them moves on.
    while not cache.add(f"{key}-{number}", 1, timeout=seconds):
        number += 1
    if number != first:
        cache.set(key, number, timeout=seconds)
    return number


def so_far(act: str, who: str, seconds: int) -> int:
    """Say how many tries this window has seen, without counting one."""
    return cache.get(_key(act, who, seconds), 0)


def network(request: HttpRequest) -> str:
    """Name the network of a request: the nearest 256 addresses, or the subscriber's own range of the longer ones."""
    return _range(request, NEIGHBOURS)


def subscriber(request: HttpRequest) -> str:
    """Name the one line that a request came by."""
    return _range(request, SUBSCRIBER)


def _range(request: HttpRequest, bits: dict[int, int]) -> str:
    address = ipaddress.ip_address(visitor.address(request))
    plain = getattr(address, "ipv4_mapped", None) or address
    return str(ipaddress.ip_network(f"{plain}/{bits[plain.version]}", strict=False))


def _key(act: str, who: str, seconds: int) -> str:
    window = int(time.time() // seconds)
    mark = salted_hmac(f"newsroom.throttle.{seconds}.{window}", who, algorithm="sha256").hexdigest()
    return f"{act}-{seconds}-{mark}"
