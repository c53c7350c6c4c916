"""Name, picture, address, time zone and signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.language import tr
from desktop_app.domain.setting_table import BY_NAME
from desktop_app.domain.users import User
from desktop_app.ui.ops import Fault
from desktop_app.ui.own_zone import own_zone
from desktop_app.ui.settings.cards import Card, Part
from desktop_app.ui.settings.dialogs import VerifyAddress
from desktop_app.ui.settings.way_back import way_back
from desktop_app.ui.settings.zones import Zone, ZonePicker
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme import Themes
from desktop_app.ui.theme.mirror import painter_on
from desktop_app.ui.widgets import paint
from desktop_app.ui.widgets.announce import announce
from desktop_app.ui.widgets.buttons import Button, Look
from desktop_app.ui.widgets.fields import Field, SubmitOnEnter
from desktop_app.ui.widgets.labels import (
    ElidedLabel,
    Face,
    Glyph,
    Link,
    Paragraph,
    label,
    set_role,
)
from desktop_app.ui.widgets.picture import picture_of, read_picture

PICTURE_FILTER = tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp)")
_LINES = 4


class _SignatureEdit(QPlainTextEdit):
    """Plain text; Tab goes on instead of being typed."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setTabChangesFocus(True)
        self.setProperty("field", True)
        self.setAccessibleName(BY_NAME["profile.signature"].title)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(6)
        themes.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        theme = self._themes.now
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.line("body") * _LINES + 16)


class _Paper(QWidget):
    """The end of a mail as its reader sees it."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(0)
        column.addWidget(label(tr("In a mail"), "caption"))
        column.addSpacing(2)
        self.text = Paragraph(themes, "", font="reading", ink="text.secondary")
        column.addWidget(self.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.now
        box = QRectF(self.rect())
        paint.outlined(
            painter_on(self), box, theme.radius.control, theme.bg.subtle, theme.border.subtle
        )


class ProfileCard(Card):
    """Fields that save what was typed when they are left; each change can be undone."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "profile", tr("Profile and signature"), tr("me account"))
        self._ctx = ctx
        self._user: User = ctx.services.user
        self._can_mail = False
        self._add_picture()
        self._add_name_and_address()
        self._add_zone()
        self._add_signature()
        self.show_user(self._user)

    def show_user(self, user: User) -> None:
        """Show what is kept; what is being typed this moment stays."""
        before, self._user = self._user, user
        if self.name.text.strip() in ("", before.name) or not self.name.edit.hasFocus():
            self.name.edit.setText(user.name)
            self.name.set_error("")
        typed = self.signature.toPlainText()
        if typed in ("", before.signature) or not self.signature.hasFocus():
            self._show_signature(user.signature)
        self._face.set_name(user.name or user.email, picture_of(user.image))
        self.remove.setVisible(bool(user.image))
        self._email.set_text(user.email)
        self._mark.set_glyph(
            "ph.check-circle-fill" if user.verified else "ph.circle-dashed",
            "semantic.success.solid" if user.verified else "text.tertiary",
        )
        self._verified.setText(tr("Confirmed") if user.verified else tr("Not confirmed"))
        set_role(self._verified, "good" if user.verified else "small")
        self.verify.setVisible(not user.verified)
        self._offer_ways_back()
        if self.zone.name != user.timezone:
            self.zone.choose(user.timezone)
        self._offer_own_zone()

    def show_can_mail(self, can_mail: bool) -> None:
        self._can_mail = can_mail

    def offer_zones(self, zones: Sequence[Zone]) -> None:
        self.zone.offer(zones)
        self.zone.choose(self._user.timezone)

    def save_typed(self) -> None:
        """Keep what was typed in a field that has not been left yet."""
        self._on_name()
        self._on_signature()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.signature and event.type() == QEvent.Type.FocusOut:
            self._on_signature()
        return False

    # What it looks like

    def _add_picture(self) -> None:
        themes = self._themes
        part = Part(themes, tr("picture photo avatar face"), padded=False)
        row = QHBoxLayout(part)
        row.setContentsMargins(15, 14, 15, 14)
        row.setSpacing(14)
        self._face = Face(themes, 56, person=True)
        row.addWidget(self._face)
        words = QVBoxLayout()
        words.setSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        self.choose = Button(themes, tr("Choose a picture…"), icon="ph.image")
        self.choose.clicked.connect(self._on_choose)
        buttons.addWidget(self.choose)
        self.remove = Button(themes, tr("Remove"), look=Look.GHOST, name=tr("Remove the picture"))
        self.remove.clicked.connect(lambda: self._save(image=""))
        buttons.addWidget(self.remove)
        buttons.addStretch()
        words.addLayout(buttons)
        self._picture_word = label(tr("Your team sees it beside your name."), "small", wrap=True)
        words.addWidget(self._picture_word)
        row.addLayout(words, 1)
        self.add(part)

    def _add_name_and_address(self) -> None:
        themes = self._themes
        part = self.add(Part(themes, "", setting="profile.name"))
        self.name = Field(themes, BY_NAME["profile.name"].title)
        self.name.edit.editingFinished.connect(self._on_name)
        part.column.addWidget(self.name)
        self._enter = SubmitOnEnter(self)
        self._enter.watch(self.name.edit)
        self._enter.submitted.connect(self._on_name)
        part = self.add(Part(themes, tr("work email address confirm verify code")))
        part.column.addWidget(label(tr("Work email"), "field"))
        part.column.addSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._email = ElidedLabel(themes)
        row.addWidget(self._email)
        row.addSpacing(6)
        self._mark = Glyph(themes, "ph.circle-dashed", side=14)
        row.addWidget(self._mark)
        self._verified = label("", "small")
        row.addWidget(self._verified)
        row.addStretch()
        self.verify = Link(themes, tr("Enter a code"), font="small")
        self.verify.activated.connect(self._on_verify)
        row.addWidget(self.verify)
        part.column.addLayout(row)

    def _add_zone(self) -> None:
        themes = self._themes
        part = self.add(Part(themes, tr("clock city hours"), setting="profile.timezone"))
        top = QHBoxLayout()
        setting = BY_NAME["profile.timezone"]
        title = label(setting.title, "field")
        top.addWidget(title)
        top.addStretch()
        self.usual_zone = way_back(themes, str(setting.default), self._on_usual_zone)
        part.column.addLayout(top)
        part.column.addSpacing(5)
        self.zone = ZonePicker(themes)
        title.setBuddy(self.zone)
        self.zone.picked.connect(self._on_zone)
        self.zone.unknown.connect(self._on_unknown_zone)
        part.column.addWidget(self.zone)
        self.use_own = Link(themes, "", font="small")
        self.use_own.activated.connect(lambda: self._on_zone(own_zone()))
        top.addWidget(self.use_own)
        top.addWidget(self.usual_zone)
        self._zone_word = label("", "error", wrap=True)
        self._zone_word.setContentsMargins(0, 5, 0, 0)
        self._zone_word.hide()
        part.column.addWidget(self._zone_word)

    def _add_signature(self) -> None:
        themes = self._themes
        part = self.add(Part(themes, tr("mail greeting"), setting="profile.signature"))
        top = QHBoxLayout()
        title = label(BY_NAME["profile.signature"].title, "field")
        top.addWidget(title)
        top.addStretch()
        self.no_signature = way_back(themes, tr("none"), self._on_no_signature)
        top.addWidget(self.no_signature)
        part.column.addLayout(top)
        part.column.addSpacing(5)
        self.signature = _SignatureEdit(themes)
        title.setBuddy(self.signature)
        self.signature.installEventFilter(self)
        self.signature.textChanged.connect(self._show_paper)
        part.column.addWidget(self.signature)
        self._signature_word = label("", "error", wrap=True)
        self._signature_word.setContentsMargins(0, 5, 0, 0)
        self._signature_word.hide()
        part.column.addWidget(self._signature_word)
        part.column.addSpacing(8)
        self.paper = _Paper(themes)
        part.column.addWidget(self.paper)

    def _show_paper(self) -> None:
        text = self.signature.toPlainText().rstrip()
        self.paper.text.set_text(f"-- \n{text}")
        self.paper.setVisible(bool(text))

    def _show_signature(self, text: str) -> None:
        if self.signature.toPlainText() != text:
            self.signature.setPlainText(text)
        self._signature_word.hide()
        self._show_paper()

    def _offer_ways_back(self) -> None:
        zone = BY_NAME["profile.timezone"].default
        self.usual_zone.setVisible(self._user.timezone != zone)
        self.no_signature.setVisible(bool(self._user.signature))

    def _offer_own_zone(self) -> None:
        own = own_zone()
        self.use_own.set_text(tr("Use this computer’s: {replace}", replace=own.replace("_", " ")))
        self.use_own.setVisible(bool(own) and own != self._user.timezone)

    # What is saved

    def _on_name(self) -> None:
        typed = self.name.text.strip()
        if typed == self._user.name:
            self.name.edit.setText(typed)
        elif not typed:
            self.name.set_error(tr("A name is needed. The one before is kept."))
        else:
            self._save(self.name, name=typed)

    def _on_signature(self) -> None:
        typed = self.signature.toPlainText().rstrip()
        if typed != self._user.signature:
            self._save(self.signature, signature=typed)

    def _on_no_signature(self) -> None:
        self.signature.setPlainText("")
        self._on_signature()
        self.signature.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_usual_zone(self) -> None:
        self._on_zone(str(BY_NAME["profile.timezone"].default))
        self.zone.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_zone(self, name: str) -> None:
        self._zone_word.hide()
        self._save(self.zone, timezone=name)

    def _on_unknown_zone(self, typed: str) -> None:
        self._tell(
            self._zone_word,
            tr("No time zone is called “{typed}”. Nothing was changed.", typed=typed[:60]),
        )

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a picture"), "", PICTURE_FILTER)
        if name:
            self.use_picture(Path(name))

    def use_picture(self, path: Path) -> None:
        """Read a picture in the background, make it small, and keep it."""
        self._picture_word.setText(tr("Your team sees it beside your name."))
        set_role(self._picture_word, "small")
        self._ctx.ops.run_query(
            self,
            lambda: read_picture(path),
            lambda url: self._save(image=url),
            self._on_no_picture,
            key="picture",
        )

    def _on_no_picture(self, error: Exception) -> None:
        fault = Fault.of(error)
        set_role(self._picture_word, "error")
        self._tell(self._picture_word, f"{fault.title} {fault.advice}".strip())

    def _on_verify(self) -> None:
        VerifyAddress(self._ctx, self.window(), can_mail=self._can_mail).open()

    def _save(self, field: QWidget | None = None, **values: str) -> None:
        profile = self._ctx.services.profile
        before = self._user

        def run() -> Any:
            return profile.update(**values)

        # What was asked for counts as kept, so that leaving twice does not ask twice.
        self._user = replace(before, **values)
        self._offer_ways_back()
        self._ctx.ops.run_command(
            self, run, None, lambda error: self._on_not_saved(before, field, error)
        )

    def _on_not_saved(self, before: User, field: QWidget | None, error: Exception) -> None:
        self._user = before
        self._offer_ways_back()
        fault = Fault.of(error)
        words = f"{fault.title} {fault.advice}".strip()
        if field is self.name:
            self.name.set_error(words)
        elif field is self.signature:
            self._tell(self._signature_word, words)
        elif field is self.zone:
            self.zone.choose(before.timezone)
            self._tell(self._zone_word, words)
        else:
            self._on_no_picture(error)

    def _tell(self, place: QLabel, words: str) -> None:
        place.setText(words)
        place.show()
        announce(place, words)
