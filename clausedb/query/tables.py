"""The tables of the parser of queries, made from `grammar/query.lark` by lark; whoever asks queries needs no lark.

Beside the grammar lies `query.tables`, which `lalr.py` reads. They are taken where they belong to the rules as they
stand; else, while the rules are being worked on, they are made on the spot.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from clausedb.resources import build_lark, grammar_dir

if TYPE_CHECKING:
    from lark import Lark
    from lark.grammar import Rule

_WORDS: Final = re.compile(r"\(\?i:(?:([a-z]+)|\(\?:([a-z|]+)\))\(\?!\\w\)\)")
"""A terminal that is one of some words in any case, up to the end of the word."""


def tables() -> bytes:
    """The tables of the rules as they stand."""
    path = grammar_dir() / "query.tables"
    if path.is_file():
        stamp, _, made = path.read_bytes().partition(b"\n")
        if stamp == _stamp():
            return made
    return _made()


def made_ahead() -> bytes:
    """What `grammar/query.tables` is to hold."""
    return _stamp() + b"\n" + _made()


def _stamp() -> bytes:
    """Changes with the rules."""
    return b"%08x" % crc32((grammar_dir() / "query.lark").read_bytes())


def _made() -> bytes:
    found = build_lark("query")
    table: Any = found.parser.parser._parse_table
    numbers = _numbers(table)
    rules = {rule: number for number, rule in enumerate(found.rules)}
    states: list[dict[str, int]] = [{} for _ in numbers]
    for state, number in numbers.items():
        for symbol, (action, target) in sorted(table.states[state].items()):
            states[number][symbol] = numbers[target] if action.name == "Shift" else ~rules[target]
    told = {
        "start": numbers[table.start_states["start"]],
        "end": numbers[table.end_states["start"]],
        "terminals": _terminals(found),
        "keywords": _keywords(found),
        "ignored": sorted(found.ignore_tokens),
        "rules": [_rule(rule) for rule in found.rules],
        "states": states,
    }
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


def _numbers(table: Any) -> dict[int, int]:
    """The states of lark, numbered in an order that is always the same."""
    start = table.start_states["start"]
    found = {start: 0}
    waiting = [start]
    for state in waiting:
        for _, (action, target) in sorted(table.states[state].items(), key=lambda item: item[0]):
            if action.name == "Shift" and target not in found:
                found[target] = len(found)
                waiting.append(target)
    return found


def _terminals(found: Lark) -> list[tuple[str, str]]:
    """(name, regular expression) in the order in which lark tries them."""
    ordered = sorted(
        found.terminals,
        key=lambda one: (-one.priority, -one.pattern.max_width, -len(one.pattern.value), one.name),
    )
    return [(one.name, one.pattern.to_regexp()) for one in ordered]


def _keywords(found: Lark) -> dict[str, list[str]]:
    matches = {one.name: _WORDS.fullmatch(one.pattern.to_regexp()) for one in found.terminals}
    return {name: (match[1] or match[2]).split("|") for name, match in sorted(matches.items()) if match}


def _rule(rule: Rule) -> list[Any]:
    """Origin, name of the node, whether one child stands for it, number of parts, which of them become children."""
    options: Any = rule.options
    children: list[int | None] = []
    # lark's list has True where a part that is left out would stand, False for each part that stands there.
    absent = list(options.empty_indices) or [False] * len(rule.expansion)
    symbols: Any = rule.expansion
    places = iter(enumerate(symbols))
    for missing in absent:
        if missing:
            children.append(None)
            continue
        place, symbol = next(places)
        if not symbol.is_term or not symbol.filter_out:
            children.append(~place if not symbol.is_term and symbol.name.startswith("_") else place)
    single = bool(options.expand1) and not rule.alias
    origin = str(rule.origin.name)
    return [origin, str(rule.alias or origin), single, len(rule.expansion), children]
