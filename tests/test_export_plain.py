"""What is read as it is: the text alone, the Markdown of a paragraph, `llms.txt`."""

import re

from conftest import TINY
from exported import SITE

from edition.dates import date_words
from edition.exports import render_twins
from edition.pipeline import load


def test_the_text_alone_is_the_seed_byte_for_byte(edition, files, seed):
    raw, _, _ = seed

    assert files[f"data/{edition.record.text}"].encode("utf-8") == raw


def test_the_markdown_twins_have_the_words_of_the_seed(twins, seed):
    _, _, lines = seed
    for number, line in enumerate(lines, start=1):
        words = twins[f"data/p{number}.md"].split("\n\n")[1]
        assert re.sub(r"\\(.)", r"\1", words) == line


def test_twins_carry_their_citation_and_every_note(edition, twins):
    for paragraph in edition.paragraphs:
        own = paragraph.paragraph
        text = re.sub(r"\\(.)", r"\1", twins[f"data/{own.id}.md"])
        assert f"para. {own.number}" in text.partition("## Cite")[2]
        for note in paragraph.notes:
            assert f"### {note.record.lead}\n" in text
            assert note.record.quote.splitlines()[0] in text
    assert len(twins) == len(edition.paragraphs)


def unescaped(twin):
    return re.sub(r"\\(.)", r"\1", twin)


def test_a_twin_has_the_positions_on_what_is_contested_once(real):
    """Its notes alone would tell of a dispute without those who hold its sides."""
    twins = render_twins(real, SITE)

    for paragraph in real.paragraphs:
        text = unescaped(twins[f"data/{paragraph.id}.md"])
        listed = text.partition("## Sources")[2]
        held = [p for slug in paragraph.subjects for p in real.subjects[slug].positions]
        for position in held:
            line = f"- {position.holder}, {date_words(position.date)}: "
            assert text.count(line) >= 1, line
            assert all(unescaped(real.sources[s].title) in listed for s in position.sources)
        contested = [note for note in paragraph.notes if note.record.subject]
        assert text.count("\nContested: ") == len(contested)


def test_a_twin_says_what_came_later_below_the_note_that_it_is_about(real):
    twins = render_twins(real, SITE)
    told = 0

    for paragraph in real.paragraphs:
        parts = unescaped(twins[f"data/{paragraph.id}.md"]).split("\n### ")[1:]
        assert len(parts) == len(paragraph.notes)
        for note, part in zip(paragraph.notes, parts, strict=True):
            for entry in note.record.later:
                assert f"\n- Later, {date_words(entry.date)}: " in part
                told += 1
    assert told > 50


def test_a_title_that_asks_needs_no_full_stop(real):
    twins = render_twins(real, SITE)

    assert any(source.title.endswith("?") for source in real.sources.values())
    assert not any(re.search(r"[?!]\.", twin) for twin in twins.values())


def test_numbers_in_a_twin_are_those_of_its_sources(twins):
    for text in twins.values():
        before, _, after = text.partition("## Sources")
        cited = {int(number) for number in re.findall(r"\\\[(\d+)\\\]", before)}
        assert cited == {int(number) for number in re.findall(r"(?m)^(\d+)\. ", after)}


def test_llms_txt_leads_to_every_paragraph(edition, files):
    for paragraph in edition.paragraphs:
        assert f"({SITE}data/{paragraph.id}.md)" in files["llms.txt"]


def test_what_would_be_markup_in_a_twin_is_escaped(seeds_dir):
    paragraph = (TINY / "paragraphs" / "p01.yml").read_text("utf-8")
    title = "handle: '1. Two_b <b> [c'"
    changed = re.sub(r"(?m)^handle: .*", title, paragraph)
    edition = load(seeds_dir({"paragraphs/p01.yml": changed}))

    twin = render_twins(edition, SITE)["data/p1.md"]

    assert twin.startswith("# 1 1\\. Two\\_b \\<b\\> \\[c\n")
