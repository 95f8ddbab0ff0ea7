"""What templates print, and that keeping them compiled changes nothing."""

import tempfile

import pytest
import yaml

from edition.seeds.vocabulary import Choice, OwnPage
from edition.templating import environment

SOURCE = """\
{% macro said(words) %}<i>{{ words }}</i>{% endmacro %}
{% for word in words %}{{ loop.index }} {{ said(word) }}{% endfor %}"""
ESCAPED = "1 <i>&#60;b&#62; &#38; &#42;</i>"


def fresh():
    """An environment as the first build of a process has it."""
    return environment.__wrapped__()


def test_what_is_printed_is_escaped_once():
    assert fresh().from_string(SOURCE).render(words=["<b> & *"]) == ESCAPED


def test_every_value_of_a_vocabulary_has_a_name_or_none_has():
    """Only the page of comparisons is named by the edition itself."""
    own = Choice.__subclasses__()
    labels = {one: {v.label for v in one if v is not OwnPage.ROUNDS} for one in own}

    assert sum(names != {""} for names in labels.values()) > 10
    assert all("" not in names or names == {""} for names in labels.values())


@pytest.mark.parametrize("state", ["no folder", "no room", "damaged", "kept"])
def test_pages_do_not_depend_on_what_was_kept(state, tmp_path, monkeypatch):
    """The folder of compiled templates may be missing, full, damaged or in use."""
    expected = fresh().get_template("gone.md.j2").root_render_func.__code__.co_consts
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = fresh().bytecode_cache.directory
    if state == "no folder":
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
        (tmp_path / "file").touch()
    elif state == "no room":
        monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    else:
        fresh().get_template("gone.md.j2")
        kept = list(tmp_path.joinpath(folder).glob("*.cache"))
        assert kept
        for path in kept if state == "damaged" else ():
            path.write_bytes(path.read_bytes()[:-40])
    assert fresh().get_template("gone.md.j2").root_render_func.__code__.co_consts == expected


def refuse(*_, **__):
    """As a full disk does."""
    raise OSError("no space left on device")


def test_a_line_of_front_matter_is_a_string_that_is_safe_in_html():
    """Themes write it as it is, into elements and into attributes."""
    written = fresh().from_string("{{ words | yaml }}").render(words='<b> & "it\'s": # *')

    assert yaml.safe_load(written) == "&lt;b&gt; &amp; &quot;it's&quot;: # *"
