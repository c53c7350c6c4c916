"""Both servers of a mailbox, entered by hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.mailbox_settings import MailSettings, Source, check_server
from desktop_app.domain.mailboxes import DEFAULT_PORTS, Security, Server
from desktop_app.ui.settings.cards import Pick
from desktop_app.ui.theme import Themes
from desktop_app.ui.widgets.buttons import Size
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.labels import Link, label

_WAYS = (
    (Security.TLS, "TLS"),
    (Security.STARTTLS, "STARTTLS"),
    (Security.NONE, tr("None, on this computer")),
)
_NARROW = 84  # px, for a port
_CERTIFICATES = tr("Certificates (*.pem *.crt *.cer);;All files (*)")


class ServerFields(QWidget):
    """Host, port, kind of TLS and user name of one server.

    Args:
        protocol: ``imap`` or ``smtp``.
    """

    def __init__(self, themes: Themes, protocol: str, title: str) -> None:
        super().__init__()
        self._protocol = protocol
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(title, "heading"))
        fields = QGridLayout()
        fields.setHorizontalSpacing(10)
        fields.setVerticalSpacing(8)
        fields.setColumnStretch(0, 1)
        fields.setColumnMinimumWidth(1, _NARROW)
        column.addLayout(fields)
        name = protocol.upper()
        self.host = Field(themes, tr("Server"), placeholder=f"{protocol}.company.example")
        self.host.edit.setAccessibleName(tr("{name} server", name=name))
        self.port = Field(themes, tr("Port"))
        self.port.edit.setAccessibleName(tr("{name} port", name=name))
        self.port.edit.setValidator(QIntValidator(1, 65_535, self))
        self.port.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.user = Field(themes, tr("User name"), placeholder=tr("often the address"))
        self.user.edit.setAccessibleName(tr("{name} user name", name=name))
        self.way = Pick(themes, tr("{name} security", name=name), _WAYS, size=Size.FIELD)
        self.way.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.way.picked.connect(self._on_way)
        way = QVBoxLayout()
        way.setSpacing(5)
        way.addWidget(label(tr("Security"), "field"))
        way.addWidget(self.way)
        way.addStretch()
        top = Qt.AlignmentFlag.AlignTop
        fields.addWidget(self.host, 0, 0, top)
        fields.addWidget(self.port, 0, 1, top)
        fields.addWidget(self.user, 1, 0, top)
        fields.addLayout(way, 1, 1)
        self.show_server(Server("", DEFAULT_PORTS[protocol, Security.TLS], Security.TLS, ""))

    def show_server(self, server: Server) -> None:
        self.host.edit.setText(server.host)
        self.port.edit.setText(str(server.port))
        self.user.edit.setText(server.user)
        self.way.show_value(server.security)

    def server(self, user: str) -> Server:
        """What was entered, ``user`` where no name was.

        Raises:
            KnownError: it cannot be right; the field says so.
        """
        for field in (self.host, self.port, self.user):
            field.set_error("")
        security = Security(str(self.way.value))
        port = int(self.port.text or DEFAULT_PORTS[self._protocol, security])
        made = Server(self.host.text, port, security, self.user.text.strip() or user)
        try:
            return check_server(made, self._protocol)
        except KnownError as error:
            about = {"user": self.user, "port": self.port}.get(error.field, self.host)
            about.set_error(f"{error.title} {error.advice}".strip())
            about.edit.setFocus()
            raise

    def _on_way(self, way: object) -> None:
        """The port follows as long as it is a usual one."""
        usual = {str(DEFAULT_PORTS[self._protocol, each]) for each, _ in _WAYS}
        if self.port.text in usual | {""}:
            self.port.edit.setText(str(DEFAULT_PORTS[self._protocol, Security(str(way))]))


class ServersForm(QWidget):
    """IMAP and SMTP, and one more authority where the company has its own.

    Args:
        beside: both side by side, where there is the width.

    Signals:
        authority_chosen: the path of a certificate's file.
    """

    authority_chosen = Signal(object)

    def __init__(self, themes: Themes, *, beside: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        both = QBoxLayout(way)
        both.setSpacing(24 if beside else 14)
        self.imap = ServerFields(themes, "imap", tr("Reading mail (IMAP)"))
        self.smtp = ServerFields(themes, "smtp", tr("Sending mail (SMTP)"))
        both.addWidget(self.imap, 1)
        both.addWidget(self.smtp, 1)
        column.addLayout(both)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.authority = Link(themes, tr("Add a certificate authority…"), font="small")
        self.authority.setToolTip(
            tr("For a server of your own whose certificate no one else knows")
        )
        self.authority.activated.connect(self._on_authority)
        row.addWidget(self.authority)
        row.addStretch()
        column.addLayout(row)

    @property
    def empty(self) -> bool:
        return not (self.imap.host.text or self.smtp.host.text)

    def show_settings(self, settings: MailSettings) -> None:
        self.imap.show_server(settings.imap)
        self.smtp.show_server(settings.smtp)

    def settings(self, user: str) -> MailSettings:
        """What was entered.

        Raises:
            KnownError: it cannot be right; the field says so.
        """
        return MailSettings(self.imap.server(user), self.smtp.server(user), Source.HAND)

    def show_authority(self, name: str) -> None:
        """Say that an authority is taken, by its file's name."""
        self.authority.set_text(
            tr("Trusts the authority of {name}", name=name) if name else self.authority.text
        )

    def _on_authority(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, tr("Certificate of an authority"), "", _CERTIFICATES
        )
        if path:
            self.authority_chosen.emit(Path(path))
