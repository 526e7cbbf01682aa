"""A person's own dossier as one page needs it: what is settled, what is on the page, what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple, assert_never

from portal.core.actors import Helper, Person, Teller
from portal.core.answers import Value
from portal.core.questions import Progress, Question, Section, next_question, path, previous_question
from portal.core.typed import first
from portal.core.uses import Purpose
from portal.core.voice_messages import Voice
from portal.dossier.asked_back import own_words
from portal.dossier.questions import OPEN_SECTIONS, PROMISES, PROTECTED_SECTIONS, QUESTIONS, SECTIONS
from portal.storage.answers.kept import Kept, Said, State
from portal.storage.dialogue.voice_messages import still_there
from portal.storage.people.people import Course
from portal.web.current import work

FRENCH = "french"
"""The field in which a person who answers in another language can say the same in French."""
_DEPENDED_ON = frozenset(key for question in QUESTIONS.values() for key in question.depends_on)


class Standing(NamedTuple):
    """Where one answer stands: the newest settled row, and a newer one that is not."""

    settled: Kept | None = None
    pending: Kept | None = None

    @property
    def shown(self) -> int:
        """The version a page shows: the number of the settled row, 0 if none."""
        return self.settled.number if self.settled else 0

    def prefill(self) -> Said | None:
        """Return what to show in the form: what is waiting to be made clear, else what was answered."""
        newest = self.pending or self.settled
        return newest.said() if newest else None


_NOTHING = Standing()


@dataclass(frozen=True)
class Dossier:
    """The rows of one dossier, still sealed, and what follows from them."""

    standings: Mapping[tuple[str, str], Standing]
    course: Course
    sections: Sequence[Section] = SECTIONS
    """What can be told here: with a helper, only what is not for the person alone; alone for a moment, only that."""
    hears: bool = True
    """Whether whoever looks may know of voice messages: not who only opened the dossier with a reason."""

    @property
    def alone(self) -> bool:
        """Whether the person tells it alone: then they see everything, and send."""
        return self.sections is SECTIONS

    @cached_property
    def settled(self) -> frozenset[str]:
        """Questions that need not be asked again."""
        return frozenset(
            key
            for (key, item), standing in self.standings.items()
            if not item and standing.settled is not None and standing.pending is None
        )

    @property
    def waiting(self) -> frozenset[str]:
        """Questions with words that wait to be made clear."""
        return frozenset(key for (key, item), standing in self.standings.items() if not item and standing.pending)

    @cached_property
    def saved_at(self) -> datetime | None:
        """When something was last kept."""
        rows = [row for standing in self.standings.values() for row in (standing.settled, standing.pending) if row]
        return max((row.at for row in rows), default=None)

    @property
    def newest(self) -> int:
        """The number of the newest settled writing, 0 if nothing was written."""
        return max((standing.shown for standing in self.standings.values()), default=0)

    def standing(self, question: str, item: str = "") -> Standing:
        """Return where one answer stands."""
        return self.standings.get((question, item), _NOTHING)

    def value(self, question: str, item: str = "") -> Value | None:
        """Return the current answer, if one was given."""
        settled = self.standing(question, item).settled
        said = settled.said() if settled else None
        return said.value if said is not None and said.state is State.ANSWERED else None

    def voices(self, question: Question) -> tuple[Voice, ...]:
        """Return what was said aloud to a question, as far as it is not erased and whoever asks may hear it."""
        settled = self.standing(question.key).settled
        return self.voices_in(settled if settled and settled.said().state is State.ANSWERED else None)

    def voices_in(self, kept: Kept | None) -> tuple[Voice, ...]:
        """Return what was said aloud in one writing, as far as it is not erased and whoever asks may hear it."""
        if kept is None or not self.hears:
            return ()
        return still_there(work().connection, kept.key.owner, kept.said().voices)

    def own_words(self, question: Question) -> str:
        """Return what was written beside the choices of a question."""
        settled = self.standing(question.key).settled
        said = settled.said() if settled else None
        return own_words(question.answer, said.typed) if said is not None and said.state is State.ANSWERED else ""

    def language_of(self, question: str) -> str:
        """Return the language somebody had in front of them when they answered."""
        settled = self.standing(question).settled
        return settled.said().language if settled else ""

    def in_french(self, question: Question) -> str:
        """Return what a person who answers in another language wrote in French beside it, if they did."""
        settled = self.standing(question.key).settled
        said = settled.said() if settled else None
        return first(said.typed, FRENCH) if said is not None and said.state is State.ANSWERED else ""

    def said_at(self, questions: Iterable[str], item: str = "") -> datetime | None:
        """Return when what stands under some questions was said, the newest."""
        settled = (self.standing(question, item).settled for question in questions)
        return max((row.at for row in settled if row), default=None)

    def number_of(self, question: Question) -> int:
        """Return the number of the newest settled writing about a question, its small pages included; 0 if none."""
        about = (standing for (key, _), standing in self.standings.items() if key.partition(".")[0] == question.key)
        return max((standing.shown for standing in about), default=0)

    def helped_at(self, questions: Iterable[str], item: str = "") -> datetime | None:
        """Return when a helper typed what stands under some questions, the newest; none if the person did it all."""
        settled = (self.standing(question, item).settled for question in questions)
        return max((row.at for row in settled if row and row.with_helper), default=None)

    def items(self, question: str) -> list[str]:
        """Return the repeated items of a question that were not taken away, oldest first."""
        prefix = f"{question}."
        found = {item for key, item in self.standings if key.startswith(prefix)}
        return sorted((item for item in found if not self._is_removed(prefix, item)), key=int)

    def progress(self, here: str | None = None) -> Progress:
        """Return what the flow needs to know."""
        answers = {key: value for key in _DEPENDED_ON if (value := self.value(key)) is not None}
        return Progress(
            answers=answers,
            settled=self.settled,
            waiting=self.waiting,
            longer=self.course.longer,
            second_interview=self.course.second_interview,
            here=here,
        )

    def path(self, here: str | None = None) -> list[Question]:
        """Return the questions of this dossier, in order."""
        if here not in self._paths:
            self._paths[here] = path(self.sections, self.progress(here))
        return self._paths[here]

    @cached_property
    def _paths(self) -> dict[str | None, list[Question]]:
        return {}

    def after(self, here: str | None) -> Question | None:
        """Return the next question to ask."""
        return next_question(self.sections, self.progress(here))

    def before(self, here: str) -> Question | None:
        """Return the question before this one."""
        return previous_question(self.path(here), here)

    def _is_removed(self, prefix: str, item: str) -> bool:
        rows = [
            standing.settled for (key, of), standing in self.standings.items() if of == item and key.startswith(prefix)
        ]
        return any(row is not None and row.said().state is State.REMOVED for row in rows)


def open_dossier(teller: Teller, *shown: str) -> Dossier:
    """Return the person's own dossier. With a helper, the journal says which questions they were shown."""
    current, person_id = work(), teller.person_id
    current.vault.show(person_id, shown)
    rows = current.vault.read(person_id, PROMISES, Purpose.PREPARE_INTERVIEW)
    course, sections = current.vault.course(person_id), sections_for(teller)
    return Dossier(standings_of(rows), course, sections, hears=isinstance(teller, Person))


def sections_for(teller: Teller) -> tuple[Section, ...]:
    """Return what can be told: a helper sees nothing of what is for the person alone, who sees nothing else then."""
    match teller:
        case Person():
            return SECTIONS if teller.alone_in is None else PROTECTED_SECTIONS
        case Helper():
            return OPEN_SECTIONS
        case _:
            assert_never(teller)


def standings_of(rows: list[Kept]) -> dict[tuple[str, str], Standing]:
    """Sort rows by question and item; a row that is not settled counts only if it is the newer one."""
    standings: dict[tuple[str, str], Standing] = {}
    for row in sorted(rows, key=attrgetter("number")):
        place = row.question, row.item
        standings[place] = Standing(row) if row.settled else Standing(standings.get(place, _NOTHING).settled, row)
    return standings
