"""The newspaper's models, one file a subject."""

from articles.models.article import Article, State
from articles.models.contributor import Byline, Contributor, Role
from articles.models.photo import Photo
from articles.models.related import RelatedLink
from articles.models.taxonomy import Section, Topic

__all__ = [
    "Article",
    "Byline",
    "Contributor",
    "Photo",
    "RelatedLink",
    "Role",
    "Section",
    "State",
    "Topic",
]
