"""What the exports write, for both editions, and readers that know nothing of the writers."""

import csv
import io
import json
import re

import pytest
from conftest import CHARTER, SEEDS
from lxml import etree

from edition.exports import export_jobs, render_twins
from edition.jobs import whole_files

SITE = "https://example.org/repo/"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def render_exports(edition, site, pages):
    """The texts of all exports, by their paths in the site."""
    return whole_files(export_jobs(edition, site, pages))


@pytest.fixture(scope="session", params=["real", "charter"])
def edition(request):
    """Every edition of which the exports are read back, one after the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def files(edition):
    return render_exports(edition, SITE, ["index.md", "about/index.md"])


@pytest.fixture(scope="session")
def twins(edition):
    return render_twins(edition, SITE)


@pytest.fixture(scope="session")
def data(files):
    return json.loads(files["data/edition.json"])


@pytest.fixture(scope="session")
def tei(files):
    return etree.fromstring(files["data/edition.tei.xml"].encode("utf-8"))


@pytest.fixture(scope="session")
def annotations(files):
    return json.loads(files["data/annotations.jsonld"])["first"]["items"]


@pytest.fixture(scope="session")
def seed(edition):
    """The lines of the text as it lies on the disk, title and paragraphs."""
    folder = CHARTER if edition.record.text == "charter.txt" else SEEDS
    raw = (folder / edition.record.text).read_bytes()
    lines = [line for line in raw.decode("utf-8").split("\n") if line]
    titles = edition.layer.text_map.title_lines
    return raw, lines[:titles], lines[titles:]


def notes_of(edition):
    return {note.id: (p, note) for p in edition.paragraphs for note in p.notes}


def table(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def words_under(annotation):
    """The targets of an annotation that are words, not whole places."""
    targets = annotation["target"]
    targets = targets if isinstance(targets, list) else [targets]
    return [target["selector"] for target in targets if isinstance(target, dict)]


def collection(files, name):
    data = json.loads(files[f"data/{name}.jsonld"])
    assert data["total"] == len(data["first"]["items"])
    return data["first"]["items"]


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
