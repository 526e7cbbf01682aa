"""The portal's commands: python -m portal.commands, or ./dev portal."""

from importlib import import_module

import click

COMMANDS = {
    "run": "running",
    "migrate": "migrating",
    "keys": "ring",
    "card": "cards",
    "people": "cards",
    "unlock": "accounts",
    "staff": "accounts",
    "code": "accounts",
    "kiosk": "kiosks",
    "journal": "chain",
    "names": "naming",
    "notices": "notices",
    "retention": "retention",
    "contact": "contacts",
    "checks": "checks",
    "pages": "auditing",
    "session": "auditing",
    "words": "words",
    "voices": "voices",
    "assets": "assets",
}
"""Each command, and the module here that has it: only that one is loaded."""


class _LoadedWhenCalled(click.Group):
    """A group that loads a command when it is called, so that a start stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"{__name__}.{COMMANDS[cmd_name]}"), cmd_name)
        return found


@click.group(cls=_LoadedWhenCalled)
def portal() -> None:
    """Run and look after the portal."""
