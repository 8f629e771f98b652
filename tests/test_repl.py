"""The prompt, driven by key strokes in a real terminal, and its commands without one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import clausedb
from clausedb.cli import highlight
from clausedb.cli.examples import EXAMPLES
from clausedb.cli.paint import Paint
from clausedb.cli.shell import Shell
from clausedb.cli.slash import SLASHES
from tests.terminal import CTRL_C, CTRL_D, PROMPT, TAB, Terminal


@pytest.fixture
def terminal(demo_db: Path, tmp_path: Path) -> Iterator[Terminal]:
    found = Terminal(demo_db, tmp_path)
    found.sees("0 problems")
    found.sees(PROMPT)
    yield found
    found.child.close(force=True)


def test_the_first_line_says_what_is_loaded(demo_db: Path, tmp_path: Path) -> None:
    terminal = Terminal(demo_db, tmp_path)
    terminal.sees("5 documents (en 3, ar 1, ru 1)")
    terminal.sees("clauses,")
    terminal.sees("0 problems")
    terminal.sees(PROMPT)
    terminal.keys(CTRL_D)
    assert terminal.ends() == 0


def test_a_question_its_clause_and_its_reason(terminal: Terminal) -> None:
    terminal.keys("clauses where text has «Digital Silk Way»\r")
    terminal.sees("1 kaz-aze-2023#10")
    terminal.sees("implementation of the Digital Silk Way project")
    terminal.sees("1 clause")
    terminal.keys("obligations where clause is @kaz-aze-2023#4\r")
    terminal.sees("1 obligation")
    terminal.keys("/open 1\r")
    terminal.sees("4. @kaz-aze-2023#4")
    terminal.sees("biological safety")
    terminal.keys("/why 1\r")
    terminal.sees("is a cue of English texts")
    terminal.sees("characters")
    terminal.keys("/quit\r")
    assert terminal.ends() == 0


def test_enter_goes_on_until_the_question_is_whole(terminal: Terminal) -> None:
    terminal.keys("acts where force is\r")
    terminal.keys("intention\r")
    terminal.sees("acts")
    terminal.sees(PROMPT)
    terminal.keys("documents where\r\r")
    terminal.sees("^")
    terminal.keys("exit\r")
    assert terminal.ends() == 0


def test_tab_completes(terminal: Terminal) -> None:
    terminal.keys("documen")
    terminal.sees("a text as ingested")
    terminal.keys(TAB)
    terminal.keys(" where langu" + TAB + " is ru | count\r")
    terminal.sees("count")
    terminal.sees("1 row")
    terminal.sees(PROMPT)
    terminal.keys("/exam" + TAB + "\r\r")
    terminal.sees("without obligations")
    terminal.sees(PROMPT)
    terminal.keys(CTRL_D)
    assert terminal.ends() == 0


def test_ctrl_c_ends_the_line_and_ctrl_d_the_session(terminal: Terminal) -> None:
    terminal.keys("documents whe")
    terminal.keys(CTRL_C)
    terminal.sees(PROMPT)
    terminal.keys("documents | count\r")
    terminal.sees("1 row")
    terminal.sees(PROMPT)
    terminal.keys(CTRL_D)
    assert terminal.ends() == 0


def test_ctrl_c_ends_a_running_question_and_not_the_session(terminal: Terminal) -> None:
    terminal.interrupts("/sql select count(*) from range(3000000000) a, range(1000) b", "stopped")
    terminal.sees(PROMPT)
    terminal.keys("documents | count\r")
    terminal.sees("1 row")
    terminal.sees(PROMPT)
    terminal.keys(CTRL_D)
    assert terminal.ends() == 0


def test_a_wrong_question_is_underlined_and_the_session_goes_on(terminal: Terminal) -> None:
    terminal.keys("obligations were bearer is Azerbaijan\r")
    terminal.sees("^^^^")
    terminal.sees(PROMPT)
    terminal.keys("/fromat\r")
    terminal.sees("Did you mean /format?")
    terminal.keys("quit\r")
    assert terminal.ends() == 0


def test_what_was_meant_is_taken_by_a_key(demo_db: Path, tmp_path: Path) -> None:
    terminal = Terminal(demo_db, tmp_path, NO_COLOR="")
    terminal.sees(PROMPT)
    terminal.keys("how many documents are there?\r")
    terminal.sees("try:  documents | count")
    terminal.sees(PROMPT + "documents | count")
    terminal.keys("\x1b[C")
    terminal.keys("\r")
    terminal.sees("1 row")
    terminal.keys("documents where language is en\r")
    terminal.sees("3 documents")
    terminal.keys("| count by type\r")
    terminal.sees("try:  documents where language is en | count by type")
    terminal.keys("quit\r")
    assert terminal.ends() == 0


def test_history_outlasts_the_session(demo_db: Path, tmp_path: Path) -> None:
    first = Terminal(demo_db, tmp_path)
    first.sees(PROMPT)
    first.keys("documents where language is ru\r")
    first.sees("1 document")
    first.sees(PROMPT)
    first.keys(CTRL_D)
    assert first.ends() == 0
    second = Terminal(demo_db, tmp_path)
    second.sees(PROMPT)
    second.keys("\x1b[A")
    second.sees("documents where language is ru")
    second.keys("\r")
    second.sees("1 document")
    second.sees(PROMPT)
    second.keys(CTRL_D)
    assert second.ends() == 0


def test_a_history_that_cannot_be_written_keeps_nobody_from_asking(demo_db: Path, tmp_path: Path) -> None:
    first = Terminal(demo_db, tmp_path)
    first.sees(PROMPT)
    (history,) = tmp_path.rglob("history")
    history.unlink()
    history.mkdir()
    first.keys("documents where language is ru\r")
    before = first.sees("1 document")
    assert "Unhandled" not in before
    assert "Traceback" not in before
    first.sees(PROMPT)
    first.keys(CTRL_D)
    assert first.ends() == 0


def test_what_is_typed_is_judged_at_once(demo_db: Path, tmp_path: Path) -> None:
    terminal = Terminal(demo_db, tmp_path, PROMPT_TOOLKIT_NO_CPR="")
    # The line below the prompt waits for the terminal to say where the cursor stands.
    terminal.sees("\x1b[6n")
    terminal.keys("\x1b[5;1R")
    terminal.sees("TAB completes · Ctrl-R")
    terminal.keys("obligations were bearer is ")
    terminal.sees("`were` was not expected here. Did you mean `where`?")
    terminal.keys(CTRL_C)
    terminal.sees("\x1b[6n")
    terminal.keys("\x1b[7;1R")
    terminal.keys("obligations where bearer is Azerbaijan ")
    terminal.sees("Enter asks this · Azerbaijan (AZE) with")
    # Counted a moment later; only what is other on the line is drawn again.
    terminal.sees("tions ·")
    terminal.keys(CTRL_C + CTRL_D)
    assert terminal.ends() == 0


def test_earlier_questions_are_searched_for(terminal: Terminal) -> None:
    terminal.keys("documents where language is ru\r")
    terminal.sees("1 document")
    terminal.sees(PROMPT)
    terminal.keys("\x12langu")
    terminal.sees("I-search")
    terminal.keys("\r")
    time.sleep(0.3)
    terminal.keys("\r")
    terminal.sees("1 document")
    terminal.keys(CTRL_D)
    assert terminal.ends() == 0


def test_a_question_is_written_in_the_editor(demo_db: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'documents\\n  | count' > \"$1\"\n")
    editor.chmod(0o755)
    terminal = Terminal(demo_db, tmp_path, EDITOR=str(editor))
    terminal.sees(PROMPT)
    terminal.keys("\x18\x05")
    terminal.sees("| count")
    terminal.keys("\r")
    terminal.sees("1 row")
    terminal.keys(CTRL_D)
    assert terminal.ends() == 0


def test_the_keys_of_vi(demo_db: Path, tmp_path: Path) -> None:
    (tmp_path / "inputrc").write_text("set editing-mode vi\n")
    terminal = Terminal(demo_db, tmp_path, INPUTRC=str(tmp_path / "inputrc"))
    terminal.sees(PROMPT)
    terminal.keys("xdocuments | count\x1b")
    time.sleep(0.6)
    terminal.keys("0x\r")
    terminal.sees("1 row")
    terminal.sees(PROMPT)
    terminal.keys("/keys emacs\r")
    terminal.sees("keys: emacs")
    terminal.keys(CTRL_D)
    assert terminal.ends() == 0


def test_a_long_answer_is_shown_a_screen_at_a_time(demo_db: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text('#!/bin/sh\necho "paged $(wc -l) lines ($LESS)"\n')
    pager.chmod(0o755)
    terminal = Terminal(demo_db, tmp_path, PAGER=str(pager))
    terminal.sees(PROMPT)
    terminal.keys("mentions | first 100\r")
    assert "q leads back" in terminal.sees("paged 1") + terminal.sees("questions$)")
    terminal.sees("100 mentions")
    terminal.sees(PROMPT)
    terminal.keys("mentions | first 3\r")
    assert "paged" not in terminal.sees("3 mentions")
    terminal.sees(PROMPT)
    terminal.keys("/pager\r")
    terminal.sees("at once")
    terminal.keys("mentions | first 100\r")
    assert "paged" not in terminal.sees("100 mentions")
    terminal.keys(CTRL_D)
    assert terminal.ends() == 0


# --- without a terminal -------------------------------------------------------------------


@pytest.fixture
def shell(demo_db: Path) -> Iterator[Shell]:
    with clausedb.open(demo_db) as db:
        yield Shell(db, Paint(), lambda: 100)


def _said(shell: Shell, capsys: pytest.CaptureFixture[str], line: str) -> str:
    capsys.readouterr()
    shell.run(line)
    return capsys.readouterr().out


def test_help_names_every_command(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _said(shell, capsys, "/help")
    assert all(f"/{one.name}" in shown for one in SLASHES)
    assert _said(shell, capsys, "?") == _said(shell, capsys, "help") == _said(shell, capsys, "\\?") == shown


@pytest.mark.parametrize("word", ["quit", "q", "\\q", ".exit", ":q", "quit;"])
def test_the_prompt_is_left_by_what_other_prompts_are_left_by(shell: Shell, word: str) -> None:
    shell.run(word)
    assert shell.over


@pytest.mark.parametrize("word", [".tables", "\\d", "show tables"])
def test_tables_are_listed_by_what_other_prompts_call_it(
    shell: Shell, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    assert _said(shell, capsys, word) == _said(shell, capsys, "/fields")


@pytest.mark.parametrize(("title", "text"), EXAMPLES)
def test_every_example_has_an_answer(shell: Shell, title: str, text: str) -> None:
    shell.ask(text)
    assert shell.last is not None
    assert len(shell.last), title


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/fields citations", "pinpoint"),
        ("/values force", "intention"),
        ("/values nonsense", "There is no field `nonsense`. /fields lists them."),
        ("/values foce", "There is no field `foce`. Did you mean `force`?"),
        ("/fields obligatons", "There is no table or field `obligatons`. Did you mean `obligations`?"),
        ("/open kaz-aze-2023#2", "@kaz-aze-2023#2"),
        ("/open @kaz-aze-2022", "There is no document `kaz-aze-2022`. Did you mean `kaz-aze-2023`?"),
        ("/open kaz-aze-2023#2222", "`@kaz-aze-2023` has no clause `2222`."),
        ("/export rows.foo", "/export wants a file that ends in .json"),
        ("/help force", "a duty to act"),
        ("/saved", "Nothing is saved yet"),
        ("/format xml", "/format wants one of auto, table"),
        ("/open 1", "There is no answer yet"),
        ("/last", "There is no answer yet"),
        ("/sql select 1 as one", "one"),
        ("/sql drop table acts", "acts"),
        ("/time", "time: shown"),
        ("/nothing", "There is no command /nothing"),
    ],
)
def test_commands_answer_or_say_what_is_wrong(
    shell: Shell, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    assert said in _said(shell, capsys, line)


def test_several_questions_in_one_line(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _said(shell, capsys, "documents | count; let $who = AZE; acts where bearer is $who | first 1")
    assert "1 row" in shown
    assert "$who is kept" in shown
    assert "1 act" in shown


def test_formats_change_what_is_shown(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(shell, capsys, "/format json") == "format: json\n"
    assert _said(shell, capsys, "documents | count").startswith('[{"count": 5}]')
    _said(shell, capsys, "/format auto")
    assert _said(shell, capsys, "documents | count").splitlines()[0] == "count"


COUNTS = (
    "documents | count by language",
    "acts | count",
    "acts | count by bearer | first 3",
    "acts | count by bearer, force | where count > 1 | sort count",
    "citations | count by instrument | first 8",
    "acts | summarize n = count, strongest = max strength by force",
    "obligations where joint | count by document",
    "statements | count by speaker",
    "findings | count by severity, code",
)


@pytest.mark.parametrize("question", COUNTS)
@pytest.mark.parametrize("command", ["/why", "/open"])
def test_behind_a_count_stand_as_many_rows(
    shell: Shell, capsys: pytest.CaptureFixture[str], question: str, command: str
) -> None:
    _said(shell, capsys, question)
    counts = shell.last
    assert counts is not None
    number = next(name for name in ("count", "n") if name in counts.names)
    for place, row in enumerate(list(counts)[:4], 1):
        shell.last = counts
        shown = _said(shell, capsys, f"{command} {place}")
        assert shown.startswith(question.split(" |")[0])
        assert shell.last is not None
        assert len(shell.last) == row[number]


def test_behind_a_cross_table_stand_the_rows_of_its_row(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    _said(shell, capsys, "acts | cross force by language")
    assert shell.last is not None
    total = sum(cell for cell in shell.last.rows[0][1:])
    _said(shell, capsys, "/why 1")
    assert len(shell.last) == total


def test_a_citation_ready_to_paste(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    _said(shell, capsys, "obligations where clause is @kaz-aze-2023#4")
    shown = _said(shell, capsys, "/cite 1")
    assert "10 April 2023, para. 4 [kaz-aze-2023#4]" in shown
    assert "¶ 4 (Apr. 10, 2023)." in _said(shell, capsys, "/cite 1 bluebook")
    assert "П. 4." in _said(shell, capsys, "/cite 1 ГОСТ".replace("ГОСТ", "gost"))
    assert "one of the styles plain, oscola, bluebook, gost" in _said(shell, capsys, "/cite 1 apa")


def test_a_party_is_named_once(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _said(shell, capsys, "statements where speaker is Tokayev | first 1")
    assert shown.count("Tokayev") == 1
    assert _said(shell, capsys, "statements | first 1").count(" = ") == 1


WHY = (
    (
        "obligations where clause is @kaz-aze-2023#4",
        "Read as an intention (a political undertaking) because “will” is a cue",
    ),
    ("mentions where party is CIS | first 1", "was read as"),
    ("citations where pinpoint = 7", "paragraph 7; the clause"),
    ("definitions where term has Corridor", "was read as a term that stands for “"),
    ("dates where value = 2023-04-10 | first 1", "was read as 2023-04-10 (to the day): "),
    ("statements | first 1", "Read as said by"),
    ("clauses where clause is @kaz-aze-2023#4", "Read as a numbered paragraph, numbered “4.”, on level 1"),
    ("findings | first 1", "("),
    ("documents | first 1", "documents · document_id"),
)


@pytest.mark.parametrize(("query", "said"), WHY)
def test_why_says_in_words_how_a_row_was_read(
    shell: Shell, capsys: pytest.CaptureFixture[str], query: str, said: str
) -> None:
    shell.ask(query)
    assert said in " ".join(_said(shell, capsys, "/why 1").split())


@pytest.mark.parametrize("columns", [30, 61, 100])
def test_isolating_marks_are_balanced_in_every_line(
    demo_db: Path, capsys: pytest.CaptureFixture[str], columns: int
) -> None:
    with clausedb.open(demo_db) as db:
        shell = Shell(db, Paint(), lambda: columns)
        for line in (
            "obligations where document is @almaty-talks-ar", "/why 1", "/cite 1", "/cite 1 gost", "/open 1",
            "statements where document is @almaty-talks-ar", "/why 2", "citations where language is ar", "/why 1",
            "clauses where text has السلام | kwic 4", "clauses where text has السلام", "/open 1", "/cite 1 oscola",
            "mentions where document is @almaty-talks-ar | count by surface", "/format table", "/last", "@almaty-talks-ar",
            "statements where speaker is توكاييف",
        ):  # fmt: skip
            for shown in _said(shell, capsys, line).splitlines():
                depth = 0
                for one in shown:
                    depth += (one == "\u2068") - (one == "\u2069")
                    assert 0 <= depth <= 1, (line, shown)
                assert depth == 0, (line, shown)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/ci", ["/cite"]),
        ("/cite ", []),
        ("/cite 1 ", ["plain", "oscola", "bluebook", "gost"]),
        ("/cite 1 os", ["oscola"]),
        ("/correct 12 be", ["bearer", "beneficiary"]),
        ("/format js", ["json", "jsonl"]),
    ],
)
def test_slash_commands_are_completed(shell: Shell, typed: str, offered: list[str]) -> None:
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from clausedb.cli.keys import Completion

    found = Completion(shell).get_completions(Document(typed, len(typed)), CompleteEvent())
    assert [one.text for one in found] == offered


def test_tab_takes_what_may_stand_there_without_waiting(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.document import Document

    from clausedb.cli.keys import Completion, complete_now

    # The menu needs a running prompt.
    monkeypatch.setattr(Buffer, "start_completion", lambda *_, **__: None)
    for typed, completed in (("documen", "documents"), ("documents where langu", "documents where language")):
        buffer = Buffer(completer=Completion(shell), document=Document(typed, len(typed)))
        complete_now(buffer)
        assert buffer.text.rstrip() == completed


def test_rows_of_a_table_are_numbered(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    shown = _said(shell, capsys, "acts | count by force | first 2").splitlines()
    assert [one.split()[0] for one in shown[2:4]] == ["1", "2"]


def test_an_answer_is_written_to_a_file(
    shell: Shell, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    assert "no answer yet" in _said(shell, capsys, f"/export {path}")
    _said(shell, capsys, "documents | count by language")
    assert "3 rows written to" in _said(shell, capsys, f"/export {path}")
    assert path.read_text().splitlines()[0] == "language,count"
    assert "is there already" in _said(shell, capsys, f"/export {path}")
    assert "written" in _said(shell, capsys, f"/export --force {path}")
    assert "ends in .json" in _said(shell, capsys, "/export")


# --- corrections --------------------------------------------------------------------------


@pytest.fixture
def own(seeds: Path, tmp_path: Path) -> Iterator[Shell]:
    """A prompt over a database that may be changed."""
    with clausedb.open(tmp_path / "own.db") as db:
        db.add(next(seeds.glob("004*")))
        yield Shell(db, Paint(), lambda: 100)


def test_a_row_is_corrected_and_taken_back(own: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    question = "obligations where clause is @kaz-aze-2023#4"
    before = _said(own, capsys, question)
    assert "bearer of “will” in 4 is KAZ" in _said(own, capsys, "/correct 1 bearer Kazakhstan")
    assert "KAZ " in _said(own, capsys, question).splitlines()[2]
    shown = _said(own, capsys, "/why 1")
    assert "corrected by the user" in shown
    assert "Corrected by the user: bearer of “will” in 4 is KAZ (was" in shown
    _said(own, capsys, "/correct 1 bearer undo")
    assert _said(own, capsys, question) == before


def test_a_question_is_saved_and_what_is_new_is_told(own: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nothing is saved yet" in _said(own, capsys, "/changed since 2000-01-01")
    assert "no question yet" in _said(own, capsys, "/save owed")
    _said(own, capsys, "obligations where clause is @kaz-aze-2023#4 | count by force;")
    assert "/save wants one word" in _said(own, capsys, "/save")
    assert "/save wants one word" in _said(own, capsys, "/save all of them")
    assert "Saved as owed: obligations where" in _said(own, capsys, "/save owed")
    assert "owed" in _said(own, capsys, "/saved")
    assert "1 obligation" in _said(own, capsys, "/changed since 2000-01-01")
    for day in ("2999-01-01", "2999", "2999-01", '"1 January 2999"'):
        assert "0 obligations" in _said(own, capsys, f"/changed since {day}")
    assert "wants a day" in _said(own, capsys, "/changed since yesterday")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/correct", "as in /correct 3 bearer KAZ"),
        ("/correct 9 bearer KAZ", "Which row?"),
        ("/correct 1", "fields: force, bearer"),
        ("/correct 1 berer KAZ", "Did you mean bearer?"),
        ("/correct 1 bearer Azerbajan", "Did you mean Azerbaijan?"),
        ("/correct 1 bearer undo", "has not been corrected"),
    ],
)
def test_a_wrong_correction_is_explained(
    shell: Shell, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    shell.ask("obligations where clause is @kaz-aze-2023#4")
    assert said in _said(shell, capsys, line)


def test_a_count_cannot_be_corrected(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    shell.ask("acts | count by force")
    assert "This row counts things" in _said(shell, capsys, "/correct 1 force report")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("acts where force is intention", ["entity", "keyword", "field", "keyword", ""]),
        (
            'clauses where text has "a b" near/5 c',
            ["entity", "keyword", "field", "keyword", "string", "keyword", ""],
        ),
        ("show @kaz-aze-2023#6.p2", ["keyword", "handle"]),
        ("documents where year in 2020..2023", ["entity", "keyword", "field", "keyword", "number", "number"]),
        ("/fields acts", ["slash"]),
    ],
)
def test_words_are_coloured_by_the_grammar(text: str, pieces: list[str]) -> None:
    found = highlight.pieces(text)
    assert "".join(words for _, words in found) == text
    styles = [style for style, words in found if words.strip() and words.strip() not in ("..",)]
    assert styles[: len(pieces)] == pieces
