"""The smallest true rows and messages of giving. Every name is invented."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import altcha
from django.conf import settings
from django.contrib.auth.models import Permission

from donations import nonces
from donations.facts import Fact, FactKind
from donations.guard import proof
from donations.models import Ask, Campaign, Donation, Donor, Pledge
from donations.providers import signature
from donations.roles import ROLES
from newsroom.models import User

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

_number = count(1)


def make_campaign(**values: Any) -> Campaign:
    """The paper's own campaign, asking in dollars and euros."""
    words = {
        "title_ar": "ادعموا الجريدة",
        "title_en": "Support the paper",
        "appeal_ar": "الدعاية تشوه الحقيقة..\nنحتاج دعمكم لنبقى مستقلين..\nادعموا الجريدة..",
        "appeal_en": "Propaganda distorts the truth..\nWe need you to stay independent..\nSupport the paper..",
        "price_line_ar": "دولار واحد شهرياً يصنع فرقاً..",
        "price_line_en": "$1 a month makes a difference..",
        "button_ar": "اضغط هنا للدعم",
        "button_en": "Click here to support",
        "thanks_text_ar": "شكراً من القلب.",
        "thanks_text_en": "Thank you from all of us.",
    }
    campaign = Campaign.objects.create(**words | {"slug": "paper", "is_default": True} | values)
    make_ask(campaign, currency="USD", once=[500, 1000, 2500], month=[100, 300, 500])
    make_ask(campaign, currency="EUR", once=[500, 1000, 2500], month=[100, 300, 500])
    return campaign


def make_ask(campaign: Campaign, **values: Any) -> Ask:
    """What a campaign asks for in one currency."""
    return Ask.objects.create(campaign=campaign, **{"least_minor": 100, "position": next(_number)} | values)


def make_donor(**values: Any) -> Donor:
    """Somebody who gives."""
    return Donor.objects.create(**{"email": f"donor{next(_number)}@example.org", "language": "en"} | values)


def make_gift(**values: Any) -> Donation:
    """A one-time gift of five dollars that was started with the sandbox."""
    return Donation.objects.create(**_about(values))


def make_pledge(**values: Any) -> Pledge:
    """A promise of three dollars a month, with its first gift started."""
    about = _about({"amount_minor": 300, "interval": "month"} | values)
    pledge = Pledge.objects.create(**about)
    Donation.objects.create(pledge=pledge, **about)
    return pledge


def _about(values: dict[str, Any]) -> dict[str, Any]:
    about = {
        "amount_minor": 500,
        "currency": "USD",
        "provider": "sandbox",
        "language": "en",
        "livemode": settings.DONATIONS_LIVE,
    } | values
    about.setdefault("donor", None)
    about["donor"] = about["donor"] or make_donor()
    if "campaign" not in about:
        about["campaign"] = Campaign.objects.first() or make_campaign()
    return about


def paid(gift: Donation, **values: Any) -> Fact:
    """The news that a gift was paid in full."""
    return Fact(
        **{
            "kind": FactKind.PAID,
            "provider": gift.provider,
            "occurred_at": NOON,
            "gift": gift.uuid,
            "payment_id": f"payment-{gift.uuid}",
            "amount_minor": gift.amount_minor,
            "currency": gift.currency,
        }
        | values
    )


def renewed(pledge: Pledge, month: int, **values: Any) -> Fact:
    """The news that a later month of a pledge was paid."""
    return Fact(
        **{
            "kind": FactKind.RENEWED,
            "provider": pledge.provider,
            "occurred_at": NOON + timedelta(days=31 * month),
            "pledge": pledge.uuid,
            "payment_id": f"payment-{pledge.uuid}-{month}",
            "amount_minor": pledge.amount_minor,
            "currency": pledge.currency,
        }
        | values
    )


def message(kind: str, about: Donation, **values: Any) -> dict[str, Any]:
    """A message of the sandbox about a gift."""
    return {
        "id": f"event-{uuid4()}",
        "type": kind,
        "occurred_at": NOON.isoformat(),
        "gift": str(about.uuid),
        "payment_id": f"payment-{about.uuid}",
        "amount_minor": about.amount_minor,
        "currency": about.currency,
    } | values


def send(
    client: Any, told: Any, *, secret: str | None = None, at: int | None = None, header: str | None = None
) -> Any:
    """Post a message to the door, signed as the sandbox signs."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    signed = signature.sign(body, secret=settings.SANDBOX_SECRET if secret is None else secret, at=at)
    return client.post(
        "/webhooks/sandbox/",
        data=body,
        content_type="application/json",
        headers={signature.HEADER: signed if header is None else header},
    )


def solved() -> str:
    """What a browser sends that has solved a challenge of ours."""
    challenge = altcha.Challenge.from_dict(proof.challenge())
    solution = altcha.solve_challenge(challenge)
    return altcha.Payload(challenge, solution).to_base64()


def form_of(**values: Any) -> dict[str, Any]:
    """What a browser sends for a one-time gift of five dollars, with its work proved."""
    return {
        "altcha": values["altcha"] if "altcha" in values else solved(),
        "interval": "once",
        "currency": "USD",
        "amount_once_USD": "500",
        "amount_month_USD": "300",
        "other_amount": "",
        "email": "salma@example.org",
        "name": "Salma",
        "provider": "sandbox",
        "campaign": "",
        "story": "",
        "slot": "",
        "nonce": nonces.new(),
    } | values


def make_treasurer(**values: Any) -> User:
    """A member of staff of the finance group."""
    return make_staff("finance", **values)


def make_staff(*groups: str, **values: Any) -> User:
    """A member of staff with the rights that donations give to these groups."""
    n = next(_number)
    user = User.objects.create_user(
        **{"username": f"desk{n}", "password": "correct horse", "is_staff": True} | values
    )
    wanted = [codename.split(".")[1] for group in groups for codename in ROLES[group]]
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="donations", codename__in=wanted))
    return user
