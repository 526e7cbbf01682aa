"""Lets an invented person argue, and their counsellor answer, by the same steps as the pages."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import g

from portal.commands.telling import sit_down
from portal.core.actors import Counsellor, Person
from portal.core.replies import Argued, Step
from portal.core.weeks import Week
from portal.replies.sending import send_argued
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.replies import own_replies, take_step
from portal.storage.dialogue.taken import Taken
from portal.storage.engine.database import Connection
from portal.web.current import work
from portal.web.language import FIRST, SOURCE
from portal.web.parts import Parts

_THINKS_ABOUT_IT = timedelta(hours=5)


def argue(
    connection: Connection, parts: Parts, between: tuple[Person, Counsellor], told: Mapping[str, Any], now: datetime
) -> None:
    """Send what ``told`` says, and answer it if there is an answer. Needs a request of the portal to stand in."""
    (me, counsellor), at = between, now - timedelta(days=told["days_ago"])
    g.language = parts.languages.best(told["language"], [FIRST, SOURCE])
    sit_down(connection, parts, me, at)
    week = Week.of(at).shifted(-told["weeks_ago"]).name if "weeks_ago" in told else ""
    argued = Argued(
        about=told.get("about", week),
        words=told["words"],
        language=told["language"],
        with_company=told.get("with_company", False),
        wants_to_be_heard=told.get("wants_to_be_heard", False),
    )
    send_argued(me, argued)
    if "answer" in told:
        number = own_replies(work().vault, me.id)[0].number
        vault = Vault(connection, parts.ring, parts.promises, counsellor, at + _THINKS_ABOUT_IT)
        take_step(vault, me.id, number, Taken(step=Step.OPENED))
        take_step(vault, me.id, number, Taken(step=Step.ANSWERED, words=told["answer"], language=FIRST))
