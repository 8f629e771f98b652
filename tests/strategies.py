"""Random small databases and random queries over them, made from the schema and the grammar of the language."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from hypothesis import strategies as st

from clausedb.query import ast
from clausedb.query.scope import Scope, parents
from clausedb.schema import Field, Kind, Type, column_vocabulary, table
from clausedb.vocabularies import FORCES
from tests.world import Tables, sample

_PARTIES = ["KAZ", "AZE", "AZE.PRES", "UN", "P:tokayev"]
_DATES = [
    (None, None, None),
    ("2005-05-24", "2005-05-24", "2005-05-24"),
    ("2023-04", "2023-04-01", "2023-04-30"),
    ("2022", "2022-01-01", "2022-12-31"),
    ("2022/2027", "2022-01-01", "2027-12-31"),
    ("1991-12", "1991-12-01", "1991-12-31"),
]
_TEXTS = [
    "develop the Middle Corridor",
    "transport. They reaffirm peace",
    "разминированию территорий",
    "peace",
    "",
    None,
    "mine clearance\n\ndevelops",
]
_SOURCES = [
    "documents", "clauses", "acts", "obligations", "citations", "instruments", "mentions", "definitions",
    "statements", "dates", "parties", "findings",
]  # fmt: skip


def worlds() -> st.SearchStrategy[Tables]:
    """The sample database with some of its cells made anew; keys, links and places stay."""
    # From one seed: drawing every cell by itself costs more than the queries that are tested.
    return st.integers(0, 1 << 20).map(world)


def world(seed: int) -> Tables:
    """The database of a seed."""
    chance = Random(seed)
    tables = copy.deepcopy(sample())
    for name, rows in tables.items():
        for row in rows:
            for field in table(name).fields:
                if chance.random() < 0.3:
                    _redraw(chance, name, row, field)
    return tables


def _redraw(chance: Random, name: str, row: dict[str, Any], field: Field) -> None:
    column = table(name).column(field.column)
    if field.column in (table(name).key, "clause_id", "document_id", "label", "instrument_id", "position"):
        return
    if name == "instruments" and field.column in ("title", "date", "type"):
        return  # the queries name instruments by these
    match field.kind:
        case Kind.TEXT if column.type is Type.TEXTS:
            row[field.column] = chance.sample([one for one in _TEXTS if one], chance.randint(0, 2))
        case Kind.TEXT:
            row[field.column] = chance.choice(_TEXTS)
        case Kind.PARTY if column.type is Type.TEXTS:
            row[field.column] = chance.sample(_PARTIES, chance.randint(0, 3))
        case Kind.PARTY:
            row[field.column] = chance.choice([*_PARTIES, None])
        case Kind.CLOSED:
            words = list(column_vocabulary(name, field))[:5]
            row[field.column] = chance.choice(words if field.column == "force" else [*words, None])
        case Kind.FLAG if column.type is Type.FLAG:
            row[field.column] = chance.choice([True, False, None])
        case Kind.NUMBER:
            row[field.column] = chance.randint(0, 3)
        case Kind.DATE:
            value, first, last = chance.choice(_DATES)
            start = "date" if name == "dates" else field.column
            row[field.column], row[f"{start}_from"], row[f"{start}_to"] = value, first, last
        case _:
            pass


# --- queries ------------------------------------------------------------------------------


@st.composite
def queries(draw: st.DrawFn) -> ast.Query:
    """A query that resolves over the sample database: conditions, then stages that fit what the rows are."""
    entity = draw(st.sampled_from(_SOURCES))
    stages: list[ast.Stage] = []
    source = entity
    if draw(st.booleans()):
        stages.append(ast.Where(draw(conditions(entity))))
    for _ in range(draw(st.integers(0, 2))):
        stage, entity = draw(_row_stage(entity))
        stages.append(stage)
    stages.extend(draw(_ends(entity)))
    return ast.Query(ast.Name(source), tuple(stages))


@st.composite
def _row_stage(draw: st.DrawFn, entity: str) -> tuple[ast.Stage, str]:
    kinds = ["where", "sort", "take", "unique", "to", "show"]
    if entity in ("documents", "clauses"):
        kinds.append("follow")
    match draw(st.sampled_from(kinds)):
        case "where":
            return ast.Where(draw(conditions(entity))), entity
        case "sort":
            return ast.Sort(tuple(draw(st.lists(_keys(entity), min_size=1, max_size=2)))), entity
        case "take":
            return ast.Take(draw(st.integers(0, 4)), draw(st.booleans())), entity
        case "unique":
            return ast.Unique(tuple(draw(st.lists(_names(entity), max_size=2)))), entity
        case "show":
            names = draw(st.lists(_names(entity), min_size=1, max_size=3, unique_by=lambda name: name.text))
            return ast.Show(tuple(names)), entity
        case "follow":
            depth = ast.Depth(draw(st.sampled_from([1, 2, None])))
            return ast.Follow(draw(st.booleans()), depth), entity
        case _:
            ways = [name for name, _ in parents(entity)] + [
                child for child in table(entity).children if child != entity
            ]
            target = draw(st.sampled_from(ways))
            return ast.To(ast.Name(target)), target


@st.composite
def _ends(draw: st.DrawFn, entity: str) -> list[ast.Stage]:
    match draw(st.sampled_from(["rows", "rows", "count", "distinct", "summarize", "cross"])):
        case "rows":
            return []
        case "count":
            names = draw(st.lists(_names(entity), max_size=2, unique_by=lambda name: name.text))
            ends: list[ast.Stage] = [ast.Count(tuple(names))]
            if draw(st.booleans()):
                ends.append(ast.Where(ast.Compare(ast.Name("count"), draw(_signs()), ast.Number("1"))))
            return ends
        case "distinct":
            return [ast.Count((), draw(_names(entity)))]
        case "summarize":
            return [draw(_summary(entity))]
        case _:
            return [ast.Cross(draw(_names(entity)), draw(_names(entity)))]


@st.composite
def _summary(draw: st.DrawFn, entity: str) -> ast.Summarize:
    scope = Scope(entity)
    single = [
        name for name in scope.names() if (found := scope.find(name)) and not found.field.many
        and found.field.kind in (Kind.NUMBER, Kind.YEAR, Kind.TEXT, Kind.DATE)
    ]  # fmt: skip
    aggregates = [ast.Aggregate(ast.Name("n"), "count")]
    aggregates.append(
        ast.Aggregate(ast.Name("k"), draw(st.sampled_from(["count", "distinct"])), draw(_names(entity)))
    )
    if single:
        function = draw(st.sampled_from(["min", "max"]))
        aggregates.append(ast.Aggregate(ast.Name("m"), function, ast.Name(draw(st.sampled_from(single)))))
    by = draw(st.lists(_names(entity), max_size=1))
    return ast.Summarize(tuple(aggregates), tuple(by))


def _names(entity: str) -> st.SearchStrategy[ast.Name]:
    return st.sampled_from(Scope(entity).names()).map(ast.Name)


def _keys(entity: str) -> st.SearchStrategy[ast.Key]:
    return st.builds(ast.Key, _names(entity), st.booleans())


def _signs() -> st.SearchStrategy[str]:
    return st.sampled_from(["=", "!=", "<", "<=", ">", ">="])


def conditions(entity: str) -> st.SearchStrategy[ast.Condition]:
    """Any condition for rows of a table."""
    return st.recursive(
        st.deferred(lambda: _tests(entity)),
        lambda inner: st.one_of(
            inner.map(ast.Not),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: ast.And(tuple(parts))),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: ast.Or(tuple(parts))),
        ),
        max_leaves=4,
    )


@st.composite
def _tests(draw: st.DrawFn, entity: str) -> ast.Condition:
    choice = draw(st.integers(0, 9))
    children = table(entity).children
    if choice == 0 and children:
        child = draw(st.sampled_from(children))
        inner = draw(st.none() | _plain(child))
        return ast.With(ast.Name(child), inner, draw(st.booleans()))
    if choice == 1 and entity in ("documents", "clauses", "instruments"):
        handle = draw(st.sampled_from(["kaz-aze-2005", "kaz-aze-2023", "kaz-aze-2005#1", "report#1"]))
        cited = entity == "instruments" or draw(st.booleans())
        depth = ast.Depth(draw(st.sampled_from([1, 1, 2, None])))
        place = draw(st.sampled_from([None, None, "1"]))
        return ast.Cites(ast.Ref(ast.Handle(handle), place), depth, cited)
    if choice == 2 and entity not in ("documents", "instruments", "parties", "findings"):
        handles = ["kaz-aze-2005", "report", "kaz-aze-2005#1", "kaz-aze-2005#2", "kaz-aze-2023#1", "report#1"]
        return ast.Under(ast.Handle(draw(st.sampled_from(handles))))
    return draw(_plain(entity))


@st.composite
def _plain(draw: st.DrawFn, entity: str) -> ast.Condition:
    """A test of one field."""
    scope = Scope(entity)
    name = draw(st.sampled_from([*scope.names(), *scope.long_names()]))
    found = scope.find(name)
    assert found is not None
    field = ast.Name(name)
    if draw(st.integers(0, 5)) == 0:
        return ast.Empty(field, draw(st.booleans()))
    match found.field.kind:
        case Kind.FLAG:
            return ast.Flag(field)
        case Kind.NUMBER:
            return ast.Compare(field, draw(_signs()), ast.Number(draw(st.sampled_from(["0", "1", "2"]))))
        case Kind.YEAR:
            return _ranged(draw, field, [ast.Number(year) for year in ("2005", "2022", "2023")])
        case Kind.DATE:
            days = [ast.Day("2022-06"), ast.Day("2005-05-24"), ast.Number("2022"), ast.Day("2023-04-15")]
            return _ranged(draw, field, days)
        case Kind.TEXT if draw(st.booleans()):
            return ast.Has(field, draw(texts()))
        case _:
            return _valued(draw, field, _values(found.table, found.field))


def _ranged(draw: st.DrawFn, field: ast.Name, values: list[Any]) -> ast.Condition:
    if draw(st.booleans()):
        return ast.Range(field, ast.Number("2005"), ast.Number("2022"))
    sign = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "before", "after", "since", "until"]))
    return ast.Compare(field, sign, draw(st.sampled_from(values)))


def _valued(draw: st.DrawFn, field: ast.Name, values: list[ast.Value]) -> ast.Condition:
    if draw(st.booleans()):
        some = draw(st.lists(st.sampled_from(values), min_size=1, max_size=2))
        return ast.OneOf(field, tuple(some), draw(st.booleans()))
    if values[0] == ast.Name(next(iter(FORCES))):
        return ast.Compare(field, draw(_signs()), draw(st.sampled_from(values)))
    return ast.Compare(field, draw(st.sampled_from(["=", "!="])), draw(st.sampled_from(values)))


def _values(name: str, field: Field) -> list[ast.Value]:
    match field.kind:
        case Kind.PARTY:
            return [
                ast.Name("Kazakhstan"),
                ast.Name("Азербайджан"),
                ast.Name("AZE.PRES"),
                ast.Text("United Nations"),
            ]
        case Kind.DOCUMENT:
            return [ast.Handle("kaz-aze-2023"), ast.Name("report")]
        case Kind.CLAUSE:
            return [ast.Handle("kaz-aze-2005#2"), ast.Handle("kaz-aze-2023#1")]
        case Kind.INSTRUMENT:
            return [ast.Text("Friendship"), ast.Text("2022 Declaration"), ast.Name("Declaration")]
        case Kind.CLOSED:
            return [ast.Name(word) for word in list(column_vocabulary(name, field))[:5]]
        case _:
            return [ast.Text("peace"), ast.Text("mine clearance"), ast.Number("1")]


def texts() -> st.SearchStrategy[ast.TextCondition]:
    """Any text condition over the words of the sample."""
    word = st.one_of(
        st.sampled_from(["develop", "peace", "разминирование", "transport", "parties", "Middle"]).map(
            ast.TextWord
        ),
        st.sampled_from(["Middle Corridor", "mine clearance"]).map(ast.TextPhrase),
        st.sampled_from(["dev", "trans", "разм"]).map(ast.TextPrefix),
    )
    side = word | st.lists(word, min_size=2, max_size=2).map(lambda parts: ast.TextOr(tuple(parts)))
    near = st.one_of(
        st.builds(ast.TextNear, side, side, st.just("words"), st.integers(1, 6), st.booleans()),
        st.builds(ast.TextNear, side, side, st.sampled_from(["sentence", "paragraph"])),
    )
    return st.recursive(
        word | near,
        lambda inner: st.one_of(
            inner.map(ast.TextNot),
            st.lists(inner, min_size=2, max_size=2).map(lambda parts: ast.TextAnd(tuple(parts))),
            st.lists(inner, min_size=2, max_size=2).map(lambda parts: ast.TextOr(tuple(parts))),
        ),
        max_leaves=3,
    )
