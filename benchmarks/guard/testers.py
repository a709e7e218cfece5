"""The card testers: what each kind of script does."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.guard.visit import Visit

HOURS = 8
FIRST = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
CARDS_THAT_WORK = 12  # percent
TACTICS = {  # addresses, tries of each
    "plain, fills every field": (50, 20),
    "plain, sends at once": (50, 20),
    "plain, waits as people do": (50, 20),
    "replays one proof": (100, 20),
    "solves, in bursts": (100, 25),
    "solves, slowly": (100, 15),
    "solves, from donors' addresses": (20, 20),
    "solves and owns mail domains": (25, 20),
    "solves and owns one mailbox": (5, 20),
}
SHARED = [*(f"203.0.113.{number}" for number in (10, 40, 70, 100)), *(f"185.220.{number}.5" for number in range(16))]
OWN_DOMAINS = ["fresh-mail.example", "inbox.example", "throwaway.example"]
STOLEN = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "mail.ru", "uni.example", "company.example"]


def visits(chance: random.Random) -> Iterator[Visit]:
    """Give every try of every tactic."""
    number = 0
    for tactic, (addresses, tries) in TACTICS.items():
        for line in range(addresses):
            number += 1
            address = SHARED[line % len(SHARED)] if "donors'" in tactic else _address(number)
            memory: dict[str, str] = {}
            for moment in _moments(chance, tactic, tries):
                yield Visit(
                    at=moment,
                    tactic=tactic,
                    address=address,
                    email=_email(chance, tactic),
                    steps=_steps(tactic),
                    paid_percent=CARDS_THAT_WORK,
                    memory=memory,
                )


def _address(number: int) -> str:
    """Spread the addresses over networks, four in each."""
    return f"198.{18 + number // 400}.{number // 4 % 100}.{7 + number % 4}"


def _moments(chance: random.Random, tactic: str, tries: int) -> list[datetime]:
    """Spread the tries: bursts begin at any moment and try twice a minute, the slow ones take all day."""
    length = HOURS * 3600
    if "slowly" in tactic or "owns" in tactic or "donors'" in tactic:
        return [FIRST + timedelta(seconds=chance.randrange(length - 600)) for _ in range(tries)]
    start = chance.randrange(length - 40 * tries)
    return [FIRST + timedelta(seconds=start + 30 * number + chance.randrange(20)) for number in range(tries)]


def _email(chance: random.Random, tactic: str) -> str:
    word = f"{chance.randrange(16**8):08x}"
    if "domains" in tactic:
        return f"{word}@{chance.choice(OWN_DOMAINS)}"
    if "one mailbox" in tactic:
        return f"tester+{word}@gmail.com"
    return f"{word}@{chance.choice(STOLEN)}"


def _steps(tactic: str) -> list:
    if tactic.startswith("plain"):
        return [_send_plainly]
    if tactic.startswith("replays"):
        return [_replay]
    return [_send_solved, _open_mail] if "owns" in tactic else [_send_solved]


def _send_plainly(visit: Visit, clock) -> None:
    nonce = visit.open_form() if "at once" in visit.tactic else _kept_form(visit)
    if "waits" in visit.tactic:
        clock.shift(timedelta(seconds=6))
    visit.send(nonce, **({"website": "https://spam.example"} if "every field" in visit.tactic else {}))


def _replay(visit: Visit, clock) -> None:
    if "altcha" not in visit.memory:
        visit.memory |= {"nonce": visit.open_form(), "altcha": visit.solve()}
        clock.shift(timedelta(seconds=4))
    visit.send(visit.memory["nonce"], altcha=visit.memory["altcha"])


def _kept_form(visit: Visit) -> str:
    """Open the form for every fourth try: scripts keep what they have read."""
    kept = visit.memory.setdefault("forms", "").split()
    if not kept:
        kept = [visit.open_form()] * 4
    visit.memory["forms"] = " ".join(kept[1:])
    return kept[0]


def _send_solved(visit: Visit, clock) -> timedelta:
    nonce, proof = _kept_form(visit), visit.solve()
    clock.shift(timedelta(seconds=2))
    visit.send(nonce, altcha=proof)
    return timedelta(seconds=90)


def _open_mail(visit: Visit, clock) -> None:
    if visit.answer == "by mail":
        visit.open_mail()
