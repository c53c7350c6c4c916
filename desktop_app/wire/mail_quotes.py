"""Where the sender's own words end: quotations, attributions and signatures in plain text.

Nothing in a message says which lines are quoted; these rules know how the common programs write
it ("On … wrote:", "-----Original Message-----", a block of From/Sent/To/Subject). They err on the
side of showing too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

SNIPPET_LENGTH: Final = 200
_LOOKED_AT = 3_000  # characters of the text that a snippet may come from

# "On Mon, 1 Jun 2026, A Name <a@b> wrote:", in the languages that common programs speak.
_WROTE_LAST: Final = (  # the verb ends the line: "… wrote:"
    r"wrote|writes|schrieb|geschrieben|a écrit|escribió|escreveu|ha scritto|schreef|geschreven|"
    r"skrev|kirjoitti|napisał(?:\(a\))?|napsal(?:\(a\))?|написал(?:\(а\))?|пишет|написав|"
    r"yazdı|írta|a scris|написа|kirjutas"
)
_WROTE_THEN_NAME: Final = r"schrieb|schreef|skrev|a écrit|napisał|escribió"  # "schrieb A Name:"
_ATTRIBUTION = re.compile(
    rf"(?:^|[\s>])(?:{_WROTE_LAST})\s?[:：]$"
    rf"|(?:^|\s)(?:{_WROTE_THEN_NAME})\s[^\n]{{1,120}}[:：]$"
    r"|(?:写道|寫道|のメッセージ|님이 작성)\s?[:：]$",
    re.IGNORECASE,
)
_ATTRIBUTION_START = re.compile(
    r"^(?:On|Am|Le|El|Em|Il|Op|Den|Dne|W dniu|Dnia|På|La|În|Pe|Kl|Vào|Tarihinde)\b"
    r"|^\d{1,4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,4}|^\d{1,2} \S{3,12} \d{4}",
)
# "26.06.2014, 14:41, "A Name" <a@b.example>:" says it without a verb.
_DATED_ADDRESS = re.compile(r"\d{1,2}[:.]\d\d.{0,120}[^\s@]@[^\s@]{1,200}:$")
_ORIGINAL = re.compile(
    r"^\s*[-_=*]{2,}\s*(?:Original Message|Original Appointment|Ursprüngliche Nachricht|"
    r"Message d'origine|Message original|Mensaje original|Mensagem original|Messaggio originale|"
    r"Oorspronkelijk bericht|Oprindelig meddelelse|Исходное сообщение|原始邮件|元のメッセージ)\b",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^\s*(?:[-_=*]{2,}\s*(?:Forwarded message|Forwarded by|Weitergeleitete Nachricht|"
    r"Message transféré|Mensaje reenviado|Mensagem encaminhada|Messaggio inoltrato|"
    r"Doorgestuurd bericht|Videresendt|Пересылаемое сообщение|Пересланное сообщение|转发)\b|"
    r"Begin forwarded message:)",
    re.IGNORECASE,
)
_RULED: Final = ("-", "_", "=", "*")  # how such lines begin; most lines do not
_RULE = re.compile(r"^\s*[_=]{10,}\s*$")  # Outlook above old mail, Mailman above its footer
_HEADER_LINE = re.compile(
    r"^\s*\*?(From|Von|De|Da|Van|Fra|Från|Od|От|发件人|寄件者|差出人|보낸 사람|Sent|Gesendet|"
    r"Envoyé|Enviado|Inviato|Verzonden|Sendt|Skickat|Wysłano|Отправлено|Date|Datum|Fecha|Data|Дата|"
    r"发送时间|日期|送信日時|To|An|À|Para|A|Aan|Til|Till|Do|Кому|收件人|宛先|Cc|Subject|Betreff|"
    r"Objet|Asunto|Assunto|Oggetto|Onderwerp|Emne|Ämne|Temat|Тема|主题|件名)\s?[:：]\*?\s*\S",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"^\s*(?:Sent from my|Sent from (?:Mail|Outlook|Yahoo)|Get Outlook for|Sent via|Von meinem|"
    r"Gesendet von|Envoyé de mon|Enviado desde|Inviato da|Verzonden vanaf|Skickat från|"
    r"Отправлено с)\b.{0,60}$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|"
    r"guten (?:tag|morgen)|liebe[rs]?|sehr geehrte[rs]?|bonjour|cher|chère|hola|estimad[oa]|"
    r"olá|prezad[oa]|ciao|salve|beste|hej|здравствуйте|привет|добрый день|уважаем\w+)"
    r"\b[^.?\n]{0,40}[,!.:]?\s*$",
    re.IGNORECASE,
)


_MAX_SIGNATURE = 15  # lines; what is longer is text


def fold_start(lines: Sequence[str]) -> int | None:
    """Where what the reader knows already begins: the first line of the trailing quotation,
    with its attribution, and of a signature above it.

    Quotes between own lines (answers below each point) stay; so does a forwarded message, which
    is what its sender wants to show; so does everything if there are no own words above.

    Args:
        lines: the text; a quoted line starts with ">".

    Returns:
        An index into `lines`, or None if nothing should be folded.
    """
    kinds = _kinds(lines)
    last_own = kinds.rfind("o")
    if last_own < 0:
        return None
    for index in range(last_own + 1, len(lines)):
        if kinds[index] == "f":
            return None
        if kinds[index] != "b":
            return index
    return None


def own_lines(plain: str) -> str:
    """The beginning of a plain text that its author wrote, with its lines, up to a quotation or a
    signature; lines that are quoted in between are left out."""
    lines = plain[:_LOOKED_AT].split("\n")
    return "\n".join(each for each in lines[: fold_start(lines)] if not each.startswith(">"))


def _kinds(lines: Sequence[str]) -> str:
    """One letter for each line, see `_kind_of_each`."""
    kinds = list(_kind_of_each(lines))
    signed = 0
    for index in range(len(kinds) - 1, -1, -1):
        # From the end of a signature to its start: is it too long to be one?
        signed = signed + (kinds[index] == "s") if kinds[index] in "sb" else 0
        if signed > _MAX_SIGNATURE:
            return _without_signatures(kinds)
    return "".join(kinds)


def _without_signatures(kinds: list[str]) -> str:
    return "".join("o" if kind == "s" else kind for kind in kinds)


def _kind_of_each(lines: Sequence[str]) -> Iterator[str]:
    """One letter for each line: o(wn), b(lank), q(uoted), a(ttribution), s(ignature or footer),
    h(istory: an unmarked copy of older mail, up to the end), f(orwarded, likewise)."""
    signed = False
    rest = ""
    for index, line in enumerate(lines):
        if rest:
            yield rest
            continue
        stripped = line.strip()
        if not stripped:
            yield "b"
        elif stripped[0] == ">":
            yield "q"
            signed = False
        elif (stripped[0] in _RULED or stripped[0] in "Bb") and _FORWARDED.match(line):
            rest = "f"
            yield rest
        elif is_history_start(lines, index):
            rest = "h"
            yield rest
        elif signed or is_signature_start(line):
            signed = True
            yield "s"
        else:
            yield "a" if _is_attribution(lines, index) else "o"


def is_history_start(lines: Sequence[str], index: int) -> bool:
    """Whether an unmarked copy of an older message starts here: Outlook's ways of quoting."""
    line = lines[index]
    if line.lstrip()[:1] in _RULED:
        if _ORIGINAL.match(line):
            return True
        if _RULE.match(line):
            return _is_header_block(lines, _next_text(lines, index + 1))
    return (":" in line or "：" in line) and _is_header_block(lines, index)


def _next_text(lines: Sequence[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _is_header_block(lines: Sequence[str], index: int) -> bool:
    """From, Sent, To and Subject on neighbouring lines: the top of a quoted message."""
    if index >= len(lines) or not _HEADER_LINE.match(lines[index]):
        return False
    names = set()
    for line in lines[index : index + 8]:
        match = _HEADER_LINE.match(line)
        if match:
            names.add(match[1].lower())
        elif line.strip():
            break
    return len(names) >= 3


def is_attribution_end(line: str) -> bool:
    """Whether a line can be the (last) line of "On … wrote:"."""
    stripped = line.strip()
    if not stripped.endswith((":", "：")) or len(stripped) > 400:
        return False
    return bool(_ATTRIBUTION.search(stripped) or _DATED_ADDRESS.search(stripped))


def is_signature_start(line: str) -> bool:
    """Whether a line is the mark `-- ` above a signature (RFC 3676, 4.3), the rule above a
    list's footer, or what a telephone adds."""
    if line.startswith("--"):
        return line.rstrip() == "--"
    if line.lstrip()[:2] in ("__", "=="):
        return bool(_RULE.match(line))
    return len(line) < 90 and bool(_MOBILE.match(line))


def snippet(plain: str) -> str:
    """The first own words of a text on one line, at most `SNIPPET_LENGTH` characters.

    Quoted lines, attributions and a greeting at the top are passed over; if nothing else is
    left, the text from its start.
    """
    lines = plain[:_LOOKED_AT].split("\n")
    words = _own_words(lines)
    if not words:
        words = " ".join(line.lstrip("> ") for line in lines[:40])
    words = " ".join(words.split())
    if len(words) <= SNIPPET_LENGTH:
        return words
    cut = words.rfind(" ", SNIPPET_LENGTH - 40, SNIPPET_LENGTH)
    return words[: cut if cut > 0 else SNIPPET_LENGTH - 1].rstrip() + "…"


def _own_words(lines: Sequence[str]) -> str:
    out: list[str] = []
    size = 0
    greeting = ""
    for line, kind in zip(lines, _kind_of_each(lines), strict=False):
        if kind != "o":
            continue
        if not out and len(line) < 80 and _GREETING.match(line):
            greeting = greeting or line
            continue
        out.append(line)
        size += len(line) + 1
        if size > SNIPPET_LENGTH + 20:
            break
    return " ".join(out) or greeting


def _is_attribution(lines: Sequence[str], index: int) -> bool:
    """Whether this line is part of an "On … wrote:" of one to three lines."""
    line = lines[index].strip()
    if is_attribution_end(line):
        return True
    if not _ATTRIBUTION_START.match(line):
        return False
    return any(is_attribution_end(below) for below in lines[index + 1 : index + 3])
