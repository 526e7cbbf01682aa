"""Choices of looks stick, the colours of the telephone are respected, and the audit itself sees what is wrong."""

import pytest

from tests.journeys.audit import Audit
from tests.journeys.conftest import NARROW, NewPhone
from tests.journeys.phone import Phone
from tests.people import APerson

_STYLE = "one => { const s = getComputedStyle(one); return [s.borderTopWidth, s.borderTopColor].join() }"

_COLOURS = """() => [...document.documentElement.computedStyleMap()]
  .filter(([name]) => name.startsWith("--") || name === "color-scheme")
  .map(([name, value]) => `${name}: ${value}`)"""
"""Every colour of a page is one of these."""


def test_a_person_makes_the_letters_larger_and_they_stay_so(phone: Phone, person: APerson) -> None:
    phone.is_in(person).opens("/dossier/about-name")
    before, here = _size_of_letters(phone), phone.address
    phone.taps("Size and colours").chooses("Very large text", "Light text on dark").taps("Show pages like this")
    assert phone.address == here
    assert _size_of_letters(phone) == pytest.approx(before * 1.5)
    assert _is_dark(phone)
    phone.taps("Sign out")
    assert _size_of_letters(phone) == pytest.approx(before * 1.5)


@pytest.mark.parametrize(("asked", "dark"), [("light", False), ("dark", True)])
def test_the_colours_that_the_telephone_asks_for_are_shown(new_phone: NewPhone, asked: str, *, dark: bool) -> None:
    phone = new_phone(color_scheme=asked).opens("/")
    assert _is_dark(phone) is dark


@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_the_dark_that_a_telephone_asks_for_is_the_one_that_is_chosen(new_phone: NewPhone, contrast: str) -> None:
    asked = new_phone(color_scheme="dark", contrast=contrast).opens("/").page.evaluate(_COLOURS)
    chosen = new_phone()
    chosen.opens("/").taps("Size and colours").chooses("Light text on dark").taps("Show pages like this")
    assert asked == chosen.page.evaluate(_COLOURS) != new_phone().opens("/").page.evaluate(_COLOURS)


def test_a_chosen_answer_is_told_apart_without_colours_of_ours(new_phone: NewPhone, person: APerson) -> None:
    phone = new_phone(forced_colors="active").is_in(person).opens("/dossier/about-reach").chooses("A letter")
    chosen = phone.page.locator("label.tile:has(:checked)").evaluate(_STYLE)
    other = phone.page.locator("label.tile:not(:has(:checked))").first.evaluate(_STYLE)
    assert chosen != other
    assert (
        phone.page.locator("label.tile:has(:checked) input").evaluate("one => getComputedStyle(one).appearance")
        == "auto"
    )


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ("one => one.innerHTML = '<p>too pale</p>' && (one.style.color = '#ddd')", "color-contrast"),
        ("one => one.innerHTML = '<button>x</button>'", "small"),
        ("one => one.innerHTML = '<input class=box>'", "label"),
        ("one => one.lastElementChild.style.width = '400px'", "wide"),
    ],
    ids=["pale", "small", "nameless", "wide"],
)
def test_the_audit_sees_a_page_that_is_in_somebodys_way(new_phone: NewPhone, broken: str, word: str) -> None:
    phone = new_phone(**NARROW)
    audit = Audit(phone.page)
    phone.opens("/").page.locator("#main").evaluate(broken)
    audit.looks("/")
    assert any(word in found for found in audit.found), audit.found


def _size_of_letters(phone: Phone) -> float:
    size: float = phone.page.locator("html").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    return size


def _is_dark(phone: Phone) -> bool:
    light: float = phone.page.locator("body").evaluate(
        "one => getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"
    )
    return light < 3 * 128
