"""Print the newsroom's figures: `make bench`, or `python -m benchmarks` and a name or more for some of them:
pages, save, photos, desk, flat, guard, giving, export, search.

Rounds of the compared pages are interleaved and medians shown: machines drift, ratios hold. The database is a
server of its own in `var/bench`, kept between runs; BENCH_DATABASE_URL names another.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(wanted: list[str]) -> None:
    """Start the database, make Django ready, print the tables asked for."""
    from newsroom import embedded_postgres

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    os.environ["MEDIA_ROOT"] = str(ROOT / "var" / "bench" / "media")
    (ROOT / "var" / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise wants the folder, empty or not
    data = ROOT / "var" / "bench" / "postgres"
    own = "BENCH_DATABASE_URL" not in os.environ
    os.environ["DATABASE_URL"] = embedded_postgres.start(data) if own else os.environ["BENCH_DATABASE_URL"]
    try:
        import django

        django.setup()
        from benchmarks import archive, desk, export, flat, giving, guard, pages, photos, save, search

        # The first table is the demo's alone, so what an earlier run has grown goes.
        archive.prepare(afresh=not wanted)
        tables = {"pages": pages.main, "save": save.main, "photos": photos.main, "desk": desk.main, "flat": flat.main}
        tables |= {"guard": guard.main, "giving": giving.main, "export": export.main}
        tables["search"] = search.main  # the last: it leaves only its own stories behind
        for name in wanted or tables:
            tables[name]()
    finally:
        if own:
            embedded_postgres.stop(data)


if __name__ == "__main__":
    main(sys.argv[1:])
