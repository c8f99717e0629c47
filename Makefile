# The commands. What needs more than a line lives in scripts/.
.PHONY: run test check fmt bench
run: ; @scripts/run
test: ; @scripts/test
check: ; @scripts/check
fmt: ; @cargo fmt --all
bench: ; @scripts/bench
