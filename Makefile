# Mondegreen: the two commands of the README are `make report` and `make test`.
# Each sets up what it needs; `make help` lists the rest.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# System packages: ICU for normalisation, zlib, liblzma and libzstd for compressed corpora, OpenSSL for SHA-256 digests.
APT_PACKAGES := libicu-dev zlib1g-dev liblzma-dev libzstd-dev libssl-dev pkg-config
BUILD := swift build -c release
MONDEGREEN := .build/release/mondegreen
REPORT := Reports/bundled
# In a build folder of its own: another package's build would throw this one's away.
EXAMPLE := swift test --package-path Tests/ExamplePackage --scratch-path .build/example

.PHONY: help setup build report test page page-setup bench scale torture sbom lint clean

help: ## Say what there is to make.
	@echo "Mondegreen: does your rescorer still pick the right words when the first pass mishears?"
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

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

build: setup ## Build the command-line tool, optimised.
	@echo "== Building mondegreen (release)"
	@$(BUILD) --product mondegreen

report: build ## Report on every bundled model: Reports/bundled/report.{html,json,md,csv}.
	@echo "== Reporting on the bundled models"
	@$(MONDEGREEN) report --output $(REPORT)
	@echo "== Done: open $(REPORT)/report.html"

test: setup lint ## Everything that gates a change: lint, build, run the tests and the example's.
	@echo "== Building the tests (release)"
	@$(BUILD) --build-tests
	@echo "== Testing"
	@swift test -c release --skip-build
	@echo "== Testing the example package, which depends on this one"
	@$(EXAMPLE)
	@Tests/Page/run.sh $(MONDEGREEN)

page: build ## Open the report's page in headless Chromium and check what a reader sees.
	@Tests/Page/run.sh $(MONDEGREEN)

page-setup: ## Install what `make page` needs: Chromium (apt) and axe-core (PyPI, under .build).
	@Tests/Page/run.sh --setup

bench: setup ## Measure the engine beside PyTorch, PEFT and ONNX Runtime (installs them under .build).
	@Tests/Benchmarks/Engine/run.sh

scale: build ## Measure time and memory on 10^4, 10^5 and 10^6 utterances (an hour or more).
	@Tests/Benchmarks/Scale/run.sh $(MONDEGREEN)

sbom: ## Write a bill of materials (SPDX) to .build/mondegreen.spdx.json, and check all licences.
	@Tests/SupplyChain/supply_chain.py check
	@Tests/SupplyChain/supply_chain.py sbom .build/mondegreen.spdx.json

SEED ?= 1
torture: build ## Kill, starve and damage: SIGKILLs, failing system calls, fuzzing (SEED=…; hours).
	@Tests/Torture/run.sh $(MONDEGREEN) $(SEED)

lint: ## Check the formatting.
	@echo "== Checking the formatting"
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests Lexicons Corpora

clean: ## Remove what was built.
	rm -rf .build
