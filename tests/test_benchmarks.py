"""The benchmarks' own settings start, with and without middleware."""

import os
import subprocess
import sys

import pytest

from benchmarks.server import ROOT


@pytest.mark.parametrize("bare", ["0", "1"])
def test_benchmarks_server_can_start(bare):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "BARE": bare}

    command = [sys.executable, "-c", "from newsroom.wsgi import application"]
    started = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert started.returncode == 0, started.stderr
