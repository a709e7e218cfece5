"""Counting without remembering: exact in any cache, and nothing of anybody in it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from newsroom import throttle
from newsroom.throttle import Rate

DATABASE = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "throttle_cache"}}


def asked_from(address):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_limits_are_written_as_people_say_them():
    assert throttle.rates("4/10m 20/h 50/d") == [Rate(4, 600), Rate(20, 3600), Rate(50, 86400)]


@pytest.mark.parametrize("text", ["", "4", "4/s", "h", "-1/h", "4/h,5/d", "4/h x"])
def test_what_is_no_limit_is_refused(text):
    with pytest.raises(ValueError, match="is no limit"):
        throttle.rates(text)


def test_every_window_must_allow_it():
    allowed = throttle.rates("2/10m 3/h")

    with time_machine.travel("2026-03-01 12:00:00+00:00", tick=False) as clock:
        first = [throttle.within("gifts", "somebody", allowed) for _ in range(3)]
        clock.shift(timedelta(minutes=11))
        after_ten_minutes = throttle.within("gifts", "somebody", allowed)
        clock.shift(timedelta(hours=1))
        after_an_hour = throttle.within("gifts", "somebody", allowed)

    assert first == [True, True, False]
    assert after_ten_minutes is False
    assert after_an_hour is True


def test_one_is_not_counted_for_another():
    allowed = [Rate(1, 600)]

    assert throttle.within("gifts", "somebody", allowed)
    assert throttle.within("gifts", "somebody else", allowed)
    assert throttle.within("reports", "somebody", allowed)


@pytest.mark.parametrize(
    ("address", "network", "line"),
    [
        ("198.51.100.7", "198.51.100.0/24", "198.51.100.7/32"),
        ("::ffff:198.51.100.7", "198.51.100.0/24", "198.51.100.7/32"),
        ("2001:db8:1:2::7", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("nonsense", "0.0.0.0/24", "0.0.0.0/32"),
    ],
)
def test_networks_and_lines_are_ranges(address, network, line):
    assert throttle.network(asked_from(address)) == network
    assert throttle.subscriber(asked_from(address)) == line


def test_cache_holds_no_address():
    throttle.counted("gifts", "salma@example.org", 600)
    throttle.takes(asked_from("198.51.100.7"), "gifts", from_one_network=1, from_all=1)

    kept = repr(caches["default"]._cache)
    assert "gifts" in kept
    assert "salma" not in kept
    assert "198.51" not in kept


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_one_by_one_also_in_a_cache_in_the_database(settings):
    settings.CACHES = DATABASE
    call_command("createcachetable", verbosity=0)
    caches["default"].clear()

    def count(_):
        try:
            return throttle.counted("gifts", "somebody", 3600)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(count, range(24)))

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE throttle_cache")
    assert sorted(numbers) == list(range(1, 25))
