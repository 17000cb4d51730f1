# Every target sets up .venv by itself the first time and is quick the second.
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev
INSTALL = $(BIN)/python -m pip install --quiet --progress-bar off --constraint constraints.txt

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help ask serve index test check bench eval format clean

help: ## Các lệnh có ở đây
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 10

$(READY): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Đang cài đặt planqa vào $(VENV), lần đầu mất vài phút…" >&2
	@$(INSTALL) --editable .
	@touch $@

$(DEV): $(READY)
	@echo "Đang cài đặt công cụ kiểm thử…" >&2
	@$(INSTALL) --editable '.[dev,train]'
	@touch $@

ask: $(READY) ## Hỏi một câu: make ask Q="Ai chủ trì …?"
	@$(BIN)/planqa ask "$$Q"

serve: $(READY) ## Mở trang hỏi đáp và API ở http://127.0.0.1:8000
	@$(BIN)/planqa serve

index: $(READY) ## Lập hoặc cập nhật chỉ mục của kho văn bản kèm theo
	@$(BIN)/planqa index

test: $(DEV) ## Chạy mọi kiểm thử, không cần mạng
	@$(BIN)/python -m pytest

check: $(DEV) ## Định dạng, quy tắc mã, kiểu dữ liệu
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(DEV) ## Đo tốc độ và bộ nhớ (không phải kiểm thử)
	@$(BIN)/python -m tests.bench

eval: $(READY) ## So chất lượng với mốc đã ghi: make eval [BEIR=thư-mục/alqac2022]
	@$(BIN)/planqa eval gate $(if $(BEIR),--beir "$(BEIR)")

format: $(DEV) ## Sửa định dạng
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean: ## Xóa môi trường và chỉ mục
	rm -rf $(VENV) .planqa .mypy_cache .ruff_cache .pytest_cache
