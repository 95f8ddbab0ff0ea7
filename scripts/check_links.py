"""Checks whether every source's address still answers; needs a network.

It is polite: one request at a time to a host, with a pause between requests, HEAD
before GET, and no address asked again while its last good answer is fresh.  The
tests use only a local server; no build runs this.
"""

from __future__ import annotations

import argparse
import http.client
import json
import socket
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPErrorProcessor, Request, build_opener

from commands.shared import ROOT, add_seeds
from edition.disk import write
from edition.model import Edition
from edition.pipeline import load
from edition.problems import InvalidEdition

AGENT = "annotated-edition-links/1 (one request a page, to keep citations alive)"
HOSTS_AT_ONCE = 8
MAX_HOPS = 6
NO_HOST = "no such host"
MANY = 10
"""If this many addresses were asked and no host was found, the fault is on this side."""


class State(StrEnum):
    """What an answer means to an editor."""

    OK = "answers"
    MOVED = "moved"
    DEAD = "dead"
    REFUSED = "refuses programs"
    FAILING = "fails today"


_MEANING = {
    **dict.fromkeys((404, 410), State.DEAD),
    **dict.fromkeys((401, 403, 405, 406, 429, 451, 999), State.REFUSED),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address said on the day *checked*; *final* is where it led."""

    state: State
    final: str
    said: str
    checked: str


@dataclass(frozen=True, slots=True)
class Asker:
    """How to ask: seconds to wait for an answer, seconds between requests to a host."""

    timeout: float = 20
    delay: float = 2
    today: str = ""

    def host(self, addresses: Iterable[str]) -> dict[str, Answer]:
        """Ask the addresses of one host, one after the other."""
        answers = {}
        for address in addresses:
            answers[address] = self.ask(address)
            time.sleep(self.delay)
        return answers

    def ask(self, address: str) -> Answer:
        """Ask by HEAD, and by GET where HEAD fails: many servers answer only GET."""
        answer = self._follow(address, "HEAD")
        if answer.state not in {State.OK, State.MOVED}:
            time.sleep(self.delay)
            answer = self._follow(address, "GET")
        return answer

    def _follow(self, address: str, method: str) -> Answer:
        where, for_good = address, True
        for _ in range(MAX_HOPS):
            try:
                status, target = _request(where, method, self.timeout)
            except (OSError, http.client.HTTPException, ValueError) as error:
                return Answer(*_failure(error, address), self.today)
            if status in {301, 302, 303, 307, 308} and target:
                where = urljoin(where, target)
                for_good = for_good and status in {301, 308}
                continue
            return Answer(
                _meaning(status, address, where, for_good), where, str(status), self.today
            )
        return Answer(State.FAILING, where, f"more than {MAX_HOPS} redirections", self.today)


_Response = http.client.HTTPResponse


class _AsItIs(HTTPErrorProcessor):
    """Lets redirections and errors through, so that they can be told apart."""

    def http_response(self, request: Request, response: _Response) -> _Response:  # noqa: ARG002, urllib's signature
        return response

    https_response = http_response


_OPENER = build_opener(_AsItIs)


def _request(address: str, method: str, timeout: float) -> tuple[int, str]:
    """Status and where it redirects; nothing of the page is read."""
    # The layer lets only http and https pass as an address.
    plain = quote(address, safe="%/:?#[]@!$&'()*+,;=~")
    request = Request(plain, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})  # noqa: S310
    with _OPENER.open(request, timeout=timeout) as response:
        return response.status, response.headers.get("Location") or ""


def _failure(error: Exception, address: str) -> tuple[State, str, str]:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, socket.gaierror):
        return State.DEAD, address, NO_HOST
    return State.FAILING, address, str(reason) or type(reason).__name__


def _meaning(status: int, asked: str, final: str, for_good: bool) -> State:
    if not 200 <= status < 300:
        return _MEANING.get(status, State.FAILING)
    if urlsplit(final).path in {"", "/"} and urlsplit(asked).path not in {"", "/"}:
        # What was taken down is often sent to the front page instead of a 404.
        return State.DEAD
    return State.MOVED if for_good and _bare(final) != _bare(asked) else State.OK


def _bare(address: str) -> str:
    """The address without what a move to https or to ``www.`` changes."""
    parts = urlsplit(address)
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + parts.query


def ask_all(
    addresses: Iterable[str], asker: Asker, cache: dict[str, Answer], since: str
) -> list[str]:
    """Put an answer for each address into *cache*; return the addresses that were asked.

    An address that answered well after the day *since* is not asked again.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        known = cache.get(address)
        if not (known and known.state is State.OK and known.checked > since):
            by_host[urlsplit(address).netloc].append(address)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for answers in pool.map(asker.host, by_host.values()):
            cache.update(answers)
    return [address for own in by_host.values() for address in own]


def read_cache(path: Path) -> dict[str, Answer]:
    """The answers of earlier runs; none if there is no such file."""
    if not path.is_file():
        return {}
    kept = json.loads(path.read_text("utf-8"))
    return {url: Answer(**{**told, "state": State(told["state"])}) for url, told in kept.items()}


def write_cache(path: Path, cache: Mapping[str, Answer]) -> None:
    """Keep the answers for the next run, or the old ones if this one is killed."""
    kept = {address: asdict(answer) for address, answer in sorted(cache.items())}
    write(path, json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


@dataclass(frozen=True, slots=True)
class Finding:
    """An address that does not simply answer, its sources and what they support."""

    address: str
    answer: Answer
    sources: tuple[str, ...]
    uses: tuple[str, ...]


def findings(edition: Edition, answers: Mapping[str, Answer]) -> list[Finding]:
    """Every address that needs a look, dead ones first."""
    found = []
    for address, slugs in addresses_of(edition).items():
        answer = answers.get(address)
        if answer and answer.state is not State.OK:
            uses = dict.fromkeys(i for slug in slugs for i in edition.uses_by_source[slug])
            found.append(Finding(address, answer, tuple(slugs), tuple(uses)))
    urgency = [State.DEAD, State.MOVED, State.FAILING, State.REFUSED]
    return sorted(found, key=lambda finding: (urgency.index(finding.answer.state), finding.address))


def addresses_of(edition: Edition) -> dict[str, list[str]]:
    """Address to the slugs of the sources that have it."""
    addresses: dict[str, list[str]] = defaultdict(list)
    for slug, source in edition.sources.items():
        if source.url:
            addresses[source.url].append(slug)
    return addresses


def as_text(found: Iterable[Finding]) -> str:
    """One paragraph per finding, for a terminal."""
    blocks = []
    for finding in found:
        answer = finding.answer
        lines = [f"{answer.state}: {finding.address} ({answer.said})"]
        if answer.state is State.MOVED:
            lines.append(f"    to: {answer.final}")
        lines.append(f"    source: {', '.join(finding.sources)}")
        lines.append(f"    supports: {', '.join(finding.uses)}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def as_markdown(found: Iterable[Finding], summary: str) -> str:
    """The findings as an issue: a heading for each state, a list item for each address."""
    by_state: dict[State, list[Finding]] = defaultdict(list)
    for finding in found:
        by_state[finding.answer.state].append(finding)
    lines = [summary, "" if by_state else "\nNothing to report."]
    for state, own in by_state.items():
        lines += [f"## {str(state).capitalize()} ({len(own)})", ""]
        for finding in own:
            lines.append(f"- <{finding.address}> ({finding.answer.said})")
            if state is State.MOVED:
                lines.append(f"  - to <{finding.answer.final}>")
            lines.append(f"  - source {_codes(finding.sources)}, supports {_codes(finding.uses)}")
        lines.append("")
    return "\n".join(lines)


def _codes(ids: Iterable[str]) -> str:
    return ", ".join(f"`{own}`" for own in ids)


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 1 if an address is dead or moved, 2 if nothing could be learned."""
    options = _options(arguments)
    try:
        edition = load(options.seeds)
    except InvalidEdition as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 2
    today = date.today()
    addresses = list(addresses_of(edition))
    cache = {url: told for url, told in read_cache(options.cache).items() if url in addresses}
    asker = Asker(options.timeout, options.delay, today.isoformat())

    since = (today - timedelta(days=options.max_age)).isoformat()
    asked = ask_all(addresses, asker, cache, since)
    if len(asked) >= MANY and all(cache[url].said == NO_HOST for url in asked):
        print("no host could be found: is there a network?", file=sys.stderr)
        return 2
    write_cache(options.cache, cache)
    found = findings(edition, cache)
    count = {state: sum(answer.state is state for answer in cache.values()) for state in State}
    told = ", ".join(f"{number} {state}" for state, number in count.items() if number)
    summary = f"{len(addresses)} address{'es' * (len(addresses) != 1)}: {told}"
    print(as_text(found), summary, sep="\n" if found else "")
    if options.markdown:
        options.markdown.write_text(as_markdown(found, summary), encoding="utf-8")
    return int(count[State.DEAD] + count[State.MOVED] > 0)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add_seeds(parser)
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache" / "links.json")
    parser.add_argument("--max-age", type=int, default=30, metavar="DAYS", help="default: 30")
    parser.add_argument(
        "--delay",
        type=float,
        default=2,
        metavar="SECONDS",
        help="between requests to a host; default: 2",
    )
    parser.add_argument("--timeout", type=float, default=20, metavar="SECONDS", help="default: 20")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="also write the findings as an issue"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
