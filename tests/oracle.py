"""What a bound query means, in plain Python over rows as dicts: slow, obvious, and without a word of SQL."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any

from clausedb.patterns import matches
from clausedb.query import bound
from clausedb.query.bound import Place
from clausedb.query.numeral import alone
from clausedb.query.scope import parents, shown
from clausedb.schema import Kind, Type, table
from clausedb.vocabularies import FORCES
from tests.world import Tables, language

Row = dict[str, Any]
Truth = bool | None
FAR = 32


def answer(query: bound.Query, tables: Tables) -> list[tuple[Any, ...]]:
    """The rows of a query in their order, shown columns only."""
    return _Oracle(tables, query.table).run(query)


class _Oracle:
    def __init__(self, tables: Tables, entity: str) -> None:
        self.tables = tables
        self.entity: str | None = entity
        self.rows: list[Row] = list(tables[entity])
        self.keys: list[tuple[Place, bool]] = []
        self.made: list[Place] = []
        self.measures: list[Place] = []
        self.shows: Sequence[Place] | None = None

    def run(self, query: bound.Query) -> list[tuple[Any, ...]]:
        for stage in query.stages:
            match stage:
                case bound.Filter(condition):
                    self.rows = [row for row in self.rows if self.test(condition, row, self.entity) is True]
                case bound.Sort(keys):
                    self.keys = list(keys)
                case bound.Take(count, last):
                    rows = self.ordered()
                    self.rows = rows[-count:] if last and count else [] if last else rows[:count]
                case bound.Show(places):
                    self.shows = places
                case bound.Unique(places):
                    self.unique(places)
                case bound.To(target):
                    self.to(target)
                case bound.Follow(cited, steps):
                    self.follow(cited, steps)
                case bound.Group():
                    self.group(stage)
                case bound.Cross(rows, columns):
                    return self.cross(rows, columns)
                case bound.Kwic() | bound.KwicSort() | bound.Export():
                    pass
        places = self.shows or [*(shown(self.entity) if self.entity else ()), *self.made]
        return [tuple(self.value(place, row, self.entity) for place in places) for row in self.ordered()]

    # --- fields ---------------------------------------------------------------------------

    def holder(self, place_table: str, row: Row, entity: str | None) -> Row:
        """The row that holds a table's columns: the row itself or its parent; empty where it has none."""
        if not place_table or place_table == entity or entity is None:
            return row
        link = dict(parents(entity))[place_table]
        key = table(place_table).key
        found = [one for one in self.tables[place_table] if row[link] is not None and one[key] == row[link]]
        return (
            found[0]
            if found
            else {column.name: None for column in table(place_table).columns} | {key: row[link]}
        )

    def raw(self, place: Place, row: Row, entity: str | None) -> Any:
        return self.holder(place.table, row, entity)[place.field.column]

    def days(self, place: Place, row: Row, entity: str | None) -> tuple[str | None, str | None]:
        if not place.table:
            return _made_days(self.raw(place, row, entity))
        name = "date" if place.table == "dates" else place.field.column
        holder = self.holder(place.table, row, entity)
        return holder[f"{name}_from"], holder[f"{name}_to"]

    def value(self, place: Place, row: Row, entity: str | None) -> Any:
        raw = self.raw(place, row, entity)
        if place.field.kind is Kind.YEAR and place.table:
            first, last = self.days(place, row, entity)
            return int(first[:4]) if first and last and first[:4] == last[:4] else None
        if place.field.kind is Kind.FLAG and place.table:
            if table(place.table).column(place.field.column).type is not Type.FLAG:
                return raw is not None
            return raw
        if place.field.kind is Kind.TEXT and not place.field.many:
            return raw or None
        return raw

    # --- conditions -----------------------------------------------------------------------

    def test(self, node: bound.Condition, row: Row, entity: str | None) -> Truth:
        match node:
            case bound.And(parts):
                found = [self.test(part, row, entity) for part in parts]
                return False if False in found else None if None in found else True
            case bound.Or(parts):
                found = [self.test(part, row, entity) for part in parts]
                return True if True in found else None if None in found else False
            case bound.Not(part):
                one = self.test(part, row, entity)
                return None if one is None else not one
            case bound.IsIn(place, values, numbers):
                raw = self.raw(place, row, entity)
                if numbers and raw and alone(raw) in numbers:
                    return True
                return _is_in(place, raw, values)
            case bound.Holds(place, offices):
                return self.holds(self.raw(place, row, entity), row["document_id"], offices)
            case bound.InOffice(place, people):
                return self.in_office(self.raw(place, row, entity), row["document_id"], people)
            case bound.NumberTest(place, sign, number):
                return _compare(self.value(place, row, entity), sign, number)
            case bound.DateTest(place, sign, first, last):
                return _date(self.days(place, row, entity), sign, first, last)
            case bound.FlagTest(place):
                held = self.value(place, row, entity)
                return None if held is None else bool(held)
            case bound.EmptyTest(place):
                value = self.value(place, row, entity)
                return value is None or value == [] or value == ""
            case bound.TextTest(place, pattern):
                return self.text(place, pattern, row, entity)
            case bound.CitesTest():
                return self.cites(node, row, entity)
            case bound.UnderTest(clauses, documents):
                above = [one for one in self.tables["clauses"] if one["clause_id"] in clauses]
                ids = {below["clause_id"] for one in above for below in (one, *self.below(one))}
                return row["clause_id"] in ids or row["document_id"] in documents
            case bound.Exists(child, condition):
                return any(
                    condition is None or self.test(condition, one, child) is True
                    for one in self.children(child, row, entity)
                )

    def holds(self, person: Any, document: Any, offices: Sequence[str]) -> Truth:
        """Whether the document names the person right behind one of the offices."""
        if person is None:
            return None
        facts = [
            one for one in self.tables["parties"] if one["party_id"] == person and one["kind"] == "person"
        ]
        here = [one for one in self.tables["mentions"] if one["document_id"] == document]
        return any(
            one["party_id"] in offices
            and 0 <= other["start"] - one["end"] <= 2
            and fact["state_id"] in (None, one["party_id"].split(".")[0])
            for fact in facts
            for other in here
            for one in here
            if other["party_id"] == person
        )

    def in_office(self, offices: Any, document: Any, people: Sequence[str]) -> Truth:
        """Whether the document names one of the persons right beside one of the offices."""
        if not offices:
            return None
        here = [one for one in self.tables["mentions"] if one["document_id"] == document]
        return any(
            one["kind"] == "office"
            and one["party_id"] in (offices if isinstance(offices, list) else [offices])
            and (0 <= other["start"] - one["end"] <= 2 or 0 <= one["start"] - other["end"] <= 2)
            for other in here
            for one in here
            if other["party_id"] in people
        )

    def text(self, place: Place, pattern: Any, row: Row, entity: str | None) -> Truth:
        holder = self.holder(place.table, row, entity)
        value = holder[place.field.column]
        if not value:
            return None
        spoken = language(self.tables, place.table, holder)
        return any(matches(pattern, text, spoken) for text in (value if isinstance(value, list) else [value]))

    def children(self, child: str, row: Row, entity: str | None) -> list[Row]:
        if entity == "clauses":
            below = self.below(row)
            if child == "clauses":
                return below
            ids = {row["clause_id"], *(one["clause_id"] for one in below)}
            return [one for one in self.tables[child] if one["clause_id"] in ids]
        assert entity is not None
        key = table(entity).key
        return [one for one in self.tables[child] if one[key] is not None and one[key] == row[key]]

    def below(self, clause: Row) -> list[Row]:
        """All clauses under a clause, by their parents."""
        found: list[Row] = []
        for one in self.tables["clauses"]:
            above = one["parent_id"]
            while above is not None and above != clause["clause_id"]:
                above = next(up["parent_id"] for up in self.tables["clauses"] if up["clause_id"] == above)
            if above is not None:
                found.append(one)
        return found

    def cites(self, node: bound.CitesTest, row: Row, entity: str | None) -> bool:
        citations = self.tables["citations"]
        steps = node.steps or FAR
        if node.cited:
            citing = [one for one in citations if _in_source(one, node)]
            for _ in range(steps - 1):
                documents = {one["target_document_id"] for one in citing} - {None}
                citing = [
                    one for one in citations if _in_source(one, node) or one["document_id"] in documents
                ]
            column = {"documents": "target_document_id", "clauses": "target_clause_id"}.get(
                str(entity), "instrument_id"
            )
            key = table(str(entity)).key
            return row[key] in {one[column] for one in citing} - {None}
        link = "document_id" if entity == "documents" else "clause_id"
        hits = [one for one in citations if _is_cited(one, node)]
        for _ in range(steps - 1):
            documents = {one["document_id"] for one in hits}
            hits = [
                one for one in citations if _is_cited(one, node) or one["target_document_id"] in documents
            ]
        return row[link] is not None and row[link] in {one[link] for one in hits}

    # --- stages ---------------------------------------------------------------------------

    def become(self, entity: str, rows: list[Row], made: list[Place]) -> None:
        self.entity, self.rows, self.made, self.keys, self.shows = entity, rows, made, [], None

    def to(self, target: str) -> None:
        assert self.entity is not None
        entity, key = self.entity, table(target).key
        links = dict(parents(entity))
        if target in links:
            ids = {row[links[target]] for row in self.rows} - {None}
            kept = [one for one in self.tables[target] if one[key] in ids]
        elif entity == "instruments" and target == "documents":
            ids = {row["document_id"] for row in self.rows} - {None}
            kept = [one for one in self.tables["documents"] if one["document_id"] in ids]
        else:
            reached = [id(one) for row in self.rows for one in self.children(target, row, entity)]
            kept = [one for one in self.tables[target] if id(one) in reached]
        self.become(target, kept, [])

    def follow(self, cited: bool, steps: int | None) -> None:
        assert self.entity is not None
        key = table(self.entity).key
        near, far = (f"target_{key}", key) if cited else (key, f"target_{key}")
        depths: dict[str, int] = {}
        edge = {row[key] for row in self.rows}
        for depth in range(1, (steps or FAR) + 1):
            edge = {
                one[far] for one in self.tables["citations"] if one[near] in edge and one[far] is not None
            }
            for one in edge:
                depths.setdefault(one, depth)
        rows = [{**one, "depth": depths[one[key]]} for one in self.tables[self.entity] if one[key] in depths]
        depth_place = Place("", _field("depth"), "depth")
        self.become(self.entity, rows, [depth_place])
        self.keys = [(depth_place, False)]

    def unique(self, places: Sequence[Place]) -> None:
        seen: list[Any] = []
        kept = []
        for row in self.ordered():
            same = [self.value(place, row, self.entity) for place in places]
            if same not in seen:
                seen.append(same)
                kept.append(row)
        self.rows = kept

    def spread(self, by: Sequence[Place]) -> list[tuple[tuple[Any, ...], Row]]:
        """(values of `by`, row): a row of several values stands under each of them."""
        found: list[tuple[tuple[Any, ...], Row]] = []
        for row in self.rows:
            combinations: list[tuple[Any, ...]] = [()]
            for place in by:
                value = self.value(place, row, self.entity)
                several = sorted(set(value)) if isinstance(value, list) and value else [None]
                values = several if place.field.many else [value]
                combinations = [(*head, one) for head in combinations for one in values]
            found.extend((combination, row) for combination in combinations)
        return found

    def group(self, stage: bound.Group) -> None:
        groups: dict[tuple[Any, ...], list[Row]] = {} if stage.by else {(): []}
        for values, row in self.spread(stage.by):
            groups.setdefault(values, []).append(row)
        names = [place.name for place in stage.by]
        rows = []
        for values, members in groups.items():
            row = dict(zip(names, values, strict=True))
            row |= {one.name: self.aggregate(one, members) for one in stage.aggregates}
            rows.append(row)
        self.made = [Place("", _field(place.name, place.field.kind), place.name) for place in stage.by]
        self.measures = [Place("", _field(one.name, one.field.kind), one.name) for one in stage.aggregates]
        self.made += self.measures
        self.measures = [place for place in self.measures if place.field.kind is Kind.NUMBER]
        self.rows, self.entity, self.keys, self.shows = rows, None, [], None

    def aggregate(self, one: bound.Aggregate, rows: list[Row]) -> Any:
        if one.place is None:
            return len(rows)
        values = [self.value(one.place, row, self.entity) for row in rows]
        known = [value for value in values if value is not None and value != []]
        if one.function == "count":
            return len(known)
        if one.function == "distinct":
            return len(
                {single for value in known for single in (value if isinstance(value, list) else [value])}
            )
        return (min if one.function == "min" else max)(known, default=None)

    def cross(self, rows: Place, columns: Place) -> list[tuple[Any, ...]]:
        counts: dict[tuple[Any, ...], int] = {}
        totals: dict[Any, int] = {}
        for values, _ in self.spread((rows, columns)):
            counts[values] = counts.get(values, 0) + 1
            totals[values[0]] = totals.get(values[0], 0) + 1
        found = [(*values, count) for values, count in counts.items()]
        return sorted(found, key=lambda one: (-totals[one[0]], *(_last(value) for value in one[:2])))

    # --- order ----------------------------------------------------------------------------

    def ordered(self) -> list[Row]:
        """The rows sorted as asked for, then in the fixed order; unknown last whatever the direction."""

        def compare(left: Row, right: Row) -> int:
            for key, descending in self.order_keys():
                one, other = key(left), key(right)
                if one == other:
                    continue
                if one is None or other is None:
                    return 1 if one is None else -1
                return -1 if (one < other) != descending else 1
            return 0

        return sorted(self.rows, key=cmp_to_key(compare))

    def order_keys(self) -> list[tuple[Any, bool]]:
        keys: list[tuple[Any, bool]] = [
            (lambda row, place=place: self.order_value(place, row), down) for place, down in self.keys
        ]
        if self.entity is None:
            if not self.keys:
                keys += [(lambda row, place=place: row[place.name], True) for place in self.measures[:1]]
            return keys + [
                (lambda row, place=place: self.order_value(place, row), False) for place in self.made
            ]
        return keys + [
            (lambda row, name=name: self.fixed(name, row), False) for name in _fixed_names(self.entity)
        ]

    def order_value(self, place: Place, row: Row) -> Any:
        value = self.value(place, row, self.entity)
        if place.field.kind is Kind.DATE:
            return self.days(place, row, self.entity)[0]
        if place.field.column == "force" and place.field.kind is Kind.CLOSED:
            return -list(FORCES).index(value) if value else None
        return None if value == [] else value

    def fixed(self, name: tuple[str, str], row: Row) -> Any:
        return self.holder(name[0], row, self.entity)[name[1]]


def _fixed_names(entity: str) -> list[tuple[str, str]]:
    """(table, column) by which rows stand where nothing else is asked for."""
    columns = [column.name for column in table(entity).columns]
    reachable = [entity, *(name for name, _ in parents(entity))]
    names: list[tuple[str, str]] = []
    if "documents" in reachable:
        names += [("documents", "date_from"), ("documents", "document_id")]
    elif "date_from" in columns:
        names.append((entity, "date_from"))
    if "clauses" in reachable:
        names.append(("clauses", "position"))
    if entity != "clauses":
        names += [(entity, name) for name in ("start", "cue_start") if name in columns]
    return [*names, (entity, table(entity).key)]


def _field(name: str, kind: Kind = Kind.NUMBER) -> Any:
    from clausedb.schema import Field

    return Field(name, name, kind)


def _last(value: Any) -> tuple[bool, Any]:
    return (value is None, 0 if value is None else value)


def _is_in(place: Place, raw: Any, values: Sequence[str]) -> Truth:
    low = place.field.kind is Kind.TEXT
    if place.field.many:
        return any((one.lower() if low else one) in values for one in raw) if raw else None
    if raw is None or (low and raw == ""):
        return None
    return (str(raw).lower() if low else raw) in values


def _compare(value: Any, sign: str, number: float) -> Truth:
    if value is None:
        return None
    return {
        "=": value == number,
        "<": value < number,
        "<=": value <= number,
        ">": value > number,
        ">=": value >= number,
    }[sign]


def _date(days: tuple[str | None, str | None], sign: str, first: str, last: str) -> Truth:
    """Every day from the first to the last possible one must agree; unknown where they do not."""
    low, high = days
    if low is None or high is None:
        return None
    sure, never = {
        "before": (high < first, low >= first),
        "after": (low > last, high <= last),
        "since": (low >= first, high < first),
        "until": (high <= last, low > last),
        "within": (low >= first and high <= last, high < first or low > last),
    }[sign]
    return True if sure else False if never else None


def _made_days(value: Any) -> tuple[str | None, str | None]:
    if value is None or str(value).startswith("P"):
        return None, None
    first, last = str(value).split("/")[0], str(value).split("/")[-1]
    return first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first, (
        last + "-12-31" if len(last) == 4 else last + "-31" if len(last) == 7 else last
    )


def _is_cited(citation: Row, node: bound.CitesTest) -> bool:
    hit = (
        citation["target_clause_id"] in node.clauses
        or citation["instrument_id"] in node.instruments
        or citation["target_document_id"] in node.documents
    )
    return hit and (node.pinpoint is None or (citation["pinpoint"] or "").lower() == node.pinpoint.lower())


def _in_source(citation: Row, node: bound.CitesTest) -> bool:
    if node.clauses:
        return citation["clause_id"] in node.clauses
    return citation["document_id"] in node.documents
