"""A contributor, as they chose to be known in print."""

from django.utils.safestring import SafeString

from articles.models import Contributor
from articles.models.addresses import words
from articles.structured_data.blocks import block, whole_picture, without_gaps
from newsroom.identity import OTHER, absolute


def profile(person: Contributor, language: str) -> SafeString:
    """Describe a contributor's page: the name in print, what they say of themselves, and their portrait."""
    address = absolute(person.address(language))
    portrait = person.portrait
    about = {
        "@type": "Person",
        "name": words(person, "name", language),
        "alternateName": words(person, "name", OTHER[language]),
        "url": address,
        "description": words(person, "bio", language),
        "image": whole_picture(portrait, caption=words(portrait, "caption", language)) if portrait else None,
    }
    return block({"@type": "ProfilePage", "inLanguage": language, "url": address, "mainEntity": without_gaps(about)})
