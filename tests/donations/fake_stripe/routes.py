"""What the pretend Stripe answers to each request of its API."""

import re
from copy import deepcopy
from typing import Any

from tests.donations.fake_stripe.errors import Refused
from tests.donations.fake_stripe.world import Object, World

KINDS = {
    "checkout/sessions": "checkout.session",
    "payment_intents": "payment_intent",
    "invoices": "invoice",
    "subscriptions": "subscription",
    "refunds": "refund",
    "disputes": "dispute",
    "payouts": "payout",
    "customers": "customer",
    "balance_transactions": "balance_transaction",
}
SHORTEST_SESSION = 30 * 60


def answer(world: World, method: str, path: str, fields: Object) -> Object:
    """Answer one request; raises Refused."""
    if (method, path) in MAKERS:
        return shown(world, MAKERS[method, path](world, fields), fields)
    if method == "GET" and path in LISTS:
        found = [shown(world, each, fields, "data.") for each in LISTS[path](world, fields)]
        return {"object": "list", "data": found, "has_more": False, "url": f"/v1/{path}"}
    folder, _slash, number = path.rpartition("/")
    if folder not in KINDS:
        raise Refused(f"Unrecognized request URL ({method}: /v1/{path}).", status=404)
    if method == "GET":
        return shown(world, world.get(number, KINDS[folder]), fields)
    return shown(world, CHANGERS[method, folder](world, number, fields), fields)


def open_session(world: World, fields: Object) -> Object:
    """Open a checkout session, as strictly as Stripe."""
    mode, ui = fields["mode"], fields.get("ui_mode", "hosted_page")
    price = fields["line_items"][0]["price_data"]
    if int(fields["expires_at"]) < world.now() + SHORTEST_SESSION:
        raise Refused("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.")
    if (mode == "subscription") != ("recurring" in price):
        raise Refused("The price does not fit the mode.")
    forbidden = {"elements": {"success_url", "cancel_url", "submit_type"}, "hosted_page": {"return_url"}}[ui]
    forbidden |= {"subscription": {"payment_intent_data", "customer_creation"}, "payment": {"subscription_data"}}[
        mode
    ]
    if wrong := forbidden & fields.keys():
        raise Refused(f"You cannot set {sorted(wrong)} here.")
    if not fields.get("return_url" if ui == "elements" else "success_url"):
        raise Refused("An address to come back to is missing.")
    price["unit_amount"] = int(price["unit_amount"])
    session = world.make(
        "checkout.session",
        "cs_test",
        status="open",
        payment_status="unpaid",
        mode=mode,
        ui_mode=ui,
        currency=price["currency"],
        amount_total=price["unit_amount"],
        client_reference_id=fields.get("client_reference_id"),
        customer_email=fields.get("customer_email"),
        metadata=fields.get("metadata", {}),
        expires_at=int(fields["expires_at"]),
        success_url=fields.get("success_url"),
        cancel_url=fields.get("cancel_url"),
        return_url=fields.get("return_url"),
        locale=fields.get("locale"),
        customer=None,
        payment_intent=None,
        subscription=None,
        invoice=None,
        _payment_intent_data=fields.get("payment_intent_data", {}),
        _subscription_data=fields.get("subscription_data", {}),
        _line_items=fields["line_items"],
    )
    session["url"] = f"{world.address}/pay/{session['id']}" if ui == "hosted_page" else None
    session["client_secret"] = f"{session['id']}_secret" if ui == "elements" else None
    return session


def make_refund(world: World, fields: Object) -> Object:
    return world.refund(fields["payment_intent"], int(fields["amount"]), fields.get("metadata"))


def open_portal(world: World, fields: Object) -> Object:
    world.get(fields["customer"], "customer")
    if fields["flow_data"]["type"] != "payment_method_update":
        raise Refused("This page changes cards only.")
    page = world.make("billing_portal.session", "bps", customer=fields["customer"], return_url=fields["return_url"])
    page["url"] = f"{world.address}/portal/{page['id']}"
    return page


def change_subscription(world: World, number: str, fields: Object) -> Object:
    found = world.get(number, "subscription")
    if found["status"] == "canceled":
        raise Refused("A canceled subscription can only update its cancellation_details.")
    if "pause_collection" in fields:
        pause = fields["pause_collection"]
        found["pause_collection"] = (pause and pause | {"resumes_at": int(pause["resumes_at"])}) or None
    for item in fields.get("items", []):
        price = found["items"]["data"][0]["price"]
        price |= item["price_data"] | {"unit_amount": int(item["price_data"]["unit_amount"])}
    found["metadata"] |= fields.get("metadata", {})
    world.tell("customer.subscription.updated", found)
    return found


def end_subscription(world: World, number: str, fields: Object) -> Object:
    return world.end(number)


def forget_customer(world: World, number: str, fields: Object) -> Object:
    world.get(number, "customer")
    del world.objects[number]
    return {"id": number, "object": "customer", "deleted": True}


def refunds_of(world: World, fields: Object) -> list[Object]:
    return [each for each in world.all("refund") if each["charge"] == fields.get("charge", each["charge"])]


def invoice_payments_of(world: World, fields: Object) -> list[Object]:
    wanted = fields["payment"]["payment_intent"]
    return [
        {"id": f"inpay_{each['id']}", "object": "invoice_payment", "invoice": each["id"], **paid}
        for each in world.all("invoice")
        for paid in each["payments"]["data"]
        if paid["payment"]["payment_intent"] == wanted
    ]


def events_of(world: World, fields: Object) -> list[Object]:
    window, types = fields["created"], set(fields["types"])
    first, end = int(window["gte"]), int(window["lt"])
    return [each for each in reversed(world.events) if first <= each["created"] < end and each["type"] in types]


def sessions_of(world: World, fields: Object) -> list[Object]:
    return [each for each in world.all("checkout.session") if each["payment_intent"] == fields["payment_intent"]]


def balance_of(world: World, fields: Object) -> list[Object]:
    rows = world.all("balance_transaction")[::-1]
    if "payout" in fields:
        if not world.get(fields["payout"], "payout")["automatic"]:
            raise Refused("Balance transaction history can only be filtered on automatic transfers, not manual.")
        return [each for each in rows if each["payout"] == fields["payout"]]
    first, end = int(fields["created"]["gte"]), int(fields["created"]["lt"])
    return [each for each in rows if first <= each["created"] < end]


MAKERS = {
    ("POST", "checkout/sessions"): open_session,
    ("POST", "refunds"): make_refund,
    ("POST", "billing_portal/sessions"): open_portal,
}
CHANGERS = {
    ("POST", "subscriptions"): change_subscription,
    ("DELETE", "subscriptions"): end_subscription,
    ("DELETE", "customers"): forget_customer,
}
LISTS = {
    "refunds": refunds_of,
    "events": events_of,
    "invoice_payments": invoice_payments_of,
    "checkout/sessions": sessions_of,
    "balance_transactions": balance_of,
}


def shown(world: World, found: Object, fields: Object, prefix: str = "") -> Object:
    """Copy an object for an answer, with what was asked to stand there whole."""
    copy = {key: value for key, value in deepcopy(found).items() if not key.startswith("_")}
    for wanted in fields.get("expand", []):
        _expand(world, copy, wanted.removeprefix(prefix).split("."))
    return copy


def _expand(world: World, into: Any, steps: list[str]) -> None:
    if isinstance(into, list):
        for each in into:
            _expand(world, each, steps)
    elif isinstance(into, dict) and steps and into.get(steps[0]) is not None:
        if isinstance(into[steps[0]], str):
            into[steps[0]] = deepcopy(world.objects[into[steps[0]]])
        _expand(world, into[steps[0]], steps[1:])


def nested(pairs: list[tuple[str, str]]) -> Object:
    """Read the fields of a form: `items[0][price_data][currency]=usd` is a tree."""
    tree: Object = {}
    for name, value in pairs:
        first, *rest = re.findall(r"[^\[\]]+", name)
        place = tree
        for step, following in zip([first, *rest], rest, strict=False):
            place = place.setdefault(step, {})
            assert following  # no name ends in an empty bracket: the SDK counts
        place[[first, *rest][-1]] = value
    return _listed(tree)


def _listed(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    if tree and all(key.isdigit() for key in tree):
        return [_listed(tree[key]) for key in sorted(tree, key=int)]
    return {key: _listed(value) for key, value in tree.items()}
