"""The photo library: how a picture comes in, changes, is replaced and goes.

Promises. What is stored is a JPEG that we encoded: no metadata (no place, no camera, no name), no bytes of the
uploaded file, upright, in sRGB, at most 4,000 pixels long. A file that is refused leaves nothing behind. The same
file is one photo, however often and however simultaneously it is sent. The bytes under a name never change: another
file for a photo gets another name. A photo that is in use cannot go. An edit that readers would notice drops every
page that shows the photo from the shared caches, in the edit's transaction.
"""

from articles.photos.inspection import AlreadyHere, Refused
from articles.photos.library import InUse, change, delete, take_in
from articles.photos.places import Place, expiring, places_of, used_among, uses
from articles.photos.replacement import replace_file

__all__ = [
    "AlreadyHere",
    "InUse",
    "Place",
    "Refused",
    "change",
    "delete",
    "expiring",
    "places_of",
    "replace_file",
    "take_in",
    "used_among",
    "uses",
]
