"""The long lists one can choose from, jobs and places: searched from what is typed, shown in words."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from flask import current_app

from portal.core.typed import plain
from portal.dossier.jobs import FIELDS, JOBS, Job, other_words, search_jobs
from portal.dossier.places import Place, Places, load_places
from portal.web.filled import own
from portal.web.language import Language
from portal.web.parts import parts_of

JOBS_SOURCE = "jobs"
PLACES_SOURCE = "places"


def entry_words(source: str, entry: str, language: Language) -> str:
    """Return an entry in words: its words in the list, or the person's own."""
    found = _found(source, entry)
    if isinstance(found, Job):
        return language.say(found.words)
    return own(_name(found) if isinstance(found, Place) else entry)


def entry_picture(source: str, entry: str) -> str:
    """Return the picture that goes with an entry, if any."""
    found = _found(source, entry)
    return found.picture if isinstance(found, Job) else ""


def find_jobs(typed: str, language: Language) -> list[str]:
    """Return the jobs that fit what was typed, best first."""
    return [_job_entry(job) for job in search_jobs(typed, lambda job: _texts(job, language))]


def find_places(typed: str, _language: Language) -> list[str]:
    """Return the places that fit what was typed, best first: they have one name in all languages."""
    return [_place_entry(place) for place in _places().search(typed)]


def is_called(source: str, entry: str, typed: str, language: Language) -> bool:
    """Tell whether an entry is called just what was typed; a place also by its name without its department."""
    found = _found(source, entry)
    names = [entry_words(source, entry, language), *([found.name] if isinstance(found, Place) else [])]
    return plain(typed) in map(plain, names)


def in_field(key: str) -> list[str]:
    """Return the entries of one field of jobs."""
    return [_job_entry(job) for field in FIELDS if field.key == key for job in field.jobs]


def _found(source: str, entry: str) -> Job | Place | None:
    of, _, key = entry.partition(":")
    if of != source:
        return None
    return JOBS.get(key) if of == JOBS_SOURCE else _places().by_code(key)


def _texts(job: Job, language: Language) -> Iterable[str]:
    return (language.say(job.words), *other_words(job, language.tag))


def _job_entry(job: Job) -> str:
    return f"{JOBS_SOURCE}:{job.key}"


def _place_entry(place: Place) -> str:
    return f"{PLACES_SOURCE}:{place.code}"


def _name(place: Place) -> str:
    return f"{place.name} ({place.department})"


def _places() -> Places:
    return _loaded(parts_of(current_app).settings.built / "places.tsv.gz")


@cache
def _loaded(path: Path) -> Places:
    return load_places(path)
