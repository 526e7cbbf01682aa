"""What I said: every answer as it was typed, every week, every argument, what is begun, and all receipts."""

from collections.abc import Iterable, Iterator

from portal.activities.promises import MY_HOURS
from portal.activities.wording import COULD_NOT, reason, shown
from portal.core.answers import Items, Kind
from portal.core.receipts import in_groups
from portal.core.replies import Argued
from portal.core.voice_messages import Voice
from portal.core.weeks import Week
from portal.core.words import say
from portal.dossier.questions import PROMISES, QUESTIONS, SECTION_OF
from portal.dossier.wording import in_words
from portal.receipts.kinds import KINDS, name_of
from portal.replies.wording import WITH_COMPANY, about_of
from portal.rights.told import Mine, Thing, iso
from portal.speaking.wording import aloud_in_words
from portal.storage.answers.kept import Said, State
from portal.storage.answers.receipts import receipts_of
from portal.storage.dialogue.replies import own_replies
from portal.storage.helping import visits
from portal.storage.rights.everything import LONGEST_KEPT, all_answers, all_begun, all_weeks
from portal.web.weeks import dates

SKIPPED = say("You skipped it.")
TAKEN_AWAY = say("You took it away.")
NOT_YET = say("Not clear yet, or not yet kept.")
NO_LONGER = say("A question we no longer ask")
MY_PLAN_HOURS = say("The hours in my plan")
BEGUN = say("Something you began")
LAST_CHANGED = say("Last changed on %(when)s.")
CODE = say("The code of this receipt")
LEFT = "left"
VOICES = "voices"
"""Where something begun names voice messages: they have a theme of their own."""


def answers_told(me: Mine) -> Iterator[Thing]:
    """Go through everything that was ever typed to a question, the newest first."""
    for row in all_answers(me.connection, me.key, (*PROMISES, MY_HOURS)):
        said, base = row.said(), row.question.partition(".")[0]
        words = _words(row.question, said, me)
        yield Thing(
            title=_label(row.question, me),
            lines=(*words, me.when(row.at)),
            folded=base in SECTION_OF and SECTION_OF[base].protected,
            fields={
                "question": row.question,
                "item": row.item,
                "number": row.number,
                "state": said.state.value,
                "words": words,
                "typed": said.typed,
                "language": said.language,
                "voices": [list(one) for one in said.voices],
                "with_helper": row.with_helper,
                "at": iso(row.at),
            },
        )


def _label(name: str, me: Mine) -> str:
    base, _, part = name.partition(".")
    if name == MY_HOURS:
        return me.language.say(MY_PLAN_HOURS)
    if base not in QUESTIONS:
        return me.language.say(NO_LONGER)
    kind = QUESTIONS[base].answer
    parts = {one.key: one.ask for one in kind.parts} if isinstance(kind, Items) else {}
    return me.language.say(parts.get(part, QUESTIONS[base].short))


def _words(name: str, said: Said, me: Mine) -> list[str]:
    kind = _kind(name)
    match said.state:
        case State.ANSWERED if kind is not None and said.value is not None:
            return [*in_words(kind, said.value, me.language), *_aloud(said.voices, me)]
        case State.ANSWERED:
            return [str(said.value)]
        case State.SKIPPED:
            return [me.language.say(SKIPPED)]
        case State.REMOVED:
            return [me.language.say(TAKEN_AWAY)]
        case _:
            return [me.language.say(NOT_YET), *(word for words in said.typed.values() for word in words)]


def _aloud(voices: Iterable[Voice], me: Mine) -> Iterator[str]:
    return (aloud_in_words(one.seconds, me.language) for one in voices)


def _kind(name: str) -> Kind | None:
    base, _, part = name.partition(".")
    kind = QUESTIONS[base].answer if base in QUESTIONS else None
    if isinstance(kind, Items):
        return next((one.answer for one in kind.parts if one.key == part), None)
    return kind


def weeks_told(me: Mine) -> Iterator[Thing]:
    """Go through every sending of every week, the newest first."""
    for one in all_weeks(me.connection, me.key, Week.of(me.now)):
        told, words = one.told, me.language
        things = [shown(entry, one.week, words) for entry in told.entries]
        said = [
            " · ".join(part for part in (thing.title, thing.duration, thing.days, thing.words) if part)
            for thing in things
        ]
        if told.could_not:
            said.insert(0, " · ".join(part for part in (words.say(COULD_NOT), reason(told, words)) if part))
        yield Thing(
            title=dates(one.week, words),
            lines=(*said, me.when(one.at)),
            fields={
                "week": one.week.name,
                "number": one.number,
                "sent_at": iso(one.at),
                "language": one.language,
                "receipt": one.receipt,
                "told": told.packed(),
            },
        )


def arguments_told(me: Mine) -> Iterator[Thing]:
    """Go through everything the person argued, and what was done with it."""
    for reply in own_replies(me.vault, me.person.id):
        argued = reply.argued
        company = (me.language.say(WITH_COMPANY),) if argued.with_company else ()
        taken = [{"step": one.step.value, "words": one.words, "at": iso(one.at or reply.at)} for one in reply.taken]
        yield Thing(
            title=about_of(argued, me.language).words,
            lines=(*_said(argued, me), *company, *(one.words for one in reply.taken if one.words), me.when(reply.at)),
            fields={
                "number": reply.number,
                "sent_at": iso(reply.at),
                "receipt": reply.receipt,
                "argued": argued.packed(),
                "done": taken,
            },
        )


def _said(argued: Argued, me: Mine) -> Iterator[str]:
    yield from filter(None, (argued.readable, *_aloud(argued.voices, me)))


def receipts_told(me: Mine) -> Iterator[Thing]:
    """Go through every receipt with its whole statement, the newest first."""
    for receipt in receipts_of(me.connection, me.key, me.person.id):
        said = receipt.statement
        name = name_of(said)
        lines = (
            [f"{line.label} {' · '.join(line.words)}" for line in said.lines]
            if receipt.about.value != "dossier"
            else []
        )
        yield Thing(
            title=" – ".join(part for part in (me.language.say(KINDS[receipt.about].words), name) if part),
            lines=(*lines, f"{me.language.say(CODE)}: \u2066{in_groups(receipt.code)}\u2069", me.when(receipt.at)),
            fields={
                "number": receipt.number,
                "about": receipt.about.value,
                "code": receipt.code,
                "sent_at": iso(receipt.at),
                "agency": said.agency,
                "language": said.language,
                "lines": [line.written() for line in said.lines],
            },
        )


def begun_told(me: Mine) -> Iterator[Thing]:
    """Go through what was begun and not sent, the newest first; each is finished on its own page."""
    for one in all_begun(me.connection, me.key, _names_of_drafts(me)):
        yield Thing(
            title=me.language.say(BEGUN),
            lines=(*_own_words(one.content), me.language.say(LAST_CHANGED, when=me.when(one.edited_at))),
            folded=one.name == LEFT,
            fields={"what": one.name, "edited_at": iso(one.edited_at), "content": one.content},
        )


def _names_of_drafts(me: Mine) -> Iterator[str]:
    """Go through every name that something begun can have: only its tag is kept, and a tag tells no name."""
    weeks = [f"week {Week.of(me.now).shifted(-ago).name}" for ago in range(LONGEST_KEPT)]
    visited = [one.visit.id.hex for one in visits.told(me.connection, me.key)]
    yield from ("reply", LEFT, *weeks)
    for visit in visited:
        yield f"sent in visit {visit}"
        yield from (f"before visit {visit} {week}" for week in weeks)


def _own_words(content: object) -> Iterator[str]:
    """Go through the person's own words in what they began."""
    match content:
        case {"words": str(words), **rest}:
            yield from filter(None, (words, *_own_words(rest)))
        case dict():
            yield from (words for name, inner in content.items() if name != VOICES for words in _own_words(inner))
        case list():
            yield from (inner for inner in content if isinstance(inner, str) and not inner.startswith("/"))
            yield from (words for inner in content if not isinstance(inner, str) for words in _own_words(inner))
        case _:
            return
