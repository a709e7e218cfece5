"""Ten thousand tries of card testers from 500 addresses among 200 honest donors, over eight simulated hours.

Everything is the real code: views, guard, ledger, the words of the mails. Pretended are the clock, the cards, and the
provider, which counts who reaches it. At the end everything is rolled back. An honest donor was hindered who was
refused or held even once, found cards paused, or whose mailed link did not lead to the payment.
"""

import logging
import random
import time
from collections import Counter
from datetime import UTC, datetime

import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test.utils import override_settings

from benchmarks.guard import donors, testers
from benchmarks.guard.visit import CountingCards, Visit
from donations import providers
from donations.guard import spike
from donations.models import Campaign, OutboxEmail, Pause
from donations.providers.sandbox import Sandbox

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SEED = 5


def main(every: int = 1) -> None:
    """Play the hours once, with everybody or with every so-manieth, and print what became of them."""
    begun = time.perf_counter()
    chance = random.Random(SEED)
    visits = sorted([*testers.visits(chance), *donors.visits(chance)], key=lambda visit: visit.at)[::every]
    cards = CountingCards(chance)
    real = providers.KNOWN[Sandbox.name]
    providers.KNOWN[Sandbox.name] = cards
    cache.clear()
    logging.disable(logging.CRITICAL)  # thousands of refusals are what is counted here
    try:
        with transaction.atomic(), _settings(), time_machine.travel(START, tick=False) as clock:
            _campaign()
            _play(visits, cards, clock)
            _print(visits, cards)
            transaction.set_rollback(True)
    finally:
        providers.KNOWN[Sandbox.name] = real
        cache.clear()
        logging.disable(logging.NOTSET)
    print(f"{time.perf_counter() - begun:.0f} s of real time")


def _settings() -> override_settings:
    """Take the newsroom's own limits; only the work of a proof is small, since its time is not what is counted."""
    return override_settings(GUARD_PROOF_COST=1, GUARD_PROOF_TRIES=4, DONATION_PROVIDERS=["sandbox", "banktransfer"])


def _campaign() -> None:
    Campaign.objects.filter(is_default=True).update(is_default=False)
    paper = Campaign.objects.create(slug="bench-guard", is_default=True, title_en="Support", title_ar="ادعموا")
    paper.asks.create(currency="USD", once=[500, 1000, 2500], month=[100, 300, 500], least_minor=100)


def _play(visits: list[Visit], cards: CountingCards, clock: time_machine.Traveller) -> None:
    """Let everybody come at their moment; whoever waits for something comes again later."""
    waiting = list(visits)
    looked = 0
    while waiting:
        visit = waiting.pop(0)
        clock.move_to(max(visit.at, datetime.now(UTC)))
        if (minutes := int(time.time()) // 300) != looked:
            looked = minutes
            spike.watch()
        again = visit.come(cards, clock)
        if again is not None:
            visit.at = again
            place = next((number for number, other in enumerate(waiting) if other.at > again), len(waiting))
            waiting.insert(place, visit)


def _print(visits: list[Visit], cards: CountingCards) -> None:
    tries = [visit for visit in visits if visit.tactic in testers.TACTICS]
    honest = [visit for visit in visits if visit.tactic not in testers.TACTICS]
    addresses = len({visit.address for visit in tries})
    print(f"\nCard testers: {len(tries):,} tries from {addresses} addresses; honest donors: {len(honest)}")
    print(f"{'who':<34}{'tries':>8}{'reached the provider':>22}{'share':>9}  answers")
    for tactic in [*testers.TACTICS, "all testers"]:
        _line(tactic, [visit for visit in tries if tactic in (visit.tactic, "all testers")])
    print(f"\n{'honest donors':<34}{'came':>8}{'reached the provider':>22}{'hindered':>9}  by mail")
    for kind in [*donors.KINDS, "all honest donors"]:
        mine = [visit for visit in honest if kind in (visit.tactic, "all honest donors")]
        reached, hindered = (sum(getattr(visit, name) for visit in mine) for name in ("reached", "hindered"))
        print(f"{kind:<34}{len(mine):>8}{reached:>22}{hindered:>9}  {sum(visit.by_mail for visit in mine)}")
    mails = OutboxEmail.objects.filter(kind="confirm").count()
    own = sum(visit.by_mail for visit in honest)
    print(f"\nMails: {mails - own:,} to addresses that testers typed, {own} to honest donors")
    print(f"Cards paused: {'yes' if Pause.objects.exists() else 'no'}; ", end="")
    print(f"calls of the provider: {len(cards.called)}; limits: {settings.GUARD_LIMITS}")


def _line(tactic: str, tries: list[Visit]) -> None:
    reached = sum(visit.reached for visit in tries)
    answers = Counter(visit.answer for visit in tries)
    told = ", ".join(f"{answer} {count:,}" for answer, count in answers.most_common())
    print(f"{tactic:<34}{len(tries):>8,}{reached:>22,}{reached / max(len(tries), 1):>9.2%}  {told}")
