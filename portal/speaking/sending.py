"""Sends the sound of a message, or the part of it that a phone asks for: never kept by a browser, never a file."""

from flask import Request, Response, request
from werkzeug.datastructures import ContentRange

from portal.storage.dialogue.voice_messages import PIECE, Message, content_of
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import OwnerKey

_TOO_FAR = 416


def sound_of(connection: Connection, key: OwnerKey, message: Message) -> Response:
    """Return the answer with the bytes that are asked for (RFC 9110 §14); more ranges than one are sent whole."""
    asked = _asked(request, message.size)
    if asked is None:
        return _answer(Response(content_of(connection, key, message, 0, message.size)), message)
    first, end = asked
    if first >= end:
        response = Response(status=_TOO_FAR)
        response.content_range = ContentRange("bytes", None, None, message.size)
        return _answer(response, message)
    response = Response(content_of(connection, key, message, first, end), 206)
    response.content_range = ContentRange("bytes", first, end, message.size)
    return _answer(response, message)


def begins_at_the_beginning(request: Request) -> bool:
    """Tell whether a request is for the whole, or for a part that may begin in the first piece: a playing begins.

    How far from its end a message begins is only known when it is opened: what is counted from there begins one too.
    """
    asked = _one_range(request)
    return asked is None or asked[0] < PIECE


def _one_range(request: Request) -> tuple[int, int | None] | None:
    """Return the range of bytes that is asked for, if it is one: a negative first one counts from the end."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    first, end = asked.ranges[0]
    return first or 0, end


def _asked(request: Request, size: int) -> tuple[int, int] | None:
    """Return from which byte up to before which one is asked for: none of them where it begins too far."""
    asked = _one_range(request)
    if asked is None:
        return None
    first, end = asked
    return max(first + size, 0) if first < 0 else first, size if end is None else min(end, size)


def _answer(response: Response, message: Message) -> Response:
    response.mimetype = message.type.value
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Accel-Buffering"] = "no"  # a proxy would write what it cannot send at once to its disk
    response.headers["Content-Disposition"] = "inline"
    return response
