"""The photo library: how a picture comes in, changes and goes.

Promises. What is stored is a JPEG that we encoded: no metadata (no place, no camera, no name), no bytes of the
uploaded file, upright, in sRGB, at most 4,000 pixels long. A file that is refused leaves nothing behind. The same
file is one photo, however often and however simultaneously it is sent. A photo that is in use cannot go. An edit
that readers would notice drops every page that shows the photo from the shared caches, in the edit's transaction.
"""

from articles.photos.inspection import AlreadyHere, Refused
from articles.photos.library import InUse, change, delete, take_in, uses

__all__ = ["AlreadyHere", "InUse", "Refused", "change", "delete", "take_in", "uses"]
