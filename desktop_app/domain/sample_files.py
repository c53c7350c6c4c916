"""Small real files for the attachments of sample mail: a page of PDF, a table, a note."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from desktop_app.domain.sample_dice import Dice

VARIANTS: Final = 4

# By topic: what its letters enclose.
_NAMES: Final = {
    "pilot": ("pilot-outline.pdf", "volume-pricing.pdf", "gap-report.csv"),
    "quote": ("quote.pdf", "price-list.csv"),
    "demo": ("slides.pdf", "checklist.txt"),
    "security": ("security-answers.csv", "audit-summary.pdf", "subprocessors.pdf"),
    "terms": ("draft-agreement.pdf", "agreement-marked.pdf"),
    "kit": ("readings.csv", "first-steps.pdf"),
    "reference": ("case-study.pdf",),
    "renewal": ("plans.pdf",),
    "fair": ("one-page-drawing.pdf",),
    "cold": ("short-list.pdf",),
    "integration": ("sample-export.csv", "interface.pdf"),
    "delay": ("delivery-note.pdf",),
    "order": ("purchase-order.pdf", "invoice.pdf"),
}
_TYPES: Final = {"pdf": "application/pdf", "csv": "text/csv", "txt": "text/plain"}


@dataclass(frozen=True, slots=True)
class SampleFile:
    """An attachment: the same name and variant always hold the same bytes."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)


def enclosure(topic: str, dice: Dice) -> SampleFile:
    """A file that a letter on this topic may enclose; few different ones, as in real mail."""
    names = _NAMES.get(topic, ("notes.txt",))
    return _file(dice.pick(names), dice.between(1, VARIANTS))


@cache
def _file(name: str, variant: int) -> SampleFile:
    stem, _, suffix = name.rpartition(".")
    dice = Dice(sum(name.encode()) * VARIANTS + variant)
    content = {"pdf": _pdf, "csv": _table, "txt": _note}[suffix](stem, variant, dice)
    named = name if variant == 1 else f"{stem}-v{variant}.{suffix}"
    return SampleFile(named, _TYPES[suffix], content)


def _note(stem: str, variant: int, dice: Dice) -> bytes:
    title = f"{stem.replace('-', ' ').capitalize()}, version {variant}"
    lines = (f"{n}. place {dice.between(1, 40)}, socket and ladder ready" for n in range(1, 9))
    return "\n".join((title, "", *lines, "")).encode()


def _table(stem: str, variant: int, dice: Dice) -> bytes:
    rows = ["hour;place;reading;state"]
    for hour in range(24 * 7):
        reading = 18 + dice.roll() * 9
        state = "high" if reading > 26 else "ok"
        rows.append(f"{hour};{stem}-{variant};{reading:.2f};{state}")
    return ("\r\n".join(rows) + "\r\n").encode()


def _pdf(stem: str, variant: int, dice: Dice) -> bytes:
    """One page in Helvetica (ISO 32000-1, 7.5): header, five objects, table of offsets."""
    lines = [f"{stem.replace('-', ' ').capitalize()}, version {variant}", ""]
    lines += [
        f"Position {n}: {dice.between(2, 60)} units at {dice.between(40, 400)} EUR"
        for n in range(1, dice.between(6, 18))
    ]
    shown = "\n".join(f"({line}) Tj T*" for line in lines)
    page = f"BT /F1 11 Tf 72 770 Td 15 TL\n{shown}\nET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)
