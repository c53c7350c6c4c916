"""``outpost mail``: mail in and out."""

from __future__ import annotations

from desktop_app.commands import mail_fetch
from desktop_app.commands.arguments import Commands


def register(commands: Commands) -> None:
    mail = commands.family("mail", "fetch and send mail")
    mail_fetch.register(mail)
