"""The check of addresses, against a server of the test's own."""

import json
import time
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from reader import running

import check_links
from check_links import Answer, Asker, State

STATUS = {"/ok": 200, "/gone": 404, "/closed": 403, "/broken": 500, "/": 200, "/a b": 200}
REDIRECTIONS = {
    "/moved": (301, "/ok"),
    "/lent": (302, "/ok"),
    "/taken-down": (301, "/"),
    "/slash": (308, "/slash/"),
    "/loop": (302, "/loop"),
    "/half": (301, "/lent"),
}


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.server.asked[self.headers["Host"]].append((time.monotonic(), self.command, self.path))
        self.server.agents.add(self.headers["User-Agent"])
        path = self.path.replace("%20", " ")
        if path in REDIRECTIONS:
            status, target = REDIRECTIONS[path]
            self.send_response(status)
            self.send_header("Location", target)
        elif path == "/slow":
            time.sleep(0.5)
            self.send_response(200)
        elif path == "/only-get":
            self.send_response(200 if self.command == "GET" else 405)
        else:
            self.send_response(STATUS.get(path.removesuffix("/") or "/", 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815, the names are the library's

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.agents = defaultdict(list), set()
    with running(server):
        yield server


@pytest.fixture
def address(server):
    return f"http://127.0.0.1:{server.server_port}"


ASKER = Asker(timeout=0.3, delay=0, today="2026-01-10")


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/ok", State.OK),
        ("/a b", State.OK),
        ("/only-get", State.OK),
        ("/lent", State.OK),
        ("/slash", State.OK),
        ("/half", State.OK),
        ("/moved", State.MOVED),
        ("/gone", State.DEAD),
        ("/taken-down", State.DEAD),
        ("/closed", State.REFUSED),
        ("/broken", State.FAILING),
        ("/slow", State.FAILING),
        ("/loop", State.FAILING),
    ],
)
def test_what_an_answer_means(path, state, address):
    answer = ASKER.ask(address + path)

    assert (answer.state, answer.checked) == (state, "2026-01-10")
    if state is State.MOVED:
        assert answer.final == f"{address}/ok"


def test_a_host_that_does_not_exist_is_dead():
    answer = ASKER.ask("http://no-such-host.invalid/page")

    assert (answer.state, answer.said) == (State.DEAD, "no such host")


def test_one_host_is_asked_slowly_and_two_at_once(server):
    server.asked.clear()
    hosts = [f"http://{name}:{server.server_port}" for name in ("127.0.0.1", "localhost")]
    cache = {}

    check_links.ask_all(
        [f"{host}/ok?{n}" for host in hosts for n in range(3)],
        Asker(1, 0.1, "2026-01-10"),
        cache,
        "",
    )

    assert {answer.state for answer in cache.values()} == {State.OK}
    assert len(cache) == 6
    times = [[when for when, _, _ in asked] for asked in server.asked.values()]
    assert len(times) == 2
    for own in times:
        assert min(after - before for before, after in pairwise(own)) >= 0.1
    assert max(own[0] for own in times) < min(own[-1] for own in times)
    assert all(agent.startswith("annotated-edition-links/") for agent in server.agents)


def test_only_a_fresh_good_answer_spares_an_address(server, address):
    server.asked.clear()
    cache = {
        f"{address}/{name}": Answer(state, "", "", day)
        for name, state, day in [
            ("ok?fresh", State.OK, "2026-01-09"),
            ("ok?stale", State.OK, "2025-12-01"),
            ("ok?was-dead", State.DEAD, "2026-01-09"),
        ]
    }

    asked = check_links.ask_all(list(cache), ASKER, cache, "2025-12-11")

    assert [url.split("?")[1] for url in asked] == ["stale", "was-dead"]
    assert [path for _, _, path in next(iter(server.asked.values()))] == [
        "/ok?stale",
        "/ok?was-dead",
    ]


@pytest.fixture
def run(seeds_dir, tmp_path, address):
    """Run the command on the tiny edition whose source stands at *path*."""

    def run(path):
        folder = seeds_dir()
        sources = (folder / "sources.yml").read_text("utf-8")
        (folder / "sources.yml").write_text(
            sources.replace("https://example.org/gazette", address + path), encoding="utf-8"
        )
        options = {"seeds": folder, "cache": tmp_path / "links.json", "markdown": tmp_path / "x.md"}
        named = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        return check_links.main([*named, "--delay", "0", "--timeout", "1"])

    return run


def test_a_dead_address_is_told_with_what_rests_on_it(run, tmp_path, address, capsys):
    assert run("/gone") == 1

    out = capsys.readouterr().out
    assert out.startswith(
        f"dead: {address}/gone (404)\n    source: gazette\n    supports: about, p1, p1-which-river"
    )
    assert "terms/long-river" in out
    assert out.endswith("1 address: 1 dead\n")
    text = (tmp_path / "x.md").read_text("utf-8")
    assert text.startswith("1 address: 1 dead\n\n## Dead (1)\n\n- <")
    assert "`p1-which-river`" in text
    kept = json.loads((tmp_path / "links.json").read_text("utf-8"))
    assert kept[f"{address}/gone"]["state"] == "dead"


@pytest.mark.parametrize(("path", "status"), [("/ok", 0), ("/closed", 0), ("/moved", 1)])
def test_the_exit_status_is_1_where_an_editor_must_act(path, status, run, tmp_path):
    assert run(path) == status
    assert ("Nothing to report" in (tmp_path / "x.md").read_text("utf-8")) == (path == "/ok")


def test_broken_seeds_are_told_and_nothing_is_asked(seeds_dir, tmp_path, capsys):
    folder = seeds_dir({"sources.yml": None})

    assert check_links.main(["--seeds", str(folder), "--cache", str(tmp_path / "x")]) == 2
    assert "unknown-source" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
