"""One table has every kind of thing: what is not in it is told here."""

from typing import get_args

import pytest

from edition import names
from edition.identity import identified
from edition.kinds import KINDS
from edition.problems import CODES
from edition.rules.reference_faults import Known
from edition.search.entries import entries
from edition.search.index import FOUND
from edition.seeds import forms
from edition.seeds.parse_layer import SLUGGED

NAMED = {
    mark.kind
    for form in vars(forms).values()
    for mark in get_args(form)
    if isinstance(mark, forms.Refers)
}
"""Kinds that a record may name."""


def test_whatever_has_a_slug_or_is_named_is_in_the_table():
    assert len(NAMED) > 8
    assert {*SLUGGED, *NAMED} <= set(KINDS)


@pytest.mark.parametrize("kind", sorted(NAMED))
def test_a_name_of_this_kind_is_looked_for_and_its_lack_has_a_code(real, kind):
    assert Known.of(real.document, real.layer).names[kind]
    assert f"unknown-{KINDS[kind].name.replace(' ', '-')}" in CODES


@pytest.mark.parametrize("kind", [kind for kind in SLUGGED if kind != "subjects"])
def test_a_thing_with_a_slug_has_a_place_in_the_register_and_a_heading(real, kind):
    """Contested subjects have none: the notes that show them do."""
    slugs = real.layer.of_kind(kind)
    listed = {item.id: item.kind for item in identified(real)}

    assert slugs
    assert KINDS[kind].leading
    for slug in slugs:
        assert names.is_id(f"{kind}/{slug}")
        assert listed[f"{kind}/{slug}"] == KINDS[kind].name


def test_the_search_finds_something_of_each_kind_that_it_names_and_of_no_other(real):
    """It finds lessons as sections of their page, and changes not at all."""
    found = {entry.kind for entry in entries(real)}

    assert found == set(FOUND)
    unnamed = {kind for kind in SLUGGED if not KINDS[kind].found}
    assert unnamed == {"lessons", "changes", "subjects"}


def test_an_act_is_known_by_its_sentence_and_not_by_how_its_id_ends():
    assert names.without_act("p6-s2-a1") == "p6-s2"
    assert names.without_act("p6-vitamin-a1") == "p6-vitamin-a1"
