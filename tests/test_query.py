"""The language case by case: what it reads, what it means on a small database, what it completes and explains."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from clausedb.errors import QueryError
from clausedb.query import complete, finish, footnotes, number_told, prepare, relaxed
from clausedb.query.syntax import parse
from clausedb.query.text import show
from clausedb.resources import build_lark
from tests.world import World, connect, run, sample

TABLES = sample()
WORLD = World(TABLES, {"owed": "obligations where bearer is $party", "joint_ones": "obligations where joint"})


def ask(text: str, **variables: object) -> list[tuple[Any, ...]]:
    """The finished rows of a query, without keys."""
    plan = prepare(text, WORLD, variables).plan
    assert plan is not None
    with connect(TABLES) as connection:
        found = run(connection, TABLES, plan.compiled)
    width = len(plan.compiled.columns)
    keys = tuple(row[-1] for row in found) if plan.compiled.key else ()
    return list(finish(plan, [row[:width] for row in found], keys)[1])


def notes(text: str) -> list[str]:
    plan = prepare(text, WORLD).plan
    assert plan is not None
    with connect(TABLES) as connection:
        return [
            line for note in plan.notes for line in footnotes(note, run(connection, TABLES, note.compiled))
        ]


def test_the_grammar_has_no_conflict_and_no_two_terminals_for_one_word() -> None:
    pytest.importorskip("interegular")
    build_lark("query", strict=True)


# A query, and its canonical form.
SHOWN = [
    (
        "obligations where bearer = Azerbaijan and year=2023",
        "obligations where bearer is Azerbaijan and year is 2023",
    ),
    ("CLAUSES WHERE text HAS (demin! or x*)", "CLAUSES where text has (demin* or x*)"),
    ("documents where (a or b) and not (c and d)", "documents where (a or b) and not (c and d)"),
    ("clauses where text has a w/5 b", "clauses where text has a near/5 b"),
    ("clauses where text has “a b” pre/3 «c»", 'clauses where text has "a b" pre/3 "c"'),
    ("clauses where text has a /sent b", "clauses where text has a /s b"),
    ("clauses where cites @x para 7 within 3 steps", "clauses where cites @x para 7 within 3 steps"),
    ("clauses where cites @x art. 7", "clauses where cites @x para 7"),
    ("documents | follow cited by transitively", "documents | follow cited by transitively"),
    ("documents -- all of them\n| first 3;", "documents | first 3"),
    ("documents where date is before 2020", "documents where date before 2020"),
    ("let owed = obligations where bearer is $party", "let owed = obligations where bearer is $party"),
    ("compare @a#5 with @b#5(2)(a)", "compare @a#5 with @b#5(2)(a)"),
    (
        "acts | summarise n = count, m = min date by force",
        "acts | summarize n = count, m = min date by force",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_canonical_form(text: str, expected: str) -> None:
    assert show(parse(text)) == expected
    assert show(parse(expected)) == expected


# A query, and the keys or cells it gives in order.
ANSWERS: list[tuple[str, list[Any]]] = [
    # a state stands for its offices; an office named is exact
    ("acts where bearer is Azerbaijan and document is @kaz-aze-2023 | count", [5 - 2]),
    ("acts where bearer is AZE.PRES | count", [1]),
    # one name in three languages
    ("acts where bearer is Азербайджан | count", [5]),
    ("acts where bearer is أذربيجان | count", [5]),
    # both, and known but nowhere among them
    ("obligations where bearer is KAZ and bearer is AZE | count", [3]),
    ("obligations where bearer is not KAZ | count", [1]),
    ("obligations where bearer is empty | count", [1]),
    # unknown is not no
    ("obligations where joint | count", [2]),
    ("obligations where not joint | count", [1]),
    ("obligations where joint is empty | count", [2]),
    # dates by what is certain: 2023-04 is neither before nor after the 15th
    ("documents where date before 2023-04-15 | count", [1]),
    ("documents where date after 2023-04-15 | count", [0]),
    ("documents where date in 2005..2023 | count", [2]),
    ("documents where date until 2023-04 | count", [2]),
    ("documents where date since 2023-04-02 | count", [0]),
    ("documents where year >= 2005 | sort year desc | show year", [2023, 2005]),
    # ordered forces
    ("acts where force >= obligation | count", [2]),
    ("acts where force < intention | count", [1]),
    # one and the same child meets both
    ("documents where with obligations (force is obligation and joint) | count", [0]),
    ("documents where with obligations (force is obligation) and with obligations (joint) | count", [1]),
    # a clause has what the clauses below it have, but its text is its own
    ("clauses where with acts (force is obligation) | show label", ["2", "2(a)"]),
    ("clauses where document is @kaz-aze-2005 and text has transport | show label", ["2(a)"]),
    ("clauses where with clauses | show label", ["2"]),
    # instruments by a few words in any order, also of another language
    ("clauses where cites «декларация Алма-Атинская» | show document", ["report"]),
    ('citations where instrument is "declaration 2022" | show pinpoint', ["7"]),
    ('citations where instrument is "Treaty between Kazakhstan and Azerbaijan" | count', [1]),
    # citations: direct, over steps, with a place
    ("documents where cites @kaz-aze-2005 | show document", ["kaz-aze-2023"]),
    ("documents where cites @kaz-aze-2005 transitively | show document", ["kaz-aze-2023", "report"]),
    ("clauses where cites @kaz-aze-2005 para 1 | show document", ["kaz-aze-2023"]),
    ("clauses where cites @kaz-aze-2005 para 2 | show document", []),
    ("documents where cited by @report within 2 steps | show document", ["kaz-aze-2005", "kaz-aze-2023"]),
    ("documents where document is report | follow cites transitively | show depth", [1, 2]),
    # words, in the forms of the text's language
    ("clauses where text has разминирование | show document", ["report"]),
    ('clauses where text has "mine clearance" | show label', ["2"]),
    ('clauses where text has "mine clearances" | show label', []),
    ('clauses where text has "Middle Corridor" near/25 transport | show label', ["1"]),
    ("clauses where text has declaration /s corridor | show label", []),
    ("clauses where text has declaration /p corridor | show label", ["1"]),
    ("clauses where not text has peace | count", [5]),
    # who spoke, by any of his names and by the words of the text
    ("statements where speaker has Tokayev | count", [1]),
    ("statements where speaker has президент | count", [1]),
    # counts: each bearer of a joint one; unknown counted too
    ("obligations | count by bearer | show bearer", ["AZE", "KAZ", "AZE.PRES", None]),
    ("obligations | count distinct bearer", [3]),
    ("obligations | count by force | where count > 1 | show force", ["intention"]),
    ("acts | cross force by year | export \"x.csv\"", ["intention", "endorsement", "obligation", "prohibition"]),
    ("acts | cross force by year | first 2", ["intention", "endorsement"]),
    ("acts | cross year by force", [2005, 2023, None]),
    ("acts | cross date by force | first 1", ["2005-05-24"]),
    ("acts | cross force by year | last 1", ["prohibition"]),
    ("citations | to instruments | sort date | show date", ["1991-12", "2005-05-24", "2022-08-24", "2023-04"]),
    ("obligations where joint | to clauses | to citations | count", [2]),
    ("acts | last 1 | show clause", ["report#1"]),
    ("documents | sort date desc | show document", ["kaz-aze-2023", "kaz-aze-2005", "report"]),
    ("joint_ones where year = 2023 | count", [1]),
    ("documents where language is Russian | show document", ["report"]),
    ("documents where type is \"joint statement\" | count", [1]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ANSWERS)
def test_answers(text: str, expected: list[Any]) -> None:
    assert [row[0] for row in ask(text)] == expected


def test_variables_and_saved_queries() -> None:
    assert len(ask("owed", party="KAZ")) == 3
    assert len(ask("acts where bearer in $some", some=["KAZ", "AZE.PRES"])) == 5
    assert len(ask("documents where document is $doc", doc="@report")) == 1
    assert ask("clauses where text has $words | count", words="mine clearance") == [(1,)]
    prepared = prepare("let mine = obligations where bearer is $who", WORLD)
    assert (prepared.kind, prepared.name, prepared.body) == (
        "let",
        "mine",
        "obligations where bearer is $who",
    )


def test_a_variable_can_hold_no_sql() -> None:
    plan = prepare("documents where place is $it", WORLD, {"it": "x'; DROP TABLE acts --"}).plan
    assert plan is not None
    assert "DROP" not in plan.compiled.sql
    assert ask("documents where place is $it", it="x'; DROP TABLE acts --") == []


def test_kwic_gives_a_row_for_each_hit() -> None:
    rows = ask("clauses where text has develop | kwic 2")
    assert rows == [
        ("kaz-aze-2005", "2(a)", "Party shall", "develop", "transport"),
        ("kaz-aze-2023", "1", "They will", "develop", "the Middle"),
    ]


@pytest.mark.parametrize(
    ("sort", "lefts"),
    [
        ("sort left", ["Party shall", "They will"]),
        ("sort left desc", ["They will", "Party shall"]),
        ("sort right", ["They will", "Party shall"]),
        ("sort hit, right desc", ["Party shall", "They will"]),
        ("sort right | first 1", ["They will"]),
        ("sort right | last 1", ["Party shall"]),
    ],
)
def test_hits_are_sorted_by_the_words_beside_them(sort: str, lefts: list[str]) -> None:
    rows = ask(f"clauses where text has develop | kwic 2 | {sort}")
    assert [row[2] for row in rows] == lefts


@pytest.mark.parametrize(
    "asked",
    [
        "clauses where text has (develop or parties)",
        "clauses where text has (not corridor or transport)",
        "clauses where kind is article or text has develop",
        "clauses where text has parties | to obligations | where text has parties",
        "obligations where text has parties | sort force",
    ],
)
def test_the_first_hits_are_those_of_all_hits(asked: str) -> None:
    every = ask(f"{asked} | kwic 2")
    for count in range(len(every) + 1):
        assert ask(f"{asked} | kwic 2 | first {count}") == every[:count]


def test_no_more_rows_are_read_than_hits_are_asked_for() -> None:
    def limited(asked: str) -> bool:
        plan = prepare(asked, WORLD).plan
        assert plan is not None
        return "LIMIT" in plan.compiled.sql

    assert limited("clauses where text has develop | kwic 2 | first 1")
    assert not limited("clauses where text has develop | kwic 2 | sort right | first 1")
    assert not limited("clauses where text has develop | kwic 2 | last 1")


def test_hits_at_the_border_of_a_text_come_last() -> None:
    for order in ("right", "right desc"):
        rows = ask(f"clauses where text has (transport or party) | kwic 2 | sort {order}")
        assert rows[-1][3:] == ("transport", "")


def test_what_is_unknown_is_counted() -> None:
    assert notes("obligations where not joint") == ["2 rows were left out because `joint` is unknown."]
    assert notes("clauses where text has peace") == []


def test_counts_of_obligations_show_their_force_and_how_often_each_is_counted() -> None:
    assert notes("obligations | count by bearer") == [
        "By force: 3 intention, 1 obligation, 1 prohibition. "
        "By what the document can bind: 2 political, 2 treaty, 1 press.",
        "5 obligations, 8 bearer rows.",
    ]
    assert notes("obligations | count by force") == []


def test_obligations_are_judged_once_for_their_number_and_its_footnotes() -> None:
    asked = "obligations where joint | count"
    plan = prepare(asked, WORLD).plan
    assert plan is not None
    assert plan.told
    [note] = plan.notes
    with connect(TABLES) as connection:
        judged = run(connection, TABLES, note.compiled)
    assert ask(asked) == list(number_told(note, judged)) == [(2,)]
    assert footnotes(note, judged) == [
        "2 rows were left out because `joint` is unknown.",
        "By force: 1 intention, 1 prohibition. By what the document can bind: 1 political, 1 treaty.",
    ]


@pytest.mark.parametrize(
    "asked",
    ["obligations where joint | count | where count > 1", "obligations where joint | count distinct force", "acts where joint | count"],
)  # fmt: skip
def test_only_a_bare_number_of_obligations_is_told_by_its_footnote(asked: str) -> None:
    plan = prepare(asked, WORLD).plan
    assert plan is not None
    assert not plan.told


def test_names_are_echoed() -> None:
    assert prepare("acts where bearer is Азербайджан", WORLD).echo == ("Azerbaijan (AZE) with AZE.PRES",)
    echo = prepare("citations where instrument is Declaration", WORLD).echo
    assert echo == ("Declaration = Declaration on strategic relations (2022); Alma-Ata Declaration (1991)",)


EASIER = [
    (
        "acts where language is ru and force is endorsement",
        "No rows; without `language is ru`: 1; without `force is endorsement`: 1.",
    ),
    ("clauses where text has declaration near/2 transport", "No rows; with `near/10`: 1; without `near/2`: 1; of all clauses: 6."),
    ("clauses where text has transport pre/10 declaration", "No rows; with `near/10`: 1; without `pre/10`: 1; of all clauses: 6."),
    ("clauses where text has declaration /s corridor", "No rows; with `/p`: 1; without `/s`: 1; of all clauses: 6."),
    ("clauses where text has peace /s transport", "No rows; with `transport` alone: 2; of all clauses: 6."),
    ("clauses where text has (zebra* or peace) /s transport", "No rows; with `transport` alone: 2; of all clauses: 6."),
    ("clauses where text has transport /s (zebra* or declaration)",
        "No rows; with `/p`: 1; without `/s`: 1; of all clauses: 6."),
    ('clauses where text has "clearance mine"', "No rows; with these words in any order and form: 1; of all clauses: 6."),
    ("clauses where text has (peace and transport)", "No rows; without `peace`: 2; of all clauses: 6."),
    ("clauses where text is transport", "No rows; with `text has “transport”`: 2; of all clauses: 6."),
    ("clauses where cites @kaz-aze-2005 para 2", "No rows; without `para 2`: 1; of all clauses: 6."),
    ("documents where cites @kaz-aze-2005 and language is ru", "No rows; with `transitively`: 1; without `cites @kaz-aze-2005`: 1; "
     "without `language is ru`: 1."),
    ("clauses where with obligations (force is right) and kind is point", "No rows; with any obligations: 1; "
     "without `with obligations (force is right)`: 1."),
    ("acts where language is ru and force is endorsement | count", "No rows; without `language is ru`: 1; "
     "without `force is endorsement`: 1."),
    ("clauses where text has declaration /s corridor | count by document", "No rows; with `/p`: 1; without `/s`: 1; of all clauses: 6."),
    ("clauses where text has zebra | cross document by kind", "No rows; of all clauses: 6."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), EASIER)
def test_an_empty_answer_is_explained(text: str, said: str) -> None:
    plan = prepare(text, WORLD).plan
    assert plan is not None
    with connect(TABLES) as connection:
        assert not any(any(row) for row in run(connection, TABLES, plan.compiled))
        answers = [run(connection, TABLES, one.compiled) for one in plan.relaxed]
    assert relaxed(plan, answers) == said


def test_explain_says_it_in_words() -> None:
    prepared = prepare("explain acts where force is intention and year = 2023 | count by bearer", WORLD)
    assert prepared.kind == "explain"
    assert prepared.sentence == (
        "Takes acts; keeps those of which the force is intention and the year is 2023; gives their number for "
        "each bearer, highest first."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("obligations where bearer is Azerbaijan | count", "a bearer is AZE or one of its organs and offices; gives their number."),
        ("documents where year in 2005..2023", "the year lies between 2005 and 2023"),
        ("documents where party is not Kazakhstan", "the party is known and none of them KAZ"),
        ("documents where type is treaty", "the type is treaty"),
    ],
)  # fmt: skip
def test_explain_speaks_plainly(text: str, words: str) -> None:
    assert words in prepare(f"explain {text}", WORLD).sentence


def test_every_query_is_one_select_with_its_values_as_parameters() -> None:
    for text, _ in ANSWERS:
        plan = prepare(text, WORLD).plan
        assert plan is not None
        assert plan.compiled.sql.startswith(("SELECT ", "WITH "))
        assert ";" not in plan.compiled.sql
        assert "Kazakhstan" not in plan.compiled.sql


# Text up to the cursor, and what must be among the first suggestions.
COMPLETED = [
    ("", "documents"),
    ("obl", "obligations"),
    ("obligations ", "where"),
    ("obligations where be", "bearer"),
    ("obligations where bearer is Az", "Azerbaijan"),
    ("obligations where force in (", "intention"),
    ("obligations where force >= inten", "intention"),
    ("documents where with ", "obligations"),
    ("documents where with obligations (", "bearer"),
    ("documents where with obligations (force is ob", "obligation"),
    ("obligations where force is intention ", "and"),
    ("obligations | co", "count"),
    ("obligations | count by f", "force"),
    ("citations | to ", "instruments"),
    ("@kaz-aze-2023#", "@kaz-aze-2023#1"),
    ("joint_ones | count by ", "bearer"),
    ("obligations where xx yy and fo", "force"),
    ("clauses where text has peace ", "near/10"),
    ("documents where date be", "before"),
    ("documents where language is ", "en"),
    ('citations where instrument is "Decl', '"Declaration on strategic relations"'),
    ("explain obl", "obligations"),
    ("let x = cl", "clauses"),
    ("clauses where cites ", '"Alma-Ata Declaration"'),
    ('documents where cited by "Alma', '"Alma-Ata Declaration"'),
    ("compare @kaz-aze-2023#1 with ", "@kaz-aze-2005"),
    ("acts | count by force | sort ", "count"),
    ("acts | summarize n = count, top = max strength by force | sort ", "top"),
    ("acts | summarize n = ", "distinct"),
    ("acts | sort force ", "|"),
    ("documents where date in ", "2005..2023"),
    ("obligations where bearer is ", "Kazakhstan"),
    ("obligatons where be", "bearer"),
    ("articles where la", "language"),
    ("obligations where forse is ", "intention"),
    ("obligations where forse is intention and bearre in (Kazakhstan, ", "Azerbaijan"),
    ("documents where yaer in ", "2005..2023"),
    ("obligations were ", "bearer"),
    ("obligations where bearer in ", "("),
    ("obligations where bearer is Каз", "Казахстан"),
    ('clauses where cites "Alma-Ata Declaration" para ', "1"),
    ('clauses where cites "Alma-Ata Declaration" a', "and"),
    ("clauses where text has ", '"'),
    ("clauses where text has (peace or war) and ", "text"),
    ("documents where place has ", "Astana"),
    ("clauses where level = ", "1"),
    ("obligations | first ", "10"),
    ("obligations | summarize ", "n = count"),
    ("obligations | export ", '"rows.csv"'),
    ("let ", "$party ="),
    ("let $party = ", "Kazakhstan"),
    ("obligations | count by force | where count ", ">="),
    ("clauses where text has peace | kwic 5 | ", "sort"),
]


@pytest.mark.parametrize(("text", "expected"), COMPLETED)
def test_completion(text: str, expected: str) -> None:
    found = complete(text, len(text), WORLD)
    assert expected in [one.text for one in found[:12]]
    assert all(text[: one.start] + one.text for one in found)


def test_clauses_are_offered_with_what_they_are_about() -> None:
    [one, *_] = complete("compare @kaz-aze-2023#1", 23, WORLD)
    assert (one.text, one.meta) == ("@kaz-aze-2023#1", WORLD.heads("kaz-aze-2023")["1"])
    assert one.meta


def test_completion_never_raises() -> None:
    text = (
        "obligations where bearer is “Kazakhstan” and (force in (a, | @x# $ with obligations ((| count by ,,"
    )
    for cursor in range(len(text) + 1):
        complete(text, cursor, WORLD)


def test_operators_stand_first_behind_a_field() -> None:
    assert [one.text for one in complete("acts where bearer ", 18, WORLD)[:3]] == ["is", "in", "has"]
    assert "|" not in [one.text for one in complete("acts where bearer ", 18, WORLD)]
    assert "and" in [one.text for one in complete("acts where joint ", 17, WORLD)]


def test_the_columns_of_a_count_are_offered_and_no_others() -> None:
    text = "acts | count by force | sort "
    assert [one.text for one in complete(text, len(text), WORLD)] == ["force", "count"]


NOT_OFFERED = [
    ("clauses where text has (", "text"),
    ("clauses where text has (peace or ", "text"),
    ("obligations | ", "kwic"),
    ("obligations | ", "follow cites"),
    ("obligations | count by force | ", "to"),
    ("obligations | cross force by year | ", "count"),
    ("clauses where text has peace | kwic 5 | ", "count"),
    ("obligations | count by force | where count ", "has"),
]


@pytest.mark.parametrize(("text", "wrong"), NOT_OFFERED)
def test_what_cannot_stand_there_is_not_offered(text: str, wrong: str) -> None:
    assert wrong not in [one.text for one in complete(text, len(text), WORLD)]


def test_operators_fit_the_field() -> None:
    assert "has" not in [one.text for one in complete("documents where date ", 21, WORLD)]
    assert "before" not in [one.text for one in complete("documents where title ", 22, WORLD)]


def test_a_plain_query_loads_nothing_heavy() -> None:
    code = (
        "import sys; from clausedb.query import EmptyCatalog, prepare; "
        "prepare('obligations where force is intention | count by force', EmptyCatalog()); "
        "print([name for name in ('rapidfuzz', 'clausedb_stemmers', '_duckdb', 'sqlglot') if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_a_text_that_stands_nowhere_is_told_with_the_nearest() -> None:
    found = prepare("documents where place is Astna", WORLD).echo
    assert found == ("No `place` here is `Astna`; the nearest is `Astana`.",)
    assert prepare("documents where place is Astana", WORLD).echo == ()
    assert prepare("documents where place is Timbuktu", WORLD).echo == ()


def test_an_entity_cannot_be_named_anew() -> None:
    with pytest.raises(QueryError, match="choose another name"):
        prepare("let obligations = documents", WORLD)


def test_a_saved_query_built_on_itself_is_an_error() -> None:
    world = World(TABLES, {"a": "b where joint", "b": "a"})
    with pytest.raises(QueryError, match="built on itself"):
        prepare("a", world)


@pytest.mark.parametrize(
    "label",
    [
        "5",
        "5bis",
        "5(2)(a)",
        "6.p2",
        "1(5).p2",
        "4(7)(a).p2.p3",
        "part-II",
        "annex-I/3",
        "annex/1(2).p3",
        "recital-3",
    ],
)
def test_every_label_can_be_asked_for(label: str) -> None:
    asked = f"clauses where clause is @doc#{label} and text has peace"
    assert show(parse(asked)) == asked
