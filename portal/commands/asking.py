"""Lets a counsellor ask an invented person something back, and the person answer, by the same steps as the pages."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import g

from portal.commands.telling import sit_down, tell
from portal.core.actors import Counsellor, Person
from portal.core.clarifications import Asked, Step
from portal.storage.answers.receipts import sent_upto
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.clarifications import ask_back, take_step
from portal.storage.dialogue.taken import Taken
from portal.storage.engine.database import Connection
from portal.web.current import work
from portal.web.language import FIRST, SOURCE
from portal.web.parts import Parts

_LATER = timedelta(hours=12)


def ask(
    connection: Connection, parts: Parts, between: tuple[Person, Counsellor], told: Mapping[str, Any], now: datetime
) -> None:
    """Ask what ``told`` says, in one form, and let become of it what it says. Needs a request of the portal."""
    (me, counsellor), at = between, now - timedelta(days=told["days_ago"])
    upto = sent_upto(connection, me.id, before=at) or 0
    wanted = [
        Asked(question=one["question"], words=one.get("words", ""), language=FIRST, upto=upto) for one in told["asked"]
    ]
    ask_back(Vault(connection, parts.ring, parts.promises, counsellor, at), me.id, wanted, None)
    if "answers" in told:
        tell(connection, parts, me, {**told, "send": True}, at + _LATER)
    g.language = parts.languages.best(told["language"], [FIRST, SOURCE])
    sit_down(connection, parts, me, at + _LATER)
    for number, one in enumerate(told["asked"], start=told.get("after", 0) + 1):
        if one.get("talk"):
            take_step(work().vault, me.id, number, Taken(step=Step.FACE_TO_FACE))
        if "closed" in one:
            why = Taken(step=Step.CLOSED, words=one["closed"], language=FIRST)
            take_step(Vault(connection, parts.ring, parts.promises, counsellor, at + 2 * _LATER), me.id, number, why)
