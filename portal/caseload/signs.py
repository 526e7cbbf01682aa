"""Signs beside an interview: what is ready, what to prepare. Always in one order, none louder than another."""

from collections.abc import Collection
from dataclasses import dataclass

from portal.core.words import Words, say
from portal.storage.caseload.days import Comes

INTERPRETER, COMPANY, QUESTION = "about-interpreter", "next-company", "next-question"
ASKED = (INTERPRETER, COMPANY, QUESTION)
"""The questions whose answers make a sign."""
_YES = "yes"
_WITH_SOMEONE = "with-someone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing to know before the person comes in: a picture and a few words."""

    picture: str
    words: Words


CALL = Sign(picture="call", words=say("Cannot come, asks you to call"))
SENT = Sign(picture="dossier", words=say("Something to read"))
CHANGED = Sign(picture="edit", words=say("Sent again since then"))
ASKS = Sign(picture="question", words=say("Has a question for you"))
TALK = Sign(picture="talk", words=say("Wishes to talk face to face"))
COMES_WITH = Sign(picture="with-someone", words=say("Comes with someone"))
NEEDS_INTERPRETER = Sign(picture="interpreter", words=say("Needs an interpreter"))
ARGUES = Sign(picture="arguments", words=say("Sent you arguments"))
SENT_BACK = Sign(picture="question-back", words=say("Answered what you asked"))
SPEAKS = Sign(picture="agreed", words=say("Says something to what you agreed"))


def signs_of(comes: Comes, waiting: Collection[Sign]) -> list[Sign]:
    """Return the signs of one interview. Nothing is a sign of what somebody did not do."""
    said = comes.said
    with_someone = said.get(COMPANY) == _YES or said.get(INTERPRETER) == _WITH_SOMEONE
    shown = {
        CALL: comes.cannot_come.waits,
        SENT: comes.has_sent,
        CHANGED: comes.has_corrected,
        ASKS: QUESTION in said,
        TALK: comes.wishes_to_talk,
        COMES_WITH: with_someone,
        NEEDS_INTERPRETER: said.get(INTERPRETER) == _YES,
        **{sign: sign in waiting for sign in (ARGUES, SENT_BACK, SPEAKS)},
    }
    return [sign for sign, there in shown.items() if there]
