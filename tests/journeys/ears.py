"""What a browser plays, heard while it plays, and what it fetches for that."""

from playwright.sync_api import Page, Request

from portal.core.heard import name_of
from portal.voices.texts import texts
from portal.web.language import load_languages
from tests.sounds import TRANSLATIONS, silence

PICTURES = "normal.normal.normal.none"
"""The look of pages without words."""
LONG_S = 30.0
_NOTES = """{
  const Plain = Audio;
  window.heard = [];
  window.sounds = [];
  window.Audio = function (...given) {
    const sound = new Plain(...given);
    window.sounds.push(sound);
    sound.addEventListener("playing", () => window.heard.push(new URL(sound.src).pathname));
    return sound;
  };
}"""


class Ears:
    """Hears what a browser plays, and sees what it fetches for that."""

    def __init__(self, page: Page) -> None:
        self.page, self.fetched = page, list[str]()
        page.context.add_init_script(_NOTES)
        page.on("request", self._sees)
        languages = load_languages(TRANSLATIONS).offered.values()
        self._texts = {
            f"/voices/{one.tag}/{name}.mp3": text.text
            for one in languages
            for name, text in texts(one, TRANSLATIONS).items()
        }

    @property
    def heard(self) -> list[str]:
        """What was heard on this page so far, as text."""
        return [self._texts[address] for address in self.page.evaluate("window.heard")]

    @property
    def spoken(self) -> list[str]:
        """In which languages it was heard."""
        return [address.split("/")[2] for address in self.page.evaluate("window.heard")]

    @property
    def second(self) -> float:
        """Where the sound is that plays now."""
        found: float = self.page.evaluate("window.sounds[0].currentTime")
        return found

    @property
    def rate(self) -> float:
        """How fast it plays."""
        found: float = self.page.evaluate("window.sounds[0].playbackRate")
        return found

    def lasts(self, seconds: float = LONG_S) -> None:
        """Let sounds last longer from now on, as people speak them."""
        self.page.context.route(
            "**/voices/**", lambda route: route.fulfill(body=silence(seconds), content_type="audio/mpeg")
        )

    def waits_for(self, *words: str) -> None:
        """Wait until these are the last things heard."""
        self.page.wait_for_function(
            "([names, count]) => window.heard.length >= count && names.every((one, at) => "
            "window.heard.at(at - names.length).includes(one))",
            arg=[[name_of(one) for one in words], len(words)],
        )

    def waits_for_the_end(self) -> None:
        """Wait until the page was read."""
        self.page.wait_for_selector(".hearing [value=pause][aria-pressed=true]")

    def _sees(self, request: Request) -> None:
        if "/voices/" in request.url:
            self.fetched.append(request.url)
