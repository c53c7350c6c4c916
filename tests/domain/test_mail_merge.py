"""What keeps a mail of a merge from being made, in words."""

from __future__ import annotations

import pytest

from desktop_app.domain.mail_merge import lacks

TITLES = {"industry": "Industry", "phone": "Phone", "signature": "Signature"}


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (("industry",), "Has no Industry."),
        (("industry", "phone"), "Has no Industry and Phone."),
        (("event",), "Has no event."),
        (("signature",), "You have no signature yet."),
        (("signature", "phone"), "Has no Phone. You have no signature yet."),
    ],
)
def test_the_leads_gaps_are_told_from_ones_own(missing, said):
    assert lacks(missing, TITLES) == said
