"""The paper's part of the desk. The order here is the order of the desk's menu."""

from articles.admin import story, photo, taxonomy, contributors, redirects  # noqa: F401, I001 - importing registers them
