"""How long an editor waits: one story saved through the desk's own form, over HTTP, time after time."""

from statistics import median

from django.urls import reverse

from articles import revisions
from benchmarks import archive, server
from benchmarks.staff import Desk, session_of_chief

SAVES = 40


def main() -> None:
    """Print the median and the slowest of forty saves, each with a changed headline."""
    story = archive.longest("ar")
    address = reverse("admin:articles_article_change", args=[story.pk])
    with server.running() as (port, _master):
        desk = Desk(port, session_of_chief())
        taken = [desk.save(address, title_en=f"Saved {number}") for number in range(SAVES)]
    kept = revisions.working_copy(story).text("title", "en")
    if kept != f"Saved {SAVES - 1}":
        raise RuntimeError(f"The desk did not keep the headline: {kept}")
    print("\nSaving a story over HTTP: the whole form posted, until the answer")
    print(f"median {median(taken):.1f} ms · slowest {max(taken):.1f} ms · {SAVES} saves", end="")
    print(" (on such a machine: Wagtail 127, Ghost 45, WordPress 32 ms)")
