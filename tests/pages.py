"""Read a page as a browser would: `read(client, "/en/").texts("article h1")`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# One step of a selector: tag, .class, [name] or [name="value"]; steps are nested by spaces.
_STEP = re.compile(r'([a-z0-9]+)?((?:\.[\w-]+)*)((?:\[[\w-]+(?:="[^"]*")?\])*)')


@dataclass
class Element:
    """One element with its place in the tree."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    pieces: list[str | Element] = field(default_factory=list)

    def text(self) -> str:
        """All words inside, with white space folded."""
        words = "".join(piece if isinstance(piece, str) else piece.text() for piece in self.pieces)
        return re.sub(r"\s+", " ", words).strip()

    def fits(self, step: str) -> bool:
        """Whether one step of a selector describes this element."""
        tag, classes, attributes = _STEP.fullmatch(step).groups()
        own = self.attributes.get("class", "").split()
        wanted = re.findall(r'\[([\w-]+)(?:="([^"]*)")?\]', attributes)
        return (
            (not tag or tag == self.tag)
            and all(name in own for name in classes.split(".")[1:])
            and all(
                name in self.attributes and (not value or self.attributes[name] == value) for name, value in wanted
            )
        )


class Page(HTMLParser):
    """A page that was answered."""

    def __init__(self, html: str, headers: dict[str, str]) -> None:
        super().__init__()
        self.html, self.headers = html, headers
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._open[-1] if self._open else None
        element = Element(tag, {name: value or "" for name, value in attrs}, parent)
        self.elements.append(element)
        if parent:
            parent.pieces.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:  # written <meta ... />, as Django's own pages do
            return
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].pieces.append(data)

    def all(self, selector: str) -> list[Element]:
        """Every element that a selector describes."""
        *outer, last = selector.split(" ")
        return [element for element in self.elements if element.fits(last) and _inside(element, outer)]

    def one(self, selector: str) -> Element:
        """The only element that a selector describes."""
        (element,) = self.all(selector)
        return element

    def texts(self, selector: str) -> list[str]:
        """The words of every element that a selector describes."""
        return [element.text() for element in self.all(selector)]


def read(client: Client, path: str, *, status: int = 200, **data: str) -> Page:
    """Open a page and hold it to its status."""
    answer = client.get(path, data)
    assert answer.status_code == status, path
    return Page(answer.content.decode(), dict(answer.headers))


def _inside(element: Element, steps: list[str]) -> bool:
    above = element.parent
    for step in reversed(steps):
        while above and not above.fits(step):
            above = above.parent
        if above is None:
            return False
        above = above.parent
    return True
