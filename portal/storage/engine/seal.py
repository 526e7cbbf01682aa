"""Sealing: a key per person, itself sealed by the key ring, so that forgetting a key forgets the person everywhere.

AES-256-GCM throughout; each sealed value is bound to its owner and its place, so it cannot be moved.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

_NONCE = 12
_LENGTH = struct.Struct(">Q").pack
_BLOCK = 16
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_UNPADDED = json.JSONDecoder()
"""Reads what stands before the padding."""
_STEP = 64
"""Sealed text is padded to steps of this many bytes: its length tells little about what was said."""
_SECRETS = ("lookup", "journal", "receipts", "web")


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """An owner's key as it is stored: sealed by one key of the ring."""

    ring_key: str
    wrapped: bytes


class OwnerKey:
    """The open key of one person or member of staff, for the time of a request."""

    __slots__ = ("_cipher", "_key", "_owner", "_permutation")

    def __init__(self, owner: UUID, key: bytes) -> None:
        self._owner = owner
        self._key = key
        self._cipher = AESGCM(key)
        self._permutation: CipherContext | None = None

    @property
    def owner(self) -> UUID:
        """Whose key it is."""
        return self._owner

    def tag(self, name: str) -> str:
        """Return what stands for a name in the database, 32 letters: noise without this owner's key.

        It is one block of AES: a keyed permutation of the name's digest. Equal names are meant to have equal tags.
        """
        return self._tags().update(_block(name)).hex()

    def named(self, tags: Sequence[str], names: Iterable[str]) -> list[str]:
        """Return which of ``names`` each tag stands for, or the tag itself for none of them, at the cost of one."""
        if not tags:
            return []
        ordered = tuple(names)
        known = self._tags().update(_blocks(ordered))
        return [_name_at(known.find(bytes.fromhex(tag)), ordered) or tag for tag in tags]

    def seal(self, place: str, value: object, step: int = _STEP) -> bytes:
        """Return ``value`` (anything JSON keeps) sealed for this owner and this place, in steps of so many bytes."""
        text = _JSON.encode(value).encode()
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text.ljust(-(-len(text) // step) * step), self._bound_to(place))

    def unseal(self, place: str, sealed: bytes) -> object:
        """Return the value; raise ``cryptography.exceptions.InvalidTag`` if it was altered or moved."""
        text = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound_to(place)).decode()
        return _UNPADDED.raw_decode(text)[0]

    def seal_bytes(self, place: str, content: bytes) -> bytes:
        """Return bytes sealed for this owner and this place, as they are: their length shows."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, self._bound_to(place))

    def unseal_bytes(self, place: str, sealed: bytes) -> bytes:
        """Return the bytes; raise ``cryptography.exceptions.InvalidTag`` if they were altered or moved."""
        return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound_to(place))

    def _tags(self) -> CipherContext:
        """Return what makes tags. Made when asked for: a list of people opens hundreds of keys for a name each."""
        if self._permutation is None:
            cipher = Cipher(AES(hmac.digest(self._key, b"tags", "sha256")), ECB())  # noqa: S305 - see tag
            self._permutation = cipher.encryptor()
        return self._permutation

    def _bound_to(self, place: str) -> bytes:
        return self._owner.bytes + place.encode()


def _block(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:_BLOCK]


@lru_cache(maxsize=10)
def _blocks(names: tuple[str, ...]) -> bytes:
    return b"".join(map(_block, names))


def _name_at(place: int, names: Sequence[str]) -> str | None:
    """Return which name's block begins at a place among the blocks of all; none where none does."""
    return names[place // _BLOCK] if place >= 0 and place % _BLOCK == 0 else None


class KeyRing:
    """The keys that stay outside the database: some seal owners' keys, some make keyed digests."""

    __slots__ = ("_macs", "_newest", "_notes", "_sealing")

    def __init__(self, sealing: Mapping[str, bytes], newest: str, named: Mapping[str, bytes]) -> None:
        self._sealing = {name: AESGCM(key) for name, key in sealing.items()}
        self._newest = newest
        self._macs = {name: HMAC(secret, SHA256()) for name, secret in named.items()}
        self._notes = AESGCM(self.digest("web", b"notes"))

    @property
    def newest(self) -> str:
        """The name of the key that seals new owners' keys."""
        return self._newest

    def new_key(self, owner: UUID) -> WrappedKey:
        """Make a key for ``owner`` and return it sealed."""
        return self._wrap(owner, secrets.token_bytes(32))

    def open_key(self, owner: UUID, wrapped: WrappedKey) -> OwnerKey:
        """Return the open key of ``owner``."""
        return OwnerKey(owner, self._unwrap(owner, wrapped))

    def rewrap(self, owner: UUID, wrapped: WrappedKey) -> WrappedKey:
        """Return the same key, sealed by the newest key of the ring."""
        return self._wrap(owner, self._unwrap(owner, wrapped))

    def digest(self, secret: str, *parts: bytes) -> bytes:
        """Return a keyed SHA-256 digest of ``parts``, each bounded by its length."""
        mac = self._macs[secret].copy()
        mac.update(b"".join([_LENGTH(len(part)) + part for part in parts]))
        return mac.finalize()

    def seal_note(self, note: object) -> str:
        """Return ``note`` sealed for a cookie or an address: whoever carries it cannot read it."""
        nonce = os.urandom(_NONCE)
        sealed = self._notes.encrypt(nonce, json.dumps(note).encode(), None)
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open_note(self, sealed: str) -> Any:
        """Return the note; raise ``ValueError`` if it is not one of ours."""
        try:
            raw = base64.urlsafe_b64decode(sealed)
            return json.loads(self._notes.decrypt(raw[:_NONCE], raw[_NONCE:], None))
        except (InvalidTag, ValueError) as error:
            message = "not a note of this portal"
            raise ValueError(message) from error

    def _wrap(self, owner: UUID, key: bytes) -> WrappedKey:
        nonce = os.urandom(_NONCE)
        sealed = self._sealing[self._newest].encrypt(nonce, key, owner.bytes)
        return WrappedKey(self._newest, nonce + sealed)

    def _unwrap(self, owner: UUID, wrapped: WrappedKey) -> bytes:
        cipher = self._sealing[wrapped.ring_key]
        return cipher.decrypt(wrapped.wrapped[:_NONCE], wrapped.wrapped[_NONCE:], owner.bytes)


def read_ring(path: Path) -> KeyRing:
    """Load the key ring; leave with a plain sentence when it is not there."""
    try:
        kept = json.loads(path.read_text())
    except FileNotFoundError:
        message = f"No key ring at {path}: make one with “./dev portal keys make” (see README, Keys)."
        raise SystemExit(message) from None
    named = {name: base64.b64decode(kept[name]) for name in _SECRETS}
    return KeyRing({name: base64.b64decode(key) for name, key in kept["sealing"].items()}, kept["newest"], named)


def make_ring(path: Path) -> None:
    """Write a new key ring that only its owner can read; never overwrite one."""
    named = {name: _fresh() for name in _SECRETS}
    _write(path, {"sealing": {"1": _fresh()}, "newest": "1", **named}, flags=os.O_EXCL)


def add_ring_key(path: Path) -> str:
    """Add a sealing key that new and re-sealed owners' keys use from now on; return its name."""
    kept = json.loads(path.read_text())
    name = str(max(int(name) for name in kept["sealing"]) + 1)
    kept["sealing"][name] = _fresh()
    _replace(path, {**kept, "newest": name})
    return name


def drop_ring_keys(path: Path) -> None:
    """Forget every sealing key but the newest: what only they opened can never be read again."""
    kept = json.loads(path.read_text())
    _replace(path, {**kept, "sealing": {kept["newest"]: kept["sealing"][kept["newest"]]}})


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _replace(path: Path, kept: Mapping[str, object]) -> None:
    beside = path.with_suffix(".new")
    _write(beside, kept, flags=os.O_TRUNC)
    beside.replace(path)


def _write(path: Path, kept: Mapping[str, object], *, flags: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o600), "w") as file:
        json.dump(kept, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
