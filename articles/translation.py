"""Which words each model has in both languages.

The base columns (`title`) are modeltranslation's and hold whatever was last assigned: read `title_ar` and `title_en`.
"""

from modeltranslation.translator import TranslationOptions, register

from articles.models import Article, Contributor, Page, Photo, RelatedLink, Section, Series, Topic


@register(Section)
class SectionWords(TranslationOptions):
    """A section's words."""

    fields = ("name", "slug", "description")


@register(Topic)
class TopicWords(TranslationOptions):
    """A topic's words."""

    fields = ("name", "slug", "description")


@register(Series)
class SeriesWords(TranslationOptions):
    """A series' words."""

    fields = ("name", "slug", "description")


@register(Contributor)
class ContributorWords(TranslationOptions):
    """A contributor's words."""

    fields = ("name", "slug", "bio")


@register(Photo)
class PhotoWords(TranslationOptions):
    """A photo's words; the credit is one, it is a name."""

    fields = ("caption", "alt")


@register(Page)
class PageWords(TranslationOptions):
    """A flat page's words."""

    fields = ("title", "slug", "body")


@register(RelatedLink)
class RelatedLinkWords(TranslationOptions):
    """The title of an outside link."""

    fields = ("title",)


@register(Article)
class ArticleWords(TranslationOptions):
    """A story's words."""

    fields = (
        "title",
        "slug",
        "standfirst",
        "body",
        "search_title",
        "search_description",
        "share_title",
        "share_description",
        "lead_caption",
    )
