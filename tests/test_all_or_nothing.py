"""A build that is killed, cut off or disturbed: what was there stays, or the new is there whole."""

import os
import random
import resource
import shutil
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import CHARTER, TINY, build_site, contents, put_pages, site_of
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from edition import disk, docs_dir, site_dir
from edition.disk import Lock
from edition.docs_dir import finish, holds, sync
from edition.pages import render_pages
from edition.pipeline import build, load
from edition.problems import InvalidEdition, NotWritten
from edition.site_dir import publish, stage_of, take_stage

MOMENTS = 50


def texts(folder):
    return {name: content.decode() for name, content in contents(folder).items()}


def digests(folder):
    return {name: sha256(content).hexdigest() for name, content in contents(folder).items()}


def published(docs):
    """What a generator would read: all but the stage."""
    staged = docs_dir.STAGE + "/"
    return {name: text for name, text in texts(docs).items() if not name.startswith(staged)}


def in_a_child(work):
    """Do *work* in a process of its own; its exit status, negative for a signal."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


OPERATIONS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "ctypes.dlsym"}


def killed_at(moment, work):
    """Do *work* and kill the process hard before its operation number *moment* on a file.

    Whether it was killed; if not, all of the work was done before that.
    """
    seen = 0

    def watch(event, _):
        nonlocal seen
        if event in OPERATIONS:
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    def watched():
        sys.addaudithook(watch)
        work()

    return in_a_child(watched) == -signal.SIGKILL


def operations_of(work):
    """How many operations on files *work* is, done in a process of its own."""
    seen = []
    reader, writer = os.pipe()

    def counted():
        sys.addaudithook(lambda event, _: seen.append(event) if event in OPERATIONS else None)
        work()
        os.write(writer, str(len(seen)).encode())

    assert in_a_child(counted) == 0
    return int(os.read(reader, 20))


def killed_while_renaming(docs, pages, after=2):
    """Bring *docs* in line with *pages*, killed hard when some files are in place."""
    put, seen = docs_dir._put, []

    def put_or_die(*arguments, **options):
        seen.append(1)
        if len(seen) > after:
            os.kill(os.getpid(), signal.SIGKILL)
        return put(*arguments, **options)

    def work():
        docs_dir._put = put_or_die
        put_pages(docs, pages, [])

    return in_a_child(work) == -signal.SIGKILL


@pytest.fixture(scope="module")
def editions():
    """The pages of two editions: many in common, some only in one, some that differ."""
    one = render_pages(load(TINY))
    two = {uri: text.replace("river", "stream") for uri, text in one.items()}
    del two["terms/long-river/index.md"]
    return one, two | {"terms/long-stream.md": "# Long stream\n", "p/extra/deep.md": "deep\n"}


def whole(pages):
    digests = {uri: sha256(text.encode()).hexdigest() for uri, text in pages.items()}
    return {**pages, ".generated": docs_dir._manifest(digests)}


def test_a_build_killed_at_any_moment_is_repaired_by_the_next(tmp_path, editions):
    one, two = editions
    made = iter(range(10_000))

    def fresh():
        docs = tmp_path / str(next(made))
        put_pages(docs, one, [])
        return docs

    docs = fresh()
    operations = operations_of(lambda: put_pages(docs, two, []))
    assert operations > 100
    chance = random.Random(8)
    for moment in (chance.randint(1, operations) for _ in range(MOMENTS)):
        docs = fresh()
        killed_at(moment, lambda docs=docs: put_pages(docs, two, []))
        planned = (docs / docs_dir.STAGE / "plan").exists()
        if not planned:
            assert published(docs) in (whole(one), whole(two))

        finish(docs)
        if planned:
            assert texts(docs) == whole(two), "what was planned is carried out"
        put_pages(docs, two, [])

        assert texts(docs) == whole(two)


def test_the_next_build_repairs_even_if_the_seeds_are_broken_by_then(tmp_path, editions, seeds_dir):
    one, two = editions
    docs = tmp_path / "docs"
    put_pages(docs, one, [])
    assert killed_while_renaming(docs, two)
    assert published(docs) not in (whole(one), whole(two))
    seeds = seeds_dir({"themes.yml": "water: {}\n"})

    with pytest.raises(InvalidEdition):
        build(seeds, docs)

    assert texts(docs) == whole(two)


def test_two_builds_at_once_do_not_mix(tmp_path, editions):
    docs = tmp_path / "docs"
    docs.mkdir()

    def insist(pages):
        for _ in range(12):
            while True:
                _, digests = sync(docs, [pages.items], [], lambda _: ())
                with Lock(docs, shared=True):
                    if holds(docs, digests):
                        assert texts(docs) == whole(pages)
                        break

    children = []
    for pages in editions:
        child = os.fork()
        if child == 0:
            try:
                insist(pages)
            except BaseException:
                os._exit(1)
            os._exit(0)
        children.append(child)

    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]


def test_a_full_disk_gives_one_sentence_and_changes_nothing(tmp_path, editions, capfd):
    one, two = editions
    docs = tmp_path / "docs"
    put_pages(docs, one, [])

    def on_a_full_disk():
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        put_pages(docs, two, [])

    assert in_a_child(on_a_full_disk) == 1
    assert capfd.readouterr().err == (
        "NotWritten: docs/ was not written: file too large; its contents are unchanged\n"
    )
    assert texts(docs) == whole(one)


def test_a_read_only_folder_gives_one_sentence(tmp_path, editions, capfd):
    one, two = editions
    docs = tmp_path / "docs"
    put_pages(docs, one, [])
    here = Path.cwd()
    for folder in [docs, *docs.rglob("*/")]:
        folder.chmod(0o555)

    def as_a_guest():
        # Everybody but root is stopped by the folder itself; nobody may pass the
        # folders above it, so it is entered first.
        os.chdir(docs.parent)
        if os.geteuid() == 0:
            docs.parent.chmod(0o755)
            os.seteuid(65534)
        put_pages(Path("docs"), two, [])

    try:
        assert in_a_child(as_a_guest) == 1
    finally:
        os.chdir(here)
        for folder in [docs, *docs.rglob("*/")]:
            folder.chmod(0o755)
    assert capfd.readouterr().err == (
        "NotWritten: docs/ was not written: permission denied; its contents are unchanged\n"
    )
    assert texts(docs) == whole(one)


@pytest.mark.parametrize("line", ["/etc/passwd", "../precious.md", "p/../../precious.md"])
def test_a_damaged_list_of_files_leads_to_nothing_outside(tmp_path, line):
    docs = tmp_path / "docs"
    docs.mkdir()
    precious = tmp_path / "precious.md"
    precious.write_text("mine")
    (docs / ".generated").write_text(f"{line}\n{precious}\n")

    put_pages(docs, {"index.md": "one\n"}, [])

    assert precious.read_text() == "mine"
    assert Path("/etc/passwd").exists()


@pytest.mark.parametrize("way", ["file for folder", "folder for file", "link for folder"])
def test_nothing_of_another_kind_is_replaced_or_followed(tmp_path, way):
    docs, elsewhere = tmp_path / "docs", tmp_path / "elsewhere"
    docs.mkdir()
    elsewhere.mkdir()
    if way == "file for folder":
        (docs / "p").write_text("mine")
    elif way == "folder for file":
        (docs / "p" / "1.md").mkdir(parents=True)
    else:
        (docs / "p").symlink_to(elsewhere)
    problems = []

    put_pages(docs, {"p/1.md": "one\n", "index.md": "two\n"}, problems)

    assert [problem.code for problem in problems] == ["file-in-the-way"]
    assert not (docs / "index.md").exists()
    assert list(elsewhere.iterdir()) == []


def test_what_somebody_puts_in_the_way_of_a_plan_is_kept(tmp_path, editions):
    one, _ = editions
    docs = tmp_path / "docs"
    assert killed_while_renaming(docs, one)
    (docs / "index.md").write_text("mine")
    problems = []

    put_pages(docs, one, problems)

    assert (docs / "index.md").read_text() == "mine"
    assert [problem.code for problem in problems] == ["file-in-the-way"]


def lay_out(folder, words):
    """A site of some files and folders which all hold the same *words*."""
    for name in ("index.html", "p/1/index.html", "p/2/index.html", "assets/a.css"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words)


def kept_by_hand(site):
    (site / ".nojekyll").touch()
    (site / ".git" / "refs").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("ref: main")


HIDDEN = {".nojekyll": "", ".git/HEAD": "ref: main"}


@pytest.fixture(params=["in one step", "in two steps"])
def steps(request, monkeypatch):
    """With what the system can do, and as if it could not."""
    if request.param == "in two steps":
        monkeypatch.setattr(site_dir, "_exchange", lambda *_: False)
    return request.param


def publish_words(site, words):
    with take_stage(site):
        lay_out(stage_of(site), words)
        publish(site)


@pytest.mark.usefixtures("steps")
def test_a_site_takes_the_place_of_the_old_one(tmp_path):
    site = tmp_path / "site"
    lay_out(site, "old")
    kept_by_hand(site)
    (site / "gone.html").touch()

    publish_words(site, "new")

    assert set(texts(site).items()) >= set(HIDDEN.items())
    assert {text for name, text in texts(site).items() if name not in HIDDEN} == {"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_behind_a_link_is_published_where_it_is(tmp_path):
    site, real = tmp_path / "site", tmp_path / "disk" / "www"
    lay_out(real, "old")
    site.symlink_to(real)

    publish_words(site.resolve(), "new")

    assert site.is_symlink()
    assert set(texts(site).values()) == {"new"}


def test_the_site_is_there_at_every_moment(tmp_path):
    """Looked for all the time by one process, replaced again and again by another."""
    site = tmp_path / "site"
    lay_out(site, "0")

    def replace():
        for n in range(100):
            publish_words(site, str(n))

    child = os.fork()
    if child == 0:
        replace()
        os._exit(0)
    looks = missing = 0
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        looks += 1
        missing += not site.is_dir()

    assert looks > 100
    assert missing == 0


def the_words(site):
    """What a site of ``lay_out`` says, if it is whole and what is kept by hand is there."""
    found = texts(site)
    assert set(found.items()) >= set(HIDDEN.items())
    (words,) = {text for name, text in found.items() if name not in HIDDEN}
    assert len(found) == len(HIDDEN) + 4
    return words


def repaired(site, steps):
    """Two steps leave a moment without a site; the next build brings it back first."""
    assert site.exists() or steps == "in two steps"
    if not site.exists():
        take_stage(site).release()


def test_a_publisher_killed_at_any_operation_leaves_one_whole_site(tmp_path, steps):
    site = tmp_path / "site"
    lay_out(site, "0")
    kept_by_hand(site)

    for moment in range(1, 10_000):
        if not killed_at(moment, lambda words=str(moment): publish_words(site, words)):
            break
        repaired(site, steps)
        assert the_words(site) in {str(moment - 1), str(moment)}
        publish_words(site, str(moment))

    assert moment > 30
    assert the_words(site) == str(moment)


def test_a_publisher_killed_by_the_clock_leaves_one_whole_site(tmp_path, steps):
    site = tmp_path / "site"
    lay_out(site, "0")
    kept_by_hand(site)
    chance, words = random.Random(8), 0

    for _ in range(MOMENTS // 2):
        child = os.fork()
        if child == 0:
            for n in range(words + 1, 10_000):
                publish_words(site, str(n))
        time.sleep(chance.uniform(0.001, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        repaired(site, steps)
        assert int(the_words(site)) >= words
        words = int(the_words(site))

    # How many were published depends on how busy the machine is.
    assert words > MOMENTS / 20


ONE, TWO = "https://one.example/", "https://two.example/"


def test_a_whole_build_killed_at_any_moment_leaves_one_whole_site(charter_site, tmp_path):
    """Two editions that differ on each page; three builds killed by the clock, two publishing."""
    root = tmp_path / "root"
    shutil.copytree(charter_site.folder.parent, root)
    site, chance = root / "site", random.Random(8)

    def build(address, publishing=publish):
        """As ``mkdocs build`` does; *publishing* takes the place of the last step."""
        os.environ |= {"SITE_URL": address, "SEEDS": str(CHARTER)}
        site_dir.publish = publishing
        mkdocs_build(load_config(str(root / "mkdocs.yml"), strict=True))

    def killed_publishing(moment):
        return lambda folder: (
            killed_at(moment, lambda: publish(folder)) and os.kill(os.getpid(), signal.SIGKILL)
        )

    one, begun = digests(site), time.monotonic()
    assert in_a_child(lambda: build(TWO)) == 0
    two, took = digests(site), time.monotonic() - begun
    assert len(set(one.items()) - set(two.items())) > 50

    for share in (chance.uniform(0, 1.1) for _ in range(3)):
        child = os.fork()
        if child == 0:
            build("")
            os._exit(0)
        time.sleep(share * took)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert digests(site) in (one, two)

    for moment in (chance.randrange(1, 30) for _ in range(2)):
        assert in_a_child(lambda m=moment: build(TWO, killed_publishing(m))) == -signal.SIGKILL
        assert digests(site) in (one, two)

    assert in_a_child(lambda: build(TWO)) == 0
    assert digests(site) == two
    assert not stage_of(site).exists()


def test_two_whole_builds_at_once_are_both_whole(charter_site, tmp_path):
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    shutil.copy(charter_site.folder.parent / "mkdocs.yml", root)

    with ThreadPoolExecutor() as pool:
        done = pool.map(
            lambda address: build_site(
                root / "mkdocs.yml", root / "site", SEEDS=str(TINY), SITE_URL=address
            ),
            (ONE, TWO),
        )

    assert [build.stderr for build in done] == ["", ""]
    pages = list((root / "site").rglob("index.html"))
    assert len(pages) > 10
    for page in pages:
        assert len({ONE in page.read_text(), TWO in page.read_text()}) == 2, page


def test_the_other_build_is_named_when_it_takes_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "_PATIENCE", 0.05)

    with Lock(tmp_path, shared=False), pytest.raises(NotWritten, match="another build is running"):
        Lock(tmp_path, shared=True)


def test_a_warning_ends_a_quiet_build_and_the_old_site_stays(tmp_path):
    site = site_of(TINY, tmp_path)
    before = contents(site.folder)
    (tmp_path / "docs" / "stray.md").write_text("# In no navigation\n")

    done = build_site(tmp_path / "mkdocs.yml", site.folder, SEEDS=str(TINY))

    assert done.returncode == 1
    assert "stray.md" in done.stdout + done.stderr
    assert contents(site.folder) == before
