"""Body text: a closed list of elements, cleaned on every save; pictures and embeds are added when a page is made.

Promise: `clean` gives only elements and attributes of the list in `elements`, in one canonical spelling, and cleaning
twice changes nothing. `render` trusts nothing that is stored: what is not in that spelling is cleaned again first.
"""

from articles.richtext.cleaning import clean
from articles.richtext.reading import embed_hosts, photo_ids, photos_in_order, plain_text
from articles.richtext.rendering import render, render_for_feed

__all__ = ["clean", "embed_hosts", "photo_ids", "photos_in_order", "plain_text", "render", "render_for_feed"]
