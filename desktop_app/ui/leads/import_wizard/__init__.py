"""The import wizard: a file is looked at, mapped, checked, mended, and brought in."""

from __future__ import annotations

from desktop_app.ui.leads.import_wizard.wizard import ImportWizard

__all__ = ["ImportWizard"]
