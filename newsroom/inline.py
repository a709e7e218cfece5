"""Styles and scripts small enough to travel inside the page.

A reader on a slow line gets the page in one round trip: the stylesheet and the text-size script are written into
the HTML, and the Content-Security-Policy names their hashes, so nothing else inline can ever run.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

_STATIC = Path(__file__).resolve().parent.parent / "static"

# What each kind of page carries. A page names its bundle with {% inline_style "article" %}.
STYLES: dict[str, tuple[str, ...]] = {
    "site": ("css/base.css", "css/lists.css"),
    "article": ("css/base.css", "css/article.css", "css/corrections.css", "css/support-box.css"),
    "photo_story": (
        "css/base.css",
        "css/article.css",
        "css/corrections.css",
        "css/support-box.css",
        "css/photo-story.css",
    ),
    "corrections": ("css/base.css", "css/lists.css", "css/corrections.css"),
    "archive": ("css/base.css", "css/lists.css", "css/archive.css"),
    "form": ("css/base.css", "css/form.css"),
    "search": ("css/base.css", "css/lists.css", "css/search.css"),
    "support": ("css/base.css", "css/support.css"),
    "manage": ("css/base.css", "css/support.css", "css/manage.css"),
    "saved": ("css/base.css", "css/lists.css", "css/saved.css"),
    "dark": ("css/dark.css",),  # comes along with each of the others
}
SCRIPTS: dict[str, tuple[str, ...]] = {"reading": ("js/reading.js",), "saved": ("js/saved.js",)}


@cache
def style(name: str) -> str:
    """Give one bundle of CSS with comments and needless white space taken out."""
    text = _read(STYLES[name])
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,>]) ?", r"\1", text).replace(";}", "}").strip()


@cache
def script(name: str) -> str:
    """Give one inline script as it stands in its file."""
    return _read(SCRIPTS[name]).strip()


def style_hashes() -> list[str]:
    """Name every inline stylesheet for the style-src directive."""
    return [_hash(style(name)) for name in STYLES]


def script_hashes() -> list[str]:
    """Name every inline script for the script-src directive."""
    return [_hash(script(name)) for name in SCRIPTS]


def _read(names: tuple[str, ...]) -> str:
    return "\n".join((_STATIC / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
