"""Two editors at one story: each saves only what they changed themselves.

The form carries, hidden, a short fingerprint of every value that the editor was shown. On saving, a field that still
is as it was shown keeps what the database holds by now. Where both changed the same field, the form says so, quotes
the other text and keeps the editor's own; saving once more replaces.
"""

import hashlib
import json
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

QUOTED_LETTERS = 400


class KeepsNeighbours(forms.ModelForm):
    """A form that leaves alone what its editor did not touch."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: set[str] = set()
        self._now = {name: fingerprint(self.get_initial_for_field(self.fields[name], name)) for name in self._own()}
        self.initial["shown"] = json.dumps(self._now)
        self._shown = self._read_shown() if self.is_bound else {}

    @property
    def changed_data(self) -> list[str]:
        """Name what this editor changed; a neighbour's change is not among it."""
        return [name for name in super().changed_data if name != "shown" and name not in self._kept]

    def clean(self) -> dict[str, Any]:
        """Give untouched fields the value of the database, and quote the other editor where both wrote."""
        cleaned = super().clean() or self.cleaned_data
        for name in self._own() if self.instance.pk else []:
            if name not in cleaned or self._shown.get(name, self._now[name]) == self._now[name]:
                continue  # nobody else changed it since it was shown
            stored = self.get_initial_for_field(self.fields[name], name)
            mine = fingerprint(cleaned[name])
            if mine == self._shown[name]:
                cleaned[name] = self.fields[name].clean(stored)
                self._kept.add(name)
            elif mine != self._now[name]:
                self.add_error(name, self._both_wrote(stored))
                self._show_again(name)
        return cleaned

    def _own(self) -> list[str]:
        """Name the fields of the model itself that this form shows."""
        mine = {field.name for field in (*self._meta.model._meta.fields, *self._meta.model._meta.many_to_many)}
        return [name for name in self.fields if name in mine]

    def _read_shown(self) -> dict[str, str]:
        try:
            shown = json.loads(self.data.get(self.add_prefix("shown"), ""))
        except ValueError:
            return {}
        return shown if isinstance(shown, dict) else {}

    def _show_again(self, name: str) -> None:
        """Count the other text as shown, now that it is quoted: saving once more is meant."""
        self._shown[name] = self._now[name]
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("shown")] = json.dumps(self._shown)
        self.data = data

    def _both_wrote(self, stored: Any) -> ValidationError:
        theirs = Truncator(strip_tags(str(stored or ""))).chars(QUOTED_LETTERS)
        return ValidationError(
            _("Someone else changed this while you were writing. Theirs: “%(text)s”. Save again to replace it."),
            code="both_wrote",
            params={"text": theirs},
        )


def fingerprint(value: Any) -> str:
    """Give a short mark of a value, the same for a value from the database and for one sent by a browser."""
    return hashlib.blake2s(_as_text(value).encode(), digest_size=9).hexdigest()


def _as_text(value: Any) -> str:
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, str):
        return "\n".join(value.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))
    if hasattr(value, "__iter__"):
        return " ".join(sorted(_as_text(each) for each in value))
    return "" if value is None else str(value)
