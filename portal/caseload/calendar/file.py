"""A file as it was sent: which kind it is, and its text. Nothing of it is kept."""

from portal.core.understanding import Unclear
from portal.core.words import say

LARGEST = 500 * 1024
"""In bytes: 5,000 lines of a calendar fit; such a file is never written to a disk."""
MOST_LINES = 6000
NO_FILE = say("Choose a file first.")
NOT_TEXT = say("This is not a calendar. Choose an ICS or a CSV file.")
TOO_MANY = say("This file has more than %(most)s lines. Take fewer weeks.")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(content: bytes) -> str:
    """Return the text of a file: in UTF-8 or UTF-16 where it says so, in Windows-1252 where it can be nothing else."""
    if not content.strip():
        raise Unclear(NO_FILE)
    text = _decoded(content)
    if "\x00" in text or text.startswith("PK\x03\x04"):
        raise Unclear(NOT_TEXT)
    if text.count("\n") + text.count("\r") - text.count("\r\n") > MOST_LINES:
        raise Unclear(TOO_MANY, most=MOST_LINES)
    return text


def _decoded(content: bytes) -> str:
    ways = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "cp1252")
    for way in ways:
        try:
            return content.decode(way)
        except UnicodeDecodeError:
            continue
    raise Unclear(NOT_TEXT)


def is_ics(text: str) -> bool:
    """Tell whether a text is an iCalendar file; anything else is read as a table."""
    return text.lstrip().partition("\n")[0].strip().upper() == "BEGIN:VCALENDAR"
