"""The page of downloads keeps its word: the columns it explains, the examples it shows."""

import csv
import io
import subprocess
import sys
from urllib.parse import urljoin

from exported import SITE, notes_of
from reader import WIDE


def test_the_page_of_downloads_explains_every_column_of_the_tables(site):
    page = site.page("download")
    names = ("acts", "notes", "terms")

    for name in names:
        (head,) = page.xpath(f"//h3[@id='columns-{name}']")
        assert f"{name}.csv" in head.text_content()
        table = (site.folder / "data" / f"{name}.csv").read_text("utf-8")
        columns = next(csv.reader(io.StringIO(table, newline="")))
        assert head.xpath("following-sibling::div[1]//tbody//th/code/text()") == columns
    assert len(page.xpath("//h3[starts-with(@id, 'columns-')]")) == len(names)


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


def test_the_example_in_javascript_prints_the_words_of_every_note(site, address, real, tab):
    printed = []
    page = tab(WIDE)
    page.goto(urljoin(address, "robots.txt"))
    page.on("console", lambda m: printed.append(m.text) if m.type == "log" else None)
    page.evaluate(f"async () => {{ {example(site, 'javascript', address)} }}")
    page.wait_for_timeout(200)

    assert [line.split("#")[1] for line in printed] == [
        f"{i} {note.record.quote}" for i, (_, note) in notes_of(real).items()
    ]
