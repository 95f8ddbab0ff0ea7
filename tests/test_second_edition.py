"""Another text, other parties, other themes: the same scripts build a whole site."""

from conftest import words_of


def test_the_words_of_the_other_text_are_exact(charter_site, charter):
    page = charter_site.page("index.html")

    assert [len(p.sentences) for p in charter.document.paragraphs] == [1, 1, 1, 1, 1, 1, 1, 1, 3]
    for paragraph in charter.document.paragraphs:
        (element,) = page.xpath(f'//*[@data-ref="{paragraph.id}"]')
        assert words_of(element) == paragraph.text


def test_it_has_a_page_for_each_of_its_own_things(charter_site, charter):
    addresses = set(charter_site.addresses())

    assert {f"p/{n}/index.html" for n in range(1, 10)} <= addresses
    assert "p/10/index.html" not in addresses
    assert {f"themes/{slug}/index.html" for slug in charter.themes} <= addresses
    assert {f"terms/{slug}/index.html" for slug in charter.terms} <= addresses


def test_it_says_nothing_of_the_first_edition(charter_site):
    for address in charter_site.addresses():
        text = charter_site.page(address).text_content()
        for name in ("Pakistan", "communiqué", "Communiqué", "pinyin", "Urdu"):
            assert name not in text, address


def test_notes_overlap_nest_and_run_over_full_stops(charter):
    notes = {n.id: n for p in charter.paragraphs for n in p.notes}
    spans = {i: n.span for i, n in notes.items()}

    outer, inner = spans["p7-fear-and-want"], spans["p7-fear"]
    assert outer.start <= inner.start < inner.end <= outer.end
    assert outer != inner
    assert spans["p7-safe-within"].meets(spans["p7-boundaries-and-men"])
    assert [s.id for s in notes["p9-force-then-arms"].sentences] == ["p9-s1", "p9-s2"]
