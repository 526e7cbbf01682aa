"""A visitor of the portal: opens pages and sends forms like a browser without scripts, and checks each page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Self
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.hearable import unheard

HTML = "{http://www.w3.org/1999/xhtml}"
_FIELDS = {"input", "select", "textarea"}
_NOT_TYPED = {"submit", "button", "hidden", "image"}

Values = Mapping[str, str | Sequence[str]]


@dataclass
class Shown:
    """One page as it was shown."""

    address: str
    status: int
    text: str
    root: Element | None

    def all(self, tag: str) -> Iterator[Element]:
        """Go through the elements of one kind."""
        return iter(()) if self.root is None else self.root.iter(HTML + tag)

    @property
    def title(self) -> str:
        return words_of(next(self.all("h1")))

    @property
    def words(self) -> str:
        """Everything a reader sees."""
        return words_of(next(self.all("body")))

    def says(self, words: str) -> bool:
        return " ".join(words.split()) in self.words

    def form(self, button: str | None = None, action: str | None = None) -> Element:
        """Return the form that holds a button called so, or the first one in the main part."""
        inside = [form for main in self.all("main") for form in main.iter(HTML + "form")]
        forms = inside if inside and action is None else list(self.all("form"))
        for form in forms:
            labels = [words_of(one) for one in form.iter(HTML + "button")]
            if (button is None or any(button in label for label in labels)) and action in {None, form.get("action")}:
                return form
        message = f"no form with {button or action} on {self.address}"
        raise AssertionError(message)

    def link(self, words: str) -> str:
        """Return where the link with these words leads."""
        for link in self.all("a"):
            if words in words_of(link):
                return link.get("href") or ""
        message = f"no link “{words}” on {self.address}: {self.words[:400]}"
        raise AssertionError(message)


@dataclass
class Visitor:
    """Somebody with a browser and its cookies."""

    app: Flask
    language: str = "en"
    agent: str = "Mozilla/5.0 (Linux; Android 13) Mobile"
    page: Shown = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        if self.language:
            self.client.set_cookie("language", self.language)

    def opens(self, address: str, status: int = 200) -> Self:
        """Open an address and follow where it leads."""
        return self._sees(self.client.get(address, headers=self._headers()), status)

    def follows(self, words: str, status: int = 200) -> Self:
        """Follow a link by its words."""
        return self.opens(self.page.link(words), status)

    def sends(
        self, values: Values | None = None, *, do: str | None = None, status: int = 200, **form: str | None
    ) -> Self:
        """Fill in the form of the page and send it. ``do`` is the value of the button pressed."""
        found = self.page.form(**form)
        data = {**hidden(found), **(values or {})}
        if do is not None:
            data["do"] = do
        return self.posts(found.get("action") or self.page.address, data, status)

    def presses(self, words: str, values: Values | None = None, status: int = 200) -> Self:
        """Fill in the form that holds a button, and press it."""
        found = self.page.form(button=words)
        button = next(one for one in found.iter(HTML + "button") if words in words_of(one))
        named = {button.get("name") or "": button.get("value") or ""} if button.get("name") else {}
        return self.posts(
            found.get("action") or self.page.address, {**hidden(found), **(values or {}), **named}, status
        )

    def posts(self, address: str, values: Values, status: int = 200) -> Self:
        """Send a form to an address."""
        return self._sees(self.client.post(address, data=values, headers=self._headers()), status)

    def uploads(self, content: bytes, status: int = 200, changed: Mapping[str, str] | None = None) -> Self:
        """Choose a file in the form of the page, and send it."""
        found = next(form for form in self.page.all("form") if form.get("enctype") == "multipart/form-data")
        field = next(one for one in found.iter(HTML + "input") if one.get("type") == "file")
        file = FileStorage(BytesIO(content), "file")
        boundary, body = encode_multipart({**hidden(found), **(changed or {}), field.get("name") or "": file})
        headers = {**self._headers(), "Content-Type": f"multipart/form-data; boundary={boundary}"}
        response = self.client.post(found.get("action") or self.page.address, data=body, headers=headers)
        return self._sees(response, status)

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": self.agent}

    def _sees(self, response: TestResponse, status: int) -> Self:
        for _ in range(5):
            if response.status_code not in {302, 303}:
                break
            response = self.client.get(response.headers["Location"], headers=self._headers())
        self.page = checked(response)
        assert response.status_code == status, f"{self.page.address}: {response.status_code}\n{self.page.text[:2000]}"
        return self


def words_of(element: Element) -> str:
    """Return the words of an element, blanks gathered."""
    return " ".join("".join(element.itertext()).split())


def hidden(form: Element) -> dict[str, str]:
    """Return the hidden fields of a form."""
    fields = (one for one in form.iter(HTML + "input") if one.get("type") == "hidden")
    return {one.get("name") or "": one.get("value") or "" for one in fields}


def checked(response: TestResponse) -> Shown:
    """Return the page, once everything that must hold for every page of the portal was seen to hold."""
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    if response.mimetype != "text/html":
        return Shown(response.request.path, response.status_code, "", None)
    assert headers["Cache-Control"] == "no-store"
    text = response.get_data(as_text=True)
    root = html5lib.HTMLParser(strict=True).parse(text)
    shown = Shown(response.request.full_path.rstrip("?"), response.status_code, text, root)
    _is_well_made(shown)
    return shown


def _is_well_made(shown: Shown) -> None:
    assert shown.root is not None
    where = shown.address
    assert shown.root.get("lang"), f"{where}: no language"
    assert shown.root.get("dir") in {"ltr", "rtl"}, f"{where}: no direction"
    assert len(list(shown.all("h1"))) == 1, f"{where}: one h1, please"
    title = words_of(next(shown.all("title")))
    assert title.strip(" –"), f"{where}: no title"
    ids = [found for one in shown.root.iter() if (found := one.get("id"))]
    assert len(ids) == len(set(ids)), f"{where}: the same id twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    for one in shown.root.iter():
        assert one.get("style") is None, f"{where}: inline style"
        assert not any(name.startswith("on") for name in one.keys()), f"{where}: inline script"  # noqa: SIM118 - an Element is not a dict
        for name in ("aria-describedby", "aria-labelledby", "for"):
            for target in (one.get(name) or "").split():
                assert target in ids, f"{where}: {name}={target} leads nowhere"
    _fields_have_names(shown, ids)
    _forms_are_ours(shown)
    silent = unheard(shown.text)
    assert silent == [], f"{where}: one message between two tags, <bdi> or dir=auto for what is not ours: {silent}"
    assert not re.search(r"%\(\w+\)s", shown.text), f"{where}: a gap was not filled"
    for link in shown.all("a"):
        target = link.get("href") or ""
        if target.startswith("#"):
            assert target[1:] in ids, f"{where}: {target} leads nowhere"


def _fields_have_names(shown: Shown, ids: Sequence[str]) -> None:
    labelled = {label.get("for") for label in shown.all("label")}
    wrapped = {id(inner) for label in shown.all("label") for inner in label.iter()}
    for tag in _FIELDS:
        for one in shown.all(tag):
            if tag == "input" and one.get("type") in _NOT_TYPED:
                continue
            named = (
                one.get("id") in labelled or one.get("aria-labelledby") or one.get("aria-label") or id(one) in wrapped
            )
            assert named, f"{shown.address}: a field without a label: {one.attrib}"
            assert one.get("id") in ids


def _forms_are_ours(shown: Shown) -> None:
    for form in shown.all("form"):
        if (form.get("method") or "get").lower() == "post":
            assert "csrf_token" in hidden(form), f"{shown.address}: a form without its token"
    for script in shown.all("script"):
        assert script.get("src"), f"{shown.address}: inline script"
