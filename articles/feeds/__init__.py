"""The newest stories with their whole text, for feed readers: RSS, Atom and JSON Feed.

There is a feed of the paper, and of each section, topic and contributor, in each language. `channels` says which
feeds there are, `entries` what stands in them, `formats` how it is written, and `hub` tells those who wait for news.
"""

from articles.feeds.channels import FeedLink, links

__all__ = ["FeedLink", "links"]
