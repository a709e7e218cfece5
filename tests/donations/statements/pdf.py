"""Reading a PDF of ours in a test: the words of each line as they stand on the paper, from left to right."""

import re
import zlib
from collections import defaultdict
from operator import itemgetter

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.S)
ACT = re.compile(rb"/(F\d) [\d.]+ Tf|([\d.]+) ([\d.]+) (?:Td|Tm)|\(((?:\\.|[^\\)])*)\) Tj", re.S)
ESCAPED = re.compile(rb"\\(.)", re.S)
MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


class Paper:
    """The pages of a PDF, the glyphs drawn on them, and the letters that these say they are."""

    def __init__(self, pdf: bytes) -> None:
        self.objects = {int(number): body for number, body in OBJECT.findall(pdf)}
        self.fonts = {}
        for body in self.objects.values():
            for name, number in re.findall(rb"/(F\d) (\d+) 0 R", body):
                self.fonts[name] = self.objects[int(number)]
        self.letters = {name: self._letters(font) for name, font in self.fonts.items()}
        self.drawn = defaultdict(set)  # the glyphs of each font
        contents = [int(n) for body in self.objects.values() for n in re.findall(rb"/Contents (\d+) 0 R", body)]
        self.pages = [self._lines(self._stream(number)) for number in contents]

    def boxes(self) -> list[str]:
        """Name the letters for which an empty box was drawn, the glyph 0 of a font."""
        found = []
        for name, glyphs in self.drawn.items():
            below = self.objects[self._number(self.fonts[name], rb"/DescendantFonts \[(\d+)")]
            places = self._stream(self._number(below, rb"/CIDToGIDMap (\d+)"))
            found += [
                self.letters[name].get(each, "?") for each in glyphs if places[2 * each : 2 * each + 2] == b"\0\0"
            ]
        return found

    def shapes(self, letter: str) -> int:
        """Count in how many shapes a letter was drawn: Arabic ones join."""
        return sum(self.letters[name].get(each) == letter for name, glyphs in self.drawn.items() for each in glyphs)

    def _letters(self, font: bytes) -> dict[int, str]:
        table = self._stream(self._number(font, rb"/ToUnicode (\d+)")).decode()
        pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", table)
        return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}

    def _lines(self, content: bytes) -> list[str]:
        font, place, pieces = b"", (0.0, 0.0), []
        for name, x, y, text in ACT.findall(content):
            font = name or font
            place = (float(x), float(y)) if x else place
            if text:
                raw = ESCAPED.sub(lambda m: {b"r": b"\r", b"n": b"\n", b"t": b"\t"}.get(m[1], m[1]), text)
                glyphs = [int.from_bytes(raw[i : i + 2]) for i in range(0, len(raw), 2)]
                self.drawn[font].update(glyphs)
                pieces.append((*place, "".join(self.letters[font].get(each, "") for each in glyphs)))
        lines = defaultdict(list)
        for x, y, words in pieces:
            lines[y].append((x, words))
        return [
            "".join(words for _, words in sorted(lines[y], key=itemgetter(0))).translate(MARKS)
            for y in sorted(lines, reverse=True)
        ]

    def _stream(self, number: int) -> bytes:
        raw = STREAM.search(self.objects[number])[1]
        return zlib.decompress(raw) if b"/FlateDecode" in self.objects[number] else raw

    @staticmethod
    def _number(body: bytes, pattern: bytes) -> int:
        return int(re.search(pattern, body)[1])
