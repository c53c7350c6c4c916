"""Where a language model is, and which one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.model_settings import Provider, read_setting
from desktop_app.domain.writing import ModelList
from desktop_app.ui.settings.dialogs import FormDialog
from desktop_app.ui.shell.context import Context
from desktop_app.ui.theme.mirror import popup_below
from desktop_app.ui.widgets.fields import Field
from desktop_app.ui.widgets.labels import Link

_LOCAL_URL = "http://127.0.0.1:11434/v1"
_MOST = 60  # models in a menu


class ModelDialog(FormDialog):
    """Address, model and key. Nothing is sent there but the question which models there are, and
    that only when one asks it.

    Args:
        provider: as it is now.
        local: for a model on this computer, else for a service.
    """

    find: Link

    def __init__(self, ctx: Context, parent: QWidget, provider: Provider, *, local: bool) -> None:
        sentence = (
            tr(
                "Any OpenAI-compatible server on this computer, such as Ollama, llama.cpp or LM "
                "Studio. Nothing leaves it."
            )
            if local
            else tr(
                "Any OpenAI-compatible service. What would leave is shown before the first time."
            )
        )
        title = tr("Model on this computer") if local else tr("Online service")
        super().__init__(ctx, parent, title, sentence, tr("Use this model"))
        self._local = local
        self._asked = False
        fits = bool(provider.url) and provider.is_local == local
        self._provider = provider
        self.url = self.add(
            Field(ctx.theme, tr("Address"), placeholder=_LOCAL_URL if local else "https://host/v1")
        )
        self.url.edit.setText(provider.url if fits else _LOCAL_URL if local else "")
        self.name = self.add(Field(ctx.theme, tr("Model"), placeholder=tr("Its name there")))
        self.name.edit.setText(provider.name if fits else "")
        self.find = Link(ctx.theme, tr("Show which there are"), font="small")
        self.find.activated.connect(self._look)
        self.name.set_aside(self.find)
        self.key = self.add(Field(ctx.theme, tr("Key"), secret=True))
        self.key.set_hint(tr("Kept in the keyring of this computer. Leave it empty for none."))
        self.key.setVisible(not local)
        ctx.bus.changed.connect(self._on_news)
        self._read_key()
        (self.name if self.url.text else self.url).setFocus()

    def submit(self) -> None:
        if not self.yes.isEnabled():
            return
        self.url.set_error("" if self.url.text.strip() else tr("The address is needed."))
        self.name.set_error(
            "" if self.name.text.strip() else tr("Choose a model, or type its name.")
        )
        if self.url.error or self.name.error:
            return
        try:
            url = read_setting("model.url", self.url.text)
            name = read_setting("model.name", self.name.text)
        except KnownError as error:
            about = self.url if error.field == "model.url" else self.name
            about.set_error(tr("This is not possible. {advice}", advice=error.advice))
            return
        if replace(self._provider, url=url).is_local != self._local:
            where = tr("on this computer") if self._local else tr("a service elsewhere")
            self.url.set_error(tr("This address is not {where}.", where=where))
            return
        writing, key = self._ctx.services.writing, self.key.take()

        def save() -> tuple[str, Changes]:
            now = writing.provider()
            changes = writing.set_provider(replace(now, url=url, name=name, on=True))
            why = writing.keep_key(key) if key.strip() else ""
            return why, changes

        self.ask(save, self._done)

    def _done(self, saved: tuple[str, Changes]) -> None:
        if saved[0]:
            self._ctx.notices.warn(tr("The key is kept until Outpost closes."), saved[0])
        self.accept()

    # Which models there are

    def _look(self) -> None:
        writing, url = self._ctx.services.writing, self.url.text.strip()
        self.find.set_text(tr("Looking …"))
        self._asked = True

        def failed(error: Exception) -> None:
            self._asked = False
            self._show_found((), str(getattr(error, "title", error)))

        self._ctx.ops.run_command(
            self, lambda: writing.look_for_models(url), lambda _done: self._read(), failed
        )

    def _on_news(self, news: object) -> None:
        if self._asked and getattr(news, "kinds", Kind.NONE) & Kind.WRITING:
            self._read()

    def _read(self) -> None:
        writing = self._ctx.services.writing
        self._ctx.ops.run_query(self, writing.models, self._on_models, key="models")

    def _on_models(self, found: ModelList | None) -> None:
        if not self._asked or found is None or found.is_looking:
            return
        self._asked = False
        error = found.error
        self._show_found(found.names, f"{error.title} {error.advice}".strip() if error else "")

    def _show_found(self, names: Sequence[str], wrong: str) -> None:
        self.find.set_text(tr("Show which there are"))
        if wrong or not names:
            self.name.set_error(wrong or tr("There are no models at this address."))
            return
        self.name.set_error("")
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names[:_MOST]:
            menu.addAction(name.replace("&", "&&"), lambda each=name: self.name.edit.setText(each))
        field = self.name.edit
        popup_below(menu, field, 2)

    def _read_key(self) -> None:
        writing = self._ctx.services.writing

        def found(there: bool) -> None:
            if there:
                self.key.edit.setPlaceholderText(tr("Kept in the keyring"))

        self._ctx.ops.run_query(self, writing.has_key, found, lambda _error: None, key="key")
