# Everything a user or a developer types. `make help` lists it.

SHELL := /bin/sh
RELEASE := swift build -c release --static-swift-stdlib --product retouche
# A test that ends a process on purpose must not wait for a backtrace of it.
TEST_ENVIRONMENT := SWIFT_BACKTRACE=enable=no

.DEFAULT_GOAL := help
.PHONY: help demo build test bench evaluate format lint

help: ## List what can be made
	@echo "Retouche: the heating signal that nobody measured"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1  \2/p' Makefile

demo: build ## Install what is missing, build, and show Retouche on a simulated school
	@.build/release/retouche demo
	@scripts/offer-studio

build: ## Install what is missing and build .build/release/retouche
	@scripts/setup build
	@echo "==> Building retouche (the first time takes some minutes)"
	@$(RELEASE)
	@echo "==> Built .build/release/retouche"

test: ## Install what is missing, check the format, build and run every test
	@scripts/setup test
	@scripts/peers
	@scripts/peers scripts/judges.txt
	@$(MAKE) --no-print-directory lint
	@echo "==> Building the tests"
	@swift build --build-tests
	@echo "==> Running the tests"
	@$(TEST_ENVIRONMENT) swift test --skip-build --skip BrowserTests
	@echo "==> Running the browser's tests by themselves: a busy browser drops touches"
	@$(TEST_ENVIRONMENT) swift test --skip-build --filter BrowserTests
	@$(TEST_ENVIRONMENT) swift test --package-path Evaluation

bench: ## Measure speed and memory against numpy, hmmlearn and C, as ratios in one run
	@scripts/setup bench
	@Benchmarks/run

evaluate: ## Judge the inference of states by every truth at hand
	@scripts/setup test
	@Evaluation/run

format: ## Format the Swift sources
	@swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks Evaluation Fuzz

lint: ## Check the format of the Swift sources
	@echo "==> Checking the format"
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks Evaluation Fuzz
