# make run    sets up what is needed, builds the demo company in both languages, serves on http://127.0.0.1:8501
# make test   sets up test tools and a browser, and runs all checks and tests
PYTHON ?= python3
PORT ?= 8501
ADDRESS ?= 127.0.0.1
BIN = .venv/bin

.PHONY: run demo test check browser picture clean

run: demo
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

demo: .venv/run-ready
	$(BIN)/python -m cxdata demo --data-lang pl --if-missing
	$(BIN)/python -m cxdata demo --data-lang en --if-missing

test: check browser
	$(BIN)/python -m pytest -n 3 --dist loadgroup -q

check: .venv/test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser: .venv/test-ready
	$(BIN)/python tests/browser/chromium.py

# The READMEs' screenshots, taken from the running app.
picture: browser demo
	$(BIN)/python tests/browser/picture.py

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; found: $$($(PYTHON) --version). Say which: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run-ready: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/test-ready: requirements.txt tests/requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch .venv/run-ready $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
