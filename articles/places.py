"""Every act that changes a section, a topic or a contributor, the places that stories are listed in.

Promise: an act runs in one transaction, and after its commit the shared caches drop every page that names the place.
"""

from django.db import transaction

from articles import plaintext
from articles.models import Contributor, Section, Topic
from articles.models.addresses import words
from articles.publishing import slug_from
from newsroom import edge
from newsroom.identity import LANGUAGES

Place = Section | Topic | Contributor

KEY = {Section: "section", Topic: "topic", Contributor: "person"}
PARAGRAPHS = {Section: "description", Topic: "description", Contributor: "bio"}


def save(place: Place) -> Place:
    """Write a place, with an address wherever it has a name; pages that name it change after commit."""
    for language in LANGUAGES:
        name = plaintext.one_line(words(place, "name", language))
        setattr(place, f"name_{language}", name or None)
        if name and not words(place, "slug", language):
            setattr(place, f"slug_{language}", slug_from(name))
        about = f"{PARAGRAPHS[type(place)]}_{language}"
        setattr(place, about, plaintext.paragraphs(getattr(place, about) or "") or None)
    with transaction.atomic():
        place.save()
        edge.purge(page_keys(place))
    return place


def delete(place: Place) -> None:
    """Remove a place; one that stories depend on is refused with django.db.models.ProtectedError."""
    with transaction.atomic():
        keys = page_keys(place)
        place.delete()
        edge.purge(keys)


def page_keys(place: Place) -> set[str]:
    """Name every page that shows this place: its own, and those of the stories in it, which carry its key too."""
    names = [f"{KEY[type(place)]}-{place.pk}"]
    if isinstance(place, Section):
        names += ["home", "menu"]  # the menu is on every page
    return {"feeds"} | {f"{name}-{language}" for name in names for language in LANGUAGES}
