"""Comparing two states of a story."""

import random
import time

from articles.blocks import Block, Word, blocks_of
from articles.changes import word_changes
from articles.comparing import Line, Piece, compare_bodies, compare_field
from articles.snapshots import Snapshot


def told(line: Line) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in line.pieces]


def test_blocks_of_names_what_stands_in_a_text():
    html = (
        '<h2>Rain</h2><p>It <strong>rai</strong>ned &amp; <a href="/en/">poured</a>.</p><ul><li><p>one</p></li></ul>'
        "<blockquote><p>said</p></blockquote>"
        '<figure><img data-photo="7"><figcaption>A river</figcaption></figure><hr>'
        '<p><a href="https://vimeo.com/76979871" rel="noopener">A film</a></p>'
    )

    blocks = blocks_of(html)

    kinds = [(block.kind, " ".join(block.texts), block.about) for block in blocks]
    assert kinds == [
        ("h2", "Rain", ""),
        ("p", "It rained & poured.", ""),
        ("bullet", "one", ""),
        ("quote", "said", ""),
        ("photo", "", "7"),
        ("caption", "A river", ""),
        ("hr", "", ""),
        ("film", "A film", "https://vimeo.com/76979871"),
    ]
    assert blocks[1].words[1] == Word("rained", frozenset({"strong"}))
    assert blocks[1].words[3].address == "/en/"


def test_changed_word_is_told_within_its_block():
    lines = compare_bodies("<p>Six people came.</p><p>It rained.</p>", "<p>Nine people came.</p><p>It rained.</p>")

    assert [line.kind for line in lines] == ["changed", "kept"]
    assert told(lines[0]) == [("removed", "Six"), ("added", "Nine"), ("kept", "people came.")]


def test_added_and_removed_blocks_stand_in_their_places():
    before = "<p>First of all.</p><p>To be cut here.</p><p>Last of all.</p>"
    after = "<p>First of all.</p><p>Last of all.</p><p>Something entirely new.</p>"

    lines = compare_bodies(before, after)

    assert [(line.kind, " ".join(line.block.texts)) for line in lines] == [
        ("kept", "First of all."),
        ("removed", "To be cut here."),
        ("kept", "Last of all."),
        ("added", "Something entirely new."),
    ]


def test_bold_and_a_links_target_are_told_although_no_word_changed():
    before = '<p>Go <a href="/en/">there</a> now.</p>'
    after = '<p>Go <a href="/ar/">there</a> <strong>now.</strong></p>'

    (line,) = compare_bodies(before, after)

    assert told(line) == [("kept", "Go"), ("reset", "there"), ("reset", "now.")]
    assert (line.pieces[1].was.address, line.pieces[1].now.address) == ("/en/", "/ar/")
    assert line.pieces[2].now.marks == {"strong"}


def test_other_photo_is_a_photo_removed_and_one_added():
    lines = compare_bodies('<figure><img data-photo="1"></figure>', '<figure><img data-photo="2"></figure>')

    assert [(line.kind, line.block) for line in lines] == [
        ("removed", Block("photo", about="1")),
        ("added", Block("photo", about="2")),
    ]


def test_paragraph_that_became_a_heading_keeps_its_words():
    (line,) = compare_bodies("<p>Rain in Homs</p>", "<h2>Rain in Homs</h2>")

    assert (line.before.kind, line.after.kind, line.kind) == ("p", "h2", "changed")
    assert told(line) == [("kept", "Rain in Homs")]


def test_field_that_was_empty_is_all_added():
    pieces = compare_field(Snapshot(), Snapshot(words={"title_ar": "مطر في حمص"}), "title", "ar")

    assert pieces == [Piece("added", "مطر في حمص")]


def test_twenty_thousand_words_are_compared_in_a_moment():
    chance = random.Random(7)
    old = chance.choices([f"w{n}" for n in range(400)] + ["the."] * 40, k=20_000)
    new = [word if chance.random() > 0.05 else "other" for word in old]
    start = time.monotonic()

    lines = compare_bodies(f"<p>{' '.join(old)}</p>", f"<p>{' '.join(new)}</p>")

    assert time.monotonic() - start < 5
    assert " ".join(piece.text for line in lines for piece in line.pieces if piece.kind != "removed") == " ".join(new)


def test_words_that_are_all_alike_are_compared_in_a_moment():
    chance = random.Random(7)
    old, new = (chance.choices(["a", "b"], k=20_000) for _side in range(2))
    start = time.monotonic()

    changes = list(word_changes(old, new))

    assert time.monotonic() - start < 5
    assert [word for change in changes for word in change.after] == new
