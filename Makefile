# Mondegreen: the two commands of the README are `make report` and `make test`.
# Each sets up what it needs; `make help` lists the rest.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# System packages: ICU for normalization, zlib, liblzma and libzstd for compressed corpora, OpenSSL for SHA-256 digests.
APT_PACKAGES := libicu-dev zlib1g-dev liblzma-dev libzstd-dev libssl-dev pkg-config
BUILD := swift build -c release
# Output of builds goes there, and to the terminal only if one fails.
LOG := .build/build.log
MONDEGREEN := .build/release/mondegreen
# The same, with all libraries but glibc in it.
STANDALONE := .build/standalone/mondegreen
PREFIX ?= /usr/local
REPORT := Reports/bundled
WHISPER := messaging-whisper-test narrative-whisper-test
# In a build folder of its own: another package's build would throw this one's away.
EXAMPLE := swift test --package-path Tests/ExamplePackage --scratch-path .build/example

# Where `make docs` puts the site, and below which path of a server it will be.
DOCS := .build/documentation
DOCS_BASE := mondegreen
# The library targets, as the Swift Package Index documents them, too.
DOCUMENTED := $(shell sed -n 's/^ *- \([A-Z][A-Za-z]*\)$$/\1/p' .spi.yml)

# $(call quietly,COMMAND): runs a build, and shows what it printed if it fails.
quietly = mkdir -p .build; $(1) >$(LOG) 2>&1 || { status=$$?; cat $(LOG); exit $$status; }

# What `mondegreen --version` states; "unknown" outside a clone. It is compiled by itself and linked in, so that a
# new commit compiles no Swift.
MONDEGREEN_COMMIT := $(shell git ls-files --error-unmatch Makefile >/dev/null 2>&1 \
  && echo "$$(git rev-parse HEAD)$$(git diff --quiet HEAD || echo -modified)" || echo unknown)
export MONDEGREEN_COMMIT
COMMIT := .build/commit/$(MONDEGREEN_COMMIT).o

.PHONY: help setup build report test docs page page-setup bench scale torture fuzz sbom lint clean standalone install install-test wheel \
  test-installed

help: ## List the targets.
	@echo "Mondegreen: does your rescorer still pick the right words when the first pass mishears?"
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1|\2/' \
	  | awk -F '|' '{ printf "  %-20s %s\n", $$1, $$2 }'

setup: ## Install the system packages that are missing (apt; asks for sudo only if not root).
	@missing=""; \
	for package in $(APT_PACKAGES); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "== Installing$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi; \
	  $$as_root apt-get update -qq && \
	  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	fi
	@command -v swift >/dev/null || { echo "Swift 6.3 is not on the PATH: see swift.org/install"; exit 69; }
	@swift --version >/dev/null 2>&1 || { swift --version; echo "Swift does not start: install the packages that swift.org/install lists for this system"; exit 69; }

build: setup $(COMMIT) ## Build the command-line tool, optimized.
	@if [ -x $(MONDEGREEN) ]; then \
	  echo "== Building mondegreen (release)"; \
	else \
	  echo "== Building mondegreen (release): the first build takes 5 to 10 minutes on two cores."; \
	  echo "   Its output goes to $(LOG). Meanwhile you can open a finished report:"; \
	  echo "   Reports/bundled/report.html in a browser, or Reports/bundled/report.md"; \
	fi
	@$(call quietly,$(BUILD) --product mondegreen -Xlinker $(CURDIR)/$(COMMIT))

$(COMMIT): Sources/CBuildCommit/CBuildCommit.c
	@rm -rf $(@D) && mkdir -p $(@D)
	@clang -c -O1 -DMONDEGREEN_COMMIT=$(MONDEGREEN_COMMIT) -ISources/CBuildCommit/include $< -o $@

standalone: build
	@echo "== Linking mondegreen with its libraries"
	@Sources/Installation/link.sh .build/release $(COMMIT) $(STANDALONE)

install: APT_PACKAGES += python3
install: standalone ## Install program, data, man pages and completion: PREFIX=/usr/local.
	@echo "== Installing into $(DESTDIR)$(PREFIX)"
	@Sources/Installation/install.sh $(STANDALONE) .build/release $(PREFIX)
	@echo "== Done: the program is $(DESTDIR)$(PREFIX)/bin/mondegreen"

wheel: APT_PACKAGES += python3
wheel: standalone ## Build the Python package, with program and data: .build/wheel/*.whl.
	@echo "== Building the wheel"
	@rm -rf .build/wheel
	@Sources/Installation/install.sh --bare $(STANDALONE) .build/release $(CURDIR)/.build/wheel/installed
	@Sources/Python/wheel.py .build/wheel/installed .build/wheel

test-installed: install-test wheel ## Run the installed program out of reach of this checkout, and the Python package's tests.
	@Tests/Python/run.sh .build/wheel/*.whl

install-test: standalone
	@Tests/Installation/run.sh

report: build ## Report on every bundled model: Reports/{bundled,whisper}/report.{html,json,md,csv}.
	@echo "== Reporting on the bundled models: lists by PocketSphinx"
	@$(MONDEGREEN) report --output $(REPORT) --replace
	@echo "== Reporting on the bundled models: lists by Whisper"
	@$(MONDEGREEN) report $(WHISPER:%=--corpus %) --output Reports/whisper --replace
	@echo "== Done: open $(REPORT)/report.html and Reports/whisper/report.html"

test: setup lint ## Everything that gates a change: lint, build, run the tests and the example's.
	@echo "== Building the tests (release): 10 to 20 minutes on two cores the first time (see $(LOG))"
	@$(call quietly,$(BUILD) --build-tests)
	@echo "== Testing"
	@swift test -c release --skip-build
	@echo "== Testing the example package, which depends on this one"
	@$(EXAMPLE)
	@Tests/Page/run.sh $(MONDEGREEN)

docs: setup ## Build the documentation of all modules as a site, in .build/documentation.
	@echo "== Building the documentation"
	@$(call quietly,swift package -c release --allow-writing-to-directory $(DOCS) \
	  generate-documentation $(addprefix --target ,$(DOCUMENTED)) \
	  --enable-experimental-combined-documentation --warnings-as-errors \
	  --transform-for-static-hosting --hosting-base-path $(DOCS_BASE) --output-path $(DOCS))
	@echo "== Done: serve $(DOCS) as /$(DOCS_BASE), and open /$(DOCS_BASE)/documentation"

page: build ## Open the report's page in headless Chromium and check what a reader sees.
	@Tests/Page/run.sh $(MONDEGREEN)

page-setup: ## Install what `make page` needs: Chromium (apt) and axe-core (PyPI, under .build).
	@Tests/Page/run.sh --setup

bench: setup ## Measure the engine beside PyTorch, PEFT and ONNX Runtime (installs them under .build).
	@Tests/Benchmarks/Engine/run.sh

scale: build ## Measure time and memory on 10^4, 10^5 and 10^6 utterances (an hour or more).
	@Tests/Benchmarks/Scale/run.sh $(MONDEGREEN)

sbom: ## Write a bill of materials (SPDX) to .build/mondegreen.spdx.json, and check all licenses.
	@Tests/SupplyChain/supply_chain.py check
	@Tests/SupplyChain/supply_chain.py sbom .build/mondegreen.spdx.json

SEED ?= 1
torture: build ## Kill, starve and damage: SIGKILLs, failing system calls, fuzzing (SEED=…; hours).
	@Tests/Torture/run.sh $(MONDEGREEN) $(SEED)

FUZZ_SECONDS ?= 1800
fuzz: setup ## Hand every reader of files to libFuzzer for FUZZ_SECONDS each.
	@Tests/Torture/fuzz.sh $(FUZZ_SECONDS)

lint: ## Check the formatting.
	@echo "== Checking the formatting"
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests Lexicons Corpora

clean: ## Remove what was built.
	rm -rf .build
