"""Keeps None, True and False alive under a binding that gives away references to them.

PySide6 6.12.0 is built as if these objects were immortal, which they are from Python 3.12
on. Under 3.11 every call that returns nothing, and every signal that is sent, takes one
reference too many; after some thousands the interpreter frees None and aborts ("none_dealloc:
deallocating None"). 6.11.3 is sound. A reserve of references that no session can use up
makes 6.12 safe, too.
"""

from __future__ import annotations

import ctypes
import sys

_RESERVE = 1 << 60


def keep_singletons() -> bool:
    """Give the singletons their reserve, once, where the binding needs it; tells whether."""
    if sys.version_info >= (3, 12):
        return False
    import PySide6

    if PySide6.__version_info__ < (6, 12):
        return False
    for each in (None, True, False, NotImplemented):
        if sys.getrefcount(each) < _RESERVE // 2:
            # In CPython the count is the first word of an object, at the address id() tells.
            ctypes.c_ssize_t.from_address(id(each)).value += _RESERVE
    return True
