"""The commands of the prompt, which start with a slash: one table that runs them and prints /help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clausedb.api.corrections import FIELDS, sentence
from clausedb.cli import describing, evidence, render, safe, table
from clausedb.cli.arguments import FORMATS, Usage
from clausedb.cli.citing import STYLES
from clausedb.cli.examples import EXAMPLES, RULES
from clausedb.cli.paste import citation
from clausedb.cli.session import check_document
from clausedb.cli.shell import ROWS, Shell
from clausedb.iso import bounds
from clausedb.query.saved import told
from clausedb.query.values import iso

if TYPE_CHECKING:
    from clausedb.api.result import Result

_SQL: Final = ("select ", "with ", "from ")


@dataclass(frozen=True, slots=True)
class Slash:
    """One command of the prompt."""

    name: str
    argument: str
    help: str
    do: Callable[[Shell, str], None]


def run(shell: Shell, text: str) -> bool:
    """Runs a slash-command (or one that needs no slash); False where the text is none. Raises Usage."""
    given = command(text)
    if given is None:
        return False
    name, _, argument = given.partition(" ")
    found = _BY_NAME.get(name.lower())
    if found is None:
        close = get_close_matches(name.lower(), _BY_NAME, n=1)
        hint = f"Did you mean /{close[0]}?" if close else "/help lists the commands."
        raise Usage(f"There is no command /{name}. {hint}")
    found.do(shell, argument.strip())
    return True


def command(text: str) -> str | None:
    """The command that a text gives, without its slash and with its argument; None where it is a question."""
    bare = _BARE.get(text.rstrip(";").strip().lower())
    return bare or (text[1:].strip() if text.startswith("/") else None)


def _help(shell: Shell, argument: str) -> None:
    if argument:
        _fields(shell, argument)
        return
    heads = [table.Head("", whole=True), table.Head("")]
    rows = [[f"/{one.name} {one.argument}".strip(), one.help] for one in SLASHES]
    for number, rule in enumerate(RULES, 1):
        first, *rest = safe.wrap(rule, shell.columns() - 3)
        shell.print(f"{number}. {first}", *(f"   {one}" for one in rest))
    shell.print("")
    shell.print(*table.draw(heads, rows, shell.paint, shell.columns())[2:])


def _fields(shell: Shell, argument: str) -> None:
    lines = describing.explain(argument or None, shell.db.describe()["rows"], shell.paint, shell.columns())
    if lines is None:
        close = describing.nearest(argument)
        hint = f"Did you mean `{close}`?" if close else "/fields lists the tables."
        raise Usage(f"There is no table or field `{argument}`. {hint}")
    shell.print(*lines)


def _values(shell: Shell, argument: str) -> None:
    """The values that stand in this database, with how often; of a closed field also what they mean."""
    if not argument:
        raise Usage("/values wants a field, as in /values force or /values citations.relation")
    source, dot, name = argument.partition(".")
    field = name if dot else source
    tables = (source,) if dot else describing.tables_with(field)
    if not tables:
        close = describing.nearest(field)
        raise Usage(
            f"There is no field `{field}`. "
            + (f"Did you mean `{close}`?" if close else "/fields lists them.")
        )
    for one in tables:
        result = shell.db.query(f"{one} | count by {field}")
        if len(result):
            shell.print(shell.paint("bold", f"{one}.{field}"))
            shell.show(result, 30)


def _examples(shell: Shell, _: str) -> None:
    for title, text in EXAMPLES:
        shell.print(shell.paint("dim", f"-- {title}"), text)


def _saved(shell: Shell, _: str) -> None:
    saved = shell.db.saved()
    if not saved:
        shell.print("Nothing is saved yet. To save a question: let owed = obligations where bearer is $party")
    for name, text in saved.items():
        shell.print(f"{shell.paint('name', safe.line(name))} = {safe.line(told(text))}")


def _save(shell: Shell, argument: str) -> None:
    """`owed`: saves the last question under that name."""
    if len(argument.split()) != 1:
        raise Usage("/save wants one word as a name for the last question, as in /save owed")
    if shell.last is None or not shell.last.text or shell.last.text.lower().startswith(_SQL):
        raise Usage("There is no question yet to save.")
    shell.said(*shell.db.ask(f"let {argument.strip()} = {shell.last.text.rstrip(';').strip()}").notes)


def _export(shell: Shell, argument: str) -> None:
    """`rows.csv`: writes all rows of the last answer; `--force` before or behind the name overwrites."""
    words = argument.split()
    force = "--force" in words
    name = " ".join(word for word in words if word != "--force").strip('"')
    if Path(name).suffix.lower() not in render.ENDINGS:
        raise Usage(f"/export wants a file that ends in {' '.join(render.ENDINGS)}, as in /export rows.csv")
    if shell.last is None:
        raise Usage("There is no answer yet to write.")
    path = Path(name).expanduser()
    render.save(render.encoded(shell.last, render.format_of(path)), path, force)
    shell.said(f"{render.size(shell.last)} written to {path}")


def _changed(shell: Shell, argument: str) -> None:
    """`since 2026-01-01`: asks every saved question again and shows what has come in since."""
    words = argument.removeprefix("since").strip().strip('"')
    day, _ = bounds(iso(words) or words)
    if day is None:
        raise Usage("/changed wants a day, as in /changed since 2026-01-31")
    found = shell.db.changed(day)
    if not found:
        shell.said("Nothing is saved yet whose rows stand in documents. To save a question: /save owed")
    for name, result in found.items():
        shell.print(shell.paint("bold", safe.line(name)))
        if result.columns and len(result):
            shell.last = result
        shell.show(result, 30)


def _pager(shell: Shell, _: str) -> None:
    shell.paging = not shell.paging
    shell.print("long answers: " + ("a screen at a time" if shell.paging else "at once"))


def _keys(shell: Shell, argument: str) -> None:
    if argument not in ("", "vi", "emacs"):
        raise Usage("/keys wants vi or emacs")
    shell.vi = argument == "vi" if argument else not shell.vi
    shell.print(f"keys: {'vi' if shell.vi else 'emacs'}")


def _format(shell: Shell, argument: str) -> None:
    shown = [one for one in FORMATS if one not in ("parquet", "xlsx")]
    if argument in shown:
        shell.format = argument
    elif argument == "auto":
        shell.format = None
    elif argument:
        raise Usage(f"/format wants one of auto, {', '.join(shown)}")
    shell.print(f"format: {shell.format or 'auto'}")


def _last(shell: Shell, _: str) -> None:
    if shell.last is None:
        raise Usage("There is no answer yet.")
    shell.show(shell.last, None)


def _open(shell: Shell, argument: str) -> None:
    if argument.startswith("@") or shell.db.holds(argument.partition("#")[0]):
        check_document(shell.db, argument)
        shell.read(argument)
        return
    result, place = shell.row(argument)
    if result.entity is None and evidence.counted_in(result, place) is not None:
        _behind(shell, result, place)
    else:
        shell.read(shell.clause_of(result, place))


def _why(shell: Shell, argument: str) -> None:
    result, place = shell.row(argument)
    if result.entity and result.keys:
        why = shell.db.why(result.entity, str(result.keys[place]))
        names = shell.db.catalog().party_name
        shell.print(*evidence.draw(why, shell.paint, shell.columns(), names))
        return
    _behind(shell, result, place)


def _behind(shell: Shell, result: Result, place: int) -> None:
    """The rows that a row of a count counts, as the next answer."""
    counted = evidence.counted_in(result, place)
    if counted is None:
        raise Usage("This row counts things in a way that cannot be taken apart; ask without the count.")
    shell.said(counted.text)
    shell.last = evidence.rows_of(counted, shell.db.query)
    shell.show(shell.last, ROWS)


def _cite(shell: Shell, argument: str) -> None:
    word, _, style = argument.partition(" ")
    style = style.strip().lower() or "plain"
    if style not in STYLES:
        raise Usage(f"/cite wants a row and one of the styles {', '.join(STYLES)}, as in /cite 3 oscola")
    shell.print(citation(shell.db, shell.clause_of(*shell.row(word)), style))


def _correct(shell: Shell, argument: str) -> None:
    """`3 bearer KAZ`, or `3 bearer undo`; without words what can be corrected in the last answer."""
    if not argument:
        raise Usage(
            "/correct wants a row, a field and a value, as in /correct 3 bearer KAZ, or /correct 3 bearer undo"
        )
    word, _, rest = argument.partition(" ")
    result, place = shell.row(word)
    if not result.entity or not result.keys:
        raise Usage(
            "This row counts things; a row of acts, mentions, citations, statements or documents can be corrected."
        )
    field, _, value = rest.strip().partition(" ")
    key = str(result.keys[place])
    if value.strip().lower() == "undo":
        one = shell.db.withdraw(result.entity, key, field)
        shell.print(safe.line(f"As it was read again: {one.field} is {one.was or 'unknown'}."))
    elif not value.strip():
        fields = ", ".join(FIELDS.get("acts" if result.entity == "obligations" else result.entity, ()))
        raise Usage(f"/correct wants a value behind the field; fields: {fields or 'none of these rows'}")
    else:
        one = shell.db.correct(result.entity, key, field, value.strip())
        said = f"Corrected: {sentence(one)}. It stays so; /correct {word} {field} undo takes it back."
        shell.print(*(safe.isolate(one) for one in safe.wrap(safe.line(said), shell.columns())))


def _sql(shell: Shell, argument: str) -> None:
    if argument.lower().startswith(_SQL):
        shell.last = shell.db.sql(argument.removesuffix(";"))
        shell.show(shell.last, 200)
        return
    text = argument or (shell.last.text if shell.last else "")
    if not text:
        raise Usage("/sql shows how the last question was looked up, or /sql QUERY, or runs /sql SELECT …")
    shell.print(*(safe.printable(one) for one in shell.db.explain(text).splitlines()))


def _time(shell: Shell, _: str) -> None:
    shell.timing = not shell.timing
    shell.print("time: " + ("shown" if shell.timing else "not shown"))


def _quit(shell: Shell, _: str) -> None:
    shell.over = True


SLASHES: Final = (
    Slash(
        "help", "", "these rules and commands; /help obligations explains a table, /help force a field", _help
    ),
    Slash("fields", "[TABLE]", "the tables, or the fields of one", _fields),
    Slash("values", "FIELD", "the values a field has in this database, with how often", _values),
    Slash("examples", "", "questions to start from", _examples),
    Slash("save", "NAME", "save the last question under a name", _save),
    Slash("saved", "", "the questions saved with let or /save", _saved),
    Slash("changed", "since DATE", "what is new in the answers of the saved questions", _changed),
    Slash("format", "FORMAT", "show answers as auto, table, read, json, jsonl, csv, md, html", _format),
    Slash(
        "export", "FILE", "write the last answer; the ending says how: .csv .xlsx .parquet .html ...", _export
    ),
    Slash("last", "", "the last answer once more, all its rows", _last),
    Slash(
        "open",
        "N",
        "the whole clause behind row N, behind a count its rows; or a handle: /open @doc#9",
        _open,
    ),
    Slash("why", "N", "the words and the rule that made row N; behind a count, its rows", _why),
    Slash("cite", "N [STYLE]", "a citation of row N, ready to paste: plain, oscola, bluebook, gost", _cite),
    Slash(
        "correct",
        "N FIELD VALUE",
        "correct row N by hand, for good; with undo as the value, take it back",
        _correct,
    ),
    Slash("sql", "[QUERY]", "how the last question (or this one) is looked up; runs a SELECT", _sql),
    Slash("time", "", "say how long answers take, or stop saying it", _time),
    Slash("pager", "", "show long answers a screen at a time, or at once", _pager),
    Slash("keys", "vi|emacs", "edit with the keys of vi or of emacs", _keys),
    Slash("quit", "", "leave (also Ctrl-D)", _quit),
)
_BY_NAME: Final = {one.name: one for one in SLASHES}
_BARE: Final = {
    **dict.fromkeys(("help", "?", "/?", ".help", "\\?", "\\h"), "help"),
    **dict.fromkeys(("exit", "quit", "q", "/exit", "/q", ".exit", ".quit", "\\q", ":q", "bye"), "quit"),
    **dict.fromkeys((".tables", ".schema", "\\d", "\\dt", "show tables"), "fields"),
}
"""What needs no slash, and what the prompts of databases call it."""
