"""The text laid out as blocks: who may stand in whom, and where a line begins and ends.

Lines (paragraphs, headings) stand in the text itself, in a quote or in a list item; figures and rules only in the
text itself.
"""

from dataclasses import dataclass, field, replace

from articles.richtext.elements import Kind
from articles.richtext.lines import BLANK, BREAK, Line, Marks

DEEPEST_LIST = 3

_WITHIN_LINES = frozenset(["a", "b", "strong", "i", "em", "cite", "dfn", "var", "sub", "sup", "span"])


@dataclass
class Figure:
    """A photo placed in the text, with the caption it has here."""

    photo: int
    caption: Line = field(default_factory=lambda: Line("figcaption"))

    def html(self) -> str:
        """Write the figure; its picture and credit are added when a page is made."""
        return f'<figure><img data-photo="{self.photo}">{self.caption.html()}</figure>'


@dataclass
class Rule:
    """A line across the page."""

    def html(self) -> str:
        """Write the rule."""
        return "<hr>"


@dataclass
class Container:
    """The text itself, a quote, a list or a list item."""

    tag: str
    kind: Kind | None = None
    attributes: str = ""
    children: list["Container | Figure | Line | Rule"] = field(default_factory=list)

    def html(self) -> str:
        """Write what is inside; an empty container is nothing."""
        inside = "".join(child.html() for child in self.children)
        return f"<{self.tag}{self.attributes}>{inside}</{self.tag}>" if inside and self.tag else inside


class Layout:
    """Takes a text tag by tag and lays it out."""

    def __init__(self) -> None:
        """Start with an empty text."""
        self._path = [Container("")]
        self._line: Line | None = None
        self._figure: Figure | None = None
        self._marks = Marks()
        self._open: list[tuple[str, Marks, int]] = []  # tag, marks around it, how deep the path was around it

    def text(self, text: str) -> None:
        """Add letters, as they stand in the markup."""
        text = text.replace("&nbsp;", "\u00a0")
        if self._line is None:
            if not text.strip(BLANK):
                return
            self._begin(Line("p"))
        if self._line is not None:
            self._line.runs.append((self._marks, text))

    def line_break(self) -> None:
        """Break the line; before a line there is nothing to break."""
        if self._line is not None:
            self._line.runs.append(BREAK)

    def rule(self) -> None:
        """Draw a line across, where no list or quote is open."""
        self._line = None
        if len(self._path) == 1:
            self._path[0].children.append(Rule())

    def photo(self, photo: int) -> None:
        """Place a photo in the text itself; a figure holds one."""
        figure = Figure(photo)
        self._line = None
        self._path[0].children.append(figure)
        if self._inside("figure"):
            self._figure = figure

    def open_inline(self, tag: str, name: str | None, href: str | None, style: str) -> None:
        """Start an element within a line."""
        self._enter(tag)
        marks = self._marks
        if name == "a":
            marks = replace(marks, href=href or marks.href)
        elif name is not None:
            marks = marks.with_mark(name)
        said = style.split()
        if "bold" in said or "thin" in said:
            marks = replace(marks, strong="bold" in said)
        if "slanted" in said or "upright" in said:
            marks = replace(marks, em="slanted" in said)
        self._marks = marks

    def open_line(self, tag: str, line: Line) -> None:
        """Start a paragraph, heading or caption; inside quotes and lists a heading is a paragraph."""
        self._enter(tag)
        self._line = None
        if line.tag == "figcaption":
            if self._figure is not None:
                self._line = self._figure.caption
                return
            line = Line("p", line.attributes)
        elif len(self._path) > 1:
            line = Line("p", line.attributes)
        self._begin(line)

    def open_figure(self, tag: str) -> None:
        """Start a figure; it begins with its photo."""
        self._enter(tag)
        self._line = self._figure = None

    def open_break(self, tag: str) -> None:
        """End the line for an element that is not kept."""
        self._enter(tag)
        self._line = None

    def open_container(self, tag: str, name: str, kind: Kind, attributes: str) -> None:
        """Start a quote, a list or an item, where the list of elements allows it."""
        self._enter(tag)
        self._line = None
        lists = sum(container.kind == "list" for container in self._path)
        if kind == "item":
            if lists:
                while self._path[-1].kind != "list":
                    self._path.pop()
                self._put(Container(name, kind))
        elif kind == "list":
            if lists < DEEPEST_LIST:
                self._item()
                self._put(Container(name, kind, attributes))
        elif len(self._path) == 1:
            self._put(Container(name, kind, attributes))

    def close(self, tag: str) -> None:
        """End the innermost element of this tag."""
        while self._open:
            opened, self._marks, depth = self._open.pop()
            if depth < len(self._path) or opened not in _WITHIN_LINES:
                self._line = None
            del self._path[depth:]
            if opened == "figure":
                self._figure = None
            if opened == tag:
                return

    def html(self) -> str:
        """Write the whole text."""
        return self._path[0].html().replace("\u00a0", "&nbsp;")

    def _enter(self, tag: str) -> None:
        self._open.append((tag, self._marks, len(self._path)))

    def _inside(self, tag: str) -> bool:
        return any(opened == tag for opened, _, _ in self._open)

    def _begin(self, line: Line) -> None:
        self._item()
        self._path[-1].children.append(line)
        self._line = line

    def _item(self) -> None:
        """In an open list, let what comes next stand in the last item, or in a new one."""
        around = self._path[-1]
        if around.kind == "list":
            last = around.children[-1] if around.children else None
            if isinstance(last, Container):
                self._path.append(last)
            else:
                self._put(Container("li", "item"))

    def _put(self, container: Container) -> None:
        self._path[-1].children.append(container)
        self._path.append(container)
