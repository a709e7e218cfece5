"""The smallest true rows. Every name is invented."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone

from articles.demo import archive
from articles.models import (
    Article,
    Byline,
    Contributor,
    Correction,
    CorrectionKind,
    Page,
    Photo,
    ReaderReport,
    RelatedLink,
    Section,
    Series,
    SeriesEntry,
    State,
    Topic,
)
from newsroom.models import User
from newsroom.roles import keep_groups

_number = count(1)


def grow_archive(stories: int) -> None:
    """Generated stories, without what triggers derive from each: a question of size wants rows, not searches."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        archive.grow(stories)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def make_section(**values: Any) -> Section:
    """A section with a name in both languages."""
    n = next(_number)
    return Section.objects.create(
        **{"name_ar": f"قسم {n}", "name_en": f"Section {n}", "slug_ar": f"قسم-{n}", "slug_en": f"section-{n}"}
        | values
    )


def make_topic(**values: Any) -> Topic:
    """A topic with a name in both languages."""
    n = next(_number)
    return Topic.objects.create(
        **{"name_ar": f"موضوع {n}", "name_en": f"Topic {n}", "slug_ar": f"موضوع-{n}", "slug_en": f"topic-{n}"}
        | values
    )


def make_series(*stories: Article, **values: Any) -> Series:
    """A series with a name in both languages and these stories, in order."""
    n = next(_number)
    series = Series.objects.create(
        **{"name_ar": f"سلسلة {n}", "name_en": f"Series {n}", "slug_ar": f"سلسلة-{n}", "slug_en": f"series-{n}"}
        | values
    )
    SeriesEntry.objects.bulk_create(
        SeriesEntry(series=series, article=story, position=position) for position, story in enumerate(stories)
    )
    return series


def make_contributor(**values: Any) -> Contributor:
    """A contributor with a name in both languages."""
    n = next(_number)
    return Contributor.objects.create(
        **{
            "name_ar": f"كاتبة {n}",
            "name_en": f"Writer {n}",
            "slug_ar": f"كاتبة-{n}",
            "slug_en": f"writer-{n}",
        }
        | values
    )


def make_photo(**values: Any) -> Photo:
    """A photo row without a file on disk; tests of files take theirs through `photos.take_in`."""
    n = next(_number)
    defaults = {
        "file": f"photos/00/{n}.jpg",
        "sha256": f"{n:064d}",
        "width": 1600,
        "height": 1067,
        "credit": "Noor",
    }
    photo = Photo(**defaults | values)
    Photo.objects.bulk_create([photo])
    return photo


def make_article(*, live: str = "ar en", **values: Any) -> Article:
    """A story with short words in both languages, live since an hour ago in the languages named by `live`."""
    n = next(_number)
    words: dict[str, Any] = {
        "title_ar": f"عنوان {n}",
        "title_en": f"Headline {n}",
        "slug_ar": f"عنوان-{n}",
        "slug_en": f"headline-{n}",
        "standfirst_ar": "مقدمة قصيرة.",
        "standfirst_en": "A short standfirst.",
        "body_ar": "<p>نص.</p>",
        "body_en": "<p>Text.</p>",
    }
    for language in live.split():
        words |= {
            f"state_{language}": State.PUBLISHED,
            f"published_at_{language}": timezone.now() - timedelta(hours=1),
        }
    section = {} if "section" in values else {"section": make_section()}
    return Article.objects.create(**words | section | values)


def make_byline(article: Article, **values: Any) -> Byline:
    """An author of a story."""
    contributor = {} if "contributor" in values else {"contributor": make_contributor()}
    return Byline.objects.create(article=article, **contributor | values)


def make_related(article: Article, **values: Any) -> RelatedLink:
    """A picked link to another story."""
    target = {} if "story" in values or "url" in values else {"story": make_article()}
    return RelatedLink.objects.create(article=article, **target | values)


def make_correction(article: Article, **values: Any) -> Correction:
    """A correction of the English, said just now."""
    return Correction.objects.create(
        **{"article": article, "language": "en", "kind": CorrectionKind.CORRECTION, "text": "It was nine, not six."}
        | values
    )


def make_page(**values: Any) -> Page:
    """A flat page that is public in both languages."""
    n = next(_number)
    return Page.objects.create(
        **{
            "title_ar": f"صفحة {n}",
            "title_en": f"Page {n}",
            "slug_ar": f"صفحة-{n}",
            "slug_en": f"page-{n}",
            "body_ar": "<p>نص.</p>",
            "body_en": "<p>Text.</p>",
            "is_public_ar": True,
            "is_public_en": True,
        }
        | values
    )


def make_report(article: Article, **values: Any) -> ReaderReport:
    """A reader's report about the English, sent just now."""
    n = next(_number)
    return ReaderReport.objects.create(
        **{"article": article, "language": "en", "text": f"The bridge has {n} arches.", "digest": f"{n:064d}"}
        | values
    )


def make_editor(**values: Any) -> User:
    """A member of staff who may do everything."""
    n = next(_number)
    return User.objects.create_superuser(**{"username": f"editor{n}", "password": "correct horse battery"} | values)


def make_staff(*groups: str, **values: Any) -> User:
    """A member of staff with the rights of these groups."""
    n = next(_number)
    user = User.objects.create_user(
        **{"username": f"staff{n}", "password": "correct horse battery", "is_staff": True} | values
    )
    keep_groups()
    user.groups.set(Group.objects.filter(name__in=groups))
    return user
