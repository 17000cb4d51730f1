from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.questions import Kind, Question, read_questions
from retriever.types import BadDataset

SOUND: dict[str, object] = {
    "id": "1",
    "kind": "direct",
    "question": "Ai?",
    "gold": [["d/art_1", "đoạn"], ["d/art_2"]],
    "label": "^Điều 1",
    "answerable": True,
    "snippets": [["đoạn", "đoạn"], ["khác"]],
}
REFUSED: dict[str, object] = {"kind": "refuse", "gold": [], "label": None, "answerable": False}


def write(path: Path, *records: object) -> Path:
    file = path / "câu hỏi.jsonl"
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_sound_set_is_read_whole(tmp_path: Path) -> None:
    refused = {**SOUND, "id": "2", **REFUSED, "snippets": []}
    first, second = read_questions(write(tmp_path, SOUND, refused))
    gold = (("d/art_1", "đoạn"), ("d/art_2",))
    snippets = (("đoạn", "đoạn"), ("khác",))
    assert first == Question("1", Kind.DIRECT, "Ai?", gold, "^Điều 1", True, snippets)
    assert second == Question("2", Kind.REFUSE, "Ai?", (), None, False)


def test_snippets_and_label_may_be_absent(tmp_path: Path) -> None:
    record = {key: SOUND[key] for key in ("id", "kind", "question", "gold", "answerable")}
    (question,) = read_questions(write(tmp_path, record))
    assert question.snippets == ()
    assert question.label is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "1"}, "lặp"),
        ({"id": ""}, "“id”"),
        ({"kind": "easy"}, "“kind”"),
        ({"question": " "}, "“question”"),
        ({"gold": "d/art_1"}, "“gold”"),
        ({"gold": ["d/art_1"]}, "“gold”"),
        ({"gold": [[]], "snippets": []}, "ít nhất một mục"),
        ({"gold": [[""]], "snippets": []}, "mục trống"),
        ({"gold": [], "snippets": []}, "“gold”"),
        ({"label": "("}, "biểu thức"),
        ({"label": 3}, "“label”"),
        ({"answerable": "yes"}, "“answerable”"),
        ({"answerable": False}, "“gold” rỗng"),
        ({**REFUSED, "label": "x", "snippets": []}, "“label” là null"),
        ({"kind": "refuse"}, "“refuse”"),
        ({"snippets": [["một"]]}, "“snippets”"),
        ({"snippets": ["một", "hai"]}, "“snippets”"),
        ({"facts": "Sở Nội vụ"}, "“facts”"),
        ({"facts": [[]]}, "ít nhất một mục"),
        ({"facts": [[" "]]}, "mục trống"),
        ({**REFUSED, "snippets": [], "facts": [["Sở Nội vụ"]]}, "“facts” rỗng"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    path = write(tmp_path, SOUND, {**SOUND, "id": "2", **change})
    with pytest.raises(BadDataset) as caught:
        list(read_questions(path))
    assert ", dòng 2: " in caught.value.message
    assert fault in caught.value.message


def test_an_empty_set_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadDataset, match="không có câu hỏi"):
        list(read_questions(write(tmp_path)))
