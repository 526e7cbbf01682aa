"""One step that was taken with something that waits, a reply or a question back: sealed as it is kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from portal.core.calendar import moment_of

StepT = TypeVar("StepT", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(Generic[StepT]):
    """One step, and the words that go with it."""

    step: StepT
    words: str = ""
    """The answer, or why something was closed, word for word; empty for every other step."""
    language: str = ""
    """The language of the page it was written on."""
    key: str | None = None
    """A number used once: the same form sent twice is one step."""
    at: datetime | None = None
    """When it was taken; none while it is not kept yet."""

    def packed(self, at: datetime) -> dict[str, str]:
        """Return what is sealed of a step taken at ``at``: the row beside it could be changed."""
        return {"step": self.step.value, "words": self.words, "language": self.language, "at": at.isoformat()}


def unpacked(steps: type[StepT], sealed: Any, key: str | None) -> Taken[StepT]:
    """Return a step as it was sealed; ``key`` is the number used once that stands beside it."""
    step, at = steps(sealed["step"]), moment_of(sealed["at"])
    return Taken(step=step, words=sealed["words"], language=sealed["language"], key=key, at=at)
