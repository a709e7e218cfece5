"""The newspaper's models, one file a subject."""

from articles.models.article import Article, State
from articles.models.contributor import Byline, Contributor, Role
from articles.models.correction import Answer, Correction, CorrectionKind
from articles.models.draft import Draft, NewForm
from articles.models.front import BreakingNews, FrontPage, FrontSlot
from articles.models.life import Move, ReviewComment, Withdrawal
from articles.models.lock import Presence
from articles.models.merged import Merged
from articles.models.name import Name, NameKind
from articles.models.page import Page
from articles.models.parity import Parity, Translation
from articles.models.photo import Photo
from articles.models.preview_link import PreviewLink
from articles.models.reads import LogMark, MostRead, ReadCount, Window
from articles.models.redirect import Redirect
from articles.models.related import RelatedLink
from articles.models.report import ReaderReport
from articles.models.revision import Revision
from articles.models.search import SearchEntry, SearchWord
from articles.models.series import Series, SeriesEntry
from articles.models.staff import SectionLimit
from articles.models.taxonomy import Section, Topic

__all__ = [
    "Answer",
    "Article",
    "BreakingNews",
    "Byline",
    "Contributor",
    "Correction",
    "CorrectionKind",
    "Draft",
    "FrontPage",
    "FrontSlot",
    "LogMark",
    "Merged",
    "MostRead",
    "Move",
    "Name",
    "NameKind",
    "NewForm",
    "Page",
    "Parity",
    "Photo",
    "Presence",
    "PreviewLink",
    "ReadCount",
    "ReaderReport",
    "Redirect",
    "RelatedLink",
    "ReviewComment",
    "Revision",
    "Role",
    "SearchEntry",
    "SearchWord",
    "Section",
    "SectionLimit",
    "Series",
    "SeriesEntry",
    "State",
    "Topic",
    "Translation",
    "Window",
    "Withdrawal",
]
