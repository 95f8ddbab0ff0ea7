"""The problems of the seeds as a strip on a page, for the editor who is looking at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from markupsafe import Markup

from edition.problems import Problem, counted

_STRIP = Markup(
    '<aside class="ed-problems" role="alert" style="position:fixed;inset:auto 0 0;max-height:50vh;'
    "overflow:auto;padding:.8rem 1rem;background:#7a1f1f;color:#fff;font:14px/1.5 monospace;"
    'z-index:99"><b>{} in the seeds; this is the last good edition.</b>{}</aside>'
)
_LINE = Markup('<div style="margin-top:.4rem;white-space:pre-wrap">{}</div>')
_MANY = 20

App: TypeAlias = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def strip(problems: Sequence[Problem]) -> Markup:
    """The problems, the first twenty in full; nothing if there are none."""
    if not problems:
        return Markup("")
    lines = Markup("").join(_LINE.format(str(problem)) for problem in problems[:_MANY])
    return _STRIP.format(counted(problems), lines)


def with_problems(app: App, problems: Callable[[], Sequence[Problem]]) -> App:
    """The WSGI application *app*, each of whose pages shows the *problems* of the moment."""

    def shown(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        extra = strip(problems()).encode("utf-8")
        if not extra:
            return app(environ, start_response)
        kept: list[Any] = []
        answer = app(environ, lambda *arguments: kept.extend(arguments))
        headers = dict(kept[1]) if len(kept) > 1 else {}
        if "text/html" not in headers.get("Content-Type", ""):
            start_response(*kept)
            return answer
        body = b"".join(answer).replace(b"</body>", extra + b"</body>", 1)
        headers.pop("Content-Length", None)
        start_response(kept[0], list(headers.items()), *kept[2:])
        return [body]

    return shown
