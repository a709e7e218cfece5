"""Questions put to campaigns, gifts and the ledger."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, Min, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from donations.states import WAITS_FOR_DONOR, GiftStatus


class CampaignQuerySet(models.QuerySet):
    """Campaigns."""

    def running(self) -> Self:
        """Keep the campaigns that ask for gifts now."""
        now = timezone.now()
        return self.filter(
            Q(starts_at__isnull=True) | Q(starts_at__lte=now), Q(ends_at__isnull=True) | Q(ends_at__gt=now)
        )


class DonorQuerySet(models.QuerySet):
    """Donors."""

    def at(self, email: str) -> Self:
        """Keep who has this address, in any case, as the index on it has them."""
        return self.alias(lowered=Lower("email")).filter(lowered=Lower(Value(email)))


class DonationQuerySet(models.QuerySet):
    """Gifts."""

    def with_everything_shown(self) -> Self:
        """Bring along what a gift's own page and mail name."""
        return self.select_related("donor", "pledge", "campaign")

    def by_form(self, ways: Collection[str]) -> Self:
        """Keep the gifts that somebody began at our form, which offers these ways, in money that counts here.

        What renewed itself has no form; what never came has none any more once it was emptied, and is kept.
        """
        began = Q(form_key__isnull=False) | Q(status__in=[GiftStatus.FAILED, GiftStatus.EXPIRED])
        return self.filter(began, provider__in=ways, livemode=settings.DONATIONS_LIVE)

    def begun_in_year(self, year: int | None) -> Self:
        """Keep the gifts begun in one year; None keeps all."""
        return self if year is None else self.filter(created_at__year=year)

    def waiting_for_us(self) -> Self:
        """Keep the gifts that finance must look at before any provider hears of them."""
        waiting = self.filter(held_at__isnull=False, released_at__isnull=True, status=GiftStatus.CREATED)
        return waiting.exclude(held_reason__in=WAITS_FOR_DONOR)

    def with_returns(self) -> Self:
        """Bring along what `standing()` reads: what went back, what a bank took, and whether that is decided."""
        disputes = self._rows_of("disputes").filter(status="open")
        return self.annotate(
            went_back=-self._sum("refund", "adjustment"),
            bank_took=-self._sum("dispute", "dispute_won"),
            is_disputed=Exists(disputes),
        )

    def _sum(self, *kinds: str) -> Coalesce:
        """Sum a gift's ledger rows of these kinds without joining them: a join would count a row many times."""
        sums = self._rows_of("entries").filter(kind__in=kinds).order_by().values("donation")
        return Coalesce(Subquery(sums.annotate(sum=Sum("amount_minor")).values("sum")), 0)

    def _rows_of(self, relation: str) -> models.QuerySet:
        related: Any = self.model._meta.get_field(relation).related_model
        return related._default_manager.filter(donation=OuterRef("pk"))


class LedgerQuerySet(models.QuerySet):
    """Movements of money."""

    def charges(self) -> Self:
        """Keep what came in."""
        return self.filter(kind="charge")

    def refunds(self) -> Self:
        """Keep what went back."""
        return self.filter(kind="refund")

    def given(self) -> Self:
        """Keep what donors gave and what went back to them; fees are ours."""
        return self.exclude(kind="fee")

    def real(self) -> Self:
        """Keep the money that counts on this site: test payments count where no real ones are taken."""
        return self.filter(donation__livemode=settings.DONATIONS_LIVE)

    def in_year(self, year: int | None) -> Self:
        """Keep one year's movements; None keeps all."""
        return self if year is None else self.filter(occurred_at__year=year)


class WebhookQuerySet(models.QuerySet):
    """Messages of providers."""

    def unfinished(self) -> Self:
        """Keep what is not booked and not put aside: it waits for the queue, or for somebody to look."""
        return self.exclude(status__in=["processed", "ignored"])

    def for_somebody(self) -> Self:
        """Keep what nobody will try again by itself: flagged, or given up."""
        return self.filter(status__in=["flagged", "given_up"])

    def oldest_at(self) -> datetime | None:
        """Say when the oldest of them came; its age tells how long something has been wrong."""
        return self.aggregate(oldest=Min("received_at"))["oldest"]


class AlarmQuerySet(models.QuerySet):
    """Alarms."""

    def open(self) -> Self:
        """Keep what is not over and was not seen to."""
        return self.filter(settled_at__isnull=True)
