"""The JSON-LD as graphs: expanded by PyLD, with contexts that lie here and not on the network."""

import json
import re
from functools import cache
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, words_of
from exported import SITE
from pyld import jsonld

OA = "http://www.w3.org/ns/oa#"
SCHEMA = "http://schema.org/"
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": json.loads(
        (ROOT / "tests" / "schemas" / "anno-terms.json").read_text("utf-8")
    ),
    # In the context of schema.org every name without a meaning of its own has one too.
    "https://schema.org": {"@context": {"@vocab": SCHEMA}},
}
MOTIVATIONS = {
    OA + name
    for name in (
        *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
        *("highlighting", "identifying", "linking", "moderating", "questioning", "replying"),
        "tagging",
    )
}
"""Those of the W3C's Web Annotation Vocabulary."""

COLLECTIONS = ["annotations", "annotations-acts", "annotations-terms", "annotations-sources"]


def load(url, _):
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXTS[url]}


def expanded(data, base):
    """The only node at the top, and keys and values that have no meaning in the context."""
    lost = []
    options = {"documentLoader": load, "base": base}
    (node,) = jsonld.expand(data, options, on_property_dropped=lost.append)
    return node, lost


def nodes(tree):
    """Every object in an expanded tree."""
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree:
        if isinstance(child, dict | list):
            yield from nodes(child)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_all_of_a_collection_has_a_meaning_in_the_vocabulary_of_annotations(files, name):
    collection, lost = expanded(json.loads(files[f"data/{name}.jsonld"]), f"{SITE}data/")

    assert lost == []
    annotations = [n for n in nodes(collection) if n.get("@type") == [f"{OA}Annotation"]]
    assert collection["http://www.w3.org/ns/activitystreams#totalItems"] == [
        {"@value": len(annotations)}
    ]
    for node in nodes(collection):
        for value in node.get("@type", ()):
            assert urlsplit(value).scheme, value
    for annotation in annotations:
        assert annotation["@id"].startswith(SITE)
        assert annotation[f"{OA}hasTarget"]
        bodies = annotation[f"{OA}hasBody"]
        reasons = annotation[f"{OA}motivatedBy"] + [r for b in bodies for r in b[f"{OA}hasPurpose"]]
        assert {reason["@id"] for reason in reasons} <= MOTIVATIONS


def test_what_has_no_meaning_in_its_context_is_told(files):
    """Else a key that is misspelled would be left out without a word."""
    data = json.loads(files["data/annotations.jsonld"])
    data["first"]["items"][0]["motivated"] = "commenting"

    assert expanded(data, SITE)[1] == ["motivated"]


def test_the_annotations_find_their_words_in_the_pages_that_they_name(site):
    """The id of a paragraph is that of its heading, which has none of its words."""
    found = 0

    @cache
    def words_in(source, selector):
        (ref,) = re.findall(r'^\[data-ref="(p\d+)"\]$', selector)
        (element,) = site.page(source.removeprefix(SITE)).xpath(f"//*[@data-ref='{ref}']")
        return words_of(element)

    for name in COLLECTIONS[:3]:
        data = json.loads((site.folder / "data" / f"{name}.jsonld").read_text("utf-8"))
        for annotation in data["first"]["items"]:
            targets = annotation["target"]
            for target in targets if isinstance(targets, list) else [targets]:
                if isinstance(target, str):
                    continue
                text = words_in(target["source"], target["selector"]["value"])
                quote, position = target["selector"]["refinedBy"]
                assert text[position["start"] : position["end"]] == quote["exact"]
                found += 1
    assert found > 500


def test_ids_in_the_heads_of_pages_lead_to_places(site):
    anchors, scripts = {}, []
    for address in site.addresses():
        page, here = site.page(address), SITE + address.removesuffix("index.html")
        anchors[here] = set(page.xpath("//@id"))
        texts = page.xpath("//script[@type='application/ld+json']/text()")
        scripts += [(here, text) for text in texts]

    assert len(scripts) > 100
    for here, text in scripts:
        tree, lost = expanded(json.loads(text), here)
        assert lost == []
        for node in nodes(tree):
            assert all(kind.startswith(SCHEMA) for kind in node.get("@type", ()))
            place, _, fragment = node.get("@id", here).partition("#")
            assert place in anchors, (here, node)
            assert not fragment or fragment in anchors[place], (here, node)
