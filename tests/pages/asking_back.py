"""Asking back, as the pages are made for it; and a look at what is kept of it."""

from flask import Flask

from portal.core.clarifications import Step
from portal.dossier.questions import QUESTIONS
from portal.dossier.wording import options_of
from portal.storage.answers.receipts import sent_upto
from portal.storage.dialogue.clarifications import Clarification, own_clarifications
from portal.web.parts import parts_of
from tests.pages.samples import A_TEXT, SOME_CHOICES
from tests.people import APerson, signed_in, vault_of
from tests.visitor import Visitor

CHOICES = [option.key for option in options_of(QUESTIONS[SOME_CHOICES].answer) if not option.alone]
MINE = "/asked"
MORE = "Can you tell me more about what you chose?"


def ask_address(person: APerson) -> str:
    return f"/people/{person.id}/ask"


def asked_address(person: APerson) -> str:
    return f"/people/{person.id}/asked"


def answers(visitor: Visitor, question: str, *typed: str, **more: str) -> Visitor:
    return visitor.opens(f"/dossier/{question}").sends({"answer": [*typed], **more}, do="answer")


def answers_back(visitor: Visitor, question: str, *typed: str, **more: str) -> Visitor:
    """Answer on the page that the list of what is asked leads to."""
    return visitor.opens(f"/dossier/{question}?then=asked").sends({"answer": [*typed], **more}, do="answer")


def sends(visitor: Visitor) -> Visitor:
    return visitor.opens("/dossier/check").presses("Send to my counsellor")


def who_sent(app: Flask, person: APerson) -> Visitor:
    """Return the person's browser, once they told and sent a choice and a few words."""
    visitor = signed_in(app, person)
    answers(visitor, SOME_CHOICES, CHOICES[0])
    answers(visitor, A_TEXT, "Ali")
    return sends(visitor)


def asks(counsellor: Visitor, person: APerson, question: str = SOME_CHOICES, words: str = "") -> Visitor:
    own = {f"words-{question}": words} if words else {}
    return counsellor.opens(ask_address(person)).sends({"ask": question, **own})


def backs(app: Flask, person: APerson) -> list[Clarification]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return own_clarifications(vault_of(connection, app, person.actor), person.id)


def steps(app: Flask, person: APerson) -> list[list[Step]]:
    return [[taken.step for taken in one.taken] for one in backs(app, person)]


def upto(app: Flask, person: APerson) -> int | None:
    with parts_of(app).database.transaction(writes=False) as connection:
        return sent_upto(connection, person.id)
