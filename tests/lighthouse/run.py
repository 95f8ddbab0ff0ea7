"""Runs Lighthouse on six pages of the built site, three times each, and prints the best scores.

A phone with a slow line, as Lighthouse simulates it, on a server that compresses.
Best of three, since what else the machine does only ever makes a run slower.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from site_pages import page_of_each_kind  # noqa: E402, it is in tests/

from preview import PREFIX, server  # noqa: E402, it is in scripts/

KINDS = ("text", "paragraph", "theme", "terms", "commitments", "about")
SCORES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
RUNS = 3
WANTED = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}


def scores(address: str) -> dict[str, int]:
    """The four scores of one run, 0 to 100."""
    lighthouse = ROOT / "tests" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
    done = subprocess.run(
        [lighthouse, address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}",
         f"--only-categories={','.join(SCORES)}"],
        env={**os.environ, "CHROME_PATH": (ROOT / ".venv" / "browser").read_text().strip()},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)["categories"]
    return {name: round(100 * found[name]["score"]) for name in SCORES}


def main() -> int:
    """Print a table; the exit status is 1 if a score is below what is wanted."""
    low = False
    kinds = page_of_each_kind(ROOT / "site")
    pages = sys.argv[1:] or [kinds[kind] for kind in KINDS]
    with server(ROOT / "site", quiet=True) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{serving.server_port}{PREFIX}"
        print("| page | " + " | ".join(SCORES) + " |\n|---" * 1 + "|---" * len(SCORES) + "|")
        for page in pages:
            runs = [scores(root + page) for _ in range(RUNS)]
            best = {name: max(run[name] for run in runs) for name in SCORES}
            low |= any(best[name] < WANTED[name] for name in SCORES)
            print(f"| `/{page}` | " + " | ".join(str(best[name]) for name in SCORES) + " |")
        serving.shutdown()
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
