"""The pages for those who compare: every row is tied to the words."""

import csv
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from conftest import PHONE, words_of
from exported import SITE

from edition.books.content import book
from edition.exports.site import site_at
from edition.seeds.vocabulary import ActClass, Match, NoteKind
from edition.views.acts import spoken_acts, who_says_what
from edition.views.languages import languages
from edition.views.rounds import rounds
from edition.views.themes import FIRST, of_theme
from edition.views.timeline import timeline

PAGES = ["acts/", "commitments/", "rounds/", "timeline/", "languages/", "themes/"]


def hrefs(node, page):
    """Where the links below *node* lead, as addresses inside the site."""
    found = (urljoin(SITE + page, href) for href in node.xpath(".//a/@href"))
    return {link.removeprefix(SITE) for link in found}


@cache
def paragraph_hrefs(site, paragraph):
    address = f"p/{paragraph[1:]}/"
    return hrefs(site.page(address), address)


def sentence_address(sentence_id):
    number = sentence_id.partition("-")[0][1:]
    return f"p/{number}/#{sentence_id}"


def one(page, identifier):
    (element,) = page.xpath(f'//*[@id="{identifier}"]')
    return element


def test_every_act_stands_once_in_the_table_and_leads_to_its_sentence_and_back(site, real):
    page = site.page("acts")
    acts = list(spoken_acts(real))

    assert len(page.xpath('//table[@data-table="acts"]//tr[@id]')) == len(acts)
    for act in acts:
        row = one(page, act.id)
        verb, quote = row.xpath('.//*[@data-voice="document"]')
        assert (words_of(verb), words_of(quote)) == (act.record.verb, act.record.quote)
        assert sentence_address(act.sentence.id) in hrefs(row, "acts/")
        paragraph = act.sentence.id.partition("-")[0]
        assert f"acts/#{act.id}" in paragraph_hrefs(site, paragraph)


def test_every_cell_of_the_matrix_counts_its_acts_and_leads_to_their_list(site, real):
    page = site.page("acts")
    for slug, row in who_says_what(real).matrix.items():
        for kind, acts in row.items():
            group = one(page, f"{slug}-{kind.value}")
            (cell,) = page.xpath(f'//a[@class="ed-count"][@href="#{slug}-{kind.value}"]')
            assert int(cell.text_content()) == len(acts) == len(group.xpath("./tr[@id]"))


@pytest.mark.parametrize(
    ("kind", "folder"), [("commitments", "commitments/"), ("formulas", "rounds/")]
)
def test_every_promise_and_phrase_has_one_entry_and_leads_to_its_sentence_and_back(
    site, real, kind, folder
):
    page = site.page(folder)
    for slug, record in getattr(real.layer, kind).items():
        entry = one(page, slug).getparent()
        assert sentence_address(record.sentence) in hrefs(entry, folder)
        paragraph = record.sentence.partition("-")[0]
        assert f"{folder}#{slug}" in paragraph_hrefs(site, paragraph)


def test_every_compared_cell_says_its_basis_and_leads_to_its_entry(site, real):
    page = site.page("rounds")
    for slug, formula in real.layer.formulas.items():
        (row,) = page.xpath(f'//table[@class="ed-phrases"]//tr[th/a[@href="#{slug}"]]')
        *cells, here = row.xpath("./td")
        assert sentence_address(formula.sentence) in hrefs(here, "rounds/")
        for (earlier, text), cell in zip(texts_in_columns(real), cells, strict=True):
            if found := formula.history.get(earlier):
                (link,) = cell.xpath("./a")
                assert link.get("href") == f"#{slug}--{earlier}"
                said = f"{text.short}: {found.match.label} ({found.basis.label})"
                # The mark inside is hidden from screen readers: the title is the link's name.
                assert link.get("title") == said
                one(page, f"{slug}--{earlier}")
            else:
                assert cell.text_content() == "unread"


def texts_in_columns(edition):
    """Earlier texts as the grid has them: by series, then by date."""
    return [item for row in rounds(edition).series.values() for own in row.values() for item in own]


def test_nothing_is_called_absent_or_new_that_was_not_read_whole(site, real):
    page = site.page("rounds")

    assert not page.xpath('//table[@class="ed-phrases"]//td[contains(@class, "m-absent")]')
    assert not page.xpath('//*[@id="past-nowhere"]')
    cells = page.xpath('(//table[@class="ed-phrases"])[1]//td[contains(@class, "m-unread")]')
    read = [c for f in real.layer.formulas.values() for c in f.history.values()]
    read = [found for found in read if found.match is not Match.UNREAD]
    assert len(cells) == len(real.layer.formulas) * len(real.layer.earlier) - len(read)


def test_every_origin_stands_once_and_leads_to_its_term_its_sentences_and_back(site, real):
    page = site.page("rounds")
    for slug, lineage in real.layer.lineage.items():
        links = hrefs(one(page, f"line-{slug}"), "rounds/")
        named = [m.sentence.id for m in real.mentions_by_term.get(lineage.term, ()) if m.sentence]
        assert f"terms/{lineage.term}/" in links
        assert {sentence_address(sentence) for sentence in named} <= links
        assert f"rounds/#line-{slug}" in hrefs(
            site.page(f"terms/{lineage.term}"), f"terms/{lineage.term}/"
        )


def test_every_matter_of_the_ledger_stands_once_with_its_acts(site, real):
    page = site.page("acts")
    acts = {act.id: act for act in spoken_acts(real)}
    for slug, exchange in real.layer.ledger.items():
        row = one(page, f"ledger-{slug}")
        shown = row.xpath('.//*[@data-voice="document"]/@data-ref')
        assert sorted(shown) == sorted(f"acts/{identifier}" for identifier in exchange.acts)
        links = hrefs(row, "acts/")
        assert {sentence_address(acts[i].sentence.id) for i in exchange.acts} <= links


def test_the_documents_words_stay_exact_where_changes_are_marked(site, real):
    page = site.page("rounds")
    for slug, formula in real.layer.formulas.items():
        quoted = page.xpath(f'//*[@data-ref="formulas/{slug}"]')
        assert {words_of(element) for element in quoted} == {formula.quote}


def test_the_page_of_rounds_says_how_much_was_read_before_anything_else(site, real):
    lead = site.page("rounds").xpath('//p[@class="ed-lead"]')[0].text_content()

    assert not any(text.extent == "whole" for text in real.layer.earlier.values())
    assert "None was read in full." in lead


@pytest.mark.parametrize("folder", ["acts", "commitments", "rounds"])
def test_a_page_of_analysis_says_what_it_is_for_and_then_its_figures(site, real, folder):
    """Who speaks and promises how often, what has a date, what was found: counted once more."""
    lead = site.page(folder).xpath('//p[@class="ed-lead"]')[0]
    figures = [int(b.text) for b in lead.xpath("b")]
    if folder == "acts":
        sentences = [s for p in real.paragraphs for s in p.sentences]
        heard = {(act.actor, s.id) for s in sentences for act in s.acts}
        speakers = [slug for slug, party in real.record.parties.items() if party.speaks]
        assert figures == [sum(actor == slug for actor, _ in heard) for slug in speakers]
    elif folder == "commitments":
        promised = real.layer.commitments.values()
        by_whom = Counter(promise.who for promise in promised)
        assert figures == [by_whom[slug] for slug in real.record.parties if by_whom[slug]]
        dated = sum(bool(promise.due) for promise in promised)
        assert f"Those with a date: {dated}." in lead.text_content()
    else:
        assert sum(figures) == len(real.layer.formulas)


def test_what_is_gone_leads_to_where_it_stood_and_where_it_would_stand(site, real):
    page = site.page("rounds")
    for slug, gone in real.layer.dropped.items():
        links = hrefs(one(page, f"gone-{slug}").getparent(), "rounds/")
        assert {f"rounds/#text-{earlier}" for earlier in gone.earlier} <= links
        assert {sentence_address(sentence) for sentence in gone.near} <= links


def test_every_date_stands_once_and_leads_to_its_sentence_and_back(site, real):
    view = timeline(real)
    page = site.page("timeline")
    rows = {row.get("id"): row for row in page.xpath('//ol[@class="ed-events"]/li')}
    paragraphs = {p.number: paragraph_hrefs(site, f"p{p.number}") for p in real.document.paragraphs}

    assert list(rows) == [item.id for item in view.dates]
    for item in view.dates:
        for sentence in item.sentences[:1]:
            assert sentence_address(sentence) in hrefs(rows[item.id], "timeline/")
            number = int(sentence.partition("-")[0][1:])
            # Which of them the timeline then shows, test_folds.py looks at.
            assert f"timeline/?of=p{number}#all" in paragraphs[number]
        for source in item.sources:
            assert f"sources/#{source}" in hrefs(rows[item.id], "timeline/")


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_the_name_of_a_lane_breaks_no_word_and_meets_no_other(open_page, width):
    """The last letter of Pakistan stood in a line of its own."""
    page = open_page("timeline/", size={"width": width, "height": 740})

    words = page.locator(".ed-period--heads .ed-lanes").first.evaluate("""(lanes) => {
      const words = [];
      for (const { firstChild: text } of lanes.children) {
        for (const { index, 0: word } of text.data.matchAll(/\\S+/g)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          words.push([...range.getClientRects()].map(({ left, right, top }) => [left, right, top]));
        }
      }
      return words;
    }""")

    assert len(words) > 4
    assert [len(boxes) for boxes in words] == [1] * len(words)
    lines = Counter(top for ((_, _, top),) in words)
    last = sorted(box for (box,) in words if box[2] == max(lines))
    assert len(last) > 2
    for (_, right, _), (left, _, _) in pairwise(last):
        assert left - right > 1
    assert last[-1][1] <= width


def test_every_term_stands_once_with_its_form_in_every_language(site, real):
    page = site.page("languages")
    rows = page.xpath('//table[@data-table="terms"]/tbody/tr')

    assert sorted(row.get("id") for row in rows) == sorted(real.terms)
    for slug, term in real.terms.items():
        for language, form in term.forms.items():
            (cell,) = one(page, slug).xpath(f'./td[@lang="{language}"]')
            assert cell.text_content() == form.form
            assert cell.get("dir") == real.record.languages[language].direction
            if form.source:
                assert f"sources/#{form.source}" in hrefs(one(page, slug), "languages/")


def notes_on_translation(edition):
    return [note for note in edition.notes if note.record.kind is NoteKind.TRANSLATION]


def test_every_divergence_stands_with_its_words_and_leads_to_its_note_and_back(site, real):
    page = site.page("languages")
    for note in notes_on_translation(real):
        entry = one(page, f"diverges-{note.id}").getparent()
        paragraph = note.id.partition("-")[0]
        assert f"p/{paragraph[1:]}/#{note.id}" in hrefs(entry, "languages/")
        assert words_of(entry.xpath('.//*[@data-voice="document"]')[0]) == note.record.quote
        there = paragraph_hrefs(site, paragraph)
        assert f"languages/#diverges-{note.id}" in there


def test_every_letter_with_which_a_term_begins_leads_to_the_first_of_them(site, real):
    page = site.page("languages")
    names = sorted((term.name for term in real.terms.values()), key=str.casefold)
    letters = page.xpath('//p[contains(@class, "ed-letters")]/a')

    assert [link.text for link in letters] == list(dict.fromkeys(n[0].upper() for n in names))
    for link in letters:
        first = next(name for name in names if name[0].upper() == link.text)
        assert one(page, link.get("href")[1:]).xpath("string(th)") == first


def test_each_divergence_is_counted_once_as_more_less_or_other(site, real):
    page = site.page("languages")
    groups = languages(real).divergences
    notes = [note.id for group in groups for note in group.notes]

    assert sorted(notes) == sorted(note.id for note in notes_on_translation(real))
    for group in groups:
        section = one(page, group.slug).getparent()
        assert len(section.xpath('.//*[starts-with(@id, "diverges-")]')) == len(group.notes)
        for note in group.notes:
            assert note.record.diverges[group.language] is group.carries


def test_the_weave_has_one_mark_for_each_sentence_of_each_theme(site, real):
    page = site.page("themes")
    for slug, sentences in real.sentences_by_theme.items():
        expected = [sentence_address(item.id) for item in sentences]
        (row,) = page.xpath(f'//table[@class="ed-threads"]//tr[th/a[@href="{slug}/"]]')
        marks = [urljoin(SITE + "themes/", href) for href in row.xpath("./td/a/@href")]
        assert [mark.removeprefix(SITE) for mark in marks] == expected
        # The same as a picture, with its words: for phones, and on the theme's own page.
        (here,) = one(page, f"code-{slug}").getparent().xpath("./p[@class='ed-run']")
        (there,) = site.page(f"themes/{slug}").xpath("//p[@class='ed-run']")
        for strip in (here, there):
            ground, carried = strip.xpath(".//*[local-name()='path']/@d")
            assert ground.count("M") == len(real.paragraphs)
            assert carried.count("M") == len(sentences)
            assert strip.text_content().split()[0] == str(len(sentences))


def test_a_pointer_finds_no_gap_between_the_marks_of_neighbouring_sentences(open_page):
    page = open_page("themes/")

    gaps = page.locator(".ed-threads td a").evaluate_all("""(all) => all.flatMap((mark) => {
      const other = mark.parentNode.nextElementSibling?.querySelector("a");
      return other ? other.getBoundingClientRect().left - mark.getBoundingClientRect().right : [];
    })""")

    assert len(gaps) > 20
    # The line between two paragraphs.
    assert max(gaps) < 1.1


def test_the_name_of_a_mark_has_in_it_what_is_seen_of_it(site):
    """WCAG 2.5.3: who says what she sees is understood."""
    named = 0
    for address_ in ("themes/", "acts/", "languages/"):
        marks = "//table[contains(@class, 'ed-threads')]//a[@aria-label]"
        for link in site.page(address_).xpath(marks):
            seen = " ".join(link.text_content().split())
            assert re.search(rf"\b{re.escape(seen)}\b", link.get("aria-label")), (address_, seen)
            named += 1
    assert named > 100


NARROW_LINKS = """() => [...document.querySelectorAll("article a")].filter((link) => {
  const { width, height } = link.getBoundingClientRect();
  // A link in a sentence is as high as its line, and one that is not shown has no size.
  const alone = link.parentElement.textContent.trim() === link.textContent.trim();
  const inText = getComputedStyle(link).display === "inline" && !alone;
  return width && (width < 24 || height < 24) && !inText;
}).map((link) => link.outerHTML)"""


@pytest.mark.parametrize("path", ["themes/", "themes/core-interests/", "themes/water/"])
def test_on_a_phone_a_theme_has_no_link_too_small_for_a_finger(open_page, path):
    """WCAG 2.5.8: targets of 24 pixels, but for links in text."""
    page = open_page(path, size=PHONE)

    assert page.evaluate(NARROW_LINKS) == []
    strip = page.locator(".ed-run svg").first.bounding_box()
    assert strip["width"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert not page.locator(".ed-threads").is_visible()


def test_a_theme_names_its_disputes_with_all_who_speak_and_leads_to_what_they_say(site, real):
    disputed = 0
    for slug in real.themes:
        address_ = f"themes/{slug}/"
        own = {item.id for item in real.sentences_by_theme[slug]}
        subjects = [s for s in real.subjects.values() if own.intersection(s.sentences)]
        entries = site.page(address_).xpath("//h2[@id='contested']/following-sibling::dl[1]/div")
        found = {entry.xpath("string(dt)"): entry for entry in entries}
        assert found.keys() == {subject.name for subject in subjects}, slug
        for subject in subjects:
            said = found[subject.name].xpath("string(dd)")
            assert all(p.holder.partition(" (")[0] in said for p in subject.positions)
            ((page, _, note),) = [h.partition("#") for h in hrefs(found[subject.name], address_)]
            shown = one(site.page(page), note).getparent()
            assert subject.question in shown.text_content()
            disputed += 1
    assert disputed > 10


def test_under_each_sentence_of_a_theme_is_what_the_edition_says_of_it(site, real):
    for slug in real.themes:
        address_ = f"themes/{slug}/"
        items = site.page(address_).xpath("//ol[@class='ed-quotes']/li")
        for carrier, item in zip(real.sentences_by_theme[slug], items, strict=True):
            sentence = carrier.sentence
            (words,) = item.xpath("./*[@data-voice='document']")
            assert words_of(words) == sentence.text
            phrases = {a.get("href").partition("#")[2]: a.text_content() for a in words.iter("a")}
            formulas = real.formulas_by_sentence.get(sentence.id, ())
            assert phrases == {f: real.layer.formulas[f].quote for f in formulas}
            promised = real.commitments_by_sentence.get(sentence.id, ())
            assert {f"commitments/#{promise}" for promise in promised} <= hrefs(item, address_)
            # All of those that editors tie to the theme, each under its first sentence.
            tied = [n for n in real.notes if slug in n.record.themes]
            for note in tied:
                if sentence is note.sentences[0]:
                    number = sentence.id.partition("-")[0][1:]
                    assert f"p/{number}/#{note.id}" in hrefs(item, address_)


def test_a_theme_explains_its_weightiest_terms_and_names_all_others_by_kind(site, real):
    for slug in real.themes:
        own = {item.id for item in real.sentences_by_theme[slug]}
        about = {t for t in real.terms if own.intersection(real.sentences_about(t))}
        page = site.page(f"themes/{slug}/")
        explained = page.xpath("//h2[@id='terms']/following-sibling::dl[1]/div")
        (fold,) = page.xpath("//h2[@id='terms']/following-sibling::details")
        named = fold.xpath(".//a")
        links = hrefs(fold, f"themes/{slug}/").union(
            *(hrefs(entry, f"themes/{slug}/") for entry in explained)
        )

        assert len(explained) == FIRST
        assert links == {f"terms/{term}/" for term in about}
        assert len(explained) + len(named) == len(about)
        assert fold.xpath("string(summary)").startswith(f"{len(named)} ")


def test_a_name_that_is_everywhere_is_not_what_a_theme_is_about(real):
    parties = {"china", "pakistan"}
    assert parties <= real.terms.keys()
    for slug in real.themes:
        assert not parties.intersection(term.slug for term in of_theme(real, slug).first), slug


def test_tables_and_their_regions_have_names_and_scopes(site):
    for address_ in PAGES:
        page = site.page(address_)
        # Dates are a list in folds, all others tables.
        assert page.xpath("//article//table//th") or address_ == "timeline/", address_
        for region in page.xpath('//*[@class="ed-scroll"]'):
            assert region.get("role") == "region", address_
            assert region.get("aria-label"), address_
            assert region.get("tabindex") == "0", address_
        for head in page.xpath("//article//table//th"):
            assert head.get("scope"), address_
        for link in page.xpath("//article//table//a"):
            assert (link.get("aria-label") or link.text_content()).strip(), address_
        for drawing in page.xpath("//article//*[local-name()='svg']"):
            # Drawn beside words or numbers that say the same.
            assert drawing.xpath("ancestor-or-self::*[@aria-hidden='true']"), address_


def follow(site, page, words):
    """The address to which the link on *page* leads whose words begin with *words*."""
    found = [
        urljoin(SITE + page, link.get("href")).removeprefix(SITE)
        for link in site.page(page or ".").xpath("//a[@href]")
        if " ".join(words_in(link).split()).startswith(words)
    ]
    assert found, f"no link {words!r} on {page or '/'}"
    return found[0]


def words_in(link):
    """What a reader sees or hears as the link's words."""
    return link.get("aria-label") or link.text_content()


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        pytest.param("Who says what", "Only China", "Promises: none", id="only-one-party"),
        pytest.param(
            "Who says what", "Only China", "China’s support for Pakistan’s SCO", id="register"
        ),
        pytest.param(
            "Across rounds", "What is new", "state visit, February 2025", id="new-since-last-text"
        ),
        pytest.param("Across rounds", "What is no longer said", "The ML-1 railway", id="dropped"),
        pytest.param("Commitments", "2026", "Activities for 75 years", id="due-this-year"),
        pytest.param("Languages", "Chinese says more", "牢不可破", id="chinese-says-more"),
    ],
)
def test_a_question_of_an_analyst_is_answered_in_two_clicks(site, first, second, answer):
    """What does only China promise, what is new, dropped, due in 2026, more in Chinese?

    The words of the links are those that a newcomer would follow.
    """
    page, _, _ = follow(site, "", first).partition("#")
    there, _, fragment = follow(site, page, second).partition("#")

    assert there == page
    assert answer in section_under(one(site.page(page), fragment))


def section_under(heading):
    """The words of the section that *heading* opens, up to the next heading of its rank."""
    if heading.tag == "h3":
        return " ".join(heading.getparent().text_content().split())
    rest = heading.xpath("./following-sibling::*")
    end = next((n for n, element in enumerate(rest) if element.tag == heading.tag), len(rest))
    return " ".join("".join(element.text_content() for element in rest[:end]).split())


def test_the_table_of_acts_holds_the_same_as_its_file(site, real):
    """``data/acts.csv`` is owned by the exports; the page must not say otherwise."""
    with (site.folder / "data" / "acts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    page = site.page("acts")
    shown = {row.get("id"): row for row in page.xpath('//table[@data-table="acts"]//tr[@id]')}

    assert sorted(row["id"] for row in rows) == sorted(shown)
    for row in rows:
        cells = {cell.get("data-label"): cell for cell in shown[row["id"]].xpath("./td")}
        party = real.record.parties[row["actor"]]
        assert cells["Who"].text_content() == (party.short or party.name)
        assert words_of(cells["Verb"].xpath("./q")[0]) == row["verb"]
        assert words_of(cells["Exact words"].xpath("./q")[0]) == row["quote"]
        assert cells["Class"].text_content() == ActClass(row["act"]).label
        assert cells["Binding"].get("data-value") == row["binding"]
        assert cells["What"].text_content() == row["object"]
        assert row["sentence"] in cells["Where"].text_content()


def test_the_small_weave_beside_the_text_has_a_row_for_each_theme(site, real):
    (link,) = site.page(".").xpath('//a[@class="ed-small-weave"]')

    assert follow(site, "", "Where each of") == "themes/"
    paths = link.xpath(".//*[local-name()='path']")
    names = [path.text_content() for path in paths]
    assert names == [theme.name for theme in real.themes.values()]
    for path, slug in zip(paths, real.themes, strict=True):
        assert path.get("d").count("M") == len(real.sentences_by_theme[slug])


def test_a_paragraph_shows_the_history_of_its_phrases_and_where_its_promises_stand(site, real):
    for slug, formula in real.layer.formulas.items():
        links = paragraph_hrefs(site, formula.sentence.partition("-")[0])
        assert {f"rounds/#{slug}--{earlier}" for earlier in formula.history} <= links
    for slug, promise in real.layer.commitments.items():
        number = promise.sentence.partition("-")[0][1:]
        (item,) = site.page(f"p/{number}").xpath(
            f'//h2[@id="promised"]/following-sibling::ul//li[.//a[contains(@href, "#{slug}")]]'
        )
        latest = max(promise.status, key=lambda status: status.date)
        assert latest.standing.label in item.text_content()


def test_how_a_phrase_moved_is_told_in_the_order_of_the_texts(site, real):
    """Series by series, the sixth round stood before statements of earlier years."""
    dates = {slug: text.date for slug, text in real.layer.earlier.items()}
    shown = site.page("rounds").xpath('//table[@class="ed-then"]')
    shown += site.page("p/6").xpath('//p[@class="ed-history"]')
    ids = [each.xpath(".//tr/@id | ./a/@href") for each in shown]
    told = [[name.partition("--")[2] for name in own] for own in ids]
    in_books = (formula["history"] for formula in book(real, site_at(""))["formulas"])
    told += [[entry["id"].partition("/")[2] for entry in history] for history in in_books]

    assert len(told) > 2 * len(real.layer.formulas)
    assert max(map(len, told)) > 8
    for earlier in told:
        assert earlier == sorted(earlier, key=dates.get)


def test_pages_of_another_text_are_made_the_same_way(charter_site, charter):
    acts = list(spoken_acts(charter))

    assert len(charter_site.page("acts").xpath("//tbody/tr[@id]")) == len(acts)
    assert len(charter_site.page("languages").xpath("//tbody/tr[@id]")) == len(charter.terms)
    dates = charter_site.page("timeline").xpath('//ol[@class="ed-events"]/li')
    assert len(dates) == len(timeline(charter).dates)


def test_the_kinds_of_difference_between_versions_leave_no_empty_columns(open_page):
    """Of three columns, the two short ones were empty for two screens beside the long one."""
    page = open_page("languages/")
    height = "all => all.reduce((sum, e) => sum + e.getBoundingClientRect().height, 0)"

    notes = page.locator(".ed-divergence").evaluate_all(height)

    assert page.locator(".ed-pair--three").evaluate_all(height) < 0.6 * notes
