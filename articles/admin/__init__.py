"""The paper's part of the desk. The order here is the order of the desk's menu."""

from articles.admin import story, parity, front_desk, breaking, correction, report, photo  # noqa: F401, I001 - importing registers
from articles.admin import taxonomy, series, contributors, names, pages, redirects, section_limits  # noqa: F401
