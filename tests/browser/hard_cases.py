"""Lines that the bidirectional algorithm alone draws in another order than people read them.

Each case is the HTML of a paragraph in a story of one language, and pieces of it in the order in which they must
stand on the line, from left to right. `alone` marks those that come out right without any help of ours.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One paragraph and how it must look."""

    html: str
    from_left: list[str]
    alone: bool = False

    @property
    def paragraph(self) -> str:
        """Give the paragraph as the story holds it."""
        return self.html if self.html.startswith("<p") else f"<p>{self.html}</p>"


IN_ARABIC = [
    Case("كتبت البرنامج بلغة C++ ثم مضت", ["مضت", "ثم", "C", "++", "بلغة"]),
    Case("اتصل على +963 11 123 4567 الآن", ["الآن", "+", "963", "11", "123", "4567", "على"]),
    Case("شركات Google، Apple، Meta قالت", ["قالت", "Meta", "Apple", "Google", "شركات"]),
    Case("قرأ «Hello, world!» ثم مضى", ["مضى", "ثم", "Hello", "world", "!", "قرأ"]),
    Case("من U.S. وصل الخبر", ["الخبر", "وصل", "U", "S", ".", "من"]),
    Case("باعت Apple 3 مليارات هاتف", ["هاتف", "مليارات", "3", "Apple", "باعت"]),
    Case("بلغت الحرارة -5 درجات", ["درجات", "-", "5", "الحرارة"]),
    Case("صدر في 2026-01-09 من دمشق", ["دمشق", "2026", "01", "09", "في"]),
    Case("راسل desk@river.example أو +90 212 555 0100.", [".", "+", "90", "212", "0100", "أو", "desk@river.example"]),
    Case('<p dir="ltr" lang="en">He said «مرحبا يا ليلى!» and left</p>', ["said", "!", "ليلى", "مرحبا", "and"]),
    Case("منظمة Human Rights Watch (HRW) قالت", ["قالت", "Human", "Watch", "HRW", "منظمة"], alone=True),
    Case("قالت NATO.", [".", "NATO", "قالت"], alone=True),
    Case("بلغت النسبة 15% فقط، أي 3,5 ملايين", ["ملايين", "3,5", "فقط", "%", "15", "النسبة"], alone=True),
]

IN_ENGLISH = [
    Case("Cities such as حلب, حمص, دمشق fell.", ["such", "حلب", "حمص", "دمشق", "fell"]),
    Case("He said «مرحبا يا صديقي!» and left", ["said", "!", "صديقي", "مرحبا", "and"]),
    Case("From حلب - دمشق in 2026", ["From", "دمشق", "-", "حلب", "in", "2026"], alone=True),
    Case("Her song (يا طير) is old", ["song", "طير", "يا", "old"], alone=True),
    Case("Why «لماذا؟» again", ["Why", "؟", "لماذا", "again"], alone=True),
    Case('<p dir="rtl" lang="ar">قال C++ ومضى</p>', ["ومضى", "C", "++", "قال"]),
]

CASES = {"ar": IN_ARABIC, "en": IN_ENGLISH}
