"""Whatever stands in a field comes out as words: in the HTML, in the browser, in the exports."""

import json
import re

import pytest
from conftest import ROOT, WIDE, Site, made_once, problems_of, site_of, words_of
from evaluate import FOUND
from lxml import etree, html
from payloads import PAYLOADS, dump, hostile_seeds
from reader import no_complaints, served

from edition.pipeline import load
from edition.prose import parse_prose, stray_markup

pytestmark = pytest.mark.xdist_group("hostile")

# What prose takes as plain words; the rest it refuses.
HARMLESS = [
    payload
    for payload in PAYLOADS
    if not re.search(r"\]\(|&#?\w+;", payload) and not list(stray_markup(parse_prose(payload)))
]
ADDRESSES = {"href", "src", "action", "formaction", "data", "srcset", "poster", "xlink:href"}


def make(root):
    site_of(hostile_seeds(root / "seeds", HARMLESS), root)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return made_once(tmp_path_factory, "hostile", make)


@pytest.fixture(scope="module")
def evil(root):
    return Site(root / "site")


@pytest.fixture(scope="module")
def pages(evil):
    return {address: evil.page(address) for address in evil.addresses()}


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 60
    assert len(HARMLESS) >= 10


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if p not in HARMLESS])
def test_prose_refuses_markup_that_is_not_its_own(payload, seeds_dir):
    folder = seeds_dir()
    path = folder / "terms.yml"
    path.write_text(path.read_text("utf-8").replace("A river.", dump(payload)), encoding="utf-8")

    codes = {problem.code for problem in problems_of(folder)}
    assert codes & {"prose-markup", "unknown-id", "unknown-source"}


def test_every_payload_is_shown_as_it_was_typed(pages):
    shown = " ".join(" ".join(page.text_content().split()) for page in pages.values())

    assert [p for p in PAYLOADS if " ".join(p.split()) not in shown] == []


def test_the_document_is_exact_whatever_its_words_are(root, pages):
    edition = load(root / "seeds")
    for address in ("index.html", "p/3/index.html"):
        (element,) = pages[address].xpath('//*[@data-ref="p3"]')
        assert words_of(element) == edition.document.paragraphs[2].text


def test_no_script_stands_in_a_page(pages):
    for address, page in pages.items():
        for script in page.iter("script"):
            if script.get("type") in {"application/json", "application/ld+json"}:
                json.loads(script.text)
            else:
                src = script.get("src").partition("?v=")[0]
                assert re.fullmatch(r"(?:\.\./)*/?assets/[\w/.-]+\.js", src), address
                assert not (script.text or "").strip()


def test_no_attribute_runs_anything_and_no_address_leads_astray(pages):
    safe = re.compile(r"(?:#|\.{0,2}/|[\w.-]+(?:/|$|#|\.)|https://example\.org/|mailto:|$)")
    for address, page in pages.items():
        for element in page.iter(etree.Element):
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on"), (address, name)
                assert name not in {"style", "srcdoc", "ping", "http-equiv"} or (
                    element.tag == "meta"
                ), (address, name)
                if name in ADDRESSES:
                    assert safe.match(value), (address, value)
                    assert not value.startswith("//"), (address, value)
                    assert not re.match(r"\s*\w+:", value) or value.startswith(
                        ("https://example.org/", "mailto:")
                    ), (address, value)


def test_no_element_is_there_that_an_ordinary_page_does_not_have(pages, charter_site):
    def kinds(found):
        return {e.tag for page in found for body in page.iter("body") for e in body.iter("*")}

    ordinary = kinds(charter_site.page(address) for address in charter_site.addresses())

    assert kinds(pages.values()) - ordinary <= {"li", "mark", "small", "time"}


def test_every_page_allows_only_the_site_itself(site):
    for address in site.addresses():
        page = site.page(address)
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == "'self'"
        assert "unsafe" not in policy
        # Nothing that the policy would refuse stands in the page.
        assert not page.xpath("//*[@style] | //style")
        assert all(
            script.get("src") or "json" in script.get("type", "") for script in page.iter("script")
        )


def test_exports_keep_payloads_as_data(evil):
    for path in (evil.folder / "data").iterdir():
        if path.suffix in {".json", ".jsonld"}:
            json.loads(path.read_text("utf-8"))
        elif path.suffix == ".xml":
            tree = etree.parse(str(path), etree.XMLParser(resolve_entities=False))
            assert not tree.xpath("//*[local-name()='script' or local-name()='img']")


def test_spreadsheets_do_not_take_a_field_for_a_formula(evil):
    for name in ("acts.csv", "notes.csv", "terms.csv"):
        text = (evil.folder / "data" / name).read_text("utf-8")
        assert not re.search(r'(?:^|,)"?[=@]', text, re.M), name


@pytest.fixture(scope="module")
def hostile_address(evil):
    with served(evil.folder) as address:
        yield address


VISITED = [
    "",
    "p/3/",
    "terms/",
    "terms/evil-3/",
    "terms/evil-30/",
    "sources/",
    "rounds/",
    "commitments/",
    "acts/",
    "timeline/",
    "languages/",
    "about/",
    "about/reading/",
    "about/changes/",
    "about/state/",
]


@pytest.fixture
def watched(tab, hostile_address):
    """A tab in which a script, a complaint or a request to another host ends the test."""
    page = tab(WIDE)
    with no_complaints(page, hostile_address):
        yield page


def test_nothing_runs_in_the_browser(watched, hostile_address):
    page = watched
    for path in VISITED:
        page.goto(hostile_address + path)
        assert page.evaluate("typeof window.pwned") == "undefined", path
        assert page.url == hostile_address + path
    page.goto(hostile_address)
    page.keyboard.press("/")
    page.locator(".ed-search select").first.wait_for()
    for words in ("pwned", "<img src=x onerror=pwned=1>", "evil"):
        page.locator(".ed-search input").fill(words)
        page.wait_for_function(FOUND, arg=words)
        page.locator(".ed-hit, .ed-search output").first.wait_for()
        assert page.evaluate("typeof window.pwned") == "undefined", words
    page.goto(hostile_address)
    phrase = page.locator(".ed-phrase").first
    phrase.hover()
    page.locator(".ed-margin .is-lit").first.wait_for()

    assert page.evaluate("typeof window.pwned") == "undefined"


def test_the_policy_also_lets_the_site_be_read_from_a_disk(tab, evil):
    page = tab(WIDE)
    errors = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)

    page.goto((evil.folder / "p" / "1" / "index.html").as_uri())

    # Of fonts that are preloaded a browser complains there; the offline copy has no preload.
    assert [text for text in errors if "Content Security Policy" in text] == []
    # Styles and scripts of the edition are at work.
    assert "serif" in page.locator(".ed-words").first.evaluate(
        "e => getComputedStyle(e).fontFamily"
    )
    assert page.locator(".ed-scheme").get_attribute("data-choice") == ""


def test_a_browser_stops_what_slips_through(tab, evil):
    """The policy itself, tried on a page into which a script was put by hand."""
    source = (evil.folder / "404.html").read_text("utf-8")
    bad = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'></body>"
    (evil.folder / "slipped.html").write_text(source.replace("</body>", bad), encoding="utf-8")
    page = tab(WIDE)

    page.goto((evil.folder / "slipped.html").as_uri())
    (evil.folder / "slipped.html").unlink()

    assert html.fromstring(source) is not None
    assert page.evaluate("typeof window.pwned") == "undefined"


def test_the_project_has_no_inline_script_of_its_own():
    shells = list((ROOT / "scripts" / "theme").rglob("*.html"))
    assert "main.html" in {path.name for path in shells}
    for path in shells:
        text = path.read_text("utf-8")
        found = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>", text)
        assert found == [], path
