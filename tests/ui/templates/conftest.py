"""The screen of templates over real templates and leads in a real Postgres."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.custom_fields import CustomKind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.templates import TemplateText, Tone
from desktop_app.services.addresses import AddressService
from desktop_app.services.custom_fields import CustomFieldService
from desktop_app.services.drafts import DraftService
from desktop_app.services.journal import JournalService
from desktop_app.services.leads import LeadService
from desktop_app.services.templates import TemplateService
from desktop_app.ui.actions import Actions
from desktop_app.ui.ops import ChangeBus, Operations
from desktop_app.ui.shell.context import Context
from desktop_app.ui.shell.notices import Notices
from desktop_app.ui.shell.state import UiState
from desktop_app.ui.templates.screen import TemplatesScreen
from desktop_app.wire.liquid import LiquidRenderer
from desktop_app.wire.mail_quotable import clean_for_draft, quotable
from tests.ui.composer.conftest import MemoryStore
from tests.ui.fake_writing import NoProposals

BODY = (
    "Hi {{first_name}},\n\nIt was good to meet you at {{event_name}}. You said that {{company}} "
    "loses most time between two orders.\n\n{{signature}}"
)


AWAY = KnownError("The database cannot be reached.", "It is tried again.", retryable=True)


class Unsteady(TemplateService):
    """The real service, over a database that can be taken away."""

    away = False

    def save(self, *args, **more):
        if self.away:
            raise KnownError(
                "The database cannot be reached.", "It is tried again.", retryable=True
            )
        return super().save(*args, **more)

    def get(self, template_id):
        if self.away:
            raise KnownError(
                "The database cannot be reached.", "It is tried again.", retryable=True
            )
        return super().get(template_id)


@pytest.fixture
def services(db, user, clock) -> SimpleNamespace:
    return SimpleNamespace(
        user=user,
        proposals=NoProposals(),
        drafts=DraftService(db, user, MemoryStore(), quotable, clean_for_draft, clock),
        addresses=AddressService(db, user.id, clock),
        leads=LeadService(db, user.id, clock),
        templates=Unsteady(db, user.id, LiquidRenderer(), clock),
        journal=JournalService(db, user.id),
        custom_fields=CustomFieldService(db, user.id),
    )


@pytest.fixture
def ids(services, make_lead) -> SimpleNamespace:
    """Two leads of which one has been at the fair, and three templates."""
    services.custom_fields.add("Event name", CustomKind.TEXT)
    ines = make_lead("ines@norvane.example", contact_name="Ines Caldaro", company="Norvane Optics")
    tobias = make_lead(
        "tobias@bracken.example", contact_name="Tobias Renwick", company="Brackenfold",
        metadata={"event_name": "Photonics West"},
    )  # fmt: skip
    made: dict[str, UUID] = {}
    for name, category, tone, subject, body in (
        ("After the trade fair", "First contact", Tone.FRIENDLY, "An idea for {{company}}", BODY),
        ("Short introduction", "First contact", Tone.PROFESSIONAL, "{{first_name}}, 20 minutes?",
         "Hello {{first_name}}."),
        ("No reply", "Follow-up", Tone.CASUAL, "Still of interest?", "Just asking."),
    ):  # fmt: skip
        made[name], _ = services.templates.add(
            name, category=category, tone=tone, text=TemplateText(subject, body)
        )
    return SimpleNamespace(
        ines=ines,
        tobias=tobias,
        fair=made["After the trade fair"],
        short=made["Short introduction"],
        reply=made["No reply"],
    )


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    made.resize(1440, 900)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def make_ctx(themes, services, clock) -> Callable[..., Context]:
    """A shell's hands without a shell."""

    def make(host: QWidget, *, inline: bool = True, state: UiState | None = None) -> Context:
        bus = ChangeBus(host)
        ops = Operations(bus, inline=inline, parent=host)
        place = QWidget(host)
        place.hide()
        notices = Notices(themes, host, place, undo=lambda _entry: None)
        ops.did.connect(notices.did)
        ops.failed.connect(notices.error)
        return Context(
            services=services,
            theme=themes,
            ops=ops,
            bus=bus,
            actions=Actions(themes, host),
            notices=notices,
            state=state or UiState(None),
            clock=clock,
        )

    return make


@pytest.fixture
def ctx(make_ctx, host) -> Context:
    return make_ctx(host)


@pytest.fixture
def screen(ctx, host, ids, qtbot) -> TemplatesScreen:
    """The screen, with the template of the fair open for Ines."""
    ctx.state.put("templates.lead", str(ids.ines))
    made = TemplatesScreen(ctx)
    host.layout().addWidget(made)
    host.show()
    qtbot.waitExposed(host)
    ctx.actions.set_context("templates")
    made.shown()
    made.open(ids.fair)
    return made
