"""Somebody who speaks into a phone: taps the round button, sees what the recorder says, keeps what was said."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Request, expect

from portal.core.words import Words
from tests.journeys.phone import Phone
from tests.pages.samples import A_LONG_TEXT

QUESTION, SPEAK = f"/dossier/{A_LONG_TEXT}", f"/speak/{A_LONG_TEXT}"
BEGIN = "Touch the button, then speak. You have 2 minutes."
SPEAK_NOW = "Speak now. At the end, tap “I have finished”."
SAID = "Hear your message. Then keep it, or start again."
MICROPHONE = "--use-fake-device-for-media-stream"
"""A microphone that beeps each second."""
ALLOWED = "--use-fake-ui-for-media-stream"
"""Whoever is asked whether the page may use it says yes; without, no."""
SETTLED_MS = 500
"""So long, a second tap on the round button counts as a slip."""
_TRACKS = """{
  const ask = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  window.tracks = [];
  if (ask) {
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      window.tracks.push(...stream.getTracks());
      return stream;
    };
  }
}"""
_SOUNDS = """{
  const Plain = Audio;
  window.played = [];
  window.Audio = function (...given) {
    const sound = new Plain(...given);
    window.played.push(sound);
    return sound;
  };
}"""


def field(phone: Phone) -> Locator:
    """Return where a sound of another recorder is chosen."""
    words = phone.say(Words("Record your voice with your phone. Then choose the sound here."))
    return phone.page.get_by_label(words, exact=True)


def brings(phone: Phone, content: bytes) -> Phone:
    """Bring a sound that another recorder made."""
    field(phone).set_input_files({"name": "my voice.wav", "mimeType": "audio/wav", "buffer": content})
    return phone.taps("Keep this sound")


def plays(phone: Phone) -> None:
    """Hear the first message that is kept on this page."""
    kept = phone.page.locator("audio.voice").first
    kept.evaluate("(one) => one.play()")
    phone.page.wait_for_function("(one) => one.currentTime > 0.3", arg=kept.element_handle())


@dataclass
class Mouth:
    """Speaks into one phone."""

    phone: Phone

    def __post_init__(self) -> None:
        self.phone.page.add_init_script(_TRACKS)
        self.phone.page.add_init_script(_SOUNDS)

    @property
    def round(self) -> Locator:
        """The one round button."""
        return self.phone.page.locator(".recorder .round")

    @property
    def said(self) -> Locator:
        """What the recorder says now, to eyes and ears."""
        return self.phone.page.get_by_role("status")

    def sees(self, *words: str) -> None:
        """Wait until the recorder says so."""
        told = " ".join(self.phone.say(Words(one)) for one in words)
        expect(self.said).to_have_text(told, use_inner_text=True)

    def taps(self, words: str) -> None:
        """Tap the button called so, where no page follows."""
        button = self.phone.page.get_by_role("button", name=self.phone.say(Words(words)), exact=True)
        expect(button).to_be_visible()
        self.phone.page.wait_for_timeout(SETTLED_MS)
        self.phone.touches(button)

    def begins(self) -> None:
        """Begin to speak."""
        self.taps("I speak")
        self.sees(SPEAK_NOW)

    def speaks(self, seconds: float = 1.5) -> None:
        """Say something."""
        self.begins()
        self.phone.page.wait_for_timeout(seconds * 1000)
        self.taps("I have finished")

    def keeps(self) -> Phone:
        """Keep it, and see the page that follows."""
        return self.phone.taps("Keep my message")

    @property
    def is_open(self) -> bool:
        """Whether a microphone is open."""
        found: bool = self.phone.page.evaluate("window.tracks.some((one) => one.readyState === 'live')")
        return found

    @contextmanager
    def sends(self) -> Iterator[Sequence[Request]]:
        """Note the sounds that leave meanwhile."""
        sent = list[Request]()

        def note(request: Request) -> None:
            if request.method == "POST" and "/speak/" in request.url:
                sent.append(request)

        self.phone.page.on("request", note)
        yield sent
        self.phone.page.remove_listener("request", note)
