"""The order of questions: any order of answers, any back and forth; nothing lost, nothing asked twice.

The questions are samples of this test: adding a real question breaks nothing here.
"""

from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from portal.core.answers import Text
from portal.core.permissions import Role
from portal.core.questions import Progress, Question, Section, next_question, path, previous_question
from portal.core.uses import YEARS_2, Purpose, Use, readers
from portal.core.words import say

_USE = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR), kept=YEARS_2)


def _question(key: str, **more: object) -> Question:
    told = {"short": say(key), "ask": say(key), "help": say(key), "why": say(key), "picture": key, "use": _USE}
    return Question(**{"key": key, "answer": Text(), "core": True, **told, **more})  # type: ignore[arg-type]  # a sample


NAME = _question("name")
PET = _question("pet")
PET_NAME = _question("pet-name", depends_on=("pet",), asked_if=lambda answers: answers.get("pet") == "yes")
HOBBY = _question("hobby", core=False)
GATE = _question("gate", leaves_no_trace=True)
SECRET = _question("secret", core=False)
DEEPER = _question(
    "deeper", core=False, depends_on=("secret",), asked_if=lambda answers: answers.get("secret") == "yes"
)
CHANGED = _question("changed", core=False, from_second_interview=True)
LAST = _question("last")


def _section(key: str, *questions: Question, gate: str | None = None) -> Section:
    return Section(key=key, title=say(key), picture=key, questions=questions, gate=gate)


SECTIONS = (
    _section("first", NAME, PET, PET_NAME, HOBBY, CHANGED),
    _section("protected", GATE, SECRET, DEEPER, gate="gate"),
    _section("end", LAST),
)
QUESTIONS = {question.key: question for section in SECTIONS for question in section.questions}
GATED = {"secret", "deeper"}


@dataclass
class Told:
    """A person filling in: what they answered, what they went past."""

    answers: dict[str, str] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    longer: bool = False
    here: str | None = None

    def progress(self) -> Progress:
        return Progress(answers=self.answers, settled=self.settled, longer=self.longer, here=self.here)


def _keys(progress: Progress) -> list[str]:
    return [question.key for question in path(SECTIONS, progress)]


def test_the_short_path_comes_first_and_more_only_if_wanted() -> None:
    assert _keys(Progress(answers={}, settled=set())) == ["name", "pet", "gate", "last"]
    assert _keys(Progress(answers={}, settled=set(), longer=True)) == ["name", "pet", "hobby", "gate", "last"]


def test_a_question_that_depends_on_an_answer_waits_for_it() -> None:
    assert "pet-name" in _keys(Progress(answers={"pet": "yes"}, settled={"pet"}))
    assert "pet-name" not in _keys(Progress(answers={"pet": "no"}, settled={"pet", "pet-name"}))


def test_what_changed_is_asked_from_the_second_interview_on() -> None:
    assert "changed" not in _keys(Progress(answers={}, settled=set(), longer=True))
    assert "changed" in _keys(Progress(answers={}, settled=set(), longer=True, second_interview=True))


def test_the_protected_section_stays_closed_until_the_person_is_inside() -> None:
    assert GATED.isdisjoint(_keys(Progress(answers={}, settled={"gate"}, longer=True)))
    assert "secret" in _keys(Progress(answers={}, settled={"gate"}, here="secret"))
    assert "secret" in _keys(Progress(answers={"secret": "yes"}, settled={"gate", "secret"}))


def test_words_that_were_not_understood_keep_their_question_on_the_path() -> None:
    told = Progress(answers={}, settled={"name"}, waiting={"hobby"})
    assert "hobby" in _keys(told)
    assert next_question(SECTIONS, Progress(answers={}, settled={*QUESTIONS} - {"hobby"}, waiting={"hobby"})) is HOBBY


def test_going_back_leads_to_the_question_before() -> None:
    asked = path(SECTIONS, Progress(answers={}, settled={"name"}, here="pet"))
    assert previous_question(asked, "pet") is NAME
    assert previous_question(asked, "name") is None


class AnyOrder(RuleBasedStateMachine):
    """A person who answers, skips, jumps, changes their mind and comes back, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.told = Told()
        self.ever: dict[str, str] = {}

    @rule(key=st.sampled_from(sorted(QUESTIONS)), answer=st.sampled_from(["yes", "no"]))
    def answers_any_question(self, key: str, answer: str) -> None:
        self.told.answers[key] = self.ever[key] = answer
        self.told.settled.add(key)
        self.told.here = key

    @rule(key=st.sampled_from(sorted(QUESTIONS)))
    def skips_any_question(self, key: str) -> None:
        self.told.answers.pop(key, None)
        self.ever.pop(key, None)
        self.told.settled.add(key)
        self.told.here = key

    @rule()
    def wants_to_tell_more(self) -> None:
        self.told.longer = True

    @rule()
    def comes_back_another_day(self) -> None:
        self.told.here = None

    @precondition(lambda self: next_question(SECTIONS, self.told.progress()) is not None)
    @rule()
    def follows_the_portal(self) -> None:
        question = next_question(SECTIONS, self.told.progress())
        assert question is not None
        assert question.key not in self.told.settled, "asked twice"
        self.answers_any_question(question.key, "no")

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.told.answers == self.ever

    @invariant()
    def each_question_is_on_the_path_once_and_in_order(self) -> None:
        keys = _keys(self.told.progress())
        assert keys == [key for key in QUESTIONS if key in keys]

    @invariant()
    def the_portal_comes_to_an_end(self) -> None:
        told = Told(dict(self.told.answers), set(self.told.settled), self.told.longer, self.told.here)
        for _ in QUESTIONS:
            question = next_question(SECTIONS, told.progress())
            if question is None:
                return
            told.settled.add(question.key)
            told.here = question.key
        assert next_question(SECTIONS, told.progress()) is None


AnyOrder.TestCase.settings = settings(deadline=None, max_examples=60)
TestAnyOrder = AnyOrder.TestCase
