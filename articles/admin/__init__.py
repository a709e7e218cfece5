"""The paper's part of the desk. The order here is the order of the desk's menu."""

from articles.admin import photo  # noqa: F401 - importing registers it
