"""Which function runs a command. Its module is loaded when the command is run: no command pays for another."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module
from typing import Final

_HOMES: Final = {
    "add": ("intake", "add"),
    "check": ("keeping", "check"),
    "demo": ("demo", "demo"),
    "describe": ("asking", "describe"),
    "export": ("keeping", "export"),
    "list": ("asking", "documents"),
    "parse": ("parsing", "parse"),
    "publish": ("keeping", "publish"),
    "query": ("asking", "query"),
    "rebuild": ("intake", "rebuild"),
    "remove": ("keeping", "remove"),
    "repair": ("keeping", "repair"),
    "repl": ("repl", "repl"),
    "show": ("asking", "show"),
}


def run(arguments: Namespace) -> int:
    """Runs the command that the arguments name; returns its exit code."""
    module, function = _HOMES[arguments.command]
    code: int = getattr(import_module(f"clausedb.cli.{module}"), function)(arguments)
    return code
