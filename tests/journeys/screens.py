"""Somebody at a screen for everybody: comes in with their card, types, finishes; and ears that hear what is left."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.phone import Phone
from tests.people import APerson

NAME, PHONE, STORY = "/dossier/about-name", "/dossier/about-phone", "/dossier/next-question"
PLANTED = ("Zenobia of Palmyra", "0639984107x", "my sister in Roubaix")
"""What the first person types: a name, a telephone number that is none, words that are never sent."""


def comes_in(screen: Phone, person: APerson) -> Phone:
    """Type the letters of the card, and tap the two pictures."""
    screen.opens("/").taps("I have a card").writes(person.secret).taps("Go on")
    for picture in person.pictures or ():
        screen.taps_picture(picture)
    return screen


def finishes(screen: Phone) -> Phone:
    screen.finds("I have finished").click()
    screen.page.wait_for_url(f"{screen.portal.address}/")
    expect(screen.page.locator(".first")).to_be_visible()
    return screen


def types_everything(screen: Phone) -> Phone:
    """Tell a name, a wrong number, and begin a sentence that is never sent."""
    screen.opens(NAME).writes(PLANTED[0]).taps("Answer")
    screen.opens(PHONE).writes(PLANTED[1]).taps("Answer")
    assert screen.status == 422
    screen.opens(STORY).writes(PLANTED[2])
    return screen


def cookies(page: Page) -> set[str]:
    return {cookie.get("name", "") for cookie in page.context.cookies()}


class Ears:
    """Hears everything that the portal answers, and looks at everything that a browser shows."""

    def __init__(self, app: Flask, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
        self.page, self.heard, self.pages = page, list[str](), 0
        self._answer = app.wsgi_app
        monkeypatch.setattr(app, "wsgi_app", self)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_ACCEPT_ENCODING", None)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            self.heard.append(f"{environ['PATH_INFO']} {headers}")
            return start_response(status, headers, *error)

        body = b"".join(self._answer(environ, start))
        self.heard.append(body.decode("utf-8", "replace"))
        return [body]

    def look(self) -> None:
        """Look at the page, at its fields, and at what printing it would show."""
        self.pages += 1
        page = self.page
        page.wait_for_load_state()
        page.emulate_media(media="print")
        fields = page.evaluate("[...document.querySelectorAll('input, textarea')].map((one) => one.value)")
        self.heard.append("\n".join([page.content(), page.inner_text("html"), page.title(), page.url, *fields]))
        page.emulate_media(media="screen")

    def heard_nothing_of(self, *planted: str) -> None:
        assert self.pages
        assert self.heard
        assert [(words, one[:200]) for words in planted for one in self.heard if words in one] == []


def goes_everywhere_back(screen: Phone, ears: Ears) -> None:
    """Go back as far as it goes, reload, and come forward again."""
    for move in (screen.page.go_back, screen.page.go_forward):
        for _ in range(12):
            if move() is None and move == screen.page.go_forward:
                break
            if screen.page.url == "about:blank":
                continue
            ears.look()
            screen.page.reload()
            ears.look()
