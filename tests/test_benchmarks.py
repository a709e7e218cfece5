"""The benchmarks' own settings start, with and without middleware."""

import os
import subprocess
import sys

import pytest

from benchmarks import guard
from benchmarks.server import ROOT


@pytest.mark.parametrize("bare", ["0", "1"])
def test_benchmarks_server_can_start(bare):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "BARE": bare}

    command = [sys.executable, "-c", "from newsroom.wsgi import application"]
    started = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert started.returncode == 0, started.stderr


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_card_testers_of_a_small_day_are_kept_from_the_provider_and_no_donor_is_hindered(capsys):
    guard.main(every=20)

    lines = capsys.readouterr().out.splitlines()
    _who, came, reached, hindered = next(line for line in lines if line.startswith("all honest donors")).rsplit(
        None, 4
    )[:4]
    assert (came, hindered) == (reached, "0")
