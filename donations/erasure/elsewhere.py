"""Having the providers forget a donor who is erased here, until each has done so."""

import logging
from typing import cast

from django.db import transaction
from django.db.models import Q
from django.tasks import task

from donations import providers
from donations.bank import forgetting
from donations.models import Customer, Donation
from donations.providers.base import Can, Forgets, ProviderRefuses

logger = logging.getLogger(__name__)


class NotForgotten(Exception):
    """The provider has not forgotten a donor yet; the queue asks again."""


@task(queue_name="default")
def forget(customer_pk: int) -> None:
    """Ask a provider to forget one customer; the row goes when it has."""
    with transaction.atomic():
        customer = Customer.objects.select_for_update().filter(pk=customer_pk).first()
        if customer is None or customer.donor.erased_at is None:
            return
        provider = providers.get(customer.provider)
        if provider is not None and Can.FORGET in provider.can:
            try:
                cast(Forgets, provider).forget(customer)
            except ProviderRefuses as refusal:
                raise NotForgotten(f"{customer.provider}: {type(refusal).__name__}") from None
        elif provider is None:
            raise NotForgotten(f"{customer.provider} is switched off")
        customer.delete()


@task(queue_name="default")
def forget_the_rest() -> None:
    """Ask once more, each night, for whoever is not forgotten yet, and empty what came after an erasure."""
    for pk in Customer.objects.filter(donor__erased_at__isnull=False).values_list("pk", flat=True):
        forget.enqueue(pk)
    late = Donation.objects.filter(donor__erased_at__isnull=False)
    late.exclude(donor_name="", message="").update(donor_name="", message="", wants_newsletter=False)
    paid_by_bank = late.filter(Q(bank_lines__payer__gt="") | Q(bank_lines__text__gt=""))
    forgetting.forget(list(paid_by_bank.values_list("pk", flat=True)))  # standing orders may outlive their donor here
