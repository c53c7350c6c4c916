"""Saved views in a dictionary, with the real service's methods."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.leads import LeadQuery
from desktop_app.domain.saved_views import ALL, BUILT_IN, ICONS, SavedView, check_name


class FakeViews:
    """What is changed is read back, and an undo restores it."""

    def __init__(self, journal) -> None:
        self.journal = journal
        self.views: dict[str, SavedView] = {view.key: view for view in BUILT_IN}

    def list(self, *, hidden: bool = False) -> tuple[SavedView, ...]:
        return tuple(view for view in self.views.values() if hidden or not view.hidden)

    def save(self, name, query: LeadQuery, *, icon=ICONS[0], layout=None) -> tuple[str, Changes]:
        name = check_name(name)
        if name.casefold() in {view.name.casefold() for view in self.views.values()}:
            raise KnownError(f"A view is called “{name}” already.", "Choose another name.")
        key = str(uuid4())
        view = SavedView(key, name, icon, query, dict(layout or {}))
        return key, self._done(f"View “{name}” saved", self.views | {key: view})

    def duplicate(self, key: str) -> tuple[str, Changes]:
        view = self.views[key]
        return self.save(f"{view.name} copy", view.query, icon=view.icon, layout=view.layout)

    def update(self, key: str, query: LeadQuery, *, layout=None) -> Changes:
        view = self.views[key]
        view = replace(view, query=query, layout=view.layout if layout is None else dict(layout))
        return self._done(f"View “{view.name}” saved", self.views | {key: view})

    def rename(self, key: str, name: str, *, icon=None) -> Changes:
        view = self.views[key]
        view = replace(view, name=check_name(name), icon=icon or view.icon)
        return self._done(f"View renamed to “{name}”", self.views | {key: view})

    def delete(self, key: str) -> Changes:
        said = f"View “{self.views[key].name}” deleted"
        return self._done(said, {each: v for each, v in self.views.items() if each != key})

    def hide(self, key: str, hidden: bool = True) -> Changes:
        assert key != ALL
        view = replace(self.views[key], hidden=hidden)
        return self._done(f"View “{view.name}” hidden", self.views | {key: view})

    def reorder(self, keys: Sequence[str]) -> Changes:
        order = {key: self.views[key] for key in keys}
        return self._done("Views reordered", order | self.views)

    def _done(self, said: str, views: dict[str, SavedView]) -> Changes:
        before, self.views = self.views, views

        def back() -> None:
            self.views = before

        return self.journal.add(said, Kind.VIEWS, back)
