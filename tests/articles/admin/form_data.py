"""What a browser sends back when it was given a form: the values on the page, and those an editor changed."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Fields(HTMLParser):
    """Collect the successful controls of the page's last form."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take values from inputs, remember open selects and text areas."""
        given = dict(attrs)
        name = given.get("name") or ""
        kind = given.get("type", "text")
        if tag == "form" and (given.get("id") or "").endswith(("_form", "-form")):
            self.values = {}
        elif tag == "input" and name and kind not in ("submit", "button", "file"):
            if kind != "checkbox" or "checked" in given:
                self.values[name] = given.get("value") or ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.values.setdefault(self._select, []).append(given.get("value") or "")
        elif tag == "textarea":
            self._area = name
            self.values[name] = ""

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Collect the text of an area; HTML drops the first line break in it."""
        if self._area:
            self.values[self._area] += data

    def sent(self) -> dict[str, Any]:
        """Give what a browser would send."""
        return {name: v.removeprefix("\n") if isinstance(v, str) else v for name, v in self.values.items()}


def opened(client: Client, address: str) -> dict[str, Any]:
    """Open a form in the desk and read what it would send back untouched."""
    return fields_of(client.get(address).content.decode())


def fields_of(html: str) -> dict[str, Any]:
    """Read what the last form of a page would send back untouched."""
    fields = _Fields()
    fields.feed(html)
    return fields.sent()
