"""A comparison of two states of a story in words that a page can show: labels, names, folded passages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.contrib.admin.utils import label_for_field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comparing, revisions
from articles.admin.lives import OWN_NAME
from articles.blocks import Block, Word
from articles.comparing import Line, Piece
from articles.models import Article, Role
from articles.snapshots import Snapshot
from newsroom.identity import DIRECTION, LANGUAGES

CONTEXT = 1  # unchanged blocks that stay open beside a changed one

KINDS = {
    "h2": gettext_lazy("Heading"),
    "h3": gettext_lazy("Smaller heading"),
    "quote": gettext_lazy("Quote"),
    "bullet": gettext_lazy("List item"),
    "number": gettext_lazy("Numbered list item"),
    "caption": gettext_lazy("Caption"),
    "photo": gettext_lazy("Photo in the text"),
    "film": gettext_lazy("Film or post"),
    "hr": gettext_lazy("Line across the page"),
}
SETTINGS = {
    "strong": (gettext_lazy("made bold"), gettext_lazy("no longer bold")),
    "em": (gettext_lazy("made italic"), gettext_lazy("no longer italic")),
    "sub": (gettext_lazy("lowered"), gettext_lazy("no longer lowered")),
    "sup": (gettext_lazy("raised"), gettext_lazy("no longer raised")),
}
SHARED_LABELS = {
    "kind": gettext_lazy("Kind"),
    "section": gettext_lazy("Section"),
    "lead_photo": gettext_lazy("Lead photo"),
    "original_language": gettext_lazy("Original language"),
    "topics": gettext_lazy("Topics"),
    "bylines": gettext_lazy("Bylines"),
    "links": gettext_lazy("Related links"),
}


@dataclass(frozen=True)
class ShownPiece:
    """A run of words and, where it is set otherwise, what became of its setting."""

    kind: str
    text: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ShownBlock:
    """One block: what it is, what happened to it, its words."""

    kind: str
    label: str
    pieces: list[ShownPiece]
    about: str = ""  # the name of the photo or the address of the film


@dataclass(frozen=True)
class Passage:
    """Blocks that follow one another; unchanged ones away from any change are folded."""

    blocks: list[ShownBlock]
    is_folded: bool


@dataclass(frozen=True)
class Version:
    """What differs in one language."""

    language: str
    fields: list[tuple[str, list[ShownPiece]]]
    passages: list[Passage]

    @property
    def direction(self) -> str:
        """Say in which direction its text runs."""
        return DIRECTION[self.language]

    @property
    def own_name(self) -> str:
        """Name the language in itself."""
        return OWN_NAME[self.language]


@dataclass(frozen=True)
class SharedPart:
    """What differs in something that both languages share, as names."""

    label: str
    removed: list[str]
    added: list[str]
    order: list[str] = field(default_factory=list)  # the names as they stand now, where only their order changed


@dataclass(frozen=True)
class Comparison:
    """All that differs between two states of a story."""

    versions: list[Version]
    shared: list[SharedPart]

    def __bool__(self) -> bool:
        return bool(self.versions or self.shared)


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """Tell what differs, in the language of the interface."""
    before, after = revisions.named(before), revisions.named(after)
    names = {**before.names, **after.names}
    versions = [_version(before, after, language, names) for language in LANGUAGES]
    shared = [_shared(before, after, part, names) for part in SHARED_LABELS if before.part(part) != after.part(part)]
    return Comparison([each for each in versions if each.fields or each.passages], shared)


def _version(before: Snapshot, after: Snapshot, language: str, names: dict[str, str]) -> Version:
    fields = [
        (
            str(label_for_field(name, Article)),
            [_shown(piece) for piece in comparing.compare_field(before, after, name, language)],
        )
        for name in comparing.changed_fields(before, after, language)
    ]
    lines = comparing.compare_bodies(before.text("body", language), after.text("body", language))
    return Version(language, fields, _folded(lines, names))


def _folded(lines: list[Line], names: dict[str, str]) -> list[Passage]:
    """Part the text into what changed, with its neighbours, and what may stay closed."""
    changed = {place for place, line in enumerate(lines) if line.kind != "kept"}
    near = {place + step for place in changed for step in range(-CONTEXT, CONTEXT + 1)}
    passages = groupby(enumerate(lines), key=lambda numbered: numbered[0] not in near)
    return [Passage([_block(line, names) for _place, line in group], is_far) for is_far, group in passages]


def _block(line: Line, names: dict[str, str]) -> ShownBlock:
    return ShownBlock(line.kind, _label(line), [_shown(piece) for piece in line.pieces], _about(line.block, names))


def _label(line: Line) -> str:
    """Name what a block is; a plain paragraph needs no name unless it was or becomes something else."""
    was, now = line.before, line.after
    if was and now and was.kind != now.kind:
        return _("%(before)s, now: %(after)s") % {"before": _kind(was), "after": _kind(now)}
    if was and now and was.direction != now.direction:
        return _("The direction or language of this block was changed")
    return str(KINDS.get(line.block.kind, ""))


def _kind(block: Block) -> str:
    return str(KINDS.get(block.kind, _("Paragraph")))


def _about(block: Block, names: dict[str, str]) -> str:
    if block.kind == "photo":
        return names.get(f"photo-{block.about}", f"#{block.about}")
    return block.about


def _shown(piece: Piece) -> ShownPiece:
    if piece.was is None or piece.now is None:
        return ShownPiece(piece.kind, piece.text)
    return ShownPiece(piece.kind, piece.text, list(_notes(piece.was, piece.now)))


def _notes(was: Word, now: Word) -> Iterable[str]:
    """Say what became of how words are set."""
    for mark, (made, no_longer) in SETTINGS.items():
        if (mark in was.marks) != (mark in now.marks):
            yield str(made if mark in now.marks else no_longer)
    if was.address == now.address:
        return
    if not was.address:
        yield _("link added: %(address)s") % {"address": now.address}
    elif not now.address:
        yield _("link removed: %(address)s") % {"address": was.address}
    else:
        yield _("link changed from %(before)s to %(after)s") % {"before": was.address, "after": now.address}


def _shared(before: Snapshot, after: Snapshot, part: str, names: dict[str, str]) -> SharedPart:
    old, new = _names_in(before, part, names), _names_in(after, part, names)
    removed = [name for name in old if name not in new]
    added = [name for name in new if name not in old]
    return SharedPart(str(SHARED_LABELS[part]), removed, added, [] if removed or added else new)


def _names_in(story: Snapshot, part: str, names: dict[str, str]) -> list[str]:
    """List what stands in a shared part, as names."""

    def name(kind: str, pk: int | None) -> list[str]:
        return [names.get(f"{kind}-{pk}", f"#{pk}")] if pk else []

    if part == "kind":
        return [str(Article.Kind(story.kind).label)]
    if part == "section":
        return name("section", story.section)
    if part == "lead_photo":
        return name("photo", story.lead_photo)
    if part == "original_language":
        return [OWN_NAME[story.original_language]]
    if part == "topics":
        return [each for pk in story.topics for each in name("topic", pk)]
    if part == "bylines":
        return [f"{each} ({Role(role).label})" for pk, role in story.bylines for each in name("contributor", pk)]
    links = story.links
    return [
        " · ".join([*name("story", each.story), *filter(None, (each.title_ar, each.title_en, each.url))])
        for each in links
    ]
