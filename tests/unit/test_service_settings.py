from __future__ import annotations

import errno
from pathlib import Path

import pytest

from retriever.types import BadSettings
from service.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults() -> None:
    settings = load_settings()
    assert settings.index == Path(".planqa/index")
    assert settings.store == "embedded"
    assert settings.encoder is None


def test_command_line_wins_over_environment_over_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("planqa.toml").write_text('top_k = 2\nport = 2222\nhost = "file"\n', encoding="utf-8")
    monkeypatch.setenv("PLANQA_TOP_K", "3")
    monkeypatch.setenv("PLANQA_PORT", "3333")
    settings = load_settings({"port": 4444, "host": None})
    assert (settings.port, settings.top_k, settings.host) == (4444, 3, "file")


def test_another_file_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "khac.toml"
    file.write_text("top_k = 7\n", encoding="utf-8")
    monkeypatch.setenv("PLANQA_CONFIG", str(file))
    assert load_settings().top_k == 7
    monkeypatch.setenv("PLANQA_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(BadSettings):
        load_settings()


@pytest.mark.parametrize(
    ("name", "near"), [("PLANQA_INDX", "PLANQA_INDEX"), ("PLANQA_LLM_URL", "PLANQA_LLM_BASE_URL")]
)
def test_an_unknown_variable_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, near: str
) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(BadSettings) as caught:
        load_settings()
    assert name in caught.value.message
    assert near in caught.value.hint


def test_an_unknown_key_of_the_file_is_refused() -> None:
    Path("planqa.toml").write_text("topk = 2\n", encoding="utf-8")
    with pytest.raises(BadSettings, match="topk") as caught:
        load_settings()
    assert "top_k" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "where"),
    [("top_k = ", r"\."), ("\ufeff=", r" \(dòng 1\)"), ("\n[a\n", r" \(dòng 2\)")],
)
def test_a_broken_file_is_named_with_its_line(text: str, where: str) -> None:
    Path("planqa.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings, match=rf"planqa\.toml” sai cú pháp{where}"):
        load_settings()


def test_a_file_that_may_not_be_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    Path("planqa.toml").touch()
    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(BadSettings, match="không có quyền") as caught:
        load_settings()
    assert "PLANQA_CONFIG" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PLANQA_TOP_K", "0"),
        ("PLANQA_TOP_K", "nhiều"),
        ("PLANQA_STORE", "sqlite"),
        ("PLANQA_LLM_TIMEOUT", "-1"),
        ("PLANQA_PORT", "70000"),
        ("PLANQA_LLM_BASE_URL", "localhost:8080/v1"),
        ("PLANQA_LLM_BASE_URL", "http://localhost:99999/v1"),
        ("PLANQA_LLM_BASE_URL", "http://[::1"),
    ],
)
def test_an_impossible_value_is_named_but_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as caught:
        load_settings()
    assert name in caught.value.hint


def test_the_address_of_a_model_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANQA_LLM_BASE_URL", "http://127.0.0.1:8080/v1")
    assert str(load_settings().llm_base_url) == "http://127.0.0.1:8080/v1"
    monkeypatch.setenv("PLANQA_LLM_BASE_URL", "")
    assert load_settings().llm_base_url is None


def test_the_key_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANQA_LLM_API_KEY", "bi-mat-123")
    settings = load_settings()
    assert settings.llm_api_key is not None
    assert settings.llm_api_key.get_secret_value() == "bi-mat-123"
    assert "bi-mat-123" not in f"{settings} {settings!r} {settings.model_dump_json()}"


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())
