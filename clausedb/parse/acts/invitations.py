"""Who accepts an invitation: whom it invites, where the words say "he" or nobody.

Records with acts in text order in, the same with the bearers of acceptances out.
"""

from __future__ import annotations

from dataclasses import replace

from clausedb.language import Grammar
from clausedb.model import Act, Records, Span

_NAMES = frozenset({"person", "office", "state", "side", "collective"})


def settle_invitations(records: Records, grammar: Grammar) -> Records:
    """Records whose acceptances without a name are those of whom the last invitation addresses."""
    if not any(_is(one, "acceptance") for one in records.acts):
        return records
    named = {(one.start, one.end) for one in records.mentions if one.kind in _NAMES}
    invited: tuple[str, ...] = ()
    since = 0
    acts: list[Act] = []
    for one in records.acts:
        if _is(one, "acceptance") and invited and not _is_named(one.bearer, since, named):
            one = replace(one, bearers=invited, bearer_type="named", joint=len(invited) > 1)
        elif _is(one, "invitation"):
            invited, since = one.addressees, one.cue.end
        acts.append(one)
    return replace(records, acts=tuple(acts))


def _is(act: Act, subforce: str) -> bool:
    return act.subforce == subforce


def _is_named(bearer: Span | None, since: int, named: set[tuple[int, int]]) -> bool:
    """Whether a name behind the invitation says who."""
    if bearer is None or bearer.start < since:
        return False
    return any(bearer.start <= start and end <= bearer.end for start, end in named)
