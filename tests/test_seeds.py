"""The real seeds: no problem, and at least what the first release promises.

Those of the repository satisfy the schemas, and the files about it are about their text.
"""

import json
import re
from collections import Counter

import pytest
import yaml
from conftest import OWN, ROOT, SEEDS
from jsonschema import Draft202012Validator

from edition.editors.schema import schemas
from edition.pipeline import load
from edition.seeds.parse_layer import COLLECTIONS
from edition.seeds.vocabulary import NoteKind


def test_every_paragraph_has_notes_of_several_kinds(real):
    for paragraph in real.paragraphs:
        least = 5 if len(paragraph.sentences) > 1 else 3
        assert len(paragraph.notes) >= least, paragraph.id
        assert len({note.record.kind for note in paragraph.notes}) >= 2, paragraph.id


def test_there_is_something_of_everything_that_tests_go_through(real):
    """A test that loops over terms would pass with no terms."""
    layer = real.layer
    collections = {name: getattr(layer, name) for name in COLLECTIONS}
    notes = [note.record for p in real.paragraphs for note in p.notes]
    parts = {
        "later": [claim for note in notes for claim in note.later],
        "subjects shown": [note for note in notes if note.subject],
        "divergences": [note for note in notes if note.diverges],
        "notes with terms": [note for note in notes if note.terms],
        "facts": [fact for term in layer.terms.values() for fact in term.facts],
        "forms": [form for term in layer.terms.values() for form in term.forms],
        "related": [other for p in real.paragraphs for other in p.record.related],
        "acts": [act for p in real.paragraphs for s in p.sentences for act in s.acts],
    }

    assert [name for name, found in (collections | parts).items() if not found] == []


def test_all_kinds_of_notes_are_in_use(real):
    kinds = Counter(note.record.kind for p in real.paragraphs for note in p.notes)

    assert set(kinds) == set(NoteKind)
    assert kinds.total() >= 140


def test_there_are_14_to_18_themes_and_every_sentence_carries_one_to_four(real):
    assert 14 <= len(real.themes) <= 18
    for paragraph in real.paragraphs:
        for sentence in paragraph.sentences:
            assert 1 <= len(sentence.record.themes) <= 4, sentence.id


def test_there_are_at_least_140_terms(real):
    assert len(real.terms) >= 140


CONTESTED = {
    "taiwan": {"China", "Taiwan"},
    "xinjiang": {"China"},
    "xizang": {"China"},
    "hong-kong": {"China"},
    "south-china-sea": {"China", "Philippines"},
    "jammu-and-kashmir": {"China", "India", "Pakistan"},
    "indus-waters": {"India", "Pakistan"},
    "afghanistan-militants": {"China", "Pakistan"},
    "gaza-ceasefire": {"Israel"},
    "west-bank": {"Israel"},
    "cpec-route": {"China", "India", "Pakistan"},
    "japan-history": {"China", "Japan"},
}


@pytest.mark.parametrize("slug", CONTESTED)
def test_each_contested_subject_hears_those_concerned(real, slug):
    positions = real.subjects[slug].positions
    holders = {position.holder.split(" (")[0] for position in positions}

    assert holders >= CONTESTED[slug]
    assert len(holders) >= 2


def test_names_that_the_text_avoids_lead_to_the_place_that_answers(real):
    """A reader types what is in their head: each of these is a name of some term."""
    known = {
        name.casefold() for term in real.terms.values() for name in (term.name, *term.other_names)
    }
    for name in ("Tibet", "Uyghur", "LoC", "KKH", "ML-1", "TTP", "BRI", "IWT"):
        assert any(name.casefold() in other for other in known), name


def test_the_published_schemas_are_those_of_the_model():
    kept = {path.name: path.read_text("utf-8") for path in (OWN / "schema").glob("*.json")}

    assert kept == schemas(), "run `make schema`"


def schema_name(path):
    name = path.relative_to(OWN).parts[0].removesuffix(".yml")
    return "paragraph" if name == "paragraphs" else name


class PlainLoader(yaml.CSafeLoader):
    """Reads dates and ``on`` as texts, as the YAML 1.2 support of editors does."""


PlainLoader.yaml_implicit_resolvers = {
    key: [
        (tag, re.compile("(true|false)$") if tag.endswith("bool") else pattern)
        for tag, pattern in resolvers
        if not tag.endswith("timestamp")
    ]
    for key, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("path", sorted(OWN.rglob("*.yml")), ids=lambda path: path.stem)
def test_the_seeds_satisfy_the_schema_that_editors_use(path):
    schema = json.loads((SEEDS / "schema" / f"{schema_name(path)}.schema.json").read_text("utf-8"))
    data = yaml.load(path.read_text("utf-8"), PlainLoader)  # noqa: S506, a safe loader

    errors = [error.message for error in Draft202012Validator(schema).iter_errors(data)]

    assert errors == []


def test_each_file_tells_its_editor_where_its_schema_is():
    for path in SEEDS.rglob("*.yml"):
        assert path.read_text("utf-8").startswith("# yaml-language-server: $schema="), path.name


@pytest.mark.parametrize(
    "name", ["mkdocs.yml", "README.md", "CITATION.cff", ".zenodo.json", "LICENSE-NOTES.md"]
)
def test_what_tells_of_the_repository_tells_of_its_own_edition(name, real):
    """In a fork with another text it must not go on about the first one."""
    own = (real if SEEDS == OWN else load(OWN)).record
    text = (ROOT / name).read_text("utf-8")

    assert (own.text if name == "LICENSE-NOTES.md" else own.name) in text
    if SEEDS != OWN:
        first = real.record
        assert [words for words in (first.name, first.text, first.title) if words in text] == []
