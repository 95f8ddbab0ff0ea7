#!/bin/sh
# Finds a Chromium for the tests or installs one, and leaves its path in .venv/browser.
set -eu

install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  apt-get update -qq || true  # the lists that are there may do
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null
}

# The Node.js that Playwright brings needs a library that the smallest systems lack.
driver_runs() { .venv/bin/python -m playwright --version >/dev/null 2>&1; }
driver_runs || install libatomic1 || true
driver_runs || {
  echo "Playwright does not start. On Debian and Ubuntu: sudo apt install libatomic1" >&2
  exit 1
}

find_browser() {
  # The first opens a page in two thirds of the time: it has no window of its own to draw.
  for name in "${BROWSER_PATH:-}" chromium-headless-shell \
    chromium chromium-browser google-chrome google-chrome-stable; do
    # Ubuntu's chromium-browser is a stub that only asks for snap.
    if [ -n "$name" ] && path=$(command -v "$name") && "$path" --version >/dev/null 2>&1; then
      echo "$path"
      return
    fi
  done
  .venv/bin/python - <<'PY'
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    path = Path(playwright.chromium.executable_path)
    print(path if path.exists() else "")
PY
}

browser=$(find_browser)
if [ -z "$browser" ]; then
  echo "No Chromium found; installing one." >&2
  if install chromium-headless-shell || install chromium; then
    browser=$(find_browser)
  fi
  if [ -z "$browser" ]; then
    # What Ubuntu calls chromium is no browser; Playwright's needs libraries, which root may add.
    [ "$(id -u)" = 0 ] && with_libraries=--with-deps || with_libraries=
    .venv/bin/python -m playwright install $with_libraries chromium >&2 || true
    browser=$(find_browser)
  fi
fi
if [ -z "$browser" ]; then
  echo "The tests need Chromium and none could be installed." >&2
  echo "Install one (Debian: sudo apt install chromium) or set BROWSER_PATH, then run make test again." >&2
  exit 1
fi
echo "$browser" > .venv/browser
