"""The environment: made once, the same for every target."""

import hashlib
import os
import re
import shlex
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT


def a_wheel(folder):
    """A package of one module, as pip takes it from a folder; its digest."""
    wheel = folder / "pebble-1-py3-none-any.whl"
    files = {
        "pebble.py": "",
        "pebble-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: pebble\nVersion: 1\n",
        "pebble-1.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        record = "".join(f"{name},,\n" for name in [*files, "pebble-1.dist-info/RECORD"])
        archive.writestr("pebble-1.dist-info/RECORD", record)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


# Writes down how it is called, and makes no environment before somebody waits for it;
# the pip in it is that of the tests, which takes a quarter of the time.
PYTHON = """#!/bin/sh
echo "$*" >> calls
case "$*" in "-m venv"*)
  for moment in $(seq 200); do grep -q ' 0$' calls && break; sleep 0.05; done
  {python} "$@" --without-pip
  echo '#!/bin/sh\nexec {python} -m pip --python .venv/bin/python "$@"' > .venv/bin/pip
  exec chmod +x .venv/bin/pip
esac
exec {python} "$@"
"""


def test_two_at_once_make_one_environment(tmp_path):
    digest = a_wheel(tmp_path)
    (tmp_path / "requirements-site.txt").write_text(f"pebble==1 --hash=sha256:{digest}\n")
    python = tmp_path / "python"
    python.write_text(PYTHON.format(python=shlex.quote(sys.executable)))
    python.chmod(0o755)
    command = ["sh", str(ROOT / "scripts" / "environment.sh"), str(python), "site"]
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_CONFIG_FILE": os.devnull}

    calls = [
        subprocess.Popen(
            command, cwd=tmp_path, env={**os.environ, **offline}, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    told = sorted(call.communicate()[1] for call in calls)

    assert [call.returncode for call in calls] == [0, 0], told
    assert told == ["", "Another make is using .venv; waiting for it.\n"]
    assert (tmp_path / "calls").read_text().splitlines().count("-m venv .venv") == 1
    assert (tmp_path / ".venv" / "site").exists()
    installed = [tmp_path / ".venv" / "bin" / "python", "-c", "import pebble"]
    subprocess.run(installed, check=True)


@pytest.mark.xdist_group("together")
def test_tests_of_one_group_run_in_one_process(request):
    """Otherwise each process makes the books and the hostile sites for itself."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ

    assert alone or request.node.nodeid.endswith("@together")


def test_a_package_has_the_same_version_in_all_locks():
    """Otherwise the deployed site, made with the books, is not what the tests have seen."""
    locks = {
        path.name: set(re.findall(r"(?m)^([\w.-]+)==([\w.]+)", path.read_text("utf-8")))
        for path in ROOT.glob("requirements-*.txt")
    }
    site = locks.pop("requirements-site.txt")
    names = {name for name, _ in site}

    assert len(names) > 20
    for lock, packages in locks.items():
        # Some packages have a version of their own for old and for new Pythons.
        assert {(name, version) for name, version in packages if name in names} == site, lock
