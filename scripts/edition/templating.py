"""Jinja as the pages use it: everything a template prints is escaped, once, for Markdown.

Three things differ from standard Jinja, the last two only for speed: the
escaping, how templates become Python, and that compiled templates are kept
between builds in a folder of the user's own, if there is one.
"""

from __future__ import annotations

import contextlib
import html
import inspect
import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from edition import markdown, names
from edition.dates import date_words
from edition.seeds import vocabulary
from edition.wording import many, series

TEMPLATES = Path(__file__).parent / "templates"
_LOADER = FileSystemLoader(TEMPLATES)
_SETTINGS: dict[str, Any] = dict.fromkeys(
    ("trim_blocks", "lstrip_blocks", "keep_trailing_newline", "autoescape"), True
)


class _Code(CodeGenerator):
    """Writes what Python would: ``a.b`` is an attribute, ``a[b]`` an item, ``f(a)`` a call.

    Jinja's own code looks for an attribute, then for an item, and asks of each
    function whether it wants Jinja's arguments; no template of ours needs that.
    What is printed is escaped by ``finalize`` unless it is safe already: what is
    safe in Markdown is so in HTML.  Jinja would make each string safe a second time.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802, Jinja's name
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802, Jinja's name
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802, Jinja's name
        self.write('"".join((')
        for part in node.nodes:
            self.write("str(")
            self.visit(part, frame)
            self.write("), ")
        self.write("))")

    def visit_Call(  # noqa: N802, Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, *_: Any) -> None:
        # Two of three values are safe already; they are not worth a call.
        self.write("printed if type(printed := ")

    def _output_child_post(self, *node_frame_finalize: Any) -> None:
        self.write(f") is Markup else {node_frame_finalize[-1].src}str(printed))")


class _Environment(Environment):
    """Jinja with those differences."""

    code_generator_class = _Code


class _Kept(FileSystemBytecodeCache):
    """Compiled templates; if the disk takes none, that costs only a little time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def _kept() -> FileSystemBytecodeCache | None:
    # Jinja notices when a template changed, but not when its compiler did.
    makers = f"{jinja2.__version__} {_SETTINGS} {inspect.getsource(_Code)}"
    name = f"{sha256(makers.encode()).hexdigest()[:16]}-%s.cache"
    try:
        return _Kept(pattern=name)
    except (OSError, RuntimeError):
        return None


# Kept for the next build of `mkdocs serve`; a template that changed is read again.
@cache
def environment() -> Environment:
    """The templates of the pages."""
    templates = _Environment(
        loader=_LOADER,
        undefined=StrictUndefined,
        finalize=markdown.escape,
        bytecode_cache=_kept(),
        **_SETTINGS,
    )
    templates.filters["yaml"] = _yaml
    templates.filters["date"] = date_words
    templates.filters["many"] = many
    templates.filters["series"] = series
    templates.globals.update(names=names, vocabulary=vocabulary)
    return templates


def source(name: str) -> str:
    """A template as it was written."""
    return _LOADER.get_source(environment(), name)[0]


def _yaml(text: str) -> Markup:
    """A line of front matter.  Themes write it into HTML as it is, so it is escaped here."""
    safe = html.escape(str(text), quote=True).replace("&#x27;", "'")
    return Markup(json.dumps(safe, ensure_ascii=False))  # noqa: S704, a YAML string
