"""What every test stands on: a real Postgres, started when none is named."""

import os
from pathlib import Path

import pytest

from newsroom import embedded_postgres

TEST_DATA = Path(__file__).resolve().parent.parent / "var" / "postgres-test"


def pytest_configure(config: pytest.Config) -> None:
    """Start the test server before Django reads its settings."""
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = embedded_postgres.start(TEST_DATA, durable=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the test server with the last run."""
    if os.environ.get("DATABASE_URL", "").startswith(embedded_postgres.url("", data_dir=TEST_DATA)) and not hasattr(
        config, "workerinput"
    ):
        embedded_postgres.stop(TEST_DATA)
