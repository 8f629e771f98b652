"""One SELECT over the rows of a stage: its joins to parents, the SQL of its fields and conditions.

Values never stand in the SQL: they are parameters, numbered in the order in which they come.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from clausedb.compiled import TextScan
from clausedb.patterns import Pattern, matches
from clausedb.query import bound
from clausedb.query.bound import Place
from clausedb.query.numeral import alone_sql
from clausedb.query.scope import joined_by, parents
from clausedb.schema import SERIAL, Kind, Type, table
from clausedb.vocabularies import FORCES

_PINPOINT: Final = "lower(k.pinpoint)"
FARTHEST: Final = 32
"""Steps after which following citations ends where no number is given; chains are far shorter."""


class Parameters:
    """The parameters of one statement; equal values and equal text conditions are given once."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.scans: list[TextScan] = []
        self._names: dict[object, str] = {}
        self._patterns: dict[tuple[str, str, Pattern], str] = {}

    def copy(self) -> Parameters:
        """The same so far; what is added to the one is not added to the other."""
        made = Parameters()
        made.values, made.scans = dict(self.values), list(self.scans)
        made._names, made._patterns = dict(self._names), dict(self._patterns)
        return made

    def add(self, value: str | int | float | tuple[str, ...]) -> str:
        """The name of a parameter with its sign; tuples become lists."""
        key = (type(value).__name__, value)
        if key not in self._names:
            self._names[key] = f"p{len(self._names) + 1}"
            self.values[self._names[key]] = list(value) if isinstance(value, tuple) else value
        return f"${self._names[key]}"

    def scan(self, table_name: str, column: str, pattern: Pattern) -> str:
        """The name of the function that says of a serial number whether the row's text meets the pattern."""
        key = (table_name, column, pattern)
        if key not in self._patterns:
            name = f"t{len(self.scans) + 1}"
            self._patterns[key] = name
            self.scans.append(TextScan(name, table_name, column, partial(matches, pattern), pattern))
        return self._patterns[key]


class Select:
    """The rows of `source` as alias `e` (with a depth behind it in nested ones), joined to parents as they are asked for."""

    def __init__(self, parameters: Parameters, source: str, entity: str | None, depth: int = 0) -> None:
        self.parameters = parameters
        self.source = source
        self.entity = entity
        self.depth = depth
        self._joined: dict[str, str] = {}

    @property
    def row(self) -> str:
        """The alias of the rows themselves."""
        return f"e{self.depth or ''}"

    @property
    def source_sql(self) -> str:
        """FROM with the joins that the fields asked for so far need."""
        joins = "".join(self._joined.values())
        return f"FROM {self.source} AS {self.row}{joins}"

    def alias(self, table_name: str) -> str:
        """The alias of the rows or of a parent, which is joined if it is not yet."""
        if not table_name or table_name == self.entity:
            return self.row
        alias = f"{table_name[0]}{self.depth or ''}"
        if table_name not in self._joined:
            assert self.entity is not None
            column = joined_by(table_name)
            self._joined[table_name] = (
                f" LEFT JOIN {table_name} AS {alias} ON {alias}.{column} = {self.row}.{column}"
            )
        return alias

    def column(self, table_name: str, column: str) -> str:
        """A column of the rows or of a parent; a parent's key is read off the row itself."""
        if table_name and table_name != self.entity and self.entity is not None:
            for parent, link in parents(self.entity):
                if parent == table_name and table(parent).key == column:
                    return f'{self.row}."{link}"'
        return f'{self.alias(table_name)}."{column}"'

    def key(self, table_name: str) -> str:
        """The key of the rows, or of their parent."""
        return self.column(table_name, table(table_name).key)

    # --- fields ---------------------------------------------------------------------------

    def value(self, place: Place) -> str:
        """The field as it is shown, counted and compared as a whole; NULL where it is unknown."""
        match place.field.kind:
            case Kind.YEAR if place.table:
                first, last = self.days(place)
                return (
                    f"CASE WHEN left({first}, 4) = left({last}, 4) THEN CAST(left({first}, 4) AS INTEGER) END"
                )
            case Kind.FLAG:
                return self._flag(place)
            case Kind.TEXT if not place.field.many:
                return f"nullif({self._raw(place)}, '')"
            case _:
                return self._raw(place)

    def order(self, place: Place) -> str:
        """What the field is sorted by: dates by their first day, forces by their rank, lists where they are not empty."""
        if place.field.kind is Kind.DATE:
            return self.days(place)[0]
        if place.field.many:
            return f"CASE WHEN len({self._raw(place)}) > 0 THEN {self._raw(place)} END"
        if place.field.kind is Kind.CLOSED and place.field.column == "force":
            rising = self.parameters.add(tuple(reversed(FORCES)))
            return f"list_position({rising}, {self._raw(place)})"
        return self.value(place)

    def _raw(self, place: Place) -> str:
        return self.column(place.table, place.field.column)

    def _flag(self, place: Place) -> str:
        raw = self._raw(place)
        if place.table and table(place.table).column(place.field.column).type is not Type.FLAG:
            return f"({raw} IS NOT NULL)"
        return raw

    def days(self, place: Place) -> tuple[str, str]:
        """The first and the last possible day of a date."""
        if not place.table and place.field.kind is Kind.YEAR:
            return (f"{self._raw(place)} || '-01-01'", f"{self._raw(place)} || '-12-31'")
        if not place.table:
            return _made_days(self._raw(place))
        name = "date" if place.table == "dates" else place.field.column
        return (self.column(place.table, f"{name}_from"), self.column(place.table, f"{name}_to"))

    # --- conditions -----------------------------------------------------------------------

    def test(self, node: bound.Condition, *, negated: bool = False) -> str:
        """The condition as SQL, NULL where it is unknown.

        A text that is empty meets no pattern; only under a `not` must it be told from one that does not.
        """
        match node:
            case bound.And(parts):
                return "(" + " AND ".join(self.test(part, negated=negated) for part in parts) + ")"
            case bound.Or(parts):
                if not parts:
                    return "false"
                return "(" + " OR ".join(self.test(part, negated=negated) for part in parts) + ")"
            case bound.Not(part):
                return f"(NOT {self.test(part, negated=True)})"
            case bound.IsIn():
                return self._is_in(node)
            case bound.Holds():
                return self._holds(node)
            case bound.InOffice():
                return self._in_office(node)
            case bound.NumberTest(place, sign, value):
                assert sign in ("=", "<", "<=", ">", ">=")
                return f"({self.value(place)} {sign} {self.parameters.add(value)})"
            case bound.DateTest():
                return self._date(node)
            case bound.FlagTest(place):
                return self._flag(place)
            case bound.EmptyTest(place):
                return self._empty(place)
            case bound.TextTest(place, pattern):
                return self._text(place, pattern, negated)
            case bound.CitesTest():
                return self._cites(node)
            case bound.UnderTest():
                return self._under(node)
            case bound.Exists():
                return self._exists(node)

    def _is_in(self, node: bound.IsIn) -> str:
        raw = self._raw(node.place)
        text = node.place.field.kind is Kind.TEXT
        if not node.values:
            return f"CASE WHEN {self._known(node.place)} THEN false END"
        if node.place.field.many:
            listed = f"list_transform({raw}, lambda x: lower(x))" if text else raw
            given = self.parameters.add(node.values)
            # Not list_has_any, which makes a hash table for each row.
            met = f"list_filter({listed}, lambda x: list_contains({given}, x))"
            return f"CASE WHEN len({raw}) > 0 THEN len({met}) > 0 END"
        if node.alone:
            return self._printed(raw, node)
        raw = f"nullif(lower(CAST({raw} AS VARCHAR)), '')" if text else raw
        return self._one_of(raw, node.values)

    def _printed(self, raw: str, node: bound.IsIn) -> str:
        """Whether a printed number is one of the values, as printed or alone. Each number that occurs is looked at once."""
        test = f"{self._one_of('lower(n)', node.values)} OR {self._one_of(alone_sql('n'), node.alone)}"
        column = f'"{node.place.field.column}"'
        # With a count, so that DuckDB does not test every row first.
        source = f"SELECT {column} AS n, count(*) FROM {node.place.table} GROUP BY {column}"
        return f"CASE WHEN {raw} <> '' THEN {raw} IN (SELECT n FROM ({source}) WHERE {test}) END"

    def _one_of(self, sql: str, values: tuple[str, ...]) -> str:
        if len(values) == 1:
            return f"({sql} = {self.parameters.add(values[0])})"
        return f"({sql} IN (SELECT unnest({self.parameters.add(values)})))"

    def _holds(self, node: bound.Holds) -> str:
        name, column = node.place.table, node.place.field.column
        # By equal places, not by a distance: pairs of all mentions of a document would be tried.
        named = (
            "SELECT b.document_id, b.party_id FROM (SELECT document_id, split_part(party_id, '.', 1) AS state, "
            'unnest(["end", "end" + 1, "end" + 2]) AS place FROM mentions '
            f"WHERE party_id IN (SELECT unnest({self.parameters.add(node.offices)}))) AS a "
            'JOIN mentions AS b ON b.document_id = a.document_id AND b."start" = a.place '
            "JOIN parties AS p ON p.party_id = b.party_id AND p.kind = 'person' "
            "AND (p.state_id IS NULL OR p.state_id = a.state)"
        )
        held = (
            f"SELECT x.{SERIAL} FROM {name} AS x JOIN ({named}) AS y "
            f'ON y.document_id = x.document_id AND y.party_id = x."{column}"'
        )
        person = self._raw(node.place)
        return f"CASE WHEN {person} IS NOT NULL THEN {self.alias(name)}.{SERIAL} IN ({held}) END"

    def _in_office(self, node: bound.InOffice) -> str:
        name, column = node.place.table, node.place.field.column
        ends = 'unnest(["end", "end" + 1, "end" + 2]) AS place FROM mentions WHERE'
        person = f"party_id IN (SELECT unnest({self.parameters.add(node.people)}))"
        named = (
            "SELECT b.document_id, b.party_id FROM ("
            f"SELECT document_id, {ends} {person}) AS a JOIN mentions AS b "
            "ON b.document_id = a.document_id AND b.\"start\" = a.place AND b.kind = 'office' "
            "UNION SELECT a.document_id, a.party_id FROM ("
            f"SELECT document_id, party_id, {ends} kind = 'office') AS a JOIN mentions AS b "
            f'ON b.document_id = a.document_id AND b."start" = a.place AND b.{person}'
        )
        many = node.place.field.many
        same = f'list_contains(x."{column}", y.party_id)' if many else f'y.party_id = x."{column}"'
        held = (
            f"SELECT x.{SERIAL} FROM {name} AS x JOIN ({named}) AS y "
            f"ON y.document_id = x.document_id AND {same}"
        )
        known = self._known(node.place)
        return f"CASE WHEN {known} THEN {self.alias(name)}.{SERIAL} IN ({held}) END"

    def _known(self, place: Place) -> str:
        raw = self._raw(place)
        return f"len({raw}) > 0" if place.field.many else f"{raw} IS NOT NULL"

    def _empty(self, place: Place) -> str:
        raw = self._raw(place)
        if place.field.many:
            return f"(coalesce(len({raw}), 0) = 0)"
        if place.field.kind is Kind.FLAG:
            return f"({self._flag(place)} IS NULL)"
        if place.field.kind is Kind.YEAR:
            return f"({self.value(place)} IS NULL)"
        return f"({raw} IS NULL OR CAST({raw} AS VARCHAR) = '')"

    def _date(self, node: bound.DateTest) -> str:
        first, last = self.days(node.place)
        match node.sign:
            case "before" | "since":
                low = self.parameters.add(node.first)
                sure, never = f"{last} < {low}", f"{first} >= {low}"
            case "after" | "until":
                high = self.parameters.add(node.last)
                sure, never = f"{first} > {high}", f"{last} <= {high}"
            case "within":
                low, high = self.parameters.add(node.first), self.parameters.add(node.last)
                sure = f"{first} >= {low} AND {last} <= {high}"
                never = f"{last} < {low} OR {first} > {high}"
        if node.sign in ("since", "until"):
            sure, never = never, sure
        return f"CASE WHEN {sure} THEN true WHEN {never} THEN false END"

    def _text(self, place: Place, pattern: Pattern, negated: bool) -> str:
        if not place.table:
            raise AssertionError("a text condition needs a table")
        found = self._found(place.table, self.parameters.scan(place.table, place.field.column, pattern))
        if not negated:
            return found
        raw = self._raw(place)
        known = f"len({raw}) > 0" if place.field.many else f"{raw} <> ''"
        return f"CASE WHEN {known} THEN {found} END"

    def _found(self, table_name: str, test: str) -> str:
        """Whether the row, or its parent, is among those of a text condition."""
        if table_name == self.entity:
            return f"{test}({self.row}.{SERIAL})"
        column = joined_by(table_name)
        return f"({self.row}.{column} IN (SELECT x.{column} FROM {table_name} AS x WHERE {test}(x.{SERIAL})))"

    # --- children and citations -----------------------------------------------------------

    def _exists(self, node: bound.Exists) -> str:
        assert self.entity is not None
        inner = Select(self.parameters, node.table, node.table, self.depth + 1)
        tests = [inner.test(node.condition)] if node.condition else []
        if self.entity == "clauses":
            return self._exists_below(node, inner, tests)
        column = joined_by(self.entity)
        tests.append(f"{inner.row}.{column} IS NOT NULL")
        return f"({self.row}.{column} IN (SELECT {inner.row}.{column} {inner.source_sql} WHERE {' AND '.join(tests)}))"

    def _exists_below(self, node: bound.Exists, inner: Select, tests: list[str]) -> str:
        """A clause has what itself and every clause below it has, but is not below itself."""
        if node.table != "clauses":
            tests.append(f"{inner.row}.clause_ref IS NOT NULL")
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        own = f"SELECT {inner.row}.clause_ref {inner.source_sql}{where}"
        return f"({self.row}.clause_ref IN ({_above(own, itself=node.table != 'clauses')}))"

    def _under(self, node: bound.UnderTest) -> str:
        clause, document = f"{self.row}.clause_id", f"{self.row}.document_id"
        tests: list[str] = []
        if node.clauses:
            own = f"SELECT u.clause_ref FROM clauses AS u WHERE u.clause_id IN (SELECT unnest({self.parameters.add(node.clauses)}))"
            tests.append(f"({clause} IS NOT NULL AND {self.row}.clause_ref IN ({below(own)}))")
        if node.documents:
            here = self.parameters.add(node.documents)
            tests.append(f"({document} IS NOT NULL AND {document} IN (SELECT unnest({here})))")
        return f"({' OR '.join(tests) or 'false'})"

    def _cites(self, node: bound.CitesTest) -> str:
        assert self.entity is not None
        if node.cited:
            return self._cited_by(node)
        link = joined_by(self.entity)
        hit = cited_sql(self.parameters, node)
        source = "FROM citations AS k"
        if node.steps != 1:
            reach = _reaching(hit, (node.steps or FARTHEST) - 1)
            hit = f"({hit} OR k.target_document_id IN ({reach}))"
        return f"({self.row}.{link} IN (SELECT k.{link} {source} WHERE {hit} AND k.{link} IS NOT NULL))"

    def _cited_by(self, node: bound.CitesTest) -> str:
        column, key = {
            "documents": ("target_document_id", "document_id"),
            "clauses": ("target_clause_id", "clause_id"),
            "instruments": ("instrument_id", "instrument_id"),
        }[str(self.entity)]
        if node.clauses:
            citing = f"k.clause_id IN (SELECT unnest({self.parameters.add(node.clauses)}))"
        else:
            citing = f"k.document_id IN (SELECT unnest({self.parameters.add(node.documents)}))"
        if node.steps != 1:
            reached = _reached(citing, (node.steps or FARTHEST) - 1)
            citing = f"({citing} OR k.document_id IN ({reached}))"
        found = f"SELECT k.{column} FROM citations AS k WHERE {citing} AND k.{column} IS NOT NULL"
        return f"({self.row}.{key} IN ({found}))"


def _above(own: str, *, itself: bool) -> str:
    """The clauses above some; and themselves. Few clauses have others above them, so that each step up looks at few."""
    up = (
        "SELECT h.parent_ref FROM own AS u JOIN clauses AS h ON h.clause_ref = u.clause_ref "
        "WHERE h.parent_ref IS NOT NULL UNION SELECT h.parent_ref FROM up AS u "
        "JOIN clauses AS h ON h.clause_ref = u.clause_ref WHERE h.parent_ref IS NOT NULL"
    )
    return _walked(own, "up", up, itself=itself)


def below(own: str) -> str:
    """Some clauses and all below them."""
    down = (
        "SELECT h.clause_ref FROM clauses AS h WHERE h.parent_ref IN (SELECT clause_ref FROM own) "
        "UNION SELECT h.clause_ref FROM down AS u JOIN clauses AS h ON h.parent_ref = u.clause_ref"
    )
    return _walked(own, "down", down, itself=True)


def _walked(own: str, name: str, steps: str, *, itself: bool) -> str:
    """The clauses that steps from some lead to. Nested ones may bear the same names: each sees the nearest."""
    walk = f"WITH RECURSIVE own AS MATERIALIZED ({own}), {name}(clause_ref) AS ({steps}) "
    # Through a list: DuckDB takes what a recursion gives for many times too much, and would rather hash all clauses.
    walked = f"SELECT unnest((SELECT list(clause_ref) FROM {name}))"
    return walk + "SELECT clause_ref FROM own UNION ALL " * itself + walked


def cited_sql(parameters: Parameters, node: bound.CitesTest) -> str:
    """The condition that a row of citations `k` is of what is cited."""
    hits: list[str] = []
    if node.clauses:
        hits.append(f"k.target_clause_id IN (SELECT unnest({parameters.add(node.clauses)}))")
    if node.instruments:
        hits.append(f"k.instrument_id IN (SELECT unnest({parameters.add(node.instruments)}))")
    if node.documents:
        hits.append(f"k.target_document_id IN (SELECT unnest({parameters.add(node.documents)}))")
    # Both sides may be unknown; a citation of an unknown thing is none of it.
    hit = "(" + " OR ".join(f"coalesce({one}, false)" for one in hits) + ")"
    if node.pinpoint is not None:
        hit += f" AND {_PINPOINT} = {parameters.add(node.pinpoint.lower())}"
    return hit


def _reaching(hit: str, steps: int) -> str:
    """The documents from which a citation is reached in up to so many steps."""
    return (
        f"WITH RECURSIVE reach(document_id, depth) AS (SELECT k.document_id, 1 FROM citations AS k WHERE {hit} "
        "UNION SELECT k.document_id, r.depth + 1 FROM citations AS k JOIN reach AS r "
        f"ON k.target_document_id = r.document_id WHERE r.depth < {int(steps)}) SELECT document_id FROM reach"
    )


def _reached(citing: str, steps: int) -> str:
    """The documents that are reached from some in up to so many steps."""
    return (
        "WITH RECURSIVE reach(document_id, depth) AS (SELECT k.target_document_id, 1 FROM citations AS k "
        f"WHERE {citing} AND k.target_document_id IS NOT NULL "
        "UNION SELECT k.target_document_id, r.depth + 1 FROM citations AS k JOIN reach AS r "
        "ON k.document_id = r.document_id WHERE k.target_document_id IS NOT NULL "
        f"AND r.depth < {int(steps)}) SELECT document_id FROM reach"
    )


def _made_days(raw: str) -> tuple[str, str]:
    """First and last day of a date that a stage made: ISO text, of which no day columns are left."""
    first, last = f"split_part({raw}, '/', 1)", f"split_part({raw}, '/', -1)"
    low = (
        f"CASE length({first}) WHEN 4 THEN {first} || '-01-01' WHEN 7 THEN {first} || '-01' ELSE {first} END"
    )
    high = f"CASE length({last}) WHEN 4 THEN {last} || '-12-31' WHEN 7 THEN {last} || '-31' ELSE {last} END"
    unknown = f"{raw} IS NULL OR starts_with({raw}, 'P')"
    return (f"CASE WHEN {unknown} THEN NULL ELSE {low} END", f"CASE WHEN {unknown} THEN NULL ELSE {high} END")
