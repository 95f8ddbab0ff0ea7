"""A text full of markup comes out of the whole build as it went in."""

import shutil
from hashlib import sha256

import pytest
from conftest import ROOT, TINY, Site, build_site, words_of

pytestmark = pytest.mark.xdist_group("words")

# ruff: noqa: E501
TITLE = "A *bold* <Accord> & its `terms` [1]"
FIRST = (
    "1. The *two* _lands_ agreed to **share** the river & <b>its</b> banks; `code`, [a link](x), "
    "{{ template }} {% raw %} {: .cls } ![i](j) <script>alert(1)</script> &amp; &lt; \\* ~~x~~ ^up^ "
    "$x$ :smile: [^1] [TOC] *[abbr]: ==mark== “curly.” Northland thanked | Southland for # maps. "
)
SECOND = (
    "::: note Both sides will meet again. ``` Both sides will meet by the river. <!-- no --> --- "
)


@pytest.fixture(scope="module")
def special(tmp_path_factory):
    root = tmp_path_factory.mktemp("special")
    seeds = root / "seeds"
    shutil.copytree(TINY, seeds)
    text = f"{TITLE}\n\n{FIRST}\n{SECOND}\n"
    (seeds / "accord.txt").write_bytes(text.encode())
    for name, changes in {
        "edition.yml": {
            sha256((TINY / "accord.txt").read_bytes()).hexdigest(): sha256(
                text.encode()
            ).hexdigest(),
            "title: A Small Accord": f"title: '{TITLE}'",
            "name: The Accord, Annotated": "name: 'The *Accord* <b>'",
        },
        "sentences.yml": {
            "The two lands": "1. The *two*",
            "Northland thanked": '"Northland thanked |"',
            "Both sides will meet again": '"::: note Both"',
        },
        "paragraphs/p01.yml": {
            "agreed to share the river": '"agreed to **share** the river & <b>its</b>"',
            "thanked Southland for its maps": '"thanked | Southland"',
            "lead: Which river": "lead: '__Which__ <i>river</i> {: x}'",
            "margin: The accord does not name it.": "margin: '<img src=x onerror=alert(1)> & _not_'",
        },
        "formulas.yml": {"share the river": '"the river & <b>its</b> banks"'},
        "terms.yml": {"name: Long River": "name: 'Long <u>River</u> *'"},
    }.items():
        path = seeds / name
        content = path.read_text("utf-8")
        for old, new in changes.items():
            assert old in content
            content = content.replace(old, new)
        path.write_text(content, encoding="utf-8")
    (root / "docs").mkdir()
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = config.replace("scripts/", f"{ROOT.as_posix()}/scripts/")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    done = build_site(root / "mkdocs.yml", root / "site", SEEDS=str(seeds))
    assert done.returncode == 0, done.stderr
    return Site(root / "site")


def test_markdown_and_html_specials_survive_on_both_pages(special):
    for address, ref, text in [
        ("index.html", "title", TITLE),
        ("index.html", "p1", FIRST),
        ("index.html", "p2", SECOND),
        ("p/1/index.html", "p1", FIRST),
        ("p/2/index.html", "p2", SECOND),
    ]:
        page = special.page(address)
        found = page.xpath(f'//*[@data-voice="document"][@data-ref="{ref}"]')
        assert [words_of(element) for element in found] == [text]


def test_markup_in_the_editions_own_lines_is_shown_and_never_acted_on(special):
    page = special.page("p/1/index.html")
    reading = special.page("index.html")

    (heading,) = page.xpath('//h3[@id="p1-which-river"]')
    assert heading.text_content() == "__Which__ <i>river</i> {: x}"
    assert not list(heading)
    (short,) = reading.xpath('//*[@id="p1-which-river"]')
    assert "<img src=x onerror=alert(1)> & _not_" in short.text_content()
    assert not reading.xpath("//img[@onerror]")
    assert (
        special.page("terms/long-river/index.html").xpath("//h1")[0].text_content()
        == "Long <u>River</u> *"
    )
