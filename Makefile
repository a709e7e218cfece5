# Every command of the house. `make help` lists them.
PY = .venv/bin/python
export PYTHONUNBUFFERED = 1
# Some machines forbid it, and then each of many short processes compiles the newsroom anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run code test soak check bench messages pictures ready

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

run: ready ## Start the newsroom on http://127.0.0.1:8000 (HOST, PORT and DATABASE_URL are obeyed)
	@exec $(PY) -m newsroom.server

code: ready ## Show the code that the second step of a demo login asks for
	@$(PY) manage.py demo_code

test: ready ## Run the tests (browser tests need Chromium; REQUIRE_BROWSER=1 insists on it)
	@$(PY) -m pytest -n auto --dist worksteal --create-db

soak: ready ## Run the slow proofs: the same scenes in every other language, window and look
	@$(PY) -m pytest -n auto --dist worksteal --create-db -m soak

check: ready ## Lint, format, types, catalogues, house rules and a production start
	@bin/check

bench: ready ## Print the speed, weight and memory of the site
	@$(PY) -m benchmarks

messages: ready ## Bring locale/ in line with the sources; English is filled in
	@$(PY) -m newsroom.catalogues update

pictures: ready ## Take the pictures of the README and of the editors' guide anew
	@$(PY) bin/pictures

ready:
	@bin/bootstrap
