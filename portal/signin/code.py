"""The secret of a card, 128 bits, and the short code of a visit: to scan as an address, or to type in short groups.

Crockford's base 32 (no I, L, O, U) and two check letters, so that a slip is told apart from a wrong card.
"""

import re
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)} | {"O": 0, "I": 1, "L": 1}
_BITS = 128
_LENGTH = 26
_SHORT_BITS = 30
"""Enough for minutes, at one agency, for who has a helper's password and is throttled."""
_SHORT_LENGTH = 6
_CHECKS = 2
_MODULUS = 1021
"""A prime below 32²: finds every single wrong letter and every two letters swapped."""
GROUP = 4


class Slip(ValueError):
    """What was typed cannot be a card's secret: a letter is missing or wrong."""


def new_secret() -> str:
    """Return a new secret: 26 letters of 128 random bits, and two that check them."""
    return _with_checks(secrets.randbits(_BITS), _LENGTH)


def new_code() -> str:
    """Return a new code that lives for minutes: six letters, and two that check them."""
    return _with_checks(secrets.randbits(_SHORT_BITS), _SHORT_LENGTH)


def in_groups(secret: str) -> str:
    """Return the secret as it is printed, in groups of four."""
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def read_secret(typed: str) -> str:
    """Return the secret that was typed or scanned; raise :class:`Slip` if it cannot be one.

    A reader of squares, where there is one, types the whole address.
    """
    return _read(typed, _BITS, _LENGTH)


def read_code(typed: str) -> str:
    """Return the code that was typed or scanned; raise :class:`Slip` if it cannot be one."""
    return _read(typed, _SHORT_BITS, _SHORT_LENGTH)


def _read(typed: str, bits: int, length: int) -> str:
    letters = re.sub(r"[\s.·-]", "", typed.rpartition("/")[2].upper())
    if len(letters) != length + _CHECKS or any(letter not in _VALUES for letter in letters):
        raise Slip
    number = 0
    for letter in letters[:length]:
        number = number * 32 + _VALUES[letter]
    if number >> bits:
        raise Slip
    secret = _with_checks(number, length)
    if [_VALUES[letter] for letter in secret] != [_VALUES[letter] for letter in letters]:
        raise Slip
    return secret


def _with_checks(number: int, length: int) -> str:
    check = number % _MODULUS
    return _in_letters(number, length) + _in_letters(check, _CHECKS)


def _in_letters(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, value = divmod(number, 32)
        letters.append(_LETTERS[value])
    return "".join(reversed(letters))
