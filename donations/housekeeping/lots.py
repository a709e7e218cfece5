"""Working through many rows, a small lot at a time."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import QuerySet

LOT = 500


def in_lots(rows: QuerySet, act: Callable[[list[int]], object], *, lot: int = LOT) -> int:
    """Do something to all rows, each lot locked in a transaction of its own; gives how many rows there were.

    `rows` must not find again what was done. Rows that somebody else holds are left to them.
    """
    done, last = 0, 0
    while True:
        with transaction.atomic():
            locked = rows.filter(pk__gt=last).order_by("pk").select_for_update(skip_locked=True, of=("self",))
            numbers = list(locked.values_list("pk", flat=True)[:lot])
            if not numbers:
                return done
            act(numbers)
        done, last = done + len(numbers), numbers[-1]


def numbers_of(rows: QuerySet, *, lot: int = LOT) -> Iterator[int]:
    """Give the numbers of all rows, locking none: whoever acts on one locks it and looks again."""
    last = 0
    while numbers := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:lot]):
        yield from numbers
        last = numbers[-1]
