"""Every act that changes a section, a topic, a series or a contributor, the places that stories are listed in.

Promise: an act runs in one transaction, and after its commit the shared caches drop every page that names the place.
Whoever asks for an address that a place has left is sent to the one it has.
"""

from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import plaintext, redirects
from articles.cleaning import slug_from
from articles.models import Article, Contributor, Section, Series, Topic
from articles.models.addresses import words
from newsroom import edge
from newsroom.identity import LANGUAGES

Place = Section | Topic | Series | Contributor

KEY = {Section: "section", Topic: "topic", Series: "series", Contributor: "person"}
NEEDS_NAME = _("Stories of this section are public in this language, so it needs a name in it.")
PARAGRAPHS = {Section: "description", Topic: "description", Series: "description", Contributor: "bio"}


def save(place: Place) -> Place:
    """Write a place, with an address wherever it has a name; pages that name it change after commit.

    Raises ValidationError when a section would lose its name in a language in which its stories are public.
    """
    if needed := [language for language in LANGUAGES if needs_name(place, language)]:
        raise ValidationError({f"name_{language}": NEEDS_NAME for language in needed})
    for language in LANGUAGES:
        name = plaintext.one_line(words(place, "name", language))
        setattr(place, f"name_{language}", name or None)
        if name and not words(place, "slug", language):
            setattr(place, f"slug_{language}", slug_from(name))
        about = f"{PARAGRAPHS[type(place)]}_{language}"
        setattr(place, about, plaintext.paragraphs(getattr(place, about) or "") or None)
    with transaction.atomic():
        before = paths_of(hold(type(place), place.pk))
        place.save()
        redirects.follow(before, paths_of(place))
        edge.purge(page_keys(place))
    return place


def delete(place: Place) -> None:
    """Remove a place; one that stories depend on is refused with django.db.models.ProtectedError."""
    with transaction.atomic():
        keys, before = page_keys(place), paths_of(place)
        place.delete()
        redirects.follow(before, {})
        edge.purge(keys)


def needs_name(place: Place, language: str) -> bool:
    """Say whether public stories would be left in a section without a name in their language."""
    if not isinstance(place, Section) or place.pk is None or words(place, "name", language).strip():
        return False
    return Article.objects.in_section(place).published(language).exists()


def hold(model: type[Place], pk: int | None) -> Place | None:
    """Lock a place as it is stored until the transaction ends."""
    if pk is None:
        return None
    return model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()


def paths_of(place: Place | None) -> dict[str, str]:
    """Give the plain path of a place's page in each language in which it has one."""
    if place is None:
        return {}
    there = [code for code in LANGUAGES if words(place, "name", code) and words(place, "slug", code)]
    return {code: unquote(place.address(code)) for code in there}


def page_keys(place: Place) -> set[str]:
    """Name every page that shows this place: its own, and those of the stories in it, which carry its key too."""
    names = [f"{KEY[type(place)]}-{place.pk}"]
    if isinstance(place, Section):
        names += ["home", "menu"]  # the menu is on every page
    return {"feeds"} | {f"{name}-{language}" for name in names for language in LANGUAGES}
