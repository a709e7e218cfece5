"""Every act on what readers report: it is taken in, settled by the desk, and forgotten.

Promise: the page that takes a report says what is kept and for how long, and this module keeps to it. A settled
report is deleted `KEPT_WHEN_SETTLED` after that, any other `KEPT_AT_MOST` after it came.
"""

import hashlib
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.tasks import task
from django.utils import timezone

from articles.models import Article, ReaderReport
from newsroom.models import User

KEPT_WHEN_SETTLED = timedelta(days=90)
KEPT_AT_MOST = timedelta(days=365)


def take_in(article: Article, *, language: str, passage: str, text: str, contact: str) -> None:
    """Put a report into the desk's inbox; one that says the same as another of this story is not put there again."""
    said = "\0".join([str(article.pk), language, passage, text])
    report = ReaderReport(
        article=article,
        language=language,
        passage=passage,
        text=text,
        contact=contact,
        digest=hashlib.sha256(said.encode()).hexdigest(),
    )
    ReaderReport.objects.bulk_create([report], ignore_conflicts=True)


def settle(report: ReaderReport, *, status: str, by: User, note: str = "") -> ReaderReport:
    """Say what the desk has done with a report; "new" puts it back into the queue. Raises ValidationError."""
    with transaction.atomic():
        kept = ReaderReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if kept.status != status:
            waits_again = status == ReaderReport.Status.NEW
            kept.settled_by, kept.settled_at = (None, None) if waits_again else (by, timezone.now())
        kept.status, kept.note = status, note
        if status not in ReaderReport.Status.values:
            raise ValidationError({"status": "unknown"})
        kept.save(update_fields=["status", "note", "settled_by", "settled_at"])
    return kept


@task
def forget_old() -> None:
    """Delete what was promised to be deleted by now."""
    now = timezone.now()
    settled = Q(settled_at__lt=now - KEPT_WHEN_SETTLED)
    ReaderReport.objects.filter(settled | Q(sent_at__lt=now - KEPT_AT_MOST)).delete()
