"""Which cues of a sentence are alive, each with its subject; and the sentence as marks for grammar/clause.lark."""

from __future__ import annotations

import re
from operator import attrgetter

from clausedb.parse.acts.alive import Alive
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.indicative import indicatives
from clausedb.parse.acts.islands import Mark
from clausedb.parse.acts.standing import ADVERBIAL, CHAINED, Live, Setting, takes_further
from clausedb.parse.acts.views import NEXT_WORD, PLAIN_WORD, View
from clausedb.parse.acts.vocabulary import Vocabulary

_INSERT = re.compile(r",[^,;]{2,160},\s+(\w+)")
_PARTED = re.compile(r",[^;]{2,200},\s*")
_MODAL = frozenset({"shall", "will", "may"})
_COMPLETING = frozenset({"right", "power"})
_VERBAL = frozenset({"present", "participle"})
"""Forms in which two verbs next to each other have one object."""
_BORDER = ";"
_BEGINNING = attrgetter("start")


class Marker(Alive):
    """Reads the marks of one sentence of a view."""

    def __init__(
        self,
        view: View,
        words: Vocabulary,
        setting: Setting,
        start: int,
        end: int,
        *,
        is_item: bool = False,
        lead: Live | None = None,
    ) -> None:
        """`lead`: the cue that opens the sentence, though no table has it."""
        super().__init__(view, words, setting, start, end, is_item=is_item)
        self._shared = 0
        """Where the last verb ends that shares its object with the one before."""
        self.fringes = [cue for cue in view.cues("fringes", start, end) if self._is_fringe(cue)]
        self._every = self._cues()
        if lead is not None:
            self.lives.append(lead)
        for cue in map(self._without_term, self._every):
            if lead is not None and cue.start < lead.cue.end:
                continue
            live = self._live(self._across(cue) if view.text[cue.end : cue.end + 1] == "," else cue)
            if live is not None and not (self.lives and self._shares_object(live)):
                if self.lives:
                    live = self._completed(live)
                if self.lives and self._opens_definition(live):
                    self.lives.pop()
                self.lives.append(live)

    def _completed(self, live: Live) -> Live:
        """With the modal before an insertion, to which it belongs: "shall, in exercising its sovereignty, have the right to"."""
        before = self.lives[-1]
        if live.cue.row["form"] or before.cue.row["role"] != "after":
            return live
        if before.cue.row["subforce"] not in _MODAL or live.cue.row["force"] not in _COMPLETING:
            return live
        if _PARTED.fullmatch(self.view.text, before.cue.end, live.cue.start) is None:
            return live
        self.lives.pop()
        return before._replace(cue=Cue(before.cue.start, live.cue.end, live.cue.row))

    def _opens_definition(self, live: Live) -> bool:
        """What came before only opens the definition: "For the purposes of this Agreement" before the verb that defines."""
        if live.cue.row["force"] != "definition":
            return False
        return self.lives[-1].cue.row["force"] == "definition" and self._opens(self.lives[-1].cue)

    def _shares_object(self, live: Live) -> bool:
        """A further verb in the same form with nothing between: «разрабатывает и утверждает программы», "welcoming and encouraging"."""
        form = live.cue.row["form"]
        if form not in _VERBAL or form != self.lives[-1].cue.row["form"]:
            return False
        gap = self.view.text[max(self._shared, self.lives[-1].cue.end) : live.cue.start]
        between = PLAIN_WORD.findall(gap)
        shared = all(self.words.is_a(word, "conjunction", "adverb") for word in between)
        shared = shared and (bool(between) or gap.strip() == ",")
        self._shared = live.cue.end if shared else self._shared
        return shared

    def _cues(self) -> list[Cue]:
        """The cues of the tables; in a treaty whose language says "shall" by the plain present, its verbs as well."""
        found = self.view.cues("cues", self.start, self.end)
        if not self.setting.is_treaty or self.words.indicative is None or self.setting.is_recital:
            return found
        found = [
            cue for cue in found if cue.row.get("needs") != "political"
        ]  # there "shall": «Стороны примут меры»
        taken = [(cue.start, cue.end) for cue in found]
        for cue in indicatives(self.view, self.words, self.start, self.end):
            if all(cue.end <= start or end <= cue.start for start, end in taken):
                found.append(cue)
        return sorted(found, key=lambda cue: cue.start)

    def _without_term(self, cue: Cue) -> Cue:
        """The modal alone where a verb of defining has no term before it: "the Parties shall refer to the Committee"."""
        if cue.row.get("needs") != "termed" or self._is_termed(cue) or not self._subject(cue)[0].is_actor:
            return cue
        shorter = self.words.finder.scan(self.view.text, cue.start, cue.end - 1).get("cues", ())
        return next((one for one in shorter if one.start == cue.start), cue)

    def _across(self, cue: Cue) -> Cue:
        """With the row that it has with the infinitive behind an insertion: "agreed, where appropriate, to"."""
        if cue.row["role"] == "skip":
            return cue
        insert = _INSERT.match(self.view.text, cue.end, self.end)
        if insert is None or not self.words.is_a(insert[1], "infinitive"):
            return cue
        joined = f"{self.view.text[cue.start : cue.end]} {insert[1]}"
        whole = [one for one in self.words.finder.scan(joined).get("cues", ()) if one.end == len(joined)]
        return Cue(cue.start, cue.end, whole[0].row) if whole and not whole[0].start else cue

    def lead(self, live: Live | None) -> None:
        """Put a cue that no table has before the others; those it overlaps give way."""
        if live is not None:
            self.lives = [live, *(one for one in self.lives if one.cue.start >= live.cue.end)]
            if live.leading and self.setting.is_recital:
                self.lives = [one for one in self.lives if one is live or self._goes_on(one)]

    def _goes_on(self, live: Live) -> bool:
        """A further motive, or a main verb behind the motives."""
        participle = live.cue.row["form"] == "participle" or self._is_participle(live.cue)
        return participle or self._is_past_motive(live.subject) or self._is_joined_with_lead(live.cue)

    def marks(self) -> list[Mark]:
        """All tokens of the sentence, in text order."""
        found = [Mark("CUE", live.cue.start, live.cue) for live in self.lives]
        found += [Mark("FRINGE", one.start, one) for one in self.fringes]
        if any(takes_further(live.cue) for live in self.lives):
            found += self._joins()
        place = self.view.text.find(_BORDER, self.start, self.end)
        while place >= 0:
            found.append(Mark("BORDER", place))
            place = self.view.text.find(_BORDER, place + 1, self.end)
        if not self.setting.is_treaty and "narrated" in self.view.found:
            for verb in self.view.cues("narrated", self.start, self.end):
                word = self._word_before(verb.start)
                after = NEXT_WORD.match(self.view.text, verb.end, self.end)
                if self.words.is_a(word, "conjunction") and after and self.words.is_a(after[1], "article"):
                    found.append(Mark("BORDER", self.view.text.rfind(word, self.start, verb.start)))
        return sorted(found, key=_BEGINNING)

    def _is_fringe(self, cue: Cue) -> bool:
        """Not a relative clause: "the date when", "in Almaty, where"; nor in brackets or a title: "the expenses (except wages)", "the
        Agreement on the Application of"."""
        if cue.row["kind"] == "condition":
            further = self.view.raw[cue.start : cue.end].split()[1:]
            titled = any(word[:1].isupper() for word in further) and not all(
                word.isupper() for word in further
            )
            if titled or self.view.text[max(0, cue.start - 1) : cue.start] == "(":
                return False
        if cue.row.get("clause") in ("head", "opening"):
            return not self.view.text[self.start : cue.start].strip()
        linked = self.words.is_a(self._word_before(cue.start), "passive", "linking")
        if cue.row["kind"] == "condition" and linked and not self._is_behind_comma(cue.start):
            return False  # the predicate itself: "who is subject to", "shall be at the request of"
        if cue.row.get("clause") != "relative":
            return True
        timed = "moment" in self.words.classes and self.words.is_a(self._word_of(cue), "temporal")
        noun = "moment" if timed else "antecedent"  # "arises in a State when the payer is"
        return not self.words.is_a(self._word_before(cue.start), noun)

    def _joins(self) -> list[Mark]:
        """Further verb phrases: a verb that shares its object with the one before ("develop and strengthen X") is none."""
        found: list[Mark] = []
        alive = {live.cue.start for live in self.lives}
        for match in self.words.joins.finditer(self.view.text, self.start, self.end):
            if match["own"] and match.start("own") in alive:
                continue  # a cue itself: "remain committed to the system and oppose protectionism"
            cues = [live.cue.end for live in self.lives if live.cue.end <= match.start()]
            after = max(cues + [mark.verb for mark in found], default=self.start)
            words = PLAIN_WORD.findall(self.view.text[after : match.start()])
            own = sum(not self.words.kinds[word] & (CHAINED | ADVERBIAL) for word in words)
            if own > 1 and not self._is_bare(match.start()):
                verb = match.start("verb") if match["verb"] else match.start("own")
                found.append(Mark("JOIN", match.start(), verb=verb))
        return found

    def _is_bare(self, place: int) -> bool:
        """A verb without an object of its own ends there: "measures to conserve and improve the", "maintain, develop and review"."""
        text = self.view.text
        verb = self._word_before(place)
        if "cases" in self.words.settings:  # «могут в одностороннем порядке вводить и применять меры»
            shown = self.words.infinitive.fullmatch(verb) is not None
            return shown and not self.words.shape("intransitive").fullmatch(verb)
        if verb not in self.words.verbs or not self.words.is_plain:
            return False
        begin = text.rfind(verb, self.start, place)
        before = self._before_adverbs(begin)
        listed = text[self.start : before].rstrip().endswith(",")
        return listed or self.words.is_a(self._word_before(before), "infinitive")
