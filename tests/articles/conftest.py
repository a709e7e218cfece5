"""What tests of the paper share."""

from collections.abc import Callable

import pytest
from django_ox.models import OxTask


@pytest.fixture
def purged() -> Callable[[], set[str]]:
    """The keys that were handed to the edge."""
    return lambda: {key for task in OxTask.objects.filter(queue_name="edge") for key in task.kwargs["keys"]}
