"""Every export holds the same things under the same ids, and the site has every export."""

import json
import re

from exported import (
    SITE,
    TEI,
    XML_ID,
    collection,
    notes_of,
    read_bibtex,
    read_ris,
    render_exports,
    table,
    words_under,
)

from edition import names
from edition.dates import date_words
from edition.exports import render_twins
from edition.exports.tables import TABLES
from edition.kinds import KINDS
from edition.seeds.parse_layer import SLUGGED

WITH_PLACES = {kind for kind in SLUGGED if KINDS[kind].page}


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
        later = element.findall("t:list[@type='later']/t:item", TEI)
        days = [date_words(entry.date) for entry in note.record.later]
        assert [item.findtext("t:date", "", TEI) for item in later] == days
        assert in_web[identifier]["body"][0]["value"].count("\n\nLater, ") == len(days)
        linked = {part["source"] for part in in_web[identifier]["body"] if "source" in part}
        for entry, item in zip(note.record.later, later, strict=True):
            targets = {pointer.get("target") for pointer in item.iterfind(".//t:ptr", TEI)}
            assert targets == {f"#sources.{slug}" for slug in entry.sources}
            assert {f"{SITE}sources/#{slug}" for slug in entry.sources} <= linked


def test_a_note_on_what_is_contested_leads_to_all_positions_in_tei(edition, tei):
    lists = tei.findall(".//t:standOff/t:list[@type='positions']", TEI)
    held = {
        listed.get(XML_ID): [
            item.findtext("t:name", "", TEI) for item in listed.findall("t:item", TEI)
        ]
        for listed in lists
    }

    assert held == {
        f"subjects.{slug}": [*(p.holder for p in subject.positions), *[""] * len(subject.later)]
        for slug, subject in edition.subjects.items()
    }
    notes = {n.get(XML_ID): n.get("corresp") for n in tei.findall(".//t:back/t:div/t:note", TEI)}
    for identifier, (_, note) in notes_of(edition).items():
        subject = note.record.subject
        assert notes[identifier] == (f"#subjects.{subject}" if subject else None)


def test_every_act_is_in_tei_and_web_annotation(edition, tei, files):
    wanted = {
        names.act_id(s.id, n): act
        for p in edition.paragraphs
        for s in p.sentences
        for n, act in enumerate(s.acts, start=1)
    }
    spans = {e.get(XML_ID): e for e in tei.findall(".//t:spanGrp[@type='acts']/t:span", TEI)}
    in_web = {i["id"].partition("#")[2]: i for i in collection(files, "annotations-acts")}

    assert set(spans) == set(in_web) == set(wanted)
    for identifier, act in wanted.items():
        assert spans[identifier].find("t:q", TEI).text == act.quote
        assert spans[identifier].find("t:gloss", TEI).text == act.object
        assert f"#parties.{act.actor}" in spans[identifier].get("ana").split()
        (selector,) = words_under(in_web[identifier])
        assert selector["refinedBy"][0]["exact"] == act.quote
        tags = [body["value"] for body in in_web[identifier]["body"]]
        assert {f"actor:{act.actor}", f"act:{act.act}"} <= set(tags)


def test_every_act_is_in_json_and_in_the_table(edition, data, files):
    wanted = [a.quote for p in edition.paragraphs for s in p.sentences for a in s.acts]
    in_json = [a for p in data["paragraphs"] for s in p["sentences"] for a in s["acts"]]
    rows = table(files["data/acts.csv"])

    assert [act["quote"] for act in in_json] == wanted
    assert [(r["id"], r["quote"], int(r["binding"])) for r in rows] == [
        (a["id"], a["quote"], a["binding"]) for a in in_json
    ]
    assert len({row["id"] for row in rows}) == len(rows)


def test_acts_quote_words_that_stand_in_their_sentence(files, edition):
    words = {s.id: s.text for s in edition.document.sentences}
    rows = table(files["data/acts.csv"])

    assert rows
    for row in rows:
        assert row["quote"] in words[row["sentence"]]
        assert row["verb"] in words[row["sentence"]]


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
    lists = tei.xpath(
        "//t:standOff/*[not(self::t:spanGrp or @type='parties' or @type='positions')]",
        namespaces=TEI,
    )
    entries = {entry.get("n"): entry for listed in lists for entry in listed}
    rows = {row["id"]: row for row in table(files["data/terms.csv"])}

    assert {term["id"] for term in data["terms"]} == set(entries) == set(rows) == set(wanted)
    for identifier, term in wanted.items():
        main = entries[identifier].xpath("*[@type='main']")
        assert [e.text for e in main] == [rows[identifier]["name"]] == [term.name]
        for language, form in term.forms.items():
            assert rows[identifier][language] == form.form
            assert form.form in [e.text for e in entries[identifier]]


def test_every_mention_of_a_term_is_in_json_and_in_the_table(data, files):
    wanted = [
        [f"terms/{m['term']}", p["id"], m["sentence"] or "", m["words"], m["start"], m["end"]]
        for p in data["paragraphs"]
        for m in p["mentions"]
    ]
    acts = {a["id"]: a for p in data["paragraphs"] for s in p["sentences"] for a in s["acts"]}
    rows = table(files["data/mentions.csv"])

    assert wanted == [
        [r["term"], r["paragraph"], r["sentence"], r["words"], int(r["start"]), int(r["end"])]
        for r in rows
    ]
    for row in rows:
        inside = {
            identifier
            for identifier, act in acts.items()
            if identifier.startswith(f"{row['sentence']}-")
            and act["start"] < int(row["end"])
            and int(row["start"]) < act["end"]
        }
        assert {act for act in row["acts"].split(" | ") if act} == inside


def test_the_tables_of_sources_promises_and_phrases_say_what_the_json_says(data, files):
    """Every column that has a key of its name holds the same."""
    kinds = {"sources": "sources", "commitments": "commitments"}
    for name, kind in kinds.items():
        rows = table(files[f"data/{name}.csv"])
        items = {item["id"]: item for item in data[kind]}
        assert {row["id"] for row in rows} == set(items)
        assert len(rows) == len(items)
        for row in rows:
            item = items[row["id"]]
            for key in row.keys() & item.keys():
                held = item[key] or ""
                wanted = " | ".join(held) if isinstance(held, list) else str(held)
                assert row[key].removeprefix("'") == wanted, (row["id"], key)

    compared = {
        (formula["id"], f"earlier/{slug}"): [found["match"], found["basis"], found["note"]]
        for formula in data["formulas"]
        for slug, found in formula["history"].items()
    }
    rows = table(files["data/comparisons.csv"])
    own = {(r["formula"], r["earlier"]): [r["match"], r["basis"], r["note"]] for r in rows}
    assert own == compared
    assert len(rows) == len(compared)


def test_the_table_of_what_is_no_longer_said_has_it_with_each_earlier_text(data, files):
    texts = {text["id"]: text["date"] for text in data["earlier"]}
    wanted = {
        (gone["id"], f"earlier/{slug}"): [basis, gone["name"], " | ".join(gone["near"])]
        for gone in data["dropped"]
        for slug, basis in gone["earlier"].items()
    }
    rows = table(files["data/dropped.csv"])

    own = {(r["dropped"], r["earlier"]): [r["basis"], r["name"], r["near"]] for r in rows}
    assert own == wanted
    assert len(rows) == len(wanted)
    assert all(row["earlier_date"] == texts[row["earlier"]] for row in rows)
    assert not any("[" in row["note"] for row in rows)


def test_the_table_of_positions_has_each_with_its_subject_and_its_notes(data, files):
    wanted = []
    for subject in data["subjects"]:
        for one in subject["positions"]:
            parts = [one["party"], one["holder"], one["date"], one["confidence"]]
            lists = [
                subject["sentences"],
                subject["notes"],
                [f"sources/{s}" for s in one["sources"]],
            ]
            concerned = "yes" if one["party"] in subject["concerned"] else ""
            slug = subject["id"].removeprefix("subjects/")
            wanted.append([slug, subject["name"], *parts, *map(" | ".join, lists), concerned])
    rows = table(files["data/positions.csv"])
    columns = ["subject", "name", "party", "holder", "date", "confidence"]
    columns += ["sentences", "notes", "sources", "concerned"]

    assert [[row[column] for column in columns] for row in rows] == wanted
    assert all(row["path"].endswith(row["notes"].split(" | ")[0]) for row in rows)
    assert all(row["stance"] and "[@" not in row["stance"] for row in rows)


def test_the_table_of_dates_has_every_entry_with_a_date_in_its_order(data, files):
    """What a text says is there once for each time that it says it."""
    noted = [n for p in data["paragraphs"] for n in p["notes"]]
    wanted = [
        *(("fact", t["id"], f["date"]) for t in data["terms"] for f in t["facts"]),
        *(("promise", c["id"], s["date"]) for c in data["commitments"] for s in c["status"]),
        *(
            ("position", subject["notes"][0], one["date"])
            for subject in data["subjects"]
            for one in subject["positions"]
        ),
        *(
            ("later", thing["id"], entry["date"])
            for thing in [*data["paragraphs"], *noted, *data["terms"]]
            for entry in thing["later"]
        ),
        *(
            ("later", s["notes"][0], entry["date"])
            for s in data["subjects"]
            for entry in s["later"]
        ),
        *(("earlier", text["id"], text["date"]) for text in data["earlier"]),
    ]
    rows = table(files["data/dates.csv"])

    found = [(r["kind"], r["concerns"], r["date"]) for r in rows]
    assert sorted(row for row in found if row[0] not in {"text", "due"}) == sorted(wanted)
    assert {row[1:] for row in found if row[0] == "due"} == {
        (c["id"], str(c["due_years"][1])) for c in data["commitments"] if c["due_years"]
    }
    words = " ".join(p["text"] for p in data["paragraphs"])
    assert all(row["quote"] in words for row in rows)
    begins = [row["date"].partition("/")[0] for row in rows]
    assert begins == sorted(begins)
    for row in rows:
        assert bool(row["standing"]) == (row["kind"] == "promise")
        assert bool(row["confidence"]) == (row["kind"] in {"fact", "position", "later"})


def test_tables_are_joined_by_columns_of_one_name(data, files):
    """``themes`` in one table and in another are the same ids, those of ids.json."""
    entries = json.loads(files["data/ids.json"])["ids"]
    ids = {entry["id"] for entry in entries}
    ids |= {a["id"] for p in data["paragraphs"] for s in p["sentences"] for a in s["acts"]}
    columns = {"themes", "terms", "sources", "acts", "related", "sentence", "sentences", "bears_on"}
    columns |= {"notes", "near", "earlier", "concerns"}
    found = set()
    for name in TABLES:
        for row in table(files[f"data/{name}.csv"]):
            for column in columns & row.keys():
                cell = {value for value in row[column].split(" | ") if value}
                assert cell <= ids, (name, column, cell - ids)
                found |= {column} if cell else set()
    assert found >= columns - {"bears_on"}


def test_promises_and_set_phrases_name_the_acts_whose_words_they_share(data):
    acts = {a["id"]: a for p in data["paragraphs"] for s in p["sentences"] for a in s["acts"]}
    sentences = {s["id"]: s for p in data["paragraphs"] for s in p["sentences"]}

    for item in [*data["commitments"], *data["formulas"]]:
        sentence = sentences[item["sentence"]]
        start = sentence["start"] + sentence["text"].index(item["quote"])
        end = start + len(item["quote"])
        own = sentence["acts"]
        assert item["acts"] == [a["id"] for a in own if a["start"] < end and start < a["end"]]
    assert any(phrase["acts"] for phrase in data["formulas"])
    for promise in data["commitments"]:
        assert {acts[i]["actor"] for i in promise["acts"]} == {promise["who"]}


def test_a_position_names_its_party_without_the_office(data):
    positions = [position for subject in data["subjects"] for position in subject["positions"]]

    assert all(position["holder"].startswith(position["party"]) for position in positions)
    assert not any("(" in position["party"] for position in positions)


def test_a_promise_stands_where_its_latest_date_says_and_its_years_are_in_its_words(data, files):
    rows = {row["id"]: row for row in table(files["data/commitments.csv"])}
    for promise in data["commitments"]:
        entries = promise["status"]
        latest = max((status["date"] for status in entries), default="")
        standings = {s["standing"] for s in entries if s["date"] == latest}
        assert promise["standing"] in (standings or {None}), promise["id"]
        assert rows[promise["id"]]["standing_date"] == latest
        years = promise["due_years"]
        assert all(str(year) in promise["due"] for year in years)
        assert len(years) in {0, 2}
        assert [rows[promise["id"]][f"{key}_year"] for key in ("first", "last")] == (
            [str(year) for year in years] or ["", ""]
        )


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
        authors = {
            bibtex[slug].get("author", "").strip("{}"),
            "".join(name["literal"] for name in csl[slug].get("author", [])),
            in_json[f"sources/{slug}"]["carries"] or "",
            in_tei[f"sources/{slug}"].findtext("t:author", "", TEI),
        }
        assert authors == {source.carries or ""}, slug
        # RIS parts the names of a person at a comma, so a body has only the last.
        assert ris[slug].get("AU", ",") == f"{(source.carries or '').replace(',', '')},"
        years = {ris[slug].get("PY"), bibtex[slug].get("year")}
        assert years == {source.date[:4] if source.date else None}


def test_ids_agree_in_all_formats(data, tei, files):
    entries = json.loads(files["data/ids.json"])["ids"]
    active = [entry for entry in entries if entry["state"] == "active"]
    listed = {entry["id"] for entry in active if entry["kind"] != "page"}
    collections = {**data, **data["primer"]}
    in_json = {item["id"] for kind in WITH_PLACES for item in collections[kind]}
    for paragraph in data["paragraphs"]:
        in_json.add(paragraph["id"])
        in_json |= {item["id"] for item in [*paragraph["sentences"], *paragraph["notes"]]}
    in_tei = set(tei.xpath("//@xml:id"))

    assert listed == in_json
    elsewhere = WITH_PLACES - {"themes", "terms", "sources"}
    shown = {i for i in listed if i.partition("/")[0] not in elsewhere}
    assert {i.replace("/", ".") for i in shown} <= in_tei


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


def test_the_built_site_has_every_export_at_its_address(site, real):
    wanted = render_exports(real, SITE, []) | render_twins(real, SITE)
    for name, text in wanted.items():
        if name != "data/ids.json":
            assert (site.folder / name).read_bytes() == text.encode("utf-8"), name
