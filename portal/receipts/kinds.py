"""What each kind of sending is called and shown with: in the list of receipts, and on each receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import assert_never

from portal.core.receipts import Sending, Statement
from portal.core.words import Words, say

COUNSELLOR_READS = say("Your counsellor can read it now.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of sending, in words and in a picture."""

    words: Words
    picture: str
    reader: Words = COUNSELLOR_READS
    """Who reads it from now on."""
    unprinted: Words | None = None
    """What is never on its paper; said on every paper, whether or not something was told there, it tells nothing."""


KINDS: Mapping[Sending, Kind] = MappingProxyType(
    {
        Sending.DOSSIER: Kind(
            words=say("My story"),
            picture="dossier",
            unprinted=say("What you told under “What is difficult” is never printed."),
        ),
        Sending.WEEK: Kind(
            words=say("My week"),
            picture="week",
            unprinted=say("What nobody else sees is never printed."),
        ),
        Sending.REPLY: Kind(words=say("My arguments"), picture="arguments"),
        Sending.REQUEST: Kind(
            words=say("My data"),
            picture="my-data",
            reader=say("Your counsellor does not read it."),
        ),
    }
)


def name_of(statement: Statement) -> str:
    """Return what tells a sending from others of its kind, as it was sent: which week, about what; or nothing."""
    match statement.about:
        case Sending.DOSSIER:
            return ""
        case Sending.WEEK:
            return next((word for line in statement.lines if line.question == "week" for word in line.words), "")
        case Sending.REPLY | Sending.REQUEST:
            return statement.parts[0].title if statement.parts else ""
        case _:
            assert_never(statement.about)
