"""One line of text: runs of letters with their marks, and the one way to write them down.

Marks are written in one order, neighbours with the same marks are one run, white space is single.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import takewhile

from articles.richtext.elements import MARKS
from articles.richtext.embeds import embed_for
from articles.richtext.links import leads_outside

_SPACES = re.compile(r"[ \t\r\n\f\u2028\u2029\u00a0]{2,}|[\t\r\n\f\u2028\u2029]")
BLANK = " \t\r\n\f\u2028\u2029\u00a0"


@dataclass(frozen=True)
class Marks:
    """How a run of letters is set: its link (as it stands in the attribute) and its emphasis."""

    href: str | None = None
    strong: bool = False
    em: bool = False
    sub: bool = False
    sup: bool = False

    def with_mark(self, name: str) -> "Marks":
        """Add one emphasis: "strong", "em", "sub" or "sup"."""
        added = {**self.__dict__, name: True}
        return Marks(**added)

    def tags(self) -> list[str]:
        """List the opening tags, outermost first."""
        rel = ' rel="noopener"' if self.href and leads_outside(self.href) else ""
        link = [f'<a href="{self.href}"{rel}>'] if self.href else []
        return link + [f"<{name}>" for name in MARKS if getattr(self, name)]


Run = tuple[Marks, str]
BREAK: Run = (Marks(), "\n")


@dataclass
class Line:
    """A paragraph, heading or caption: its runs, with breaks between them."""

    tag: str
    attributes: str = ""
    runs: list[Run] = field(default_factory=list)

    def html(self) -> str:
        """Write the line; two breaks in a row part a paragraph in two, an empty line is nothing."""
        parts = list(_parted(self.runs)) if self.tag in ("p", "figcaption") else [self.runs]
        written = [text for text in map(_written, parts) if text]
        if self.tag == "figcaption":
            written = ["<br>".join(written)] if written else []
        return "".join(f"<{self.tag}{self.attributes}>{text}</{self.tag}>" for text in map(_as_embed, written))


def _parted(runs: list[Run]) -> Iterator[list[Run]]:
    """Part a line where two breaks meet."""
    part: list[Run] = []
    for run in runs:
        part.append(run)
        if run is BREAK:
            before = list(takewhile(lambda r: r is BREAK or not r[1].strip(BLANK), reversed(part)))
            if sum(r is BREAK for r in before) > 1:
                yield part
                part = []
    yield part


def _written(runs: list[Run]) -> str:
    """Write runs with single spaces, none at the ends or beside a break; marks open and close only on change."""
    out: list[str] = []
    marks: list[str] = []
    for run_marks, text in _tidied(runs):
        wanted = run_marks.tags() if text != "<br>" else []
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(marks, wanted, strict=False)))
        out += [_closing(tag) for tag in reversed(marks[same:])]
        out += wanted[same:]
        out.append(text)
        marks = wanted
    out += [_closing(tag) for tag in reversed(marks)]
    return "".join(out)


def _tidied(runs: list[Run]) -> list[Run]:
    tidy: list[Run] = []
    for run in runs:
        if run is BREAK:
            _trim_end(tidy)
            if tidy and tidy[-1][1] != "<br>":
                tidy.append((run[0], "<br>"))
            continue
        text = _SPACES.sub(" ", run[1])
        if not tidy or tidy[-1][1] == "<br>" or tidy[-1][1][-1] in BLANK:
            text = text.lstrip(BLANK)
        if text:
            tidy.append((run[0], text))
    _trim_end(tidy)
    while tidy and tidy[-1][1] == "<br>":
        tidy.pop()
        _trim_end(tidy)
    return tidy


def _trim_end(runs: list[Run]) -> None:
    while runs and not runs[-1][1].strip(BLANK):
        runs.pop()
    if runs:
        runs[-1] = (runs[-1][0], runs[-1][1].rstrip(BLANK))


def _closing(tag: str) -> str:
    return "</" + tag[1:].split(" ")[0].rstrip(">") + ">"


_ONLY_LINK = re.compile(r'<a href="([^"]*)" rel="noopener">([^<]*)</a>|(https?://[^\s<]+)')


def _as_embed(text: str) -> str:
    """Spell out a line that is only the address of a film or post: linked, without trackers."""
    match = _ONLY_LINK.fullmatch(text)
    if not match:
        return text
    embed = embed_for(unescape(match[1] or match[3]))
    if embed is None:
        return text
    address = embed.address.replace("&", "&amp;")
    title = match[2] or ""
    if " " not in title and ("/" in title or not title):  # the address once more
        title = address
    return f'<a href="{address}" rel="noopener">{title}</a>'
