"""How a page looks to this visitor: size of text, room between lines, contrast, words. A cookie, nothing more."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from flask import request
from werkzeug.wrappers import Response

from portal.core.words import Words, say

COOKIE = "look"
FOR_THE_SCRIPT = "hearing"
"""The one choice that a script keeps too."""
YEAR_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Choice:
    """One way a page can look."""

    key: str
    words: Words


SIZES = (
    Choice("normal", say("Usual text")),
    Choice("large", say("Large text")),
    Choice("huge", say("Very large text")),
)
SPACINGS = (Choice("normal", say("Usual space")), Choice("wide", say("More space between lines")))
CONTRASTS = (
    Choice("normal", say("Usual colours")),
    Choice("more", say("Stronger colours")),
    Choice("dark", say("Light text on dark")),
)
PICTURES = Choice("none", say("Only pictures and sound"))
WORDS = (Choice("normal", say("Words, pictures and sound")), PICTURES)
_AXES = (SIZES, SPACINGS, CONTRASTS, WORDS)


@dataclass(frozen=True, slots=True)
class Look:
    """The choices of one visitor."""

    size: str = "normal"
    spacing: str = "normal"
    contrast: str = "normal"
    words: str = "normal"

    @classmethod
    def of(cls, *wished: str) -> Self:
        """Return a look from one wish for each axis; what is not a choice becomes the usual."""
        return cls(
            *(wish if wish in {c.key for c in axis} else "normal" for wish, axis in zip(wished, _AXES, strict=True))
        )

    @property
    def packed(self) -> str:
        """Return what the cookie holds."""
        return f"{self.size}.{self.spacing}.{self.contrast}.{self.words}"


def current() -> Look:
    """Return the look of the page being made."""
    return _look_of(request.cookies.get(COOKIE, ""))


@lru_cache(maxsize=100)
def _look_of(packed: str) -> Look:
    return Look.of(*[*packed.split("."), *("" for _ in _AXES)][: len(_AXES)])


def remember(response: Response, name: str, value: str, *, secure: bool, lasts_s: int = YEAR_S) -> None:
    """Let the browser keep a choice of language, look or hearing, for a year where nobody says otherwise."""
    hidden = name != FOR_THE_SCRIPT
    response.set_cookie(name, value, max_age=lasts_s, secure=secure, httponly=hidden, samesite="Lax", path="/")
