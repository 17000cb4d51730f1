"""Questions as hurried people type them: letters lost, doubled, swapped, or sounds mixed up."""

from __future__ import annotations

import unicodedata

import numpy as np

_TELEX = {
    "\u0300": "f",
    "\u0301": "s",
    "\u0303": "x",
    "\u0309": "r",
    "\u0323": "j",
    "\u0302": "",
    "\u0306": "w",
    "\u031b": "w",
}
"""What the keys of the Telex layout leave behind when the marks do not come about."""

_SOUNDS = (
    ("tr", "ch"),
    ("ch", "tr"),
    ("s", "x"),
    ("x", "s"),
    ("gi", "d"),
    ("d", "gi"),
    ("l", "n"),
    ("n", "l"),
)
"""Onsets that one region or another speaks alike."""

_HOOK, _TILDE = "\u0309", "\u0303"


def mistyped(text: str, random: np.random.Generator) -> str:
    """The text with one of its words mistyped; words of one letter and numbers are left alone."""
    words = text.split(" ")
    places = [i for i, word in enumerate(words) if len(word) > 1 and word.isalpha()]
    if not places:
        return text
    at = places[int(random.integers(len(places)))]
    slips = (_lost, _doubled, _swapped, _telex, _tone, _sound)
    words[at] = slips[int(random.integers(len(slips)))](words[at], random)
    return " ".join(words)


def _lost(word: str, random: np.random.Generator) -> str:
    at = int(random.integers(len(word)))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, random: np.random.Generator) -> str:
    at = int(random.integers(len(word)))
    return word[: at + 1] + word[at:]


def _swapped(word: str, random: np.random.Generator) -> str:
    at = int(random.integers(len(word) - 1))
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _telex(word: str, _: np.random.Generator) -> str:
    """``được`` as ``dduowcj``: the marks as the keys that make them, the tone at the end."""
    letters, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "DD")):
        key = _TELEX.get(letter, letter)
        if letter == "\u0302":
            letters += letters[-1:]
        elif key in "fsxrj" and letter in _TELEX:
            tone = key
        else:
            letters += key
    return letters + tone


def _tone(word: str, _: np.random.Generator) -> str:
    """Hook and tilde sound alike in half of the country."""
    other = {_HOOK: _TILDE, _TILDE: _HOOK}
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(other.get(c, c) for c in decomposed))


def _sound(word: str, _: np.random.Generator) -> str:
    for onset, other in _SOUNDS:
        if word.startswith(onset):
            return other + word[len(onset) :]
    return word
