"""Links to places elsewhere that take gifts for us: which are shown where, and how often they are followed.

Promise: a click adds one to the row of its day, campaign and language, and leaves nothing else: no address, no
cookie, no browser's name. A flood is not counted further than MOST_A_MINUTE, so it costs a reading of the cache each
and neither grows nor locks the table; the way on does not wait for the count.
"""

import logging

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from donations import pauses
from donations.models import Campaign, LinkWay
from newsroom import throttle

MOST_A_MINUTE = 60  # of one link: what goes beyond that is a machine
PATIENCE = "200ms"
_ADD = """
    INSERT INTO donations_linkclicks (way_id, campaign_id, language, day, clicks)
    VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (way_id, campaign_id, language, day) DO UPDATE SET clicks = donations_linkclicks.clicks + 1
"""

logger = logging.getLogger(__name__)


def shown(campaign: Campaign, language: str) -> list[LinkWay]:
    """List the ways elsewhere that a campaign's page offers in a language, in their order."""
    here = {f"on_{language}": True}
    everywhere_or_here = Q(campaigns=None) | Q(campaigns=campaign)
    rows = LinkWay.objects.filter(everywhere_or_here, is_on=True, **here).exclude(code__in=pauses.paused())
    return list(rows.distinct())


def count(way: LinkWay, campaign: Campaign, language: str) -> bool:
    """Count one click, and say whether it was counted."""
    try:
        if not _is_plausible(way):
            return False
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute(_ADD, [way.pk, campaign.pk, language, timezone.localdate()])
    except OperationalError as error:  # the row is locked for longer than anybody should wait for a number
        logger.warning("a click was not counted: %s", error)
        return False
    return True


def _is_plausible(way: LinkWay) -> bool:
    """Say whether this minute may bring one more; without a cache it may."""
    who = str(way.pk)
    try:
        if throttle.so_far("link", who, 60) >= MOST_A_MINUTE:
            return False
        return throttle.counted("link", who, 60) <= MOST_A_MINUTE
    except Exception:  # each cache fails in its own way
        logger.exception("clicks on links cannot be limited")
        return True
