"""Lets a counsellor note and agree things with an invented person, and the person say what they think of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from portal.core.actors import Counsellor, Person
from portal.core.agreements import Line, Who, Word
from portal.core.calendar import PARIS
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.agreements import (
    NewAgreement,
    Said,
    agreements_with,
    say_to_line,
    send_agreement,
)
from portal.storage.dialogue.interview_notes import NewWriting, write_note
from portal.storage.engine.database import Connection
from portal.web.language import FIRST
from portal.web.parts import Parts

_THINKS_ABOUT_IT = timedelta(hours=3)


def agree(
    connection: Connection, parts: Parts, between: tuple[Person, Counsellor], told: Mapping[str, Any], now: datetime
) -> None:
    """Keep what ``told`` says was noted, agreed, and said to it."""
    (me, counsellor), at = between, now - timedelta(days=told["days_ago"])
    vault = Vault(connection, parts.ring, parts.promises, counsellor, at)
    for note in told.get("notes", ()):
        write_note(vault, me.id, NewWriting(step=note["step"], words=note["words"], language=FIRST))
    lines = [_line(line, at) for line in told["lines"]]
    number = send_agreement(vault, me.id, NewAgreement(lines=lines, language=FIRST))
    later = at
    for said in told.get("said", ()):
        later += _THINKS_ABOUT_IT
        word = Word(said["word"])
        speaker = counsellor if word in {Word.ANSWERED, Word.HEARD} else me
        speaks = Vault(connection, parts.ring, parts.promises, speaker, later)
        before = agreements_with(speaks, me.id)[0].stands(said["line"])
        new = Said(
            line=said["line"],
            word=word,
            words=said.get("words", ""),
            language=said.get("language", FIRST),
            about=before.number if before else None,
        )
        say_to_line(speaks, me.id, number, new)


def _line(told: Mapping[str, Any], at: datetime) -> Line:
    until = (at + timedelta(days=told["in_days"])).astimezone(PARIS).date() if "in_days" in told else None
    return Line(phrase=told.get("phrase", ""), words=told.get("words", ""), who=Who(told["who"]), until=until)
