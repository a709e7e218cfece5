"""Lists of the desk that do not count to the end: nobody turns to page 2,000, and counting that far takes time."""

from typing import cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

ENOUGH = 2_000


class CountsToEnough(Paginator):
    """Pages of the first `ENOUGH` rows; `is_more` says that there are others, for a search or a filter to find."""

    @cached_property
    def found(self) -> int:
        """Count the rows, one past enough at most."""
        # What the list adds to each row is not asked for rows that are only counted.
        return cast(QuerySet, self.object_list).order_by().values("pk")[: ENOUGH + 1].count()

    @cached_property
    def count(self) -> int:
        """Give how many rows the pages hold."""
        return min(self.found, ENOUGH)

    @property
    def is_more(self) -> bool:
        """Say whether rows are left out."""
        return self.found > ENOUGH
