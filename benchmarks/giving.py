"""Webhooks a second while the books grow: signed messages of the pretend provider, over HTTP, into two workers.

Each message pays a gift: it is checked, stored, booked, numbered and its receipt owed before it is answered. Postgres
itself fills the books, with a gift, a charge, a message and a receipt for each row. BENCH_LEDGER names how many rows
("10000,100000" instead of up to a million). Beside them, how long finance waits for its pages.
"""

import json
import os
import threading
import time
from http.client import HTTPConnection
from statistics import median
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.utils import timezone

from benchmarks import server
from benchmarks.load import CONNECTIONS, Load
from benchmarks.staff import ACCOUNT, Desk, session_of_chief
from donations.models import Campaign, Donation, Donor, LedgerEntry
from donations.providers import signature
from newsroom.models import User

SIZES = os.environ.get("BENCH_LEDGER", "10000,100000,1000000")
MESSAGES = 2000  # of each size
AT_ONCE = 100_000  # rows of one statement
ROUNDS = 3
PAGES = {
    "at a glance": "/admin/donations/overview/",
    "list of gifts": "/admin/donations/donation/",
    "ledger": "/admin/donations/ledgerentry/",
}

FILL = [
    """
    INSERT INTO donations_donation (uuid, donor_id, donor_name, is_anonymous, amount_minor, received_minor, currency,
        interval, status, provider, payment_id, livemode, created_at, paid_at, campaign_id, language, slot,
        story_title, story_path)
    SELECT gen_random_uuid(), %(donor)s, '', true, 500, 500, 'USD', 'once', 'paid', 'sandbox', 'bench-' || n, false,
        now() - n * interval '1 minute', now() - n * interval '1 minute', %(campaign)s, 'en', '', '', ''
    FROM generate_series(%(first)s, %(last)s) AS n
    """,
    """
    INSERT INTO donations_ledgerentry (donation_id, kind, amount_minor, currency, provider, transaction_id,
        occurred_at, recorded_at)
    SELECT id, 'charge', 500, 'USD', 'sandbox', payment_id, paid_at, paid_at
    FROM donations_donation WHERE id > %(since)s
    """,
    """
    INSERT INTO donations_webhookevent (provider, event_id, type, livemode, payload, status, attempts, error,
        received_at, processed_at)
    SELECT 'sandbox', payment_id, 'payment.paid', false, jsonb_build_object('gift', uuid), 'processed', 1, '',
        paid_at, paid_at
    FROM donations_donation WHERE id > %(since)s
    """,
    """
    INSERT INTO donations_outboxemail (dedupe_key, kind, donation_id, created_at, sent_at)
    SELECT 'receipt:' || uuid, 'receipt', id, paid_at, paid_at FROM donations_donation WHERE id > %(since)s
    """,
]


def main() -> None:
    """Print a line for each size of the books."""
    print(f"\nWebhooks that pay a gift, {CONNECTIONS} connections, {server.WORKERS} workers on two cores")
    print(f"{'ledger rows':>12} {'a second':>9} {'median':>8} {'p99':>8}", *(f"{name:>18}" for name in PAGES))
    for size in map(int, SIZES.split(",")):
        grow(size)
        with server.running() as (port, _master):
            press(port, 200)  # the first messages open connections and compile templates
            load = press(port, MESSAGES)
            waits = _pages(Desk(port, session_of_chief()))
        rows = LedgerEntry.objects.count()
        print(f"{rows:>12,} {load.rate:>9.0f} {load.p50:>5.1f} ms {load.p99:>5.1f} ms", *waits)
    User.objects.filter(username=ACCOUNT).delete()


def _pages(desk: Desk) -> list[str]:
    """Open each page of finance a few times; the median of its milliseconds."""
    return [f"{median(desk.open(path)[1] for _round in range(ROUNDS)):>15,.0f} ms" for path in PAGES.values()]


def grow(rows: int) -> None:
    """Add paid gifts until the ledger has this many rows."""
    donor = Donor.objects.get_or_create(email="bench@example.org", defaults={"language": "en"})[0]
    about = {"donor": donor.pk, "campaign": Campaign.objects.get(is_default=True).pk}
    while (missing := rows - LedgerEntry.objects.count()) > 0:
        newest = Donation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        span = {"since": newest, "first": newest + 1, "last": newest + min(missing, AT_ONCE)}
        with connection.cursor() as cursor:
            for statement in FILL:
                cursor.execute(statement, about | span)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def press(port: int, count: int) -> Load:
    """Pay fresh gifts by messages over eight connections; raises where a message was not booked."""
    gifts = begin(count)
    before = LedgerEntry.objects.charges().count()
    times: list[float] = []
    failed: list[int] = []
    lock = threading.Lock()
    waiting = iter([_message(gift) for gift in gifts])

    def post() -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                body = next(waiting, None)
            if body is None:
                return
            began = time.perf_counter()
            line.request("POST", "/webhooks/sandbox/", body, _headers(body))
            response = line.getresponse()
            response.read()
            times.append((time.perf_counter() - began) * 1000)
            if response.status != 200:
                failed.append(response.status)

    began = time.perf_counter()
    _together(post)
    seconds = time.perf_counter() - began
    booked = LedgerEntry.objects.charges().count() - before
    if failed or booked != count:
        raise RuntimeError(f"{booked} of {count} messages were booked, {len(failed)} refused.")
    times.sort()
    return Load(rate=count / seconds, p50=times[count // 2], p99=times[int(count * 0.99)], failed=0)


def begin(count: int) -> list[Donation]:
    """Make gifts that wait for their payment."""
    about = {
        "donor": Donor.objects.get(email="bench@example.org"),
        "campaign": Campaign.objects.get(is_default=True),
        "language": "en",
        "provider": "sandbox",
        "livemode": settings.DONATIONS_LIVE,
    }
    return Donation.objects.bulk_create(Donation(amount_minor=500, currency="USD", **about) for _gift in range(count))


def _message(gift: Donation) -> bytes:
    told = {"id": f"event-{uuid4()}", "type": "payment.paid", "occurred_at": timezone.now().isoformat()}
    about = {"gift": str(gift.uuid), "payment_id": f"pay-{gift.uuid}", "amount_minor": 500, "currency": "USD"}
    return json.dumps(told | about).encode()


def _headers(body: bytes) -> dict[str, str]:
    signed = signature.sign(body, secret=settings.SANDBOX_SECRET)
    return {"Content-Type": "application/json", signature.HEADER: signed}


def _together(act) -> None:
    threads = [threading.Thread(target=act) for _connection in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
