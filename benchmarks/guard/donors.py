"""The honest donors: with and without JavaScript, some behind addresses that testers use too, some who mistype."""

import random
from collections.abc import Iterator
from datetime import timedelta

from benchmarks.guard.testers import FIRST, HOURS, SHARED
from benchmarks.guard.visit import Visit

KINDS = {
    "own address": 90,
    "own address, mistypes first": 20,
    "own address, no JavaScript": 24,
    "in a network of testers": 10,
    "behind a shared address": 24,
    "Tor exit": 16,
    "shared address, no JavaScript": 6,
    "Tor exit, no JavaScript": 4,
    "card declined once": 5,
    "card declined twice": 1,
}
COMMON_MAIL = ["gmail.com", "gmail.com", "gmail.com", "hotmail.com", "yahoo.com", "proton.me", "uni.example"]


def visits(chance: random.Random) -> Iterator[Visit]:
    """Give every donor, at any moment of the hours."""
    number = 0
    for kind, count in KINDS.items():
        for _ in range(count):
            number += 1
            yield Visit(
                at=FIRST + timedelta(seconds=chance.randrange(HOURS * 3600 - 1800)),
                tactic=kind,
                address=_address(chance, kind, number),
                email=f"reader{number}@{_mail_domain(chance, number)}",
                steps=_steps(kind),
                paid_percent=0 if "declined" in kind else 100,
            )


def _address(chance: random.Random, kind: str, number: int) -> str:
    if "network of testers" in kind:
        return f"198.18.{number % 100}.200"
    if "shared" in kind:
        return chance.choice(SHARED[:4])
    return chance.choice(SHARED[4:]) if "Tor" in kind else f"192.{number % 90}.{number}.9"


def _mail_domain(chance: random.Random, number: int) -> str:
    """Every fourth donor has a domain shared with one other; the rest use what many use, a university's among it."""
    return f"family{number // 8}.example" if number % 4 == 0 else chance.choice(COMMON_MAIL)


def _steps(kind: str) -> list:
    give = [_give, _open_mail]
    if "mistypes" in kind:
        return [_mistype, _mistype, *give]
    again = {"card declined once": 1, "card declined twice": 2}.get(kind, 0)
    return [*give, *([_again, _open_mail] * again)]


def _give(visit: Visit, clock) -> timedelta:
    """Open the form, take a while to fill it in, send it."""
    nonce = visit.open_form()
    proof = "" if "no JavaScript" in visit.tactic else visit.solve()
    clock.shift(timedelta(seconds=7))
    visit.send(nonce, altcha=proof)
    visit.by_mail |= visit.answer == "by mail"
    visit.hindered |= visit.answer not in ("provider", "by mail")
    return timedelta(minutes=3)


def _mistype(visit: Visit, clock) -> timedelta:
    nonce, proof = visit.open_form(), visit.solve()
    clock.shift(timedelta(seconds=5))
    visit.send(nonce, altcha=proof, email="reader", other_amount="five")
    visit.hindered |= visit.answer != "form error"
    return timedelta(seconds=20)


def _again(visit: Visit, clock) -> timedelta:
    """Come back after a declined card; the last card works."""
    visit.paid_percent = 0 if _again in visit.steps else 100
    return _give(visit, clock)


def _open_mail(visit: Visit, clock) -> timedelta:
    """Open the mail where one was sent."""
    if visit.answer == "by mail":
        visit.open_mail()
        visit.hindered |= visit.answer != "provider"
    return timedelta(minutes=2)
