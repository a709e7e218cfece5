"""Who translates which story: the people who may, how they find work, take it and give it back.

Promise: each act holds the story while it is decided, so of two translators who take a story at once one has it. A
story that nobody translates yet is offered by its headline alone, and only once its original is ready or public.
"""

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles import access, parity, publishing, revisions
from articles.models import Article, State, Translation
from newsroom.identity import OTHER
from newsroom.models import User

OFFERED = (State.READY, State.PUBLISHED)
PASSWORDS = "django.contrib.auth.backends.ModelBackend"  # permissions come from accounts and groups


def translators() -> "QuerySet[User]":
    """List the staff who may be given a translation, by name."""
    staff = User.objects.with_perm("articles.translate_article", include_superusers=False, backend=PASSWORDS)
    return staff.filter(is_staff=True).prefetch_related("section_limits").order_by("username")


def offered_to(user: User) -> Q:
    """Say of translations which wait for somebody to take them, within the sections that somebody works on."""
    if not user.is_active or not user.has_perm("articles.translate_article"):
        return Q(pk__in=[])
    ready = Q()
    for language, source in OTHER.items():
        ready |= Q(language=language, **{f"article__state_{source}__in": OFFERED})
    limits = access.section_limits(user)
    return Q(translator=None) & ready & (Q(article__section__in=limits) if limits else Q())


def may_take(user: User, article: Article) -> bool:
    """Say whether somebody may take the translation of a story that nobody has."""
    if not user.has_perm("articles.translate_article"):
        return False
    return Translation.objects.filter(offered_to(user), article=article.pk).exists()


def may_assign(user: User, article: Article) -> bool:
    """Say whether somebody may hand out the translation of a story."""
    return access.may(user, "publish", article)


def works_there(translator: User, article: Article) -> bool:
    """Say whether a story lies within the sections of a translator."""
    limits = access.section_limits(translator)
    return not limits or article.section_id in limits


def assign(article: Article, translator: User | None, *, by: User) -> None:
    """Give the translation to somebody, or to nobody; raises ValidationError for who may not do such work."""
    if translator is not None and not translator.has_perm("articles.translate_article"):
        raise ValidationError(_("This person has no right to do such work."))
    if translator is not None and not works_there(translator, article):
        raise ValidationError(_("It is in a section that this person does not work on."))
    with publishing.editing(article, by=by):
        row = revisions.stored(article.pk)
        parity.assign(row, revisions.working_copy(row), translator, by=by)


def take(article: Article, *, by: User) -> None:
    """Take a translation that nobody has; raises ValidationError when somebody was quicker."""
    with publishing.editing(article, by=by):
        row = revisions.stored(article.pk)
        if not may_take(by, row):
            raise ValidationError(_("This translation is not free any more."))
        parity.assign(row, revisions.working_copy(row), by, by=by)


def give_back(article: Article, *, by: User) -> None:
    """Lay one's own translation back for somebody else; its words stay."""
    with publishing.editing(article, by=by):
        row = revisions.stored(article.pk)
        if not Translation.objects.filter(article=row.pk, translator=by).exists():
            raise ValidationError(_("This translation is not yours."))
        parity.assign(row, revisions.working_copy(row), None, by=by)


def say_follows(article: Article, *, by: User, seen: int | None = None) -> bool:
    """Say that the translation now follows its source as the desk has it, or had it in the revision that was `seen`.

    False if the source has changed after that: then the translation owes the change.
    """
    with publishing.editing(article, by=by):
        return parity.follow(revisions.stored(article.pk), seen=seen)
