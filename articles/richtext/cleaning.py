"""Make any HTML into body text: a sanitiser first, then the closed list's own order and spelling.

The sanitiser (nh3, an HTML5 parser) decides what may stay at all. What it gives is well formed and small, so that a
plain reading of its tags is sound; from that reading the text is laid out again block by block.
"""

import re

import nh3

from articles.richtext.elements import BREAKS, DIRECTED, DIRECTIONS, KIND, LANGUAGE_TAG, SPELLING, WITH_CONTENT
from articles.richtext.layout import Layout
from articles.richtext.lines import Line
from articles.richtext.links import safe_address

_INVISIBLE = re.compile(  # controls, bidi overrides and embeddings, zero-width spaces, soft hyphens, half characters
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060\ufeff\ufff9-\ufffd\ud800-\udfff]"
)
_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:bold|bolder|[6-9]00)")
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|lighter|[1-5]00)")
_SLANTED = re.compile(r"(?<![\w-])font-style:\s*(?:italic|oblique)")
_UPRIGHT = re.compile(r"(?<![\w-])font-style:\s*normal")
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_STYLED = ("b", "strong", "i", "em", "span")


def clean(html: str) -> str:
    """Give the same text with nothing outside the closed list, in its one spelling; empty paragraphs are dropped."""
    if not html.strip():
        return ""
    safe = _SANITISER.clean(_INVISIBLE.sub("", html))
    layout = Layout()
    for closing, tag, attributes, text in _TOKEN.findall(_INVISIBLE.sub("", safe)):
        if text:
            layout.text(text)
        elif closing:
            layout.close(tag)
        else:
            _open(layout, tag, dict(_ATTRIBUTE.findall(attributes)) if attributes else {})
    return layout.html()


def _open(layout: Layout, tag: str, attributes: dict[str, str]) -> None:
    """Start one element of the sanitised text, under its spelling in the closed list."""
    name = SPELLING.get(tag)
    kind = KIND.get(name or "")
    if kind == "void":
        _open_void(layout, name, attributes)
    elif kind == "inline" or tag == "span":
        layout.open_inline(tag, name, attributes.get("href"), attributes.get("style", ""))
    elif kind == "text":
        layout.open_line(tag, Line(name or "p", _directions(name, attributes)))
    elif kind == "figure":
        layout.open_figure(tag)
    elif kind is not None:
        layout.open_container(tag, name or "ul", kind, _directions(name, attributes))
    elif tag in BREAKS:
        layout.open_break(tag)


def _open_void(layout: Layout, name: str | None, attributes: dict[str, str]) -> None:
    if name == "br":
        layout.line_break()
    elif name == "hr":
        layout.rule()
    elif "data-photo" in attributes:
        layout.photo(int(attributes["data-photo"]))


def _directions(name: str | None, attributes: dict[str, str]) -> str:
    if name not in DIRECTED:
        return ""
    return "".join(f' {key}="{attributes[key]}"' for key in ("dir", "lang") if key in attributes)


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Give the value under which an attribute stays, or None to drop it."""
    match attribute:
        case "href":
            return safe_address(_INVISIBLE.sub("", value))
        case "dir":
            return value.lower() if value.lower() in DIRECTIONS else None
        case "lang":
            return value if LANGUAGE_TAG.fullmatch(value) else None
        case "data-photo":
            return str(int(value)) if re.fullmatch(r"[0-9]{1,18}", value, re.ASCII) and int(value) else None
        case "style":
            return _emphasis(value.lower())
    return None


def _emphasis(style: str) -> str | None:
    """Read from a style only whether it makes letters bold or slanted; word processors say it there alone."""
    said = [
        word
        for word, pattern in (("bold", _BOLD), ("thin", _NOT_BOLD), ("slanted", _SLANTED), ("upright", _UPRIGHT))
        if pattern.search(style)
    ]
    return " ".join(said) or None


_SANITISER = nh3.Cleaner(
    tags=set(SPELLING) | set(BREAKS) | {"span"},
    clean_content_tags=set(WITH_CONTENT),
    attributes={"a": {"href"}, "img": {"data-photo"}}
    | {tag: {"dir", "lang"} for tag, name in SPELLING.items() if name in DIRECTED}
    | {tag: {"style"} for tag in _STYLED},
    attribute_filter=_keep_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
