"""Merging and notes on the desk: found, compared, confirmed; for finance alone."""

import pytest

from donations.models import Donor, DonorNote
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer(client):
    client.force_login(gifts.make_treasurer(username="mira"))
    return client


@pytest.fixture
def pair():
    """One person with two addresses, who gave more often with the second."""
    one = gifts.make_donor(email="salma@example.org", name="Salma Qabbani")
    other = gifts.make_donor(email="salma.qabbani@example.net", name="salma qabbani")
    gifts.make_pledge(donor=other)
    return one, other


def door(donor, other=None):
    return f"/admin/donations/donor/{donor.pk}/merge/" + (f"?with={other.pk}" if other else "")


def change(donor):
    return f"/admin/donations/donor/{donor.pk}/change/"


@pytest.mark.parametrize("typed", ["salma.qabbani", "QABBANI", "{uuid}", "GIFT-TEST"])
def test_other_one_is_found_by_name_address_and_number(treasurer, pair, typed):
    one, other = pair
    other.donations.update(reference_code="GIFT-TEST")
    gifts.make_donor(email="stranger@example.org")

    page = treasurer.get(door(one), {"q": typed.format(uuid=other.uuid)}).content.decode()

    assert f'href="{door(one, other)}"' in page
    assert "stranger@example.org" not in page


def test_likely_ones_are_offered_without_a_search(treasurer, pair):
    one, other = pair

    offered = treasurer.get(door(one)).content.decode()
    listed = treasurer.get("/admin/donations/donor/alike/").content.decode()

    assert f'href="{door(one, other)}"' in offered
    assert f'href="{door(one, other)}"' in listed
    assert '"/admin/donations/donor/alike/"' in treasurer.get("/admin/donations/donor/").content.decode()


def test_both_stand_side_by_side_with_what_moves(treasurer, pair):
    one, other = pair

    page = treasurer.get(door(one, other)).content.decode()

    assert f'name="keep" value="{other.pk}" required checked' in page
    assert f'name="keep" value="{one.pk}" required>' in page
    assert page.count("<dt>Gifts</dt><dd>1</dd>") == page.count("<dt>Gifts</dt><dd>0</dd>") == 1


def test_two_become_one_and_who_did_it_is_written_down(treasurer, pair):
    one, other = pair

    answer = treasurer.post(door(one, other), {"keep": other.pk, "sure": "1"})
    page = treasurer.get(change(other)).content.decode()

    assert answer["Location"] == change(other)
    assert Donor.objects.get(pk=one.pk).merged_into == other
    assert AuditEntry.objects.get(act="merge").by_name == "mira"
    assert f'href="{change(one)}"' in page


@pytest.mark.parametrize("sent", [{}, {"sure": "1"}, {"keep": "one"}, {"keep": "999999", "sure": "1"}, {"keep": "x"}])
def test_nothing_happens_without_a_choice_and_certainty(treasurer, pair, sent):
    one, other = pair
    sent = {"keep": one.pk} if sent == {"keep": "one"} else sent

    page = treasurer.post(door(one, other), sent).content.decode()

    assert "Nothing was changed." in page
    assert Donor.objects.exclude(merged_into=None).count() == 0


def test_same_press_twice_is_refused_with_a_reason(treasurer, pair):
    one, other = pair
    press = {"keep": other.pk, "sure": "1"}
    treasurer.post(door(one, other), press)

    page = treasurer.post(door(one, other), press).content.decode()

    assert "These two were merged before." in page
    assert AuditEntry.objects.filter(act="merge").count() == 1


def test_who_cannot_be_merged_has_no_button(treasurer, pair):
    one, _other = pair

    page = treasurer.get(door(one, one)).content.decode()

    assert "These are one donor already." in page
    assert 'name="keep"' not in page


@pytest.mark.parametrize("hostile", ["x", "999999999999999999999999", "0", "-1", "\x00"])
def test_strange_number_leads_to_the_search(treasurer, pair, hostile):
    answer = treasurer.get(door(pair[0]), {"with": hostile, "q": hostile})

    assert answer.status_code == 200
    assert "Name, address or number" in answer.content.decode()


@pytest.mark.parametrize("right", ["merge_donor", "view_donor"])
def test_merging_needs_its_rights(client, pair, right):
    looker = gifts.make_treasurer()
    looker.user_permissions.remove(looker.user_permissions.get(codename=right))
    client.force_login(looker)
    one, other = pair

    answers = [
        client.get("/admin/donations/donor/alike/").status_code,
        client.get(door(one)).status_code,
        client.post(door(one, other), {"keep": one.pk, "sure": "1"}).status_code,
    ]

    assert answers == [403] * 3
    assert Donor.objects.exclude(merged_into=None).count() == 0


def test_search_and_both_who_are_compared_are_among_the_looks(treasurer, pair):
    one, other = pair

    treasurer.get(door(one), {"q": "salma.qabbani@"})
    treasurer.get(door(one, other))

    looks = AuditEntry.objects.filter(act__in=["look", "search"])
    assert set(looks.filter(act="look").values_list("on_id", flat=True)) == {str(one.pk), str(other.pk)}
    assert [entry.details for entry in looks.filter(act="search")] == [{"lines": "1"}]


# --- Notes ------------------------------------------------------------------------------------------------


def write(client, donor, text):
    return client.post(f"/admin/donations/donor/{donor.pk}/note/", {"text": text}, follow=True).content.decode()


def test_note_is_kept_with_who_and_when_and_shown(treasurer, pair):
    page = write(treasurer, pair[0], "سلمى اتصلت <b>الاثنين</b>")

    note = DonorNote.objects.get()
    assert (note.donor, note.by.username, note.text) == (pair[0], "mira", "سلمى اتصلت <b>الاثنين</b>")
    assert "سلمى اتصلت &lt;b&gt;الاثنين&lt;/b&gt;" in page
    assert AuditEntry.objects.get(act="note").details == {}


def test_note_sent_twice_is_one_note(treasurer, pair):
    write(treasurer, pair[0], "Called")
    write(treasurer, pair[0], "Called")

    assert DonorNote.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_empty_and_endless_notes_are_refused(treasurer, pair, text):
    write(treasurer, pair[0], text)

    assert DonorNote.objects.count() == 0


def test_nothing_is_kept_of_somebody_erased_or_merged(treasurer, pair):
    one, other = pair
    Donor.objects.filter(pk=one.pk).update(merged_into=other)
    Donor.objects.filter(pk=other.pk).update(erased_at=gifts.NOON, email=None)

    pages = [write(treasurer, each, "Called") for each in pair]

    assert DonorNote.objects.count() == 0
    assert not [page for page in pages if "/note/" in page]


def test_notes_need_their_right(client, pair):
    looker = gifts.make_treasurer()
    looker.user_permissions.remove(looker.user_permissions.get(codename="add_donornote"))
    client.force_login(looker)

    answer = client.post(f"/admin/donations/donor/{pair[0].pk}/note/", {"text": "Called"})

    assert answer.status_code == 403
    assert "/note/" not in client.get(change(pair[0])).content.decode()
