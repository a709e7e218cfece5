"""The details of the staff's acts in words: they are stored as codes, and read in the language of the desk."""

from collections.abc import Mapping
from datetime import datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from newsroom.identity import language
from newsroom.models import User
from newsroom.roles import name_of
from newsroom.templatetags.dates import day_and_time

# Every name of a detail in the product has its line here, and so has every code among the values.
KEYS = {
    "address": gettext_lazy("network address"),
    "after": gettext_lazy("rights afterwards"),
    "amount": gettext_lazy("amount"),
    "amount_before": gettext_lazy("amount before"),
    "answer": gettext_lazy("answer"),
    "before": gettext_lazy("rights before"),
    "browser": gettext_lazy("browser"),
    "change": gettext_lazy("what was done"),
    "credit": gettext_lazy("credit"),
    "currencies": gettext_lazy("currencies"),
    "days": gettext_lazy("days"),
    "document": gettext_lazy("document number"),
    "done": gettext_lazy("what was done"),
    "fields": gettext_lazy("what changed"),
    "filters": gettext_lazy("filters"),
    "format": gettext_lazy("format"),
    "from_person": gettext_lazy("from"),
    "gift": gettext_lazy("gift"),
    "gifts": gettext_lazy("gifts"),
    "groups": gettext_lazy("groups"),
    "groups_before": gettext_lazy("groups before"),
    "how": gettext_lazy("proofs"),
    "kind": gettext_lazy("kind"),
    "language": gettext_lazy("language"),
    "leads_to": gettext_lazy("leads to"),
    "lines": gettext_lazy("lines"),
    "link": gettext_lazy("number of the link"),
    "mail": gettext_lazy("mail"),
    "marks": gettext_lazy("account"),
    "marks_before": gettext_lazy("account before"),
    "merged": gettext_lazy("merged into it"),
    "new_browser": gettext_lazy("new browser"),
    "new_lines": gettext_lazy("new lines"),
    "now": gettext_lazy("file now"),
    "number": gettext_lazy("revision"),
    "paid_since": gettext_lazy("from"),
    "paid_until": gettext_lazy("until"),
    "paid_by": gettext_lazy("payment method"),
    "permissions": gettext_lazy("rights of its own"),
    "permissions_before": gettext_lazy("rights of its own before"),
    "pledges": gettext_lazy("pledges"),
    "reason": gettext_lazy("reason"),
    "received_on": gettext_lazy("received on"),
    "reference": gettext_lazy("reference"),
    "refund": gettext_lazy("number of the refund"),
    "revoked": gettext_lazy("revoked link"),
    "sections": gettext_lazy("sections"),
    "sections_before": gettext_lazy("sections before"),
    "sessions": gettext_lazy("sessions"),
    "statement": gettext_lazy("yearly statement"),
    "stories": gettext_lazy("stories"),
    "table": gettext_lazy("table"),
    "text": gettext_lazy("text"),
    "to_person": gettext_lazy("to"),
    "until": gettext_lazy("until"),
    "was": gettext_lazy("file before"),
    "way": gettext_lazy("booked as"),
    "with_donors": gettext_lazy("with the donors"),
}

_DONE = {
    "added": pgettext_lazy("what was done", "added"),
    "answered": pgettext_lazy("what was done", "answered"),
    "authenticator app added": gettext_lazy("authenticator app added"),
    "authenticator app removed": gettext_lazy("authenticator app removed"),
    "changed": pgettext_lazy("what was done", "changed"),
    "deleted": pgettext_lazy("what was done", "deleted"),
    "forgotten": gettext_lazy("second factor taken off"),
    "hidden": pgettext_lazy("what was done", "hidden"),
    "shown": pgettext_lazy("what was done", "shown"),
    "passkey added": gettext_lazy("passkey added"),
    "passkey removed": gettext_lazy("passkey removed"),
    "published": pgettext_lazy("what was done", "published"),
    "recovery codes made": gettext_lazy("recovery codes made"),
    "removed": pgettext_lazy("what was done", "removed"),
    "reworded": pgettext_lazy("what was done", "reworded"),
}

VALUES = {
    "way": {
        "gift": gettext_lazy("payment of a gift or pledge"),
        "again": gettext_lazy("another gift of the same donor"),
        "known": gettext_lazy("recorded by hand before"),
        "refund": gettext_lazy("refund"),
        "new": gettext_lazy("gift of somebody unknown"),
    },
    "answer": {"corrected": gettext_lazy("Corrected too"), "does_not_apply": gettext_lazy("Does not apply")},
    "change": _DONE,
    "done": _DONE,
    "format": {
        "csv": gettext_lazy("table for a spreadsheet"),
        "jsonl": gettext_lazy("JSON lines"),
        "xlsx": gettext_lazy("Excel (XLSX)"),
    },
    "kind": {
        "correction": gettext_lazy("Correction"),
        "clarification": gettext_lazy("Clarification"),
        "update": gettext_lazy("Update"),
        "retraction": gettext_lazy("Retraction"),
    },
    "language": {"ar": gettext_lazy("Arabic"), "en": gettext_lazy("English"), "": gettext_lazy("both languages")},
    "table": {"gifts": gettext_lazy("gifts"), "ledger": gettext_lazy("ledger")},
    "with_donors": {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")},
    "new_browser": {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")},
    "sections": {"": gettext_lazy("the whole paper")},
}
_PROOFS = {
    "password": gettext_lazy("password"),
    "mfa": gettext_lazy("second factor"),
    "login": gettext_lazy("sign-in"),
    "password_reset": gettext_lazy("link by mail"),
}
_MARKS = {
    "is_active": gettext_lazy("may sign in"),
    "is_staff": gettext_lazy("belongs to the staff"),
    "is_superuser": gettext_lazy("may do everything"),
}
_ACTS = {
    "view": gettext_lazy("%(things)s: look"),
    "add": gettext_lazy("%(things)s: add"),
    "change": gettext_lazy("%(things)s: change"),
    "delete": gettext_lazy("%(things)s: delete"),
}


def in_words(details: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give each detail with its name, in the active language; what has no words is shown as it was stored."""
    return [(str(KEYS.get(name, name)), _value(name, details[name])) for name in sorted(details)]


def _value(name: str, stored: str) -> str:
    name = name.removesuffix("_before")
    if name == "groups":
        return _each(stored, name_of)
    if name == "marks":
        return _each(stored, lambda mark: str(_MARKS.get(mark, mark)))
    if name == "how":
        return _each(stored, lambda proof: str(_PROOFS.get(proof, proof)), between="+")
    if name == "fields":
        return _each(stored, _field)
    if name == "until":
        return _moment(stored)
    if stored == "deleted" or name not in ("permissions", "before", "after"):
        words = VALUES.get(name, _DONE if stored == "deleted" else {}).get(stored)
        return str(words) if words else stored or "–"
    return _each(stored, _permission)


def _each(stored: str, named: object, *, between: str = ", ") -> str:
    words = [named(code) for code in stored.split(between) if code]  # type: ignore[operator] # a function of one code
    return _(", ").join(words) or "–"


def _field(name: str) -> str:
    try:
        return str(User._meta.get_field(name).verbose_name)  # type: ignore[union-attr] # relations back have no form
    except (FieldDoesNotExist, AttributeError):
        return name


def _moment(stored: str) -> str:
    try:
        return day_and_time(datetime.fromisoformat(stored), language())
    except ValueError:
        return stored or "–"


def _permission(code: str) -> str:
    """Say what "app.codename" allows, by the names of the model and of the permission; no question is asked."""
    app, _dot, codename = code.partition(".")
    models = apps.get_app_config(app).get_models() if app in apps.app_configs else ()
    for model in models:
        act, _underscore, of = codename.partition("_")
        if of == model._meta.model_name and act in _ACTS:
            return str(_ACTS[act]) % {"things": capfirst(str(model._meta.verbose_name_plural))}
        own = dict(model._meta.permissions)
        if codename in own:
            return capfirst(str(own[codename]))
    return code
