"""The page that says whether words stand in the document, and where."""

import pytest
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


ARTICLE = """MIRPUR: The two sides issued a text on Monday. In it Pakistan “reaffirmed its firm
commitment to the one-China principle”, as it had before. They also ‘agreed to further deepen
all-round cooperation in counter-terrorism’, and there was China’s word. It says nothing of
a "joint military base on the coast", although a "historic" one had been reported."""


@pytest.fixture
def checked(open_page):
    """What the checker answers to words."""
    page = open_page("about/quote/")
    answer = page.locator(".ed-quote-answer")

    def check(words):
        page.get_by_label("Words to look for").fill(words)
        page.get_by_role("button", name="Check").click()
        return answer

    return check


def test_each_quotation_in_a_pasted_article_is_looked_for_and_nothing_else(checked):
    answer = checked(ARTICLE)

    expect(answer).to_contain_text("3 quotations")
    verdicts = [text[:34] for text in answer.locator(".ed-quote-verdict").all_text_contents()]
    assert verdicts == [
        "The document has these words.",
        "The document does not have exactly",
        "The document does not have these w",
    ]
    expect(answer.locator(".ed-quote-diff del")).to_have_text("in")
    expect(answer.locator(".ed-quote-diff ins")).to_have_text("on")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        pytest.param("[T]he two sides reaffirmed", "has these words.", id="capital-in-brackets"),
        pytest.param("one China principle", "punctuation differ", id="no-hyphen"),
        pytest.param("“two Chinas” or “one China, one Taiwan.”", "has these words.", id="inner"),
    ],
)
def test_words_changed_as_editors_change_them_are_found(checked, words, verdict):
    answer = checked(words)

    expect(answer.locator(".is-yes")).to_have_count(1)
    expect(answer).to_contain_text(verdict)


def test_words_that_go_on_in_the_next_paragraph_are_found_in_both(checked, real):
    before, after = (paragraph.text.strip() for paragraph in real.document.paragraphs[3:5])

    answer = checked(f"{before[-60:]}\n{after[:60]}")

    expect(answer.locator(".is-yes")).to_have_text("The document has these words.")
    expect(answer.locator("mark")).to_have_count(2)


def test_words_around_a_spaced_ellipsis_are_looked_for_one_by_one(checked):
    answer = checked("their unyielding support . . . . Pakistan reaffirmed its firm commitment")

    expect(answer.locator(".is-yes")).to_have_count(2)


def test_british_spelling_of_a_word_is_near_the_american(checked):
    answer = checked("a shared future with neighbouring states")

    expect(answer.locator("mark")).to_have_text("a shared future with neighboring")


def test_words_in_another_script_lead_to_the_search_of_the_edition(checked, real):
    phrase = real.terms["all-weather-partnership"].forms["zh"].form

    answer = checked(phrase)
    expect(answer).to_contain_text("not written in these characters")
    answer.get_by_role("button", name="whole edition").click()

    first = answer.page.locator(".ed-search-results li").first
    expect(first).to_contain_text("All-weather Strategic Cooperative Partnership")
