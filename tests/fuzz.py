"""Breaks seeds at random and looks at what the build makes of them.

``python tests/fuzz.py 2000`` tries two thousand cases on the small edition and
``--real`` on this one; ``--first N`` begins at a case that was reported.  Each
case must end in a clean build or in located problems, within ten seconds and
half a gigabyte, and may change no page unless it is clean.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import traceback
import unicodedata
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "scripts")]

import yaml
from payloads import PAYLOADS, dump

from edition.pipeline import build
from edition.problems import CODES, InvalidEdition

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 10
KILOBYTES = 500_000
MUCH = 9
"""What a build ends with that took more memory."""

ODD = [
    "\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\ufeff", "\u0000", "\u0007", "\u001b",
    "\u0085", "\u2028", "\ufffe", "\ud800", "\udfff", "e\u0301", "\U0001f468\u200d\U0001f469",
    "\U000e0041", "\u0430", "ﬁ", "Å", "\u3164", "\u115f", "\t", "\r", "\r\n", "\u000c", "İ", "ẞ",
]  # fmt: skip
ESCAPES = ["\\0", "\\x1b", "\\ud800", "\\u202e", "\\U0010ffff", "\\UFFFFFFFF", "\\N", "\\q", "\\L"]
YAML_TRICKS = [
    "&a [*a]\n",
    "a: &a\n  <<: *a\n",
    "<<: {name: x}\n",
    "!!python/object/apply:os.system [id]\n",
    "!!binary |\n  R0lGODlhDAAMAIQAAP\n",
    "? {a: b}\n: c\n",
    "? [a]\n: c\n",
    "---\na: b\n---\nc: d\n",
    "%YAML 9.9\n---\na: b\n",
    "%TAG ! tag:evil,2000:\n---\na: b\n",
    "a: |99\n b\n",
    "a: >-\n\tb\n",
    "a: 'b\n",
    "[" * 400 + "]" * 400,
    "{a: " * 400 + "}" * 400,
    "- " * 400 + "x\n",
    "{a: b, a: c}\n",
    "a: 012\nb: no\nc: ~\nd: 1e999\ne: .nan\nf: 2001-02-30\n",
    "null\n",
    "- a\n- b\n",
    "just words\n",
    "# nothing but a comment\n",
    "a: *nobody\n",
    "a: &x y\nb: &x z\n",
    "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(9)),
]
WRONG = [
    None, True, 0, -1, 10**30, 1.5, "", " ", "~", "no", [], {}, [[]], {"": ""}, ["x"], {"x": "y"},
    "x" * 100_000, "x " * 50_000, "[" * 20_000, "*a" * 20_000, "](" * 20_000, "[@" * 20_000,
    "p0", "p99999999999999999999", "p1-s0", "../../etc/passwd", "terms/", "/", "2001-13-45",
    "9999-99-99", "0000", "2001/2000", "https://[::1", "https://", "http://a b", "ftp://x",
    "https://example.org/" + "a" * 50_000, "a-" * 30_000 + "a", "\n", "\n\n- x\n\n- y",
]  # fmt: skip

NAMES = [
    *(b"\xff\xfe.yml", b"new\nline.yml", b"-rf.yml", b" .yml", b"p1.yml", b"PARAGRAPHS.yml"),
    *(b"terms.yml.yml", b"\xe2\x80\xaegnp.yml", b"a" * 200 + b".yml", b"ids.json"),
]

Mutation = Callable[[random.Random, Path], None]


def _file(chance: random.Random, seeds: Path) -> Path:
    files = [p for p in sorted(seeds.rglob("*")) if p.is_file() and p.suffix in {".yml", ".txt"}]
    return chance.choice(files)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _put(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def cut(chance: random.Random, seeds: Path) -> None:
    path = _file(chance, seeds)
    text = _text(path)
    start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    _put(path, text[:start] + (text[end:] if chance.random() < 0.7 else ""))


def swap_or_repeat_lines(chance: random.Random, seeds: Path) -> None:
    path = _file(chance, seeds)
    lines = _text(path).splitlines(keepends=True) or [""]
    for _ in range(chance.randrange(1, 4)):
        a, b = (chance.randrange(len(lines)) for _ in range(2))
        if chance.random() < 0.5:
            lines[a], lines[b] = lines[b], lines[a]
        else:
            lines.insert(b, lines[a])
    _put(path, "".join(lines))


def indent(chance: random.Random, seeds: Path) -> None:
    path = _file(chance, seeds)
    lines = _text(path).splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    lines[at] = chance.choice([" ", "  ", "\t", "- ", "-", ": ", "? "]) + lines[at].lstrip()
    _put(path, "".join(lines))


def odd_characters(chance: random.Random, seeds: Path) -> None:
    path = _file(chance, seeds)
    text = _text(path)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(ODD) + text[at:]
    _put(path, text)


def odd_escapes(chance: random.Random, seeds: Path) -> None:
    path = _file(chance, seeds)
    quotes = [i for i, letter in enumerate(_text(path)) if letter == '"']
    if quotes:
        at = chance.choice(quotes) + 1
        _put(path, _text(path)[:at] + chance.choice(ESCAPES) + _text(path)[at:])


def other_form(chance: random.Random, seeds: Path) -> None:
    path = _file(chance, seeds)
    text = _text(path)
    path.write_bytes(
        chance.choice(
            [
                lambda: unicodedata.normalize("NFD", text).encode(),
                lambda: text.replace("\n", "\r\n").encode(),
                lambda: text.replace("\n", "\r").encode(),
                lambda: b"\xef\xbb\xbf" + text.encode(),
                lambda: text.encode("utf-16"),
                lambda: text.encode("utf-32"),
                lambda: text.encode("latin-1", "replace"),
                lambda: text.replace("  ", "\t").encode(),
                lambda: bytes(chance.randrange(256) for _ in range(500)),
                lambda: b"",
                lambda: text.upper().encode(),
                lambda: text.rstrip("\n").encode(),
            ]
        )()
    )


def yaml_trick(chance: random.Random, seeds: Path) -> None:
    path = _file(chance, seeds)
    trick = chance.choice(YAML_TRICKS)
    _put(path, chance.choice([trick, trick + _text(path), _text(path) + trick]))


def enormous(chance: random.Random, seeds: Path) -> None:
    path = _file(chance, seeds)
    unit = chance.choice(["x", "x: y\n", "- x\n", "[", "#\n", "a b ", "'", '"', "\\", "{a: ", "é"])
    size = chance.choice([100_000, 1_900_000, 10_000_000])
    _put(path, chance.choice(["", _text(path)]) + unit * (size // len(unit.encode())))


def one_value(chance: random.Random, seeds: Path) -> None:
    """Replaces, removes, doubles or moves one value of the data."""
    path = _file(chance, seeds)
    if path.suffix != ".yml":
        return
    data = yaml.safe_load(_text(path))
    spots = list(_spots(data))
    if not spots:
        return
    for _ in range(chance.randrange(1, 4)):
        holder, key = chance.choice(spots)
        if (isinstance(holder, dict) and key not in holder) or (
            isinstance(holder, list) and key >= len(holder)
        ):
            continue
        match chance.randrange(6):
            case 0:
                del holder[key]
            case 1:
                other, where = chance.choice(spots)
                if where in other if isinstance(other, dict) else where < len(other):
                    holder[key] = yaml.safe_load(yaml.safe_dump(other[where]))
            case 2 if isinstance(holder, dict):
                holder[str(chance.choice(WRONG))] = holder.pop(key)
            case 3:
                holder[key] = chance.choice(PAYLOADS)
            case 4:
                holder[key] = str(holder[key]) + chance.choice(ODD)
            case _:
                holder[key] = chance.choice(WRONG)
    _put(path, dump_any(data))


def dump_any(data: object) -> str:
    return dump(data).replace("\ud800", "\\ud800").replace("\udfff", "\\udfff")


def _spots(data: object) -> list[tuple[object, object]]:
    keys = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    return [spot for key in keys for spot in [(data, key), *_spots(data[key])]]


def on_disk(chance: random.Random, seeds: Path) -> None:
    """Things that are no files, or not there, or not readable."""
    path = _file(chance, seeds)
    kind = chance.randrange(9)
    if kind < 7:
        path.unlink()
    match kind:
        case 0:
            path.mkdir()
        case 1:
            path.symlink_to(path.name)
        case 2:
            path.symlink_to("/dev/zero")
        case 3:
            os.mkfifo(path)
        case 4:
            path.symlink_to(seeds.parent)
        case 5:
            path.symlink_to("/proc/self/mem")
        case 6:
            pass
        case 7:
            path.chmod(0)
        case 8:
            (seeds / "loop").symlink_to(seeds)


def odd_names(chance: random.Random, seeds: Path) -> None:
    path = _file(chance, seeds)
    target = path.parent / os.fsdecode(chance.choice(NAMES))
    if chance.random() < 0.5:
        path.rename(target)
    else:
        shutil.copy(path, target)


MUTATIONS: list[Mutation] = [
    cut,
    swap_or_repeat_lines,
    indent,
    odd_characters,
    odd_escapes,
    other_form,
    yaml_trick,
    enormous,
    one_value,
    one_value,
    one_value,
    on_disk,
    odd_names,
]


def break_seeds(number: int, seeds: Path) -> str:
    """Break *seeds* in the way of case *number*; the names of what was done."""
    chance = random.Random(number)
    chosen = [chance.choice(MUTATIONS)]
    while chance.random() < 0.3:
        chosen.append(chance.choice(MUTATIONS))
    for mutation in chosen:
        try:
            mutation(chance, seeds)
        except (yaml.YAMLError, IndexError, TypeError, OSError, UnicodeError, ValueError):
            # The seeds were too broken already for this way of breaking them.
            continue
    return ", ".join(mutation.__name__ for mutation in chosen)


def outcome(seeds: Path, docs: Path) -> str:
    """Build once in a process of its own; what is wrong with how it ended, or nothing."""
    before = _contents(docs)
    report = docs.parent / "report"
    report.write_text("", encoding="utf-8")
    child = os.fork()
    if child == 0:
        _build(seeds, docs, report)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code in {-signal.SIGALRM, -signal.SIGPROF}:
        return f"hangs for {SECONDS} s"
    if code not in {0, 1, MUCH}:
        return f"ends with {code}: {report.read_text('utf-8', 'replace')}"
    if code == MUCH:
        return f"takes over {KILOBYTES // 1000} MB"
    if code == 1 and _contents(docs) != before:
        return "changes pages though there are problems"
    return ""


def _build(seeds: Path, docs: Path, report: Path) -> None:
    # The processor's seconds for what computes, the clock's for what waits for ever.
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.alarm(3 * SECONDS)
    start, status = _kilobytes("VmRSS"), 2
    try:
        build(seeds, docs)
        status = 0
    except InvalidEdition as error:
        text = "\n".join(map(str, error.problems))
        told = error.problems and all(p.code in CODES and p.place.line > 0 for p in error.problems)
        report.write_text(text, encoding="utf-8", errors="backslashreplace")
        status = 1 if told else 3
    except BaseException:
        report.write_text(traceback.format_exc()[-3000:], "utf-8", "backslashreplace")
    os._exit(MUCH if _kilobytes("VmHWM") - start > KILOBYTES else status)


def _kilobytes(field: str) -> int:
    # What the system says of a child's peak counts what its parent had before.
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition(f"{field}:")[2].split()[0])


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def try_case(number: int, base: Path, room: Path) -> str:
    """Run one case; what is wrong with it, or nothing."""
    seeds, docs = room / "seeds", room / "docs"
    if seeds.exists():
        shutil.rmtree(seeds)
    shutil.copytree(base, seeds, ignore=shutil.ignore_patterns("schema"))
    if not docs.exists():
        build(seeds, docs)
    done = break_seeds(number, seeds)
    wrong = outcome(seeds, docs)
    return f"case {number} ({done}) {wrong}" if wrong else ""


def main() -> int:
    """Try as many cases as asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int, help="how many")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--real", action="store_true", help="break this edition, not the small one")
    options = parser.parse_args()
    base = ROOT / "seeds" if options.real else ROOT / "tests" / "broken" / "base"
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faults = 0
    with tempfile.TemporaryDirectory() as room:
        for number in range(options.first, options.first + options.cases):
            if wrong := try_case(number, base, Path(room)):
                faults += 1
                print(wrong, flush=True)
    print(f"{options.cases} cases, {faults} faults")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
