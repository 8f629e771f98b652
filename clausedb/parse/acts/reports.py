"""The reporting verbs of a sentence with their speakers; a verb within what another tells is none."""

from __future__ import annotations

from clausedb.model import Records
from clausedb.parse.acts.contents import Report, opens_content
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.quotes import HIDDEN
from clausedb.parse.acts.report_speakers import Verb, speaker_of
from clausedb.parse.acts.speakers import Speaker, speaker_ending
from clausedb.parse.acts.spoken import Spoken
from clausedb.parse.acts.views import COMMA, PLAIN_WORD, View, last_word, word_before
from clausedb.parse.acts.vocabulary import Vocabulary

_OF_SPEAKER = ("joined", "frame", "again", "told")
"""Roles of verbs that always tell of a speaker of their own."""


def reports_in(
    view: View, words: Vocabulary, start: int, end: int, spoken: Spoken, records: Records
) -> list[Report]:
    """The reports of a sentence, in text order; `spoken` learns who speaks in it."""
    found: list[Report] = []
    inner: Speaker | None = None
    """Who is said to have said something inside what is said."""
    for cue in view.cues("reports", start, end):
        previous = found[-1] if found else None
        low = max([start, *(one.cue.end for one in found)])
        if previous and _is_in_content(view, words, previous, cue):
            inner = speaker_ending(view, previous.cue.end, cue.start, words, None) or inner
            continue
        if previous and _is_inserted(view, words, previous, cue):
            continue
        if not previous and _is_aside_of_deed(view, words, cue, start):
            continue
        if cue.row.get("needs") == "aside" and not _is_aside(view, words, cue, previous):
            continue
        if cue.row.get("needs") == "that" and not opens_content(view, words, cue.end):
            continue
        if cue.row.get("needs") == "expresses" and not words.shape("expresses").match(
            view.text, cue.end, end
        ):
            continue
        if cue.row.get("needs") == "opens" and not _opens_clause(view, words, cue, start):
            continue
        if cue.row.get("needs") == "turned" and not _is_beside_speech(view, words, cue, start):
            continue
        if words.shape("answers").match(view.text, cue.start):
            continue
        speaker = speaker_of(Verb(records, view, words, cue, low, end, previous), spoken)
        if inner and cue.row["role"] == "joined":
            speaker = inner  # "the spokesman said that the President affirmed …, pointing out"
        same = previous is not None and speaker is previous.speaker
        if inner and same and _is_said_within(view, words, cue):
            continue
        if speaker is None:
            continue
        inner = inner if cue.row["role"] == "joined" else None
        if cue.row["role"] == "passive" and words.pattern("about_it").match(view.text, low):
            spoken.body = speaker.id or spoken.body
            continue
        spoken.note(view, speaker, words)
        before = cue.row["role"] in ("say", "object") and low <= speaker.start < cue.start and not same
        begin = _past_article(view, words, low, speaker.start) if before else cue.start
        found.append(Report(cue, speaker, begin if found else start, end))
    return found


def _is_aside(view: View, words: Vocabulary, cue: Cue, previous: Report | None) -> bool:
    """A participle behind a comma, or behind "and" and another such: "…, urging restraint and welcoming the offer"."""
    if view.text[: cue.start].rstrip().endswith(","):
        return True
    joint = words.is_a(word_before(view.text, 0, cue.start), "conjunction")
    return joint and previous is not None and previous.cue.row.get("needs") == "aside"


def _opens_clause(view: View, words: Vocabulary, cue: Cue, start: int) -> bool:
    """A verb at the head of its clause: «وأبرز الوزير», «كما أبرز»; not «مناقشة أبرز القضايا»."""
    before = word_before(view.text, start, cue.start)
    return view.text[cue.start] in "وف" or not before or words.is_a(before, "conjunction", "adverb", "had")


def _is_beside_speech(view: View, words: Vocabulary, cue: Cue, start: int) -> bool:
    """A verb that tells of speech only beside it: "“…,” she continued", "he continued that"; not "requested continued support"."""
    return HIDDEN in view.text[start : cue.start] or opens_content(view, words, cue.end)


def _is_in_content(view: View, words: Vocabulary, report: Report, cue: Cue) -> bool:
    """A reporting verb inside what is said already: no comma parts it from the content."""
    if cue.row["role"] in _OF_SPEAKER:
        return False
    begin = _content_begin(view, words, report, cue)
    between = view.text[begin : cue.start]
    if words.is_verb_first and begin > report.cue.end and _is_verb_of_content(view, words, begin, cue):
        return True
    if _is_noun(view, words, report, cue):
        return True
    if "," in between or report.role == "frame" or not PLAIN_WORD.search(between):
        return False
    return not _is_coordinated(view, words, report, cue)


def _content_begin(view: View, words: Vocabulary, report: Report, cue: Cue) -> int:
    """Where what is said begins: behind "that" where the verb comes first and the speaker with his titles follows it."""
    if "cases" in words.settings:  # «заявила, что Москва надеется»
        at_once = words.pattern("content").match(view.text, report.cue.end + 2)
        return at_once.end() if at_once else report.cue.end
    content = words.pattern("content") if words.is_verb_first else None
    that = content.search(view.text, report.cue.end, cue.start) if content else None
    return that.end() if that else report.cue.end


def _is_verb_of_content(view: View, words: Vocabulary, begin: int, cue: Cue) -> bool:
    """A verb that nothing joins to the one before "that": what is said is that somebody said it."""
    before = word_before(view.text, begin, cue.start)
    return view.text[cue.start] not in "وف" and not words.is_a(before, "going_on")


def _is_noun(view: View, words: Vocabulary, report: Report, cue: Cue) -> bool:
    """What looks like a verb but is what the one before affirms, as nothing joins them: "affirmed … the refusal of"."""
    if not words.is_verb_first or report.role != "say" or cue.row["role"] != "object":
        return False
    joined = view.text[cue.start] in "وف"
    return not joined and not words.pattern("content").search(view.text, report.cue.end, cue.start)


def _is_coordinated(view: View, words: Vocabulary, report: Report, cue: Cue) -> bool:
    """A further verb of the same speaker behind "and": "welcomed the offer and said that"."""
    if report.role not in ("say", "object") or cue.row["role"] not in ("say", "object"):
        return False
    if words.is_verb_first:
        return view.text[cue.start] == "و" and cue.row["role"] == "object"
    word = word_before(view.text, report.cue.end, cue.start)
    return words.is_a(word, "conjunction")


def _is_inserted(view: View, words: Vocabulary, report: Report, cue: Cue) -> bool:
    """A source between commas amid what another is said to have said: «وأكد الوزير، بحسب البيان، أن»."""
    if cue.row["role"] != "frame" or not words.is_verb_first or report.role != "say":
        return False
    content = words.pattern("content")
    comma = COMMA.search(view.text, cue.end)
    told = content.match(view.text, comma.end() + 1) if comma else None
    if told is None or not view.text[: cue.start].rstrip().endswith(","):
        return False
    return not content.search(view.text, report.cue.end, cue.start)


def _is_aside_of_deed(view: View, words: Vocabulary, cue: Cue, start: int) -> bool:
    """A source between commas amid what somebody did, which is no speech: «وتطرق الرئيسان، حسب البيان، إلى الأوضاع»."""
    if cue.row["role"] != "frame" or not words.is_verb_first or "," not in view.text[start : cue.start]:
        return False
    comma = COMMA.search(view.text, cue.end)
    behind = PLAIN_WORD.match(view.text, comma.end()) if comma else None
    behind = behind or (PLAIN_WORD.match(view.text, comma.end() + 1) if comma else None)
    return behind is not None and words.is_a(behind[0], "preposition", "governs")


def _is_said_within(view: View, words: Vocabulary, cue: Cue) -> bool:
    """A further verb of whom what is said tells of: «صرح المتحدث بأن الأمين العام طالب …، وناشد المجتمع الدولي»."""
    return words.is_verb_first and cue.row["role"] == "object" and view.text[cue.start] == "و"


def _past_article(view: View, words: Vocabulary, low: int, start: int) -> int:
    """Where the article before a speaker begins; the speaker's own beginning where there is none."""
    word = last_word(view.text, low, start)
    found = view.text.rfind(word, low, start) if words.is_a(word, "article") else -1
    return found if found >= 0 else start
