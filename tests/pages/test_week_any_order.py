"""Taps in any order, on any of one's weeks: what is kept is what was tapped, and every receipt holds for ever."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.activities.listed import BY_KEY, DURATION_BY_KEY, REASON_BY_KEY
from portal.core.weeks import Told, Week
from portal.storage.answers.receipts import genuine, receipts_of
from portal.storage.trace.journal import broken
from portal.web.parts import parts_of
from tests.pages.tapping import LAST, SEND, could_not, declared, sends_week, taps
from tests.people import APerson, signed_in, somebody
from tests.visitor import Visitor
from tests.weeks import THIS

pytestmark = pytest.mark.usefixtures("calendar")
WEEKS = (LAST, THIS)


@dataclass
class Kept:
    """What must be kept of one week: the things told in their order, whether one could not, and every sending."""

    did: list[tuple[str, str]] = field(default_factory=list)
    why: str | None = None
    sent: list[tuple[list[tuple[str, str]], str | None]] = field(default_factory=list)

    @property
    def now(self) -> tuple[list[tuple[str, str]], str | None]:
        return [*self.did], self.why

    @property
    def is_new(self) -> bool:
        return self.now != (self.sent[0] if self.sent else ([], None))


@dataclass
class Taps:
    """A person with their weeks, and the same weeks as they should be."""

    visitor: Visitor
    kept: dict[Week, Kept] = field(default_factory=lambda: {week: Kept() for week in WEEKS})

    def adds(self, week: Week, activity: str, duration: str) -> None:
        taps(self.visitor, activity, duration, week)
        self.kept[week].did.append((activity, duration))

    def changes(self, week: Week, duration: str) -> None:
        if self.kept[week].did:
            activity, _before = self.kept[week].did[0]
            title = f"Change {BY_KEY[activity].words}"
            self.visitor.opens(f"/week/{week.name}").follows(title).sends(do=duration)
            self.kept[week].did[0] = (activity, duration)

    def takes_away(self, week: Week) -> None:
        if self.kept[week].did:
            activity, _duration = self.kept[week].did.pop(0)
            self.visitor.opens(f"/week/{week.name}").presses(f"Take away {BY_KEY[activity].words}")

    def could_not(self, week: Week, why: str) -> None:
        could_not(self.visitor, why, week)
        self.kept[week].why = why if why != "none" else ""

    def could(self, week: Week) -> None:
        if self.kept[week].why is not None:
            self.visitor.opens(f"/week/{week.name}").presses("Take away I could not this week")
            self.kept[week].why = None

    def sends(self, week: Week) -> None:
        mine = self.kept[week]
        assert self.visitor.opens(f"/week/{week.name}").page.says(SEND) == mine.is_new
        if mine.is_new:
            sends_week(self.visitor, week)
            mine.sent.insert(0, mine.now)


weeks, durations = st.sampled_from(WEEKS), st.sampled_from([*DURATION_BY_KEY])
STEPS: st.SearchStrategy[Callable[[Taps], None]] = st.one_of(
    st.builds(lambda *told: lambda taps: taps.adds(*told), weeks, st.sampled_from([*BY_KEY]), durations),
    st.builds(lambda *told: lambda taps: taps.changes(*told), weeks, durations),
    st.builds(lambda *told: lambda taps: taps.takes_away(*told), weeks),
    st.builds(lambda *told: lambda taps: taps.could_not(*told), weeks, st.sampled_from(["none", *REASON_BY_KEY])),
    st.builds(lambda *told: lambda taps: taps.could(*told), weeks),
    st.builds(lambda *told: lambda taps: taps.sends(*told), weeks),
)


def as_kept(told: Told) -> tuple[list[tuple[str, str]], str | None]:
    return [(one.activity, one.said) for one in told.entries], told.reason if told.could_not else None


@given(st.lists(STEPS, min_size=4, max_size=9))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_taps_in_any_order_are_kept_as_they_were_tapped(app: Flask, steps: list[Callable[[Taps], None]]) -> None:
    person = somebody(app)
    tapped = Taps(signed_in(app, person))
    for step in steps:
        step(tapped)
    for week, mine in tapped.kept.items():
        assert [as_kept(sending.told) for sending in declared(app, person, week)] == mine.sent
        shown = tapped.visitor.opens(f"/week/{week.name}").page
        assert shown.words.count("Change ") == len(mine.did) + (mine.why is not None)
    every_receipt_holds(app, person, sum(len(mine.sent) for mine in tapped.kept.values()))


def every_receipt_holds(app: Flask, person: APerson, count: int) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=False) as connection:
        proofs = receipts_of(connection, person.key, person.id)
        assert len(proofs) == count
        assert all(genuine(connection, parts.ring, proof.code) == proof for proof in proofs)
        assert broken(connection, parts.ring, person.id) == []
