"""What is kept of me and my counsellor: when we meet, what we agreed, what they ask, and who else opened my dossier."""

from collections.abc import Iterator

from portal.agreements.steps import step_named
from portal.agreements.wording import SAID, Shown, aside_of, groups_not_sent, groups_of, titles_in
from portal.core.clarifications import Step, proposed
from portal.core.openings import TOLD
from portal.core.words import Words, say
from portal.dossier.questions import QUESTIONS
from portal.interviews.wording import BECAME, WAYS
from portal.rights.told import Mine, Thing, iso
from portal.storage.caseload.openings import openings_of
from portal.storage.caseload.transfers import Answer, counsellor_of
from portal.storage.dialogue.agreements import Agreement, Said, agreements_with
from portal.storage.dialogue.begun import Draft, drafts_about
from portal.storage.dialogue.clarifications import Clarification, own_clarifications
from portal.storage.dialogue.interview_notes import Note, notes_about
from portal.storage.dialogue.interviews import of_person
from portal.storage.people.colleagues import names_of
from portal.storage.rights.everything import all_moves

MEETING = say("You meet your counsellor")
MET = say("You and your counsellor")
CALL_ME = say("You asked to be called.")
AGREED = say("What you agreed")
NOT_SENT = say("%(name)s began to write this. It is not sent.")
NOTE = say("A note of your counsellor")
ASKS = say("Your counsellor asked you")
OPENED = say("%(name)s opened your dossier.")
ASKED_COLLEAGUE = say("Your counsellor asked a colleague to accompany you.")
MOVED = say("Another counsellor accompanies you now.")
BECAME_OF_ASKED: dict[Step, Words] = {
    Step.TOLD: say("You answered."),
    Step.ANSWERED: say("You sent your answer."),
    Step.FACE_TO_FACE: say("You prefer to talk about it."),
    Step.CLOSED: say("Your counsellor waits for nothing more."),
}


def interviews_told(me: Mine) -> Iterator[Thing]:
    """Go through every interview, by its day."""
    for one in of_person(me.vault, me.person.id):
        coming, words = one.at >= me.now, me.language
        lines = [me.when(one.at), words.say(WAYS[one.plan.way]), one.plan.place]
        lines += [] if coming else [words.say(BECAME[one.status])]
        lines += [words.say(CALL_ME)] if one.wish.asked_at else []
        yield Thing(
            title=words.say(MEETING if coming else MET),
            lines=tuple(filter(None, lines)),
            fields={
                "at": iso(one.at),
                "status": one.status.value,
                "minutes": one.plan.lasts,
                "way": one.plan.way.value,
                "place": one.plan.place,
                "moved_from": iso(one.moved_from) if one.moved_from else None,
                "call_asked_at": iso(one.wish.asked_at) if one.wish.asked_at else None,
                "called_at": iso(one.wish.answered_at) if one.wish.answered_at else None,
            },
        )


def agreed_told(me: Mine) -> Iterator[Thing]:
    """Go through every agreement, what was begun of one, and every note: each word that stands there."""
    counsellor_id = counsellor_of(me.connection, me.person.id)
    for one in agreements_with(me.vault, me.person.id):
        yield _agreement(one, one.then(counsellor_id), me)
    for draft in drafts_about(me.vault, me.person.id):
        yield _draft(draft, me)
    for note in notes_about(me.vault, me.person.id):
        yield _note(note, me)


def _draft(draft: Draft, me: Mine) -> Thing:
    begun = draft.begun
    groups, aside = groups_not_sent(begun.lines, me.language), aside_of(begun.aside, me.language)
    return Thing(
        title=me.language.say(NOT_SENT, name=draft.by),
        lines=tuple(_line(line) for line in (*(line for group in groups for line in group.lines), *aside)),
        fields={
            "kind": "begun",
            "by": draft.by,
            "lines": [line.packed() for line in begun.lines],
            "not_chosen": [one.packed() for one in begun.aside],
            "language": begun.language,
        },
    )


def _agreement(one: Agreement, then: str, me: Mine) -> Thing:
    lines: list[str] = []
    titles = titles_in(me.language, then)
    for group in groups_of(one, me.language):
        lines.append(f"{titles[group.who]}:")
        for line in group.lines:
            lines += [_line(line), *(_word(word, me) for word in line.said)]
    said = [
        {"line": word.line, "word": word.word.value, "words": word.words, "by": word.by, "at": _iso(word)}
        for word in one.said
    ]
    return Thing(
        title=me.language.say(AGREED),
        lines=(*lines, one.by, me.when(one.at)),
        fields={
            "kind": "agreed",
            "number": one.number,
            "at": iso(one.at),
            "by": one.by,
            "language": one.language,
            "lines": [line.packed() for line in one.lines],
            "said": said,
        },
    )


def _line(line: Shown) -> str:
    return " · ".join(filter(None, (line.phrase, line.words, line.until)))


def _word(said: Said, me: Mine) -> str:
    return " ".join(filter(None, (me.language.say(SAID[said.word]), said.words)))


def _iso(said: Said) -> str | None:
    return iso(said.at) if said.at else None


def _note(note: Note, me: Mine) -> Thing:
    step, writings = step_named(note.step), (note.now, *note.before)
    lines = [me.language.say(step) if step else "", *(one.words for one in writings), note.by, me.when(note.first_at)]
    return Thing(
        title=me.language.say(NOTE),
        lines=tuple(filter(None, lines)),
        fields={
            "kind": "note",
            "by": note.by,
            "step": note.step,
            "writings": [{"words": one.words, "language": one.language, "at": iso(one.at)} for one in writings],
        },
    )


def asked_told(me: Mine) -> Iterator[Thing]:
    """Go through everything the counsellor asked about an answer, and what became of it."""
    for one in own_clarifications(me.vault, me.person.id):
        taken = [(me.language.say(BECAME_OF_ASKED[step.step]), step.words) for step in one.taken]
        yield Thing(
            title=me.language.say(ASKS),
            lines=tuple(filter(None, (*_asked(one, me), *(word for pair in taken for word in pair), me.when(one.at)))),
            fields={
                "number": one.number,
                "question": one.asked.question,
                "words": one.asked.words,
                "language": one.asked.language,
                "at": iso(one.at),
                "done": [
                    {"step": step.step.value, "words": step.words, "at": iso(step.at or one.at)} for step in one.taken
                ],
            },
        )


def _asked(one: Clarification, me: Mine) -> tuple[str, ...]:
    """Return what it is about, and the words: the proposed ones where the counsellor wrote none."""
    question = QUESTIONS.get(one.asked.question)
    if question is None:
        return (one.asked.words,)
    return me.language.say(question.short), one.asked.words or me.language.say(proposed(question.answer))


def others_told(me: Mine) -> Iterator[Thing]:
    """Go through who opened the dossier with a reason, and through every move to another counsellor."""
    for one in openings_of(me.connection, me.key):
        stated = one.stated
        yield Thing(
            title=me.language.say(OPENED, name=stated.by),
            lines=tuple(filter(None, (me.language.say(TOLD[stated.reason]), stated.words, me.when(one.at)))),
            fields={
                "kind": "opened",
                "by": stated.by,
                "reason": stated.reason.value,
                "words": stated.words,
                "at": iso(one.at),
            },
        )
    moves = all_moves(me.connection, me.key)
    names = names_of(me.connection, me.vault.pen.ring, {row["to_id"] for row in moves})
    for row in moves:
        answered = iso(row["answered_at"]) if row["answered_at"] else None
        yield Thing(
            title=me.language.say(MOVED if row["answer"] == Answer.TAKEN else ASKED_COLLEAGUE),
            lines=(names[row["to_id"]], me.when(row["at"])),
            fields={
                "kind": "moved",
                "to": names[row["to_id"]],
                "answer": row["answer"],
                "at": iso(row["at"]),
                "answered_at": answered,
            },
        )
