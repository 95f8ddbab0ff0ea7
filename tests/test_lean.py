"""Scripts and styles are served without what only those who change them need."""

import pytest
from conftest import ROOT

from edition.lean import lean

WRITTEN = sorted(
    path for path in (ROOT / "scripts" / "theme").rglob("*.*s") if path.suffix in {".js", ".css"}
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("// why\nrun();\n", "run();\n", id="a line of comment"),
        pytest.param("a {}\n\n  /* b\n   * c */\nd {}\n", "a {}\nd {}\n", id="a block of it"),
        pytest.param("  if (x) {\n    y();\n  }\n", "if (x) {\ny();\n}\n", id="indentation"),
        pytest.param("catch { /* off */ }\n", "catch { /* off */ }\n", id="a comment in code"),
        pytest.param('const a = "//x";\n', 'const a = "//x";\n', id="no comment at all"),
    ],
)
def test_comments_on_lines_of_their_own_and_indentation_go(text, left):
    assert lean(text) == left


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_no_string_of_ours_goes_on_in_the_next_line(path):
    """What begins a line there would be taken out of it."""
    lines = path.read_text("utf-8").splitlines()

    assert [line for line in lines if line.count("`") % 2 or line.endswith("\\")] == []


def test_the_site_has_every_script_and_style_lean(site):
    for path in WRITTEN:
        served = site.folder / path.relative_to(ROOT / "scripts" / "theme")

        assert served.read_text("utf-8") == lean(path.read_text("utf-8")) != ""
