"""Runs a command of the portal."""

import sys

from portal.commands import portal


def main() -> None:
    """Run the command; a database that does not answer is said in plain words."""
    from portal.storage.engine.database import Trouble

    try:
        portal(prog_name="./dev portal")
    except Trouble as trouble:
        sys.exit(f"The database does not do that: {trouble.orig}. Is it there, and migrated (./dev portal migrate)?")


if __name__ == "__main__":
    main()
