"""A mail server on this machine that tests can look into: it takes, refuses, asks for a password, seals the line."""

import base64
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Mailbox:
    """What a mail server took, and how it behaves."""

    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    """Sender and recipients of the envelope, and the message to the byte."""
    heard: list[str] = field(default_factory=list)
    """Every command, passwords included."""
    refuses: frozenset[str] = frozenset()
    password: tuple[str, str] | None = None
    most: int = 1000
    """So many messages over one connection, then it hangs up."""
    seals: ssl.SSLContext | None = None
    before_taking: Callable[[], None] = lambda: None
    connections: int = 0
    port: int = 0

    @property
    def messages(self) -> list[EmailMessage]:
        return [BytesParser(EmailMessage, policy=policy.default).parsebytes(raw) for _from, _to, raw in self.taken]

    @property
    def addresses(self) -> list[str]:
        return [address for _from, to, _raw in self.taken for address in to]


class _Talk(StreamRequestHandler):
    """One connection."""

    server: "_Server"

    def handle(self) -> None:
        self.box = self.server.box
        self.box.connections += 1
        self.sender, self.to, self.count = "", list[str](), 0
        self._says("220 a test")
        while line := self.rfile.readline().decode("latin-1").strip():
            self.box.heard.append(line)
            verb, _, rest = line.partition(" ")
            if not getattr(self, f"_{verb.lower()}", self._what)(rest):
                return

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            self.request.close()

    def _ehlo(self, _rest: str) -> bool:
        offers = ["STARTTLS"] * bool(self.box.seals) + ["AUTH PLAIN"] * bool(self.box.password)
        return self._says("250-a test", *(f"250-{offer}" for offer in offers), "250 SIZE 1000000")

    def _starttls(self, _rest: str) -> bool:
        assert self.box.seals is not None
        self._says("220 go on")
        self.request = self.box.seals.wrap_socket(self.request, server_side=True)
        self.setup()
        return True

    def _auth(self, rest: str) -> bool:
        said = base64.b64decode(rest.partition(" ")[2]).decode().split("\0")[1:]
        return self._says("235 welcome" if tuple(said) == self.box.password else "535 no")

    def _mail(self, rest: str) -> bool:
        self.sender, self.to = _address_in(rest), []
        return self._says("250 ok")

    def _rcpt(self, rest: str) -> bool:
        self.to.append(_address_in(rest))
        return self._says("550 nobody here" if self.to[-1] in self.box.refuses else "250 ok")

    def _data(self, _rest: str) -> bool:
        self._says("354 go on")
        lines = list[bytes]()
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.box.before_taking()
        self.box.taken.append((self.sender, self.to, b"".join(lines)))
        self.count += 1
        return self._says("250 taken")

    def _noop(self, _rest: str) -> bool:
        enough = self.count >= self.box.most
        return self._says("421 that is enough" if enough else "250 ok") and not enough

    def _rset(self, _rest: str) -> bool:
        return self._says("250 ok")

    def _quit(self, _rest: str) -> bool:
        return not self._says("221 bye")

    def _what(self, _rest: str) -> bool:
        return self._says("502 what?")

    def _says(self, *lines: str) -> bool:
        """Answer, and go on talking."""
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())
        return True


def _address_in(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    box: Mailbox

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: what a client did wrong is seen in the test."""


@contextmanager
def mail_server(box: Mailbox, *, sealed_by: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """Take e-mails on a port that is free until the block ends."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.box = box
        box.port = server.server_address[1]
        if sealed_by is not None:
            server.socket = sealed_by.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join(5)


def a_certificate(folder: Path, *names: str) -> tuple[ssl.SSLContext, Path]:
    """Return what a server called so shows, and the file in which a client that trusts it finds it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    told, secret = folder / "certificate.pem", folder / "key.pem"
    told.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    no_password = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(told, secret)
    return context, told
