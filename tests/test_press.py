"""Press reports from their text to who speaks, acts and is named in them, against cases/press.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clausedb.model import Records, Span
from clausedb.parse.pipeline import parse_text

CASES = Path(__file__).parent / "cases" / "press.md"


def cases() -> list[tuple[str, str, list[str]]]:
    """Title, text, expected rows; a line with a single full stop parts them."""
    parts = CASES.read_text(encoding="utf-8").split("\n.\n")
    found = []
    for at in range(0, len(parts) - 1, 3):
        found.append((parts[at].strip().splitlines()[-1], parts[at + 1], parts[at + 2].splitlines()))
    return found


def rows(records: Records) -> Iterator[str]:
    """Everything that a case may expect, a row with its kind in front."""

    def words(span: Span | None) -> str:
        return " ".join(span.of(records.text).split()) if span else "-"

    document = records.document
    yield f"document: {document.date or '-'} {document.place or '-'}"
    for act in records.acts:
        asked = f" > {' '.join(act.addressees)}" if act.addressees else ""
        yield f"act: {act.force}.{act.subforce} | {' '.join(act.bearers) or '-'}{asked} | {words(act.cue)}"
        yield f"action: {words(act.cue)} | {words(act.action)}"
        if act.deadline:
            yield f"deadline: {words(act.cue)} | {words(act.deadline)} {act.deadline_date or ''}".rstrip()
    for one in records.statements:
        said = " ".join(words(one.quote).split()[:5])
        yield f"said: {one.speaker_id or '-'} | {words(one.verb)} | {said}"
    spans: dict[tuple[int, int, str], list[str]] = {}
    for name in records.mentions:
        spans.setdefault((name.start, name.end, name.kind), []).append(name.party_id or "-")
    for (start, end, kind), ids in spans.items():
        yield f"{kind}: {words(Span(start, end))} = {' '.join(ids)}"
    for cited in records.citations:
        yield f"cited: {words(Span(cited.start, cited.end))} = {cited.type or '-'} {cited.date or ''}".rstrip()


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=lambda value: str(value)[:40])
def test_press(title: str, text: str, expected: list[str]) -> None:
    """All rows of the kinds that a case expects some of; a kind with nothing behind it expects none."""
    kinds = {line.split(":")[0] for line in expected}
    found = [row for row in rows(parse_text(text)) if row.split(":")[0] in kinds]
    assert found == [line for line in expected if not line.endswith(":")], title
