"""What keeps a newsroom with unfit payment settings from starting."""

import pytest

from donations import checks

KEYS = {
    "STRIPE_SECRET_KEY": "rk_test_1",
    "STRIPE_PUBLISHABLE_KEY": "pk_test_1",
    "STRIPE_WEBHOOK_SECRET": "whsec_1",
    "DONATIONS_LIVE": False,
}


def ids(found):
    return [message.id for message in found]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"DONATIONS_STAFF_MAILS": ["new", "gossip"]}, ["donations.E013"]),
        ({"DONATIONS_LARGE_GIFTS": {"JPY": "7.5"}}, ["donations.E014"]),
        ({"DONATIONS_LARGE_GIFTS": {"DEM": "500"}}, ["donations.E014"]),
        ({"DONATIONS_LARGE_GIFTS": {"USD": "٥٠٠"}}, ["donations.E014"]),
    ],
)
def test_mails_to_the_newsroom_must_be_known(settings, values, expected):
    for name, value in values.items():
        setattr(settings, name, value)

    assert ids(checks.staff_mails_are_known(None)) == expected


def test_developers_machine_is_fit():
    assert checks.providers_are_fit(None) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"PRODUCTION": True}, ["donations.E001"]),
        ({"SANDBOX_SECRET": ""}, ["donations.E002"]),
        ({"BANK_ACCOUNTS": {}}, ["donations.E003"]),
        ({"BANK_ACCOUNTS": {"EUR": {"iban": ""}}}, ["donations.E003"]),
        ({"BANK_ACCOUNTS": {"EUR": {"iban": "DE02120300000000202050"}}}, ["donations.E005"]),
        ({"BANK_ACCOUNTS": {"DEM": {"iban": "DE02 1203 0000 0000 2020 51"}}}, ["donations.E006"]),
        ({"DONATION_PROVIDERS": ["purse"]}, ["donations.E004"]),
        ({"DONATION_PROVIDERS": ["stripe"]}, ["donations.E007"]),
        ({"DONATION_PROVIDERS": ["stripe"], **KEYS}, []),
        ({"DONATION_PROVIDERS": ["stripe"], **KEYS, "STRIPE_WEBHOOK_SECRET": ""}, ["donations.E007"]),
        ({"DONATION_PROVIDERS": ["stripe"], **KEYS, "DONATIONS_LIVE": True}, ["donations.E008"]),
        ({"DONATION_PROVIDERS": ["stripe"], **KEYS, "STRIPE_SECRET_KEY": "rk_live_1"}, ["donations.E008"]),
        ({"PRODUCTION": True, "DONATION_PROVIDERS": ["banktransfer"]}, []),
    ],
)
def test_unfit_settings_are_refused(settings, values, expected):
    for name, value in values.items():
        setattr(settings, name, value)

    assert ids(checks.providers_are_fit(None)) == expected


def test_newsroom_without_any_way_of_giving_is_warned(settings):
    settings.DONATION_PROVIDERS = []

    assert ids(checks.somebody_can_give(None)) == ["donations.W001"]


def test_limits_of_the_guard_can_be_read_or_nothing_starts(settings):
    assert checks.limits_can_be_read(None) == []

    settings.GUARD_LIMITS = settings.GUARD_LIMITS | {"address": "many", "email": ""}
    settings.GUARD_PROOF_TRIES = 0

    assert ids(checks.limits_can_be_read(None)) == ["donations.E010", "donations.E010", "donations.E011"]


@pytest.mark.parametrize(("key", "expected"), [("sk_live_1", ["donations.W002"]), ("rk_live_1", [])])
def test_key_that_may_do_everything_is_warned_of(settings, key, expected):
    settings.DONATION_PROVIDERS, settings.STRIPE_SECRET_KEY = ["stripe"], key

    assert ids(checks.key_can_do_little(None)) == expected


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("GIFT_TERMS", {}, 0),
        ("GIFT_TERMS", {"ATTEMPT_DAYS": 0}, 1),
        ("GIFT_TERMS", {"PENDING_DAYS": 3}, 1),
        ("GIFT_TERMS", {"TRANSFER_DAYS": 13}, 1),
        ("GIFT_TERMS", {"TRANSFER_DAYS": 180}, 1),
        ("KEEP_DAYS", {"messages": 6, "mails": 0, "bank_words": 0, "alarms": 1}, 4),
        ("RECONCILE_DAYS", 31, 1),
        ("RECONCILE_DAYS", 0, 1),
        ("WEBHOOKS_SILENT_HOURS", 0, 1),
    ],
)
def test_terms_that_make_no_sense_are_refused(settings, name, value, count):
    setattr(settings, name, getattr(settings, name) | value if isinstance(value, dict) else value)

    assert ids(checks.terms_make_sense(None)) == ["donations.E012"] * count
