"""Links and citations that a reader takes along: menus, selected words, the clipboard."""

import re

from conftest import PHONE, WIDE
from playwright.sync_api import expect

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"], "clock": True}


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def test_a_paragraphs_menu_copies_its_link_and_its_quotation(open_page, real):
    page = open_page("p/9/", **CLIPBOARD)
    opener = page.get_by_role("button", name="Link to or cite para. 9", exact=True)

    opener.click()
    page.get_by_role("button", name="Copy link").click()
    assert clipboard(page).endswith("/repo/p/9/#p9")
    opener.click()
    page.get_by_role("button", name="Copy quotation with citation").click()

    expect(page.get_by_text("Quotation copied")).to_be_visible()
    text = real.document.paragraphs[8].text
    assert clipboard(page).startswith(f"“{text}” (“Joint Press Communiqué")
    assert "Beijing, 4 January 2026, para. 9). http" in clipboard(page)


def test_what_the_browser_does_not_copy_is_not_called_copied(open_page):
    """Neither way of copying works; that the address ends in what is no id stops no script."""
    page = open_page("p/9/#100%")
    page.evaluate(
        "() => { const no = () => Promise.reject();"
        " Object.assign(navigator.clipboard, { writeText: no, write: no });"
        " document.execCommand = () => false; }"
    )

    page.locator(".ed-copy").first.click()

    expect(page.locator(".ed-said", has_text="lets nothing be copied")).to_be_visible()


TODAY = """new Date().toLocaleDateString(
    "en-GB", { day: "numeric", month: "long", year: "numeric" })"""


def styled(page):
    return page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then(b => b.text())"
    )


def links_in(words):
    """The links of styled words, each of which leads to what it shows."""
    found = re.findall(r'<a href="(.+?)">(.+?)</a>', words)
    assert all(href == shown for href, shown in found)
    return [shown for _, shown in found]


def test_a_citation_pasted_into_a_letter_keeps_its_italics(open_page, real):
    page = open_page("p/12/", **CLIPBOARD)

    page.get_by_role("link", name="Link to sentence 3").click()
    page.get_by_role("button", name="OSCOLA", exact=True).click()

    expect(page.get_by_text("OSCOLA copied")).to_be_visible()
    assert f"<i>{real.record.name}</i>" in styled(page)
    # Its addresses are links there, without the full stop or the bracket after them.
    assert "/p/12/#p12-s3</a>&gt; accessed" in styled(page)
    assert links_in(styled(page)) == re.findall(r"<(http.+?)>", clipboard(page))


def test_oscola_is_copied_with_the_day_of_access(open_page):
    """No build knows that day, so the page shows none."""
    page = open_page("p/12/", **CLIPBOARD)
    shown = page.locator("[data-style=oscola]")
    accessed = f"> accessed {page.evaluate(TODAY)}."

    page.get_by_role("button", name="Copy: OSCOLA").click()
    expect(page.get_by_text("Citation copied")).to_be_visible()
    assert clipboard(page).endswith(f"/p/12/{accessed}")
    page.get_by_role("link", name="Link to sentence 3").click()
    page.get_by_role("button", name="OSCOLA", exact=True).click()
    expect(page.get_by_text("OSCOLA copied")).to_be_visible()

    assert clipboard(page).endswith(f"/p/12/#p12-s3{accessed}")
    assert "accessed" not in shown.text_content()


def test_a_sentence_can_be_cited_in_several_styles_from_the_text(open_page):
    page = open_page(**CLIPBOARD)

    page.get_by_role("button", name="Link to or cite para. 6", exact=True).click()
    page.get_by_role("button", name="Sentence 3").click()
    for style in (
        *("Chicago (note)", "MLA", "APA", "OSCOLA", "UN footnote", "Short citation with link"),
    ):
        page.get_by_role("button", name=style).click()
        expect(page.locator(".ed-said", has_text="copied")).to_be_visible()
        assert "6, sentence 3" in clipboard(page), style
        assert "p/6/#p6-s3" in clipboard(page), style
        page.get_by_role("button", name="Link to or cite para. 6", exact=True).click()
        page.get_by_role("button", name="Sentence 3").click()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Link to or cite para. 6", exact=True)).to_be_focused()


def test_citations_have_the_address_of_the_page_where_the_build_knew_none(open_page):
    page = open_page("p/6/")

    def unaware(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("https://example.org/repo/", ""))

    page.route("**/p/6/", unaware)
    page.reload()

    cited = page.locator(".ed-citation, [data-copy]").all_text_contents()
    assert len(cited) > 10
    assert [text for text in cited if page.url not in text] == []


def test_a_sentences_number_opens_its_menu(open_page):
    page = open_page("p/6/", **CLIPBOARD)

    page.locator("a.ed-s").nth(2).click()
    page.get_by_role("button", name="Copy link").click()

    assert clipboard(page).endswith("/p/6/#p6-s3")


SELECT = """([from, to]) => {
  const paragraph = document.querySelector("p[data-ref]");
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest("[data-voice=edition]")) continue;
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }
  const range = document.createRange();
  const start = text.indexOf(from), end = text.indexOf(to, start) + to.length;
  for (const [node, at] of nodes) {
    const length = node.data.length;
    if (at <= start && start < at + length) range.setStart(node, start - at);
    if (at < end && end <= at + length) range.setEnd(node, end - at);
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def select(page, first, last):
    """Select the document's words from *first* to *last*, for as long as their bar waits."""
    page.evaluate(SELECT, [first, last])
    page.clock.run_for(250)


def test_selected_words_give_a_text_fragment_with_the_sentence_as_fallback(open_page):
    page = open_page("p/9/", **CLIPBOARD)
    for first, last, link in (
        ("appreciated", "appreciated", "#p9-s2:~:text=appreciated"),
        # Words that stand twice in the sentence, of two sentences, and cut.
        ("support for", "support", "#p9-s2:~:text=providing-,support,-for"),
        ("financial forums", "Pakistan", "#p9-s1:~:text=financial%20forums.&text=Pakistan"),
        ("ppreci", "ppreci", "#p9-s2:~:text=appreciated"),
    ):
        select(page, first, last)
        page.get_by_role("button", name="Copy link to these words").click()
        assert clipboard(page).endswith(f"/p/9/{link}")
        page.evaluate("navigator.clipboard.writeText('')")
    # A browser finds whole words only: the number of a sentence is no part of its first.
    assert "2\xa0Pakistan" in page.locator("p[data-ref=p9]").inner_text()


def test_a_link_to_a_sentence_that_begins_as_one_before_it_marks_that_sentence_alone(
    open_page, real
):
    """So low a window that the browser has to go down the page to the words it marks."""
    own = next(s for s in real.paragraphs[7].paragraph.sentences if s.number == 2)
    page = open_page("p/8/", **CLIPBOARD)
    select(page, own.text, own.text)
    page.get_by_role("button", name="Copy link to these words").click()
    _, fragment = clipboard(page).split(":~:")
    assert fragment.startswith("text=The%20two%20sides%20agreed%20to%20focus,")

    page = open_page(f"p/8/#:~:{fragment}", {"width": 420, "height": 110})
    page.wait_for_function("scrollY > 0")
    first, second = (page.locator(f"#p8-s{n}").bounding_box()["y"] for n in (1, 2))

    assert first < 0 < second < 110


def test_words_of_two_sentences_are_quoted_with_both_and_a_link_to_both(open_page):
    page = open_page("p/9/", **CLIPBOARD)
    select(page, "financial forums", "Pakistan")
    page.get_by_role("button", name="Copy quotation with citation").click()

    expect(page.get_by_text("Quotation copied")).to_be_visible()
    copied = clipboard(page)
    assert copied.startswith("“financial forums. Pakistan” ")
    assert ", para. 9, sentences 1–2). " in copied
    assert copied.endswith("/p/9/#p9-s1..p9-s2")
    assert links_in(styled(page)) == [copied.rsplit(" ", 1)[1]]


def test_words_copied_as_on_any_page_are_the_documents_alone(open_page, real):
    """Pasted words have no typeface: a note between them would pass for the document's."""
    page = open_page("", WIDE, **CLIPBOARD)
    own = [paragraph.text.strip() for paragraph in real.document.paragraphs[8:10]]
    page.evaluate(
        "() => { const [from, to] = ['p9-s1', 'p10'].map((ref) =>"
        " document.querySelector(`[data-ref=${ref}]`));"
        " getSelection().setBaseAndExtent(from, 0, to, 2); }"
    )

    page.keyboard.press("Control+c")
    first = real.document.paragraphs[9].sentences[0].text
    assert clipboard(page) == f"{own[0]}\n\n{first}"
    assert styled(page).endswith(f"{own[0]}<br><br>{first}".replace("&", "&amp;"))

    # Three clicks take in the beginning of what follows, and words alone of nothing else.
    page.locator("#p9-s1").click(click_count=3, position={"x": 60, "y": 5})
    page.keyboard.press("Control+c")
    assert clipboard(page) == own[0]
    taken = """() => {
      const box = document.body.appendChild(document.createElement("input"));
      const copy = new ClipboardEvent("copy", {
        bubbles: true, cancelable: true, clipboardData: new DataTransfer() });
      return !box.dispatchEvent(copy);
    }"""
    assert not page.evaluate(taken), "what is copied in a box is the box's"
    page.locator("footer p").first.click(click_count=3, position={"x": 300, "y": 5})
    page.keyboard.press("Control+c")
    assert clipboard(page) not in own


def test_selected_words_are_linked_to_without_a_pointer(open_page):
    page = open_page("p/9/", **CLIPBOARD)
    select(page, "appreciated", "appreciated")
    expect(page.get_by_role("toolbar", name="Selected words")).to_be_visible()

    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Copy link to these words")).to_be_focused()
    page.keyboard.press("Enter")

    assert clipboard(page).endswith("#p9-s2:~:text=appreciated")


def test_each_button_that_copies_a_citation_says_which(open_page):
    page = open_page("p/9/")

    names = page.locator(".ed-copy").evaluate_all("all => all.map(button => button.ariaLabel)")

    assert "Copy: MLA" in names
    assert len(names) == len(set(names)) > 10


def test_a_phone_sends_a_sentence_on_by_its_own_menu(open_page, real):
    page = open_page("p/9/", size=PHONE)
    page.evaluate("navigator.share = async (what) => { window.sent = what; }")

    page.get_by_role("button", name="Link to or cite para. 9", exact=True).click()
    page.get_by_role("button", name="Sentence 2").click()
    page.get_by_role("button", name="Share …").click()

    sent = page.evaluate("window.sent")
    text = real.document.paragraphs[8].sentences[1].text
    assert sent["text"].startswith(f"“{text}” (“{real.record.title},”")
    assert sent["text"].endswith("para. 9, sentence 2).")
    assert sent["url"].endswith("/repo/p/9/#p9-s2")


def test_a_note_is_cited_with_its_name_its_day_and_its_own_address(open_page, real):
    note = real.paragraphs[5].notes[1]
    page = open_page("p/6/", **CLIPBOARD)
    page.get_by_role("button", name=f"Cite “{note.record.lead}”").click()

    page.get_by_role("button", name="Chicago (note)", exact=True).click()

    expect(page.locator(".ed-said", has_text="copied")).to_be_visible()
    copied = clipboard(page)
    assert f"“{note.record.lead},” note to para. 6" in copied
    assert copied.endswith(f"/p/6/#{note.id}.")
    assert "http" in copied.rsplit(", ", 1)[1]
    assert f"<i>{real.record.name}</i>" in styled(page)


def test_on_a_phone_the_bar_for_selected_words_is_below_them(open_page):
    """Above them a phone shows its own menu."""
    page = open_page("p/9/", size=PHONE, has_touch=True, is_mobile=True, clock=True)
    bar = page.get_by_role("toolbar", name="Selected words")

    select(page, "financial forums", "Pakistan")

    expect(bar).to_be_visible()
    words = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    assert bar.bounding_box()["y"] > words + 24
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
