"""What a reference manager takes: BibTeX, RIS, CSL-JSON."""

import json

import pytest
from exported import SITE, notes_of, read_bibtex, read_ris, render_exports, untex

from edition.dates import date_words
from edition.exports.bibliography import Entry, ItemType, render_bibtex, render_csl, render_ris
from edition.jobs import in_bytes


def taken(files, name):
    """What each of the three formats says of each entry: title, author, site, day, address."""
    bibtex = {}
    for key, e in read_bibtex(files[f"{name}.bib"]).items():
        site = "organization" if "author" in e else "journaltitle"
        bibtex[key] = [untex(e.get(f, "")) for f in ("title", "author", site, "date", "url")]
    ris = {
        key: [e.get(f, "").removesuffix(",") for f in ("TI", "AU", "T2", "DA", "UR")]
        for key, e in read_ris(files[f"{name}.ris"]).items()
    }
    csl = {
        e["id"]: [
            e["title"],
            "".join(name["literal"] for name in e.get("author", [])),
            e.get("container-title", ""),
            "-".join(f"{part:02}" for part in e["issued"]["date-parts"][0]),
            e.get("URL", ""),
        ]
        for e in json.loads(files[f"{name}.csl.json"])
    }
    for entry in ris.values():
        entry[3] = entry[3].strip("/").replace("/", "-")
    assert bibtex == ris == csl
    return csl


def test_a_paragraph_is_taken_with_the_edition_as_the_site_where_it_is(edition, files):
    """Not with whoever published the document elsewhere, and with no author made up."""
    record = edition.record
    for paragraph in edition.document.paragraphs:
        ((key, entry),) = taken(files, f"data/{paragraph.id}").items()

        title = f"{record.title}, para. {paragraph.number}"
        address = f"{SITE}p/{paragraph.number}/"
        assert (key, entry) == (paragraph.id, [title, "", record.name, record.date, address])
        (csl,) = json.loads(files[f"data/{paragraph.id}.csl.json"])
        assert csl["type"] == "webpage"
        assert csl["genre"] == record.short_title
        publisher = edition.sources[record.versions[0].source]
        day = date_words(publisher.date)
        assert csl["note"] == f"Published: {publisher.credit}, {day}, {publisher.url}."
        assert publisher.publisher not in [csl["container-title"], csl.get("publisher")]


def test_a_note_is_taken_as_the_editors_own_and_says_that_it_is_a_note(edition, files):
    record = edition.record
    entries = taken(files, "data/notes")
    genres = {e["id"]: e["genre"] for e in json.loads(files["data/notes.csl.json"])}

    assert set(entries) == set(genres) == set(notes_of(edition))
    for identifier, (paragraph, note) in notes_of(edition).items():
        title, author, site, day, address = entries[identifier]
        assert (title, site) == (note.record.lead, record.name)
        assert author == ", ".join(record.editors)
        assert day == (note.record.review.on or record.as_of)
        assert address == f"{SITE}p/{paragraph.number}/#{identifier}"
        assert genres[identifier].startswith(f"Note to para. {paragraph.number}, ")


def test_the_page_of_a_term_or_a_theme_is_taken_as_the_editors_own(edition, files):
    record, registry = edition.record, edition.registry
    names = {f"terms/{slug}": term.name for slug, term in edition.terms.items()}
    names |= {f"themes/{slug}": theme.name for slug, theme in edition.themes.items()}
    editors, day = ", ".join(record.editors), registry.released or record.as_of

    assert taken(files, "data/terms") == {
        identifier.replace("s/", "-", 1): [name, editors, record.name, day, f"{SITE}{identifier}/"]
        for identifier, name in names.items()
    }
    for entry in json.loads(files["data/terms.csl.json"]):
        kind = entry["id"].partition("-")[0]
        assert (entry["type"], entry["genre"]) == ("webpage", f"Entry on a {kind}")
        assert entry.get("version", "") == registry.version


def test_the_edition_itself_is_taken_with_its_version(real, charter):
    for edition in (real, charter):
        files = render_exports(edition, SITE, [])
        (*_, (key, entry)) = taken(files, "data/edition").items()
        (*_, csl) = json.loads(files["data/edition.csl.json"])

        assert (key, entry[0], entry[4]) == ("edition", edition.record.name, SITE)
        assert csl["type"] == "dataset"
        assert csl.get("version", "") == edition.registry.version
        assert read_ris(files["data/edition.ris"])["edition"]["TY"] == "DATA"


def test_what_was_seen_in_a_source_is_kept_and_not_printed(edition, files):
    """A style prints ``note``; what the edition found on a page belongs in no bibliography."""
    bibtex = read_bibtex(files["data/sources.bib"])
    csl = {item["id"]: item for item in json.loads(files["data/sources.csl.json"])}
    for slug, source in edition.sources.items():
        assert bibtex[slug]["annotation"] == csl[slug]["abstract"] == source.shows
        assert bibtex[slug].get("note") == (None if source.carries else f"In {source.publisher}.")
        assert "note" not in csl[slug]
        assert "publisher" not in csl[slug]


def test_the_site_is_nobodys_author(files):
    """pandoc takes the organization for the author of what has none: so there is none then."""
    for name in ("data/p1", "data/edition", "data/notes", "data/terms", "data/sources"):
        for key, entry in read_bibtex(files[f"{name}.bib"]).items():
            signed = "author" in entry
            assert not (signed and "journaltitle" in entry), key
            assert signed or ("organization" not in entry and entry["note"].startswith("In ")), key


def test_languages_are_called_as_latex_calls_them(real):
    bibtex = read_bibtex(render_exports(real, SITE, [])["data/sources.bib"])

    called = {real.sources[slug].language: entry["langid"] for slug, entry in bibtex.items()}
    assert (called["en"], called["ur"]) == ("english", "urdu")
    assert called["zh"] == called["zh-Hant"] == "chinese"


def test_signs_that_tex_acts_on_come_back_as_they_were():
    title = r"100% & $5 #1 a_b {x} ~ ^ \ end"
    entry = Entry("key", ItemType.PAGE, title, "https://example.org/{a}", "en", site="R&D")

    (written,) = read_bibtex(in_bytes(render_bibtex([entry])).decode()).values()

    assert written["title"] == title
    assert written["journaltitle"] == "R&D"
    assert written["note"] == "In R&D."
    assert written["url"] == "https://example.org/%7Ba%7D"


@pytest.mark.parametrize(
    ("date", "ris", "csl"),
    [
        ("2026-01-04", "2026/01/04/", [[2026, 1, 4]]),
        ("2026-01", "2026/01//", [[2026, 1]]),
        ("2026", "2026///", [[2026]]),
        ("2024-11/2025", "2024/11//", [[2024, 11], [2025]]),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(date, ris, csl):
    entry = Entry("key", ItemType.PAGE, "Title", "", "en", date=date, seen=date)

    (fields,) = read_ris(in_bytes(render_ris([entry])).decode()).values()
    (item,) = json.loads(in_bytes(render_csl([entry])))

    assert fields["DA"] == fields["Y2"] == ris
    assert item["issued"] == item["accessed"] == {"date-parts": csl}
