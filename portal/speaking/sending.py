"""Sends the sound of a message, or the part of it that a phone asks for: never kept by a browser, never a file."""

from flask import Request, Response, request
from werkzeug.datastructures import ContentRange

from portal.storage.database import Connection
from portal.storage.seal import OwnerKey
from portal.storage.voice_messages import Message, content_of

_TOO_FAR = 416


def sound_of(connection: Connection, key: OwnerKey, message: Message) -> Response:
    """Return the answer with the bytes that are asked for (RFC 9110 §14); more ranges than one are sent whole."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return _with_headers(Response(content_of(connection, key, message, 0, message.size)), message)
    found = asked.range_for_length(message.size)
    if found is None:
        response = Response(status=_TOO_FAR)
        response.content_range = ContentRange("bytes", None, None, message.size)
        return _with_headers(response, message)
    first, end = found
    response = Response(content_of(connection, key, message, first, end), 206)
    response.content_range = ContentRange("bytes", first, end, message.size)
    return _with_headers(response, message)


def begins_at_the_beginning(request: Request) -> bool:
    """Tell whether a request is for the whole, or for a part from the first byte on: somebody begins to listen."""
    asked = request.range
    return asked is None or asked.units != "bytes" or len(asked.ranges) != 1 or asked.ranges[0][0] == 0


def _with_headers(response: Response, message: Message) -> Response:
    response.mimetype = message.type.value
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = "inline"
    return response
