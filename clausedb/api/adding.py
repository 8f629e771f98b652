"""From found files to loaded documents: parsed in workers, written in slices of whole documents, one outcome a file."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from clausedb.api.ingest import Item
from clausedb.api.linker import Linker, linker_of, versions_of
from clausedb.api.result import Outcome, Progress, Report
from clausedb.api.workers import SMALL, Read, Task, parse_task, parsed
from clausedb.errors import BusyError, DocumentError, StoreError
from clausedb.model import Entry, Records
from clausedb.parse.pipeline import slug
from clausedb.store.corrections import Correction
from clausedb.store.database import Filling, Store
from clausedb.store.load import Parcel
from clausedb.store.sources import Source
from clausedb.version import VERSION

_SLICE_SECONDS: Final = 0.7
"""How long others are shut out while a slice is written, about."""
_FIRST_ROWS, _FEWEST_ROWS, _MOST_ROWS = 10_000, 2_000, 200_000
_LONGEST_WAIT: Final = 2.0
"""Seconds after which a parsed document is written, however few there are."""
_INDEX_SHARE: Final = 8
"""How many times as long as bringing up the text index took have to pass before the next time."""
_NAMED: Final = 5
"""Documents that an error names at most."""
_FEW: Final = 64
"""Files that are looked up one by one; of more all that is there is read first."""


@dataclass(slots=True)
class Job:
    """A file on its way in."""

    source: str
    name: str
    read: Callable[[], bytes]
    entry: Entry | None = None
    added_at: str = ""
    document_id: str = ""
    sha256: str = ""
    data: bytes = b""
    twin: Job | None = None
    """An earlier file of the same content in this run."""
    known: str | None = None
    """The id under which the same content is in the database."""
    outcome: Outcome | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def sidecar(self) -> Source:
        """What is kept beside the bytes of the file."""
        return Source(self.sha256, self.document_id, self.name, self.added_at, self.entry)

    def task(self, data: bytes) -> Task:
        """The parsing of it, under its id."""
        return Task(self.source, self.name, data, self.document_id, self.entry, self.corrections)


@dataclass(slots=True)
class Adding:
    """One run of `add`."""

    store: Store
    folders: tuple[Path, ...] = ()
    progress: Progress | None = None
    jobs: int | None = None
    known: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    _seen: dict[str, Job] = field(default_factory=dict)
    _done: int = 0
    _total: int = 0
    _indexed: float = field(default_factory=time.monotonic)
    _index_cost: float = 1.0

    def run(self, items: Sequence[Item]) -> Report:
        """Adds the files; the report has them in this order."""
        self._look_up(items)
        self._total = len(items)
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        jobs = [Job(one.source, one.name, one.read, one.entry, now) for one in items]
        linker, versions = linker_of(self.folders), versions_of(self.folders)
        slices = Slices(lambda full: self._load(full, linker, versions))
        size = sum(one.size for one in items)
        try:
            for job, read in parsed(jobs, self._prepare, self.folders, self.jobs, size):
                if job.twin is not None or job.known is not None:
                    self._tell(job, self._known_outcome(job))
                elif read.records is None:
                    self._tell(job, Outcome(job.source, "failed", reason=read.reason))
                else:
                    slices.put(job, read)
        except KeyboardInterrupt:
            # What has been parsed is not to be parsed again.
            slices.flush()
            raise
        slices.flush()
        return Report(tuple(job.outcome for job in jobs if job.outcome is not None))

    def _look_up(self, items: Sequence[Item]) -> None:
        """Finds out what is known already: of a few files by these, of many by reading all that is there."""
        if len(items) > _FEW:
            self.known = self.store.known()
        elif items:
            sums: list[str] = []
            ids: list[str] = []
            for one in items:
                with suppress(DocumentError):
                    sums.append(hashlib.sha256(one.read()).hexdigest())
                    ids += _ids(wanted_id(one.name, one.entry), sums[-1])
            self.known = self.store.there(sums, ids)
        self.taken = set(self.known.values())

    def _prepare(self, job: Job) -> Task | Read:
        """Reads the bytes and gives the document its id; nothing is to be parsed where the content is known."""
        try:
            job.data = job.read()
        except DocumentError as error:
            return Read(reason=error.reason)
        job.sha256 = hashlib.sha256(job.data).hexdigest()
        job.known = self.known.get(job.sha256)
        job.twin = self._seen.setdefault(job.sha256, job)
        if job.twin is job:
            job.twin = None
        if job.known is not None or job.twin is not None:
            return Read()
        job.document_id = free_id(wanted_id(job.name, job.entry), job.sha256, self.taken)
        self.taken.add(job.document_id)
        job.corrections = self.store.corrections.of(job.sha256)
        return job.task(job.data)

    def _known_outcome(self, job: Job) -> Outcome:
        if job.known is not None:
            return Outcome(job.source, "known", job.known)
        twin = job.twin
        assert twin is not None
        if twin.outcome is not None and twin.outcome.status == "failed":
            return Outcome(job.source, "failed", reason=twin.outcome.reason)
        return Outcome(job.source, "known", twin.document_id)

    def _load(self, full: Sequence[tuple[Job, Read]], linker: Linker, versions: dict[str, str]) -> None:
        documents = [(job.sidecar, job.data, parcel_of(job, read)) for job, read in full]
        ids = self.store.load(documents, linker, versions)
        self._index()
        for (job, read), found in zip(full, ids, strict=True):
            if found == "":
                # Another process took the id between parsing and writing.
                self.taken |= set(self.store.there((), _ids(job.document_id, job.sha256)).values())
                job.document_id = free_id(job.document_id, job.sha256, self.taken)
                again = parse_task(job.task(job.data), self.folders)
                self._load([(job, again)], linker, versions)
            elif found != job.document_id:
                self._tell(job, Outcome(job.source, "known", found))
            else:
                self._tell(job, added(job, read.records))
            job.data = b""

    def _index(self) -> None:
        """What a long add has brought is found as fast as the rest while it goes on."""
        start = time.monotonic()
        if start - self._indexed > _INDEX_SHARE * self._index_cost:
            self.store.index_if_free()
            self._indexed = time.monotonic()
            self._index_cost = self._indexed - start

    def _tell(self, job: Job, outcome: Outcome) -> None:
        if job.outcome is None:
            job.outcome = outcome
            self._done += 1
            if self.progress is not None:
                self.progress(outcome, self._done, self._total)


@dataclass(slots=True)
class Rebuilding:
    """One run of `rebuild`."""

    store: Store
    folders: tuple[Path, ...] = ()
    progress: Progress | None = None
    jobs: int | None = None

    def run(self) -> Report:
        """Makes all tables again; the report has the documents in the order of adding."""
        self.store.corrections.all()  # one that cannot be read is said before anything is done
        jobs = [job_of(self.store, one) for one in self.store.sources.all()]
        if lost := self._lost({job.sha256 for job in jobs}):
            raise StoreError(
                f"{self.store.sources.folder}: what {', '.join(lost[:_NAMED])}{' …' if lost[_NAMED:] else ''} "
                "was read from is missing, and would be lost; bring the folder back from a copy, or take out "
                f"{'the document' if len(lost) == 1 else f'these {len(lost):,} documents'} by `clausedb remove`"
            )
        linker, taken = linker_of(self.folders), set[str]()
        outcomes: dict[str, Outcome] = {}

        def prepare(job: Job) -> Task | Read:
            job.document_id = free_id(job.document_id, job.sha256, taken)
            taken.add(job.document_id)
            try:
                return job.task(job.read())
            except StoreError as error:
                return Read(reason=str(error))

        def tell(job: Job, outcome: Outcome) -> None:
            outcomes[job.sha256] = outcome
            if self.progress is not None:
                self.progress(outcome, len(outcomes), len(jobs))

        def fill(file: Filling) -> None:
            def load(full: Sequence[tuple[Job, Read]]) -> None:
                file.load([parcel_of(job, read) for job, read in full], linker)
                for job, read in full:
                    tell(job, added(job, read.records))

            slices = Slices(load)
            for job, read in parsed(jobs, prepare, self.folders, self.jobs, SMALL * (len(jobs) > 50)):
                if read.records is None:
                    tell(job, Outcome(job.source, "failed", job.document_id, reason=read.reason))
                else:
                    slices.put(job, read)
            slices.flush()

        self.store.rebuild(versions_of(self.folders), fill)
        return Report(tuple(outcomes[job.sha256] for job in jobs))

    def _lost(self, kept: Collection[str]) -> list[str]:
        """The documents of the tables whose bytes are not kept, by id; none where the tables cannot be read."""
        try:
            rows = self.store.read(
                lambda connection, _: connection.execute(
                    "SELECT document_id, sha256 FROM documents ORDER BY 1"
                ).fetchall()
            )
        except BusyError:
            raise
        except StoreError:
            return []
        gone = self.store.sources.gone()
        return [document_id for document_id, sha256 in rows if sha256 not in kept and sha256 not in gone]


def job_of(store: Store, one: Source) -> Job:
    """A document that is kept, to be read again."""
    return Job(
        one.name,
        one.name,
        lambda: store.sources.read(one.sha256),
        one.entry,
        one.added_at,
        one.document_id,
        one.sha256,
        corrections=store.corrections.of(one.sha256),
    )


def reread(store: Store, sha256: str, folders: tuple[Path, ...]) -> None:
    """Reads one document again from its kept bytes, with its corrections. Raises StoreError where that fails."""
    found = store.sources.find(sha256)
    if found is None:
        raise StoreError("the bytes of the document are not kept any more")
    job = job_of(store, found)
    read = parse_task(job.task(job.read()), folders)
    if read.records is None:
        raise StoreError(f"{found.document_id}: {read.reason}")
    store.reload(parcel_of(job, read), linker_of(folders))


class Slices:
    """Gathers documents until they are worth a transaction of about a second."""

    def __init__(self, load: Callable[[Sequence[tuple[Job, Read]]], None]) -> None:
        self._load = load
        self._full: list[tuple[Job, Read]] = []
        self._rows = 0
        self._limit = _FIRST_ROWS
        self._flushed = time.monotonic()

    def put(self, job: Job, read: Read) -> None:
        """Takes a document; writes what is gathered where that is enough, or long enough ago."""
        assert read.records is not None
        self._full.append((job, read))
        self._rows += rows_of(read.records)
        if self._rows >= self._limit or time.monotonic() - self._flushed > _LONGEST_WAIT:
            self.flush()

    def flush(self) -> None:
        """Writes what is gathered."""
        if not self._full:
            return
        start = time.monotonic()
        self._load(self._full)
        self._flushed = time.monotonic()
        fitting = int(self._rows * _SLICE_SECONDS / max(self._flushed - start, 0.001))
        self._limit = max(_FEWEST_ROWS, min(fitting, _MOST_ROWS))
        self._full, self._rows = [], 0


def parcel_of(job: Job, read: Read) -> Parcel:
    """The document as the store takes it."""
    assert read.records is not None
    return Parcel(read.records, read.payload, job.added_at, VERSION)


def added(job: Job, records: Records | None) -> Outcome:
    """The outcome of a document that has been written."""
    assert records is not None
    return Outcome(
        job.source,
        "added",
        records.document.document_id,
        len(records.clauses),
        len(records.acts),
        records.document.language or None,
        findings=records.findings,
    )


def rows_of(records: Records) -> int:
    """How many rows a document makes, about."""
    parts = (
        records.clauses,
        records.acts,
        records.mentions,
        records.citations,
        records.dates,
        records.boilerplate,
    )
    return 10 + sum(len(part) for part in parts) + len(records.text) // 2000


def wanted_id(name: str, entry: Entry | None) -> str:
    """The manifest's id, else the file's stem; in the characters that a handle can have."""
    if entry is not None and entry.id:
        return re.sub(r"[^\w-]+", "-", entry.id).strip("-") or slug(name)
    return slug(name)


def _ids(wanted: str, sha256: str) -> list[str]:
    """The ids that a document may get."""
    return [wanted, *(f"{wanted}-{sha256[:digits]}" for digits in (6, 12, 64))]


def free_id(wanted: str, sha256: str, taken: set[str]) -> str:
    """The id, with six digits of the content's sha256 where other content has it."""
    *several, last = _ids(wanted, sha256)
    return next((one for one in several if one not in taken), last)
