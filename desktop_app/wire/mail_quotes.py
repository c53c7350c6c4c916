"""Where the sender's own words end: quotations, attributions and signatures in plain text.

Nothing in a message says which lines are quoted; these rules know how the common programs write
it ("On … wrote:", "-----Original Message-----", a block of From/Sent/To/Subject). They err on the
side of showing too much.
"""

from __future__ import annotations

import re
from typing import Final

SNIPPET_LENGTH: Final = 200
_LOOKED_AT = 6_000  # characters of the text that a snippet may come from

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
_ORIGINAL = re.compile(
    r"^\s*[-_=*]{2,}\s*(?:Original Message|Original Appointment|Forwarded [Mm]essage|Forwarded by"
    r"|Forwarded Message|Ursprüngliche Nachricht|Weitergeleitete Nachricht|Message d'origine"
    r"|Message transféré|Mensaje original|Mensagem original|Messaggio originale"
    r"|Oorspronkelijk bericht|Oprindelig meddelelse|Исходное сообщение"
    r"|Пересылаемое сообщение|原始邮件|元のメッセージ)\b.*$",
    re.IGNORECASE,
)
_OUTLOOK_RULE = re.compile(r"^\s*_{20,}\s*$")
_HEADER_LINE = re.compile(
    r"^\s*\*?(From|Von|De|Da|Van|Fra|Från|Od|От|发件人|寄件者|差出人|보낸 사람|Sent|Gesendet|"
    r"Envoyé|Enviado|Inviato|Verzonden|Sendt|Skickat|Wysłano|Отправлено|Date|Datum|Fecha|Data|Дата|"
    r"发送时间|日期|送信日時|To|An|À|Para|A|Aan|Til|Till|Do|Кому|收件人|宛先|Cc|Subject|Betreff|"
    r"Objet|Asunto|Assunto|Oggetto|Onderwerp|Emne|Ämne|Temat|Тема|主题|件名)\s?[:：]\*?\s*\S",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s?$")
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


def quote_start(lines: list[str]) -> int:
    """The index of the first line that belongs to a trailing quotation, or `len(lines)`.

    Lines that start with ">" between the sender's own lines (answers below each point) are no
    trailing quotation: only what stands after the last own line is.
    """
    for index, line in enumerate(lines):
        if line and is_history_start(lines, index):
            return index
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    if end == len(lines) or not any(line.lstrip().startswith(">") for line in lines[end:]):
        return len(lines)
    return end - attribution_above(lines, end)


def is_history_start(lines: list[str], index: int) -> bool:
    """Whether an unmarked copy of an older message starts here: Outlook's ways of quoting."""
    line = lines[index]
    if not line or line[0] == ">":
        return False
    if _ORIGINAL.match(line):
        return True
    if _OUTLOOK_RULE.match(line):
        return index + 1 < len(lines) and _is_header_block(lines, _next_text(lines, index + 1))
    return _is_header_block(lines, index)


def _next_text(lines: list[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _is_header_block(lines: list[str], index: int) -> bool:
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


def attribution_above(lines: list[str], end: int) -> int:
    """How many lines before `end` are "On … wrote:" (0 to 4, blank lines counted)."""
    last = end - 1
    while last >= 0 and end - last <= 2 and not lines[last].strip():
        last -= 1
    if last < 0 or not is_attribution_end(lines[last]):
        return 0
    for top in range(last, max(-1, last - 3), -1):
        if _ATTRIBUTION_START.match(lines[top].strip()):
            return end - top
    return end - last


def is_attribution_end(line: str) -> bool:
    """Whether a line can be the (last) line of "On … wrote:"."""
    stripped = line.strip()
    return (
        stripped.endswith((":", "："))
        and len(stripped) < 400
        and bool(_ATTRIBUTION.search(stripped))
    )


def is_signature_start(line: str) -> bool:
    """Whether a line is the signature mark `-- ` (RFC 3676, 4.3) or a telephone's footer."""
    return bool(_SIGNATURE.match(line) or (line and _MOBILE.match(line)))


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


def _own_words(lines: list[str]) -> str:
    out: list[str] = []
    size = 0
    greeting = ""
    for index, raw_line in enumerate(lines):
        line = raw_line.strip()
        if not line or line[0] == ">":
            continue
        if is_signature_start(raw_line) or is_history_start(lines, index):
            break
        if _is_attribution(lines, index):
            continue
        if not out and _GREETING.match(line):
            greeting = greeting or line
            continue
        out.append(line)
        size += len(line) + 1
        if size > SNIPPET_LENGTH + 20:
            break
    return " ".join(out) or greeting


def _is_attribution(lines: list[str], index: int) -> bool:
    """Whether this line is part of an "On … wrote:" of one to three lines."""
    line = lines[index].strip()
    if is_attribution_end(line):
        return True
    if not _ATTRIBUTION_START.match(line):
        return False
    return any(is_attribution_end(below) for below in lines[index + 1 : index + 3])
