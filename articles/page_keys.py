"""Which pages show a story: the names under which shared caches hold them."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from articles.archive import Month
from articles.models import Article, Byline, RelatedLink, SeriesEntry, State
from newsroom.identity import LANGUAGES


def page_keys(article: Article) -> set[str]:
    """Name every page that may show this story as it is stored, and lock its row.

    What no reader can see is on no page. A scheduled version counts: lists are kept only until their next story.
    """
    pk = article.pk
    story = hold(pk)
    public = [language for language in LANGUAGES if story and story.state(language) == State.PUBLISHED]
    if story is None or not public:
        return set()
    topics, people, series, pointing_here = _around(story)
    lists = ["home", f"section-{story.section_id}"]
    lists += [f"topic-{each}" for each in topics]
    lists += [f"person-{each}" for each in people]
    lists += [f"series-{each}" for each in series]
    return (
        {"feeds", f"article-{pk}"}
        | _months_of(story, public)
        | {f"article-{other}" for other in pointing_here}
        | {f"{name}-{language}" for name in lists for language in public}
    )


def _around(story: Article) -> tuple[list[int], ...]:
    """Give the numbers of its topics, people and series, and of the stories that point to it, in one question."""
    here = OuterRef("pk")
    rows = (
        Article.topics.through.objects.filter(article=here).values("topic"),
        Byline.objects.filter(article=here).order_by().values("contributor"),
        SeriesEntry.objects.filter(article=here).order_by().values("series"),
        RelatedLink.objects.filter(story=here).order_by().values("article"),
    )
    around: tuple[list[int], ...] = (
        Article.objects.order_by().filter(pk=story.pk).values_list(*map(ArraySubquery, rows)).get()
    )
    return around


def _months_of(story: Article, languages: list[str]) -> set[str]:
    """Name the pages of the archive that list the story in these languages."""
    dates = {language: moment for language in languages if (moment := story.published_at(language))}
    months = {Month.of(moment).key(language) for language, moment in dates.items()}
    return months | {f"archive-{language}" for language in dates}


def hold(pk: int | None) -> Article | None:
    """Lock a story's row until the transaction ends, and give where it stands; its words are not loaded.

    Rows of other stories may point to it meanwhile.
    """
    columns = [f"{name}_{language}" for name in ("state", "published_at") for language in LANGUAGES]
    story = Article.objects.only("section_id", *columns).select_for_update(no_key=True)
    return story.filter(pk=pk).first()
