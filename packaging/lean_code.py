"""Modules without their docstrings, as they go into the package: 2.6 MB of 19.

Python's own way of leaving them out (``-OO``) leaves out ``assert`` as well, by which some of the
libraries look at what comes from outside.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from importlib.util import decode_source
from pathlib import Path
from types import CodeType

_DESCRIBED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def compiled(modules: Iterable[tuple[str, str | None, str]]) -> dict[str, CodeType]:
    """The code of the modules by their names; what has no source of its own is missing.

    Args:
        modules: as PyInstaller lists them: name, file, kind.

    Raises:
        SyntaxError: a file is no Python, or one of another version.
    """
    made = {}
    for name, path, _kind in modules:
        if path and path.endswith(".py"):
            source = decode_source(Path(path).read_bytes())
            tree = without_docstrings(ast.parse(source, path))
            made[name] = compile(tree, path, "exec", dont_inherit=True, optimize=0)
    return made


def without_docstrings(tree: ast.Module) -> ast.Module:
    """The same tree; lines keep their numbers."""
    for node in ast.walk(tree):
        if isinstance(node, _DESCRIBED) and ast.get_docstring(node, clean=False) is not None:
            nothing = ast.copy_location(ast.Pass(), node.body[0])
            node.body[:1] = [] if len(node.body) > 1 else [nothing]
    return tree
