"""Every export is read back by a reader that knows nothing of the writer, and compared."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urljoin

import pytest
from conftest import CHARTER, ROOT
from jsonschema import Draft202012Validator
from lxml import etree

from edition import names
from edition.exports import export_jobs, render_heads, render_twins
from edition.exports.citations import STYLES, cite, cited_in, whole_edition
from edition.exports.site import site_at
from edition.jobs import whole_files
from edition.pipeline import load

SITE = "https://example.org/repo/"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
KINDS = (
    *("themes", "terms", "sources", "earlier", "formulas", "dropped"),
    *("lineage", "ledger", "commitments", "changes"),
)


def render_exports(edition, site, pages):
    return whole_files(export_jobs(edition, site, pages))


@pytest.fixture(scope="module", params=["real", "charter"])
def edition(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def files(edition):
    return render_exports(edition, SITE, ["index.md", "about/index.md"])


@pytest.fixture(scope="module")
def twins(edition):
    return render_twins(edition, SITE)


@pytest.fixture(scope="module")
def data(files):
    return json.loads(files["data/edition.json"])


@pytest.fixture(scope="module")
def tei(files):
    return etree.fromstring(files["data/edition.tei.xml"].encode("utf-8"))


@pytest.fixture(scope="module")
def annotations(files):
    return json.loads(files["data/annotations.jsonld"])["first"]["items"]


@pytest.fixture(scope="module")
def seed(edition):
    """The lines of the text as it lies on the disk, title and paragraphs."""
    folder = CHARTER if edition.record.text == "charter.txt" else ROOT / "seeds"
    raw = (folder / edition.record.text).read_bytes()
    lines = [line for line in raw.decode("utf-8").split("\n") if line]
    titles = edition.layer.text_map.title_lines
    return raw, lines[:titles], lines[titles:]


def notes_of(edition):
    return {note.id: (p, note) for p in edition.paragraphs for note in p.notes}


def table(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


# The words.


def test_the_text_alone_is_the_seed_byte_for_byte(edition, files, seed):
    raw, _, _ = seed

    assert files[f"data/{edition.record.text}"].encode("utf-8") == raw


def test_json_has_the_words_of_the_seed_whole_and_sentence_by_sentence(data, seed):
    _, title, lines = seed

    assert data["edition"]["title"].split() == " ".join(title).split()
    assert [p["text"] for p in data["paragraphs"]] == lines
    for paragraph in data["paragraphs"]:
        for sentence in paragraph["sentences"]:
            there = paragraph["text"][sentence["start"] : sentence["end"]]
            assert sentence["text"] == there


def test_each_paragraph_file_has_the_words_of_its_paragraph(files, seed):
    _, _, lines = seed
    for number, line in enumerate(lines, start=1):
        assert json.loads(files[f"data/p{number}.json"])["paragraph"]["text"] == line


def test_tei_has_the_words_of_the_seed_and_no_others_in_its_body(tei, seed):
    _, title, lines = seed
    paragraphs = tei.findall(".//t:body/t:div/t:p", TEI)

    assert ["".join(p.itertext()) for p in paragraphs] == lines
    assert "".join(tei.find(".//t:titlePart", TEI).itertext()).split() == " ".join(title).split()
    body = "".join(tei.find(".//t:body", TEI).itertext())
    assert body.split() == " ".join(lines).split()


def test_tei_has_each_sentence_under_its_id(tei, edition):
    found = {s.get(XML_ID): "".join(s.itertext()) for s in tei.findall(".//t:body//t:s", TEI)}

    assert found == {s.id: s.text for p in edition.document.paragraphs for s in p.sentences}


def test_the_markdown_twins_have_the_words_of_the_seed(twins, seed):
    _, _, lines = seed
    for number, line in enumerate(lines, start=1):
        words = twins[f"data/p{number}.md"].split("\n\n")[1]
        assert re.sub(r"\\(.)", r"\1", words) == line


def test_acts_quote_words_that_stand_in_their_sentence(files, edition):
    words = {s.id: s.text for p in edition.document.paragraphs for s in p.sentences}
    rows = table(files["data/acts.csv"])

    assert rows
    for row in rows:
        assert row["quote"] in words[row["sentence"]]
        assert row["verb"] in words[row["sentence"]]


# The layer.


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


def test_every_note_is_in_json_tei_and_web_annotation(edition, data, tei, annotations):
    notes = set(notes_of(edition))

    assert {note["id"] for p in data["paragraphs"] for note in p["notes"]} == notes
    assert {n.get(XML_ID) for n in tei.findall(".//t:back/t:div/t:note", TEI)} == notes
    assert {item["id"].partition("#")[2] for item in annotations} == notes


def test_a_note_has_its_words_and_its_claims_in_each_format(edition, data, tei, annotations):
    in_json = {note["id"]: note for p in data["paragraphs"] for note in p["notes"]}
    in_tei = {n.get(XML_ID): n for n in tei.findall(".//t:back/t:div/t:note", TEI)}
    in_web = {item["id"].partition("#")[2]: item for item in annotations}
    for identifier, (paragraph, note) in notes_of(edition).items():
        text, element = paragraph.paragraph.text, in_tei[identifier]
        target = element.find("t:quote", TEI).get("source")
        start, length = map(
            int, re.fullmatch(r"#string-range\(p\d+,(\d+),(\d+)\)", target).groups()
        )

        assert text[start : start + length] == note.record.quote
        assert element.find("t:quote", TEI).text == note.record.quote
        assert element.get("target").split() == [f"#{s.id}" for s in note.sentences]
        assert in_json[identifier]["quote"] == note.record.quote
        assert in_json[identifier]["body"] == note.record.body
        assert note.record.margin in in_web[identifier]["body"][0]["value"]
        shown = "".join("".join(element.itertext()).replace("unverified", "").split())
        assert "".join(in_json[identifier]["body_text"].split()) in shown


def words_under(annotation):
    """The targets of an annotation that are words, not whole places."""
    targets = annotation["target"]
    targets = targets if isinstance(targets, list) else [targets]
    return [target["selector"] for target in targets if isinstance(target, dict)]


@pytest.mark.parametrize("name", ["annotations", "annotations-acts", "annotations-terms"])
def test_an_annotation_finds_its_words_by_each_of_its_selectors(edition, files, name):
    document = edition.document.text
    texts = {p.id: p.text for p in edition.document.paragraphs}
    selectors = [s for item in collection(files, name) for s in words_under(item)]

    assert selectors
    for selector in selectors:
        text = texts[selector["value"]]
        quote, position = selector["refinedBy"]
        start, end = position["start"], position["end"]

        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert document.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
        assert len(quote["prefix"]) >= min(32, start)
        assert len(quote["suffix"]) >= min(32, len(text) - end)


def collection(files, name):
    data = json.loads(files[f"data/{name}.jsonld"])
    assert data["total"] == len(data["first"]["items"])
    return data["first"]["items"]


def test_a_note_is_annotated_on_its_own_words(edition, annotations):
    notes = notes_of(edition)
    for item in annotations:
        paragraph, note = notes[item["id"].partition("#")[2]]
        (selector,) = words_under(item)
        assert selector["value"] == paragraph.paragraph.id
        assert selector["refinedBy"][0]["exact"] == note.record.quote


def test_every_act_is_in_tei_and_web_annotation(edition, tei, files):
    wanted = {
        names.act_id(s.sentence.id, n): act
        for p in edition.paragraphs
        for s in p.sentences
        for n, act in enumerate(s.acts, start=1)
    }
    spans = {e.get(XML_ID): e for e in tei.findall(".//t:spanGrp[@type='acts']/t:span", TEI)}
    in_web = {i["id"].partition("#")[2]: i for i in collection(files, "annotations-acts")}

    assert set(spans) == set(in_web) == set(wanted)
    for identifier, act in wanted.items():
        assert spans[identifier].find("t:quote", TEI).text == act.quote
        assert spans[identifier].find("t:gloss", TEI).text == act.object
        assert f"#parties.{act.actor}" in spans[identifier].get("ana").split()
        (selector,) = words_under(in_web[identifier])
        assert selector["refinedBy"][0]["exact"] == act.quote
        tags = [body["value"] for body in in_web[identifier]["body"]]
        assert {f"actor:{act.actor}", f"act:{act.act}"} <= set(tags)


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


def test_every_act_is_in_json_and_in_the_table(edition, data, files):
    wanted = [a.quote for p in edition.paragraphs for s in p.sentences for a in s.acts]
    in_json = [a for p in data["paragraphs"] for s in p["sentences"] for a in s["acts"]]
    rows = table(files["data/acts.csv"])

    assert [act["quote"] for act in in_json] == wanted
    assert [(r["id"], r["quote"], int(r["binding"])) for r in rows] == [
        (a["id"], a["quote"], a["binding"]) for a in in_json
    ]
    assert len({row["id"] for row in rows}) == len(rows)


def test_every_note_is_in_json_and_in_the_table(data, files):
    wanted = {n["id"]: (p["id"], n) for p in data["paragraphs"] for n in p["notes"]}
    rows = {row["id"]: row for row in table(files["data/notes.csv"])}

    assert set(rows) == set(wanted)
    for identifier, (paragraph, note) in wanted.items():
        row = rows[identifier]
        assert row["paragraph"] == paragraph
        for key in ("kind", "lead", "quote", "margin", "confidence"):
            assert row[key].removeprefix("'") == note[key], (identifier, key)
        assert row["body"].removeprefix("'") == note["body_text"]
        for key in ("terms", "sources"):
            own = [f"{key}/{slug}" for slug in note[key]]
            assert row[key].split(" | ") == (own or [""]), (identifier, key)


def test_every_term_is_in_json_tei_and_the_table(edition, data, tei, files):
    wanted = {f"terms/{slug}": term for slug, term in edition.terms.items()}
    lists = tei.xpath("//t:standOff/*[not(self::t:spanGrp or @type='parties')]", namespaces=TEI)
    entries = {entry.get("n"): entry for listed in lists for entry in listed}
    rows = {row["id"]: row for row in table(files["data/terms.csv"])}

    assert {term["id"] for term in data["terms"]} == set(entries) == set(rows) == set(wanted)
    for identifier, term in wanted.items():
        main = entries[identifier].xpath("*[@type='main']")
        assert [e.text for e in main] == [rows[identifier]["name"]] == [term.name]
        for language, form in term.forms.items():
            assert rows[identifier][language] == form.form
            assert form.form in [e.text for e in entries[identifier]]


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


# Sources and other bibliographies.


def read_bibtex(text):
    """A reader for what is needed: entries whose values stand in braces."""
    entries = {}
    for kind, key, body in re.findall(r"@(\w+)\{([^,]+),\n(.*?)\n\}\n", text, re.DOTALL):
        fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", body, re.MULTILINE))
        entries[key] = {"kind": kind, **{name: untex(v) for name, v in fields.items()}}
    return entries


def untex(value):
    value = re.sub(r"\\text(backslash|asciitilde|asciicircum)\{\}", named_sign, value)
    return re.sub(r"\\([{}&%$#_])", r"\1", value.removeprefix("{").removesuffix("}"))


def named_sign(match):
    return {"backslash": "\\", "asciitilde": "~", "asciicircum": "^"}[match[1]]


def read_ris(text):
    entries = {}
    for block in text.split("ER  - \n"):
        fields = dict(re.findall(r"^(\w\w)  - (.*)$", block, re.MULTILINE))
        if fields:
            entries[fields["ID"]] = fields
    return entries


def test_every_source_is_in_json_tei_bibtex_ris_and_csl(edition, data, tei, files):
    bibtex = read_bibtex(files["data/sources.bib"])
    ris = read_ris(files["data/sources.ris"])
    csl = {item["id"]: item for item in json.loads(files["data/sources.csl.json"])}
    in_json = {item["id"]: item for item in data["sources"]}
    in_tei = {b.get("n"): b for b in tei.findall(".//t:listBibl[@type='sources']/t:bibl", TEI)}
    wanted = set(edition.sources)

    assert set(bibtex) == set(ris) == set(csl) == wanted
    assert set(in_json) == set(in_tei) == {f"sources/{slug}" for slug in wanted}
    for slug, source in edition.sources.items():
        titles = {
            bibtex[slug]["title"],
            ris[slug]["TI"],
            csl[slug]["title"],
            in_json[f"sources/{slug}"]["title"],
            in_tei[f"sources/{slug}"].find("t:title", TEI).text,
        }
        assert titles == {source.title}
        addresses = {bibtex[slug].get("url"), ris[slug].get("UR"), csl[slug].get("URL")}
        assert addresses == {source.url}
        years = {ris[slug].get("PY"), bibtex[slug].get("year")}
        assert years == {source.date[:4] if source.date else None}


def test_a_paragraphs_file_holds_every_source_it_cites_and_what_rests_on_it_there(edition, files):
    for paragraph in edition.document.paragraphs:
        data = json.loads(files[f"data/{paragraph.id}.json"])
        held = {item["id"]: item["supports"] for item in data["sources"]}
        for note in data["paragraph"]["notes"]:
            for slug in note["sources"]:
                assert note["id"] in held[f"sources/{slug}"]
        assert all(re.match(rf"{paragraph.id}(-|$)", i) for ids in held.values() for i in ids)


def test_each_paragraph_can_be_taken_into_a_reference_manager(edition, files):
    for paragraph in edition.document.paragraphs:
        name = f"data/{paragraph.id}"
        (bibtex,) = read_bibtex(files[f"{name}.bib"]).values()
        (ris,) = read_ris(files[f"{name}.ris"]).values()
        (csl,) = json.loads(files[f"{name}.csl.json"])

        title = f"{edition.record.title}, para. {paragraph.number}"
        assert bibtex["title"] == ris["TI"] == csl["title"] == title
        assert bibtex["url"] == ris["UR"] == csl["URL"] == f"{SITE}p/{paragraph.number}/"
        assert csl["issued"]["date-parts"] == [[int(x) for x in edition.record.date.split("-")]]


def test_signs_that_tex_acts_on_come_back_as_they_were():
    assert untex(r"100\% \& \$5 \#1 a\_b \{x\} \textasciitilde{} \textbackslash{}") == (
        r"100% & $5 #1 a_b {x} ~ " + "\\"
    )


# Addresses.


def test_ids_agree_in_all_formats(data, tei, files):
    entries = json.loads(files["data/ids.json"])["ids"]
    active = [entry for entry in entries if entry["state"] == "active"]
    listed = {entry["id"] for entry in active if entry["kind"] != "page"}
    in_json = {item["id"] for kind in KINDS for item in data[kind]}
    for paragraph in data["paragraphs"]:
        in_json.add(paragraph["id"])
        in_json |= {item["id"] for item in [*paragraph["sentences"], *paragraph["notes"]]}
    in_tei = set(tei.xpath("//@xml:id"))

    assert listed == in_json
    shown = {i for i in listed if i.partition("/")[0] not in {*KINDS[3:]}}
    assert {i.replace("/", ".") for i in shown} <= in_tei


def test_each_address_is_listed_once_with_page_fragment_and_hash(edition, files):
    entries = {e["id"]: e for e in json.loads(files["data/ids.json"])["ids"]}
    words = {s.id: s.text for p in edition.document.paragraphs for s in p.sentences}
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


def test_without_an_address_of_the_site_all_addresses_are_relative(edition):
    files = render_exports(edition, "", ["index.md"]) | render_twins(edition, "")
    data = json.loads(files["data/edition.json"])

    assert data["site"] is None
    assert data["paragraphs"][0]["address"] is None
    assert data["paragraphs"][0]["path"] == "p/1/"
    assert not any("example.org" in text for text in files.values())
    for item in json.loads(files["data/annotations.jsonld"])["first"]["items"]:
        assert item["id"].startswith("../p/")
        assert item["target"]["source"].startswith("../p/")
    assert "Sitemap" not in files["robots.txt"]


def test_neither_a_closing_slash_nor_the_order_of_the_pages_changes_a_byte(edition, files):
    assert render_exports(edition, SITE.rstrip("/"), ["about/index.md", "index.md"]) == files


# Citations.


@pytest.fixture(scope="module")
def cited(edition):
    site = site_at(SITE)
    whole = whole_edition(edition, site)
    return {i: c for p in edition.paragraphs for i, c in cited_in(p, whole, site)}


def test_the_citations_of_a_paragraph_in_every_style(real):
    site = site_at(SITE)
    whole = whole_edition(real, site)
    (_, sixth), *_ = cited_in(real.paragraphs[5], whole, site)

    title = real.record.title
    web = "https://www.globaltimes.cn/page/202601/1352308.shtml"
    assert {c.style: c.text for c in cite(sixth)} == {
        "chicago": f"“{title},” Beijing, January 4, 2026, para. 6, Global Times (Xinhua), "
        f"January 5, 2026, {web}, read in The Communiqué, Annotated, {SITE}p/6/.",
        "mla": f"“{title}.” 4 Jan. 2026, Beijing, par. 6. Global Times (Xinhua), "
        f"5 Jan. 2026, {web}. The Communiqué, Annotated, {SITE}p/6/.",
        "apa": f"{title}, para. 6. (2026, January 4). Global Times (Xinhua). {web}. "
        f"Read in The Communiqué, Annotated. {SITE}p/6/",
        "oscola": f"‘{title}’ (Beijing, 4 January 2026) para 6 (Global Times (Xinhua), "
        f"5 January 2026) <{web}> in The Communiqué, Annotated <{SITE}p/6/>.",
        "un": f"{title}, Beijing, 4 January 2026, para. 6. Available at {web}; "
        f"read in The Communiqué, Annotated, {SITE}p/6/.",
        "link": f"Joint Press Communiqué, Beijing, 4 January 2026, para. 6: {SITE}p/6/",
    }


def test_a_sentence_is_named_after_its_paragraph_and_a_note_before_the_document(charter):
    site = site_at(SITE)
    cited = dict(cited_in(charter.paragraphs[0], whole_edition(charter, site), site))
    texts = {i: cite(thing)[0].text for i, thing in cited.items()}

    published = "The Avalon Project, Yale Law School, August 14, 1941, "
    web = "http://avalon.law.yale.edu/wwii/atlantic.asp"
    where = "“Atlantic Charter,” At sea, off Newfoundland, August 14, 1941, "
    assert texts["p1-s1"] == (
        f"{where}para. 1, sentence 1, {published}{web}, "
        f"read in The Charter, Annotated, {SITE}p/1/#p1-s1."
    )
    assert texts["p1-two-offices"] == (
        f"The editors of the second edition, “One name only,” note to para. 1 of "
        f"{where}{published}{web}, in The Charter, Annotated, {SITE}p/1/#p1-two-offices."
    )


def test_the_page_of_downloads_explains_every_column_of_the_tables(site):
    page = site.page("download")
    (explained,) = page.xpath("//h2[@id='columns']/following-sibling::div[1]//table")
    heads, bodies = explained.xpath("thead"), explained.xpath("tbody")

    for head, body in zip(heads, bodies, strict=True):
        name = head.xpath("string(.//th)").strip()
        table = (site.folder / "data" / name).read_text("utf-8")
        columns = next(csv.reader(io.StringIO(table, newline="")))
        assert body.xpath(".//th/code/text()") == columns
    assert len(heads) == 3


def test_a_note_is_cited_with_the_day_on_which_it_was_read_since_its_words_may_change(real):
    site = site_at(SITE)
    sixth = real.paragraphs[5]
    note = sixth.notes[0]
    review = note.record.review.model_copy(update={"on": "2026-11-24"})
    record = note.record.model_copy(update={"review": review})
    dated = replace(sixth, notes=(replace(note, record=record),))
    cited = dict(cited_in(dated, whole_edition(real, site), site))[note.id]

    texts = {citation.style: citation.text for citation in cite(cited)}
    where = f"{SITE}p/6/#{note.id}"

    assert texts["chicago"].endswith(f"The Communiqué, Annotated, November 24, 2026, {where}.")
    assert texts["mla"].endswith(f"The Communiqué, Annotated, 24 Nov. 2026, {where}.")
    assert texts["apa"].startswith(f"{cited.editors}. (2026, November 24). {note.record.lead}")
    assert texts["oscola"].endswith(f"The Communiqué, Annotated (24 November 2026) <{where}>.")
    assert texts["un"].endswith(f"The Communiqué, Annotated, 24 November 2026, {where}.")
    assert "November" not in texts["link"]


def test_everything_citable_is_cited_in_every_style_with_its_own_address(edition, files):
    for paragraph in edition.paragraphs:
        own = json.loads(files[f"data/{paragraph.paragraph.id}.json"])["citations"]
        wanted = [paragraph.paragraph.id, *(s.sentence.id for s in paragraph.sentences)]
        assert list(own) == [*wanted, *(note.id for note in paragraph.notes)]
        for identifier, styles in own.items():
            assert list(styles) == list(STYLES)
            for text in styles.values():
                assert SITE + names.site_path(identifier) in text
                assert not re.search(r"\s\s|,,|\(\)|\bNone\b| [,.]|\.\.", text), text


def test_the_document_comes_before_the_edition_and_a_notes_editors_before_both(edition, cited):
    for identifier, thing in cited.items():
        for citation in cite(thing):
            if citation.style == "link":
                continue
            document = citation.text.index(thing.title)
            assert document < citation.text.rindex(edition.record.name)
            if thing.note:
                assert citation.text.startswith(thing.editors), identifier
                assert document > 0
            else:
                assert document <= 1


def test_a_sentences_citation_is_its_paragraphs_with_place_and_address_changed(edition, cited):
    for paragraph in edition.document.paragraphs:
        for sentence in paragraph.sentences:
            pairs = zip(cite(cited[paragraph.id]), cite(cited[sentence.id]), strict=True)
            for above, own in pairs:
                parts = {run.kind: run.text for run in own.runs if run.kind in {"pin", "address"}}
                changed = [parts.get(run.kind, run.text) for run in above.runs]
                assert "".join(changed) == own.text


# Heads, twins and the built site.


def test_nothing_in_a_name_can_end_the_script_that_holds_it():
    edition = load(CHARTER)
    slug, term = next(iter(edition.terms.items()))
    evil = "</script><!--<script>"
    edition.layer.terms[slug] = term.model_copy(update={"name": evil})

    head = render_heads(edition, SITE)(f"terms/{slug}/index.md")
    text = json.loads(head.split("jsonld: ")[1].split("\n")[0])

    assert "</" not in text
    assert "<!--" not in text
    assert json.loads(text)["name"] == evil


def test_twins_carry_their_citation_and_every_note(edition, twins):
    for paragraph in edition.paragraphs:
        own = paragraph.paragraph
        text = re.sub(r"\\(.)", r"\1", twins[f"data/{own.id}.md"])
        assert f"para. {own.number}" in text.partition("## Cite")[2]
        for note in paragraph.notes:
            assert f"### {note.record.lead}\n" in text
            assert note.record.quote.splitlines()[0] in text
    assert len(twins) == len(edition.paragraphs)


def test_llms_txt_leads_to_every_paragraph(edition, files):
    for paragraph in edition.paragraphs:
        assert f"({SITE}data/{paragraph.paragraph.id}.md)" in files["llms.txt"]


def head_of(page):
    return {
        m.get("name") or m.get("property"): m.get("content")
        for m in page.xpath("//head/meta[@name or @property]")
    }


def test_paragraph_pages_say_to_reference_managers_what_they_are(site, real):
    for paragraph in real.paragraphs:
        number = paragraph.paragraph.number
        page = site.page(f"p/{number}/")
        tags = head_of(page)
        (script,) = page.xpath("//script[@type='application/ld+json']")
        work = json.loads(script.text)

        assert tags["citation_title"] == f"{real.record.title}, para. {number}"
        assert tags["citation_publication_date"] == real.record.date.replace("-", "/")
        assert tags["citation_public_url"] == tags["DC.identifier"] == f"{SITE}p/{number}/"
        assert tags["og:url"] == f"{SITE}p/{number}/"
        assert tags["og:description"] == tags["description"] == paragraph.record.gist
        assert [part["text"] for part in work["hasPart"]] == [
            s.sentence.text for s in paragraph.sentences
        ]
        assert work["isPartOf"]["name"] == real.record.title
        for encoding in work["encoding"]:
            assert (site.folder / encoding["contentUrl"].removeprefix(SITE)).is_file()


@pytest.mark.parametrize("address", ["", "p/6/"])
def test_a_page_that_is_cited_leads_programs_to_its_citation(site, address):
    page = site.page(address)
    own = {link.get("rel"): link.get("href") for link in page.xpath("//head/link[@rel='cite-as']")}
    files = page.xpath("//head/link[@rel='describedby']")

    assert own == {"cite-as": SITE + address}
    types = [link.get("type") for link in files]
    assert types == [
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
    ]
    for link in files:
        text = (site.folder / address / link.get("href")).read_text("utf-8")
        assert SITE + address in text


def test_every_page_has_a_card_and_valid_json_ld_or_none(site):
    for address in site.addresses():
        page = site.page(address)
        if address != "404.html":
            assert head_of(page)["og:title"], address
            assert "og:image" not in head_of(page), "this site was built without pictures"
        for script in page.xpath("//script[@type='application/ld+json']"):
            assert json.loads(script.text)["@context"] == "https://schema.org"


def test_the_map_of_the_site_has_every_page_with_the_day_of_its_last_logged_change(site, real):
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = etree.parse(str(site.folder / "sitemap.xml")).findall("s:url", spaces)
    days = {
        url.findtext("s:loc", None, spaces): url.findtext("s:lastmod", None, spaces) for url in urls
    }
    whole = max(c.record.date for c in real.changes if not c.record.concerns)
    of_p13 = [c.record.date for c in real.changes if any("p13-" in i for i in c.record.concerns)]
    pages = {SITE + a.removesuffix("index.html") for a in site.addresses()} - {f"{SITE}404.html"}
    moved = {
        a for a in pages if site.page(a.removeprefix(SITE)).xpath("//meta[@http-equiv='refresh']")
    }

    assert set(days) == pages - moved
    assert days[f"{SITE}p/13/"] == max([whole, *of_p13])
    assert days[f"{SITE}about/"] == whole
    assert f"Sitemap: {SITE}sitemap.xml" in (site.folder / "robots.txt").read_text("utf-8")


def test_term_pages_are_defined_terms(site, real):
    for slug, term in list(real.terms.items())[:20]:
        (script,) = site.page(f"terms/{slug}/").xpath("//script[@type='application/ld+json']")
        data = json.loads(script.text)
        assert (data["@type"], data["name"]) == ("DefinedTerm", term.name)
        assert data["inDefinedTermSet"] == f"{SITE}terms/"


def test_the_built_site_has_every_export_at_its_address(site, real):
    wanted = render_exports(real, SITE, []) | render_twins(real, SITE)
    for name, text in wanted.items():
        if name != "data/ids.json":
            assert (site.folder / name).read_bytes() == text.encode("utf-8"), name


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


def test_the_cite_section_shows_every_style_and_a_line_for_each_sentence_and_note(site, real):
    for paragraph in real.paragraphs:
        page = site.page(f"p/{paragraph.paragraph.number}/")
        styles = page.xpath("//p[@class='ed-citation']/@data-style")
        places = page.xpath("//*[@data-copy]/@data-for")

        assert styles == list(STYLES)
        assert len(places) == len(paragraph.sentences) + len(paragraph.notes)


def example(site, name, address):
    """The example as it stands on the page, for the address at which the site is served."""
    (code,) = site.page("download/").xpath(f"//code[@id='example-{name}']")
    return code.text_content().replace(SITE, address)


def run(command, text):
    done = subprocess.run(
        command, input=text, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_example_with_curl_and_jq_prints_every_act(site, address, real):
    lines = run(["sh"], example(site, "jq", address))

    acts = [(s.sentence.id, a) for p in real.paragraphs for s in p.sentences for a in s.acts]
    assert len(lines) == len(acts)
    assert lines[0].split("\t")[1:] == [acts[0][1].actor, acts[0][1].act.value, acts[0][1].verb]


def test_the_example_with_pandas_counts_every_act(site, address, real):
    lines = run([sys.executable, "-W", "ignore", "-"], example(site, "pandas", address))

    acts = [act for p in real.paragraphs for s in p.sentences for act in s.acts]
    rows = [line.split() for line in lines[2:]]
    assert sum(int(count) for row in rows for count in row[1:]) == len(acts)
    assert {row[0] for row in rows} == {act.actor for act in acts}


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_example_in_javascript_prints_the_words_of_every_note(site, address, real, browser):
    printed = []
    page = browser.new_page()
    page.goto(urljoin(address, "robots.txt"))
    page.on("console", lambda m: printed.append(m.text) if m.type == "log" else None)
    page.evaluate(f"async () => {{ {example(site, 'javascript', address)} }}")
    page.wait_for_timeout(200)
    page.close()

    assert [line.split("#")[1] for line in printed] == [
        f"{i} {note.record.quote}" for i, (_, note) in notes_of(real).items()
    ]
