"""Search: does it find what it should (`relevance`), and how quickly at size (`speed`)."""

from benchmarks.search import relevance, speed


def main() -> None:
    """Print both tables."""
    relevance.main()
    speed.main()
