"""Measures which of the states that an index lists for a treaty are found in its title.

    python benchmarks/parties.py FILE

FILE is an index of treaties, one JSON object a line with `title`, `kind` and `parties_listed`; `aliases.json`, the names of
present-day states, lies beside it. Asked are bilateral treaties whose title names the listed state in one of its names there.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from clausedb.gazetteer import load_gazetteer
from clausedb.language import Grammar, load_grammar
from clausedb.parse.names.names import read_names
from clausedb.parse.pipeline import start
from clausedb.parse.structure.segment import read_clauses

_OWN = "UNITED KINGDOM"
_TURNED = re.compile(
    r"(?i)[,\s]+(?:the|republic of|federal republic of|people'?s'?s? (?:democratic )?republic of"
    r"|democratic people's republic of|commonwealth of|the fyr of|sar|federal republic|s s r|republic)$"
)
"""What an index puts behind a name: NETHERLANDS THE, KOREA REPUBLIC OF."""


def present_states(path: Path) -> dict[str, tuple[str, list[str]]]:
    """By every English name in small letters: the state's id and all its English names."""
    found: dict[str, tuple[str, list[str]]] = {}
    for row in json.loads(path.read_text(encoding="utf-8")).values():
        for name in row["en"]:
            found[name.casefold()] = (row["iso3"], row["en"])
    return found


def listed_state(name: str, states: dict[str, tuple[str, list[str]]]) -> tuple[str, list[str]] | None:
    """The present-day state that a name of the index means; None of a former state or a territory."""
    key = name.casefold()
    return states.get(key) or states.get(_TURNED.sub("", key))


def named_in(title: str, grammar: Grammar) -> set[str]:
    """Ids of all that is named in a title, offices and governments with their states."""
    records = start(title, name="x", sha256="", entry=None, document_id="d")
    found = read_names(read_clauses(records, grammar), grammar).mentions
    return {one.party_id.partition(".")[0] for one in found if one.party_id}


def measure(path: Path) -> tuple[float, int, Counter[str], Counter[str]]:
    """Share and number of the titles asked; names missed; former states by what they mean to the gazetteer."""
    grammar = load_grammar()
    gazetteer = load_gazetteer(grammar)
    states = present_states(path.with_name("aliases.json"))
    right = total = 0
    missed: Counter[str] = Counter()
    former: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] != "BI":
            continue
        found: set[str] | None = None
        for name in row["parties_listed"]:
            state = listed_state(name, states)
            if state is None:
                means = ", ".join(gazetteer.lookup(_TURNED.sub("", name))) or "nothing"
                former[f"{name} = {means}"] += 1
                continue
            names = "|".join(map(re.escape, sorted(state[1], key=len, reverse=True)))
            if name == _OWN or not re.search(rf"\b(?:{names})\b", row["title"]):
                continue
            found = named_in(row["title"], grammar) if found is None else found
            total += 1
            right += state[0] in found
            if state[0] not in found:
                missed[f"{name}: {row['title'][:120]}"] += 1
    return right / total, total, missed, former


def report(path: Path) -> list[str]:
    """Lines of accuracy.md."""
    share, total, _, former = measure(path)
    known = sum(count for name, count in former.items() if not name.endswith("= nothing"))
    return [
        "## States in the titles of an index of bilateral treaties",
        "",
        "`python benchmarks/parties.py FILE`",
        "",
        "| titles that name a present-day state | found |",
        "|---|---|",
        f"| {total:,} | {share:.3f} |",
        "",
        f"Of {sum(former.values()):,} listings of former states and of territories, {known:,} are known by that name: a former state "
        "is itself (SUN, YUG, CSK, DDR), an old name of a state that goes on is that state (Persia, Siam, Ceylon, Burma), a territory "
        "has an id of its own only where ISO 3166 gives it one.",
        "",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="an index of treaties, with aliases.json beside it")
    share, total, missed, former = measure(parser.parse_args().file)
    print(f"{total:,} titles that name a listed present-day state; found in {share:.3f} of them")
    for name, count in missed.most_common(40):
        print(f"  missed {count}  {name}")
    print("former states and territories, and what their names mean here:")
    for name, count in former.most_common(120):
        print(f"  {count:4}  {name}")


if __name__ == "__main__":
    main()
