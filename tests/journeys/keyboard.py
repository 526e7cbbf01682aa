"""Somebody who uses nothing but the keyboard: moves with Tab, and must see where they are at each step."""

from dataclasses import dataclass
from typing import Any

from tests.journeys.phone import Phone

_WHERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const around = one.closest("label") || one;
  const ringed = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = around.getBoundingClientRect();
  const bar = document.querySelector(".hearing:not([hidden])");
  const foot = bar && !bar.contains(one) ? bar.getBoundingClientRect().top : innerHeight;
  return {
    words: around.innerText.trim(),
    name: one.name || "",
    kind: one.type || one.localName,
    tiled: one.closest(".tiles") !== null,
    ringed: ringed(one) || ringed(around),
    seen: box.bottom > 0 && box.top < foot && box.right > 0 && box.left < innerWidth,
  };
}"""
"""What has the focus, and whether an eye can find it."""
MOST_STEPS = 60


@dataclass
class Keyboard:
    """A keyboard in front of a page."""

    phone: Phone

    def press(self, key: str) -> None:
        """Press one key."""
        self.phone.page.keyboard.press(key)

    def moves_to(self, words: str = "", **wanted: object) -> None:
        """Press Tab until something called so, or that fits what is wanted, has the focus."""
        sought = self.phone.say(words) if words else ""
        passed = []
        for _ in range(MOST_STEPS):
            self.press("Tab")
            here = self._sees()
            if here is None:
                continue
            is_called_so = not sought or here["words"].partition("\n")[0] == sought
            if is_called_so and all(here[name] == value for name, value in wanted.items()):
                return
            passed.append(here["words"])
        message = f"Tab never came to {sought or wanted} at {self.phone.address}: {passed}"
        raise AssertionError(message)

    def walks(self) -> None:
        """Press Tab until the end of the page, and see at each step where one is."""
        for _ in range(MOST_STEPS):
            self.press("Tab")
            if self._sees() is None:
                return

    def _sees(self) -> dict[str, Any] | None:
        here = self.where()
        if here is not None:
            assert here["ringed"], f"the focus is not to be seen on “{here['words']}” at {self.phone.address}"
            assert here["seen"], f"“{here['words']}” has the focus outside of what is seen at {self.phone.address}"
        return here

    def goes_on(self, words: str) -> None:
        """Move to a button or a link, and press Enter."""
        self.moves_to(words)
        with self.phone.page.expect_navigation():
            self.press("Enter")

    def where(self) -> dict[str, Any] | None:
        """Return what has the focus."""
        found: dict[str, Any] | None = self.phone.page.evaluate(_WHERE)
        return found
