"""The languages of the window: the catalogs are whole, and what they say is said."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLocale

from desktop_app.domain import language
from desktop_app.domain.action_rules import AGAIN, QUIET_HOT, UNANSWERED, Cause, text_of
from desktop_app.domain.language import clocked, dated, keep_clock, numeral, plural, speak, tr
from desktop_app.domain.typed_times import read_moment
from desktop_app.domain.working_hours import read_clock
from desktop_app.ui.help.guide import read_pages
from desktop_app.ui.language import QtCatalog, choose_language, halves_of
from desktop_app.ui.leads.words import moment_briefly
from tests.translations import LANGUAGES, ROOT, compiled, updated

_CATALOGS = sorted(LANGUAGES.glob("*.ts"))
_VALUES = re.compile(r"\{[^{}]*\}")


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)
    speak(None)


@pytest.fixture
def german() -> QtCatalog:
    locale = QLocale("de_DE")
    return QtCatalog(LANGUAGES / "outpost_de.qm", locale)


def _messages(catalog: Path) -> dict[tuple[str, str | None], list[str]]:
    """The forms of each text, by it and its meaning; of what is counted by its two forms."""
    said = {}
    for each in ElementTree.parse(catalog).iter("message"):
        told = each.find("translation")
        assert told is not None
        forms = [form.text or "" for form in told.iter("numerusform")] or [told.text or ""]
        if told.get("type") == "unfinished":
            forms = [""]
        said[each.findtext("source") or "", each.findtext("comment")] = forms
    return said


def test_there_is_german() -> None:
    assert [each.name for each in _CATALOGS] == ["outpost_de.ts"]


@pytest.mark.parametrize("catalog", _CATALOGS, ids=lambda each: each.stem)
def test_a_catalog_has_every_text_of_the_code_and_no_other(catalog: Path, tmp_path: Path) -> None:
    """Where it fails: ``python -m tests.translations``, and write what it left unfinished."""
    wanted = _messages(updated(catalog, tmp_path))
    assert len(wanted) > 2_500
    assert sorted(wanted, key=str) == sorted(_messages(catalog), key=str)
    assert [source for (source, _), forms in wanted.items() if not all(forms)] == []


@pytest.mark.parametrize("catalog", _CATALOGS, ids=lambda each: each.stem)
def test_translations_have_the_values_and_the_keys_of_their_source(catalog: Path) -> None:
    wrong = []
    counted = {
        each.findtext("source")
        for each in ElementTree.parse(catalog).iter("message")
        if each.get("numerus") == "yes"
    }
    for (source, _), forms in _messages(catalog).items():
        if source in counted and len(forms) != 2:
            wrong.append((source, forms))
        for form in forms:
            keys = [len(re.findall(r"&(?=\w)", each)) for each in (source, form)]
            ends = [
                (each[:1].isspace(), each[-1:].isspace(), each.partition("\t")[2])
                for each in (source, form)
            ]
            values = [Counter(_VALUES.findall(each)) for each in (source, form)]
            if source in counted:  # "one message" needs no figure
                values = [Counter(set(each) - {"{n}"}) for each in values]
            if keys[0] != keys[1] or ends[0] != ends[1] or values[0] != values[1]:
                wrong.append((source, form))
    assert wrong == []


@pytest.mark.parametrize("catalog", _CATALOGS, ids=lambda each: each.stem)
def test_what_is_shipped_was_made_of_the_catalog(catalog: Path, tmp_path: Path) -> None:
    shipped = catalog.with_suffix(".qm").read_bytes()
    assert compiled(catalog, tmp_path).read_bytes() == shipped


def test_german_words_numbers_and_dates(german: QtCatalog) -> None:
    speak(german)
    assert tr("Save") == "Speichern"
    assert plural("{n} messages", "{n} message", 1) == "1 Nachricht"
    assert plural("{n} messages", "{n} message", 1200) == "1.200 Nachrichten"
    assert numeral(1234567) == "1.234.567" and numeral(1234.5) == "1.234,5"
    assert dated(date(2026, 3, 17), year=True) == "17. März 2026"
    assert tr("No catalog has this.") == "No catalog has this."


def test_what_is_put_into_a_german_sentence_needs_no_other_case(german: QtCatalog) -> None:
    speak(german)
    sorted_by = tr("Sorted by {names}", names=tr("Last contact"))
    assert sorted_by == "Sortiert: Letzter Kontakt"


def test_an_action_of_a_rule_is_one_sentence_in_german(german: QtCatalog) -> None:
    speak(german)
    since = datetime(2026, 6, 16, tzinfo=UTC)

    def said(rule: str, about: str) -> str:
        return text_of(Cause(rule, "", UUID(int=1), None, "Ines", about, since))

    assert said(QUIET_HOT, AGAIN) == "Wieder bei Ines melden"
    assert said(QUIET_HOT, "") == "Bei Ines melden"
    assert said(UNANSWERED, "Prices") == "Ines antworten: Prices"


def test_in_english_nothing_is_needed() -> None:
    assert plural("{n} leads", "{n} lead", 1) == "1 lead"
    assert plural("{n} leads", "{n} lead", 1200) == "1,200 leads"
    assert tr("{a} of {b}", a=1, b=numeral(2000)) == "1 of 2,000"
    assert tr("{a} stays") == "{a} stays"
    assert dated(date(2026, 3, 17), weekday="Tue") == "Tue 17 March"


@pytest.mark.parametrize(
    ("content", "spoken"),
    [
        ('{"appearance.language": "de"}', "de"),
        ('{"appearance.language": "en"}', "en"),
        ('{"appearance.language": "xx"}', "en"),
        ('{"appearance.language": "../de"}', None),
        ("no json", None),
        ("[]", None),
    ],
)
def test_the_language_is_the_one_of_the_settings(
    content: str, spoken: str | None, tmp_path: Path
) -> None:
    """Where they do not say, it is the system's, which here is none that is spoken."""
    file = tmp_path / "settings.json"
    file.write_text(content)
    found = choose_language(file, ROOT / "resources")
    assert found == (spoken or "en")
    assert (tr("Save") == "Speichern") is (spoken == "de")


@pytest.mark.parametrize(
    ("chosen", "locale", "said"),
    [
        ("system", "en_US", "2:05\u00a0PM"),
        ("system", "en_GB", "14:05"),
        ("system", "de_DE", "14:05"),
        ("24", "en_US", "14:05"),
        ("12", "de_DE", "2:05\u00a0PM"),
        ("nonsense", "de_DE", "14:05"),
    ],
)
def test_times_are_on_the_clock_of_the_language_or_of_the_settings(
    chosen: str, locale: str, said: str
) -> None:
    keep_clock(halves_of(chosen, QLocale(locale)))
    try:
        assert clocked(time(14, 5)) == said
        assert read_clock(clocked(time(14, 5))) == time(14, 5)
        now = datetime(2026, 6, 16, 9, tzinfo=UTC)
        later = now.replace(day=18, hour=14, minute=5)
        assert read_moment(moment_briefly(later, now), now) == later
    finally:
        keep_clock(None)


def test_the_clock_of_the_settings_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"appearance.clock": "12", "appearance.language": "en"}')
    try:
        choose_language(file, ROOT / "resources")
        assert clocked(time(0, 30)).startswith("12:30\u00a0")
    finally:
        keep_clock(None)


def test_no_time_of_the_window_passes_by_the_clock() -> None:
    own_way = [
        f"{file.name}: {line.strip()}"
        for file in (ROOT / "desktop_app" / "ui").rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if "%H:%M" in line or "HH:mm" in line
    ]
    assert own_way == []


def test_no_text_hides_from_the_catalog() -> None:
    """What stands within an f-string is not found, and a bare label is in no catalog."""
    hidden = []
    for file in (ROOT / "desktop_app" / "ui").rglob("*.py"):
        for each in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(each, ast.JoinedStr):
                calls = [at for at in ast.walk(each) if isinstance(at, ast.Call)]
                said = any(ast.unparse(at.func) in ("tr", "plural", "mark") for at in calls)
            else:
                said = isinstance(each, ast.Call) and _is_bare_label(each)
            if said:
                hidden.append(f"{file.name}: {ast.unparse(each)}")
    assert hidden == []


def _is_bare_label(call: ast.Call) -> bool:
    if ast.unparse(call.func) != "label" or not call.args:
        return False
    words = call.args[0]
    either = (words.body, words.orelse) if isinstance(words, ast.IfExp) else (words,)
    texts = [str(each.value) for each in either if isinstance(each, ast.Constant)]
    return any(re.search("[A-Za-z]", each) and each != "Outpost" for each in texts)


def test_a_file_that_is_no_catalog_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outpost_xx.qm").write_bytes(b"no catalog")
    with pytest.raises(ValueError, match="outpost_xx"):
        QtCatalog(tmp_path / "outpost_xx.qm", QLocale("de"))


def test_nothing_is_said_before_a_language_is_chosen(tmp_path: Path) -> None:
    """The way of the window's command loads nothing that speaks before."""
    made = subprocess.run(
        [sys.executable, "-c", _LOADED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True,
        check=True, timeout=120,
    )  # fmt: skip
    assert json.loads(made.stdout) == []


# Whatever was said by then was said in English, and stays so.
_LOADED = """
import json, sys
from desktop_app.domain import language
said = []
before = language.tr
def heard(source, /, **values):
    said.append(source)
    return before(source, **values)
language.tr = heard
import desktop_app.ui.language as window_language
window_language.choose_language = lambda *_: (print(json.dumps(said)), sys.exit(0))
from desktop_app.cli import main
main(["--home", sys.argv[1]])
"""


def test_the_catalog_of_the_tests_is_put_back() -> None:
    assert isinstance(language._catalog, language._English)


def test_the_guide_is_there_in_german(german: QtCatalog) -> None:
    english = read_pages()
    speak(german)
    pages = read_pages()
    assert [each.key for each in pages] == [each.key for each in english]
    assert all(
        page.title and page.text != other.text for page, other in zip(pages, english, strict=True)
    )
    # Keys are called as the window calls them.
    assert not [each.key for each in pages if "Ctrl" in each.text or "Shift" in each.text]
