"""Load the demo's campaign and a few pretend gifts. Run again, it adds nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from donations import campaigns, ledger
from donations.facts import Fact, FactKind
from donations.giving import Wish, begin
from donations.models import Ask, Campaign, Donation, Donor, LinkWay
from donations.providers.banktransfer import BankTransfer
from donations.providers.sandbox import Sandbox
from donations.states import Interval

WORDS = {
    "title_ar": "ادعموا صحافة مستقلة",
    "title_en": "Support independent journalism",
    "appeal_ar": "الشائعة أسرع من الخبر، لكنها لا تصلح جسرًا ولا تفتح مدرسة..\n"
    "مدننا الصغيرة تحتاج صحافة حرة.. ونحتاج دعمكم لنبقى مستقلين..\n"
    "ادعموا جريدة النهر..",
    "appeal_en": "Rumours travel fast, but they mend no bridge and open no school..\n"
    "Small towns need free media.. We need your support to stay independent..\n"
    "Support The River Post..",
    "price_line_ar": "دولار واحد في الشهر يصنع فرقًا..",
    "price_line_en": "$1 a month makes a difference..",
    "button_ar": "اضغط هنا للدعم",
    "button_en": "Click here to support",
    "page_text_ar": "نكتب عن الماء والمدارس والأسواق كما يعيشها الناس، بلا ممول يملي علينا ما نقول.\n\n"
    "كل هدية، مهما صغرت، تدفع أجر طريق إلى قرية أو ساعة تدقيق في رقم.",
    "page_text_en": "We write about water, schools and markets as people live them, and nobody buys our words.\n\n"
    "Every gift, however small, pays for the road to a village or an hour of checking a number.",
    "thanks_text_ar": "شكرًا لكم من كل من في الجريدة. بفضلكم نكمل الطريق.",
    "thanks_text_en": "Thank you from everyone at the paper. You keep us on the road.",
}
ASKS = {
    "USD": {"once": [500, 1000, 2500, 5000], "month": [100, 300, 500, 1000], "year": [1200, 3600, 6000]},
    "EUR": {"once": [500, 1000, 2500, 5000], "month": [100, 300, 500, 1000], "year": [1200, 3600, 6000]},
}
ELSEWHERE = {
    "address": "https://circle.example.org/river-post",
    "name_ar": "دائرة النبع",
    "name_en": "Spring Circle",
    "note_ar": "للأعضاء: لقاء شهري عبر الإنترنت مع غرفة التحرير.",
    "note_en": "For members: a monthly talk with the newsroom, online.",
}


@dataclass(frozen=True, slots=True)
class DemoGift:
    """One invented gift and what becomes of it."""

    name: str
    days_ago: int
    amount_minor: int
    currency: str
    interval: Interval
    language: str
    fate: str


GIFTS = [
    DemoGift("salma", 40, 2500, "USD", Interval.ONCE, "ar", "paid"),
    DemoGift("karim", 33, 300, "USD", Interval.MONTH, "ar", "renewed"),
    DemoGift("lena", 21, 1000, "EUR", Interval.ONCE, "en", "paid"),
    DemoGift("yusuf", 12, 500, "USD", Interval.ONCE, "ar", "failed"),
    DemoGift("mira", 9, 5000, "EUR", Interval.ONCE, "en", "transfer"),
    DemoGift("huda", 5, 100, "USD", Interval.MONTH, "ar", "paid"),
    DemoGift("tom", 2, 1000, "USD", Interval.ONCE, "en", "refunded"),
]


class Command(BaseCommand):
    """Fill the books of the demo through the same door as real gifts."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the campaign, then the gifts that are not there yet."""
        if settings.PRODUCTION:
            raise CommandError("Pretend gifts have no place in real books.")
        with transaction.atomic():
            campaign = _campaign()
            _way_elsewhere()
            stories = _stories()
            for place, gift in enumerate(GIFTS):
                _load(campaign, stories[place % len(stories)] if stories else None, gift)
        self.stdout.write(f"The demo has {Donation.objects.count()} gifts.")


def _campaign() -> Campaign:
    known = Campaign.objects.filter(is_default=True).first()
    if known is not None:
        return known
    campaign = Campaign.objects.create(slug="river", is_default=True, **WORDS)
    for place, (currency, amounts) in enumerate(ASKS.items()):
        Ask.objects.create(campaign=campaign, currency=currency, least_minor=100, position=place, **amounts)
    campaigns.changed()
    return campaign


def _way_elsewhere() -> None:
    """Show how a page at another place is offered; this one is invented."""
    LinkWay.objects.get_or_create(code="SpringCircle", defaults=ELSEWHERE)


def _stories() -> list[Article]:
    """Take a few stories that are live in both languages, the oldest first."""
    return list(Article.objects.live("ar").live("en").order_by("pk")[:4])


def _load(campaign: Campaign, story: Article | None, demo: DemoGift) -> None:
    """Begin one gift, unless it was loaded before, and tell the ledger its fate."""
    email = f"{demo.name}@example.org"
    if Donor.objects.filter(email=email).exists():
        return
    began = timezone.now() - timedelta(days=demo.days_ago)
    gift = begin(
        Wish(
            campaign=campaign,
            amount_minor=demo.amount_minor,
            currency=demo.currency,
            interval=demo.interval,
            provider=BankTransfer.name if demo.fate == "transfer" else Sandbox.name,
            email=email,
            name=demo.name.title(),
            is_anonymous=False,
            language=demo.language,
            slot="article" if story else "",
            story=story,
            nonce=uuid5(NAMESPACE_URL, f"demo-gift-{demo.name}"),
        )
    )
    Donation.objects.filter(pk=gift.pk).update(created_at=began)
    if demo.fate == "transfer":
        BankTransfer().start(gift)
        return
    for fact in _fate(gift, demo.fate, began):
        ledger.apply(fact)


def _fate(gift: Donation, fate: str, began: datetime) -> list[Fact]:
    about: dict[str, Any] = {
        "provider": gift.provider,
        "amount_minor": gift.amount_minor,
        "currency": gift.currency,
        "payment_id": f"sandbox-{gift.uuid}",
    }
    if fate == "failed":
        return [Fact(kind=FactKind.FAILED, gift=gift.uuid, occurred_at=began, **about)]
    facts = [Fact(kind=FactKind.PAID, gift=gift.uuid, occurred_at=began, **about)]
    later = {"occurred_at": began + timedelta(days=30)}
    if fate == "renewed" and gift.pledge:
        payment = f"sandbox-{gift.pledge.uuid}-2"
        facts.append(Fact(kind=FactKind.RENEWED, pledge=gift.pledge.uuid, **about | later | {"payment_id": payment}))
    if fate == "refunded":
        half = {"transaction_id": f"refund-{gift.uuid}", "amount_minor": gift.amount_minor // 2}
        facts.append(Fact(kind=FactKind.REFUNDED, **about | half | {"occurred_at": began + timedelta(days=1)}))
    return facts
