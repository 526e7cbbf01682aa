"""Brings the catalogues up to date with the words of the code, and says what is not translated yet."""

import ast
import tomllib
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from portal.settings import ROOT
from portal.web.language import FIRST, SOURCE, lacking

KEYWORDS = {"say": None, "_": None, "ngettext": (1, 2)}
FORMATS = [("**.py", f"{__name__}:marked_in_code"), ("**/templates/**.html", "jinja2")]
TEMPLATE_OPTIONS = {"**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
COMMENT = ("Translators:",)
"""A comment of a template that starts so, before a sentence, is shown to its translators."""
FOLDER = ROOT / "translations"


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail when a catalogue is not current.")
def words(*, only_check: bool) -> None:
    """Extract the words to translate and update every catalogue."""
    template = extract(ROOT / "portal")
    if not len(template):
        message = "No word was found to translate: the extraction is broken."
        raise click.ClickException(message)
    stale = [] if _keep(FOLDER / "messages.pot", _written(template), only_check=only_check) else ["messages.pot"]
    unfinished = []
    for tag in _tags(FOLDER):
        path = FOLDER / tag / "LC_MESSAGES" / "messages.po"
        catalogue = update(path, tag, template)
        if not _keep(path, _written(catalogue), only_check=only_check):
            stale.append(str(path.relative_to(FOLDER)))
        missing, wrong = lacking(catalogue), [message.id for message, _errors in catalogue.check() if message.string]
        click.echo(f"{tag}: {len(template)} sentences, {missing} to translate")
        for sentence in wrong:
            click.echo(f"  the gaps are not those of: {sentence}")
        unfinished += [tag] * bool(wrong or (missing and tag == FIRST))
    if only_check and (stale or unfinished):
        message = (
            f"Not current: {', '.join(stale) or 'none'}. Not finished: {', '.join(unfinished) or 'none'}. ./dev words"
        )
        raise click.ClickException(message)


def extract(folder: Path) -> Catalog:
    """Return every sentence marked with say(), _() or ngettext(), with the files it stands in."""
    template = Catalog()
    found = extract_from_dir(
        folder, FORMATS, TEMPLATE_OPTIONS, KEYWORDS, COMMENT, strip_comment_tags=True, directory_filter=_is_ours
    )
    for file, _line, sentence, comments, context in found:
        template.add(sentence, locations=[(f"{folder.name}/{file}", 0)], auto_comments=comments, context=context)
    return template


def marked_in_code(
    code: BytesIO, keywords: Collection[str], _comment: object, options: object
) -> Iterator[tuple[int, str, list[str], list[str]]]:
    """Return the marked sentences of a Python file, as Babel wants them.

    Babel's own way also takes a text that only stands inside the brackets: say(NOON if at == "12" else EVENING).
    """
    del options
    for node in ast.walk(ast.parse(code.read())):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            told = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in keywords and told and isinstance(node.args[0], ast.Constant):
                yield node.lineno, name, told, []


def update(path: Path, tag: str, template: Catalog) -> Catalog:
    """Return a language's catalogue with the sentences of the code: new ones empty, old ones gone, none guessed."""
    catalogue = Catalog(locale=tag)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=tag)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def _is_ours(folder: str | Path) -> bool:
    return Path(folder).name not in {"built", "__pycache__"}


def _tags(folder: Path) -> Iterator[str]:
    """Return the languages that need a catalogue: English is the source."""
    described = tomllib.loads((folder / "languages.toml").read_text(encoding="utf-8"))
    return (tag for tag in described if tag != SOURCE)


def _keep(path: Path, text: bytes, *, only_check: bool) -> bool:
    """Write the file; or, to check, tell whether it says this already."""
    if only_check:
        return path.exists() and path.read_bytes() == text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
    return True


def _written(catalogue: Catalog) -> bytes:
    """Return the file: sorted, without dates or line numbers, so that only words make a difference."""
    body = BytesIO()
    write_po(body, catalogue, sort_output=True, omit_header=True, include_lineno=False, width=100)
    header = [f"Language: {catalogue.locale}"] * bool(catalogue.locale)
    header += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    header += [f"Plural-Forms: {catalogue.plural_forms}"] * bool(catalogue.locale)
    lines = "".join(f'"{line}\\n"\n' for line in header)
    return f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + body.getvalue()
