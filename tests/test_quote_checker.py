"""The page that says whether words stand in the document, and where."""

from playwright.sync_api import expect

QUOTATIONS = {
    "Both sides reaffirmed that high-level exchanges": "The document has these words.",
    "both sides reaffirmed, that HIGH-LEVEL exchanges": "capitals or punctuation differ",
    "They agreed to walk on the moon by Friday": "or any passage close to them",
}


def test_the_checker_of_quotations_finds_exact_and_nearest_words(open_page, real):
    page = open_page("about/quote/")
    box, answer = page.get_by_label("Words to look for"), page.locator(".ed-quote-answer")

    def check(words):
        box.fill(words)
        page.get_by_role("button", name="Check").click()

    for words, verdict in QUOTATIONS.items():
        check(words)
        expect(answer).to_contain_text(verdict)
    # Every sentence is found, word for word, where it stands.
    for sentence in real.document.paragraphs[11].sentences:
        check(sentence.text)
        expect(answer.locator(".is-yes")).to_have_count(1)
        expect(answer.locator(f"a[href$='#{sentence.id}']")).to_be_visible()

    # Forms of a word are near each other.
    check("unilateral action")
    expect(answer.locator("mark")).to_have_text("unilateral actions")
    expect(answer.locator(".ed-quote-diff del")).to_have_text("action")

    check("Pakistan strongly supports every effort of China to achieve … one China, one Taiwan")
    expect(answer.locator(".is-yes")).to_have_count(1)
    expect(answer.locator(".ed-quote-diff del")).to_have_text("strongly")
    expect(answer.locator(".ed-quote-diff ins")).to_have_text("firmly")
