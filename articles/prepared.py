"""Questions that are written once and asked all day.

Building SQL out of a queryset costs several times what Postgres needs to answer it, and every reader asks the same
few questions. A prepared question is an ordinary queryset with `Given("pk", ...)` where the values change; its SQL is
made when it is first asked and kept for the life of the process. Values travel as bound parameters, never as text.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import Expression, Field, Lookup, QuerySet


class Blank(NamedTuple):
    """A parameter that waits for its value."""

    name: str


class Given(Expression):
    """A value that is named when the question is asked."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Leave a hole of this name."""
        return "%s", (Blank(self.name),)


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


class Prepared:
    """One queryset with its SQL kept. It is built late, since models and the database are not there at import."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build

    @cached_property
    def _question(self) -> tuple[type[models.Model], str, tuple[Any, ...]]:
        queryset = self._build()
        sql, params = queryset.query.sql_with_params()
        return queryset.model, sql, tuple(params)

    def objects(self, **given: Any) -> list[Any]:
        """Ask for rows as model instances; columns that are no field of the model become attributes as they come."""
        model, sql, params = self._question
        return list(model._base_manager.raw(sql, _filled(params, given)))

    def rows(self, **given: Any) -> list[dict[str, Any]]:
        """Ask for rows as columns by name; their order is the queryset's own affair."""
        _model, sql, params = self._question
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(params, given))
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]


def loaded[Row: models.Model](model: type[Row], columns: dict[str, Any]) -> Row:
    """Make a row that a query gathered as JSON; what it left out stays unloaded."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
    return model.from_db(connection.alias, names, [columns[name] for name in names])


def _filled(params: tuple[Any, ...], given: dict[str, Any]) -> list[Any]:
    return [given[param.name] if isinstance(param, Blank) else param for param in params]
