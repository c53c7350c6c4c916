"""What kind of file an attachment is, and whether opening it could do harm."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

from desktop_app.domain.inbox import Attachment
from desktop_app.services.file_names import safe_file_name


class Risk(StrEnum):
    """What may happen when a file of a stranger is opened."""

    NONE = "none"  # shown by a viewer: pictures, text, PDF, sound
    UNKNOWN = "unknown"  # nobody knows what the system does with it
    ACTIVE = "active"  # can carry programs that its application runs: macros, HTML, archives
    PROGRAM = "program"  # is a program, or starts one: never opened from here


def _endings(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = _endings(
    "txt text log md csv tsv pdf png jpg jpeg gif webp bmp tif tiff heic avif ics vcf eml "
    "docx xlsx pptx odt ods odp mp3 m4a wav ogg oga flac mp4 m4v mov webm mkv diff patch "
    "json asc sig pages numbers key"
)
_ACTIVE = _endings(
    # office files that may hold macros or links to outside
    "doc dot xls xlt xlm ppt pps pot docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm "
    "one rtf odb mdb accdb slk iqy oqy rqy dqy wps "
    # pages and drawings with scripts
    "html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt "
    # boxes whose inside nobody has seen
    "zip rar 7z tar gz tgz bz2 xz zst cab arj lzh ace iso img vhd vhdx udf dmg"
)
_PROGRAM = _endings(
    "exe com scr pif cpl dll sys ocx drv msi msp mst msix msixbundle appx appxbundle "
    "appinstaller application appref-ms bat cmd ps1 psm1 psd1 ps1xml ps2 psc1 msh vb vbe vbs js "
    "jse mjs ws wsf wsh wsc sct hta htc chm hlp inf ins isp reg scf lnk url website desktop "
    "library-ms search-ms settingcontent-ms theme themepack gadget diagcab msc crt cer der jar "
    "jnlp class app pkg mpkg command tool terminal workflow action scpt scptd applescript osas "
    "sh bash zsh csh fish ksh run bin elf out appimage deb rpm snap flatpakref flatpakrepo py "
    "pyc pyo pyw pyz pyzw pl rb php lua tcl apk ipa xpi crx xll wll ade adp mde prg grp udl "
    "vxd shb shs job vhs fxp"
)
# What mail says a file is, where its name says nothing.
_PLAIN_TYPES = ("image/", "audio/", "video/", "text/plain", "text/csv", "text/calendar")
_PROGRAM_TYPES = (
    "application/x-msdownload",
    "application/x-msdos-program",
    "application/x-executable",
    "application/x-sh",
    "application/x-bat",
    "application/java-archive",
    "application/javascript",
    "application/hta",
    "text/javascript",
    "text/x-python",
    "text/x-sh",
)


def risk(attachment: Attachment) -> Risk:
    """How careful one must be with a file: by its name's ending, which is what the system goes
    by when it opens it, and by its declared type; the worst of them counts. The name is judged as
    it came and as the file is kept under: without what cannot be seen, and cut."""
    endings = {_ending(attachment.filename), _ending(safe_file_name(attachment.filename))}
    kind = attachment.content_type.lower().partition(";")[0].strip()
    if endings & _PROGRAM or kind.startswith(_PROGRAM_TYPES):
        return Risk.PROGRAM
    if endings & _ACTIVE or kind in ("text/html", "image/svg+xml", "application/xhtml+xml"):
        return Risk.ACTIVE
    if endings <= _PLAIN:
        return Risk.NONE
    if endings == {""} and kind.startswith(_PLAIN_TYPES):
        return Risk.NONE
    return Risk.UNKNOWN


def icon_of(attachment: Attachment) -> tuple[str, str]:
    """Icon name and the path of its colour's token."""
    ending = _ending(attachment.filename)
    kind = attachment.content_type.lower()
    if ending == "pdf" or kind.startswith("application/pdf"):
        return "ph.file-pdf", "semantic.danger.solid"
    if ending in ("xlsx", "xls", "ods", "csv", "tsv", "xlsm", "numbers"):
        return "ph.table", "semantic.success.solid"
    if ending in ("docx", "doc", "odt", "rtf", "pages"):
        return "ph.file-text", "semantic.info.solid"
    if ending in ("pptx", "ppt", "odp", "key"):
        return "ph.presentation-chart", "semantic.warning.solid"
    if kind.startswith("image/"):
        return "ph.image", "text.secondary"
    if ending in ("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz"):
        return "ph.package", "text.secondary"
    if ending in ("eml",) or kind.startswith("message/"):
        return "ph.envelope-simple", "text.secondary"
    if ending == "ics" or kind.startswith("text/calendar"):
        return "ph.calendar-blank", "text.secondary"
    if kind.startswith("text/") or ending in _PLAIN:
        return "ph.file-text", "text.secondary"
    return "ph.file", "text.secondary"


def _ending(filename: str) -> str:
    """The ending as the system will read it: Windows passes over dots and blanks at the end."""
    return PurePosixPath(filename.strip().rstrip(". \u00a0")).suffix.lower().removeprefix(".")
