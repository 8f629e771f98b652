"""Who the ids in an answer are: `AZE.MFA = Ministry of Foreign Affairs of Azerbaijan`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausedb.cli import safe

if TYPE_CHECKING:
    from clausedb.api.database import Database
    from clausedb.api.result import Result

_MOST: Final = 12


def draw(db: Database, result: Result, columns: int, limit: int | None = None) -> list[str]:
    """Lines with the names of the parties in the rows shown, but for those that the answer's echo names already."""
    places = [place for place, one in enumerate(result.columns) if one.kind == "party"]
    ids: dict[str, None] = {}
    for row in result.rows[:limit]:
        for place in places:
            value = row[place]
            ids.update(dict.fromkeys(value if isinstance(value, list) else [value] if value else []))
    if not ids:
        return []
    catalog = db.catalog()
    named = [(one, catalog.party_name(one)) for one in list(ids)[:_MOST]]
    told = " ".join(result.echo)
    parts = [f"{one} = {name}" for one, name in named if name != one and f"({one})" not in told]
    if len(ids) > _MOST:
        parts.append("…")
    return safe.wrap(safe.line("; ".join(parts)), columns) if parts else []
