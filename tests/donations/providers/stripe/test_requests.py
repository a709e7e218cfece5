"""Every request that we send, held against the SDK's own types: no field in it is one that Stripe does not know."""

import typing
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.utils import timezone
from stripe.params import RefundCreateParams, SubscriptionUpdateParams
from stripe.params.billing_portal import SessionCreateParams as PortalParams
from stripe.params.checkout import SessionCreateParams
from typing_extensions import is_typeddict

from donations import acts
from donations.providers import stripe
from tests.donations import gifts
from tests.donations.fake_stripe.at_work import begun
from tests.donations.fake_stripe.at_work import given as a_gift

TYPES = {
    "checkout/sessions": SessionCreateParams,
    "refunds": RefundCreateParams,
    "billing_portal/sessions": PortalParams,
}


def fields_of(kind: Any) -> dict[str, Any]:
    """Give the fields of one of the SDK's typed dicts; what it imports for type checkers only holds no fields."""
    names = dict(vars(import_module(kind.__module__)))
    while True:
        try:
            return typing.get_type_hints(kind, names)
        except NameError as missing:
            names[missing.name] = dict


def kinds_in(hint: Any) -> list[Any]:
    """Give the typed dicts that a field may hold; a free mapping is no typed dict."""
    if is_typeddict(hint):
        return [hint]
    return [kind for part in typing.get_args(hint) for kind in kinds_in(part)]


def unknown(value: Any, kinds: list[Any], place: str) -> list[str]:
    """Name the fields that none of these types has."""
    if isinstance(value, list):
        return [name for each in value for name in unknown(each, kinds, place)]
    if not isinstance(value, dict) or not kinds:
        return []
    known: dict[str, Any] = {}
    for kind in kinds:
        known |= fields_of(kind)
    missing = [f"{place}.{name}" for name in value if name not in known]
    below = [
        name
        for key, each in value.items()
        if key in known and key != "metadata"
        for name in unknown(each, kinds_in(known[key]), f"{place}.{key}")
    ]
    return missing + below


def test_every_field_that_we_send_is_known_to_the_sdk(world, client):
    begun(language="ar")
    gift = a_gift(world, client, interval="month", amount_minor=300)
    pledge = gift.pledge
    acts.refund(gift, amount_minor=100, by=gifts.make_treasurer(), reason="A trial")
    acts.pause(pledge, until=timezone.now() + timedelta(days=30))
    acts.resume(pledge)
    acts.change_amount(pledge, amount_minor=500)
    acts.card_link(pledge, back="https://paper.example/")

    types = TYPES | {f"subscriptions/{pledge.subscription_id}": SubscriptionUpdateParams}
    sent = [(path.removeprefix("/v1/"), fields) for method, path, fields in world.asked if method == "POST"]
    assert {path for path, _fields in sent} == set(types)
    assert [name for path, fields in sent for name in unknown(fields, [types[path]], path)] == []


def test_the_check_itself_finds_a_field_that_nobody_knows():
    fields = {"mode": "payment", "line_items": [{"price_data": {"curency": "usd"}}], "colour": "red"}

    assert unknown(fields, [SessionCreateParams], "s") == ["s.colour", "s.line_items.price_data.curency"]


def test_sdk_speaks_the_version_that_our_reading_was_written_for():
    from stripe._api_version import _ApiVersion

    assert _ApiVersion.CURRENT == stripe.API_VERSION


@pytest.mark.parametrize("word", ["Syria", "سوريا"])
def test_no_request_names_the_place_we_write_about(world, settings, word):
    settings.NEWSROOM_NAME = {"ar": f"جريدة {word}", "en": f"{word} Post"}

    begun(campaign=gifts.make_campaign(slug="appeal", title_en=f"For {word}", title_ar=f"من أجل {word}"))

    assert word not in repr(world.asked)
