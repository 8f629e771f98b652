"""What stands behind a row: the words and rule that made it, the rows behind a count, a citation to paste."""

from __future__ import annotations

from typing import Final

from clausedb.api import Database, Why
from clausedb.cli import reading, safe
from clausedb.cli.paint import Paint
from clausedb.result import Result, plain

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def draw(why: Why, paint: Paint, columns: int) -> list[str]:
    """The row's words with their places, the rule, and the clause with those words in bold."""
    found = [paint("bold", safe.line(f"{why.entity}  {why.key}"))]
    if why.rule:
        found += safe.wrap(f"rule: {safe.line(why.rule)}", columns)
    for name, start, end, words in why.spans:
        said = f"{safe.line(name)}: “{safe.line(words)}”, characters {start:,} to {end:,}"
        found += [safe.isolate(one) for one in safe.wrap(said, columns)]
    if why.clause_text is not None:
        base = why.clause_start or 0
        spans = sorted({(start - base, end - base) for _, start, end, _ in why.spans})
        inside = [(start, end) for start, end in spans if 0 <= start < end <= len(why.clause_text)]
        found += ["", paint("name", safe.line(why.clause_id or ""))]
        found += reading.paragraphs(why.clause_text, paint, columns, inside)
    facts = [f"{name} {plain(value)}" for name, value in why.row if plain(value) and len(plain(value)) < 60]
    found += ["", *(paint("dim", one) for one in safe.wrap(safe.line(" · ".join(facts)), columns))]
    return found


def rows_behind(result: Result, place: int) -> str | None:
    """The query for the rows that a `count by` counted in one row; None where it counts in another way."""
    head, stage, tail = result.text.rpartition("| count by")
    if not stage or "|" in tail:
        return None
    names = [name.strip() for name in tail.strip().rstrip(";").split(",")]
    row = dict(zip(result.names, result.rows[place], strict=False))
    if not set(names) <= set(row):
        return None
    return f"{head.strip()} | where " + " and ".join(_condition(name, row[name]) for name in names)


def _condition(name: str, value: object) -> str:
    if value is None or value == "":
        return f"{name} is empty"
    if isinstance(value, bool):
        return name if value else f"not {name}"
    if isinstance(value, int | float):
        return f"{name} = {value}"
    return f'{name} is "{str(value).replace(chr(34), "”")}"'


def citation(db: Database, reference: str) -> str:
    """Title, type, place, date and pinpoint of a document or clause, in one line to paste."""
    document, _, label = reference.removeprefix("@").partition("#")
    result = db.query(f"documents where document is @{document} | show title, type, place, date, source")
    row = next(iter(result), {})
    kind = plain(row.get("type")).replace("_", " ")
    title = safe.line(plain(row.get("title")) or document)
    place = ", ".join(part for part in (plain(row.get("place")), _day(plain(row.get("date")))) if part)
    parts = [f"“{title}”", kind, place, _pinpoint(label)]
    return safe.isolate(safe.line(", ".join(part for part in parts if part))) + f" [{safe.line(reference)}]"


def _day(date: str) -> str:
    """`2023-04-10` as `10 April 2023`, as exact as it is."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return date
    named = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {named}" if day.isdigit() else named


def _pinpoint(label: str) -> str:
    if not label:
        return ""
    return f"para. {label}" if label[0].isdigit() else label.replace("-", " ")
