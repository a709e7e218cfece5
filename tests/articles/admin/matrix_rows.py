"""One row of everything that the desk has a page for, and the staff who may ask for it."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from django_ox.models import OxTask

from articles import revisions, rows
from articles.models import (
    Article,
    BreakingNews,
    Name,
    PreviewLink,
    Redirect,
    ReviewComment,
    SectionLimit,
    Translation,
)
from articles.snapshots import PARTS
from donations.models import (
    Alarm,
    Dispute,
    LedgerEntry,
    LegalEntity,
    LinkWay,
    Look,
    OutboxEmail,
    Pause,
    Payout,
    Refund,
    SumsFile,
    WallName,
    WebhookEvent,
)
from newsroom.models import AuditEntry, User
from tests import factories
from tests.donations import gifts
from tests.donations.bank import rows as bank

Rows = dict[str, Any]


def hire() -> dict[str, User]:
    """One member of staff of each role, and an editor who is limited to one section."""
    groups = ["reporter", "translator", "editor", "chief_editor", "photo_editor", "finance"]
    return {group: factories.make_staff(group) for group in groups} | {"limited": factories.make_staff("editor")}


def near(staff: dict[str, User]) -> Rows:
    """The reporter's own live story, with its translator, in the section of the limited editor."""
    story = factories.make_article(owner=staff["reporter"])
    SectionLimit.objects.create(user=staff["limited"], section=story.section)
    return _around(story, staff["translator"])


def far() -> Rows:
    """A live story that is nobody's, in another section."""
    return _around(factories.make_article(), None)


def elsewhere(staff: dict[str, User]) -> Rows:
    """The rows that are no part of a story, by the names of their models."""
    gifts.make_campaign()
    gift, now = gifts.make_gift(), timezone.now()
    return {
        "photo": factories.make_photo(),
        "section": factories.make_section(),
        "topic": factories.make_topic(),
        "contributor": factories.make_contributor(),
        "series": factories.make_series(),
        "page": factories.make_page(),
        "name": Name.objects.create(spelling_ar="حلب", spelling_en="Aleppo"),
        "redirect": Redirect.objects.create(old_path="/en/old/", new_path="/en/new/"),
        "breakingnews": BreakingNews.objects.create(language="en", text="News", ends_at=now + timedelta(hours=1)),
        "campaign": gift.campaign or gifts.make_campaign(slug="other"),
        "donation": gift,
        "heldgift": gifts.make_gift(held_at=now, held_reason="large"),
        "alarm": Alarm.objects.create(
            kind="rows_stuck", counts={"way": "stripe", "rows": 1}, raised_at=now, last_seen_at=now
        ),
        "look": Look.objects.create(act="look"),
        "pause": Pause.objects.create(provider="stripe"),
        "donor": gift.donor,
        "pledge": gifts.make_pledge(),
        "refund": Refund.objects.create(donation=gift, amount_minor=100, currency="USD", provider="sandbox"),
        "dispute": Dispute.objects.create(
            donation=gift, provider="sandbox", dispute_id="d-1", amount_minor=100, currency="USD", opened_at=now
        ),
        "payout": Payout.objects.create(
            provider="sandbox", payout_id="p-1", amount_minor=100, currency="USD", arrives_on=now.date()
        ),
        "banktransaction": bank.line(),
        "statement": bank.statement(),
        "statementlayout": bank.layout(),
        "ledgerentry": LedgerEntry.objects.create(
            donation=gift, kind="charge", amount_minor=500, currency="USD", transaction_id="t-1", occurred_at=now
        ),
        "webhookevent": WebhookEvent.objects.create(provider="sandbox", event_id="1", type="paid", payload={}),
        "legalentity": LegalEntity.objects.create(name_en="River Society"),
        "linkway": LinkWay.objects.create(code="Ko-fi", name_en="Ko-fi", address="https://ko-fi.example/river"),
        "sumsfile": SumsFile.objects.create(
            way="cash", file_name="box.csv", currency="USD", campaign=gift.campaign, handed_in_by=staff["finance"]
        ),
        "wallname": WallName.objects.create(donation=gift, name="Salma"),
        "outboxemail": OutboxEmail.objects.create(dedupe_key="1", kind="receipt", donation=gift),
        "user": staff["reporter"],
        "group": Group.objects.get(name="reporter"),
        "auditentry": AuditEntry.objects.create(act="publish"),
        "oxtask": OxTask.objects.create(task_path="a.b", queue_name="default", enqueued_at=now),
    }


def _around(story: Article, translator: User | None) -> Rows:
    row = revisions.stored(story.pk)
    revisions.keep(row, rows.of_row(row), PARTS, by=None, is_minor=True, note="")
    return {
        "article": story,
        "translation": Translation.objects.create(article=story, language="en", translator=translator),
        "correction": factories.make_correction(story, language="ar", needs_answer=True),
        "readerreport": factories.make_report(story),
        "comment": ReviewComment.objects.create(article=story, text="Hm."),
        "link": PreviewLink.objects.create(
            article=story, language="en", token_hash=f"{story.pk:064}", expires_at=timezone.now() + timedelta(days=1)
        ),
    }
