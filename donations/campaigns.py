"""Campaigns on reader pages: the words of the support box, kept in the cache, and what follows a change.

Promise: a page with the box asks the database nothing while the cache is warm. Saving a campaign empties the cache
and throws the pages that show the box out of the shared caches, after commit; so does the moment at which the paper's
own campaign begins or ends, within five minutes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from donations import money
from donations.models import Campaign, LedgerEntry
from newsroom import edge
from newsroom.identity import LANGUAGES

KEPT_SECONDS = 300  # bounds how long a process with a cache of its own may show old words
EDGE_KEY = "support"


@dataclass(frozen=True, slots=True)
class Goal:
    """How far a campaign has come: amounts as readers write them, and in minor units."""

    raised: str
    goal: str
    raised_minor: int
    goal_minor: int


@dataclass(frozen=True, slots=True)
class Box:
    """The support box in one language."""

    title: str
    lines: list[str]
    price_line: str
    button: str


def box(language: str) -> Box | None:
    """Give the words of the paper's own campaign; None while it does not ask or has no words in this language."""
    key = _cache_key(language)
    kept = cache.get(key, default=False)  # None is kept too: no campaign is an answer
    if kept is False:
        kept = _read(language)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def goal(campaign: Campaign, language: str) -> Goal | None:
    """Say what a campaign has raised of its goal, less what went back; gifts in other currencies are not counted."""
    return goals([campaign], language).get(campaign.pk)


def goals(campaigns: Iterable[Campaign], language: str) -> dict[int, Goal]:
    """Say it of several campaigns at once, by their numbers; those without a goal are left out."""
    with_goal = [campaign for campaign in campaigns if campaign.goal_minor is not None]
    rows = LedgerEntry.objects.given().real().filter(donation__campaign__in=with_goal).order_by()
    sums = {
        (row["donation__campaign"], row["currency"]): row["sum"]
        for row in rows.values("donation__campaign", "currency").annotate(sum=Sum("amount_minor"))
    }
    return {each.pk: _goal(each, sums.get((each.pk, each.goal_currency), 0), language) for each in with_goal}


def with_raised(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Bring along what each campaign raised of its goal, in minor units of the goal's currency."""
    moved = LedgerEntry.objects.given().real().order_by()
    mine = moved.filter(donation__campaign=OuterRef("pk"), currency=OuterRef("goal_currency")).values("currency")
    return rows.annotate(raised_minor=Coalesce(Subquery(mine.annotate(sum=Sum("amount_minor")).values("sum")), 0))


def _goal(campaign: Campaign, sum_minor: int, language: str) -> Goal:
    raised, goal_minor = max(sum_minor, 0), campaign.goal_minor or 0
    return Goal(
        raised=money.shown(raised, campaign.goal_currency, language, short=True),
        goal=money.shown(goal_minor, campaign.goal_currency, language, short=True),
        raised_minor=min(raised, goal_minor),
        goal_minor=goal_minor,
    )


def changed() -> None:
    """Let readers see a changed campaign; call it in the transaction of the change."""
    edge.purge([EDGE_KEY])
    for moment in _moments_to_come():
        known = moment + timedelta(seconds=KEPT_SECONDS)  # by then no process draws the old words
        edge.purge_at_edge.using(run_after=known).enqueue(keys=[EDGE_KEY])
    transaction.on_commit(forget)


def forget() -> None:
    """Drop the words from the cache."""
    cache.delete_many([_cache_key(language) for language in LANGUAGES])


def _read(language: str) -> Box | None:
    campaign = Campaign.objects.running().filter(is_default=True).first()
    if campaign is None or not campaign.words("button", language):
        return None
    return Box(
        title=campaign.words("title", language),
        lines=[line.strip() for line in campaign.words("appeal", language).splitlines() if line.strip()],
        price_line=campaign.words("price_line", language),
        button=campaign.words("button", language),
    )


def _moments_to_come() -> list[datetime]:
    """Say when the paper's own campaign will begin and end."""
    moments = Campaign.objects.filter(is_default=True).values_list("starts_at", "ends_at").first() or ()
    return [moment for moment in moments if moment and moment > timezone.now()]


def _cache_key(language: str) -> str:
    return f"support-box-{language}"
