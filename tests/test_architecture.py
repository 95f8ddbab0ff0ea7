"""Who may import whom, and how far the engine knows this edition: not at all."""

import ast
import re
from graphlib import TopologicalSorter

import pytest
from conftest import ROOT

PACKAGE = ROOT / "scripts" / "edition"
FILES = {
    path.relative_to(PACKAGE).as_posix().removesuffix("/__init__.py").removesuffix(".py"): path
    for path in PACKAGE.rglob("*.py")
    if path.parent != PACKAGE or path.stem != "__init__"
}
MODULES = sorted(FILES)
OVERVIEW = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))

# What each module imports, no more and no less; a stage never imports a later one.
ALLOWED = {
    "problems": set(),
    "yaml_advice": set(),
    "signs": set(),
    "marked_yaml": {"problems", "processes", "signs", "yaml_advice"},
    "clock": set(),
    "quotes": set(),
    "prose": set(),
    "names": set(),
    "boundaries": set(),
    "forms": set(),
    "record": {"marked_yaml", "problems"},
    "vocabulary": set(),
    "layer": {"forms", "record", "vocabulary"},
    "seeds_dir": {"problems"},
    "processes": set(),
    "jobs": set(),
    "disk": {"problems"},
    "site_dir": {"disk"},
    "docs_dir": {"disk", "jobs", "problems", "processes"},
    "problem_page": {"problems"},
    "registry": {"problems", "seeds_dir"},
    "form_faults": {"forms", "marked_yaml", "problems"},
    "parse_layer": {
        "form_faults",
        "forms",
        "layer",
        "marked_yaml",
        "problems",
        "record",
        "seeds_dir",
    },
    "schema": {"layer", "parse_layer"},
    "writing": set(),
    "document": {"layer", "problems", "quotes", "writing"},
    "references": {"forms", "marked_yaml", "parse_layer", "problems", "prose", "record"},
    "house_style": {
        "layer",
        "parse_layer",
        "problems",
        "prose",
        "record",
        "references",
        "vocabulary",
    },
    "exact_words": {
        "document",
        "forms",
        "layer",
        "parse_layer",
        "problems",
        "quotes",
        "record",
        "vocabulary",
    },
    "claims": {"layer", "parse_layer", "problems", "prose", "record", "vocabulary"},
    "checks": {
        "claims",
        "document",
        "exact_words",
        "house_style",
        "names",
        "parse_layer",
        "problems",
        "processes",
        "prose",
        "references",
        "vocabulary",
        "writing",
    },
    "model": {"document", "layer", "names", "parse_layer", "prose", "quotes", "registry"},
    "assemble": {
        "document",
        "layer",
        "model",
        "names",
        "parse_layer",
        "prose",
        "quotes",
        "references",
    },
    "skeletons": {"document", "exact_words", "labels", "problems", "quotes"},
    "first_draft": {
        "boundaries",
        "document",
        "labels",
        "layer",
        "marked_yaml",
        "problems",
        "quotes",
        "signs",
        "writing",
    },
    "parts": {"model", "names", "registry"},
    "identity": {"labels", "model", "names", "parts"},
    "contract": {
        "identity",
        "model",
        "names",
        "parse_layer",
        "problems",
        "registry",
        "seeds_dir",
    },
    "former": {"model", "names", "parts", "registry"},
    "rename": {"model", "parse_layer", "problems", "references", "seeds_dir"},
    "labels": {"layer", "model", "vocabulary"},
    "unwritten": {"labels", "marked_yaml", "model", "problems", "record"},
    "issue_forms": set(),
    "report": {"labels", "model", "views/coverage", "vocabulary"},
    "markdown": {"names", "prose", "writing"},
    "templating": {"labels", "markdown", "problems"},
    "words": {"document", "labels", "markdown", "model", "names", "quotes"},
    "books": set(),
    "books/shelf": set(),
    "books/folder": {"books/shelf"},
    "books/names_index": {"model", "names", "vocabulary"},
    "books/content": {
        "books/names_index",
        "exports/rights",
        "exports/site",
        "labels",
        "layer",
        "model",
        "prose",
        "quotes",
        "vocabulary",
        "writing",
    },
    "books/archive": set(),
    "books/cards": {"books/shelf", "model", "names"},
    "books/offline": set(),
    "books/glyphs": {"problems", "seeds_dir"},
    "search/rare_words": set(),
    "search/own_pages": {
        "model",
        "names",
        "templating",
        "views/acts",
        "views/languages",
        "views/promises",
    },
    "search/chinese": set(),
    "search": set(),
    "books/epub": {"books/archive", "markdown", "names"},
    "exports/site": {"names"},
    "exports/json_text": set(),
    "exports/rights": {"layer"},
    "exports/selectors": {"document", "quotes"},
    "exports/citations": {"exports/site", "labels", "model"},
    "exports/annotations": {
        "document",
        "exports/json_text",
        "exports/rights",
        "exports/selectors",
        "exports/site",
        "jobs",
        "labels",
        "layer",
        "model",
        "names",
        "prose",
        "quotes",
        "vocabulary",
    },
    "exports/bibliography": {"exports/citations", "exports/json_text", "layer", "vocabulary"},
    "exports/feed": {
        "exports/rights",
        "exports/site",
        "labels",
        "model",
        "names",
        "prose",
    },
    "exports/head": {
        "exports/citations",
        "exports/rights",
        "exports/site",
        "layer",
        "model",
        "names",
        "parts",
        "prose",
    },
    "exports/last_changes": {"model", "names"},
    "exports/ids": {
        "exports/json_text",
        "exports/site",
        "former",
        "identity",
        "model",
        "names",
        "registry",
    },
    "exports/json_export": {
        "exports/citations",
        "exports/json_text",
        "exports/plain",
        "exports/rights",
        "exports/selectors",
        "exports/site",
        "jobs",
        "labels",
        "layer",
        "model",
        "names",
        "prose",
    },
    "exports/json_schema": {"forms", "layer", "record"},
    "exports/plain": {
        "exports/citations",
        "exports/rights",
        "exports/site",
        "labels",
        "model",
        "prose",
    },
    "exports/tables": {"exports/site", "labels", "layer", "model", "names", "prose"},
    "exports/tei": {
        "exports/rights",
        "exports/site",
        "labels",
        "layer",
        "model",
        "names",
        "prose",
        "vocabulary",
    },
    "exports": {
        "exports/annotations",
        "exports/bibliography",
        "exports/citations",
        "exports/feed",
        "exports/head",
        "exports/ids",
        "exports/json_export",
        "exports/json_schema",
        "exports/plain",
        "exports/selectors",
        "exports/site",
        "exports/tables",
        "exports/tei",
        "jobs",
        "model",
    },
    "page": {
        "exports/citations",
        "exports/site",
        "issue_forms",
        "labels",
        "layer",
        "markdown",
        "model",
        "names",
        "parts",
        "prose",
        "vocabulary",
        "words",
    },
    "pages": {
        "books/cards",
        "books/shelf",
        "exports",
        "exports/last_changes",
        "exports/plain",
        "former",
        "jobs",
        "layer",
        "model",
        "names",
        "page",
        "parts",
        "search/index",
        "templating",
        "views/acts",
        "views/coverage",
        "views/languages",
        "views/promises",
        "views/rounds",
        "views/timeline",
        "views/weave",
    },
    "pipeline": {
        "assemble",
        "books/folder",
        "checks",
        "contract",
        "disk",
        "docs_dir",
        "document",
        "exports",
        "model",
        "names",
        "pages",
        "parse_layer",
        "problems",
        "references",
        "registry",
        "seeds_dir",
    },
    "views/coverage": {"layer", "model", "prose", "quotes", "unwritten", "vocabulary"},
    "views/timeline": {"layer", "model", "names", "views/periods", "vocabulary"},
    "views/rounds": {"layer", "model", "views/periods", "vocabulary"},
    "views/promises": {"layer", "model", "views/periods"},
    "views/languages": {"layer", "model", "views/weave", "vocabulary"},
    "views/acts": {"document", "labels", "layer", "model", "names", "views/weave", "vocabulary"},
    "views/weave": {"model"},
    "search/index": {"labels", "model", "names", "search/chinese", "search/entries", "vocabulary"},
    "search/entries": {
        "labels",
        "layer",
        "model",
        "prose",
        "search/own_pages",
        "search/rare_words",
        "vocabulary",
    },
    "views/periods": set(),
    "views": set(),
}
ONLY_IN = {
    "yaml": {"marked_yaml"},
    "jinja2": {"books/epub", "templating"},
    "pydantic": {
        "exports/json_schema",
        "form_faults",
        "forms",
        "layer",
        "parse_layer",
        "record",
        "schema",
    },
    "mkdocs": set(),
}
READERS = {"seeds_dir"}
WRITERS = {"disk", "docs_dir", "site_dir", "books/folder"}
KEEPERS = {"templating"}
"""Keep compiled templates in the user’s temporary folder, through Jinja."""


def imports(module):
    tree = ast.parse(FILES[module].read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "edition":
                yield from (f"edition.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_stands_before_it(module):
    named = (name.split(".")[1:] for name in imports(module) if name.startswith("edition."))
    own = {"/".join(name) for name in named}

    assert own == ALLOWED[module]


def test_the_overview_names_every_module_and_no_other():
    named = set(re.findall(r"``(\w+)``", ast.get_docstring(OVERVIEW)))
    modules = {module.partition("/")[0] for module in MODULES}

    assert named == modules


def test_no_two_modules_need_each_other():
    """Neither directly nor by way of others: a circle raises ``CycleError``."""
    assert set(TopologicalSorter(ALLOWED).static_order()) >= set(MODULES)


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_only_where_it_is_needed(library):
    users = {m for m in MODULES if any(n.split(".")[0] == library for n in imports(m))}

    assert users == ONLY_IN[library]


def test_only_named_modules_read_the_seeds_and_write_to_the_disk():
    touching = re.compile(
        r"\.(read_text|read_bytes|write_text|write_bytes|open|unlink|mkdir|rglob)\("
    )

    found = {m for m in MODULES if touching.search(FILES[m].read_text("utf-8"))}

    assert found == READERS | WRITERS


def test_only_the_templates_are_kept_between_builds():
    keeping = re.compile(r"BytecodeCache|\b(?:dbm|gettempdir|shelve|sqlite3)\b")

    assert {m for m in MODULES if keeping.search(FILES[m].read_text("utf-8"))} == KEEPERS


def test_nothing_in_the_engine_names_this_communique(real):
    """The same scripts, templates and styles build an edition of any text."""
    names = {party.name for slug, party in real.record.parties.items() if party.speaks}
    names -= {"Both sides"}
    names |= {"communiqué", "Beijing", "Islamabad", "Kashmir", "Taiwan", "CPEC"}
    pattern = re.compile("|".join(map(re.escape, sorted(names))), re.IGNORECASE)
    engine = [
        path
        for path in (ROOT / "scripts").rglob("*")
        if path.suffix in {".py", ".j2", ".html", ".css", ".js", ".sh"}
    ]

    found = [
        f"{path.name}: {match[0]}"
        for path in engine
        if (match := pattern.search(path.read_text("utf-8")))
    ]

    assert len(engine) > 30
    assert found == []


def test_functions_fit_on_a_screen():
    too_long = [
        f"{path.name}:{node.name}"
        for path in (ROOT / "scripts").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 50
    ]

    assert too_long == []
