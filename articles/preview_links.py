"""Making, opening and revoking links with which outsiders read one version before it is public.

Promise: the token is told once, to who made the link, and is kept nowhere after that; a form that is sent twice makes
one link; a link that has ended, was revoked or never existed cannot be told apart.
"""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils import timezone

from articles.models import Article, PreviewLink
from articles.models.preview_link import hash_of, new_token
from articles.page_keys import hold
from newsroom import audit
from newsroom.models import User

DAYS = (1, 3, 7)
OFFERED_FOR = timedelta(days=1)
OPENED_ANEW = timedelta(minutes=1)  # a page that is loaded again and again writes no more often


def offer(article: Article, *, language: str, to: User) -> str:
    """Seal a token into a form, so that the form makes one link however often it is sent."""
    return _seal(article, language, to).sign(new_token())


def share(article: Article, *, language: str, days: int, by: User, offered: str = "") -> tuple[PreviewLink, str]:
    """Make a link to one version for so many days, and give it with its token; raise ValueError for other days.

    `offered` is what `offer` sealed for this person; the link that it has made already is given again. Raises
    DoesNotExist for a story that was deleted.
    """
    if days not in DAYS:
        raise ValueError("A preview link is made for 1, 3 or 7 days.")
    token = _unsealed(offered, _seal(article, language, by)) or new_token()
    with transaction.atomic():
        if hold(article.pk) is None:
            raise Article.DoesNotExist
        ends = timezone.now() + timedelta(days=days)
        values = {"article_id": article.pk, "language": language, "made_by": by, "expires_at": ends}
        link, is_new = PreviewLink.objects.get_or_create(token_hash=hash_of(token), defaults=values)
        if is_new:
            audit.record("share", by=by, on=article, language=language, days=str(days), link=str(link.pk))
    return link, token


def revoke(link: PreviewLink, *, by: User) -> None:
    """End a link now; one that has been revoked already stays so."""
    with transaction.atomic():
        ended = PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())
        if ended:
            audit.record("share", by=by, on=link.article, language=link.language, revoked=str(link.pk))


def opened(token: str, language: str) -> PreviewLink | None:
    """Find the link that a token opens, and note that it was opened."""
    link = PreviewLink.objects.open_now().filter(token_hash=hash_of(token), language=language).first()
    if link is not None:
        now = timezone.now()
        if link.last_opened_at is None or now - link.last_opened_at > OPENED_ANEW:
            PreviewLink.objects.filter(pk=link.pk).update(last_opened_at=now)
    return link


def _seal(article: Article, language: str, by: User) -> TimestampSigner:
    """Make the seal of one person, story and language: what was offered for another opens nothing here."""
    return TimestampSigner(salt=f"preview-link-{by.pk}-{article.pk}-{language}")


def _unsealed(offered: str, seal: TimestampSigner) -> str:
    try:
        return seal.unsign(offered, max_age=OFFERED_FOR)
    except BadSignature:
        return ""
