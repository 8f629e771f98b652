"""The commands of the prompt, which start with a slash: one table that runs them and prints /help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from clausedb.cli import describing, evidence, safe, table
from clausedb.cli.arguments import FORMATS, Usage
from clausedb.cli.examples import EXAMPLES, RULES

if TYPE_CHECKING:
    from clausedb.cli.shell import Shell


@dataclass(frozen=True, slots=True)
class Slash:
    """One command of the prompt."""

    name: str
    argument: str
    help: str
    do: Callable[[Shell, str], None]


def run(shell: Shell, text: str) -> bool:
    """Runs a slash-command (or a bare help, ?, exit, quit); False where the text is none. Raises Usage."""
    bare = _BARE.get(text.rstrip(";").strip().lower())
    if bare is None and not text.startswith("/"):
        return False
    name, _, argument = (bare or text[1:]).strip().partition(" ")
    found = _BY_NAME.get(name.lower())
    if found is None:
        close = get_close_matches(name.lower(), _BY_NAME, n=1)
        hint = f"Did you mean /{close[0]}?" if close else "/help lists the commands."
        raise Usage(f"There is no command /{name}. {hint}")
    found.do(shell, argument.strip())
    return True


def _help(shell: Shell, argument: str) -> None:
    if argument:
        _fields(shell, argument)
        return
    heads = [table.Head("", whole=True), table.Head("")]
    rows = [[f"/{one.name} {one.argument}".strip(), one.help] for one in SLASHES]
    shell.print(*RULES.strip().splitlines(), "")
    shell.print(*table.draw(heads, rows, shell.paint, shell.columns())[2:])


def _fields(shell: Shell, argument: str) -> None:
    lines = describing.explain(argument or None, shell.db.describe()["rows"], shell.paint, shell.columns())
    if lines is None:
        raise Usage(f"There is no table or field `{argument}`; /fields lists the tables.")
    shell.print(*lines)


def _values(shell: Shell, argument: str) -> None:
    """The values that stand in this database, with how often; of a closed field also what they mean."""
    if not argument:
        raise Usage("/values wants a field, as in /values force or /values citations.relation")
    source, dot, name = argument.partition(".")
    field = name if dot else source
    tables = (source,) if dot else describing.tables_with(field)
    if not tables:
        raise Usage(f"There is no field `{field}`; /fields lists them.")
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
        shell.print(f"{shell.paint('name', safe.line(name))} = {safe.line(text)}")


def _format(shell: Shell, argument: str) -> None:
    shown = [one for one in FORMATS if one != "parquet"]
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
    if argument.startswith("@"):
        shell.read(argument)
    else:
        shell.read(shell.clause_of(*shell.row(argument)))


def _why(shell: Shell, argument: str) -> None:
    result, place = shell.row(argument)
    if result.entity and result.keys:
        why = shell.db.why(result.entity, str(result.keys[place]))
        shell.print(*evidence.draw(why, shell.paint, shell.columns()))
        return
    text = evidence.rows_behind(result, place)
    if text is None:
        raise Usage("This row counts things in a way that cannot be taken apart; ask without the count.")
    shell.print(shell.paint("dim", safe.line(text)))
    shell.ask(text)


def _cite(shell: Shell, argument: str) -> None:
    shell.print(evidence.citation(shell.db, shell.clause_of(*shell.row(argument))))


def _sql(shell: Shell, argument: str) -> None:
    if argument.lower().startswith(("select ", "with ", "from ")):
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
    Slash("saved", "", "the questions saved with let", _saved),
    Slash("format", "FORMAT", "show answers as auto, table, read, json, jsonl, csv, md, html", _format),
    Slash("last", "", "the last answer once more, all its rows", _last),
    Slash("open", "N", "the whole clause behind row N; or a handle: /open @doc#9", _open),
    Slash("why", "N", "the words and the rule that made row N; behind a count, its rows", _why),
    Slash("cite", "N", "a citation of row N, ready to paste", _cite),
    Slash("sql", "[QUERY]", "how the last question (or this one) is looked up; runs a SELECT", _sql),
    Slash("time", "", "say how long answers take, or stop saying it", _time),
    Slash("quit", "", "leave (also Ctrl-D)", _quit),
)
_BY_NAME: Final = {one.name: one for one in SLASHES}
_BARE: Final = {"help": "help", "?": "help", "exit": "quit", "quit": "quit", "/exit": "quit", "/?": "help"}
