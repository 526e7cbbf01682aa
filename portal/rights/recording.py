"""Each thing a person asks or does with their data is dated and has a receipt, whoever does it: them or the portal."""

from portal.core.actors import Person
from portal.core.calendar import today
from portal.core.receipts import Line, Part, Sending, Statement
from portal.core.requests import WAITS, answer_by
from portal.core.words import say
from portal.rights.kinds import ANSWER_BY, DONE, KINDS
from portal.storage.answers.receipts import add_receipt
from portal.storage.people.people import agency_of
from portal.storage.rights.requests import Asked, ask
from portal.web import language
from portal.web.current import work

MY_WORDS = say("What I say")
WHAT_THEN = say("What happens now")


def record(person: Person, asked: Asked, form: str | None = None) -> int:
    """Keep what a person asks or did, with a receipt; return the number of that receipt."""
    current, words = work(), language.current()
    kind = KINDS[asked.kind]
    said = [_line("words", words.say(MY_WORDS), asked.words)] if asked.words else []
    day = words.day(answer_by(today(current.now)))
    then = words.say(ANSWER_BY, day=day) if asked.kind in WAITS else words.say(DONE)
    statement = Statement(
        about=Sending.REQUEST,
        agency=agency_of(current.connection, person.agency_id).name,
        at=current.now,
        language=words.tag,
        parts=(
            Part(
                title=words.say(kind.words),
                lines=(*said, _line("then", words.say(WHAT_THEN), then)),
                picture=kind.picture,
            ),
        ),
    )
    receipt = add_receipt(current.connection, current.ring, current.key, statement)
    ask(current.vault, person, asked, receipt.number, form)
    return receipt.number


def _line(question: str, label: str, words: str) -> Line:
    return Line(question=question, item="", label=label, words=(words,))
