"""The closed list: every element that a body text may hold, and what follows from it.

The editor offers these and no others, and cleaning keeps these and no others; both read the one table below.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["text", "list", "item", "quote", "figure", "inline", "void"]


@dataclass(frozen=True)
class Element:
    """One element: its tag, what it is made of, the editor's extensions behind it, other spellings it stands for."""

    tag: str
    kind: Kind
    extensions: dict[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()


ELEMENTS = (
    Element("p", "text", {"Paragraph": True}),
    Element("h2", "text", {"Heading": {"levels": [2, 3]}}, also=("h1",)),
    Element("h3", "text", {"Heading": {"levels": [2, 3]}}, also=("h4", "h5", "h6")),
    Element("ul", "list", {"BulletList": True, "ListItem": True}, also=("menu", "dir")),
    Element("ol", "list", {"OrderedList": {"enableListAttributes": False}, "ListItem": True}),
    Element("li", "item", {"ListItem": True}),
    Element("blockquote", "quote", {"Blockquote": True}),
    Element("hr", "void", {"HorizontalRule": True}),
    Element("figure", "figure", {"PlacedPhoto": True}),
    Element("figcaption", "text", {"PlacedPhoto": True}),
    Element("img", "void", {"PlacedPhoto": True}),
    Element("a", "inline", {"StoryLink": {"enableTarget": False, "defaultProtocol": "https"}}),
    Element("strong", "inline", {"Bold": True}, also=("b",)),
    Element("em", "inline", {"Italic": True}, also=("i", "cite", "dfn", "var")),
    Element("sub", "inline", {"Subscript": True}),
    Element("sup", "inline", {"Superscript": True}),
    Element("br", "void", {"HardBreak": True}),
)

# Elements that are not kept but part what stands before them from what stands after them.
BREAKS = frozenset({"address", "article", "aside", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset"})
BREAKS |= {"footer", "form", "header", "main", "nav", "pre", "section"}
BREAKS |= {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
# Elements that go with everything inside them.
WITH_CONTENT = frozenset({"script", "style", "title", "noscript", "template", "svg", "math", "textarea", "select"})

KIND: dict[str, Kind] = {element.tag: element.kind for element in ELEMENTS}
SPELLING: dict[str, str] = {other: element.tag for element in ELEMENTS for other in (element.tag, *element.also)}
DIRECTED = ("p", "h2", "h3", "ul", "ol", "blockquote")  # may carry `dir` and `lang`
DIRECTIONS = ("rtl", "ltr", "auto")
LANGUAGE_TAG = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}")
MARKS = ("strong", "em", "sub", "sup")  # in the order in which they open, inside a link


def editor_extensions() -> dict[str, Any]:
    """Give the prose editor's configuration that can write exactly this list."""
    return {name: options for element in ELEMENTS for name, options in element.extensions.items()}


_BLOCK_ATTRIBUTES = r'(?: dir="(?:rtl|ltr|auto)")?(?: lang="[a-zA-Z0-9-]{2,30}")?'
_HREF = r'(?:https?://[^"<>\s/]|mailto:|tel:|/(?![/\\]))[^"<>\s\\]*|/'
_PLAIN = "|".join(element.tag for element in ELEMENTS if element.tag not in ("a", "img", "br", "hr"))
CANONICAL_TAG = (
    rf"</(?:{_PLAIN}|a)>|<(?:{_PLAIN}|br|hr)>|<(?:{'|'.join(DIRECTED)}){_BLOCK_ATTRIBUTES}>"
    rf'|<a href="(?:{_HREF})"(?: rel="noopener")?>|<img data-photo="[0-9]{{1,18}}">'
)
_CANONICAL = re.compile(rf"(?:[^<]++|{CANONICAL_TAG})*+")


def is_canonical(html: str) -> bool:
    """Tell whether every tag of this text is spelled as `clean` spells it; quick enough to ask for each page."""
    return _CANONICAL.fullmatch(html) is not None
