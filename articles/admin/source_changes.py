"""What changed in the source since a translator last worked: word by word, each field in its own direction."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from articles.changes import Change, word_changes
from articles.models import Article, Revision
from articles.richtext import plain_text
from articles.snapshots import Snapshot

AROUND = 12  # words left standing on each side of a change
FIELDS = {
    "title": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "lead_caption": gettext_lazy("Caption of the lead photo"),
    "body": gettext_lazy("Body"),
}


@dataclass(frozen=True)
class ChangedField:
    """One field of the source with what was taken out and what came in, marked."""

    label: str | Promise
    words: SafeString


def since(article: Article, pinned: Revision, language: str) -> list[ChangedField]:
    """List the fields of the source that differ between a revision and the working copy."""
    before = Snapshot.from_json(pinned.story)
    fields = []
    for name, label in FIELDS.items():
        old, new = _words(before, name, language), _words(article.working, name, language)
        if old != new:
            fields.append(ChangedField(label, marked(old, new)))
    return fields


def marked(before: list[str], after: list[str]) -> SafeString:
    """Mark what went and what came, with a few words of what stayed around it."""
    runs = list(word_changes(before, after))
    last = len(runs) - 1
    pieces = [(_run(run, is_first=place == 0, is_last=place == last),) for place, run in enumerate(runs)]
    return format_html_join(" ", "{}", pieces)


def _run(run: Change, *, is_first: bool, is_last: bool) -> SafeString:
    if run.kind == "equal":
        return format_html("{}", _shortened(run.after, is_first=is_first, is_last=is_last))
    gone = format_html("<del>{}</del>", " ".join(run.before)) if run.before else ""
    come = format_html("<ins>{}</ins>", " ".join(run.after)) if run.after else ""
    return format_html("{} {}", gone, come)


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """Leave out the middle of a long run, and all but the near end of the first and the last."""
    head = [] if is_first else words[:AROUND]
    tail = [] if is_last else words[-AROUND:]
    if len(words) <= len(head) + len(tail) + 1:
        return " ".join(words)
    return " ".join([*head, "…", *tail])


def _words(story: Snapshot, name: str, language: str) -> list[str]:
    text = story.text(name, language)
    # A paragraph's end is a word of its own, so that a new paragraph shows.
    return plain_text(text).replace("\n", " ¶ ").split() if name == "body" else text.split()
