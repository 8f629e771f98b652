"""What stands behind a row: a sentence that says how it was read, its words with their places, its clause; and the rows
behind a count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from clausedb.api.database import Why
from clausedb.api.result import Result, plain
from clausedb.cli import reading, safe
from clausedb.cli.paint import Paint
from clausedb.cli.words import listed
from clausedb.query import ast
from clausedb.query.syntax import Unread, parse
from clausedb.query.text import show_query
from clausedb.vocabularies import VOCABULARIES

NameOf = Callable[[str], str]
"""Party id -> what to call the party."""

_LANGUAGES: Final = VOCABULARIES["language"]


def draw(why: Why, paint: Paint, columns: int, name_of: NameOf = str) -> list[str]:
    """How the row was read, what the user has corrected in it, its words with their places, the clause with those words in
    bold; ids last.
    """
    said = [*sentences(why, name_of)]
    found = [safe.isolate(one) for text in said for one in safe.wrap(safe.line(text), columns)]
    for text in why.corrections:
        found += [paint("good", one) for one in _isolated(f"Corrected by the user: {text}.", columns)]
    if why.spans:
        found += ["", *_words(why, paint, columns)]
    if why.clause_text is not None:
        base = why.clause_start or 0
        spans = sorted({(start - base, end - base) for _, start, end, _ in why.spans})
        inside = [(start, end, "hit") for start, end in spans if 0 <= start < end <= len(why.clause_text)]
        found += ["", paint("name", safe.line(f"@{why.clause_id}"))]
        found += reading.paragraphs(why.clause_text, paint, columns, inside)
    ids = [f"{name} {value}" for name, value in why.row if name.endswith("_id") and value]
    ids += [f"rule {why.rule}"] if why.rule else []
    return [*found, "", *(paint("dim", one) for one in _isolated(" · ".join([why.entity, *ids]), columns))]


def _isolated(text: str, columns: int) -> list[str]:
    return [safe.isolate(one) for one in safe.wrap(safe.line(text), columns)]


def _words(why: Why, paint: Paint, columns: int) -> list[str]:
    """A line or more for each of the row's words: what they are, the words, their place."""
    side = max(len(name) for name, *_ in why.spans)
    found: list[str] = []
    for name, start, end, words in why.spans:
        first, *rest = safe.wrap(safe.line(f"“{words}”"), columns - side - 4)
        place = paint("dim", f"characters {start:,}–{end:,}")
        lines = [f"  {paint('name', name.ljust(side))}  {safe.isolate(first)}"]
        lines += [" " * (side + 4) + safe.isolate(one) for one in rest]
        fits = safe.width(rest[-1] if rest else first) + side + 4 + 24 <= columns
        found += [*lines[:-1], f"{lines[-1]}  {place}"] if fits else [*lines, " " * (side + 4) + place]
    return found


# --- how a row was read, in words -----------------------------------------------------------


def sentences(why: Why, name_of: NameOf) -> list[str]:
    """What was read and because of which words; one to three sentences, none for tables that are made by linking."""
    row = dict(why.row)
    match why.entity:
        case "acts" | "obligations":
            return _act(why, row, name_of)
        case "mentions":
            who = _named(row.get("party_id"), name_of) or "somebody who could not be told"
            return [f"“{row['surface']}” was read as {who}: {_meaning('mention_kind', row['kind'])}."]
        case "citations":
            return [_citation(row)]
        case "definitions":
            return [f"“{row['term']}” was read as a term that stands for “{row['meaning'] or '…'}”."]
        case "dates":
            value = row["value"] or "a date that the text does not settle"
            kind = _meaning("date_kind", row["kind"])
            return [
                f"“{row['surface']}” was read as {value} ({_meaning('precision', row['precision'])}): {kind}."
            ]
        case "statements":
            who = _named(row.get("speaker_id"), name_of) or f"“{row['speaker']}”"
            because = f", because of “{row['verb']}”" if row.get("verb") else ""
            return [f"Read as said by {who}{because}. In the text the speaker is “{row['speaker']}”."]
        case "clauses":
            numbered = f", numbered “{row['number']}”" if row.get("number") else ", not numbered"
            return [
                f"Read as {_meaning('kind', row['kind'])}{numbered}, on level {row['level']} of the document."
            ]
        case "findings":
            return [
                f"{str(row['message'])[:1].upper()}{str(row['message'])[1:]} ({_meaning('code', row['code'])})."
            ]
        case _:
            return []


def _act(why: Why, row: dict[str, Any], name_of: NameOf) -> list[str]:
    force = f"{_article(row['force'])} ({_meaning('force', row['force']).split(':')[0]})"
    found = [f"Read as {force} because {_rule(row)}."]
    bearers = [_named(one, name_of) or one for one in row["bearers"] or ()]
    if bearers:
        words = f", from the words “{row['bearer_text']}”" if row.get("bearer_text") else ""
        jointly = " jointly" if row.get("joint") and row["bearer_type"] in ("collective", "both") else ""
        kind = _meaning("bearer_type", row["bearer_type"])
        found.append(f"It falls{jointly} to {listed(bearers)}{words} ({kind}).")
    else:
        found.append("The text does not settle to whom it falls.")
    weight = f"Its strength is {row['strength']} of 100"
    doubt = row.get("confidence")
    sure = "" if doubt is None or doubt >= 1 else f"; the reading is in doubt (confidence {doubt:.2g})"
    return [*found, f"{weight}{sure}."]


def _rule(row: dict[str, Any]) -> str:
    """The rule in words: `“will” is a cue of English texts (will)`."""
    rule, cue = str(row.get("rule") or ""), f"“{row['cue']}”"
    language, colon, pattern = rule.partition(": ")
    if colon and language in _LANGUAGES:
        shape = "" if pattern.casefold() == str(row["cue"]).casefold() else f", by the pattern {pattern}"
        return f"{cue} is a cue of {_LANGUAGES[language]} texts{shape}"
    return f"{cue} stands there; {rule}" if rule else f"{cue} stands there"


def _citation(row: dict[str, Any]) -> str:
    kind = str(row.get("type") or "instrument").replace("_", " ")
    facts = [str(row[name]) for name in ("symbol", "date") if row.get(name)]
    which = f"{_article(kind)}" + (f" ({', '.join(facts)})" if facts else "")
    if row.get("title"):
        which += f" called “{row['title']}”"
    place = f", {row['pinpoint_unit']} {row['pinpoint'] or ''}".rstrip() if row.get("pinpoint_unit") else ""
    relation = f"; the clause {_meaning('relation', row['relation'])}" if row.get("relation") else ""
    held = (
        f" It is in this database: @{row['target_clause_id'] or row['target_document_id']}."
        if row.get("held")
        else ""
    )
    return f"“{row['surface']}” was read as a reference to {which}{place}{relation}.{held}"


def _meaning(vocabulary: str, value: object) -> str:
    return VOCABULARIES[vocabulary].get(str(value), str(value))


def _named(party_id: object, name_of: NameOf) -> str:
    if not party_id:
        return ""
    name = name_of(str(party_id))
    return str(party_id) if name == party_id else f"{name} ({party_id})"


def _article(word: str) -> str:
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


# --- behind a count -------------------------------------------------------------------------


class Counted(NamedTuple):
    """What a row of a count counts."""

    query: str
    """The query whose rows were counted."""
    fields: tuple[str, ...]
    values: tuple[Any, ...]
    """What the rows counted have in these fields."""

    @property
    def text(self) -> str:
        """The rows in words, as a query."""
        met = " and ".join(_condition(*pair) for pair in zip(self.fields, self.values, strict=True))
        return f"{self.query} | where {met}" if met else self.query


def counted_in(result: Result, place: int) -> Counted | None:
    """What is counted in one row of a `count`, `summarize` or `cross`, sorted and cut afterwards or not; None elsewhere."""
    try:
        statement = parse(result.text)
    except Unread:
        return None
    if not isinstance(statement, ast.Query):
        return None
    stages = statement.stages
    at = next((at for at, one in enumerate(stages) if isinstance(one, _COUNTING)), None)
    if at is None or any(not isinstance(one, _KEEPING) for one in stages[at + 1 :]):
        return None
    counting = stages[at]
    by = (counting.rows,) if isinstance(counting, ast.Cross) else counting.by  # type: ignore[union-attr]
    names = tuple(one.text for one in by)
    columns = {column.name: index for index, column in enumerate(result.columns)}
    if not set(names) <= set(columns):
        return None
    values = tuple(result.rows[place][columns[name]] for name in names)
    return Counted(show_query(ast.Query(statement.source, stages[:at])), names, values)


_COUNTING: Final = (ast.Count, ast.Summarize, ast.Cross)
_KEEPING: Final = (ast.Sort, ast.Take, ast.Where, ast.Unique, ast.Export)
"""Stages that leave the rows of a count what they are."""


def rows_of(counted: Counted, ask: Callable[[str], Result]) -> Result:
    """The rows that are counted, in their order: those whose fields hold the values, among others where they hold several."""
    found = ask(counted.query)
    if not counted.fields:
        return found
    told = ask(f"{counted.query} | show {', '.join(counted.fields)}")
    kept = [at for at, row in enumerate(told.rows) if all(map(_holds, row, counted.values))]
    part = found.part(kept)
    part.text = counted.text
    return part


def _holds(cell: object, value: object) -> bool:
    if isinstance(cell, list):
        return value in cell if cell else value is None
    return cell == value


def _condition(name: str, value: object) -> str:
    if value is None or value == "":
        return f"{name} is empty"
    if isinstance(value, bool):
        return name if value else f"not {name}"
    if isinstance(value, int | float):
        return f"{name} = {value}"
    return f'{name} is "{plain(value).replace(chr(34), "”")}"'
