"""A real SMTP server that keeps what it receives, and that can be taken down."""

import email
import email.policy
import threading
from dataclasses import dataclass

from aiosmtpd.controller import Controller

PATIENCE = 60


@dataclass(frozen=True)
class Mail:
    """A mail as it went over the wire.

    Attributes
    ----------
    sender, recipients
        Addresses of the envelope.
    message
        The parsed message.
    """

    sender: str
    recipients: tuple
    message: email.message.EmailMessage

    @property
    def subject(self):
        return self.message["Subject"]

    @property
    def author(self):
        """Address that the reader sees as the sender's."""
        return self.message["From"].addresses[0].addr_spec

    @property
    def text(self):
        """The body as plain text, white space collapsed."""
        return " ".join(self.message.get_body(["plain"]).get_content().split())

    @property
    def html(self):
        return self.message.get_body(["html"]).get_content()


class MailServer:
    """Listens on one port of the loopback address for as long as it is up."""

    def __init__(self, port):
        self.port = port
        self.mails = []
        self.arrival = threading.Condition()
        self.controller = None

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(
            envelope.content, policy=email.policy.default
        )
        with self.arrival:
            self.mails.append(
                Mail(envelope.mail_from, tuple(envelope.rcpt_tos), message)
            )
            self.arrival.notify_all()
        return "250 OK"

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    def wait_for(self, recipient, subject):
        """The mail to an address whose subject is exactly this.

        :raise AssertionError: when it does not come; says what came instead
        """

        def find():
            return next((m for m in self.mails if is_wanted(m)), None)

        def is_wanted(mail):
            return recipient in mail.recipients and mail.subject == subject

        with self.arrival:
            found = self.arrival.wait_for(find, PATIENCE)
        received = [(mail.recipients, mail.subject) for mail in self.mails]
        assert found, f"No mail “{subject}” to {recipient}, but {received}"
        return found

    def to(self, recipient):
        """All mails to an address, in the order of their arrival."""
        return [mail for mail in self.mails if recipient in mail.recipients]
