"""Cards and the two pictures that go with each: made, found, checked, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, insert, select, update

from portal.core.actors import PortalItself
from portal.core.uses import Purpose
from portal.signin.code import new_secret
from portal.signin.throttle import WRONG_BEFORE_DESK, rest_after
from portal.storage.engine.jobs import hold_key
from portal.storage.engine.seal import KeyRing, OwnerKey, WrappedKey
from portal.storage.helping import invitations
from portal.storage.helping.visits_ended import end_of_person
from portal.storage.people import sessions
from portal.storage.tables.agency import keys
from portal.storage.tables.people import cards, people
from portal.storage.trace.journal import Deed, Entry, Pen, add, head_of

UNUSED = timedelta(days=60)
"""A card nobody has used by then stops working (ASVS 6.4.1)."""


class Try(Enum):
    """What became of two pictures that were tapped."""

    RIGHT = auto()
    WRONG = auto()
    RESTS = auto()
    LOCKED = auto()
    """Only the desk can help: a new card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card that was shown."""

    digest: bytes
    person_id: UUID
    agency_id: UUID
    key: OwnerKey
    pictures: tuple[str, ...]
    """In their order; none until the person chose."""
    failures: int
    locked_until: datetime | None
    usable: bool

    @property
    def is_new(self) -> bool:
        """Whether its two pictures are still to be chosen."""
        return not self.pictures

    @property
    def is_locked(self) -> bool:
        """Whether only the desk can help."""
        return self.failures >= WRONG_BEFORE_DESK

    def rests(self, now: datetime) -> bool:
        """Whether it must be left alone for a while."""
        return self.locked_until is not None and now < self.locked_until


def digest_of(ring: KeyRing, secret: str) -> bytes:
    """Return what is kept of a card's secret."""
    return ring.digest("lookup", b"card", secret.encode())


def hand_out_card(connection: Connection, ring: KeyRing, person_id: UUID, now: datetime) -> str:
    """Make a card as :func:`make_card` does, and tell the person in their journal that they got one."""
    secret = make_card(connection, ring, person_id, now)
    _tell(connection, ring, person_id, Deed.CARD_MADE, now)
    return secret


def make_card(connection: Connection, ring: KeyRing, person_id: UUID, now: datetime) -> str:
    """Make a new card and return its secret; the old one and what it opened are dead at once, as the journal says."""
    ending = update(cards).where(cards.c.person_id == person_id, cards.c.ended_at.is_(None))
    if connection.execute(ending, {"ended_at": now}).rowcount:
        _tell(connection, ring, person_id, Deed.CARD_ENDED, now)
    sessions.end(connection, person_id, now)
    end_of_person(connection, ring, person_id, now)
    invitations.withdraw(connection, person_id)
    secret = new_secret()
    digest, key = digest_of(ring, secret), _key_of(connection, ring, person_id)
    row = {"digest": digest, "person_id": person_id, "made_at": now, "failures": 0}
    connection.execute(insert(cards), {**row, "pictures": key.seal(_place(digest), [])})
    return secret


def find_card(connection: Connection, ring: KeyRing, digest: bytes, now: datetime) -> Card | None:
    """Return the card, its row locked until the transaction ends.

    From the first day it is sealed by its person's key: who can write in the database but has no key ring cannot give
    their own card to another person, nor make one new again.
    """
    asked = (
        select(cards, people.c.agency_id, keys.c.ring_key, keys.c.wrapped)
        .join(people, people.c.id == cards.c.person_id)
        .join(keys, keys.c.owner_id == cards.c.person_id)
        .where(cards.c.digest == digest)
        .with_for_update(of=[cards, keys])
    )
    row = connection.execute(asked).first()
    if row is None:
        return None
    key = ring.open_key(row.person_id, WrappedKey(row.ring_key, row.wrapped))
    try:
        pictures = key.unseal(_place(row.digest), row.pictures)
    except InvalidTag:
        return None
    return Card(
        digest=row.digest,
        person_id=row.person_id,
        agency_id=row.agency_id,
        key=key,
        pictures=tuple(pictures) if isinstance(pictures, list) else (),
        failures=row.failures,
        locked_until=row.locked_until,
        usable=row.ended_at is None and (bool(pictures) or now - row.made_at < UNUSED),
    )


def card_of(connection: Connection, ring: KeyRing, person_id: UUID, now: datetime) -> Card | None:
    """Return the card a person has now, its row locked until the transaction ends."""
    asked = select(cards.c.digest).where(cards.c.person_id == person_id, cards.c.ended_at.is_(None))
    digest = connection.execute(asked).scalar_one_or_none()
    return find_card(connection, ring, digest, now) if digest else None


def choose_pictures(connection: Connection, card: Card, first: str, second: str) -> None:
    """Keep the two pictures the person chose, in their order."""
    sealed = card.key.seal(_place(card.digest), [first, second])
    connection.execute(update(cards).where(cards.c.digest == card.digest), {"pictures": sealed, "failures": 0})


def try_pictures(connection: Connection, ring: KeyRing, card: Card, tapped: tuple[str, str], now: datetime) -> Try:
    """Compare two pictures with the chosen ones, and count a wrong try. The person sees where they shut the card."""
    if card.is_new or card.is_locked:
        return Try.LOCKED
    if card.rests(now):
        return Try.RESTS
    this_card = update(cards).where(cards.c.digest == card.digest)
    if card.pictures == tapped:
        connection.execute(this_card, {"failures": 0, "locked_until": None})
        return Try.RIGHT
    failures = card.failures + 1
    until = rest_after(failures, now)
    connection.execute(this_card, {"failures": failures, "locked_until": until})
    if until:
        note_wrong_pictures(connection, ring, card.person_id, now)
    if failures >= WRONG_BEFORE_DESK:
        return Try.LOCKED
    return Try.RESTS if until else Try.WRONG


def note_wrong_pictures(connection: Connection, ring: KeyRing, person_id: UUID, now: datetime) -> None:
    """Tell the person that wrong pictures were tapped until nothing more could be tried."""
    _tell(connection, ring, person_id, Deed.WRONG_PICTURES, now)


def are_theirs(
    connection: Connection, ring: KeyRing, person_id: UUID, pictures: tuple[str, str], now: datetime
) -> bool:
    """Tell whether these are a person's two pictures. Whoever asks counts the wrong ones: the card stays as it is."""
    card = card_of(connection, ring, person_id, now)
    return card is not None and card.usable and not card.is_new and card.pictures == pictures


def _tell(connection: Connection, ring: KeyRing, person_id: UUID, deed: Deed, now: datetime) -> None:
    """Write in the person's journal what nobody known did: only the portal saw it."""
    key = hold_key(connection, ring, person_id)
    if key is not None:
        pen = Pen(connection, ring, PortalItself(), now)
        add(pen, key, head_of(connection, person_id), Entry(person_id=person_id, deed=deed, purpose=Purpose.SIGN_IN))


def _key_of(connection: Connection, ring: KeyRing, person_id: UUID) -> OwnerKey:
    row = connection.execute(select(keys).where(keys.c.owner_id == person_id)).one()
    return ring.open_key(person_id, WrappedKey(row.ring_key, row.wrapped))


def _place(digest: bytes) -> str:
    return f"cards|{digest.hex()}"
