"""What counts as a sentence, as a name, and as somebody else's word."""

import pytest
from conftest import problems_of

from edition.pipeline import load
from edition.prose import parse_prose
from edition.references import ProseField
from edition.rules.house_style import Watch, check_words, sentences, style_rules
from edition.seeds.layer import HouseWords, Position

HOUSE = HouseWords.model_validate(
    {
        "abbreviations": ["U.N."],
        "reporting": ["called"],
        "watched": {
            "historic": {"kind": "vague", "reason": "r", "instead": "i", "reported": True},
            "a number of": {"kind": "vague", "reason": "r", "instead": "i"},
            "now": {"kind": "undated", "reason": "r", "instead": "i"},
        },
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It rose. It fell.", ["It rose.", "It fell."], id="full stop"),
        pytest.param("At the U.N. Assembly. No.", ["At the U.N. Assembly.", "No."], id="U.N."),
        pytest.param("It is 3.5 m. high.", ["It is 3.5 m. high."], id="small letter follows"),
        pytest.param("They wrote “We. Go.” It fell.", ["They wrote “….”", "It fell."], id="quoted"),
        pytest.param("one, then two. Three", ["one, then two.", "Three"], id="no full stop"),
    ],
)
def test_sentences_end_where_a_reader_takes_breath(text, expected):
    assert list(sentences(text, HOUSE.abbreviations)) == expected


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("A historic day.", ["historic"], id="own voice"),
        pytest.param("Historic it was.", ["Historic"], id="capital at the start"),
        pytest.param("The Historic Society met.", [], id="a name"),
        pytest.param("Historic England met.", [], id="a name at the start"),
        pytest.param("He called it historic.", [], id="reported"),
        pytest.param("It was prehistoric and non-historic.", [], id="other words"),
        pytest.param("He called a number of them.", ["a number of"], id="never allowed"),
        pytest.param("It is low now.", ["now"], id="undated"),
        pytest.param("In 2001 it is low now.", [], id="dated"),
    ],
)
def test_a_watched_word_is_found_only_in_the_editions_own_voice(sentence, found, tiny_note):
    problems = check_words(sentence, tiny_note, Watch.of(HOUSE))

    assert [problem.message.split("'")[1] for problem in problems] == found


@pytest.fixture
def tiny_note(seeds_dir):
    """Some prose of a record that has no date."""
    record = load(seeds_dir()).paragraphs[1].notes[0].record
    return ProseField("p2-again", record, ("body",), parse_prose(record.body))


def test_an_item_of_a_list_is_measured_by_itself(tiny_note):
    def found(text):
        field = tiny_note._replace(blocks=parse_prose(text))
        return [problem.code for rule in style_rules(HOUSE, [field]) for problem in rule()]

    words = "and so on " * 10
    assert found(f"- {words}\n- {words}\n- it is low now") == ["undated"]
    assert found(f"- {words}\n- {words}on") == ["sentence-too-long"]


def test_a_stated_position_is_its_holders_word_and_has_its_date(seeds_dir):
    (subject,) = load(seeds_dir()).subjects.values()
    position = subject.positions[0]
    assert isinstance(position, Position)
    field = ProseField("subjects/x", position, ("stance",), parse_prose(position.stance))

    assert not list(check_words("A historic day now.", field, Watch.of(HOUSE)))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param(
            "paragraphs/p01.yml", ") [@gazette].\n    subject", ").\n    subject", id="note"
        ),
        pytest.param("terms.yml", "kind: place", "kind: place\n  subject: river-name", id="term"),
    ],
)
def test_what_is_contested_rests_on_a_source(name, old, new, seeds_dir):
    folder = seeds_dir()
    path = folder / name
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")

    assert {problem.code for problem in problems_of(folder)} == {"claim-without-source"}
