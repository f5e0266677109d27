# Two commands: `make run` brings the board up, `make test` tests it.
# Both set everything up themselves; all state lives in .local/.
PYTHON ?= python3
PY := .local/venv/bin/python

.PHONY: run test ci fix lock prove bench setup-run setup-dev
.DEFAULT_GOAL := run

run: setup-run
	@exec $(PY) manage.py up

setup-run:
	@$(PYTHON) jobboard/stack/bootstrap.py run

setup-dev:
	@$(PYTHON) jobboard/stack/bootstrap.py dev

lock: setup-dev
	@for list in "requirements.txt" "requirements-run.txt --group run" "requirements-dev.txt --group dev"; do \
	  set -- $$list; \
	  $(PY) -m uv pip compile --quiet pyproject.toml $$2 $$3 --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file $$1 || exit 1; \
	done
