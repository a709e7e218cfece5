"""Composing a mail: to whom, in which language, and what its two templates are told.

Each kind has `templates/emails/<kind>.txt` and `.html`. Both are told the same; amounts, names and days come isolated
for the sheet they stand on, so that the sentences around them are the same. What a kind reads of the mail's own
context: REFUNDED `amount_minor`, RENEWAL_FAILED and ACTION_NEEDED `url`, CHANGED `what` ("amount", "paused",
"resumed" or "card"), STATEMENT `year`, MERGED `role` ("goes" or "stays"), STAFF `about`, of a dispute `status`, and
of an alarm `lines` and the name of the desk's `page`.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from donations import letterhead, sealed, transfers
from donations.emails import staff, subjects
from donations.emails.paper import Paper
from donations.manage import links
from donations.models import Donation, Donor, OutboxEmail, Pledge
from donations.states import GiftStatus
from newsroom import arabic, identity

Kind = OutboxEmail.Kind


def compose(mail: OutboxEmail) -> EmailMultiAlternatives | None:
    """Write a mail; None where nobody is left to read it, as after an erasure."""
    to = readers(mail)
    if not to:
        return None
    language = _language(mail)
    with translation.override(language):
        newsroom = arabic.titled(identity.name(language), language)
        made = _made_now(mail, language)
        message = EmailMultiAlternatives(
            subject=subjects.of(mail.kind, newsroom=newsroom, context=mail.context),
            body=render_to_string(f"emails/{mail.kind}.txt", _context(mail, Paper(language)) | made),
            to=to,
            headers={"Auto-Submitted": "auto-generated"},  # whose reader is on holiday need not tell us
        )
        html = render_to_string(f"emails/{mail.kind}.html", _context(mail, Paper(language, in_html=True)) | made)
        message.attach_alternative(html, "text/html")
    return message


def readers(mail: OutboxEmail) -> list[str]:
    """Give the addresses that a mail goes to; none where its donor is erased."""
    if mail.kind == Kind.STAFF:
        return list(settings.DONATIONS_STAFF_EMAIL)
    donor = _donor(mail)
    return [donor.email] if donor and donor.email else []


def _donor(mail: OutboxEmail) -> Donor | None:
    row = mail.donation or mail.pledge
    return row.donor if row else mail.donor


def _language(mail: OutboxEmail) -> str:
    """Choose the language: the one the donor chose for mails, else that of the gift or pledge."""
    if mail.kind == Kind.STAFF:
        return settings.DONATIONS_STAFF_LANGUAGE
    row, donor = mail.donation or mail.pledge, _donor(mail)
    chosen = donor.mail_language if donor else ""
    return chosen or mail.context.get("language") or (row.language if row else donor.language if donor else "ar")


def _made_now(mail: OutboxEmail, language: str) -> dict[str, str]:
    """Make the key that the mail alone will hold: a link to the gifts, or to the confirmation of one."""
    donor = _donor(mail)
    if mail.kind == Kind.MANAGE and donor:
        path = reverse("donations:manage_open", kwargs={"language": language, "token": links.new(donor)})
    elif mail.kind == Kind.CONFIRM and mail.donation:
        path = sealed.path(mail.donation, "confirm", language)
    elif mail.kind == Kind.RECEIPT and mail.donation:
        return {"receipt_url": identity.absolute(sealed.path(mail.donation, "receipt", language))}
    else:
        return {}
    return {"link": identity.absolute(path), "holds": _holds()}


def _holds() -> str:
    """Say how long a link to the gifts is good."""
    return ngettext(
        "It opens once, within %(count)s minute. Press the button on the page that it leads to.",
        "It opens once, within %(count)s minutes. Press the button on the page that it leads to.",
        settings.MANAGE_LINK_MINUTES,
    ) % {"count": settings.MANAGE_LINK_MINUTES}


def _context(mail: OutboxEmail, paper: Paper) -> dict[str, Any]:
    """Tell the templates what they may say."""
    language = paper.language
    gift, pledge = _rows(mail)
    common = {
        "language": language,
        "direction": identity.DIRECTION[language],
        "newsroom_name": paper.newsroom(),
        "manage_url": identity.absolute(reverse("donations:manage", kwargs={"language": language})),
        "support_url": identity.absolute(reverse("donations:support", kwargs={"language": language})),
        "gift": gift,
        "pledge": pledge,
        **mail.context,
    }
    if mail.kind == Kind.STAFF:
        return common | staff.told(gift, pledge, mail.context, paper)
    if gift:
        common |= _of_gift(gift, mail, paper)
    if gift and mail.kind == Kind.RECEIPT:
        common |= {"head": letterhead.of(letterhead.taker(gift.campaign), language)}
    if pledge:
        common |= _of_pledge(pledge, mail, paper)
    return common


def _rows(mail: OutboxEmail) -> tuple[Donation | None, Pledge | None]:
    """Give the gift and the pledge that the mail is about; of a pledge, the gift it began with."""
    if mail.donation:
        return mail.donation, mail.donation.pledge
    first = mail.pledge.donations.order_by("pk").first() if mail.pledge else None
    return first, mail.pledge


def _of_gift(gift: Donation, mail: OutboxEmail, paper: Paper) -> dict[str, Any]:
    """Tell of a gift. Its donor's name is said only once it is paid: anybody can type anybody's address."""
    minor = mail.context.get("amount_minor") or gift.received_minor or gift.amount_minor
    is_named = gift.status == GiftStatus.PAID and gift.donor_name
    return {
        "name": paper.inserted(gift.donor_name) if is_named else "",
        "amount": paper.amount(minor, gift.currency),
        "paid_on": paper.day(gift.paid_at),
        "thanks_text": gift.campaign.words("thanks_text", paper.language),
        "story_url": identity.absolute(gift.story_path) if gift.story_path else "",
        "gift_url": identity.absolute(gift.thanks_path(paper.language)),
        "account": transfers.account(gift.currency),
        "reference": gift.reference_code or "",
    }


def _of_pledge(pledge: Pledge, mail: OutboxEmail, paper: Paper) -> dict[str, Any]:
    """Tell of a pledge, as it stands when the mail is written."""
    told = {
        "rhythm": pledge.get_interval_display(),
        "next_on": paper.day(pledge.next_charge_at),
        "resumes_on": paper.day(pledge.resumes_at),
        "campaign_url": _again(pledge, paper.language),
    }
    if not mail.donation:
        told["amount"] = paper.amount(pledge.amount_minor, pledge.currency)
    return told


def _again(pledge: Pledge, language: str) -> str:
    path = reverse("donations:support", kwargs={"language": language})
    query = {"campaign": pledge.campaign.slug, "interval": pledge.interval, "currency": pledge.currency}
    return identity.absolute(f"{path}?{urlencode(query)}")
