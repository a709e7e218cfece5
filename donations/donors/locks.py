"""Holding everything of some donors still while it moves or goes."""

from collections.abc import Collection

from donations.models import Donation, Donor, Pledge


def hold(numbers: Collection[int]) -> dict[int, Donor]:
    """Lock pledges, then gifts, then donors, as the ledger does, so that nobody waits for us while we wait for them.

    What begins meanwhile waits for the donor's row (giving.py) and then sees what became of it. Call it inside a
    transaction; gives the donors by their numbers.
    """
    for model in (Pledge, Donation):
        rows = model._default_manager.select_for_update().filter(donor__in=numbers)
        list(rows.order_by("pk").values_list("pk"))
    # References to a donor may be added meanwhile by what holds its own pledge: no_key lets them.
    donors = Donor.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
    return {donor.pk: donor for donor in donors}
