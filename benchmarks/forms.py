"""Read a form out of a page as a browser would send it back."""

from html.parser import HTMLParser


def fields_of(page: str, form_id: str) -> list[tuple[str, str]]:
    """Give the name and value of everything a browser would submit from this form, in order."""
    reader = _FormReader(form_id)
    reader.feed(page)
    return reader.fields


class _FormReader(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.fields: list[tuple[str, str]] = []
        self.textarea: str | None = None
        self.select: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        elif not self.inside or "disabled" in given:
            return
        elif tag == "input" and name and _is_sent(given):
            self.fields.append((name, given.get("value") or ""))
        elif tag == "textarea":
            self.textarea, self.text = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.fields.append((self.select, given.get("value") or ""))

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            # A browser drops the newline that follows the opening tag.
            self.fields.append((self.textarea, self.text.removeprefix("\r\n").removeprefix("\n")))
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.inside = False


def _is_sent(given: dict[str, str | None]) -> bool:
    kind = given.get("type", "text")
    if kind in {"checkbox", "radio"}:
        return "checked" in given
    return kind not in {"submit", "button", "image", "file", "reset"}
