"""IBANs: a slip of the pen is seen, and people read groups of four."""

import pytest

from donations import iban


@pytest.mark.parametrize(
    "written",
    [
        "DE02 1203 0000 0000 2020 51",
        "de02120300000000202051",
        "GB82WEST12345698765432",
        "NO9386011117947",
        "XX90" + "0" * 20,
    ],
)
def test_right_number_is_valid(written):
    assert iban.is_valid(written)


@pytest.mark.parametrize(
    "written", ["", "DE02", "DE0212030000000020205١", "1234 5678", "DE02 1203 0000 0000 2020 5X" * 3]
)
def test_what_is_no_iban_is_refused(written):
    assert not iban.is_valid(written)


def test_every_single_wrong_digit_and_swap_of_neighbours_is_seen():
    right = "DE02120300000000202051"

    slips = [right[:n] + digit + right[n + 1 :] for n in range(2, 22) for digit in "0123456789" if digit != right[n]]
    swaps = [right[:n] + right[n + 1] + right[n] + right[n + 2 :] for n in range(2, 21) if right[n] != right[n + 1]]

    assert [each for each in slips + swaps if iban.is_valid(each)] == []


def test_groups_are_of_four():
    assert iban.groups("NO9386011117947") == ["NO93", "8601", "1117", "947"]
