"""A folder of published Parquet files as a read-only database: views in memory over the files.

A table is one file `<table>.parquet` or a folder `<table>` or `<table>.parquet` of files (as Spark writes them). A
table or column that is not there is empty; `obligations` is made from `acts` where it is not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from clausedb.errors import StoreError, VersionError
from clausedb.schema import META, POSITION, SCHEMA_VERSION, SERIAL, TABLES, Table, Type, beside, refs
from clausedb.store.guard import BARRED, ONE_CORE, close_in, in_our_words, interruptible, sql_text
from clausedb.store.sources import seen

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")


def is_published(folder: Path) -> bool:
    """Whether a folder holds published tables rather than a database."""
    if (folder / "clauses.duckdb").exists() or (folder / "sources").is_dir():
        return False
    return any(parquet_files(folder, name) for name in ("documents", "clauses"))


def parquet_files(folder: Path, name: str) -> tuple[Path, ...]:
    """The files of a table, sorted; nothing where there are none."""
    for place in (folder / f"{name}.parquet", folder / name):
        if place.is_file() and place.suffix == ".parquet":
            return (place,)
        if place.is_dir():
            found = tuple(path for path in sorted(place.rglob("*.parquet")) if path.name[0] not in "._")
            if found:
                return found
    return ()


class Published:
    """A published folder. Each call opens the files for as long as it lasts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def words(self, connection: DuckDBPyConnection) -> None:
        """Nothing: a published folder has no text index."""

    def sight(self) -> tuple[tuple[int, int, int], ...]:
        """What the files look like from outside: another after every change of the tables."""
        return tuple(told for one in TABLES for told in seen(*parquet_files(self.folder, one.name)))

    def meta(self, connection: DuckDBPyConnection) -> dict[str, str]:
        """The table meta."""
        return dict(connection.execute(f"SELECT key, value FROM {META.name}").fetchall())

    def close(self) -> None:
        """Nothing is kept between calls."""

    def read(
        self,
        work: Callable[[DuckDBPyConnection, Event], T],
        timeout: float | None = None,
        *,
        foreign: bool = False,
    ) -> T:
        """The value of `work(connection, stop)` on a locked-down connection over the files, whosever SQL it is."""
        with self._opened() as connection:
            return interruptible(connection, lambda stop: work(connection, stop), timeout)

    def aside(self, work: Callable[[DuckDBPyConnection, Event], T], timeout: float, called_off: Event) -> T:
        """The same for what nobody waits for, on one core. Raises Stopped after `timeout` seconds or once called off."""
        with self._opened(ONE_CORE) as connection:
            return interruptible(connection, lambda stop: work(connection, stop), timeout, called_off)

    def manifest(self) -> dict[str, dict[str, object]]:
        """manifest.json; empty where there is none (other programs may have written the files)."""
        try:
            found: dict[str, dict[str, object]] = json.loads(
                (self.folder / "manifest.json").read_text(encoding="utf-8")
            )
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.folder / 'manifest.json'}: cannot be read ({error})") from error
        return found

    @contextmanager
    def _opened(self, *settings: str) -> Iterator[DuckDBPyConnection]:
        from clausedb.store.engine import duckdb

        versions = {key: str(value) for key, value in self.manifest().get("clausedb", {}).items()}
        if versions.get("schema", str(SCHEMA_VERSION)) != str(SCHEMA_VERSION):
            raise VersionError(
                f"{self.folder}: published by another version (tables {versions['schema']}, here {SCHEMA_VERSION}); "
                "publish it again"
            )
        connection = duckdb.connect(":memory:", config=dict(BARRED))
        try:
            for setting in settings:
                connection.execute(setting)
            for one in TABLES:
                connection.execute(f"CREATE VIEW {one.name} AS {self._select(connection, one)}")
            connection.execute(f"CREATE TABLE {META.name} (key VARCHAR, value VARCHAR)")
            for pair in sorted(
                {"schema": str(SCHEMA_VERSION), **versions, "generation": self._stamp()}.items()
            ):
                connection.execute(
                    "INSERT INTO meta VALUES ($key, $value)", dict(zip(("key", "value"), pair, strict=True))
                )
            close_in(connection, (self.folder.absolute(),))
            yield connection
        except duckdb.Error as error:
            raise in_our_words(error, self.folder) from error
        finally:
            connection.close()

    def _stamp(self) -> str:
        """Changes whenever other files stand in the folder."""
        from hashlib import sha256

        return sha256(repr(self.sight()).encode()).hexdigest()[:12]

    def _select(self, connection: DuckDBPyConnection, one: Table) -> str:
        """The SELECT that gives a table's rows from its files, all columns of the schema in its order."""
        files = parquet_files(self.folder, one.name)
        if not files:
            if one.name == "obligations":
                from clausedb.store.ddl import obligations_select

                return obligations_select()
            nothing = ", ".join(
                f'CAST(NULL AS {column.type.sql}) AS "{column.name}"' for column in one.columns
            )
            kinds = {**beside(one), **dict.fromkeys(refs(one), Type.TEXT.sql)}
            besides = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in kinds.items())
            return f"SELECT {nothing}, {besides} WHERE false"
        listed = ", ".join(sql_text(path.absolute()) for path in files)
        source = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
        described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        there = {row[0] for row in described}
        columns = [
            f"CAST({_quoted(column.name) if column.name in there else 'NULL'} AS {column.type.sql}) "
            f"AS {_quoted(column.name)}"
            for column in one.columns
        ]
        columns.append(f"(CAST(file_index AS BIGINT) << 40) + file_row_number AS {SERIAL}")
        columns += [f"{_quoted(of)} AS {ref}" for ref, of in refs(one).items()]
        select = f"SELECT {', '.join(columns)} FROM {source}"
        if one.parent != "clauses":
            return select
        # A row a clause, so that DuckDB leaves the join out wherever the position is not asked for.
        positions = f"SELECT clause_id, min(position) AS {POSITION} FROM clauses GROUP BY clause_id"
        return f"SELECT r.*, c.{POSITION} FROM ({select}) AS r LEFT JOIN ({positions}) AS c USING (clause_id)"


def _quoted(name: str) -> str:
    return f'"{name}"'
