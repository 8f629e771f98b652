"""The words of the command line: argument parsing, help texts, and help with mistyped commands."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any, Final, NoReturn

DEFAULT_DATABASE: Final = "clauses.db"
FORMATS: Final = ("table", "read", "json", "jsonl", "csv", "xlsx", "parquet", "md", "html")

_DESCRIPTION: Final = """\
clausedb turns treaties, joint statements, resolutions and press reports (English, Russian,
Arabic) into a database of numbered clauses: who has to do what, under which instrument,
since when, in which words. It works offline; every row leads back to the words it was read from.

  clausedb demo                     five sample documents, some questions and their answers
  clausedb add treaties/            read files into the database ./clauses.db
  clausedb                          ask: completion, history, /help
  clausedb query 'obligations | count by force'
"""

_AFTER: Final = """\
The database is a folder: -d FOLDER, else the variable CLAUSEDB, else ./clauses.db.
Results go to stdout, everything else to stderr; --quiet silences the latter; NO_COLOR is respected.
Exit codes: 0 done, 1 some input failed, 2 wrong query or usage, 3 cannot open, 4 busy, 130 interrupted.
`clausedb COMMAND --help` explains a command with examples.
"""


class Usage(Exception):
    """A command line that does not make sense; `str()` says why and what to do."""


_DATABASE: Final = ("--database", "--db")
_FRONT: Final = ("--database", "--quiet", "--help", "--version")
"""The options that may stand before the command."""


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **options)

    def error(self, message: str) -> NoReturn:
        raise Usage(f"{self.prog}: {message}\nTry: {self.prog} --help")


def read_arguments(words: list[str], version: str) -> argparse.Namespace:
    """The arguments by name, `command` among them (`repl` where none is given).

    Raises Usage for what makes no sense; prints and leaves (SystemExit) for --help and --version.
    """
    parser, commands = _parsers(version)
    named = _command_in(words)
    front = words[: words.index(named)] if named else words
    unknown = next((word for word in front if word.startswith("--") and not _is_option(word)), None)
    if unknown is not None:
        raise Usage(
            f"clausedb: there is no option `{unknown}`. Those before a command are: {', '.join(_FRONT)}"
        )
    if named == "help":
        words = [*[word for word in words if word in commands][:1], "--help"]
        named = None
    if named is not None and named not in commands:
        raise Usage(_unknown(named, sorted(commands)))
    found, more = parser.parse_known_args(words)
    found.command = found.command or "repl"
    if more:
        raise Usage(_not_taken(more[0], commands.get(found.command, parser)))
    found.quiet = getattr(found, "quiet", False)
    found.database = Path(getattr(found, "database", None) or os.environ.get("CLAUSEDB") or DEFAULT_DATABASE)
    return found


def _not_taken(word: str, parser: argparse.ArgumentParser) -> str:
    """Why a word that is left over makes no sense."""
    from difflib import get_close_matches

    options = [one for action in parser._actions for one in action.option_strings if one.startswith("--")]
    what = "option" if word.startswith("-") else "place for"
    close = get_close_matches(word.partition("=")[0], options, n=1, cutoff=0.6) if what == "option" else []
    hint = f"Did you mean `{close[0]}`?" if close else f"Try: {parser.prog} --help"
    return f"{parser.prog}: there is no {what} `{word}`.\n{hint}"


def _shard(word: str) -> tuple[int, int]:
    part, sign, parts = word.partition("/")
    if not (sign and part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise argparse.ArgumentTypeError(f"a part of so many, as 1/4, not `{word}`")
    return int(part), int(parts)


def _count(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"a number from 1, not `{word}`")
    return int(word)


def command_names() -> tuple[str, ...]:
    """The commands in the order of the help text."""
    return tuple(_parsers("")[1])


def _command_in(words: list[str]) -> str | None:
    """The first word that is neither an option nor the value of -d; None where there is none."""
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in ("-d", "--db") or (word.startswith("--d") and "--database".startswith(word)):
            skip = True
        elif not word.startswith("-"):
            return word
    return None


def _is_option(word: str) -> bool:
    """Whether an option that stands before the command is known, in full, shortened or with its value behind "="."""
    return any(option.startswith(word.partition("=")[0]) for option in (*_FRONT, *_DATABASE))


def _unknown(word: str, commands: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, commands, n=1, cutoff=0.6)
    if close:
        return f"clausedb: there is no command `{word}`. Did you mean `{close[0]}`?"
    if " " in word or word in ("documents", "clauses", "acts", "obligations", "citations", "statements"):
        return (
            f"clausedb: `{word.split()[0]}` is no command. A question is asked with: clausedb query 'QUERY'"
        )
    if os.path.exists(word):
        return f"clausedb: `{word}` is no command. To read it: clausedb add {word}, or clausedb parse {word}"
    return f"clausedb: there is no command `{word}`. The commands are: {', '.join(commands)}"


def _common() -> _Parser:
    """What may stand before and behind the command."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("-d", *_DATABASE, metavar="FOLDER", help="the database (default: ./clauses.db)")
    common.add_argument("-q", "--quiet", action="store_true", help="no talk on stderr, errors only")
    return common


def _parsers(version: str) -> tuple[_Parser, dict[str, _Parser]]:
    common = _common()
    parser = _Parser(prog="clausedb", description=_DESCRIPTION, epilog=_AFTER, parents=[common])
    parser.add_argument("--version", action="version", version=f"clausedb {version}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="clausedb")

    def command(name: str, line: str, more: str = "") -> _Parser:
        text = f"{line[0].upper()}{line[1:]}." + (f"\n\n{more}" if more else "")
        return commands.add_parser(name, help=line, description=text, parents=[common])

    _reading(command)
    _asking(command)
    _keeping(command)
    return parser, dict(commands.choices)


def _reading(command: Any) -> None:
    demo = command(
        "demo",
        "make a database of the five sample documents and ask it some questions",
        "  clausedb demo               makes ./clausedb-demo.db\n"
        "  clausedb -d clausedb-demo.db    goes on asking it",
    )
    demo.add_argument("folder", nargs="?", metavar="FOLDER", help="where to make it (./clausedb-demo.db)")

    add = command(
        "add",
        "read files, folders or standard input (-) into the database",
        "  clausedb add statement.txt treaties/\n"
        "  clausedb add -d mine.db archive.zip\n"
        "  clausedb add - < statement.txt\n\n"
        "Files that are there already are recognised by their content. A folder may hold a\n"
        "manifest.toml with [[document]] entries (file, id, title, source, language, date, type);\n"
        "what stands there wins over what the parser finds.",
    )
    add.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, a zip archive, or - for stdin"
    )
    add.add_argument(
        "--jobs", type=_count, metavar="N", help="so many files at once (default: the processors)"
    )
    add.add_argument(
        "--shard",
        type=_shard,
        metavar="I/N",
        help="only the I-th of N parts of the files, for several machines",
    )
    _grammar(add, [])

    parse = command(
        "parse",
        "show what is read from files, without a database",
        "  clausedb parse statement.txt            the outline: clauses, acts, citations, doubts\n"
        "  clausedb parse --explain statement.txt  why each line is what it is\n"
        "  clausedb parse --format jsonl texts/    one JSON object a document, with all spans",
    )
    parse.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, a zip archive, or - for stdin"
    )
    parse.add_argument("--format", choices=("tree", "jsonl"), default="tree", help="tree (default) or jsonl")
    parse.add_argument("--explain", action="store_true", help="say why each line is what it is")
    _grammar(parse, [])
    parse.add_argument("--depth", type=_count, metavar="N", help="show so many levels of the tree only")
    parse.add_argument(
        "--jobs", type=_count, metavar="N", help="so many files at once (default: the processors)"
    )
    _output(parse, "parse")


def _grammar(command: Any, default: list[str] | None) -> None:
    command.add_argument(
        "--grammar",
        action="append",
        default=default,
        metavar="FOLDER",
        help="a grammar folder of one's own on top of the shipped one; may stand several times",
    )


def _output(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of stdout")
    command.add_argument("--force", action="store_true", help=f"let {what} -o overwrite a file that is there")


def _asking(command: Any) -> None:
    query = command(
        "query",
        "ask one question",
        "  clausedb query 'obligations where bearer is Azerbaijan'\n"
        "  clausedb query 'acts | count by force' --format csv\n"
        "  clausedb query 'obligations where bearer is $who' -p who=KAZ -o kaz.parquet\n"
        "  clausedb query -f questions.txt         several, each ended by ; or an empty line\n\n"
        "`clausedb` alone opens the prompt with completion and /help.",
    )
    query.add_argument("query", nargs="?", metavar="QUERY", help="the question; - or nothing reads stdin")
    query.add_argument("-f", "--file", metavar="FILE", help="read the questions from a file")
    query.add_argument(
        "-p",
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="the value of $NAME; several times for `in $NAME`",
    )
    query.add_argument(
        "--format",
        choices=FORMATS,
        help="default: a table, or running text where rows hold long texts; with -o by the file's ending",
    )
    query.add_argument("--explain", action="store_true", help="say what will be looked up, and the SQL")
    _output(query, "query")

    command("repl", "ask questions at a prompt (the same as `clausedb` alone)")
    show = command(
        "show",
        "read a document or a clause with all that stands under it",
        "  clausedb show kaz-aze-2023                     on a terminal with what was read in colours\n"
        "  clausedb show kaz-aze-2023#5\n"
        "  clausedb show kaz-aze-2023 --html -o page.html  one page for the browser",
    )
    show.add_argument("reference", metavar="REF", help="a document or document#clause, with or without @")
    kind = show.add_mutually_exclusive_group()
    kind.add_argument("--plain", action="store_true", help="without colours for what was read")
    kind.add_argument("--html", action="store_true", help="one web page with everything in it, no scripts")
    _output(show, "show")


def _keeping(command: Any) -> None:
    command("list", "list the documents in the database")
    describe = command(
        "describe",
        "explain the tables, fields and their values",
        "  clausedb describe               the tables\n"
        "  clausedb describe obligations   its fields\n"
        "  clausedb describe force         the values of a field and what they mean",
    )
    describe.add_argument("name", nargs="?", metavar="NAME", help="a table or a field")
    remove = command("remove", "take documents out of the database")
    remove.add_argument("ids", nargs="+", metavar="ID", help="ids as `clausedb list` shows them")
    publish = command(
        "publish",
        "write all tables as Parquet files with a codebook",
        "  clausedb publish parquet/\n\nReadable by DuckDB, pandas, polars, R and Spark; the folder is swapped in whole.",
    )
    publish.add_argument("folder", metavar="FOLDER", help="where to write; made where missing")
    publish.add_argument("--force", action="store_true", help="replace a folder that holds other files")
    export = command(
        "export",
        "write all tables as CSV, JSON lines, Excel, SQLite; the graph of citations; Akoma Ntoso, JSON-LD",
        "  clausedb export --format csv tables/        a file a table; jsonl too\n"
        "  clausedb export --format sqlite tables/     one file clausedb.sqlite; xlsx: one workbook\n"
        "  clausedb export --format graphml tables/    who cites what, for Gephi, igraph, networkx\n"
        "  clausedb export --format akn tables/        a file of Akoma Ntoso 3.0 a document; jsonld: linked data",
    )
    export.add_argument("folder", metavar="FOLDER", help="where to write; made where missing")
    export.add_argument(
        "--format",
        choices=("csv", "jsonl", "xlsx", "sqlite", "graphml", "akn", "jsonld"),
        default="csv",
        help="csv by default",
    )
    export.add_argument("--force", action="store_true", help="overwrite files that are there")
    command("check", "look whether the database is whole")
    command("repair", "check, and make the tables again from the kept sources where anything is wrong")
    rebuild = command(
        "rebuild",
        "make all tables again from the kept sources",
        "  clausedb rebuild                    after an update, or a change in a grammar folder of one's own\n"
        "  clausedb rebuild --grammar house/   read everything with this folder on top, now and from now on\n"
        "  clausedb rebuild --no-grammar       forget such folders\n\n"
        "Corrections made by hand stay.",
    )
    folders = rebuild.add_mutually_exclusive_group()
    _grammar(folders, None)
    folders.add_argument("--no-grammar", action="store_true", help="read with the shipped grammar only")
    rebuild.add_argument(
        "--jobs", type=_count, metavar="N", help="so many files at once (default: the processors)"
    )
