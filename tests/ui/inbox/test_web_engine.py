"""Hostile mail is never shown without a sandbox."""

from __future__ import annotations

import sys

import pytest

from desktop_app.ui.inbox import web_engine


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may have no sandbox")
def test_root_gets_the_simple_reader(monkeypatch):
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr(web_engine.os, "geteuid", lambda: 0)
    assert "sandbox" in web_engine.obstacle()
    assert "QTWEBENGINE_DISABLE_SANDBOX" not in web_engine.os.environ


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may have no sandbox")
def test_without_user_namespaces_there_is_no_web_engine(monkeypatch):
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr(web_engine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(web_engine, "user_namespaces_work", lambda: False)
    assert "sandbox" in web_engine.obstacle()
