"""Records as a tree on the screen: what `clausedb parse` shows of one document."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from clausedb.cli import safe
from clausedb.cli.paint import Paint
from clausedb.cli.words import counted
from clausedb.model import Clause, Records
from clausedb.vocabularies import FORCES

_WORDS = 400
"""Characters looked at for the first words of a clause."""


@dataclass(frozen=True, slots=True)
class _Row:
    rail: str
    label: str
    kind: str
    words: str
    marks: str


def draw(records: Records, paint: Paint, columns: int, depth: int | None = None) -> list[str]:
    """The lines of the tree: head, a line a clause, boilerplate, findings. `depth` limits the levels shown."""
    rows = _rows(records, depth)
    hidden = len(records.clauses) - len(rows)
    tree = _aligned(rows, paint, columns)
    if hidden:
        tree.append(paint("dim", f"   {counted(hidden, 'clause')} below level {depth} not shown"))
    return [
        *_head(records, paint, columns),
        *tree,
        *_wrapper(records, paint, columns),
        *_doubts(records, paint, columns),
    ]


def _head(records: Records, paint: Paint, columns: int) -> list[str]:
    one = records.document
    kind = (one.type or "type unknown").replace("_", " ")
    facts = [
        f"{kind} ({one.binding.replace('_', ' ')})" if one.binding and one.binding != one.type else kind,
        one.language or "language unknown",
        " ".join(part for part in (one.date, one.place) if part) or "no date",
        ", ".join(one.parties),
        counted(len(one.text), "character"),
    ]
    forces = Counter(act.force for act in records.acts)
    split = ", ".join(f"{force} {forces[force]}" for force in FORCES if forces[force])
    sums = [
        counted(len(records.clauses), "clause"),
        counted(len(records.acts), "act") + (f" ({split})" if split else ""),
        *(
            counted(number, name)
            for number, name in (
                (len(records.citations), "citation"),
                (len(records.statements), "statement"),
                (len(records.definitions), "definition"),
            )
            if number
        ),
    ]
    identity = safe.cut(safe.line(one.document_id), columns)
    title = safe.cut(safe.line(one.title or ""), max(2, columns - safe.width(identity) - 2))
    return [
        f"{paint('bold', identity)}  {safe.isolate(title)}" if len(title) > 8 else paint("bold", identity),
        *_dimmed(" · ".join(fact for fact in facts if fact), paint, columns),
        *_dimmed(" · ".join(sums), paint, columns),
        "",
    ]


def _dimmed(text: str, paint: Paint, columns: int) -> list[str]:
    return [paint("dim", safe.isolate(one)) for one in safe.wrap(safe.line(text), columns)]


def _rows(records: Records, depth: int | None) -> list[_Row]:
    """A row a clause in text order. Depth first without recursion: a document may nest deeper than Python does."""
    children: dict[str | None, list[Clause]] = defaultdict(list)
    known = {clause.clause_id for clause in records.clauses}
    for clause in records.clauses:
        children[clause.parent_id if clause.parent_id in known else None].append(clause)
    marks = _marks(records)
    rows: list[_Row] = []
    waiting = [(clause, "", last) for clause, last in _ends(children[None])]
    while waiting:
        clause, rail, last = waiting.pop()
        rows.append(_row(records, clause, rail + ("└─ " if last else "├─ "), marks.get(clause.clause_id, "")))
        if depth is None or clause.level < depth:
            below = (rail + ("   " if last else "│  "))[-60:]
            waiting.extend((child, below, end) for child, end in _ends(children[clause.clause_id]))
    return rows


def _ends(clauses: list[Clause]) -> list[tuple[Clause, bool]]:
    """Last first, each with whether it is the last of its family."""
    return [(clause, place == 0) for place, clause in enumerate(reversed(clauses))]


def _row(records: Records, clause: Clause, rail: str, marks: str) -> _Row:
    words = clause.heading or ""
    if not words:
        words = records.text[clause.text_start : min(clause.own_end, clause.text_start + _WORDS)]
    kind = "" if clause.label.startswith(clause.kind) else clause.kind
    return _Row(rail, safe.line(clause.label), kind, safe.line(words), marks)


def _marks(records: Records) -> dict[str, str]:
    """Clause id -> its acts by force, its citations and statements, in words."""
    forces: dict[str, Counter[str]] = defaultdict(Counter)
    for act in records.acts:
        forces[act.clause_id][act.force] += 1
    others = {
        "cites": Counter(citation.clause_id for citation in records.citations),
        "quotes": Counter(statement.clause_id for statement in records.statements),
    }
    found: dict[str, str] = {}
    for clause in records.clauses:
        mine = forces.get(clause.clause_id, Counter())
        parts = [f"{force} {mine[force]}" for force in FORCES if mine[force]]
        parts += [
            f"{name} {count[clause.clause_id]}" for name, count in others.items() if count[clause.clause_id]
        ]
        found[clause.clause_id] = " · ".join(parts)
    return found


def _aligned(rows: list[_Row], paint: Paint, columns: int) -> list[str]:
    labels = min(max((safe.width(row.rail + row.label) for row in rows), default=0), columns // 3)
    kinds = max((len(row.kind) for row in rows), default=0) if columns >= 70 else 0
    found: list[str] = []
    for row in rows:
        rail = row.rail[-max(3, labels - 6) :]
        label = safe.cut(row.label, max(3, labels - safe.width(rail)))
        gap = " " * max(0, labels - safe.width(rail + label))
        head = f"{paint('dim', rail)}{paint('name', label)}{gap}  "
        used = max(labels, safe.width(rail + label)) + 2
        if kinds:
            head += paint("dim", row.kind.ljust(kinds)) + "  "
            used += kinds + 2
        found.append((head + _words(row, paint, columns - used)).rstrip())
    return found


def _words(row: _Row, paint: Paint, room: int) -> str:
    """First words on the left, marks at the right edge; the words give way first, on a narrow screen the marks."""
    marks = safe.cut(row.marks, room // 2) if room >= 36 else ""
    left = room - (safe.width(marks) + 2 if marks else 0)
    words = safe.cut(row.words, left)
    return f"{safe.pad(words, left)}  {paint('dim', marks)}" if marks else safe.isolate(words)


def _wrapper(records: Records, paint: Paint, columns: int) -> list[str]:
    """What was kept out of the clauses as the page around the document."""
    pieces = [text for span in records.boilerplate if (text := safe.line(span.of(records.text)))]
    if not pieces:
        return []
    size = sum(map(len, pieces))
    head = f"kept out as page furniture: {counted(len(pieces), 'piece')}, {counted(size, 'character')}"
    shown = [f"  {safe.isolate(safe.cut(piece, columns - 2))}" for piece in pieces[:5]]
    if len(pieces) > len(shown):
        shown.append(f"  … and {len(pieces) - len(shown):,} more")
    return ["", *(paint("dim", one) for one in (*safe.wrap(head, columns), *shown))]


def _doubts(records: Records, paint: Paint, columns: int) -> list[str]:
    """Findings, those of one kind together, the gravest first."""
    found: list[str] = []
    for severity, style in (("error", "bad"), ("warning", "doubt"), ("info", "dim")):
        messages: dict[str, list[str]] = defaultdict(list)
        for finding in records.findings:
            if finding.severity == severity:
                messages[finding.code].append(safe.line(finding.message))
        for code, texts in messages.items():
            many = f"{len(texts):,} times; the first: " if len(texts) > 1 else ""
            said = f"{severity}: {code.replace('_', ' ')} ({many}{texts[0]})"
            found.extend(paint(style, safe.isolate(one)) for one in safe.wrap(said, columns))
    return ["", *found] if found else []
