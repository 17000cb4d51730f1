"""The documentation page: plain HTML from the OpenAPI schema, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from service.problems import KINDS

_STYLE = """
:root { color-scheme: light dark; --line: #8884; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { margin-bottom: 0; } h2 { border-top: 1px solid var(--line); padding-top: 1.2rem; }
code { font-family: ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem;
         border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
"""


def docs_page(schema: Mapping[str, Any]) -> str:
    """The whole page for an OpenAPI 3.1 schema."""
    info = schema["info"]
    return "".join(
        [
            "<!doctype html><html lang=vi><head><meta charset=utf-8>",
            "<meta name=viewport content='width=device-width, initial-scale=1'>",
            f"<title>{escape(info['title'])}: giao diện lập trình</title>",
            f"<style>{_STYLE}</style></head><body>",
            f"<h1>{escape(info['title'])}</h1><p>{escape(info.get('description', ''))}</p>",
            "<p><a href='/openapi.json'>Lược đồ OpenAPI (JSON)</a></p>",
            *_operations(schema["paths"]),
            "<h2>Các kiểu dữ liệu</h2>",
            *_models(schema.get("components", {}).get("schemas", {})),
            "<h2>Các lỗi</h2><p>Thân lỗi theo RFC 9457, kiểu application/problem+json.</p>",
            *_problems(),
            "</body></html>",
        ]
    )


def _operations(paths: Mapping[str, Any]) -> Iterator[str]:
    for path, operations in paths.items():
        for verb, operation in operations.items():
            yield f"<h2>{escape(verb.upper())} <code>{escape(path)}</code></h2>"
            yield f"<p>{escape(operation.get('description', ''))}</p>"
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            if body:
                yield f"<p>Thân yêu cầu: {_type_of(body['schema'])}</p>"
            for status, response in operation.get("responses", {}).items():
                for media, content in response.get("content", {}).items():
                    shape = _type_of(content["schema"]) if content.get("schema") else ""
                    yield f"<p>{escape(status)}: {shape} <code>{escape(media)}</code></p>"


def _models(models: Mapping[str, Any]) -> Iterator[str]:
    for name, model in models.items():
        yield f"<h3 id='{escape(name)}'>{escape(name)}</h3>"
        yield f"<p>{escape(model.get('description', ''))}</p>"
        if "enum" in model:
            yield f"<p>{', '.join(f'<code>{escape(str(v))}</code>' for v in model['enum'])}</p>"
            continue
        yield "<div class=scroll><table><tr><th>Trường<th>Kiểu<th>Giới hạn, ý nghĩa</tr>"
        required = model.get("required", [])
        for field, shape in model.get("properties", {}).items():
            star = " (bắt buộc)" if field in required else ""
            yield (
                f"<tr><td><code>{escape(field)}</code><td>{_type_of(shape)}"
                f"<td>{escape(_bounds(shape))}{star} {escape(shape.get('description', ''))}</tr>"
            )
        yield "</table></div>"


def _problems() -> Iterator[str]:
    yield "<div class=scroll><table><tr><th>Mã<th>Tên<th>Cách xử lý</tr>"
    for status, (kind, title, remedy) in KINDS.items():
        yield f"<tr id='problem-{kind}'><td>{status}<td>{escape(title)}<td>{escape(remedy)}</tr>"
    yield "</table></div>"


def _type_of(shape: Mapping[str, Any]) -> str:
    """A type in words, with links to the models."""
    if "$ref" in shape:
        name = escape(shape["$ref"].rsplit("/", 1)[-1])
        return f"<a href='#{name}'>{name}</a>"
    if "anyOf" in shape:
        return " | ".join(_type_of(choice) for choice in shape["anyOf"])
    if shape.get("type") == "array":
        return f"{_type_of(shape.get('items', {}))}[]"
    return escape(" ".join(filter(None, [shape.get("type", ""), shape.get("format", "")])))


def _bounds(shape: Mapping[str, Any]) -> str:
    names = {
        "minLength": "ít nhất {} ký tự",
        "maxLength": "nhiều nhất {} ký tự",
        "minimum": "từ {}",
        "maximum": "đến {}",
        "maxItems": "nhiều nhất {} phần tử",
    }
    choices = [shape, *shape.get("anyOf", [])]
    return ", ".join(
        words.format(choice[key])
        for choice in choices
        for key, words in names.items()
        if key in choice
    )
