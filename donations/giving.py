"""Beginning a gift: from a form that is right to rows that wait for the provider's word.

Promise: the same form sent again, even at the same moment, leads to the same gift. Nothing here says "paid".
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction

from articles.models import Article
from donations.models import Campaign, Donation, Donor, Pledge
from donations.states import REPEATING
from newsroom.identity import OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to give, checked. `nonce` is the mark of the form it came by."""

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

    def form_key(self) -> UUID:
        """Name this form with these contents: sent again it is the same gift, changed and sent it is another."""
        story = self.story.pk if self.story else ""
        money = [self.amount_minor, self.currency, self.interval, self.provider]
        contents = [self.campaign.pk, *money, self.email.lower(), self.name, self.is_anonymous, story]
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
        "currency": wish.currency,
        "interval": wish.interval,
        "provider": wish.provider,
        "livemode": settings.DONATIONS_LIVE,
    }
    about |= _origin(wish)
    pledge = Pledge.objects.create(**about) if wish.interval in REPEATING else None
    return Donation.objects.create(
        pledge=pledge,
        form_key=wish.form_key(),
        donor_name=wish.name,
        is_anonymous=wish.is_anonymous,
        **about,
    )


def _donor(wish: Wish) -> Donor:
    """Find the donor by e-mail in any case, or meet a new one."""
    known = Donor.objects.at(wish.email).select_related("merged_into").first()
    if known is not None:
        return known.merged_into or known
    donor, _is_new = Donor.objects.get_or_create(
        email__iexact=wish.email, defaults={"email": wish.email, "name": wish.name, "language": wish.language}
    )
    return donor


def _origin(wish: Wish) -> dict[str, Any]:
    origin: dict[str, Any] = {"campaign": wish.campaign, "language": wish.language, "slot": wish.slot}
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
