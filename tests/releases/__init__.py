"""A database as each release left it: opened by the newest code in ``test_releases``.

``python -m tests.releases`` adds the one of the version that is being released. It is made once,
when that version is, and never anew: later code would write another one.
"""
