"""The public addresses, and one view that does nothing but return bytes it already has."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from benchmarks.server import PAGES


@cache
def _bytes_of(name: str) -> bytes:
    return (Path(PAGES) / name).read_bytes()


def bare(request: HttpRequest, name: str) -> HttpResponse:
    """Return a page that was made before, from memory."""
    return HttpResponse(_bytes_of(name))


urlpatterns = [path("bare/<str:name>", bare), path("", include("newsroom.urls"))]
