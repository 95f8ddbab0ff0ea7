"""The text of this edition: byte for byte, and cut where its boundaries say."""

from hashlib import sha256

from conftest import SEEDS, TINY

from edition.document import Document, parse_document
from edition.editors.boundaries import propose_sentences, propose_text_map
from edition.pipeline import load

SEED = SEEDS / "communique.txt"


def test_the_text_is_the_published_one_byte_for_byte():
    data = SEED.read_bytes()

    assert len(data) == 11_790
    expected = "a711f60d4acd2c1716aef0f25deb2363e0fd585ea70161ae9d1661d106dce7d6"
    assert sha256(data).hexdigest() == expected


def test_the_text_has_19_paragraphs_and_53_sentences(real):
    counts = [len(paragraph.sentences) for paragraph in real.document.paragraphs]

    assert counts == [2, 3, 1, 4, 3, 6, 4, 5, 2, 2, 2, 3, 2, 1, 5, 2, 3, 1, 2]
    assert sum(counts) == 53


def test_title_and_paragraphs_hold_every_character_but_the_line_ends_between_them(real):
    document = real.document
    source = SEED.read_bytes().decode("utf-8")

    whole = document.title + "".join(paragraph.text for paragraph in document.paragraphs)

    assert whole.replace("\n", "") == source.replace("\n", "")
    lines = [line for line in source.split("\n") if line]
    assert [paragraph.text for paragraph in document.paragraphs] == lines[2:]


def test_a_single_line_end_parts_the_last_two_paragraphs(real):
    *_, before_last, last = real.document.paragraphs

    assert before_last.text.endswith("Strategic Cooperative Partnership.")
    assert last.text.startswith("H.E. Mohammad Ishaq Dar")


def test_every_sentence_ends_in_a_full_stop_or_a_closing_quotation_mark(real):
    ends = {s.text[-1] for paragraph in real.document.paragraphs for s in paragraph.sentences}

    assert ends <= {".", "”"}


def test_abbreviations_and_closing_quotation_marks_do_not_mislead_the_proposal():
    text = "H.E. Wang met the U.N. envoy. He said “no.” They left."

    proposed = list(propose_sentences(text))

    assert proposed == ["H.E. Wang met the U.N. envoy.", "He said “no.”", "They left."]


def test_the_proposal_for_the_real_text_has_the_counts_that_were_kept(real):
    proposed = propose_text_map(SEED.read_text("utf-8"), title_lines=2)

    kept = {p.id: len(p.sentences) for p in real.document.paragraphs}
    assert {key: len(openings) for key, openings in proposed.items()} == kept


def test_line_ends_of_another_system_are_not_taken_into_the_paragraphs(seeds_dir):
    text = (TINY / "accord.txt").read_text("utf-8").replace("\n", "\r\n")
    folder = seeds_dir({"accord.txt": text})
    edition = folder / "edition.yml"
    old = sha256((TINY / "accord.txt").read_bytes()).hexdigest()
    edition.write_text(edition.read_text("utf-8").replace(old, sha256(text.encode()).hexdigest()))

    first, second = load(folder).document.paragraphs

    assert first.text.endswith("maps.")
    assert second.text.endswith("river.")


def test_a_document_is_not_made_of_a_text_with_another_checksum(real):
    problems = []

    document: Document | None = parse_document(
        "Another text.", real.record, real.layer.text_map, problems
    )

    assert document is None
    assert [problem.code for problem in problems] == ["text-changed"]
