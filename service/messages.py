"""Vietnamese wording for what pydantic and the operating system find wrong."""

from __future__ import annotations

import errno
import socket
from collections.abc import Mapping
from typing import Any

_BY_TYPE = {
    "missing": "thiếu trường bắt buộc",
    "extra_forbidden": "trường này không có trong giao diện",
    "string_type": "phải là một chuỗi ký tự",
    "string_unicode": "chuỗi chứa ký tự không hợp lệ",
    "string_too_short": "không được để trống",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_parsing_size": "số quá lớn",
    "int_from_float": "phải là số nguyên",
    "float_parsing": "phải là một số",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "list_type": "phải là một danh sách",
    "dict_type": "phải là một đối tượng",
    "model_type": "phải là một đối tượng",
    "model_attributes_type": "phải là một đối tượng JSON",
    "enum": "không thuộc các giá trị cho phép",
    "literal_error": "không thuộc các giá trị cho phép",
    "date_type": "phải là ngày dạng YYYY-MM-DD",
    "date_parsing": "phải là ngày dạng YYYY-MM-DD",
    "date_from_datetime_parsing": "phải là ngày dạng YYYY-MM-DD",
    "date_from_datetime_inexact": "phải là ngày dạng YYYY-MM-DD, không kèm giờ",
    "url_parsing": "phải là địa chỉ bắt đầu bằng http:// hoặc https://",
    "url_scheme": "phải là địa chỉ bắt đầu bằng http:// hoặc https://",
    "json_invalid": "không phải JSON hợp lệ",
}

_WITH_LIMIT = {
    "string_too_long": ("dài quá {} ký tự", "max_length"),
    "too_long": ("có quá {} phần tử", "max_length"),
    "greater_than": ("phải lớn hơn {}", "gt"),
    "greater_than_equal": ("phải từ {} trở lên", "ge"),
    "less_than": ("phải nhỏ hơn {}", "lt"),
    "less_than_equal": ("phải từ {} trở xuống", "le"),
}

_BY_ERRNO = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.EEXIST: "đã có một tệp mang tên này",
    errno.EISDIR: "đây là một thư mục",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho phép đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
}

_NAME_ERRORS = frozenset({socket.EAI_NONAME, socket.EAI_AGAIN, socket.EAI_FAIL, socket.EAI_NODATA})
"""Of looking a host up; below zero, so none of them is an ``errno``."""


def os_reason(error: OSError) -> str:
    """Why the operating system refused, as a short phrase."""
    if error.errno in _NAME_ERRORS:
        return "không tìm thấy máy mang tên này"
    return _BY_ERRNO.get(error.errno or 0, error.strerror or type(error).__name__)


def validation_message(error: Mapping[str, Any]) -> str:
    """One of pydantic's error records as a short Vietnamese phrase, without the input itself."""
    kind = str(error["type"])
    if kind in _WITH_LIMIT:
        wording, key = _WITH_LIMIT[kind]
        limit = error.get("ctx", {}).get(key)
        return wording.format(_number(limit))
    return _BY_TYPE.get(kind, "giá trị không hợp lệ")


def _number(value: object) -> str:
    """2000 as ``2.000``, the Vietnamese way."""
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)
