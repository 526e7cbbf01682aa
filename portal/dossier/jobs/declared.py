"""What a job of the list is: the work in everyday words, its code for the counsellor, its picture."""

from dataclasses import dataclass

from portal.core.words import Words


@dataclass(frozen=True, slots=True)
class Job:
    """One everyday job."""

    key: str
    """Kebab-case, never changed: answers are kept under it."""
    words: Words
    """The work as people say it, never a job title."""
    rome: str
    """The ROME 4.0 code a counsellor searches offers with, such as K2205."""
    picture: str


@dataclass(frozen=True, slots=True)
class Field:
    """Jobs that are done in the same kind of place."""

    key: str
    words: Words
    picture: str
    jobs: tuple[Job, ...]
