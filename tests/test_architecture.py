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


def listed(package):
    """The modules that the overview of a package lists, in its order; *package* may be empty."""
    overview = ast.parse((PACKAGE / package / "__init__.py").read_text("utf-8"))
    return re.findall(r"^``(\w+)``", ast.get_docstring(overview), re.MULTILINE)


LISTING = ("", "seeds", "rules", "editors")
"""Packages whose overview lists what is in them."""

ONLY_IN = {
    "yaml": {"seeds/marked_yaml", "seeds/yaml_faults"},
    "jinja2": {"books/epub", "templating"},
    "pydantic": {
        "exports/json_schema",
        "seeds/form_faults",
        "seeds/forms",
        "seeds/layer",
        "seeds/parse_layer",
        "seeds/record",
        "editors/schema",
    },
    "mkdocs": set(),
}
READERS = {"seeds/folder"}
WRITERS = {"disk", "docs_dir", "site_dir", "books/folder"}
KEEPERS = {"templating"}
"""Keep compiled templates in the user’s temporary folder, through Jinja."""


def imports(module):
    tree = ast.parse(FILES[module].read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module in {"edition", *(f"edition.{package}" for package in LISTING)}:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


def own_imports(module):
    """What *module* imports of the package: ``names``, ``exports/site``."""
    parts = (name.split(".")[1:] for name in imports(module) if name.startswith("edition."))
    return {"/".join(name) for name in parts}


@pytest.mark.parametrize("package", LISTING)
def test_an_overview_names_every_module_once_and_no_other(package):
    inside = [
        module.removeprefix(package).lstrip("/") for module in MODULES if module.startswith(package)
    ]
    modules = {module.partition("/")[0] for module in inside} - {""}

    assert sorted(listed(package)) == sorted(modules)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_stands_above_it(module):
    own, _, inner = module.partition("/")
    needed = {tuple(name.split("/")) for name in own_imports(module)}
    above = listed("")[: listed("").index(own)]

    assert {first for first, *_ in needed} - {own} <= set(above)
    if inner and own in LISTING:
        beside = {rest[0] for first, *rest in needed if first == own}
        assert beside <= set(listed(own)[: listed(own).index(inner)])


def test_no_two_modules_need_each_other():
    """Neither directly nor by way of others: a circle raises ``CycleError``."""
    needs = {module: own_imports(module) for module in MODULES}

    assert set(TopologicalSorter(needs).static_order()) == set(MODULES)


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


def test_no_template_writes_an_address_by_hand():
    """It asks its page, which asks ``names``: a link written by hand is lost when a page moves."""
    by_hand = re.compile(r"""href="(?![{#"])|\]\([^){]*/|index\.md|\.\./""")

    found = [
        f"{path.name}: {line.strip()[:90]}"
        for path in (PACKAGE / "templates").glob("*.j2")
        for line in path.read_text("utf-8").splitlines()
        if by_hand.search(line)
    ]

    assert found == []
