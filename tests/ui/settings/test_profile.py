"""Name, picture, time zone and signature: saved when a field is left, taken back by Undo."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop_app.domain.errors import KnownError
from desktop_app.ui.own_zone import own_zone
from desktop_app.ui.settings.zones import list_zones
from desktop_app.ui.widgets.picture import LONGEST_URL, SIDE, picture_of, read_picture
from tests.ui.settings.conftest import ADDRESS

Key, Mouse = Qt.Key, Qt.MouseButton


def retype(qtbot, edit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Key.Key_Delete)
    qtbot.keyClicks(edit, text)


def test_a_name_is_saved_when_its_field_is_left_and_can_be_taken_back(
    qtbot, screen, me, ctx
) -> None:
    profile = screen.profile
    retype(qtbot, profile.name.edit, "Mara van Ostrander")
    assert me.read().name == "Mara Ostrander"
    qtbot.keyClick(profile.name.edit, Key.Key_Tab)
    assert me.read().name == "Mara van Ostrander"
    assert len(ctx.services.journal.entries) == 1, "leaving the field saves once"
    toast = ctx.notices.toast
    assert toast.words == "Profile changed"
    qtbot.mouseClick(toast.undo_button, Mouse.LeftButton)
    assert me.read().name == "Mara Ostrander"
    qtbot.waitUntil(lambda: profile.name.text == "Mara Ostrander")


def test_enter_saves_and_an_unchanged_field_does_not(qtbot, screen, me, ctx) -> None:
    edit = screen.profile.name.edit
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_Return)
    qtbot.keyClick(edit, Key.Key_Tab)
    assert ctx.services.journal.entries == []
    retype(qtbot, edit, "  Mo  ")
    qtbot.keyClick(edit, Key.Key_Return)
    assert me.read().name == "Mo"
    assert len(ctx.services.journal.entries) == 1


def test_no_name_is_said_at_the_field(qtbot, screen, me) -> None:
    retype(qtbot, screen.profile.name.edit, "")
    qtbot.keyClick(screen.profile.name.edit, Key.Key_Return)
    assert screen.profile.name.error == "A name is needed. The one before is kept."
    assert me.read().name == "Mara Ostrander"


def test_what_cannot_be_saved_stays_typed_and_is_said(qtbot, screen, ctx, me) -> None:
    def refuse(**_values):
        raise KnownError("That name is too long.", "It may have 200 characters.")

    ctx.services.profile.update = refuse
    retype(qtbot, screen.profile.name.edit, "M" * 250)
    qtbot.keyClick(screen.profile.name.edit, Key.Key_Return)
    assert screen.profile.name.error.startswith("That name is too long.")
    assert screen.profile.name.text == "M" * 250


def test_a_signature_is_plain_text_shown_as_mail_will_have_it(qtbot, screen, me) -> None:
    profile = screen.profile
    profile.signature.setFocus()
    profile.signature.selectAll()
    qtbot.keyClicks(profile.signature, "<b>Mara</b>")
    qtbot.keyClick(profile.signature, Key.Key_Return)
    qtbot.keyClicks(profile.signature, "Ghent")
    assert profile.paper.text.text == "-- \n<b>Mara</b>\nGhent"
    qtbot.keyClick(profile.signature, Key.Key_Tab)
    assert me.read().signature == "<b>Mara</b>\nGhent"
    profile.signature.setFocus()
    profile.signature.selectAll()
    qtbot.keyClick(profile.signature, Key.Key_Delete)
    assert profile.paper.isHidden()
    profile.name.edit.setFocus()
    assert me.read().signature == ""


def test_what_is_typed_is_kept_when_the_window_goes(qtbot, screen, me) -> None:
    retype(qtbot, screen.profile.name.edit, "Half a na")
    screen.remember()
    assert me.read().name == "Half a na"


def test_news_from_elsewhere_do_not_disturb_the_typing(qtbot, screen, me, ctx) -> None:
    retype(qtbot, screen.profile.name.edit, "Mara v")
    ctx.services.profile.update(signature="From the web")
    screen.refresh()
    assert screen.profile.name.text == "Mara v"
    assert screen.profile.signature.toPlainText() == "From the web"


# Time zones


def retype_zone(qtbot, zone, text: str) -> None:
    """As a person does: the list of what fits drops down meanwhile."""
    zone.setFocus()
    zone.lineEdit().selectAll()
    qtbot.keyClicks(zone, text)
    zone.completer().popup().hide()


def test_a_zone_is_found_by_part_of_its_name(qtbot, screen, me) -> None:
    zone = screen.profile.zone
    assert zone.currentText() == "Europe/Brussels (UTC+02:00)"
    retype_zone(qtbot, zone, "new york")
    qtbot.keyClick(zone, Key.Key_Return)
    assert me.read().timezone == "America/New_York"
    assert zone.currentText() == "America/New York (UTC-04:00)"


def test_zone_and_signature_go_back_to_what_they_are_by_themselves(qtbot, screen, me) -> None:
    profile = screen.profile
    qtbot.mouseClick(profile.usual_zone, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: me.read().timezone == "UTC")
    qtbot.mouseClick(profile.no_signature, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: me.read().signature == "")
    qtbot.waitUntil(lambda: not profile.usual_zone.isVisible())
    assert not profile.no_signature.isVisible()
    assert profile.zone.name == "UTC" and profile.signature.toPlainText() == ""


def test_a_zone_nobody_knows_changes_nothing(qtbot, screen, me) -> None:
    zone = screen.profile.zone
    retype_zone(qtbot, zone, "Atlantis")
    qtbot.keyClick(zone, Key.Key_Tab)
    assert me.read().timezone == "Europe/Brussels"
    assert zone.currentText().startswith("Europe/Brussels")
    assert screen.profile._zone_word.text().startswith("No time zone is called “Atlantis”.")


def test_escape_gives_up_what_was_typed(qtbot, screen, me) -> None:
    zone = screen.profile.zone
    retype_zone(qtbot, zone, "tok")
    qtbot.keyClick(zone, Key.Key_Escape)
    assert zone.currentText().startswith("Europe/Brussels")


def test_the_zone_of_this_computer_is_offered(qtbot, screen, me, monkeypatch) -> None:
    monkeypatch.setattr("desktop_app.ui.settings.profile.own_zone", lambda: "Asia/Tokyo")
    screen.refresh()
    link = screen.profile.use_own
    assert link.text == "Use this computer’s: Asia/Tokyo"
    qtbot.mouseClick(link, Mouse.LeftButton)
    assert me.read().timezone == "Asia/Tokyo"
    assert not link.isVisible()


def test_zones_say_their_offset_of_the_day() -> None:
    summer = {z.name: z.words for z in list_zones(datetime(2026, 7, 1, tzinfo=UTC))}
    winter = {z.name: z.words for z in list_zones(datetime(2026, 1, 1, tzinfo=UTC))}
    assert summer["Europe/Brussels"] == "Europe/Brussels (UTC+02:00)"
    assert winter["Europe/Brussels"] == "Europe/Brussels (UTC+01:00)"
    assert winter["Asia/Kolkata"] == "Asia/Kolkata (UTC+05:30)"
    assert "UTC" in winter
    assert len(winter) > 300


def test_the_zone_of_this_computer_is_one_that_can_be_kept() -> None:
    names = {zone.name for zone in list_zones(datetime(2026, 1, 1, tzinfo=UTC))}
    assert own_zone() in names | {""}


# Pictures


def picture(width: int, height: int, kind: str = "PNG", alpha: bool = False) -> bytes:
    form = QImage.Format.Format_ARGB32 if alpha else QImage.Format.Format_RGB32
    image = QImage(width, height, form)
    image.fill(QColor(20, 120, 80, 120 if alpha else 255))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data().data())


def test_a_picture_is_made_small_kept_shown_and_removed(qtbot, screen, me, tmp_path: Path) -> None:
    file = tmp_path / "großes bild.jpg"
    file.write_bytes(picture(1600, 900, "JPEG"))
    screen.profile.use_picture(file)
    url = me.read().image
    assert url.startswith("data:image/jpeg;base64,")
    assert len(url) <= LONGEST_URL
    image = picture_of(url)
    assert (image.width(), image.height()) == (SIDE, SIDE)
    qtbot.waitUntil(lambda: screen.profile._face._picture is not None)
    assert screen.profile.remove.isVisible()
    qtbot.keyClick(screen.profile.remove, Key.Key_Return)
    assert me.read().image == ""
    qtbot.waitUntil(lambda: not screen.profile.remove.isVisible())


def test_a_picture_with_holes_stays_one(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(picture(300, 300, alpha=True))
    assert read_picture(file).startswith("data:image/png;base64,")


def bomb() -> bytes:
    """A PNG that says it is 60,000 pixels on each side."""
    whole = bytearray(picture(8, 8))
    whole[16:24] = (60_000).to_bytes(4, "big") * 2
    return bytes(whole)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'


@pytest.mark.parametrize(
    "data",
    [b"", b"not a picture", SVG, bomb(), picture(64, 64)[:60], b"\xff\xd8\xff\xe0" + b"\0" * 64],
    ids=["empty", "words", "svg", "bomb", "cut", "half a jpeg"],
)
@pytest.mark.expected_qt("libpng", "Corrupt", "QImageIOHandler", "Jpeg", "JPEG", "jpeg")
def test_a_hostile_file_is_refused_calmly(screen, me, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "mine.png"
    file.write_bytes(data)
    screen.profile.use_picture(file)
    assert me.read().image == ""
    assert "mine.png is no picture that can be used." in screen.profile._picture_word.text()


def test_a_file_that_is_not_there(screen, tmp_path: Path) -> None:
    screen.profile.use_picture(tmp_path / "gone.png")
    assert "cannot be read" in screen.profile._picture_word.text()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://web.example/face.png",
        "data:image/svg+xml;base64," + base64.b64encode(SVG).decode(),
        "data:image/png;base64,not base64!",
        "data:image/png;base64," + base64.b64encode(bomb()).decode(),
        "data:image/png;base64," + "A" * LONGEST_URL,
        "file:///etc/passwd",
    ],
)
@pytest.mark.expected_qt("libpng", "QImageIOHandler")
def test_a_picture_of_the_database_is_not_trusted(url: str) -> None:
    assert picture_of(url) is None


# The address


def test_a_pasted_code_confirms_the_address(qtbot, screen, people, me, ctx) -> None:
    assert screen.profile._verified.text() == "Not confirmed"
    qtbot.mouseClick(screen.profile.verify, Mouse.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert not dialog.send.isVisible(), "no mailbox can send"
    people.rows.mailed[ADDRESS] = "261804"
    dialog.submit()
    assert dialog.code.error
    qtbot.keyClicks(dialog.code.edit, "999999")
    qtbot.keyClick(dialog.code.edit, Key.Key_Return)
    assert dialog.code.error == "That code is not right or has run out."
    dialog.code.edit.setText(" Your code: 261 804\n")
    qtbot.keyClick(dialog.code.edit, Key.Key_Return)
    assert me.read().verified
    assert screen.profile._verified.text() == "Confirmed"
    assert not screen.profile.verify.isVisible()
    assert ctx.notices.toast.words == "Address confirmed"


def test_a_code_is_sent_where_mail_can_go(qtbot, screen, people) -> None:
    people.recovery.can_mail = True
    screen.refresh()
    qtbot.mouseClick(screen.profile.verify, Mouse.LeftButton)
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(lambda: dialog.activateWindow() or dialog.isActiveWindow())
    qtbot.keyClick(dialog.send, Key.Key_Return)
    assert people.rows.mailed[ADDRESS] == "261804"
    assert dialog.send.text == "Send again"
    assert dialog.code.edit.hasFocus()
    dialog.reject()


def test_a_clipboard_is_no_buffer() -> None:
    """The reader of pictures takes bytes alone."""
    assert picture_of(QByteArray(b"data:").toStdString()) is None
