"""Small tables of what belongs to a row, below its fields: they lead on, and change nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from donations import money
from newsroom.identity import language
from newsroom.templatetags.dates import day_and_time

MOST = 20  # rows of a table; the rest is behind a link

Heading = Promise | str
Show = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that belong to another one. `more` leads to all of them where these are only the newest."""

    title: Promise
    headings: list[Heading]
    rows: list[list[tuple[Heading, str]]]  # each cell with its heading, for narrow windows
    count: int
    more: str = ""


class ShowsAround:
    """For an admin class: the tables of `around` stand below the fields of a row."""

    def around(self, request: HttpRequest, row: Any) -> list[Table | None]:
        """Give the tables of a row, in their order."""
        raise NotImplementedError

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the tables that hold something."""
        row = context.get("original")
        context["around"] = [table for table in self.around(request, row) if table] if row is not None else []
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def table(
    request: HttpRequest,
    title: Promise,
    rows: QuerySet[Any],
    columns: Iterable[tuple[Heading, Show]],
    *,
    of: Model | None = None,
    most: int | None = MOST,
) -> Table | None:
    """Make a table of the newest rows; none where there are none, or where this person may not see them."""
    columns, model = list(columns), rows.model
    if not request.user.has_perm(f"donations.view_{model._meta.model_name}"):
        return None
    newest = list(rows[: most + 1] if most else rows)
    if not newest:
        return None
    is_all = most is None or len(newest) <= most
    more = "" if is_all or of is None else f"{address(model, 'changelist')}?{of._meta.model_name}__id__exact={of.pk}"
    cells = [[(heading, show(row)) for heading, show in columns] for row in newest[:most]]
    count = len(newest) if is_all else rows.count()
    return Table(title, [heading for heading, _show in columns], cells, count, more)


def address(model: type[Model], page: str, *args: Any) -> str:
    """Give the address of a page of the desk."""
    return reverse(f"admin:donations_{model._meta.model_name}_{page}", args=args)


def linked(row: Model, label: datetime | str) -> SafeString:
    """Lead to the page of a row."""
    shown = moment_of(label) if isinstance(label, datetime) else label
    return format_html('<a href="{}">{}</a>', address(type(row), "change", row.pk), shown)


def moment_of(moment: datetime | None) -> str:
    """Write a moment, or a dash for none."""
    return day_and_time(moment, language()) if moment else "–"


def amount(row: Any) -> SafeString:
    """Write the amount of a row with minor units."""
    return money.as_html(row.amount_minor, row.currency, language())


def isolated(text: object) -> SafeString:
    """Keep a name or a number apart from the direction of the words around it."""
    return format_html("<bdi>{}</bdi>", text or "–")
