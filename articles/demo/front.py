"""What the demo's chief editor put on the front page by hand: two pinned stories and a breaking line a language."""

from datetime import datetime, timedelta

from articles import curating
from articles.curating import Wish
from articles.models import Article, BreakingNews
from newsroom.identity import LANGUAGES
from newsroom.models import User

BREAKING = {
    "ar": "مستوى نهر السوسن يبلغ 2.14 متر، والبلدية تفتح قناة التصريف",
    "en": "Sawsan river at 2.14 metres; the town opens the spillway",
}
SHOWN_FOR = timedelta(hours=6)
PINNED_FOR = timedelta(days=1)


def curate(now: datetime, *, by: User) -> None:
    """Arrange the home page of both languages and announce the river's level."""
    for language in LANGUAGES:
        live = Article.objects.live(language, at=now).newest_first(language)
        second, third = live.values_list("pk", flat=True)[1:3]
        page = curating.page_of(language, None)
        curating.arrange(page, [Wish(third), Wish(second, now + PINNED_FOR)], seen=page.number, by=by)
        river = live.filter(slug_en__startswith="sawsan-at-2-14").first()
        strip = BreakingNews(
            language=language, text=BREAKING[language], story=river, starts_at=now, ends_at=now + SHOWN_FOR
        )
        curating.announce(strip, by=by)
