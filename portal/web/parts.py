"""The parts of one portal, put together once at the start and found again by every request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Flask
from flask.typing import ResponseReturnValue

from portal.core.permissions import Permission
from portal.core.uses import Use
from portal.settings import Settings
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.web.language import Languages
from portal.web.sounds import Sounds
from portal.web.static import BuiltFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a running portal is made of."""

    settings: Settings
    database: Database
    ring: KeyRing
    promises: Mapping[str, Use]
    languages: Languages
    sounds: Sounds
    built: BuiltFiles
    ask_to_sign_in: Callable[[Permission], ResponseReturnValue]
    """What somebody sees who must sign in first."""
    ask_for_visit: Callable[..., ResponseReturnValue]
    """What a helper sees who is beside nobody; ``kept`` says that what was just typed is kept for the person."""
    ask_again: Callable[[], ResponseReturnValue]
    """What somebody sees whose page was too old."""


def parts_of(app: Flask) -> Parts:
    """Return the parts of ``app``."""
    parts: Parts = app.extensions["portal"]
    return parts
