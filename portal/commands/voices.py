"""Makes sounds, says how they stand, works with people who record. ./dev voices brings the engines."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from portal.settings import settings_from
from portal.voices.described import Voice, read_voice
from portal.voices.state import State, state_of
from portal.voices.studio import NoStudio, Studio, open_studio
from portal.voices.texts import Text, texts
from portal.web.language import Languages, load_languages

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class InLanguage:
    """One language: where its sounds are, its voice, its texts."""

    tag: str
    folder: Path
    voice: Voice
    texts: dict[str, Text]

    @property
    def state(self) -> State:
        """How its sounds stand now."""
        return state_of(self.folder, self.voice, self.texts)


@click.group()
def voices() -> None:
    """Make and look after the sounds of the texts."""


language = click.option("--language", "tag", help="Only this one, like fr.")


@voices.command()
@language
@click.option("--most", type=int, help="At most so many, to try.")
@click.option("--drop-recordings", is_flag=True, help="Also drop what somebody recorded of texts that are gone.")
def make(tag: str | None, most: int | None, *, drop_recordings: bool) -> None:
    """Make the sounds that are missing or stale, and drop those that no text uses."""
    from rich.progress import track

    from portal.voices.making import make, tidy, to_make

    failed = 0
    for spoken in _in_languages(tag):
        wanted = to_make(spoken.state, spoken.texts)[:most]
        with _studio() as studio:
            made = make(spoken.folder, spoken.voice, wanted, studio)
            for one in track(made, description=spoken.tag, total=len(wanted)):
                if one.sound is None:
                    failed += 1
                    click.echo(f"{spoken.tag}: not made: {one.why}", err=True)
        for sound in tidy(spoken.folder, spoken.voice, spoken.texts, drop_recordings=drop_recordings):
            click.echo(f"{spoken.tag}: dropped, no page says it any more: {_short(sound.text)}")
    if failed:
        message = f"{failed} texts could not be said: write them otherwise in spoken.toml, or record them."
        raise click.ClickException(message)


@voices.command()
@language
def state(tag: str | None) -> None:
    """Say what is missing, stale or without a text, and how large the whole is."""
    states = list[State]()
    for spoken in _in_languages(tag):
        states.append(spoken.state)
        for line in _told(spoken, states[-1]):
            click.echo(line)
    if not all(one.is_whole for one in states):
        message = f"Not everything is said as it should be: {_mends(states)}"
        raise click.ClickException(message)


def _mends(states: Sequence[State]) -> str:
    """Return what to start. A recording goes only where somebody says so."""
    if any(one.orphans for one in states):
        return "./dev voices make (--drop-recordings: also what somebody recorded of texts that are gone)"
    return "./dev voices make"


def _told(spoken: InLanguage, found: State) -> Iterator[str]:
    """Go through the lines that say how the sounds of a language stand: how many, then each that is to be mended."""
    recorded = sum(sound.is_recorded for sound in found.said.values())
    seconds = sum(sound.seconds for sound in found.said.values())
    size = sum((spoken.folder / sound.file).stat().st_size for sound in found.said.values())
    yield (
        f"{spoken.tag}: {len(found.said)} of {len(spoken.texts)} texts are said, {recorded} by people;"
        f" {seconds / 60:.0f} minutes, {size / 1e6:.1f} MB; {len(found.missing)} missing, {len(found.stale)} stale"
    )
    for name, why in found.stale.items():
        yield f"  stale, {why}: {_short(spoken.texts[name].text)}"
    for sound in found.orphans.values():
        yield f"  recorded by somebody, but no page says it any more: {_short(sound.text)}"
    for sound in found.unused.values():
        yield f"  no page says it any more: {_short(sound.text)}"
    for file in sorted(found.stray):
        yield f"  a file that no sound is in: {file}"


@voices.command()
@language
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Also what somebody has recorded already.")
def export(tag: str | None, file: Path, *, everything: bool) -> None:
    """Write a table for people who record: the text, where it is said, and the name to give the file."""
    from portal.voices.taking import write_table

    rows = 0
    with file.open("w", encoding="utf-8-sig", newline="") as table:
        for spoken in _in_languages(tag or "fr"):
            rows += write_table(table, spoken.texts, {} if everything else spoken.state.said)
    click.echo(f"{file}: {rows} texts to record.")


@voices.command()
@click.option("--language", "tag", required=True, help="The language of the recordings, like ar.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def take(tag: str, folder: Path) -> None:
    """Take in recordings: from now on they are heard in place of any voice of a machine."""
    from portal.voices.taking import take_in

    refused = 0
    for spoken in _in_languages(tag):
        with _studio() as studio:
            for taken in take_in(folder, spoken.folder, spoken.texts, studio):
                refused += bool(taken.why)
                click.echo(f"{taken.file}: {taken.why or _short(taken.text)}", err=bool(taken.why))
    if refused:
        message = f"{refused} files were not taken: see above."
        raise click.ClickException(message)


@voices.command()
@click.option("--days", default=30, help="How far back.")
def reports(days: int) -> None:
    """List the sounds that people did not understand, those said most often first."""
    from datetime import UTC, datetime, timedelta

    from portal.commands.opening import opened_database
    from portal.storage.helping.sound_reports import unclear_since

    settings = settings_from()
    with opened_database(settings) as database, database.transaction(writes=False) as connection:
        found = unclear_since(connection, datetime.now(UTC).date() - timedelta(days=days))
    known = {spoken.tag: spoken.texts for spoken in _in_languages(None)}
    for one in found:
        text = known.get(one.language, {}).get(one.name)
        click.echo(f"{one.times:5}  {one.language}  {one.name}  {_short(text.text) if text else '(no longer shown)'}")
    if not found:
        click.echo(f"Nobody said in {days} days that they did not understand a sound.")


@contextmanager
def _studio() -> Iterator[Studio]:
    """Open the studio; where it is not there, leave with what is missing."""
    try:
        with open_studio() as studio:
            yield studio
    except NoStudio as error:
        raise click.ClickException(str(error)) from error


def _in_languages(tag: str | None) -> Iterator[InLanguage]:
    """Go through the languages on offer, or the one that was asked for."""
    settings = settings_from()
    offered: Languages = load_languages(settings.translations)
    if tag is not None and tag not in offered.offered:
        message = f"“{tag}” is not on offer. There is: {', '.join(offered.offered)}."
        raise click.ClickException(message)
    for one in offered.offered.values():
        if tag in {None, one.tag}:
            voice = read_voice(settings.voices, one.tag)
            found = dict(texts(one, settings.translations))
            yield InLanguage(tag=one.tag, folder=settings.voices / one.tag, voice=voice, texts=found)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
