"""Bytes in, text out."""

from __future__ import annotations

from dataclasses import dataclass

from clausedb.model import Finding


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str = "utf-8"
    media_type: str = "text/plain"
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file's bytes. Raises DocumentError where they are no text."""
    return Decoded(data.decode("utf-8"))
