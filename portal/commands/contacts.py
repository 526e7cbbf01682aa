"""Names the offices that people of an agency can turn to: who looks after data, and the mediator."""

import click

from portal.commands.kiosks import agency_named
from portal.commands.opening import opened_database
from portal.settings import settings_from
from portal.storage.rights.contacts import Contact, Part, name_contact


@click.command()
@click.argument("part", type=click.Choice([part.value for part in Part]))
@click.argument("name")
@click.option("--address", default="", help="Where letters go.")
@click.option("--phone", default="")
@click.option("--email", default="")
@click.option("--agency", help="The agency, where there are several.")
def contact(part: str, name: str, agency: str | None, **reached: str) -> None:
    """Name the data protection officer or the mediator of an agency; it takes the place of the one named before."""
    with opened_database(settings_from()) as database, database.transaction(writes=True) as connection:
        name_contact(connection, agency_named(connection, agency), Part(part), Contact(name=name, **reached))
    click.echo(f"People read it under “My data”, “Complain”: {name}.")
