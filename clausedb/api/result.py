"""What comes back: of an `add` its report; of a query rows, as dicts, data frames, Arrow or a notebook table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from clausedb.compiled import ResultColumn
from clausedb.node import Node
from clausedb.schema import Type

if TYPE_CHECKING:
    import polars
    import pyarrow

    from clausedb.diff import Change
    from clausedb.model import Finding

Cell = Any
Progress = Callable[["Outcome", int, int], None]
"""Called after each file, in the calling thread: (outcome, files done, files in all)."""

_HTML_ROWS = 50


class Outcome(Node):
    """What became of one file."""

    source: str
    """The file as given, or as found in its folder or archive."""
    status: str
    """added, known (the same content is there already) or failed."""
    document_id: str | None = None
    """The document it is; None where it failed."""
    clauses: int = 0
    acts: int = 0
    language: str | None = None
    reason: str | None = None
    """Why it failed, one sentence; None otherwise."""
    findings: tuple[Finding, ...] = ()
    """What the parser doubted or dropped; empty for known files."""


class Report(Node):
    """What became of every file, in the order given (folders: sorted by path)."""

    outcomes: tuple[Outcome, ...] = ()
    notes: tuple[str, ...] = ()
    """What else is to be known, a sentence each: files that were passed over, documents read with another grammar."""

    def count(self, status: str) -> int:
        """How many files have this status."""
        return sum(1 for one in self.outcomes if one.status == status)

    @property
    def added(self) -> int:
        """How many files are new in the database."""
        return self.count("added")

    @property
    def known(self) -> int:
        """How many files had been added before."""
        return self.count("known")

    @property
    def failed(self) -> int:
        """How many files could not be read."""
        return self.count("failed")


class Result:
    """Rows in the order of the query. Iterating gives one dict a row, its keys the names of `names`."""

    def __init__(
        self,
        columns: tuple[ResultColumn, ...],
        rows: tuple[tuple[Cell, ...], ...],
        notes: tuple[str, ...] = (),
        echo: tuple[str, ...] = (),
        entity: str | None = None,
        keys: tuple[Cell, ...] = (),
        text: str = "",
        titles: Mapping[str, str] | None = None,
        export: str | None = None,
        changes: tuple[Change, ...] = (),
    ) -> None:
        self.columns = columns
        self.rows = rows
        """The values as stored: ids for parties, documents and instruments; lists for many-valued columns."""
        self.notes = notes
        """Footnotes: what was left out as unknown, what a count counts."""
        self.echo = echo
        """What names were resolved to."""
        self.entity = entity
        """The table whose rows these are; None for counts, crosses and SQL."""
        self.keys = keys
        """The key of each row in that table; empty where the rows are of no entity."""
        self.text = text
        """The query."""
        self.titles: Mapping[str, str] = titles or {}
        """Instrument id -> title, for the instruments in the rows."""
        self.export = export
        """The file that the query asks the rows to be written to; whoever allowed that writes it."""
        self.changes = changes
        """Of `compare`: the words of both texts in order, each stretch with the side that has it."""

    def part(self, places: Sequence[int]) -> Result:
        """The same with the rows at some places alone, without footnotes."""
        return Result(
            self.columns,
            tuple(self.rows[at] for at in places),
            (),
            self.echo,
            self.entity,
            tuple(self.keys[at] for at in places),
            self.text,
            self.titles,
            self.export,
            self.changes,
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the cells: those of the columns, and `instrument_id` behind an `instrument`."""
        return tuple(name for name, _, _ in self._cells)

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The schema type of each cell, beside `names`."""
        return tuple(kind for _, kind, _ in self._cells)

    @cached_property
    def _cells(self) -> tuple[tuple[str, str, tuple[int, bool]], ...]:
        """(name, type, (column index, whether it shows the title of the id)) of each cell."""
        taken = {column.name for column in self.columns}
        cells: list[tuple[str, str, tuple[int, bool]]] = []
        for index, column in enumerate(self.columns):
            titled = column.kind == "instrument" and not column.name.endswith("_id")
            cells.append((column.name, column.type, (index, titled)))
            if titled and f"{column.name}_id" not in taken:
                cells.append((f"{column.name}_id", column.type, (index, False)))
        return tuple(cells)

    def cells(self, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """One row as shown: instruments by their titles beside their ids."""
        return tuple(
            self._title(row[index]) if titled else row[index] for _, _, (index, titled) in self._cells
        )

    def _title(self, value: Cell) -> Cell:
        if isinstance(value, list):
            return [self.titles.get(one, one) for one in value]
        return self.titles.get(value, value)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        for row in self.rows:
            yield dict(zip(self.names, self.cells(row), strict=True))

    def __bool__(self) -> bool:
        return True

    def arrow(self) -> pyarrow.Table:
        """The rows as an Arrow table."""
        import pyarrow as pa

        shown = [self.cells(row) for row in self.rows]
        arrays = [
            pa.array([row[index] for row in shown], type=_arrow_type(kind))
            for index, kind in enumerate(self.types)
        ]
        return pa.Table.from_arrays(arrays, names=list(self.names))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.arrow().__arrow_c_stream__(requested_schema)

    def df(self) -> Any:
        """The rows as a pandas data frame (needs pandas); whole numbers stay such where some are unknown (`Int64`)."""
        import pyarrow as pa

        table = self.arrow()
        partly = {
            name: "Int64"
            for name, column in zip(table.column_names, table.columns, strict=True)
            if pa.types.is_integer(column.type) and column.null_count
        }
        return table.to_pandas(integer_object_nulls=True).astype(partly)

    def pl(self) -> polars.DataFrame:
        """The rows as a polars data frame (needs polars)."""
        import polars

        frame = polars.from_arrow(self.arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.names)
        body = "".join(
            f"<tr>{''.join(_html_cell(cell) for cell in self.cells(row))}</tr>"
            for row in self.rows[:_HTML_ROWS]
        )
        count = f"{len(self)} rows" if len(self) != 1 else "1 row"
        if len(self) > _HTML_ROWS:
            count += f", the first {_HTML_ROWS} shown"
        lines = [*self.echo, *self.notes, count]
        foot = "".join(f"<div><small>{escape(line)}</small></div>" for line in lines)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{foot}"

    def __repr__(self) -> str:
        return f"<Result: {len(self)} rows of {', '.join(self.names)}>"


def plain(value: Cell) -> str:
    """A cell in one line of text: lists joined by commas, yes and no for flags, nothing for unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(plain(one) for one in value)
    return str(value)


def _html_cell(value: Cell) -> str:
    from html import escape

    # bdi: Arabic and Latin cells in one row each keep their own direction.
    return f'<td><bdi dir="auto">{escape(plain(value))}</bdi></td>'


def _arrow_type(kind: str) -> Any:
    import pyarrow as pa

    types = {
        Type.INTEGER.value: pa.int64(),
        Type.REAL.value: pa.float64(),
        Type.FLAG.value: pa.bool_(),
        Type.TEXTS.value: pa.list_(pa.string()),
        Type.INTEGERS.value: pa.list_(pa.int64()),
        Type.TEXT.value: pa.string(),
        Type.DATE.value: pa.string(),
    }
    return types.get(kind)
