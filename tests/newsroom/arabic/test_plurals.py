"""The rule in the catalogues is the Unicode consortium's, for Python, for scripts and for every number."""

import gettext
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import catalogues
from newsroom.arabic import plurals
from newsroom.models import User
from tests.factories import make_editor

of_the_catalogue = gettext.c2py(re.search("plural=(.*);", plurals.RULE)[1])


@given(st.integers(min_value=0, max_value=10**18))
def test_rule_is_the_consortiums_for_every_number(number):
    assert plurals.FORMS[of_the_catalogue(number)] == plurals.form(number)


def test_rule_is_the_consortiums_for_the_first_thousand():
    assert [plurals.FORMS[of_the_catalogue(number)] for number in range(1200)] == [
        plurals.form(number) for number in range(1200)
    ]


@pytest.mark.parametrize("domain", catalogues.DOMAINS)
def test_rule_stands_in_the_arabic_catalogues(domain):
    catalogue = catalogues.read(catalogues.path_of("ar", domain), "ar")

    assert f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};" == plurals.RULE


@pytest.mark.django_db
def test_scripts_count_by_the_same_rule(client):
    editor = make_editor()
    User.objects.filter(pk=editor.pk).update(interface_language="ar")
    client.force_login(editor)

    script = client.get("/admin/jsi18n/").content.decode()

    rule = re.search("plural=(.*);", plurals.RULE)[1]
    assert re.sub(r"\s", "", rule) in re.sub(r"\s", "", script)
