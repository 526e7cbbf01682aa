"""Who typed, in words for the person: with a helper, by their first name while the portal still knows of the visit."""

from collections.abc import Mapping
from datetime import datetime

from portal.core.words import say
from portal.storage.helping import visits
from portal.web.current import work
from portal.web.language import Language

WITH_A_HELPER = say("Typed with a helper")
"""All that anybody but the person is told of it."""
WITH_NAME = say("Typed with %(name)s")


def names_of_visits() -> Mapping[str, str]:
    """Return the first name of the helper of each visit of the person who is signed in, by visit."""
    current = work()
    return {told.visit.id.hex: told.beside.first_name for told in visits.told(current.connection, current.key)}


class Helpers:
    """The helpers of the person who is signed in, found by when something was typed; looked up if there is need."""

    def __init__(self) -> None:
        self._visits: list[visits.Told] | None = None

    def typed_with(self, at: datetime, language: Language) -> str:
        """Return with whom something was typed at a moment: a person is in one visit at a time."""
        if self._visits is None:
            self._visits = visits.told(work().connection, work().key)
        name = next((told.beside.first_name for told in self._visits if told.visit.began_at <= at), "")
        return language.say(WITH_NAME, name=name) if name else language.say(WITH_A_HELPER)
