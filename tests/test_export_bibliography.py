"""What a reference manager takes: BibTeX, RIS, CSL-JSON."""

import json

from exported import SITE, read_bibtex, read_ris, untex


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
