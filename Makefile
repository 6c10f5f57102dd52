# `make` alone lists the targets. What they need is installed by scripts/setup.sh.

GO ?= go
PYTHON = .venv/bin/python
FUZZTIME ?= 60s
GROWTH ?= 3200
MUTANTS ?= 300
N ?= 100000

.DEFAULT_GOAL := help
.PHONY: help setup build demo test oracle fuzz fuzz-objects stress mutants mutants-registry bench bench-compile accept lint docs clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what the tests need: gcc, libLLVM, Python 3.11, NumPy
	@scripts/setup.sh test

build: ## build bin/myia
	@CGO_ENABLED=0 $(GO) build -trimpath -o bin/myia ./cmd/myia

demo: ## train the digits model of examples/digits.py
	@scripts/setup.sh demo
	@$(MAKE) --no-print-directory build
	@bin/myia run --time examples/digits.py

test: ## run every test, linter and check; what CI runs
	@scripts/test.sh

oracle: setup build ## compare the stored expectations with CPython and NumPy (UPDATE=1 rewrites them)
	@$(PYTHON) scripts/oracle.py $(if $(UPDATE),--update,--check)
	@$(PYTHON) scripts/conformance.py $(if $(UPDATE),--update,--check)
	@$(PYTHON) scripts/edges.py $(if $(UPDATE),--update,--check)
	@$(PYTHON) scripts/formats.py $(if $(UPDATE),--update,--check)
	@$(PYTHON) scripts/sharing.py $(if $(UPDATE),--update,--check)
	@$(PYTHON) scripts/aliases.py $(if $(UPDATE),--update,--check)
	@$(PYTHON) scripts/promotion.py $(if $(UPDATE),--update,--check)
	@$(PYTHON) scripts/signatures.py
	@$(PYTHON) scripts/examples.py

fuzz: ## run each fuzzer for FUZZTIME (60s); may be interrupted and started again, see scripts/fuzz.sh --help
	@scripts/fuzz.sh $(FUZZTIME)

fuzz-objects: ## judge N (100000) random programs that make aliases and change objects; goes on where it was interrupted
	@CGO_ENABLED=0 $(GO) test ./compiler -count=1 -timeout 0 -run '^TestAliases$$' -v -aliases $(N)

mutants: setup ## change the compiler's code in MUTANTS places (300), one at a time, and see which tests notice; goes on where it was interrupted
	@CGO_ENABLED=0 $(GO) run ./scripts/mutants -n $(MUTANTS)

mutants-registry: ## delete each trait, evaluation, rule and step of the operations, change each claim about memory, one at a time, and print what notices
	@CGO_ENABLED=0 $(GO) test -count=1 -v -run Mutants ./ops ./compiler ./ad ./kernels ./backend/llvm | grep -E '^(mutant|---|FAIL|ok)'

stress: setup ## a million calls from 64 goroutines that are cancelled at random, under the race detector
	@CGO_ENABLED=1 $(GO) test -race -v -timeout 60m -run TestCancel . -calls 1000000

bench: setup build ## measure against C, NumPy and OpenBLAS
	@$(PYTHON) scripts/bench.py

bench-compile: setup ## compile generated programs up to size GROWTH (3200): time by stage, memory, exponents; TEXT=1 stops before LLVM
	@CGO_ENABLED=0 GOMAXPROCS=1 $(GO) test ./compiler -count=1 -timeout 0 -run TestGrowth -v -growth $(GROWTH) $(if $(TEXT),-growth-text) | grep -v '^[=-]'

accept: setup build ## print each requirement with its figure, limit, and pass or MISS
	@$(PYTHON) scripts/accept.py

lint: ## gofmt, go vet
	@scripts/lint.sh

docs: ## write what is generated: docs/ops.md, docs/errors.md, printed output; names/instead.txt loses what is there
	@CGO_ENABLED=0 $(GO) test ./compiler -run 'TestInstead' -update
	@CGO_ENABLED=0 $(GO) generate ./diag
	@CGO_ENABLED=0 $(GO) test . -run 'TestDocuments|TestOpsDocument' -update

clean: ## remove what was built
	@rm -rf bin out .cache
