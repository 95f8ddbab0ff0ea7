"""The page of downloads keeps its word: the columns it explains, the examples it shows."""

import csv
import gzip
import io
import json
import re
import subprocess
import sys
from collections import Counter
from urllib.parse import urljoin

from exported import SITE, notes_of
from reader import WIDE

from edition.quotes import find_quote
from edition.seeds.vocabulary import Match, Standing
from edition.views.promises import promises


def test_the_page_of_downloads_explains_every_column_of_the_tables(site):
    page = site.page("download")
    names = sorted(path.stem for path in (site.folder / "data").glob("*.csv"))

    for name in names:
        (head,) = page.xpath(f"//h3[@id='columns-{name}']")
        assert f"{name}.csv" in head.text_content()
        table = (site.folder / "data" / f"{name}.csv").read_text("utf-8")
        columns = next(csv.reader(io.StringIO(table, newline="")))
        assert head.xpath("following-sibling::div[1]//tbody//th/code/text()") == columns
    assert len(page.xpath("//h3[starts-with(@id, 'columns-')]")) == len(names)


def test_who_keeps_the_edition_is_told_before_what_that_takes(site):
    """On a line that is paid by the megabyte, that decides."""
    listed = json.loads((site.folder / "kept" / "pages.json").read_text("utf-8"))
    pages = (site.folder / path / "index.html" for path in listed["pages"])
    search = (site.folder / path.partition("?")[0] for path in listed["search"])
    fonts = sum(path.stat().st_size for path in site.folder.glob("assets/fonts/*.woff2"))
    sent = sum(len(gzip.compress(path.read_bytes(), 6)) for path in [*pages, *search]) + fonts

    (said,) = re.findall(r"about (\d+) MB", site.page("download").text_content())

    assert 0.75 < sent / (int(said) * 1e6) < 1.1


def test_the_page_of_downloads_leads_to_every_file_of_the_whole_edition(site):
    of_paragraph = re.compile(r"p\d+\.")
    names = {f.name for f in (site.folder / "data").iterdir() if not of_paragraph.match(f.name)}

    assert len(names) > 15
    assert {f"../data/{name}" for name in names} <= set(site.page("download").xpath("//a/@href"))


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

    acts = [(s.id, a) for p in real.paragraphs for s in p.sentences for a in s.acts]
    assert len(lines) == len(acts)
    assert lines[0].split("\t")[1:] == [acts[0][1].actor, acts[0][1].act.value, acts[0][1].verb]


def test_the_example_with_pandas_counts_every_act(site, address, real):
    lines = run([sys.executable, "-W", "ignore", "-"], example(site, "pandas", address))

    acts = [act for p in real.paragraphs for s in p.sentences for act in s.acts]
    rows = [line.split() for line in lines[2:]]
    assert sum(int(count) for row in rows for count in row[1:]) == len(acts)
    assert {row[0] for row in rows} == {act.actor for act in acts}


def test_the_example_with_promises_prints_those_that_the_page_calls_dated(site, address, real):
    lines = run(["sh"], example(site, "promises", address))

    speaker = next(iter(real.record.parties))
    dated = [p for p in promises(real).dated if p.record.who == speaker]
    open_ones = [p for p in dated if p.now and p.now.standing is not Standing.DONE]
    assert sorted(line.split("\t")[::2] for line in lines) == sorted(
        [str(p.years[1]), p.record.name] for p in open_ones if p.years
    )
    assert lines


def test_the_example_with_sources_counts_all_uses_by_publisher(site, address, real):
    lines = run([sys.executable, "-W", "ignore", "-"], example(site, "sources", address))

    uses = Counter()
    authors = Counter()
    for slug, supported in real.uses_by_source.items():
        source = real.sources[slug]
        uses[source.publisher] += len(supported)
        authors[source.carries or source.publisher] += len(supported)
    counts = [int(line.rsplit(maxsplit=1)[1]) for line in lines if line[-1:].isdigit()]
    assert counts == [n for found in (uses, authors) for _, n in found.most_common(5)]


def test_the_example_with_phrases_counts_every_comparison(site, address, real):
    lines = run([sys.executable, "-W", "ignore", "-"], example(site, "phrases", address))

    pairs = [found for formula in real.layer.formulas.values() for found in formula.history]
    assert sum(int(n) for line in lines[2:] for n in line.split()[1:]) == len(pairs)


def test_the_example_with_changed_phrases_counts_the_acts_that_have_one(site, address, real):
    lines = run([sys.executable, "-W", "ignore", "-"], example(site, "changed", address))

    of_act = {i: act for s in real.annotated_sentences for i, act in s.acts_by_id.items()}
    changed = [
        formula
        for formula in real.layer.formulas.values()
        if any(found.match is Match.CHANGED for found in formula.history.values())
    ]
    acts = {
        identifier
        for formula in changed
        for identifier, act in of_act.items()
        if identifier.startswith(f"{formula.sentence}-")
        and set(places(real, formula)) & set(places(real, formula, act.quote))
    }
    counts = Counter(of_act[identifier].actor for identifier in acts)
    assert {(*line.split(),) for line in lines[1:]} == {(a, str(n)) for a, n in counts.items()}


def places(edition, formula, words=None):
    """The places of the characters of *words*, or of the phrase, in the sentence of the phrase."""
    start = edition.sentences_by_id[formula.sentence].text.index(words or formula.quote)
    return range(start, start + len(words or formula.quote))


def test_the_example_with_names_counts_them_in_the_acts_in_whose_words_they_are(
    site, address, real
):
    lines = run([sys.executable, "-W", "ignore", "-"], example(site, "named", address))

    acts = {sentence.id: sentence.acts for sentence in real.annotated_sentences}
    named = Counter()
    for paragraph in real.paragraphs:
        for mention in paragraph.mentions:
            for act in acts[mention.sentence.id]:
                (span,) = find_quote(act.quote, mention.sentence.text)
                start, end = (place + mention.sentence.span.start for place in span)
                if start < mention.span.end and mention.span.start < end:
                    named[f"terms/{mention.term}", act.act.value] += 1
    counts = [(*line.split()[:2], int(line.split()[2])) for line in lines[1:]]
    assert [count for *_, count in counts] == [n for _, n in named.most_common(10)]
    assert all(named[term, act] == count for term, act, count in counts)


def test_the_example_with_positions_counts_those_of_every_party(site, address, real):
    lines = run([sys.executable, "-W", "ignore", "-"], example(site, "positions", address))

    heard = Counter(p.party for s in real.subjects.values() for p in s.positions)
    assert dict(line.rsplit(maxsplit=1) for line in lines[1:]) == {
        party: str(count) for party, count in heard.items()
    }


def test_the_example_with_steps_has_the_last_one_towards_each_promise(site, address, real):
    lines = run([sys.executable, "-W", "ignore", "-"], example(site, "steps", address))

    found = {}
    for slug, promise in real.layer.commitments.items():
        steps = [s.date for s in promise.status if s.standing is Standing.UNDER_WAY]
        found |= {f"commitments/{slug}": max(steps)} if steps else {}
    assert dict(line.split() for line in lines[1:]) == found


def test_the_example_in_javascript_prints_the_words_of_every_note(site, address, real, tab):
    printed = []
    page = tab(WIDE)
    page.goto(urljoin(address, "robots.txt"))
    page.on("console", lambda m: printed.append(m.text) if m.type == "log" else None)
    with page.expect_console_message(lambda message: message.text == "the end"):
        page.evaluate(f"""async () => {{
          {example(site, "javascript", address)}
          console.log("the end");
        }}""")

    assert printed.pop() == "the end"
    assert [line.split("#")[1] for line in printed] == [
        f"{i} {note.record.quote}" for i, (_, note) in notes_of(real).items()
    ]


def test_no_name_of_a_column_is_broken_on_a_small_phone(open_page):
    names = open_page("download/", size={"width": 320, "height": 640}).locator("th code")

    lines = names.evaluate_all("all => all.map(e => e.getClientRects().length)")

    assert len(lines) > 40
    assert set(lines) == {1}
