"""Requests for a portal in this process, without a server or a network: the same work each time."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Self
from urllib.parse import urlencode

from flask import Flask

from tests.bench.stage import Visitor
from tests.bench.telling import SHORT_PATH, address, answer_to, hidden_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a browser sends, and what must come back."""

    method: str = "GET"
    address: str
    headers: Mapping[str, str]
    body: str = ""
    status: int = 200

    @classmethod
    def page(cls, visitor: Visitor, key: str, **more: str) -> Self:
        """Return the asking for the page of a question."""
        return cls(address=address(key), headers={**visitor.headers, **more})

    @classmethod
    def save(cls, visitor: Visitor, key: str, form: Mapping[str, str]) -> Self:
        """Return the sending of an answer."""
        return cls.post(visitor, address(key), form)

    @classmethod
    def post(cls, visitor: Visitor, where: str, form: Mapping[str, str]) -> Self:
        """Return the sending of a form that leads on to another page."""
        return cls(method="POST", address=where, headers=visitor.headers, body=urlencode(form), status=303)

    def environ(self) -> dict[str, Any]:
        """Return what a server hands to the application."""
        body = self.body.encode()
        return {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.address,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8200",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()},
        }


def _taking(statuses: list[str]) -> Any:
    """Return what a WSGI application tells its status to; it is noted, and nothing is written."""

    def start(status: str, _headers: object, _error: object = None) -> None:
        statuses.append(status)

    return start


def send(app: Flask, request: Request) -> bytes:
    """Send one request and return the body of the answer."""
    statuses: list[str] = []
    body = b"".join(app(request.environ(), _taking(statuses)))
    if int(statuses[0][:3]) != request.status:
        message = f"{request.method} {request.address} answered {statuses[0]}"
        raise RuntimeError(message)
    return body


def saves(app: Flask, visitor: Visitor) -> list[Request]:
    """Return the short path of one person, every answer a first one."""
    form = hidden_in(send(app, Request.page(visitor, SHORT_PATH[0])).decode())
    return [
        Request.save(visitor, key, {**form, "key": f"bench-{number}", **answer_to(key, 0)})
        for number, key in enumerate(SHORT_PATH)
    ]


def pages(visitor: Visitor, **headers: str) -> list[Request]:
    """Return the pages of the short path of one person."""
    return [Request.page(visitor, key, **headers) for key in SHORT_PATH]
