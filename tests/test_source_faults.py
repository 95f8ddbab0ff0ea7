"""Who publishes a source, in one spelling and one name a key; a page is there once, as itself."""

import pytest

from edition.rules.source_faults import check_addresses, check_pages_once, check_sources


@pytest.fixture
def with_sources(real):
    """The edition's layer with its first two sources changed, and no others."""

    def make(*changes):
        pairs = zip(list(real.layer.sources.items())[:2], changes, strict=False)
        own = {slug: source.model_copy(update=change) for (slug, source), change in pairs}
        return real.layer.__class__(**{**vars_of(real.layer), "sources": own})

    return make


@pytest.fixture
def told(with_sources):
    """What is said if the edition's first two sources had these publishers."""

    def tell(*names):
        layer = with_sources(*({"publisher": name, "carries": None} for name in names))
        return [(problem.code, problem.hint) for problem in check_sources(layer)]

    return tell


def vars_of(layer):
    return {name: getattr(layer, name) for name in layer.__dataclass_fields__}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param("AFP via LBC", "publisher: LBC, carries: AFP", id="via"),
        pytest.param("AFP / LBC", "publisher: LBC, carries: AFP", id="slash"),
        pytest.param("AFP, carried by LBC", "publisher: LBC, carries: AFP", id="carried"),
        pytest.param(
            "LBC (after AFP)", "publisher: LBC, and “After AFP.” in what it shows", id="after"
        ),
    ],
)
def test_a_publisher_that_names_two_is_parted(told, name, hint):
    assert told(name) == [("publisher-joined", hint)]


@pytest.mark.parametrize("other", ["The Nation", "Nation (Lahore)", "the nation", "Nation."])
def test_one_publisher_is_written_in_one_way(told, other):
    assert [code for code, _ in told("Nation", other)] == ["publisher-twice"]


def test_different_publishers_are_left_alone(told):
    assert told("China Daily", "China Daily Hong Kong") == []


PAGE = "https://example.org/news?p=1"


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        pytest.param(PAGE, ["source-twice"], id="the same"),
        pytest.param("http://www.example.org/news?p=1", ["source-twice"], id="older form"),
        pytest.param(f"{PAGE}/", ["source-twice"], id="slash"),
        pytest.param(f"{PAGE}#end", ["source-twice"], id="place on the page"),
        pytest.param("https://example.org/news?p=2", [], id="other query"),
        pytest.param(f"{PAGE}#/second", [], id="page shown by a script"),
        pytest.param(f"{PAGE}#page=90", [], id="another treaty in the volume"),
        pytest.param(None, [], id="no address"),
    ],
)
def test_a_page_is_one_source(with_sources, other, codes):
    layer = with_sources({"url": PAGE}, {"url": other})

    assert [problem.code for problem in check_pages_once(layer)] == codes


def test_sources_without_an_address_are_not_taken_for_one(with_sources):
    assert list(check_pages_once(with_sources({"url": None}, {"url": None}))) == []


def test_whose_text_a_source_carries_is_told_beside_its_publisher(real):
    carrying = [s for s in real.sources.values() if s.carries]

    assert carrying
    for source in carrying:
        assert source.credit == f"{source.publisher} ({source.carries})"
        assert source.carries != source.publisher


def test_the_page_of_sources_marks_languages_other_than_the_documents(site, real):
    entries = {entry.get("id"): entry for entry in site.page("sources/").xpath("//li[@id]")}
    for slug, source in real.sources.items():
        entry = entries[slug]
        told = entry.xpath("span[@class='ed-source-kind']/text()")
        assert told == [source.language] * (source.language != real.record.language), slug
        assert f" {source.credit}" in entry.text_content()


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        pytest.param("https://example.org/a?utm_source=rss&utm_medium=rss", 1, id="feed"),
        pytest.param("https://example.org/a?id=2&fbclid=x", 1, id="after the page's own"),
        pytest.param("https://example.org/a/?replytocom=474784", 1, id="answer to a comment"),
        pytest.param("https://example.org./a", 1, id="dot after the host"),
        pytest.param("https://example.org/a?id=2&lang=en", 0, id="the page's own"),
        pytest.param("https://example.org/utm_source=1.html", 0, id="in the path"),
        pytest.param("https://example.org/a./b", 0, id="dot in the path"),
        pytest.param(None, 0, id="no address"),
    ],
)
def test_an_address_is_the_pages_own(with_sources, address, codes):
    problems = list(check_addresses(with_sources({"url": address})))

    assert [problem.code for problem in problems] == ["address-marked"] * codes
