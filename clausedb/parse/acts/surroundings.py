"""What a cue stands in: a condition, a motive, the content of a claim, a row of verbs."""

from __future__ import annotations

from clausedb.parse.acts.bearers import FINITE
from clausedb.parse.acts.cue_subjects import Subjects, is_plural
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.indicative import INDICATIVE
from clausedb.parse.acts.roles import ASKING
from clausedb.parse.acts.subject import NOBODY, Subject
from clausedb.parse.acts.views import NEXT_WORD, PLAIN_WORD

_PLEDGES = frozenset({"obligation", "prohibition", "intention"})
_CLAIMS = frozenset({"assertion", "endorsement", "disapproval", "courtesy"})


_NEAR_NAME = 5
"""Characters between a verb of asking and the name of whom it asks."""


class Surroundings(Subjects):
    """Tells what a cue stands in."""

    _every: list[Cue]
    """All cues of the sentence, alive or not."""

    def _is_answer(self, cue: Cue) -> bool:
        """An Arabic verb that shows by its form that a condition ends before it: «وجب عليه», «فيجوز»."""
        if not self._is_verb_first:
            return False
        first = PLAIN_WORD.match(self.view.text, cue.start)
        word = first[0] if first else ""
        if (
            cue.row["role"] != "skip"
            and word.startswith("ف")
            and not cue.row["cue"].lstrip("(").startswith("ف")
        ):
            return True
        if cue.row["role"] == "after" and self.words.is_a(word.lstrip("ف"), "on_them", "for_them"):
            return word.startswith("ف")  # «فعليه أن»
        return self.words.is_a(word, "apodosis") and (
            cue.row["subforce"] == "must" or cue.row["force"] in ("permission", "right")
        )

    def _answer_to(self, fringe: Cue) -> int:
        """Where the verb stands that shows the end of a condition; the end of the sentence where none does."""
        for cue in self._every:
            if cue.start >= fringe.end and self._is_answer(cue):
                return cue.start
        return -1

    def _is_predicate_of_being(self, gap: str, cue: Cue) -> bool:
        """The second verb of a clause whose first is "to be": «إذا كان التنفيذ لا يدخل في»."""
        said = PLAIN_WORD.findall(gap)
        return cue.row["cue"] == INDICATIVE and bool(said) and self.words.is_a(said[0], "being")

    def _in_condition(self, cue: Cue) -> bool:
        """Inside a condition: between its opener and the next comma, or the verb that answers it."""
        for fringe in self.fringes:
            if fringe.start == cue.start:
                return cue.row["role"] != "term" and cue.row["form"] != "participle"
            if fringe.start > cue.start:
                break
            if fringe.row["kind"] in ("condition", "time") and fringe.row.get("clause") in FINITE:
                if self._is_verb_first and self._is_answer(cue):
                    continue
                answer = self._answer_to(fringe)
                if answer > cue.start and ";" not in self.view.text[fringe.end : answer]:
                    return True
                gap = self.words.content_comma.sub(" ", self.view.text[fringe.end : cue.start])
                if self._is_alternative(fringe, cue, gap):
                    return True
                if "," in gap or ";" in gap or any(fringe.end <= one.cue.start for one in self.lives):
                    continue
                if cue.row["role"] == "after" and self._main_clause(cue.start) >= 0:
                    continue
                if not (self._is_verb_first and self._opens(fringe) and len(gap.split()) > 1):
                    return True
                if self._is_predicate_of_being(gap, cue):
                    return True
        return False

    def _is_alternative(self, fringe: Cue, cue: Cue, gap: str) -> bool:
        """In a further member of the condition that opens the sentence, behind which its main clause follows: "If A, or within such
        time as the tribunal shall direct, the fugitive shall"."""
        if not self._opens(fringe) or "," not in gap or ";" in gap or not self.words.is_plain:
            return False
        first = PLAIN_WORD.search(gap, gap.rfind(","))
        comma = self.view.text.find(",", cue.end, self.end)
        joined = first is not None and self.words.is_a(first[0], "conjunction")
        return joined and comma > 0 and bool(self.view.cues("cues", comma, self.end))

    def _is_in_motive(self) -> bool:
        """In a motive of a resolution, which has one verb, the participle that opens it."""
        return self.setting.is_resolution and not self._is_past_motive(NOBODY)

    def _is_past_motive(self, subject: Subject) -> bool:
        """Not in a motive that a participle opened: there only a main verb with its subject behind a comma is a further cue."""
        if not (self.setting.is_recital and self.lives and self.lives[0].leading):
            return True
        before = self.view.text[self.start : max(self.start, subject.start)].rstrip()
        return not self.setting.is_resolution and subject.is_actor and before.endswith(",")

    def _is_claimed(self) -> bool:
        """In the content of a claim that came before: "noted that … would"."""
        if not self.lives or self.setting.reported:
            return False
        last = self.lives[-1].cue.row
        if last["role"] != "that" or last["force"] not in _CLAIMS:
            return False
        agreed = self.words.is_a(self._word_before(self.lives[-1].cue.end), "agreed", "that", "content")
        return not (agreed and self._is_agreement())

    def _is_pledge(self, cue: Cue) -> bool:
        """What somebody is to do, also in the content of a claim: "confirmed that Egypt will continue"."""
        return (
            cue.row["force"] in _PLEDGES
            and not self.setting.is_treaty
            and self._speaks_for(self._subject(cue)[0])
        )

    def _speaks_for(self, subject: Subject) -> bool:
        """Somebody named, or those who speak themselves: "confirmed that they would"."""
        if subject.kind != "pronoun" or self._is_verb_first or "cases" in self.words.settings:
            return subject.kind == "name"
        return not self.words.is_a(self.view.text[subject.start : subject.end], "it")

    def _is_agreement(self) -> bool:
        """What was claimed last is agreed, so that what may or will be done in it is an act."""
        cue = self.lives[-1].cue
        return any(
            self.words.is_a(word, "agreed")
            for word in PLAIN_WORD.findall(self.view.text[cue.start : cue.end])
        )

    def _continues(self, cue: Cue) -> bool:
        """A further finite verb under the subject before: "welcomes … and expresses …"."""
        if not self.lives:
            return False
        if self._is_resumed(cue):
            return True
        last = self.lives[-1].cue.row
        if self._is_verb_first:
            if self.setting.is_treaty and self._is_added(cue):
                return last["role"] != "term"
            turned = {last["form"], cue.row["form"]} == {"present", "past"}
            return self.view.text[cue.start] == "و" and not turned
        if last["role"] != "after" or last["form"] == cue.row["form"] or cue.row["form"] != "base":
            return True
        behind = NEXT_WORD.match(self.view.text, self.lives[-1].cue.end, self.end)
        noun = behind is not None and (
            self.words.is_a(behind[1], "article") or self.words.participle.fullmatch(behind[1]) is not None
        )
        asks = cue.row["force"] in ASKING and self.view.name_from(cue.end, slack=_NEAR_NAME) is not None
        noun = noun or asks  # "reaffirm the need to revive the project and instruct the Secretary to"
        return noun and self._form(self.lives[-1].cue) == "base"  # "commit to mobilizing … and urge all"

    def _is_in_row(self, cue: Cue) -> bool:
        """A further verb of a Russian treaty behind a bare comma or semicolon, in the number and voice of the one before: «определяет
        условия; утверждает перечень»."""
        if not (self.lives and self.setting.is_treaty and "cases" in self.words.settings):
            return False
        last, text = self.lives[-1].cue, self.view.text
        if cue.row["form"] != "present" or last.row["form"] != "present":
            return False
        verb, before = self._word_of(cue), self._word_of(last)
        middle = self.words.shape("middle")
        alike = bool(middle.fullmatch(verb)) == bool(middle.fullmatch(before)) and is_plural(
            verb
        ) == is_plural(before)
        return alike and text[: self._before_adverbs(cue.start)].rstrip().endswith((",", ";"))

    def _is_listed(self, cue: Cue, subject: Subject) -> bool:
        """A further verb behind a bare comma, in the form of the one before it: "welcome …, instruct the governments to …"."""
        if subject.kind == "thing" and self._is_in_row(cue):
            return True
        if (
            subject.kind != "thing"
            or not self.lives
            or not self.view.text[: cue.start].rstrip().endswith(",")
        ):
            return False
        if self._form(self.lives[-1].cue) != cue.row["form"]:
            return False
        after = NEXT_WORD.match(self.view.text, cue.end, self.end)
        return after is not None and (
            self.words.is_a(after[1], "article", "infinitive")
            or " " in cue.row["cue"]
            or bool(self.view.name_from(after.start(1)))
        )
