"""News: what waits for a person on their first page, in one plain line each; each feature brings its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from flask import Flask

from portal.core.actors import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that is new for a person, and the page where it is."""

    words: str
    """Ready to show, in the language of the page. Whoever looks on learns nothing from it."""
    hint: str = ""
    picture: str
    address: str


Tell: TypeAlias = Callable[[Person], Iterable[News]]
"""Return what is new of one feature for the person who is signed in; it reads little, and keeps nothing."""


def news_for(app: Flask, person: Person) -> list[News]:
    """Return everything that is new for a person, by feature."""
    tells: list[Tell] = app.extensions.get("portal_news", [])
    return [one for tell in tells for one in tell(person)]
