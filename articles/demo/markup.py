"""The plain way the demo stories are written, turned into body HTML.

Blocks stand apart by an empty line: `## ` a subhead, `### ` a smaller one, `- ` or `1. ` list items, `> ` a quote,
`[[bridge]] words` a picture with its caption, `{ltr} ` or `{rtl} ` a paragraph in the other direction, a lone web
address an embed, anything else a paragraph. Inside a line: `[words](address)`, `**strong**`, `*stressed*`.
"""

import re
from collections.abc import Callable
from html import escape

_FIGURE = re.compile(r"\[\[(\w+)\]\]\s*(.*)", re.S)
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_STRESSED = re.compile(r"\*([^*]+)\*")
_ADDRESS = re.compile(r"https://\S+")
_ITEM = re.compile(r"^(?:- |\d+\. )", re.M)

Figure = Callable[[str, str], str]


def _nothing(scene: str, caption: str) -> str:
    return ""


def to_html(text: str, *, figure: Figure = _nothing) -> str:
    """Give the body HTML; `figure(scene, caption)` makes a picture's element."""
    return "".join(_block(block.strip(), figure) for block in re.split(r"\n\s*\n", text.strip()))


def scenes(text: str) -> list[str]:
    """Name the pictures that a text places."""
    return re.findall(r"^\[\[(\w+)\]\]", text, re.M)


def word_count(text: str) -> int:
    """Count the words a reader reads."""
    return len(re.sub(r"\[\[\w+\]\]|\]\(\S+\)|[#>*{}\[\]]", " ", text).split())


def _block(block: str, figure: Figure) -> str:
    if match := _FIGURE.fullmatch(block):
        return figure(match[1], match[2])
    if _ADDRESS.fullmatch(block):
        return f'<p><a href="{escape(block)}">{escape(block)}</a></p>'
    for mark, element in [("### ", "h3"), ("## ", "h2")]:
        if block.startswith(mark):
            return f"<{element}>{_line(block.removeprefix(mark))}</{element}>"
    for direction in ("ltr", "rtl"):
        if block.startswith(f"{{{direction}}} "):
            return f'<p dir="{direction}">{_line(block[6:])}</p>'
    if block.startswith("> "):
        return f"<blockquote><p>{_line(re.sub(r'^> ?', '', block, flags=re.M))}</p></blockquote>"
    if _ITEM.match(block):
        element = "ul" if block.startswith("- ") else "ol"
        items = "".join(f"<li><p>{_line(item)}</p></li>" for item in _ITEM.split(block)[1:])
        return f"<{element}>{items}</{element}>"
    return f"<p>{_line(block)}</p>"


def _line(text: str) -> str:
    html = escape(" ".join(text.split()), quote=False)
    html = _LINK.sub(r'<a href="\2">\1</a>', html)
    return _STRESSED.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", html))
