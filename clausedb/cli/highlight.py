"""A query in pieces with a style each, by the words of `grammar/query.lark` and the names of the schema."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from clausedb.resources import grammar_dir
from clausedb.schema import TABLES

_TERMINAL: Final = re.compile(r"^(_?[A-Z]+)(?:\.\d+)?: /(.+)/(i?)$", re.MULTILINE)
_STYLES: Final = {
    "COMMENT": "comment",
    "STRING": "string",
    "HANDLE": "handle",
    "VAR": "handle",
    "NEAR": "keyword",
    "WHEN": "keyword",
    "DATE": "number",
    "NUMBER": "number",
    "PREFIX": "name",
    "NAME": "name",
    "CMP": "keyword",
}
"""Terminals that are not one keyword, in the order in which they are tried; keywords stand before NAME."""


def pieces(text: str) -> list[tuple[str, str]]:
    """(style, words) in order, nothing left off. Styles: keyword entity field string number handle comment slash, or none."""
    if text.lstrip().startswith("/"):
        head, blank, rest = text.partition(" ")
        return [("slash", head), ("", blank + rest)]
    found: list[tuple[str, str]] = []
    last = 0
    for match in _pattern().finditer(text):
        found.append(("", text[last : match.start()]))
        found.append((_style((match.lastgroup or "").rstrip("0123456789"), match.group()), match.group()))
        last = match.end()
    return [piece for piece in [*found, ("", text[last:])] if piece[1]]


def _style(group: str, word: str) -> str:
    if group != "name":
        return group
    return "entity" if word.lower() in _entities() else "field" if word.lower() in _fields() else ""


@cache
def _pattern() -> re.Pattern[str]:
    source = (grammar_dir() / "query.lark").read_text(encoding="utf-8")
    terminals = {name: f"(?i:{body})" if flag else body for name, body, flag in _TERMINAL.findall(source)}
    keywords = "|".join(body for name, body in terminals.items() if name.startswith("_"))
    names = list(_STYLES)
    ordered = [*names[: names.index("PREFIX")], "keywords", *names[names.index("PREFIX") :]]
    parts = [
        f"(?P<{_STYLES.get(name, 'keyword')}{number}>{body})"
        for number, name in enumerate(ordered)
        if (body := rf"\b(?:{keywords})" if name == "keywords" else terminals.get(name))
    ]
    return re.compile("|".join(parts))


@cache
def _entities() -> frozenset[str]:
    return frozenset(table.name for table in TABLES)


@cache
def _fields() -> frozenset[str]:
    return frozenset(field.name for table in TABLES for field in table.fields)
