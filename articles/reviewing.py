"""What is said of a story at the desk: comments, open until somebody resolves them. Readers see none of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import plaintext
from articles.models import Article, ReviewComment
from articles.page_keys import hold
from newsroom.identity import LANGUAGES
from newsroom.models import User

LONGEST = 4000  # characters


def comment(article: Article, *, text: str, language: str, by: User) -> ReviewComment:
    """Say something of one language of a story, or of the whole with an empty `language`.

    Raises ValidationError when nothing is said, or more than fits, and DoesNotExist for a story that was deleted.
    """
    words = plaintext.paragraphs(text.replace("\x00", ""))
    if not words:
        raise ValidationError(_("Write the comment first."))
    if len(words) > LONGEST:
        raise ValidationError(_("This comment is too long. Say it in fewer words."))
    about = language if language in LANGUAGES else ""
    with transaction.atomic():
        if hold(article.pk) is None:
            raise Article.DoesNotExist
        return ReviewComment.objects.create(article=article, text=words, language=about, by=by)


def resolve(said: ReviewComment, *, by: User) -> None:
    """Call a comment done; one that somebody else has resolved meanwhile stays theirs."""
    with transaction.atomic():
        still_open = ReviewComment.objects.filter(pk=said.pk, resolved_at=None)
        still_open.update(resolved_by=by, resolved_at=timezone.now())


def reopen(said: ReviewComment) -> None:
    """Open a resolved comment again."""
    ReviewComment.objects.filter(pk=said.pk).update(resolved_by=None, resolved_at=None)
