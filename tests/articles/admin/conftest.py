"""Members of staff who are signed in."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from newsroom.models import User
from newsroom.roles import keep_groups
from tests import factories


@pytest.fixture
def chief(client: Client) -> Client:
    """A client signed in as someone who may do everything."""
    client.force_login(factories.make_editor())
    return client


@pytest.fixture
def signed_in_as() -> Callable[[str], Client]:
    """Sign a new member of staff of one group in."""

    def sign_in(group: str) -> Client:
        keep_groups()
        user = User.objects.create_user(username=f"{group}1", password="correct horse", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return sign_in
