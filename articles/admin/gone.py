"""A story that somebody deletes while another is about to do something with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404

from articles.models import Article


@contextmanager
def not_found_if_deleted() -> Iterator[None]:
    """Let a view answer 404 where an act finds its story gone: `@not_found_if_deleted()`."""
    try:
        yield
    except Article.DoesNotExist as gone:
        raise Http404 from gone
