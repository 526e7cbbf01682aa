"""The ways to sign in, side by side: another way is one more entry here and one more module."""

from dataclasses import dataclass

from portal.core.words import Words, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to sign in, and the page it starts from."""

    key: str
    words: Words
    picture: str
    endpoint: str


CARD = Way(key="card", words=say("I have a card"), picture="card", endpoint="signin.card")
WAYS = (CARD,)
"""For people. Staff have a page of their own."""
