"""Who may do what with which story. The form and every side door of it ask here.

Promise: a view, an endpoint or a bulk act that shows or changes one story calls `may`; one that lists stories begins
with `visible_to`. A member of staff with section limits has no story outside them, not even to look at.
"""

from typing import Literal

from django.db.models import Q, prefetch_related_objects

from articles.models import Article
from articles.querysets import ArticleQuerySet
from newsroom.identity import LANGUAGES, OTHER
from newsroom.models import User

Act = Literal["see", "change", "publish", "delete"]


def may(user: User, act: Act, article: Article, language: str | None = None) -> bool:
    """Say whether somebody may do an act with a story; "change" may name one language, and without one means any."""
    if not _works_on(user, _section_of(article)):
        return False
    if act == "see":
        return _is_part_of(user, article)
    if act == "change":
        languages = changeable_languages(user, article)
        return bool(languages) if language is None else language in languages
    every = user.has_perm("articles.edit_every_article")
    return every and user.has_perm(f"articles.{act}_article")


def changeable_languages(user: User, article: Article) -> list[str]:
    """List the languages whose words somebody may change in a story."""
    if not user.has_perm("articles.change_article") or not _works_on(user, _section_of(article)):
        return []
    if user.has_perm("articles.edit_every_article") or _is_own(user, article):
        return list(LANGUAGES)
    if _translates(user, article):
        return [OTHER[article.original_language]]
    return []


def may_change_shared(user: User, article: Article) -> bool:
    """Say whether somebody may change what both languages share: section, topics, pictures, people, links."""
    return len(changeable_languages(user, article)) == len(LANGUAGES)


def visible_to(user: User) -> ArticleQuerySet:
    """Keep the stories that somebody may see at the desk."""
    stories = Article.objects.all()
    if not user.is_active or not user.has_perm("articles.view_article"):
        return stories.none()
    if limits := section_limits(user):
        stories = stories.filter(section__in=limits)
    if user.has_perm("articles.edit_every_article"):
        return stories
    return stories.filter(Q(owner=user) | Q(translation__translator=user))


def sees_every_story(user: User) -> bool:
    """Say whether nothing is kept from somebody, so that a list need not ask about each of its rows."""
    sees = user.is_active and user.has_perm("articles.view_article") and user.has_perm("articles.edit_every_article")
    return sees and not section_limits(user)


def section_limits(user: User) -> set[int]:
    """Name the sections somebody is limited to; none means the whole paper. Asked of the database once a request."""
    if user.is_superuser or user.pk is None:
        return set()
    prefetch_related_objects([user], "section_limits")
    return {limit.section_id for limit in user.section_limits.all()}


def may_file_in(user: User, section: int | None) -> bool:
    """Say whether somebody may put a story into a section."""
    limits = section_limits(user)
    return not limits or section is None or section in limits


def _section_of(article: Article) -> int | None:
    """Give the section that the story is in; one that somebody only proposes opens no door and closes none."""
    return getattr(article, "filed_in", article.section_id)


def _works_on(user: User, section: int | None) -> bool:
    return user.is_active and user.is_staff and may_file_in(user, section)


def _is_part_of(user: User, article: Article) -> bool:
    if not user.has_perm("articles.view_article"):
        return False
    return user.has_perm("articles.edit_every_article") or _is_own(user, article) or _is_assigned(user, article)


def _is_own(user: User, article: Article) -> bool:
    return user.has_perm("articles.add_article") and (article.pk is None or article.owner_id == user.pk)


def _translates(user: User, article: Article) -> bool:
    return user.has_perm("articles.translate_article") and _is_assigned(user, article)


def _is_assigned(user: User, article: Article) -> bool:
    translation = getattr(article, "translation", None)
    return translation is not None and translation.translator_id == user.pk
