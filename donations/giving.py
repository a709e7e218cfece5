"""Beginning a gift: from a form that is right to rows that wait for the provider's word.

Promise: the same form sent again, even at the same moment, leads to the same gift. Nothing here says "paid".
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction

from articles.models import Article
from donations import wall
from donations.models import Campaign, Donation, Donor, Pledge
from donations.states import REPEATING
from newsroom.identity import OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to give, checked. `nonce` is the mark of the form it came by.

    `amount_minor` is what is asked for in all, `fee_cover_minor` the part of it that covers fees. `wall_name` is the
    name to be thanked by in public, if the donor wants that. `origin` is what `origins.py` kept.
    """

    campaign: Campaign
    amount_minor: int
    currency: str
    interval: str
    provider: str
    email: str
    name: str
    is_anonymous: bool
    language: str
    slot: str
    story: Article | None
    nonce: UUID
    fee_cover_minor: int = 0
    message: str = ""
    wants_newsletter: bool = False
    wall_name: str = ""
    origin: dict[str, str] = field(default_factory=dict)

    def form_key(self) -> UUID:
        """Name this form with these contents: sent again it is the same gift, changed and sent it is another."""
        story = self.story.pk if self.story else ""
        money = [self.amount_minor, self.currency, self.interval, self.provider]
        person = [self.email.lower(), self.name, self.is_anonymous, self.wall_name]
        beside = [self.fee_cover_minor, self.message, self.wants_newsletter]
        contents = [self.campaign.pk, *money, *person, *beside, story]
        return uuid5(self.nonce, "\x1f".join(map(str, contents)))


def begin(wish: Wish) -> Donation:
    """Give the gift of this form, made now or made before."""
    known = Donation.objects.filter(form_key=wish.form_key()).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _create(wish)
    except IntegrityError:  # the second click of a double click was faster
        twin = Donation.objects.filter(form_key=wish.form_key()).first()
        if twin is None:
            raise
        return twin


def _create(wish: Wish) -> Donation:
    about: dict[str, Any] = {
        "donor": _donor(wish),
        "amount_minor": wish.amount_minor,
        "fee_cover_minor": wish.fee_cover_minor,
        "currency": wish.currency,
        "interval": wish.interval,
        "provider": wish.provider,
        "livemode": settings.DONATIONS_LIVE,
    }
    about |= _origin(wish)
    pledge = Pledge.objects.create(**about) if wish.interval in REPEATING else None
    gift = Donation.objects.create(
        pledge=pledge,
        form_key=wish.form_key(),
        donor_name=wish.name,
        is_anonymous=wish.is_anonymous,
        message=wish.message,
        wants_newsletter=wish.wants_newsletter,
        **about,
    )
    if wish.wall_name:
        wall.wish(gift, wish.wall_name)
    return gift


def _donor(wish: Wish) -> Donor:
    """Find the donor by e-mail in any case, or meet a new one; who leaves no address is somebody new each time."""
    if not wish.email:
        return Donor.objects.create(name=wish.name, language=wish.language)
    # Locked until the gift is there: who is merged or erased meanwhile has the gift with everything else.
    known = Donor.objects.select_for_update(no_key=True).at(wish.email).first()
    if known is not None:
        return known.merged_into or known
    donor, _is_new = Donor.objects.get_or_create(
        email__iexact=wish.email, defaults={"email": wish.email, "name": wish.name, "language": wish.language}
    )
    return donor


def _origin(wish: Wish) -> dict[str, Any]:
    origin: dict[str, Any] = {"campaign": wish.campaign, "language": wish.language, "slot": wish.slot, **wish.origin}
    if wish.story is None:
        return origin
    language = story_language(wish.story, wish.language)
    return origin | {
        "article": wish.story,
        "story_number": wish.story.pk,
        "story_title": wish.story.words("title", language),
        "story_path": wish.story.address(language),
    }


def story_language(story: Article, preferred: str) -> str:
    """Name the language in which to speak of a story: the preferred one where readers may see it."""
    return preferred if story.is_live(preferred) else OTHER[preferred]
