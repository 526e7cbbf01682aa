"""The words of the code, and the catalogues made from them."""

from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po
from click.testing import CliRunner

from portal.commands import portal
from portal.commands.words import extract, marked_in_code, update


def test_the_catalogues_of_the_portal_are_current() -> None:
    result = CliRunner().invoke(portal, ["words", "--check"])
    assert result.exit_code == 0, result.output


def test_only_what_is_marked_is_found() -> None:
    code = BytesIO(
        b'say("One thing."), words.say(A if at == "noon" else B), ngettext("%(n)s thing", "%(n)s things", n)'
    )
    found = [told for _line, _name, told, _comments in marked_in_code(code, {"say", "ngettext"}, (), None)]
    assert found == [["One thing."], ["%(n)s thing", "%(n)s things"]]


def test_a_translator_finds_new_sentences_empty_and_old_ones_gone(tmp_path: Path) -> None:
    (tmp_path / "messages.po").write_text(
        '# Short, please.\nmsgid "Your name?"\nmsgstr "Votre nom ?"\n\nmsgid "Your nose?"\nmsgstr "Votre nez ?"\n'
    )
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "said.py").write_text('say("Your name?"), say("Your names?")')
    catalogue = update(tmp_path / "messages.po", "fr", extract(tmp_path / "code"))
    assert {message.id: message.string for message in catalogue if message.id} == {
        "Your name?": "Votre nom ?",
        "Your names?": None,
    }
    name = catalogue.get("Your name?")
    assert name is not None
    assert name.user_comments == ["Short, please."]
    assert not catalogue.obsolete


def test_a_catalogue_that_is_written_says_its_language_and_no_date() -> None:
    folder = Path("translations")
    for path in folder.glob("*/LC_MESSAGES/messages.po"):
        text = path.read_text(encoding="utf-8")
        assert f'"Language: {path.parts[1]}\\n"' in text
        assert "POT-Creation-Date" not in text
        with path.open("rb") as file:
            assert len(read_po(file)) > 0
