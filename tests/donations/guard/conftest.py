"""Limits are counted in fixed windows: no test may begin in one and end in the next."""

import pytest
import time_machine
from django.utils import timezone


@pytest.fixture(autouse=True)
def early_in_a_window():
    """Begin each test three minutes into the ten minutes that are running."""
    now = timezone.now()
    with time_machine.travel(now.replace(minute=now.minute // 10 * 10 + 3)):
        yield
