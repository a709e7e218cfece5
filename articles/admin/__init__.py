"""The paper's part of the desk. The order here is the order of the desk's menu."""

from articles.admin import story, photo, taxonomy, series  # noqa: F401, I001 - importing registers them
from articles.admin import contributors, redirects  # noqa: F401
