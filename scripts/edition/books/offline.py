"""The built site as a folder that needs no server.

A server answers ``p/6/`` with ``p/6/index.html``; a disk does not.  So each
link to a folder is pointed at the file in it, and a small script does the same
for links that other scripts make.  No page is built again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

_LINK = re.compile(r"""(\shref="|;\s?url=)([^"#?:]*)((?:[#?][^"]*)?")""")
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n?')
_WORKER = re.compile(r' data-worker="[^"]*"')
_FOR_SERVERS = {"404.html", "sw.js", "robots.txt", "sitemap.xml", "sitemap.xml.gz"}
SCRIPT = "assets/edition/offline.js"


def offline_copy(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the built *site*, by path, as they work from a disk."""
    files = {name: data for name, data in site.items() if name not in _FOR_SERVERS}
    for name in files:
        if name.endswith(".html"):
            page = _with_files(files[name].decode("utf-8"), name, files)
            files[name] = _with_script(page, name).encode("utf-8")
    return files


def _with_files(page: str, name: str, files: Mapping[str, bytes]) -> str:
    def with_file(match: re.Match[str]) -> str:
        before, path, after = match.groups()
        index = posixpath.normpath(posixpath.join(_there(name, path), "index.html"))
        if not path or path.startswith("/") or index not in files:
            return match[0]
        return f"{before}{path.rstrip('/')}/index.html{after}"

    # A page on a disk may not preload what it may use: browsers warn of it.
    return _LINK.sub(with_file, _PRELOAD.sub("", _WORKER.sub("", page)))


def _there(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _with_script(page: str, name: str) -> str:
    src = posixpath.relpath(SCRIPT, posixpath.dirname(name) or ".")
    return page.replace("</body>", f'<script src="{src}"></script>\n</body>', 1)
