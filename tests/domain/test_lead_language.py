"""The language of the search box: what it understands, what it says, and the way back to words."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.domain.custom_fields import CustomField, CustomKind
from desktop_app.domain.lead_fields import LeadFields, ValueKind
from desktop_app.domain.lead_filters import (
    OPS,
    TAKES,
    Condition,
    Group,
    Op,
    Takes,
    filter_document,
    filter_of,
)
from desktop_app.domain.lead_groups import NOTHING, opposite, simplified
from desktop_app.domain.lead_language import LanguageError, parse, words_of
from desktop_app.domain.leads import LeadQuery

TODAY = date(2026, 6, 17)
FIELDS = LeadFields(
    CustomField(UUID(int=at), key, title, kind, choices)
    for at, (key, title, kind, choices) in enumerate(
        [
            ("deal_size", "Deal size", CustomKind.NUMBER, ()),
            ("renewal", "Renewal", CustomKind.DATE, ()),
            ("stage", "Stage", CustomKind.CHOICE, ("Won", "In talks", 'A "b", c', "none")),
            ("nickname", "Nickname", CustomKind.TEXT, ()),
            ("status", "Status", CustomKind.TEXT, ()),  # a built-in name wins; this has its key
            ("has", "Has", CustomKind.TEXT, ()),
            ("umsatz_größe", "Umsatz: Größe", CustomKind.NUMBER, ()),
            ("2nd call", "2nd call", CustomKind.DATE, ()),
        ]
    )
)


def _asks(text: str) -> tuple[Condition | Group, ...]:
    return parse(text, FIELDS, TODAY).where.parts


def _is(field: str, op: Op, value: object = None) -> Condition:
    return Condition(field, op, value)  # type: ignore[arg-type]


HOT = _is("status", Op.ANY_OF, ("hot",))
DRAFT = _is("draft", Op.YES)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("status:hot", [HOT]),
        ("STATUS:Hot", [HOT]),
        ("is:hot", [HOT]),
        ("status:hot,warm", [_is("status", Op.ANY_OF, ("hot", "warm"))]),
        ("-status:cold", [_is("status", Op.NONE_OF, ("cold",))]),
        ("NOT status:cold", [_is("status", Op.NONE_OF, ("cold",))]),
        ("NOT NOT status:hot", [HOT]),
        ("company:north", [_is("company", Op.CONTAINS, "north")]),
        ('company:"north west"', [_is("company", Op.CONTAINS, "north west")]),
        (r'company:"5\" \\ disks"', [_is("company", Op.CONTAINS, '5" \\ disks')]),
        ('company:5"disk', [_is("company", Op.CONTAINS, '5"disk')]),
        ("company:a(b)c", [_is("company", Op.CONTAINS, "a(b)c")]),
        ("-company:north", [_is("company", Op.LACKS, "north")]),
        ("company:=north", [_is("company", Op.IS, "north")]),
        ('-company:="north"', [_is("company", Op.IS_NOT, "north")]),
        ("company:north*", [_is("company", Op.BEGINS, "north")]),
        ("organisation:a,b", [Group((_is("company", Op.CONTAINS, "a"),
                                     _is("company", Op.CONTAINS, "b")), any=True)]),
        ("contacted:<30d", [_is("last_contact", Op.WITHIN, 30)]),
        ("contacted:<=2w", [_is("last_contact", Op.WITHIN, 14)]),
        ('contacted:>"2 weeks"', [_is("last_contact", Op.BEYOND, 14)]),
        ("contacted:>=1m", [_is("last_contact", Op.BEYOND, 29)]),
        ("contacted:>=0d", [_is("last_contact", Op.FILLED)]),
        ("contacted:never", [_is("last_contact", Op.EMPTY)]),
        ("contacted:any", [_is("last_contact", Op.FILLED)]),
        ("contacted:today", [_is("last_contact", Op.WITHIN, 0)]),
        ("contacted:yesterday", [_is("last_contact", Op.ON, date(2026, 6, 16))]),
        ("contacted:2026-1-31", [_is("last_contact", Op.ON, date(2026, 1, 31))]),
        ("contacted:<2026-01-31", [_is("last_contact", Op.BEFORE, date(2026, 1, 31))]),
        ("contacted:<=2026-01-31", [_is("last_contact", Op.BEFORE, date(2026, 2, 1))]),
        ("contacted:>2026-01-31", [_is("last_contact", Op.SINCE, date(2026, 2, 1))]),
        ("contacted:2026-02", [_is("last_contact", Op.SINCE, date(2026, 2, 1)),
                               _is("last_contact", Op.BEFORE, date(2026, 3, 1))]),
        ("added:2025..2026-02", [_is("created", Op.SINCE, date(2025, 1, 1)),
                                 _is("created", Op.BEFORE, date(2026, 3, 1))]),
        ("added:..2025", [_is("created", Op.BEFORE, date(2026, 1, 1))]),
        ("contacted:>30d,never", [Group((_is("last_contact", Op.BEYOND, 30),
                                         _is("last_contact", Op.EMPTY)), any=True)]),
        ("size:>=51", [_is("company_size", Op.AT_LEAST, 51)]),
        ("size:<=1,200", [_is("company_size", Op.AT_MOST, 1200)]),
        ("size:51..200", [_is("company_size", Op.AT_LEAST, 51),
                          _is("company_size", Op.AT_MOST, 200)]),
        ("size:201–500", [_is("company_size", Op.AT_LEAST, 201),
                          _is("company_size", Op.AT_MOST, 500)]),
        ("size:7..", [_is("company_size", Op.AT_LEAST, 7)]),
        ("deal-size:>-1.5", [_is("custom.deal_size", Op.MORE, -1.5)]),
        ('"Deal size":<5', [_is("custom.deal_size", Op.LESS, 5)]),
        ("-deal_size:1..2", [Group((_is("custom.deal_size", Op.AT_LEAST, 1),
                                    _is("custom.deal_size", Op.AT_MOST, 2)), negated=True)]),
        ("renewal:<30d", [_is("custom.renewal", Op.WITHIN, 30)]),
        ('stage:won,"in talks"', [_is("custom.stage", Op.ANY_OF, ("Won", "In talks"))]),
        ('stage:"none",none', [_is("custom.stage", Op.ANY_OF, ("none",))]),
        ("custom.status:x", [_is("custom.status", Op.CONTAINS, "x")]),
        ("has:draft", [DRAFT]),
        ("no:draft", [_is("draft", Op.NO)]),
        ("draft:no", [_is("draft", Op.NO)]),
        ("-has:action", [_is("action", Op.NO)]),
        ("has:phone,website", [Group((_is("phone", Op.FILLED), _is("website", Op.FILLED)),
                                     any=True)]),
        ("no:phone", [_is("phone", Op.EMPTY)]),
        ("phone:none", [_is("phone", Op.EMPTY)]),
        ("phone:any", [_is("phone", Op.FILLED)]),
        ('phone:"none"', [_is("phone", Op.CONTAINS, "none")]),
        ("has:stage", [_is("custom.stage", Op.FILLED)]),
        ('has:"Deal size"', [_is("custom.deal_size", Op.FILLED)]),
        ("wrote:<7d", [_is("wrote", Op.WITHIN, 7)]),
        ("noreply:14d", [_is("no_reply", Op.FOR_DAYS, 14)]),
        ("noreply:>14", [_is("no_reply", Op.FOR_DAYS, 14)]),
        ("due:<7d", [_is("due", Op.WITHIN, 7)]),
        ("status:hot has:draft", [HOT, DRAFT]),
        ("status:hot AND has:draft", [HOT, DRAFT]),
        ("((status:hot) (has:draft))", [HOT, DRAFT]),
        ("status:hot OR has:draft", [Group((HOT, DRAFT), any=True)]),
        ("status:hot OR has:draft no:phone",
         [Group((HOT, Group((DRAFT, _is("phone", Op.EMPTY)))), any=True)]),
        ("(status:hot OR has:draft) no:phone",
         [Group((HOT, DRAFT), any=True), _is("phone", Op.EMPTY)]),
        ("-(status:hot has:draft)", [Group((HOT, DRAFT), negated=True)]),
        ("-company:a,b", [Group((_is("company", Op.CONTAINS, "a"),
                                 _is("company", Op.CONTAINS, "b")), any=True, negated=True)]),
    ],
)  # fmt: skip
def test_what_is_understood(text, parts):
    assert list(_asks(text)) == parts
    assert parse(text, FIELDS, TODAY).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "", "north", "  north west ", "ines@norvane.example", "10:30", "http://norvane.example/a:b",
        "https://x", "mailto:a@b.c", "Re: offer", "Optics (Zürich", ")", "((", "a OR b", "NOT x",
        "-x", "--", '"quoted', ":", "::", ":hot", "a:", "C:\\x", "°:x", "AND", 'x"y:"z',
        "+32 555-0142", "🙂:1",
    ],
)  # fmt: skip
def test_words_alone_mean_what_they_always_meant(text):
    parsed = parse(text, FIELDS, TODAY)
    assert parsed.text == text.strip()
    assert not parsed.where


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("north status:hot", "north"),
        ("status:hot  north  10:30 west", "north 10:30 west"),
        ('"north west" status:hot', '"north west"'),
        ("status:hot Optics (Zürich)", "Optics Zürich"),
        ("north AND status:hot", "north"),
    ],
)
def test_words_stand_beside_conditions(text, words):
    parsed = parse(text, FIELDS, TODAY)
    assert (parsed.text, parsed.where.parts) == (words, (HOT,))


@pytest.mark.parametrize(
    ("text", "wrong", "message", "suggestion"),
    [
        ("stauts:hot", "stauts", "There is no field “stauts”.", "status"),
        ("north foo:bar", "foo", "There is no field “foo”.", ""),
        ("dealsise:5", "dealsise", "There is no field “dealsise”.", "deal_size"),
        ("status:hto", "hto", "“Status” is never “hto”.", "hot"),
        ("status:hot,lukewarm", "lukewarm", "“Status” is never “lukewarm”.", "warm"),
        ("status:>hot", ">hot", "“Status” is one of a few words.", ""),
        ("status:", "status:", "What should “status” be?", ""),
        ("status: hot", "status:", "What should “status” be?", ""),
        ("status:hot,", ",", "Behind this comma a value is missing.", ""),
        ("status:,hot", ",", "Here a value is missing.", ""),
        ("company:>north", ">north", "“Company” is text, and not more or less than something.", ""),
        ("company:>", ">", "Here a value is missing.", ""),
        ('company:"a', '"a', "This quote is never closed.", ""),
        ('company:"a"b', "b", "Behind the closing quote a space is missing.", ""),
        ("contacted:30d", "30d", "“30d” does not say which side of it.", "<30d"),
        ("contacted:<30x", "<30x", "“30x” is not a number of days.", "30d"),
        ("contacted:<9999999y", "<9999999y", "“9999999y” are more days than can be counted.", ""),
        ("contacted:tody", "tody", "“tody” is not a day.", "today"),
        ("contacted:2026-02-30", "2026-02-30", "“2026-02-30” is not a day.", ""),
        ("contacted:0000-01-01", "0000-01-01", "“0000-01-01” is not a day.", ""),
        ("contacted:2026*", "2026*", "A star stands behind text alone, as in company:north*.", ""),
        ("size:many", "many", "“many” is not a number.", ""),
        ("size:..", "..", "Between what should “Company size” be?", ""),
        ("size:>=1e999", ">=1e999", "“1e999” is not a number.", ""),
        ("draft:maybe", "maybe", "“AI draft” is yes or no.", ""),
        ("noreply:<14d", "<14d", "“No reply for” counts from so many days on.", "14d"),
        ("has:phon", "phon", "There is no field “phon”.", "phone"),
        ("has:noreply", "noreply", "“No reply for” is asked with a number of days.", "noreply:14d"),
        ("has:>phone", ">phone",
         "Here stands the name of a field alone, as in has:phone.", ""),
        ("(status:hot", "(", "This parenthesis is never closed.", ""),
        ("status:hot)", ")", "This parenthesis was never opened.", ""),
        ("status:hot OR", "OR", "OR stands between two conditions.", ""),
        ("OR status:hot", "OR", "OR stands between two conditions.", ""),
        ("AND status:hot", "AND", "AND stands between two conditions.", ""),
        ("status:hot NOT", "NOT", "Behind NOT a condition is missing.", ""),
        ("NOT () status:hot", "NOT", "Between these parentheses a condition is missing.", ""),
        ("north OR status:hot", "north",
         "“north” can stand beside conditions, but not in OR or NOT.", ""),
        ("NOT (north status:hot)", "north",
         "“north” can stand beside conditions, but not in OR or NOT.", ""),
        ("status:hot -north", "-north", "Words alone cannot be left out.", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_marked(text, wrong, message, suggestion):
    with pytest.raises(LanguageError) as caught:
        parse(text, FIELDS, TODAY)
    error = caught.value
    assert error.message == error.title == message
    assert text[error.position : error.position + error.length] == wrong
    assert error.suggestion == suggestion
    if suggestion:
        assert suggestion in error.advice


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        ("status:", True), ("status:h", True), ("status:x", False), ("status:h north", False),
        ('company:"no', True), ("(status:hot", True), ("status:hot OR", True), ("has:ph", True),
        ("has:phx", False), ("status:hot,", True), ("contacted:<", True), ("status:hot NOT", True),
        ("stauts:hot", False), ("status:hot)", False),
    ],
)  # fmt: skip
def test_what_may_become_right_is_told_from_what_is_wrong(text, unfinished):
    with pytest.raises(LanguageError) as caught:
        parse(text, FIELDS, TODAY)
    assert caught.value.unfinished is unfinished


def test_too_long_and_too_deep_are_said():
    with pytest.raises(LanguageError, match="too long"):
        parse("x" * 5000, FIELDS, TODAY)
    with pytest.raises(LanguageError, match="nested too deeply"):
        parse("(" * 100 + "status:hot" + ")" * 100, FIELDS, TODAY)
    with pytest.raises(LanguageError, match="nested too deeply"):
        parse("-" * 1000 + "status:hot", FIELDS, TODAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("north  organisation:north", "north company:north"),
        ("contacted:never,>30d", "contacted:never,>30d"),
        ("NOT (status:hot OR phone:none)", "NOT (status:hot OR no:phone)"),
        ("status:hot OR (has:draft no:phone)", "status:hot OR (has:draft no:phone)"),
        ("x (status:hot OR has:draft)", "x (status:hot OR has:draft)"),
        ("custom.has:x", "custom.has:x"),
        ('"2nd call":<3d', '"2nd call":<3d'),
    ],
)
def test_words_are_written_as_people_write_them(text, words):
    parsed = parse(text, FIELDS, TODAY)
    assert words_of(LeadQuery(parsed.text, parsed.where), FIELDS) == words


# The first draw loads the tables of all characters.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Everything that chips can make -----------------------------------------------------------------

_texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
_days = st.integers(0, 36_500)
_values = {
    Takes.NOTHING: st.none(),
    Takes.TEXT: _texts | st.sampled_from(["none", "any", "a,b", "x*", '"', "\\", "<1", "=a"]),
    Takes.NUMBER: st.integers(-(10**9), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12),
    Takes.DAYS: _days,
    Takes.DATE: st.dates(date(1900, 1, 1), date(2200, 1, 1)),
}


@st.composite
def conditions(draw) -> Condition:
    field = draw(st.sampled_from(FIELDS.all))
    op = draw(st.sampled_from(OPS[field.kind]))
    if TAKES[op] is Takes.WORDS:
        chosen = st.lists(st.sampled_from(field.choices), min_size=1, unique=True)
        return Condition(field.key, op, tuple(draw(chosen)))
    return Condition(field.key, op, draw(_values[TAKES[op]]))


def _groups(inner):
    return st.builds(
        Group, st.lists(inner, max_size=4).map(tuple), any=st.booleans(), negated=st.booleans()
    )


groups = _groups(st.recursive(conditions(), _groups, max_leaves=8))


@unhurried
@given(groups)
def test_a_filter_written_out_reads_back(group):
    wanted = simplified(group)
    if any(part == NOTHING for part in _all_groups(wanted)):
        return  # no chip asks for nobody
    text = words_of(group, FIELDS)
    parsed = parse(text, FIELDS, TODAY)
    assert parsed.where == wanted, text
    assert parsed.text == ""
    assert words_of(parsed.where, FIELDS) == text


def _all_groups(group):
    for part in group.parts:
        if isinstance(part, Group):
            yield part
            yield from _all_groups(part)


@unhurried
@given(groups)
def test_a_filter_in_one_shape_stays_in_it(group):
    shape = simplified(group)
    assert simplified(shape) == shape
    assert not shape.any
    assert not shape.negated
    assert filter_of(filter_document(shape)) == shape


@unhurried
@given(groups, st.data())
def test_the_shape_of_a_filter_does_not_change_what_it_means(group, data):
    truth: dict[tuple[str, Op, object], bool] = {}

    def holds(part) -> bool:
        if isinstance(part, Condition):
            twin = opposite(part)
            if isinstance(twin, Condition):
                base = min((part, twin), key=lambda each: str(each.op))
                key = (base.field, base.op, base.value)
                if key not in truth:
                    truth[key] = data.draw(st.booleans())
                return truth[key] == (part is base or part == base)
            key = (part.field, part.op, part.value)
            if key not in truth:
                truth[key] = data.draw(st.booleans())
            return truth[key]
        if not part.parts:
            return True
        return (any if part.any else all)([holds(each) for each in part.parts]) != part.negated

    assert holds(simplified(group)) == holds(group)


_pieces = st.sampled_from(
    ["status:", "hot", ",", "(", ")", "-", "NOT", "OR", "AND", " ", '"', "company:", "north", "<",
     ">=", "30d", "..", "5", "size:", "contacted:", "never", "has:", "no:", "draft", "*", "=", "\\",
     "2026-01-31", "xyz:", "deal_size:", "stage:", "\0", "\ud800", ":", "noreply:", "e", "."]
)  # fmt: skip


@unhurried
@given(st.text(max_size=60) | st.lists(_pieces, max_size=14).map("".join))
@example("size:>=" + "9" * 5000)
@example("contacted:<" + "9" * 5000 + "d")
@example("status:hot " + "(" * 1500)
def test_any_text_is_understood_or_refused_in_words(text):
    try:
        parsed = parse(text, FIELDS, TODAY)
    except LanguageError as error:
        assert error.title
        assert 0 <= error.position <= error.position + error.length <= max(len(text), 1)
        assert error.length > 0
        return
    again = words_of(LeadQuery(parsed.text, parsed.where), FIELDS)
    assert parse(again, FIELDS, TODAY).where == parsed.where
    for condition in parsed.where.conditions():
        assert FIELDS.get(condition.field) is not None
        assert condition.op in OPS[FIELDS.get(condition.field).kind]


def test_every_operator_of_every_kind_can_be_written():
    kinds = {kind for kind in ValueKind for field in FIELDS.all if field.kind is kind}
    assert kinds == set(ValueKind)
