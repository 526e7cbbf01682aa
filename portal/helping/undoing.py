"""What was written in a visit, line by line, and each taken back by a tap: what stood there before stands again."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from portal.activities import together
from portal.core.actors import Teller
from portal.core.visits import Visit
from portal.dossier.aloud import as_of_now
from portal.dossier.questions import PROMISES, QUESTIONS
from portal.dossier.records import open_dossier
from portal.dossier.summary import told_about
from portal.storage.answers.kept import Page, Said, State
from portal.storage.helping.written import Written, written_in
from portal.web import language
from portal.web.current import work

_Thing: TypeAlias = tuple[str, str]
"""What an answer is about: a question, and which of several repeated things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer that was written in the visit and is still so."""

    question: str
    item: str
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTogether:
    """Everything that was written in one visit."""

    lines: tuple[Line, ...]
    """What is still so: the dossier in the order of its questions, then the week."""
    changed_since: tuple[str, ...]
    """The short words of questions that somebody answered anew, or took back."""
    count: int
    """How many questions the visit left answered otherwise than before."""


WEEK = "week"
"""Names the week among the questions, in forms."""


def written_together(teller: Teller, visit: Visit) -> WrittenTogether:
    """Return what was written in a visit, in words."""
    found, words = by_thing(visit), language.current()
    mine = open_dossier(teller, *{key for things in found.values() for key, _item in things})
    told = [one for question in QUESTIONS.values() for one in told_about(question, mine, words)]
    lines = tuple(
        Line(question=one.question.key, item=one.item, label=one.label, words=" · ".join(one.words))
        for one in told
        if _stands(found.get((one.question.key, one.item), {}))
    ) + tuple(_taken_away(found, {(one.question.key, one.item) for one in told}))
    standing = {line.question for line in lines}
    since = dict.fromkeys(key for key, _item in found if key in QUESTIONS and key not in standing)
    return WrittenTogether(
        lines=(*lines, *_of_weeks(teller, visit)),
        changed_since=tuple(words.say(QUESTIONS[key].short) for key in since),
        count=sum(any(one.changed for one in things.values()) for things in found.values()),
    )


def take_back(teller: Teller, visit: Visit, which: str) -> None:
    """Take one thing of a visit back; what somebody changed since stays as it is."""
    if which.startswith(f"{WEEK}|"):
        together.take_back(teller, visit, which.removeprefix(f"{WEEK}|"))
        return
    key, _, item = which.partition("|")
    things, vault = by_thing(visit).get((key, item), {}), work().vault
    if things:
        vault.show(teller.person_id, [question for question, _item in things])
    was_there = any(written.before for written in things.values())
    nothing = Said(state=State.SKIPPED if was_there else State.REMOVED)  # one small page removed takes all away
    for (question, of), written in things.items():
        if written.stands:
            said = as_of_now(question, written.before.said()) if written.before else nothing
            vault.write(teller.person_id, question, of, said, Page(wording=said.wording, shown=written.now.number))


def by_thing(visit: Visit) -> Mapping[_Thing, Mapping[_Thing, Written]]:
    """Return what was written, the small pages of one repeated thing together, under the question they belong to."""
    found: dict[_Thing, dict[_Thing, Written]] = {}
    for (question, item), written in written_in(work().connection, work().key, PROMISES, visit).items():
        thing = (question.partition(".")[0] if item else question, item)
        found.setdefault(thing, {})[question, item] = written
    return found


def _taken_away(found: Mapping[_Thing, Mapping[_Thing, Written]], told: Collection[_Thing]) -> Iterator[Line]:
    """Go through what stood there before the visit, and since then nothing does: skipped, or taken away."""
    words = language.current()
    for (key, item), things in found.items():
        was_told = any(one.stands and one.before and one.before.is_answer for one in things.values())
        if (key, item) not in told and key in QUESTIONS and was_told:
            label = words.say(QUESTIONS[key].short)
            yield Line(question=key, item=item, label=label, words=words.say(together.TAKEN_AWAY))


def _of_weeks(teller: Teller, visit: Visit) -> tuple[Line, ...]:
    told = together.told_in_visit(teller, visit)
    return tuple(Line(question=WEEK, item=one.name, label=one.label, words=one.words) for one in told)


def _stands(things: Mapping[_Thing, Written]) -> bool:
    return any(one.stands and one.changed for one in things.values())
