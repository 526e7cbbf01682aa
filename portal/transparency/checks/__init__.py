"""Checks of what the portal says of itself: run for real, against the database and the code that serve people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TypeAlias

from flask import Flask

from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.web.parts import parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a check looks at: a running portal, at one moment; the dice choose what is looked at of very much."""

    app: Flask
    now: datetime
    dice: Random

    @property
    def database(self) -> Database:
        """The database that serves people."""
        return parts_of(self.app).database

    @property
    def ring(self) -> KeyRing:
        """The key ring of the portal."""
        return parts_of(self.app).ring


Check: TypeAlias = Callable[[Place], Iterable[str]]
"""Gives what is not as it is said to be, by names of code and tables, never of people; nothing where all is well."""
