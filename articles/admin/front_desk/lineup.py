"""What readers see of a page, top to bottom, and which of it was pinned by hand."""

from dataclasses import dataclass

from articles import front, pinned
from articles.models import Article, FrontPage
from articles.pinned import Pinned
from articles.views import frame


@dataclass(frozen=True)
class Line:
    """One story as the page shows it."""

    story: Article
    is_pinned: bool


@dataclass(frozen=True)
class Part:
    """A part of the page under its heading; the top has none."""

    heading: str
    lines: list[Line]


def now(page: FrontPage) -> list[Part]:
    """List what readers see at this moment."""
    return after(page, pinned.on_page(page.language, page.section))


def after(page: FrontPage, by_hand: Pinned) -> list[Part]:
    """List what readers would see with these stories pinned."""
    return _home(page, by_hand) if page.section is None else _section(page, by_hand)


def _home(page: FrontPage, by_hand: Pinned) -> list[Part]:
    laid_out = front.laid_out(page.language, by_hand)
    top = [laid_out.lead, *laid_out.latest] if laid_out.lead else []
    blocks = [Part(str(block.section), _lines(block.stories, by_hand)) for block in laid_out.blocks]
    return [Part("", _lines(top, by_hand)), *blocks]


def _section(page: FrontPage, by_hand: Pinned) -> list[Part]:
    stories = Article.objects.in_section(page.section).live(page.language)
    sheet = frame.turn_to(
        stories.newest_first(page.language), 1, language=page.language, path="", led=by_hand.stories
    )
    return [Part("", _lines(sheet.stories, by_hand))]


def _lines(stories: list[Article], by_hand: Pinned) -> list[Line]:
    return [Line(story, story.pk in by_hand.stories) for story in stories]
