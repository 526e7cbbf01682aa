"""Nothing is kept that nobody uses: templates, components, pictures, styles, settings, commands."""

import re
import tomllib
from collections import Counter

from portal.commands import COMMANDS
from portal.dossier.asking import TEMPLATES
from portal.dossier.jobs import FIELDS
from portal.dossier.questions import QUESTIONS, SECTIONS
from portal.dossier.wording import options_of
from portal.settings import ROOT
from portal.signin.pictures import PICTURES
from tests.house.tree import all_text, ending, named, text_of

PICTOGRAMS = ROOT / "accessibility" / "pictograms.toml"
MACRO = re.compile(r"{% macro (\w+)\(")
CLASS = re.compile(r"\.(-?[a-z][a-z0-9-]*)(?=[\s,.:{>+~\[)])")
PLACED = re.compile(r"class=\"([^\"]*)\"")


def template_names() -> list[str]:
    return [named(path).partition("/templates/")[2] for path in ending(".html", below="portal")]


def test_every_template_is_shown_by_something() -> None:
    said = all_text(".py", ".html")
    kinds = {f"dossier/kinds/{name}.html" for name in TEMPLATES.values()}
    kept = {f"chrome/{name}.html" for name in re.findall(r"kept\(\"(\w+)\"\)", said)}
    idle = [name for name in template_names() if f'"{name}"' not in said and name not in kinds | kept]
    assert idle == [], "take it out, or show it"
    assert Counter(template_names()).most_common(1)[0][1] == 1, "two templates of one name: one hides the other"


def test_every_component_is_placed_somewhere() -> None:
    idle = []
    for path in ending(".html", below="portal"):
        for macro in MACRO.findall(text_of(path)):
            used = [one for one in ending(".html", below="portal")
                    if re.search(rf"(?<!macro )\b{macro}\b(?:\(| as |,| %}})", text_of(one))]  # fmt: skip
            if not used:
                idle.append(f"{named(path)}: {macro}")
    assert idle == [], "take the component out"


def test_every_picture_is_shown_and_every_shown_one_is_drawn() -> None:
    drawn = tomllib.loads(text_of(PICTOGRAMS))
    said = all_text(".py", ".html")
    idle = [name for name in drawn if f'"{name}"' not in said]
    assert idle == [], "take the picture out of accessibility/pictograms.toml"
    wanted = {section.picture for section in SECTIONS} | {question.picture for question in QUESTIONS.values()}
    wanted |= {option.picture for question in QUESTIONS.values() for option in options_of(question.answer)}
    wanted |= {picture.picture for picture in PICTURES} | {field.picture for field in FIELDS}
    wanted |= set(re.findall(r"(?:picture|ask_picture)\(\"([\w-]+)\"\)", said))
    assert sorted(wanted - set(drawn)) == [], "draw it: add it to accessibility/pictograms.toml"


def test_one_picture_has_one_meaning() -> None:
    drawn = tomllib.loads(text_of(PICTOGRAMS))
    assert [icon for icon, times in Counter(drawn.values()).items() if times > 1] == []


def test_every_style_is_worn_by_something() -> None:
    said = all_text(".py", ".html", ".js")
    styled = {name for path in ending(".scss", below="portal") for name in CLASS.findall(_rules(text_of(path)))}
    idle = sorted(name for name in styled if not re.search(rf"(?<![\w-]){name}(?![\w-])", said))
    assert idle == [], "take the style out, or put the class on something"


def _rules(scss: str) -> str:
    """Return style sheets without their comments, numbers and addresses."""
    return re.sub(r"//[^\n]*|/\*.*?\*/|\"[^\"]*\"|@use[^;]*;", "", scss, flags=re.DOTALL)


def test_every_command_is_there() -> None:
    for command, module in COMMANDS.items():
        assert f"def {command}(" in text_of(ROOT / "portal" / "commands" / f"{module}.py"), command


def test_every_setting_is_read_in_one_place() -> None:
    reading = [
        named(path)
        for path in ending(".py", below="portal")
        if re.search(r"\bos\.environ\b|import environ", text_of(path))
    ]
    allowed = {"portal/settings.py", "portal/commands/running.py", "portal/commands/demo.py"}
    assert sorted(set(reading) - allowed) == [], "read it in portal/settings.py"
