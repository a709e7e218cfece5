"""Search: does it find what it should (`relevance`), and how quickly at size (`speed`)."""

from benchmarks import archive
from benchmarks.search import relevance, speed


def main() -> None:
    """Print both tables, the first for the demo's stories alone."""
    archive.prepare(afresh=True)
    relevance.main()
    speed.main()
