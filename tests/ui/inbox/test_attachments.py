"""Which files are opened, asked about, or never opened."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop_app.domain.errors import KnownError
from desktop_app.domain.inbox import Attachment
from desktop_app.ui.inbox.attachments import Risk, icon_of, risk
from desktop_app.ui.inbox.files import FileDesk, ask_about
from desktop_app.ui.inbox.links import open_link, openable


def file(name: str, kind: str = "application/octet-stream") -> Attachment:
    return Attachment(UUID(int=len(name) + 1), name, 1000, kind, "")


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("offer.pdf", "application/pdf", Risk.NONE),
        ("photo.JPG", "image/jpeg", Risk.NONE),
        ("sheet.xlsx", "application/octet-stream", Risk.NONE),
        ("noname", "image/png", Risk.NONE),
        ("noname", "application/octet-stream", Risk.UNKNOWN),
        ("data.zzz", "text/plain", Risk.UNKNOWN),
        ("page.html", "text/html", Risk.ACTIVE),
        ("page.pdf", "text/html", Risk.ACTIVE),
        ("drawing.svg", "image/svg+xml", Risk.ACTIVE),
        ("macros.xlsm", "application/octet-stream", Risk.ACTIVE),
        ("old.doc", "application/msword", Risk.ACTIVE),
        ("box.zip", "application/zip", Risk.ACTIVE),
        ("invoice.pdf.exe", "application/pdf", Risk.PROGRAM),
        ("invoice.pdf.exe. ", "application/pdf", Risk.PROGRAM),
        ("setup.MSI", "image/png", Risk.PROGRAM),
        ("run.sh", "text/plain", Risk.PROGRAM),
        ("link.lnk", "application/octet-stream", Risk.PROGRAM),
        ("start.desktop", "text/plain", Risk.PROGRAM),
        ("photo.jpg", "application/x-msdownload", Risk.PROGRAM),
        ("picture.js", "image/png", Risk.PROGRAM),
        # What cannot be seen is no part of the name that the file is kept under; and that is cut.
        ("invoice.exe\u200b", "application/pdf", Risk.PROGRAM),
        ("invoice.e\u00adxe", "application/pdf", Risk.PROGRAM),
        ("script.js\u2060", "text/plain", Risk.PROGRAM),
        ("page.html\ufeff", "text/plain", Risk.ACTIVE),
        ("A" * 116 + ".exe." + "x" * 30, "application/pdf", Risk.PROGRAM),
        ("offer\u200b.pdf", "application/pdf", Risk.NONE),
    ],
)
def test_risk(name, kind, expected):
    assert risk(file(name, kind)) is expected


def test_every_icon_exists(themes):
    names = [
        "a.pdf",
        "a.xlsx",
        "a.docx",
        "a.pptx",
        "a.png",
        "a.zip",
        "a.eml",
        "a.ics",
        "a.txt",
        "a",
    ]
    for name in names:
        glyph, token = icon_of(file(name, "image/png" if name == "a.png" else ""))
        assert themes.has_glyph(glyph), glyph
        themes.now.color(token)


class Asked:
    """Stands in for the question."""

    def __init__(self) -> None:
        self.sentence = ""
        self.on_open = None
        self.on_save = None

    def __call__(self, window, name, sentence, *, on_open, on_save) -> None:
        self.sentence, self.on_open, self.on_save = sentence, on_open, on_save


@pytest.fixture
def desk(ctx, host, services, tmp_path):
    asked, opened, target = Asked(), [], tmp_path / "saved" / "copy.bin"
    target.parent.mkdir()

    def opener(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    made = FileDesk(
        ctx, host, opener=opener, ask=asked, ask_where=lambda _w, _name, then: then(target)
    )
    made.asked, made.opened, made.target = asked, opened, target
    return made


def give(services, attachment: Attachment, folder: Path, data: bytes = b"data") -> Path:
    path = folder / attachment.filename
    path.write_bytes(data)
    services.conversations.files[attachment.id] = str(path)
    return path


def test_a_harmless_file_opens_at_once(desk, services, tmp_path):
    pdf = file("offer.pdf", "application/pdf")
    path = give(services, pdf, tmp_path)
    desk.open(pdf)
    assert desk.opened == [str(path)]
    assert desk.asked.sentence == ""


def test_a_risky_file_is_asked_about_first(desk, services, tmp_path):
    macros = file("macros.xlsm")
    path = give(services, macros, tmp_path)
    desk.open(macros)
    assert desk.opened == []
    assert services.conversations.asked("attachment_path") == []
    desk.asked.on_open()
    assert desk.opened == [str(path)]


def test_a_program_is_never_opened(desk, services, tmp_path):
    program = file("invoice.pdf.exe")
    give(services, program, tmp_path, b"MZ")
    desk.open(program)
    assert desk.asked.on_open is None
    desk.asked.on_save()
    assert desk.opened == []
    assert desk.target.read_bytes() == b"MZ"


def test_a_save_that_fails_is_told(desk, services, ctx, tmp_path):
    pdf = file("offer.pdf")
    give(services, pdf, tmp_path)
    desk.target = desk.target.parent  # a folder is no file
    desk._ask_where = lambda _w, _name, then: then(desk.target)
    desk.save(pdf)
    assert len(ctx.notices.bands) == 1
    assert "could not be saved" in ctx.notices.bands[0].title


def test_a_file_that_is_gone_is_told(desk, services, ctx, monkeypatch):
    def gone(_id):
        raise KnownError("The file is missing.", "Import the mail again to bring it back.")

    monkeypatch.setattr(services.conversations, "attachment_path", gone)
    desk.open(file("offer.pdf"))
    assert ctx.notices.bands[0].title == "The file is missing."
    assert desk.opened == []


def test_the_question_cancels_by_default(qtbot, host):
    opened, saved = [], []
    name = "<b>x</b>.html"
    box = ask_about(
        host, name, "why", on_open=lambda: opened.append(1), on_save=lambda: saved.append(1)
    )
    assert name in box.text()
    assert box.textFormat().name == "PlainText"
    default = box.defaultButton()
    assert box.standardButton(default) == QMessageBox.StandardButton.Cancel
    default.click()
    assert (opened, saved) == ([], [])
    box = ask_about(host, name, "why", on_open=None, on_save=lambda: saved.append(1))
    words = [button.text().replace("&", "") for button in box.findChildren(QPushButton)]
    assert "Open" not in words
    next(each for each in box.buttons() if "Save" in each.text()).click()
    assert saved == [1]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "smb://host/share",
        "ms-msdt:/id",
        "outpost-mail://do/x/open/1",
        "https://",
        "https://user:secret@host.example/",
        "https://bank.example@evil.example/",
        "http:///path",
        "//host.example/",
        "relative",
        "",
        "https://a.example/\nb",
        "\\\\host\\share",
    ],
)
def test_dangerous_links_stay_closed(address):
    opened = []
    assert openable(address) is None
    assert not open_link(address, lambda url: bool(opened.append(url)))
    assert opened == []


@pytest.mark.parametrize(
    "address",
    [
        "https://norvane.example/a?b=c#d",
        "http://x.example",
        "mailto:ines@norvane.example?subject=a",
    ],
)
def test_honest_links_open(address):
    opened = []
    assert open_link(address, lambda url: opened.append(url.toString()) or True)
    assert opened == [address]
