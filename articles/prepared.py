"""Questions that are written once and asked all day.

Building SQL out of a queryset costs several times what Postgres needs to answer it, and every reader asks the same
few questions. A prepared question is an ordinary queryset with `Given("pk", ...)` where the values change; its SQL is
made when it is first asked and kept for the life of the process, and Postgres plans it once for each connection. What
no queryset can say is prepared from SQL by hand.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple
from weakref import WeakSet

from django.db import NotSupportedError, connection, models
from django.db.models import Expression, Field, Lookup, QuerySet
from psycopg2.extensions import AsIs

_NUMBERS = count(1)
_HOLE = re.compile(r"%\((\w+)\)s")


class Blank(NamedTuple):
    """A parameter that waits for its value."""

    name: str
    kind: str


class Given(Expression):
    """A value that is named when the question is asked."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Leave a hole of this name."""
        return "%s", (Blank(self.name, self.output_field.db_type(connection) or "unknown"),)


class Among(Lookup):
    """One of a list of numbers, which may be of any length: `Among(F("pk"), Given("pks", ArrayField(...)))`."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Compare with a list in one parameter."""
        column, column_params = self.process_lhs(compiler, connection)
        listed, listed_params = compiler.compile(self.rhs)
        return f"{column} = ANY({listed})", (*column_params, *listed_params)


def number(name: str) -> Given:
    """A number that is named when the question is asked."""
    return Given(name, models.BigIntegerField())


def moment(name: str) -> Given:
    """A moment that is named when the question is asked."""
    return Given(name, models.DateTimeField())


class Planned(ABC):
    """SQL that is kept, and planned once by Postgres for each connection.

    A pooler that hands out connections for single transactions keeps no plans: with DISABLE_SERVER_SIDE_CURSORS,
    Django's word for one, none are made.
    """

    def __init__(self) -> None:
        self._name = f"prepared_{next(_NUMBERS)}"
        self._planned_on: WeakSet[Any] = WeakSet()

    @property
    @abstractmethod
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        """Give the SQL with `%s` for its holes, and what goes into each: a value, or a `Blank`."""

    def rows(self, **given: Any) -> list[dict[str, Any]]:
        """Ask for rows as columns by name, in the question's own order."""
        return self._ask(_rows, given)

    def _ask[Answer](self, ask: Callable[[str, list[Any]], Answer], given: dict[str, Any]) -> Answer:
        try:
            return ask(*self._call(given))
        except NotSupportedError:  # a migration has changed a column of a plan that this connection keeps
            if connection.in_atomic_block:
                raise
            connection.close()
            return ask(*self._call(given))

    def _call(self, given: dict[str, Any]) -> tuple[str, list[Any]]:
        """Give the SQL that asks, and its values."""
        sql, params = self._written
        if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return sql, [given[param.name] if isinstance(param, Blank) else param for param in params]
        blanks = list(dict.fromkeys(param for param in params if isinstance(param, Blank)))
        connection.close_if_health_check_failed()  # before we look, since a new connection has no plans
        connection.ensure_connection()
        if connection.connection not in self._planned_on:
            self._plan(sql, params, blanks)
        values = [given[blank.name] for blank in blanks]
        holes = ", ".join("%s" for _blank in blanks)
        return f"EXECUTE {self._name} ({holes})" if blanks else f"EXECUTE {self._name}", values

    def _plan(self, sql: str, params: tuple[Any, ...], blanks: list[Blank]) -> None:
        places = {blank: AsIs(f"${place}") for place, blank in enumerate(blanks, 1)}
        kinds = ", ".join(blank.kind for blank in blanks)
        head = f"PREPARE {self._name} ({kinds}) AS " if blanks else f"PREPARE {self._name} AS "
        with connection.connection.cursor() as cursor:
            filled = [places[param] if isinstance(param, Blank) else param for param in params]
            cursor.execute(head.encode() + cursor.mogrify(sql, filled))
        self._planned_on.add(connection.connection)


class Prepared(Planned):
    """A queryset with holes.

    It is built late, since models and the database are not there at import.
    """

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        super().__init__()
        self._build = build

    @cached_property
    def _queryset(self) -> QuerySet:
        return self._build()

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        sql, params = self._queryset.query.sql_with_params()
        return sql, tuple(params)

    def objects(self, **given: Any) -> list[Any]:
        """Ask for rows as model instances; columns that are no field of the model become attributes as they come."""
        manager = self._queryset.model._base_manager
        return self._ask(lambda sql, values: list(manager.raw(sql, values)), given)


class PreparedSQL(Planned):
    """SQL by hand with holes like `%(now)s`, and the type of each: `PreparedSQL(sql, now="timestamptz")`."""

    def __init__(self, sql: str, **kinds: str) -> None:
        super().__init__()
        self._sql = _HOLE.sub("%s", sql)
        self._params = tuple(Blank(name, kinds[name]) for name in _HOLE.findall(sql))

    @property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        return self._sql, self._params


def _rows(sql: str, values: list[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def loaded[Row: models.Model](model: type[Row], columns: dict[str, Any]) -> Row:
    """Make a row that a query gathered as JSON; what it left out stays unloaded."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
    return model.from_db(connection.alias, names, [columns[name] for name in names])
