"""Notes, acts, terms and sources as Web Annotations."""

import pytest
from exported import SITE, collection, notes_of, words_under


@pytest.mark.parametrize("name", ["annotations", "annotations-acts", "annotations-terms"])
def test_an_annotation_finds_its_words_by_each_of_its_selectors(edition, files, name):
    document = edition.document.text
    texts = {p.id: p.text for p in edition.document.paragraphs}
    selectors = [s for item in collection(files, name) for s in words_under(item)]

    assert selectors
    for selector in selectors:
        text = texts[selector["value"].removeprefix('[data-ref="').removesuffix('"]')]
        quote, position = selector["refinedBy"]
        start, end = position["start"], position["end"]

        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert document.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
        assert len(quote["prefix"]) >= min(32, start)
        assert len(quote["suffix"]) >= min(32, len(text) - end)


def test_a_note_is_annotated_on_its_own_words(edition, annotations):
    notes = notes_of(edition)
    for item in annotations:
        paragraph, note = notes[item["id"].partition("#")[2]]
        (selector,) = words_under(item)
        assert selector["value"] == f'[data-ref="{paragraph.id}"]'
        assert selector["refinedBy"][0]["exact"] == note.record.quote


def test_every_term_and_every_source_is_in_web_annotation(edition, files):
    terms = {i["id"]: i for i in collection(files, "annotations-terms")}
    sources = {i["id"]: i for i in collection(files, "annotations-sources")}

    assert set(terms) == {f"{SITE}terms/{slug}/" for slug in edition.terms}
    assert set(sources) == {f"{SITE}sources/#{slug}" for slug in edition.sources}
    for slug, mentions in edition.mentions_by_term.items():
        places = [m for m in mentions if m.paragraph]
        assert len(words_under(terms[f"{SITE}terms/{slug}/"])) >= len(places)
    for slug, source in edition.sources.items():
        links = [b["source"] for b in sources[f"{SITE}sources/#{slug}"]["body"] if "source" in b]
        assert links == ([source.url] if source.url else [])


@pytest.mark.parametrize("name", ["", "-acts", "-terms", "-sources"])
def test_all_that_is_prose_says_in_which_language(files, name):
    for item in collection(files, f"annotations{name}"):
        texts = [body for body in item["body"] if body["type"] == "TextualBody"]
        prose = [text for text in texts if text["purpose"] != "tagging"]
        assert prose
        assert all(text["language"] for text in prose)


def test_an_act_says_who_does_what_to_whom(edition, files):
    parties = edition.record.parties
    acts = {i: act for s in edition.annotated_sentences for i, act in s.acts_by_id.items()}
    items = {item["id"].partition("#")[2]: item for item in collection(files, "annotations-acts")}

    assert set(items) == set(acts)
    for identifier, act in acts.items():
        said, *tags = (body["value"] for body in items[identifier]["body"])
        assert said.startswith(f"{parties[act.actor].name} ")
        assert said.endswith(f": {act.object}")
        assert f"actor:{act.actor}" in tags
        to = parties[act.addressee].name if act.addressee else None
        assert (f"(to {to})" in said) == (to is not None)
