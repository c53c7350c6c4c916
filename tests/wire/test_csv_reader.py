"""Any CSV file ends in rows or in reasons."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.domain.lead_mapping import header_score
from desktop_app.wire.csv_dialect import Dialect, detect_dialect
from desktop_app.wire.csv_encoding import detect_encoding
from desktop_app.wire.csv_reader import open_table
from desktop_app.wire.csv_records import MAX_RECORD, TOO_LONG, UNCLOSED

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "csv"


@pytest.fixture
def read(tmp_path):
    """``read(content)``: header, cells of the good rows, (line, problem) of the bad, table."""

    def run(content: str | bytes, **options):
        path = tmp_path / "table.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with open_table(path, **{"header_score": header_score, **options}) as table:
            rows = list(table.rows)
        good = [row.cells for row in rows if not row.problem]
        bad = [(row.line_no, row.problem) for row in rows if row.problem]
        return table.header, good, bad, table

    return run


PEOPLE = [["Company", "Name", "Email"], ["Acme", "Zoë, the first", "z@a.example"],
          ["Müller", "two\nlines", "m@m.example"], ["", "", "x@x.example"]]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_every_delimiter_line_end_and_encoding(read, delimiter, line_end, encoding):
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in PEOPLE]
    header, good, bad, table = read((line_end.join(lines) + line_end).encode(encoding))
    assert list(header) == PEOPLE[0]
    assert [list(cells) for cells in good] == PEOPLE[1:]
    assert (bad, table.delimiter) == ([], delimiter)
    assert table.count_rows() == 3


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Société;Prénom;Nom;E-mail\nCafé Noël;Hélène;Lefèvre;h@cafe.example\n"),
        ("cp1252", "Empresa,Nombre,Correo\nEspaña Café S.A.,José Muñoz,j@espana.example\n"),
        ("cp1250", "Firma;Imię;Nazwisko\nŻółw sp. z o.o.;Łukasz;Wąż\n"),
        ("cp1250", "Společnost;Jméno\nŠkoda Plzeň;Jiří Dvořák\n"),
        ("cp1251", "Компания;Имя\nООО Ромашка;Иван Петров\n"),
        ("koi8_r", "Компания;Имя\nООО Ромашка;Иван Петров\n"),
        ("cp1253", "Εταιρεία;Όνομα\nΑθήνα ΑΕ;Γιώργος Παπαδόπουλος\n"),
        ("cp1254", "Şirket;Ad\nİstanbul Gıda A.Ş.;Çağrı Yıldız\n"),
        ("cp1255", "חברה,שם\nתל אביב,דוד כהן\n"),
        ("cp932", "会社名,氏名,メール\n株式会社山田製作所,山田太郎,a@b.example\n"),
        ("euc_jp", "会社名,氏名,メール\n株式会社山田製作所,山田太郎,a@b.example\n"),
        ("iso2022_jp", "会社名,氏名,メール\n株式会社山田製作所,山田太郎,a@b.example\n"),
        ("gb18030", "公司,姓名,邮箱\n北京科技有限公司,王小明,a@b.example\n"),
        ("big5", "公司,姓名,信箱\n臺灣科技有限公司,王小明,a@b.example\n"),
        ("cp949", "회사,이름,이메일\n서울전자 주식회사,김철수,a@b.example\n"),
        ("mac_roman", "Société;Prénom;Nom\nCafé Noël;Hélène;Lefèvre\n"),
        ("cp850", "Firma;Name\nMüller & Söhne;Jürgen\n"),
    ],
)
def test_legacy_encodings_of_a_few_words(read, encoding, text):
    header, good, _, _ = read(text.encode(encoding))
    names, *rows = [tuple(line.split(";" if ";" in line else ",")) for line in text.splitlines()]
    assert (header, good) == (names, rows)


def test_a_byte_beyond_ascii_at_the_very_end_still_decides_the_encoding(read):
    plain = "Company,Email\n" + "Acme,a@a.example\n" * 80_000
    _, good, _, table = read(plain.encode() + "Müller,m@m.example\n".encode("cp1252"))
    assert (table.encoding, good[-1][0]) == ("cp1252", "Müller")


def test_utf_8_with_a_line_of_windows_in_it_is_mended(read):
    lines = [f"Müller {i},m{i}@m.example\n".encode() for i in range(50)]
    lines[20] = "Café,c@c.example\n".encode("cp1252")
    _, good, _, table = read(b"Company,Email\n" + b"".join(lines))
    assert (good[20][0], good[0][0]) == ("Café", "Müller 0")
    assert table.notes == ["1 of its lines are not UTF-8 like the rest, and were read as cp1252."]


def test_half_a_character_at_the_end_is_no_reason_to_stop(read):
    text = "Company,Email\n" + "Müller,m@m.example\n" * 9 + "Zoë"
    _, good, _, _ = read(text.encode()[:-1])
    assert len(good) == 10
    _, good, _, _ = read(("Company,Email\nA,a@a.example\n").encode("utf-16") + b"\x41")
    assert good[0] == ("A", "a@a.example")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty"),
        (b"PK\x03\x04" + bytes(range(256)), "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "Excel"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\x1f\x8b\x08\x00abcdefgh", "compressed"),
        (b"<!DOCTYPE html><table><tr><td>a@b.example</td></tr></table>", "web page"),
        (b"\x7fELF\x02\x01\x01" + bytes(3_000), "not a text"),
        (random.Random(1).randbytes(9_000), "not a text"),
        (b",,,\r\n,,,\r\n", "no rows"),
    ],
)
def test_what_is_no_table_is_refused_calmly(read, content, says):
    with pytest.raises(KnownError, match=says):
        read(content)


def test_a_missing_file_and_a_folder_are_refused_calmly(tmp_path):
    with pytest.raises(KnownError, match="not there"):
        open_table(tmp_path / "nothing.csv")
    with pytest.raises(KnownError, match="folder"):
        open_table(tmp_path)


# Headers --------------------------------------------------------------------------------------


def test_a_preamble_is_passed_over(read):
    header, good, bad, table = read(
        "# exported today\n\nVisitors of the fair;;\nStand;B12;\n;;\n"
        "Company;Name;E-Mail\nAcme;Ann;a@a.example\n"
    )
    assert header == ("Company", "Name", "E-Mail")
    assert (good, bad) == ([("Acme", "Ann", "a@a.example")], [])
    assert table.notes == ["3 lines before the header were passed over."]


@pytest.mark.parametrize("mark", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_first_line_of_excel_names_the_delimiter(read, mark):
    header, good, _, _ = read(f"{mark}\r\na,b;c,d;Email\r\n1,2;3,4;a@a.example\r\n")
    assert (header, good) == (("a,b", "c,d", "Email"), [("1,2", "3,4", "a@a.example")])


def test_without_a_header_columns_have_numbers(read):
    header, good, _, table = read("Acme,Ann,a@a.example\nBolt,Bob,b@b.example\n")
    assert header == ("Column 1", "Column 2", "Column 3")
    assert not table.has_header
    assert good[0] == ("Acme", "Ann", "a@a.example")
    assert table.sample[0] == good[0]


def test_names_are_never_empty_nor_twice_the_same(read):
    header, *_ = read("Email,,Email,Email (2),Name\na@a.example,1,2,3,4\n")
    assert header == ("Email", "Column 2", "Email (2)", "Email (2) (2)", "Name")


# Rows -----------------------------------------------------------------------------------------


def test_rows_shorter_and_longer_than_the_header(read):
    _, good, bad, _ = read(
        "Company,Name,Email\nA,Ann\nB,Bob,b@b.example,,,\nAcme, Inc.,Cid,c@c.example\n\n , ,\n"
        "D,Dan,d@d.example\n"
    )
    assert good == [("A", "Ann", ""), ("B", "Bob", "b@b.example"), ("D", "Dan", "d@d.example")]
    assert [line for line, _ in bad] == [4]
    assert bad[0][1].startswith("4 cells where the header has 3")


def test_columns_beyond_the_header_that_most_rows_have_get_names(read):
    header, good, bad, _ = read("Email,Name\na@a.example,Ann,x\nb@b.example,Bob,y\n")
    assert header == ("Email", "Name", "Column 3")
    assert good[0] == ("a@a.example", "Ann", "x")
    assert bad == []


def test_line_numbers_are_those_of_the_file(read, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('Company,Name,Email\n"A\nB\nC",Ann,a\n\n\nD,Dan,d\n')
    with open_table(path, header_score=header_score) as table:
        assert [row.line_no for row in table.rows] == [2, 7]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ('"He said ""hi"""', 'He said "hi"'),
        (r'"He said \"hi\" to me"', 'He said "hi" to me'),
        ('5" pipe', '5" pipe'),
        (' "spaced"', "spaced"),
        ('"a;b|c\td"', "a;b|c\td"),
    ],
)
def test_quotes_as_programs_write_them(read, cell, meant):
    _, good, _, _ = read(f"Company,Name,Email\n{cell},Ann,a@a.example\n")
    assert good == [(meant, "Ann", "a@a.example")]


def test_single_quotes(read):
    _, good, _, _ = read("'Company','Email'\n'O''Brien, Ltd','o@o.example'\n'B','b@b.example'\n")
    assert good[0] == ("O'Brien, Ltd", "o@o.example")
    _, good, _, _ = read("Company,Email\nO'Brien's,o@o.example\n'Tis,t@t.example\n")
    assert good == [("O'Brien's", "o@o.example"), ("'Tis", "t@t.example")]


@pytest.mark.parametrize("position", [0, 1, 5, 8, 9])
@pytest.mark.parametrize("others", ["plain", "quoted"])
def test_a_quotation_mark_never_closed_costs_one_row(read, position, others):
    mark = '"' if others == "quoted" else ""
    lines = [f"{mark}Company {i}, Ltd{mark},p{i}@c.example" for i in range(10)]
    if others == "plain":
        lines = [f"Company {i},p{i}@c.example" for i in range(10)]
    lines[position] = f'"Broken {position},x@x.example'
    _, good, bad, _ = read("Company,Email\n" + "\n".join(lines) + "\n")
    assert bad == [(position + 2, UNCLOSED)]
    assert [cells[1] for cells in good] == [f"p{i}@c.example" for i in range(10) if i != position]


def test_where_marks_never_pair_they_mean_nothing(read):
    rows = "".join(f'"Broken {i},x{i}@x.example\n' for i in range(200))
    _, good, bad, table = read("Company,Email\n" + rows)
    assert len(good) + len(bad) == 200
    assert len(bad) <= 60
    assert good[-1] == ('"Broken 199', "x199@x.example")
    assert any("do not come in pairs" in note for note in table.notes)


def test_a_long_text_over_many_lines_stays_one_cell(read):
    text = "\n".join(f"line {i}, with a comma" for i in range(1_000))
    _, good, bad, _ = read(f'Company,Notes,Email\nA,"{text}",a@a.example\nB,,b@b.example\n')
    assert bad == []
    assert good[0] == ("A", text, "a@a.example")


def test_a_field_of_two_megabytes_is_read(read):
    huge = "x" * (2 << 20)
    _, good, _, _ = read(f"Company,Email\n{huge},a@a.example\n")
    assert good == [(huge, "a@a.example")]


def test_a_line_without_end_is_left_out_and_memory_stays_small(tmp_path):
    path = tmp_path / "table.csv"
    with path.open("wb") as file:
        file.write(b"Company,Email\nA,a@a.example\n")
        for _ in range(8):
            file.write(b"x" * MAX_RECORD)
        file.write(b"\nB,b@b.example\n")
    tracemalloc.start()
    with open_table(path, header_score=header_score) as table:
        rows = [(row.line_no, row.problem, row.cells[0][:1]) for row in table.rows]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == [(2, "", "A"), (3, TOO_LONG, "x"), (4, "", "B")]
    assert peak < 6 * MAX_RECORD


def test_a_quote_that_opens_before_a_very_long_rest_costs_one_row(tmp_path):
    path = tmp_path / "table.csv"
    with path.open("w") as file:
        file.write('Company,Email\n"A,a@a.example\n')
        for i in range(20_000):
            file.write(f"Company {i},p{i}@c.example\n")
    with open_table(path, header_score=header_score) as table:
        rows = list(table.rows)
    assert [(row.line_no, row.problem) for row in rows if row.problem] == [(2, UNCLOSED)]
    assert len(rows) == 20_001


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "table.csv"
    peaks = []
    for count in (20_000, 80_000):
        with path.open("w") as file:
            file.write("Company,Name,Email\n")
            file.writelines(f'"Company, {i}",Person,p{i}@c.example\n' for i in range(count))
        tracemalloc.start()
        with open_table(path, header_score=header_score) as table:
            assert sum(1 for _ in table.rows) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2


def test_zero_bytes_are_left_out_and_told(read):
    _, good, _, table = read(b"Company,Email\nA\x00cme,a@a.example\n\x00\nB,b@b.example\x1a")
    assert good[0] == ("Acme", "a@a.example")
    assert table.notes == ["2 zero bytes were left out."]


def test_the_user_knows_better(read):
    content = "Näme:Email:x,y\nAnn:a@a.example:1,2\n".encode("cp850")
    header, good, _, _ = read(content, encoding="cp850", delimiter=":")
    assert header == ("Näme", "Email", "x,y")
    assert good == [("Ann", "a@a.example", "1,2")]
    with pytest.raises(KnownError, match="klingon"):
        read(content, encoding="klingon")


# Dialects without a header that says anything ----------------------------------------------------


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        ("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n", ";"),
        ("x|y|z\nhello, world|foo; bar|1\nbye, all|baz; qux|2\n", "|"),
        ("Größe\tFarbe\n1,5 m\trot, grün\n2 m\tblau\n", "\t"),
        ("when: then,what: this\n12:30,a\n12:45,b\n", ","),
        ("one\ntwo\nthree\n", ","),
        ("", ","),
        ("\n\n\n", ","),
        ("# note; one, two\n# note; three\nshape,sides\nsquare,4\ncube,6\n", ","),
    ],
)
def test_delimiters_by_consistency(sample, delimiter):
    assert detect_dialect(sample).delimiter == delimiter


# The wild -------------------------------------------------------------------------------------

_DELIMITERS = {
    "csv_semicolon.csv": ";", "sniff-2_18-05-2011-17-21-59_0.csv": ";",
    "sniff-GPU_rod_1_metrica.csv": ";", "sniff-bookings.csv": ";",
    "sniff-ckan-endpoints.csv": ";", "sniff-copyright.csv": "\t", "sniff-resources.csv": ";",
    "sniff-sample.csv": ";", "sniff-shops.csv": ";", "sniff-source-en.csv": ";",
}  # fmt: skip
_WIDTHS = {
    "basic_csv_addressbook.csv": (37, 2), "quote.csv": (37, 1),
    "shiftjis_addressbook.csv": (38, 1), "sniff-docs.csv": (5, 306),
    "sniff-linodef_bueditor_button.csv": (5, 1), "sniff-Mage_Catalog.csv": (2, 606),
    "sniff-dodgers_2010_schedule.csv": (17, 196), "sniff-zips.csv": (6, 2),
    "sniff-supplements.csv": (7, 317), "sniff-en-phrases.csv": (2, 48),
}  # fmt: skip


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of wild files is not here")
@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*")) if CORPUS.is_dir() else [], ids=lambda path: path.name
)
def test_wild_files(path):
    with open_table(path, header_score=header_score) as table:
        rows = list(table.rows)
    unclear = ("sniff-weapondef.csv",)
    if path.name not in unclear:
        assert table.delimiter == _DELIMITERS.get(path.name, ",")
    width, count = _WIDTHS.get(path.name, (len(table.header), len(rows)))
    assert (len(table.header), len(rows)) == (width, count)
    assert all(len(row.cells) == len(table.header) for row in rows if not row.problem)


_soup = st.text(alphabet="ab@.,;\t|\"'\\\r\n \x00é山#=", max_size=200)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=400)
    | _soup.map(str.encode)
    | _soup.map(lambda text: ("Company,Name,Email\n" + text).encode())
    | _soup.map(lambda text: text.encode("utf-16"))
    | _soup.map(lambda text: text.encode("cp932", "replace"))
)
@example(b"\x1b$B")
@example(b"\xff\xfe\x00")
@example(b'"')
@example(b'a,"\n"')
@example(b"sep=\n")
@example(b"sep=a\nbac\n")
@example(b"+ADw-")
def test_no_bytes_end_in_anything_but_rows_or_a_calm_error(tmp_path, content):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    try:
        with open_table(path, header_score=header_score) as table:
            rows = list(table.rows)
            assert table.count_rows() >= 0
    except KnownError as error:
        assert error.title
        return
    assert all(row.problem or len(row.cells) == len(table.header) for row in rows)
    lines = [row.line_no for row in rows]
    assert lines == sorted(set(lines))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=12), min_size=2,
                 max_size=2),
        min_size=1, max_size=12,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
    st.booleans(),
)  # fmt: skip
def test_what_a_program_writes_is_what_is_read(tmp_path_factory, rows, delimiter, all_quoted):
    import csv

    path = tmp_path_factory.mktemp("csv") / "table.csv"
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=quoting)
        writer.writerow(["Company", "Name", "Email"])
        writer.writerows([*row, f"p{index}@c.example"] for index, row in enumerate(rows))
    with open_table(path, header_score=header_score) as table:
        found = list(table.rows)
    assert table.delimiter == delimiter
    assert [row.cells[2] for row in found] == [f"p{i}@c.example" for i in range(len(rows))]
    if all_quoted:
        assert [list(row.cells[:2]) for row in found] == rows


def test_a_dialect_says_all_that_is_needed():
    assert detect_dialect("Company;Email\n", header_score) == Dialect(";", '"', None, 0)


def test_encoding_is_found_by_reading_all_of_it(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"a" * (2 << 20) + "é".encode())
    assert detect_encoding(path).name == "utf-8"
