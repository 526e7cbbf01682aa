"""How notices leave: by e-mail, or in the demo onto the screen. Another way is one class with one method.

A text message would be a class whose ``send`` hands ``letter.words`` to a provider, opened under ``Channel.PHONE`` in
:data:`WAYS`: from then on the page of the reminder offers the telephone.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from typing import Protocol

import click

from portal.core.notices import Channel, is_email
from portal.notices.letters import Letter
from portal.settings import Mail, Settings

_PATIENCE_S = 30
_FINE = 250
"""Source: RFC 5321 §4.2.3."""
_PLAIN = SMTP.clone(cte_type="7bit")
_WHOLE_LINES = SMTP.clone(max_line_length=998)
"""Head lines as long as any server takes (RFC 5322 §2.1.1): a long address would be parted, and lead nowhere."""


class NotSent(Exception):
    """This notice was not taken. It tells neither the address nor the words: what is raised may end in a log."""


class NoWay(NotSent):
    """Nothing gets through at this moment: the others had better wait."""


class Driver(Protocol):
    """One way for notices to leave."""

    def send(self, address: str, letter: Letter) -> None:
        """Hand the letter over, or raise :class:`NotSent`."""


class Console:
    """Shows what would leave: for the demo, whose people are invented."""

    def send(self, address: str, letter: Letter) -> None:
        """Print the letter."""
        click.echo(f"To {address}: {letter.subject}\n\n{letter.words}")


class Smtp:
    """Hands e-mails to a mail server, over one connection that is renewed when the server ends it."""

    def __init__(self, mail: Mail) -> None:
        self._mail = mail
        self._server = _connected(mail)

    def send(self, address: str, letter: Letter) -> None:
        """Hand over one e-mail."""
        message = written(self._mail.sender, address, letter)
        self._renew()
        try:
            self._server.sendmail(self._mail.sender, [address], message)
        except (smtplib.SMTPException, OSError):
            raise NotSent from None

    def _renew(self) -> None:
        try:
            is_there = self._server.noop()[0] == _FINE
        except (smtplib.SMTPException, OSError):
            is_there = False
        if not is_there:
            self._server.close()
            self._server = _connected(self._mail)

    def close(self) -> None:
        """Take leave of the server."""
        try:
            self._server.quit()
        except (smtplib.SMTPException, OSError):
            self._server.close()


def written(sender: str, address: str, letter: Letter) -> bytes:
    """Return the e-mail: plain text in 7 bits, said to be automatic, with the way to stop it where programs look."""
    if not is_email(address):
        raise NotSent
    message = EmailMessage(policy=_PLAIN)
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=address)
    message["Subject"] = letter.subject
    message["Date"] = letter.at
    message["Message-ID"] = make_msgid(domain=_domain(sender))
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{letter.stop}>"
    message.set_content(letter.words)
    message["Content-Language"] = letter.language
    return message.as_bytes(policy=_WHOLE_LINES)


def _connected(mail: Mail) -> smtplib.SMTP:
    """Return a connection that nobody on the way can read, or raise :class:`NoWay`."""
    with ExitStack() as undone:
        try:
            server = _line_to(mail)
            undone.callback(server.close)
            if not mail.sealed and not mail.is_here:
                server.starttls(context=ssl.create_default_context())
            if mail.user:
                server.login(mail.user, mail.password)
        except (smtplib.SMTPException, OSError):
            raise NoWay from None
        undone.pop_all()
        return server


def _line_to(mail: Mail) -> smtplib.SMTP:
    name = _domain(mail.sender)
    if mail.sealed:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(mail.host, mail.port, name, timeout=_PATIENCE_S, context=context)
    return smtplib.SMTP(mail.host, mail.port, name, timeout=_PATIENCE_S)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


@contextmanager
def by_mail(settings: Settings) -> Iterator[Driver]:
    """Open the way of e-mails; raise :class:`NoWay` if the server does not let us in."""
    if settings.mail is None:
        yield Console()
        return
    driver = Smtp(settings.mail)
    try:
        yield driver
    finally:
        driver.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way for notices, and whether this portal has it."""

    is_set: Callable[[Settings], bool]
    open: Callable[[Settings], AbstractContextManager[Driver]]


WAYS: dict[Channel, Way] = {
    Channel.EMAIL: Way(is_set=lambda settings: settings.mail is not None or settings.demo, open=by_mail)
}
"""What is offered to people, in this order."""


def offered(settings: Settings) -> tuple[Channel, ...]:
    """Return the ways this portal has."""
    return tuple(channel for channel, way in WAYS.items() if way.is_set(settings))


@contextmanager
def opened(settings: Settings) -> Iterator[Mapping[Channel, Driver]]:
    """Open every way this portal has, and close them afterwards."""
    with ExitStack() as stack:
        yield {channel: stack.enter_context(WAYS[channel].open(settings)) for channel in offered(settings)}
