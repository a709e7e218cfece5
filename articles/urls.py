"""The addresses of the paper."""

from django.urls import path, register_converter

from articles.feeds.channels import FILES
from articles.views import (
    archive,
    corrections,
    feeds,
    lists,
    most_read,
    oembed,
    offline,
    pages,
    preview,
    reading,
    report,
    search,
    share_image,
    sitemaps,
)

app_name = "articles"


class DigestConverter:
    """What a share image shows, in sixteen hexadecimal digits."""

    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        """Take the digits as they stand."""
        return value

    def to_url(self, value: str) -> str:
        """Write the digits as they stand."""
        return value


register_converter(DigestConverter, "digest")

urlpatterns = [
    path("<language:language>/", reading.home, name="home"),
    path("<language:language>/article/<int:pk>/<str:slug>/", reading.article, name="article"),
    # Mangled by a messenger, or typed: the number still finds the story.
    path("<language:language>/article/<int:pk>", reading.article),
    path("<language:language>/article/<int:pk>/", reading.article, name="story_by_number"),
    path("<language:language>/article/<int:pk>/<path:slug>", reading.article),
    path("<language:language>/section/<str:slug>/", lists.section, name="section"),
    path("<language:language>/topic/<str:slug>/", lists.topic, name="topic"),
    path("<language:language>/place/<str:slug>/", lists.place, name="place"),
    path("<language:language>/series/<str:slug>/", lists.series, name="series"),
    path("<language:language>/by/<str:slug>/", lists.contributor, name="contributor"),
    path("<language:language>/search/", search.search, name="search"),
    path("<language:language>/corrections/", corrections.corrections, name="corrections"),
    path("<language:language>/page/<str:slug>/", pages.page, name="page"),
    path("<language:language>/archive/", archive.years, name="archive"),
    path("<language:language>/archive/<int:year>/", archive.year),
    path("<language:language>/archive/<int:year>/<int:month>/", archive.month, name="archive_month"),
    path("<language:language>/most-read/", most_read.most_read, name="most_read"),
    path("<language:language>/correct/<int:pk>/", report.report, name="report"),
    path("<language:language>/correct/<int:pk>/thanks/", report.thanks, name="report_thanks"),
    path("<language:language>/preview/<str:token>/", preview.shared, name="shared_preview"),
    path("<language:language>/share/<int:pk>/<digest:digest>.jpg", share_image.share_image, name="share_image"),
    path("<language:language>/saved/", offline.saved, name="saved"),
    path("<language:language>/manifest.webmanifest", offline.manifest, name="manifest"),
    path("sw.js", offline.worker, name="worker"),
    path("a/<int:pk>/", reading.short_link, name="short_link"),
    *(
        path(f"<language:language>/{file}", feeds.feed, {"written_as": written_as}, name=written_as)
        for written_as, file in FILES.items()
    ),
    *(
        path(
            f"<language:language>/{part}/<str:slug>/{file}",
            feeds.feed,
            {"part": part, "written_as": written_as},
            name=f"{part}_{written_as}",
        )
        for part in ("section", "topic", "place", "by")
        for written_as, file in FILES.items()
    ),
    path("oembed", oembed.answer, name="oembed"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-news-<language:language>.xml", sitemaps.news, name="news_sitemap"),
    path("sitemap-pages-<language:language>.xml", sitemaps.pages, name="pages_sitemap"),
    path("sitemap-<str:kind>-<language:language>-<int:number>.xml", sitemaps.part, name="sitemap"),
]
