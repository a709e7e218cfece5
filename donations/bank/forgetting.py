"""Taking a donor out of statements: what came and when stays, and every line stays known by its checksum."""

from collections.abc import Collection, Iterator

from django.db.models import Model, TextField
from django.db.models.functions import Cast

from donations.bank import references
from donations.models import BankTransaction, Donation, Statement, SumsFile
from donations.transfers import signs_of, written
from newsroom.blotting import Blotter


def forget(gifts: Collection[int]) -> None:
    """Empty what lines say of the donor of these gifts.

    A line that nobody has booked yet keeps the reference alone, however the payer spelled it, and finds its gift.
    """
    BankTransaction.objects.filter(donation__in=gifts).update(text="", payer="")
    codes = Donation.objects.filter(pk__in=gifts, reference_code__isnull=False)
    ours = {signs_of(str(code)) for code in codes.values_list("reference_code", flat=True)}
    for pk, said in _unbooked() if ours else ():
        if named := sorted(ours & _meant_by(said)):
            text = " ".join(written(signs) for signs in named)
            BankTransaction.objects.filter(pk=pk, donation=None).update(text=text, payer="")


def blot(blotter: Blotter) -> None:
    """Take a person's words out of what was told of cells that could not be read."""
    for model in (Statement, SumsFile):
        _blot(model, blotter)


def _blot(model: type[Model], blotter: Blotter) -> None:
    rows = model._default_manager.alias(told=Cast("flaws", TextField()))
    for pk, flaws in rows.exclude(told="[]").values_list("pk", "flaws").iterator():
        left = blotter.blotted(flaws)
        if left != flaws:
            model._default_manager.filter(pk=pk).update(flaws=left)


def _unbooked() -> Iterator[tuple[int, str]]:
    rows = BankTransaction.objects.filter(donation=None).exclude(text="").order_by("pk")
    return rows.values_list("pk", "text").iterator()


def _meant_by(text: str) -> set[str]:
    """Give the references that a text names, right or misread."""
    return references.exact(text).union(*map(references.reread, references.attempts(text)))
