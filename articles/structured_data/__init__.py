"""What machines read about a page: schema.org's words for the story, the people, the paper and the way to the page.

Promise: nothing is said here that the page or the desk does not say, and nothing that an editor types can end the
block that it stands in.
"""

from articles.structured_data.paper import breadcrumbs, organization
from articles.structured_data.people import profile
from articles.structured_data.story import news_article, share_card

__all__ = ["breadcrumbs", "news_article", "organization", "profile", "share_card"]
