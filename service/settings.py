"""Settings: command line over ``PLANQA_*`` variables over a TOML file; unknown keys are errors.

The file is ``planqa.toml`` in the current folder, or the one that ``PLANQA_CONFIG`` names.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from retriever.types import BadSettings
from service.messages import os_reason, validation_message

PREFIX = "PLANQA_"
CONFIG_VARIABLE = "PLANQA_CONFIG"
DEFAULT_CONFIG = Path("planqa.toml")
_LINE = re.compile(r"\(at line (\d+)")


class Settings(BaseSettings):
    """Every setting of planqa; the environment variable of ``top_k`` is ``PLANQA_TOP_K``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    index: Path = Field(Path(".planqa/index"), description="Thư mục chỉ mục.")
    encoder: str | None = Field(None, description="Mô hình sentence-transformers; trống: đi kèm.")
    reranker: str | None = Field(None, description="Mô hình xếp hạng lại; trống: không dùng.")
    thesaurus: Path | None = Field(None, description="Tệp TOML: thêm từ thường dùng của cơ quan.")
    store: Literal["embedded", "milvus"] = Field("embedded", description="Nơi lưu chỉ mục.")
    store_uri: str | None = Field(None, description="Địa chỉ Milvus khi store = milvus.")
    llm_base_url: HttpUrl | None = Field(None, description="Địa chỉ dịch vụ sinh câu trả lời.")
    llm_model: str | None = Field(None, description="Tên mô hình sinh câu trả lời.")
    llm_api_key: SecretStr | None = Field(None, description="Khóa truy cập; không bao giờ in ra.")
    llm_timeout: float = Field(30.0, gt=0, le=600, description="Thời gian chờ, tính bằng giây.")
    top_k: int = Field(5, ge=1, le=20, description="Số trích dẫn tối đa của một câu trả lời.")
    host: str = Field("127.0.0.1", min_length=1, description="Địa chỉ máy chủ lắng nghe.")
    port: int = Field(8000, ge=0, le=65535, description="Cổng máy chủ lắng nghe.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="Mức nhật ký trên luồng lỗi chuẩn."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """First wins: command line, environment, file. No ``.env``, no secrets folder."""
        file = config_file()
        if file is None:
            return init_settings, env_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)


def load_settings(overrides: Mapping[str, object] | None = None) -> Settings:
    """The settings in force; ``overrides`` come from the command line, ``None`` is unset.

    Raises:
        BadSettings: a key is unknown, a value impossible, or the file unreadable.
    """
    given = {key: value for key, value in (overrides or {}).items() if value is not None}
    _refuse_unknown(given, prefix="")
    _refuse_unknown([name for name in os.environ if name.upper().startswith(PREFIX)], prefix=PREFIX)
    file = config_file()
    if file is not None:
        _refuse_unknown(_keys_of(file), prefix="")
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        raise BadSettings(
            f"Thiết lập “{name}” có giá trị không hợp lệ: {validation_message(first)}.",
            f"Sửa {PREFIX}{name.upper()} hoặc dòng “{name}” trong tệp thiết lập.",
        ) from None


def config_file() -> Path | None:
    """The settings file in use, ``None`` when there is none.

    Raises:
        BadSettings: ``PLANQA_CONFIG`` names a file that is not there.
    """
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        if not Path(named).is_file():
            raise BadSettings(
                f"Không có tệp thiết lập “{named}”.",
                f"Sửa hoặc bỏ biến môi trường {CONFIG_VARIABLE}.",
            )
        return Path(named)
    return DEFAULT_CONFIG if DEFAULT_CONFIG.is_file() else None


def _keys_of(file: Path) -> list[str]:
    try:
        return list(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadSettings(
            f"Không đọc được tệp thiết lập “{file}”: {os_reason(error)}.",
            f"Kiểm tra quyền truy cập, hoặc nêu tệp khác bằng {CONFIG_VARIABLE}.",
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = _LINE.search(str(error))
        where = f" (dòng {line.group(1)})" if line else ""
        raise BadSettings(
            f"Tệp thiết lập “{file}” sai cú pháp{where}.",
            "Tệp phải theo cú pháp TOML, mã hóa UTF-8: mỗi dòng một thiết lập, như port = 8000 "
            'hay index = "chi-muc".',
        ) from error


def _refuse_unknown(names: Iterable[str], prefix: str) -> None:
    """Raise for the first name that is no setting, with the nearest one that is."""
    known = {f"{prefix}{field.upper()}" if prefix else field for field in Settings.model_fields}
    if prefix:
        known.add(CONFIG_VARIABLE)
    for name in sorted(names):
        spelled = name.upper() if prefix else name
        if spelled in known:
            continue
        near = difflib.get_close_matches(spelled, sorted(known), n=1)
        raise BadSettings(
            f"Không có thiết lập nào tên “{name}”.",
            f"Có phải ý bạn là “{near[0]}”?"
            if near
            else f"Các tên có: {', '.join(sorted(known))}.",
        )
