# Two commands: `make run` brings the board up, `make test` tests it.
# Both set everything up themselves; all state lives in .local/.
PYTHON ?= python3
PY := .local/venv/bin/python
LOCK := $(PY) -m uv pip compile --quiet pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
MESSAGES := --locale pt_BR --locale es --no-obsolete --no-location --ignore .local --ignore tests
SOURCES := jobboard accounts postings tests benchmarks manage.py

.PHONY: run test ci fix prove pictures bench lock schema messages setup-run setup-dev
.DEFAULT_GOAL := run

run: setup-run  ## the whole board with demo data at http://localhost:8000 (PORT changes it)
	@exec $(PY) manage.py up

test: setup-dev  ## all tests but the long proofs
	@$(PY) -m pytest --quiet -m "not prove"

ci: setup-dev  ## what has to pass before anything lands
	$(PY) -m ruff format --check $(SOURCES)
	$(PY) -m ruff check $(SOURCES)
	$(PY) -m mypy $(SOURCES)
	.local/venv/bin/lint-imports --no-cache
	$(PY) -m djlint --lint --quiet templates
	$(PY) manage.py lintmigrations --settings tests.settings --include-apps jobboard accounts postings --quiet ok
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group extras --output-file requirements-extras.txt
	$(LOCK) --group run --output-file requirements-run.txt
	$(LOCK) --group dev --output-file requirements-dev.txt
	git diff --exit-code -- 'requirements*.txt'
	JOURNEYS=required $(MAKE) test

fix: setup-dev  ## mend what can be mended mechanically
	$(PY) -m ruff check --fix $(SOURCES)
	$(PY) -m ruff format $(SOURCES)

prove: setup-dev  ## faults, races and soaks; writes docs/proofs.md
	@$(PY) -m tests.prove $(ONLY)

pictures: setup-dev  ## every page, two widths, two themes, three languages, to be looked at
	@$(PY) -m tests.pictures

bench: setup-dev  ## figures beside naive baselines
	@$(PY) -m benchmarks

lock: setup-dev  ## pin the newest versions that fit pyproject.toml
	$(LOCK) --upgrade --output-file requirements.txt
	$(LOCK) --group extras --output-file requirements-extras.txt
	$(LOCK) --group run --output-file requirements-run.txt
	$(LOCK) --group dev --output-file requirements-dev.txt

schema: setup-dev  ## write docs/openapi.json anew; refused where clients would break
	@$(PY) manage.py write_schema

messages: setup-dev  ## collect the strings to translate (needs gettext)
	@$(PY) manage.py makemessages $(MESSAGES)

setup-run:
	@$(PYTHON) jobboard/stack/bootstrap.py run

setup-dev:
	@$(PYTHON) jobboard/stack/bootstrap.py dev
