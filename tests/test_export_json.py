"""The JSON of the edition and of a paragraph, their schema, and the list of ids."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from exported import (
    SITE,
    notes_of,
)
from jsonschema import Draft202012Validator

from edition.exports.json_export import FORMAT
from edition.exports.json_text import Waiting, compact, lay_out
from edition.seeds.vocabulary import Choice


def test_json_has_the_words_of_the_seed_whole_and_sentence_by_sentence(data, seed):
    _, title, lines = seed

    assert data["edition"]["title"].split() == " ".join(title).split()
    assert [p["text"] for p in data["paragraphs"]] == lines
    for paragraph in data["paragraphs"]:
        for sentence in paragraph["sentences"]:
            there = paragraph["text"][sentence["start"] : sentence["end"]]
            assert sentence["text"] == there


def test_an_acts_words_are_where_the_json_says(data):
    for paragraph in data["paragraphs"]:
        for sentence in paragraph["sentences"]:
            for act in sentence["acts"]:
                assert paragraph["text"][act["start"] : act["end"]] == act["quote"], act["id"]
                assert sentence["start"] <= act["start"] < act["end"] <= sentence["end"]


def test_the_json_says_on_which_release_it_builds(data, edition):
    releases = edition.registry.releases
    last = [releases[-1].version, releases[-1].date] if releases else [None, None]

    assert [data["edition"]["version"], data["edition"]["released"]] == last


EXPLAINED = [v for v in Choice.__subclasses__() if any(value.meaning for value in v)]


@pytest.mark.parametrize("vocabulary", EXPLAINED, ids=lambda one: one.__name__)
def test_the_schema_says_what_every_value_means(vocabulary, files):
    text = files["data/edition.schema.json"]
    for value in vocabulary:
        assert value.meaning, f"all values of {vocabulary.__name__} are explained, or none"
        choice = json.dumps({"const": value.value, "description": value.meaning})
        assert re.sub(r"\s+", " ", choice[1:-1]) in re.sub(r"\s+", " ", text)


def test_no_key_that_a_release_has_had_is_taken_away(files):
    """A key is removed only with a new first figure of the format, and then with a new list.

    A new key joins the list, or nothing would hold it.
    """
    schema = json.loads(files["data/edition.schema.json"])
    there = {
        name: form["properties"] for name, form in schema["$defs"].items() if "properties" in form
    }
    there["edition_file"] = schema["properties"]
    lines = (Path(__file__).parent / "json_format_1.txt").read_text("utf-8").splitlines()
    promised = {name: keys for name, *keys in map(str.split, lines)}

    assert FORMAT.startswith("1.")
    for name in there | promised:
        assert sorted(there[name]) == sorted(promised[name]), name


def test_each_paragraph_file_has_what_is_contested_there_with_the_sources_of_all_sides(files, data):
    subjects = {subject["id"].removeprefix("subjects/"): subject for subject in data["subjects"]}

    for paragraph in data["paragraphs"]:
        own = json.loads(files[f"data/{paragraph['id']}.json"])
        shown = dict.fromkeys(note["subject"] for note in paragraph["notes"] if note["subject"])
        assert own["subjects"] == [subjects[slug] for slug in shown]
        there = {source["id"]: source["supports"] for source in own["sources"]}
        for subject in own["subjects"]:
            for position in subject["positions"]:
                for slug in position["sources"]:
                    assert subject["id"] in there[f"sources/{slug}"]


def test_each_paragraph_file_has_the_words_of_its_paragraph(files, seed):
    _, _, lines = seed
    for number, line in enumerate(lines, start=1):
        assert json.loads(files[f"data/p{number}.json"])["paragraph"]["text"] == line


def test_the_json_keeps_its_schema_and_the_schema_describes_every_key(files, data):
    schema = json.loads(files["data/edition.schema.json"])
    Draft202012Validator.check_schema(schema)
    part = {"$ref": "#/$defs/paragraph_file", "$defs": schema["$defs"]}

    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    for name, text in files.items():
        if re.fullmatch(r"data/p\d+\.json", name):
            assert list(Draft202012Validator(part).iter_errors(json.loads(text))) == []
    for thing in [schema, *schema["$defs"].values()]:
        assert thing["description"].endswith("."), thing
        if "properties" in thing:
            assert thing["additionalProperties"] is False
            for key, field in thing["properties"].items():
                assert field["description"].endswith("."), key


def test_the_schema_refuses_a_key_it_does_not_know(files, data):
    schema = Draft202012Validator(json.loads(files["data/edition.schema.json"]))

    assert not schema.is_valid({**data, "surprise": 1})


def test_a_paragraphs_file_holds_every_source_it_cites_and_what_rests_on_it_there(edition, files):
    for paragraph in edition.document.paragraphs:
        data = json.loads(files[f"data/{paragraph.id}.json"])
        held = {item["id"]: item["supports"] for item in data["sources"]}
        for note in data["paragraph"]["notes"]:
            for slug in note["sources"]:
                assert note["id"] in held[f"sources/{slug}"]
        ids = {identifier for ids in held.values() for identifier in ids}
        ids -= {subject["id"] for subject in data["subjects"]}
        assert all(re.match(rf"{paragraph.id}(-|$)", identifier) for identifier in ids)


def test_each_address_is_listed_once_with_page_fragment_and_hash(edition, files):
    entries = {e["id"]: e for e in json.loads(files["data/ids.json"])["ids"]}
    words = {s.id: s.text for s in edition.document.sentences}
    words |= {p.id: p.text for p in edition.document.paragraphs}
    words |= {i: note.record.quote for i, (_, note) in notes_of(edition).items()}

    for identifier, text in words.items():
        entry = entries[identifier]
        number = identifier.split("-")[0][1:]
        assert entry["sha256"] == sha256(text.encode("utf-8")).hexdigest()
        assert (entry["page"], entry["fragment"]) == (f"p/{number}/", identifier)
        assert entry["also"] == f"#{identifier}"
    assert {e["path"] for e in entries.values() if e["kind"] == "page"} == {"", "about/"}
    assert len({e["path"] for e in entries.values()}) == len(entries)


def test_each_address_is_whole_where_the_site_is_known(data):
    for paragraph in data["paragraphs"]:
        for item in [paragraph, *paragraph["sentences"], *paragraph["notes"]]:
            assert item["address"] == SITE + item["path"]


def test_every_address_in_ids_json_is_in_the_built_site(site):
    entries = json.loads((site.folder / "data/ids.json").read_text("utf-8"))["ids"]
    pages = {}
    for entry in entries:
        path = entry["page"]
        if path not in pages:
            pages[path] = set(site.page(path).xpath("//@id"))
        assert entry["fragment"] is None or entry["fragment"] in pages[path], entry["id"]
        if entry["also"]:
            pages.setdefault("", set(site.page("").xpath("//@id")))
            assert entry["also"][1:] in pages[""]
    built = {a.removesuffix("index.html") for a in site.addresses()} - {"404.html"}
    assert built == set(pages)


def test_a_mention_is_where_its_words_are(edition, data):
    for paragraph, own in zip(edition.paragraphs, data["paragraphs"], strict=True):
        assert len(own["mentions"]) == len(paragraph.mentions)
        for mention in own["mentions"]:
            words = own["text"][mention["start"] : mention["end"]]
            assert mention["words"] == words
            assert words in edition.terms[mention["term"]].in_text


def test_entries_that_waited_on_the_disk_are_written_as_a_list_would_be():
    entries = [{"id": f"n{number}", "words": "é" * 500_000} for number in range(4)]
    waiting = Waiting(entries[:3])
    waiting.append(entries[3])

    waited = lay_out({"none": Waiting(), "ids": waiting}, 2)

    assert waited == lay_out({"none": [], "ids": [compact(entry) for entry in entries]}, 2)
