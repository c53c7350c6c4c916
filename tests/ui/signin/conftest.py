"""A sign-in page to press keys on."""

from __future__ import annotations

import pytest

from desktop_app.ui.shell.state import UiState
from desktop_app.ui.signin.first_run import FirstRun

PASSWORD = "four plain words here"
NAMES = {
    "mara@fieldline.example": "Mara Ostrander",
    "ines@fieldline.example": "Ines Caldaro",
    "tobias@fieldline.example": "Tobias Renwick",
}


@pytest.fixture
def bundle(fakes):
    return fakes.make_bundle(fakes.make_services(0))


@pytest.fixture
def state():
    return UiState(None)


@pytest.fixture
def open_page(qtbot, themes, inline_ops, bus, bundle, state, show_active):
    def open_one(**more) -> FirstRun:
        people = bundle.signin.people()
        page = FirstRun(themes, inline_ops, bundle, people, state, bus=bus, **more)
        qtbot.addWidget(page)
        page.resize(1024, 700)
        show_active(page)
        page.begin()
        return page

    return open_one


@pytest.fixture
def make_people(bundle):
    """Makes accounts, the first ``count`` of NAMES, with one password; nobody is signed in."""

    def make(count: int = 1) -> None:
        bundle.signin.gives_code = True
        for email, name in list(NAMES.items())[:count]:
            bundle.signin.create_local(name, email, PASSWORD, keep=True)
        bundle.signin.sign_out()

    return make
