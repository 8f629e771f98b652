"""How far what somebody says reaches: from a reporting verb and its speaker to the places of its contents.

A sentence of a press report with its reporting verbs in, pieces of its text out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.quotes import HIDDEN
from clausedb.parse.acts.speakers import Speaker
from clausedb.parse.acts.views import COMMA, NEXT_WORD, PLAIN_WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_EDGE = ' \t\r\n,;:.،؛"“”«»—–-'
_FEW = 3
"""Words below which a piece is no content of a statement."""
_INSERTION = re.compile(r"\s*,[^,.]{3,140},\s")
TURNED = (",", "—", "–", "-")
"""Signs before a verb whose subject follows it: "…, said the minister"."""
_CLOSING = ' "”“»’'
_MARK = re.compile('["“”«»]')
_NEAR = 12
"""Characters of the titles before a name."""
_TITLES = re.compile(r"[\s,]+(?:[^\W\d]+\s){0,3}")
_DATELINE = re.compile(r"[A-ZА-ЯЁ][^.\n–—]{1,60}(?:\d|\))[^.\n–—\d]{0,20}\s[–—-]\s")
_TAIL = 14
"""Words that may follow a reporting verb at the end of its sentence: "said at a briefing with his counterpart on Monday"."""


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting verb of a sentence with its speaker; [low, high) is the sentence."""

    cue: Cue
    speaker: Speaker
    low: int
    high: int

    @property
    def role(self) -> str:
        """What kind of reporting verb it is (reporting.tsv)."""
        return self.cue.row["role"]


def is_turned(view: View, verb: int) -> bool:
    """Whether what is said ends right before the verb: "…, said the minister", "“…,” said the minister"."""
    before = view.text[:verb].rstrip()
    return before.endswith(TURNED) or before.rstrip(_CLOSING).endswith(HIDDEN)


def opens_content(view: View, words: Vocabulary, end: int) -> bool:
    """Whether what is said follows a verb at once: behind "that", a colon, a comma or in marks of quotation."""
    behind = view.text[end : end + 2].strip()
    return behind[:1] in (":", HIDDEN) or words.pattern("content").match(view.text, end + 1) is not None


def final_first(view: View, words: Vocabulary, reports: list[Report], start: int, end: int) -> list[Report]:
    """Only the reporting verb that ends its sentence, where there is one: all before it is what is said."""
    if len(reports) > 1 and _is_final(view, words, reports[-1], start, end):
        return [replace(reports[-1], low=start)]
    return reports


def before_and(view: View, words: Vocabulary, report: Report, high: int) -> int:
    """Where what is said ends before "and" and a further verb of saying."""
    word = last_word(view.text, report.cue.end, high)
    if not words.is_a(word, "conjunction"):
        return high
    return view.text.rfind(word, report.cue.end, high)


def _is_final(view: View, words: Vocabulary, report: Report, low: int, high: int) -> bool:
    """A clause, a comma, speaker and verb, and little behind: "…, the minister said at a briefing"."""
    if report.role != "say" or view.text[report.cue.end : high].strip() == ":":
        return False
    end = max(report.cue.end, report.speaker.end)
    dated = view.dates_in(end, end + 2)
    behind = PLAIN_WORD.findall(view.text[dated[0][1] if dated else end : high])
    told = words.is_a(last_word(view.text, report.cue.start, report.cue.end), "telling")
    small = bool(behind) and (words.is_a(behind[0], "preposition") or words.participle.fullmatch(behind[0]))
    apposed = report.speaker.start > report.cue.start and view.text[report.speaker.end :][:2] == ", "
    # "…, said Kallas, the High Representative"
    small = small or (apposed and bool(behind) and words.is_a(behind[0], "article"))
    if behind and (len(behind) > _TAIL or not (told or small) or words.is_verb_first):
        return False  # where the verb comes first, what follows it is what is said
    comma = _comma_before(view, report, low)
    first = PLAIN_WORD.search(view.text, comma + 1, report.cue.start) if comma > low else None
    if first and words.is_plain and words.is_a(first[0], "conjunction"):
        return False  # "The President congratulated him, and the two leaders pledged to build on this"
    return comma > low and len(PLAIN_WORD.findall(view.text[low:comma])) > _FEW


def _comma_before(view: View, report: Report, low: int) -> int:
    """The comma or dash before the speaker, or before the verb that its speaker follows."""
    before = report.speaker.start if low <= report.speaker.start < report.cue.start else report.cue.start
    return max(view.text.rfind(mark, low, before) for mark in (",", "—", "–"))


def contents(view: View, words: Vocabulary, report: Report, high: int) -> Iterator[tuple[int, int]]:
    """What is said: behind "that", before a clause-final verb, else what follows the verb."""
    cue = report.cue
    if report.role in ("frame", "again"):
        yield from _framed(view, words, report, high)
        return
    reach = 12 if report.role == "object" else 140
    that = words.pattern("content").search(view.text, cue.end, min(high, cue.end + reach))
    opened = _opened(view, cue.end, that.start()) if that else -1
    if opened >= 0:
        yield from _pieces(view, words, opened, high)  # «قالت للصحافيين "نريد أن نرى حكومة"»
        return
    if that and not _crosses(view, words, cue.end, that.start()):
        yield from _pieces(view, words, that.end(), high)
        return
    if _is_final(view, words, report, report.low, high):
        low = _past_dateline(view, report.low)
        yield from _pieces(view, words, low, _comma_before(view, report, report.low))
        return
    if report.role == "passive" and not PLAIN_WORD.search(view.text, cue.end, high):
        yield from _pieces(view, words, report.low, cue.start)
        return
    first = PLAIN_WORD.search(view.text, cue.end, high)
    begin = first.end() if first and words.is_a(first[0], "therein") else cue.end
    if first and report.role == "joined" and words.is_a(first[0], "honoured"):
        begin = _past_preposition(view, words, first.end())
    start = _past_insertion(view, max(begin, report.speaker.end), high)
    start = _past_adjectives(view, words, start, high)
    start = _past_circumstance(view, words, _past_date(view, start), high)
    yield from _pieces(view, words, start, high)


def _opened(view: View, low: int, place: int) -> int:
    """Where the quotation begins in which a place lies and that begins behind `low`; -1 where there is none."""
    marks = list(_MARK.finditer(view.raw, low, place))
    return marks[-1].end() if len(marks) % 2 else -1


def _past_preposition(view: View, words: Vocabulary, end: int) -> int:
    """Behind what a verb of saying governs: «مشيرا سموه إلى»."""
    first = PLAIN_WORD.match(view.text, end + 1)
    return first.end() if first and words.is_a(first[0], "governs") else end


def _past_adjectives(view: View, words: Vocabulary, start: int, high: int) -> int:
    """Behind what tells more of the speaker, before what the verb governs: «أعرب الرئيس الضيف عن»."""
    more = words.shape("speaker_tail").match(view.text, start, high)
    return more.end() if more else start


def _past_circumstance(view: View, words: Vocabulary, start: int, high: int) -> int:
    """Behind the words that tell when it was said, where they stand before what was: «أكد خلال لقائه نظيره المصري حرص المملكة»."""
    first = NEXT_WORD.match(view.text, start, high)
    if words.is_verb_first and first and words.is_a(first[1], "preposition", "time"):
        dated = view.dates_in(first.end(), first.end() + 2)
        if dated and len(PLAIN_WORD.findall(view.text[dated[0][1] : high])) >= _FEW:
            return dated[0][1]  # «أعلنت في 12 مارس تسلم رسالة»
    found = words.shape("circumstance").match(view.text, start, high)
    if found is None:
        return start
    end = found.end()
    while (name := view.name_from(end, slack=_NEAR)) and name.end < high:
        if name.kind not in ("office", "person") or not _TITLES.fullmatch(view.text, end, name.start):
            break
        end = name.end
    return end if len(PLAIN_WORD.findall(view.text[end:high])) >= _FEW else start


def _past_insertion(view: View, start: int, high: int) -> int:
    """Behind an insertion between commas that follows the speaker: "warned, in a call with his counterpart, of"."""
    insertion = _INSERTION.match(view.text, start, high)
    told = insertion and len(PLAIN_WORD.findall(view.text[insertion.end() : high])) >= _FEW
    return insertion.end() if insertion and told else start


def _framed(view: View, words: Vocabulary, report: Report, high: int) -> Iterator[tuple[int, int]]:
    """What stands behind the comma of "according to X, …"; all before it where it ends its sentence."""
    comma = COMMA.search(view.text, report.cue.end, high)
    before = view.text[report.low : report.cue.start].rstrip()
    if before.endswith(TURNED) and not (comma and PLAIN_WORD.search(view.text, comma.end(), high)):
        yield from _pieces(view, words, report.low, report.low + len(before))
    elif comma:
        named = view.name_from(
            comma.end(), slack=_NEAR
        )  # "According to the Minister, Ms. Susana Malcorra, the"
        if named and named.kind == "person":
            comma = COMMA.match(view.text, named.end) or comma
        first = PLAIN_WORD.search(view.text, comma.end(), high)
        so = first is not None and words.is_a(first[0], "so_that")
        yield from _pieces(view, words, first.end() if first and so else comma.end(), high)


def _crosses(view: View, words: Vocabulary, start: int, end: int) -> bool:
    """A relative clause or another verb of content before the "that" that was found: "an agreement stipulating that"."""
    between = PLAIN_WORD.findall(view.text[start:end])
    if between and words.participle.fullmatch(between[-1]):
        return True
    if words.shape("crossing").search(view.text, start, end):
        return True  # «подтвердил готовность при условии, что»
    joined = "cases" not in words.settings and any(words.is_a(word, "adding_verb") for word in between)
    return joined or any(words.is_a(word, "relative") for word in between) or len(between) > 16


def _past_dateline(view: View, start: int) -> int:
    """Behind place, day and agency at the head of a report: "ASTANA, 12 September 2024 (Kazinform) –"."""
    found = _DATELINE.match(view.raw, start) if start == 0 else None
    return found.end() if found else start


def _past_date(view: View, start: int) -> int:
    """Behind a date that follows the verb and its comma: "announced on November 10, …"."""
    for _, stop, _date in view.dates_in(start, start + 9):
        if view.text[stop : stop + 1] == ",":
            return stop + 1
    return start


def _pieces(view: View, words: Vocabulary, start: int, high: int) -> Iterator[tuple[int, int]]:
    """The content in its coordinated parts ("that …, and that …"), adjuncts of the reporter's left out."""
    adjunct = words.adjunct.search(view.text, start, high)
    end = adjunct.start() if adjunct else high
    deed = words.shape("deed").search(view.text, start, end)
    end = deed.start() if deed and not _opened(view, start, deed.start()) >= 0 else end
    last = start
    for match in words.again.finditer(view.text, start, end):
        if len(PLAIN_WORD.findall(view.text[last : match.start()])) >= _FEW:
            yield last, match.start()
            last = match.end()
    while (word := last_word(view.text, last, end)) and words.is_a(word, "conjunction", "whereupon"):
        before = view.text.rfind(word, last, end)
        if not view.text[last:before].rstrip().endswith(","):
            break
        end = before
    if len(PLAIN_WORD.findall(view.text[last:end])) >= _FEW:
        yield last, end


def trimmed_words(view: View, start: int, end: int) -> tuple[int, int]:
    """The piece without blanks and punctuation at its edges; a mark that closes a quotation in it stays."""
    piece = view.text[start:end]
    left = len(piece) - len(piece.lstrip(_EDGE))
    right = len(piece.rstrip(_EDGE))
    if _closes(piece[left : right + 1]):
        right += 1
    return start + left, start + max(left, right)


def _closes(words: str) -> bool:
    """Whether the last sign closes a quotation that the words open."""
    sign = words[-1:]
    if sign == '"':
        return words.count('"') % 2 == 0
    opening = {"”": "“", "»": "«"}.get(sign)
    return opening is not None and words.count(opening) == words.count(sign)
