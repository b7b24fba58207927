# Thin: every command is in dev.py, which also works without make (python3 dev.py demo).
PYTHON ?= python3
.PHONY: help setup demo test check lock assets bench

help:
	@$(PYTHON) dev.py help

# make demo PORT=8001      make test ARGS="tests/unit -x"
setup demo test check lock assets bench:
	@$(PYTHON) dev.py $@ $(ARGS)
