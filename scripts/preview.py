"""Serves the built site as GitHub Pages does: below a path, compressed, with its 404 page."""

from __future__ import annotations

import argparse
import gzip
import sys
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PREFIX = "/edition/"
COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".md", ".csv", ".jsonld"}
TYPES = {".md": "text/markdown", ".jsonld": "application/ld+json", ".woff2": "font/woff2"}
LEVEL = 6
MAX_AGE = 600


class Handler(BaseHTTPRequestHandler):
    """Answers for one folder."""

    protocol_version = "HTTP/1.1"
    # Else the body of an answer waits until its head is acknowledged: 40 milliseconds.
    disable_nagle_algorithm = True

    def __init__(self, *arguments: Any, site: Path, prefix: str, quiet: bool = False) -> None:
        self.site, self.prefix, self.quiet = site.resolve(), prefix, quiet
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer with the file, the way to it, or the 404 page."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        asked = unquote(urlsplit(self.path).path)
        path = (self.site / asked.removeprefix(self.prefix)).resolve()
        inside = asked.startswith(self.prefix) and path.is_relative_to(self.site)
        if inside and path.is_dir() and not asked.endswith("/"):
            self._send(301, b"", {"Location": f"{self.prefix}{path.relative_to(self.site)}/"}, body)
            return
        if inside and path.is_dir():
            path /= "index.html"
        found = inside and path.is_file()
        shown = path if found else self.site / "404.html"
        content, headers = self._content(shown)
        self._send(200 if found else 404, content, headers, body)

    def _content(self, path: Path) -> tuple[bytes, dict[str, str]]:
        content = path.read_bytes() if path.is_file() else b"not found\n"
        kind = TYPES.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        headers = {
            "Content-Type": f"{kind}; charset=utf-8" if text else kind,
            "Cache-Control": f"max-age={MAX_AGE}",
        }
        if path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, LEVEL, mtime=0)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return content, headers

    def _send(self, status: int, content: bytes, headers: dict[str, str], body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002, the library's name
        """Report each request, unless asked not to."""
        if not self.quiet:
            super().log_message(format, *arguments)


def server(
    site: Path, port: int = 0, prefix: str = PREFIX, *, quiet: bool = False
) -> ThreadingHTTPServer:
    """A server of *site* below *prefix*; port 0 lets the system choose one."""
    return ThreadingHTTPServer(
        ("127.0.0.1", port), partial(Handler, site=site, prefix=prefix, quiet=quiet)
    )


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"))
    parser.add_argument("--port", type=int, default=8080, help="default: 8080")
    parser.add_argument("--prefix", default=PREFIX)
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        print(f"there is no site in {options.site}/: run make site", file=sys.stderr)
        return 1
    try:
        own = server(options.site, options.port, options.prefix)
    except OSError as error:
        why = f"port {options.port} cannot be used: {error.strerror}"
        print(f"{why}; name another with --port", file=sys.stderr)
        return 1
    with own as serving:
        print(f"http://127.0.0.1:{serving.server_port}{options.prefix}  (Ctrl-C ends it)")
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
