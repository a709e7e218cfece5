"""Mails to donors.

Promise: a mail is owed in the transaction of its cause, so that a cause undone owes nothing; it has one row per cause
and is sent once, by the task queue, after commit, in the language of the gift. An error of the mail server is
retried by the queue.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from donations import money, transfers
from donations.models import Donation, OutboxEmail
from newsroom import arabic, identity


def owe_receipt(gift: Donation) -> None:
    """Owe the donor a receipt for a gift that is paid."""
    _owe(OutboxEmail.Kind.RECEIPT, gift)


def owe_transfer(gift: Donation) -> None:
    """Owe the donor the instructions for a bank transfer."""
    _owe(OutboxEmail.Kind.TRANSFER, gift)


def _owe(kind: OutboxEmail.Kind, gift: Donation) -> None:
    mail, is_new = OutboxEmail.objects.get_or_create(
        dedupe_key=f"{kind}:{gift.uuid}", defaults={"kind": kind, "donation": gift}
    )
    if is_new:
        send.enqueue(mail.pk)


@task(queue_name="mail")
def send(mail_id: int) -> None:
    """Send one owed mail unless it was sent; its row stays locked meanwhile, so that two workers send one."""
    with transaction.atomic():
        mail = OutboxEmail.objects.select_for_update().get(pk=mail_id)
        gift = Donation.objects.with_everything_shown().get(letters=mail)
        if mail.sent_at is not None or not gift.donor.email:  # an erased donor has no address
            return
        compose(OutboxEmail.Kind(mail.kind), gift).send()
        mail.sent_at = timezone.now()
        mail.save(update_fields=["sent_at"])


def compose(kind: OutboxEmail.Kind, gift: Donation) -> EmailMultiAlternatives:
    """Write a mail in the language of the gift, as text and as HTML."""
    with translation.override(gift.language):
        context = _context(gift)
        message = EmailMultiAlternatives(
            subject=_subject(kind, arabic.titled(context["newsroom_name"], gift.language)),
            body=render_to_string(f"emails/{kind}.txt", context),
            to=[gift.donor.email or ""],
        )
        message.attach_alternative(render_to_string(f"emails/{kind}.html", context), "text/html")
    return message


def _subject(kind: OutboxEmail.Kind, newsroom: str) -> str:
    if kind == OutboxEmail.Kind.RECEIPT:
        return _("Thank you: your gift to %(newsroom)s has arrived") % {"newsroom": newsroom}
    return _("How to transfer your gift to %(newsroom)s") % {"newsroom": newsroom}


def _context(gift: Donation) -> dict[str, Any]:
    language = gift.language
    return {
        "gift": gift,
        "language": language,
        "direction": identity.DIRECTION[language],
        "newsroom_name": settings.NEWSROOM_NAME[language],
        "amount": money.shown(gift.received_minor or gift.amount_minor, gift.currency, language),
        "thanks_text": gift.campaign.words("thanks_text", language),
        "story_url": identity.absolute(gift.story_path) if gift.story_path else "",
        "gift_url": identity.absolute(gift.thanks_path(language)),
        "account": transfers.account(gift.currency),
        "reference": gift.reference_code or "",
    }
