"""What a notebook shows of a parsed text: its outline, escaped, each line in its own direction."""

from __future__ import annotations

from html import escape

from clausedb.model import Clause, Records

_LINES = 200
_WORDS = 160


def outline_html(records: Records) -> str:
    """The document's clauses as indented lines; long ones are cut, with a mark."""
    one = records.document
    head = ", ".join(part for part in (one.title or one.document_id, one.date, one.language) if part)
    lines = [_line(clause, records.text) for clause in records.clauses[:_LINES]]
    if len(records.clauses) > _LINES:
        lines.append(f"<div><small>… {len(records.clauses) - _LINES} more clauses</small></div>")
    counts = f"{len(records.clauses)} clauses, {len(records.acts)} acts, {len(records.citations)} citations"
    return (
        f'<div><strong><bdi dir="auto">{escape(head)}</bdi></strong></div>'
        f"{''.join(lines)}<div><small>{counts}</small></div>"
    )


def _line(clause: Clause, text: str) -> str:
    words = " ".join(clause.own.of(text).split())
    shown = words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
    head = " ".join(part for part in (clause.number, clause.heading) if part)
    return (
        f'<div style="margin-left:{2 * (clause.level - 1)}em" dir="auto"><b>{escape(head)}</b> {escape(shown)}'
        f" <small>{escape(clause.label)}</small></div>"
    )
