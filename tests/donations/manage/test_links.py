"""Mailed links: one use, also by two at the same moment, and nothing left when they are old."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from donations.manage import links
from donations.models import ManageLink
from tests.donations import gifts


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_a_link_at_the_same_moment_one_gets_in():
    token, barrier, found = links.new(gifts.make_donor()), Barrier(2), []

    def open_it():
        barrier.wait()
        found.append(links.use(token))
        connection.close()

    racers = [Thread(target=open_it) for _racer in range(2)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(each is None for each in found) == [False, True]


@pytest.mark.django_db
def test_old_links_are_forgotten_and_fresh_ones_kept():
    donor = gifts.make_donor()
    links.new(donor)
    links.new(donor)
    ManageLink.objects.filter(pk=ManageLink.objects.first().pk).update(expires_at=timezone.now() - timedelta(days=2))

    links.forget_old.func()

    assert ManageLink.objects.count() == 1


@pytest.mark.django_db
def test_link_of_a_donor_who_was_merged_opens_nothing():
    donor = gifts.make_donor()
    token = links.new(donor)
    donor.merged_into = gifts.make_donor()
    donor.save()

    assert links.use(token) is None
