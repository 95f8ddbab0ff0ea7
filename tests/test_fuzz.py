"""Broken seeds of every kind: a clean build or located problems, and never anything else."""

import pytest
from conftest import SEEDS, TINY
from fuzz import MUTATIONS, break_seeds, try_case

CASES = 60


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@pytest.mark.parametrize("tens", range(CASES // 10))
def test_small_seeds_broken_at_random_end_cleanly(tens, room):
    wrong = [try_case(number, TINY, room) for number in range(tens * 10, tens * 10 + 10)]

    assert list(filter(None, wrong)) == []


def test_the_seeds_of_this_edition_broken_at_random_end_cleanly(tmp_path):
    wrong = [try_case(number, SEEDS, tmp_path) for number in (100, 101, 102, 103)]

    assert list(filter(None, wrong)) == []


def test_the_cases_use_every_way_of_breaking(tmp_path):
    used = {way for number in range(CASES) for way in break_seeds(number, tmp_path).split(", ")}

    assert used == {mutation.__name__ for mutation in MUTATIONS}
