"""Taking gifts as a file: seconds, and how much memory a hundred thousand of them take beside ten thousand.

Each file is written by a process of its own, whose peak is compared with what it held before the first line.
BENCH_EXPORT names the sizes ("1000,10000").
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

from benchmarks import giving
from donations import exports
from donations.models import Donation
from newsroom import spreadsheets

SIZES = os.environ.get("BENCH_EXPORT", "10000,100000")
ALONE = "import django, sys; django.setup(); from benchmarks.export import tell; tell(sys.argv[1], int(sys.argv[2]))"


def main() -> None:
    """Print a line for each kind of file and each size of the books."""
    sizes = [int(size) for size in SIZES.split(",")]
    giving.grow(max(sizes))
    print("\nGifts as a file, with their donors")
    print(f"{'kind':>6} {'gifts':>9} {'seconds':>8} {'MB of file':>11} {'MB of memory more':>18}")
    for kind in exports.FORMATS:
        for size in sizes:
            command = [sys.executable, "-c", ALONE, kind, str(size)]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(f"{kind:>6} {size:>9,} {told['seconds']:>8.1f} {told['file']:>11.1f} {told['memory']:>18.1f}")


def tell(kind: str, size: int) -> None:
    """Write one file of the newest gifts and print what it took."""
    newest = Donation.objects.order_by("-pk").values("pk")[:size]
    table = exports.of_gifts(Donation.objects.filter(pk__in=newest), language="en", with_donors=True)
    before, began = _peak(), time.perf_counter()
    with TemporaryFile() as file:
        if kind == "csv":
            file.writelines(line.encode() for line in spreadsheets.csv_lines(table.headings, table.rows))
        else:
            spreadsheets.write_xlsx(file, table.headings, table.rows, rtl=False)
        seconds, length = time.perf_counter() - began, file.seek(0, 2)
    print(json.dumps({"seconds": seconds, "file": length / 2**20, "memory": _peak() - before}))


def _peak() -> float:
    """Give the most memory that this process has held, in megabytes; `resource` would begin with its parent's."""
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(told["VmHWM"].split()[0]) / 1024
