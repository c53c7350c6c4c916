"""Recovery codes: how an account gets its next one."""

from __future__ import annotations

from datetime import datetime

from desktop_app.data.verifications import VerificationRepository
from desktop_app.domain.sign_in_rules import (
    RECOVERY_IDENTIFIER,
    RECOVERY_LIFE,
    new_recovery_code,
    recovery_value,
)


def write_recovery_code(verifications: VerificationRepository, auth_id: str, now: datetime) -> str:
    """Give an account a recovery code in the place of the one before; call in a transaction.

    Returns:
        the code, which nothing keeps: it is shown once.
    """
    code = new_recovery_code()
    value = recovery_value(code)
    if value is None:
        raise AssertionError("a recovery code that cannot be typed")
    verifications.put(RECOVERY_IDENTIFIER + auth_id, value, now + RECOVERY_LIFE, now)
    return code
