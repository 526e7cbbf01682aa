"""What the portal commits itself to, each with the checks that prove it, and how to see it oneself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography.exceptions import InvalidTag

from portal.core.words import Words, say
from portal.storage.engine.database import Trouble
from portal.storage.rights.checks import Outcome, Standing
from portal.transparency.checks import Check, Place, declared, kept, rehearsed

OLD = timedelta(days=8)
"""A check that was not run for longer proves nothing any more."""

_UNABLE = (Trouble, InvalidTag, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One sentence that binds the portal."""

    key: str
    words: Words
    picture: str
    yourself: tuple[Words, ...]
    """How anybody can see that it is so."""
    checks: tuple[Check, ...]


_OPEN = say("The programme is open: everybody may read it.")

COMMITMENTS = (
    Commitment(
        key="no-mark",
        words=say("Nobody gives you a mark."),
        picture="no-mark",
        yourself=(say("Ask your counsellor to show you the screen. It has no number about you."), _OPEN),
        checks=(declared.no_column_judges, declared.staff_pages_count_nothing, declared.nothing_learns),
    ),
    Commitment(
        key="no-machine",
        words=say("No machine decides about you."),
        picture="no-machine",
        yourself=(say("Read how the searches work. It is written below."), _OPEN),
        checks=(kept.purposes_are_allowed, kept.portal_does_only_this, declared.searches_are_declared),
    ),
    Commitment(
        key="you-see",
        words=say("You see who reads your dossier."),
        picture="who-reads",
        yourself=(say("Open “Who read my dossier?” after your interview. The reading is there."), _OPEN),
        checks=(
            rehearsed.readings_leave_an_entry,
            rehearsed.journal_is_only_added_to,
            kept.deeds_have_words,
            kept.chains_hold,
            kept.nothing_is_cut,
        ),
    ),
    Commitment(
        key="you-skip",
        words=say("You can skip any question. Nobody sees it."),
        picture="skip",
        yourself=(say("Skip a question. Then ask your counsellor what there is."), _OPEN),
        checks=(rehearsed.skipping_shows_nothing, declared.nothing_must_be_answered),
    ),
    Commitment(
        key="nothing-else",
        words=say("What is not on these pages does not exist here."),
        picture="search",
        yourself=(say("Take the table of the whole register. It is below."), _OPEN),
        checks=(
            declared.columns_are_declared,
            declared.lines_are_shown,
            declared.pages_are_declared,
            rehearsed.readings_outside_are_refused,
        ),
    ),
)


class Held(StrEnum):
    """How a commitment stands today."""

    HOLDS = "holds"
    BROKEN = "broken"
    """A check found that it is not so."""
    OLD = "old"
    """The newest check was too long ago to tell."""
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How a commitment stands, and since when this is known: the day of the check that is furthest back."""

    held: Held
    at: datetime | None


def name_of(check: Check) -> str:
    """Return the name that the results of a check are kept under."""
    return check.__name__.replace("_", "-")


def proof(commitment: Commitment, results: Mapping[str, Standing], now: datetime) -> Proof:
    """Return how a commitment stands: it holds where each of its checks held when it was last run, and lately."""
    found = [results.get(name_of(check)) for check in commitment.checks]
    known = [standing for standing in found if standing is not None]
    broken = [standing.at for standing in known if not standing.holds]
    if broken:
        return Proof(held=Held.BROKEN, at=min(broken))
    if len(known) < len(found):
        return Proof(held=Held.NEVER, at=None)
    oldest = min(standing.at for standing in known)
    return Proof(held=Held.OLD if now - oldest > OLD else Held.HOLDS, at=oldest)


def run_checks(place: Place) -> Iterator[Outcome]:
    """Run every check, one after the other. One that cannot be run to its end does not hold."""
    for check in dict.fromkeys(check for commitment in COMMITMENTS for check in commitment.checks):
        found = _found(check, place)
        yield Outcome(name=name_of(check), at=place.now, holds=not found, found=found)


def _found(check: Check, place: Place) -> str:
    try:
        return ", ".join(sorted(check(place)))
    except _UNABLE as unable:
        return f"cannot be run: {type(unable).__name__}"
