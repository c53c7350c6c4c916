"""How a language model is set up: where it is, what it does, what it may cost."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from desktop_app.domain.errors import KnownError
from desktop_app.domain.insight_settings import LEAST_CONFIDENCE, USUAL_CONFIDENCE
from desktop_app.domain.language import tr

MODEL_KEY: Final = "model.key"
"""The secret that a service is shown, as ``outpost settings secret`` calls it."""


KEY_ENTRY: Final = "model key "
"""How the names of such entries of the keyring begin."""


def key_entry(user_id: object) -> str:
    """Under what name the keyring has a user's key."""
    return f"{KEY_ENTRY}{user_id}"


class ModelKind(StrEnum):
    """What a model can be asked for beside what it is always for (other words, a subject)."""

    SENTIMENT = "sentiment"
    URGENCY = "urgency"
    INTENT = "intent"
    SUGGESTION = "suggestion"
    DRAFT = "draft"
    SUMMARY = "summary"


READ_KINDS: Final = frozenset(
    {ModelKind.SENTIMENT, ModelKind.URGENCY, ModelKind.INTENT, ModelKind.SUGGESTION}
)
"""Those that come of reading a message."""


class Beside(StrEnum):
    """What becomes of the built-in reader's findings of a kind that a model reads too."""

    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Provider:
    """A model, and what it is for.

    Args:
        url: of an OpenAI-compatible endpoint, such as ``http://127.0.0.1:11434/v1``.
        name: of the model there.
        tokens: of a calendar month at most; 0 for no limit.
        money: the same, in the currency of the prices; counts where there are prices.
        price_in, price_out: of a million tokens that are sent, and that come.
        least_confidence: insights that are less sure are not shown.
        drafts_for_hot: answer new mail from hot leads without being asked.
    """

    on: bool = False
    url: str = ""
    name: str = ""
    kinds: frozenset[ModelKind] = frozenset({ModelKind.DRAFT, ModelKind.SUMMARY})
    beside: Beside = Beside.REPLACE
    tokens: int = 0
    money: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0
    drafts_for_hot: bool = False
    least_confidence: float = USUAL_CONFIDENCE

    @property
    def host(self) -> str:
        """Where it is, with the port where one is given; "" without an address."""
        parts = urlsplit(self.url)
        return parts.netloc.rpartition("@")[2].lower()

    @property
    def is_local(self) -> bool:
        """Whether that is this computer."""
        return is_this_computer(urlsplit(self.url).hostname or "")

    @property
    def is_ready(self) -> bool:
        """Whether it can be asked."""
        return self.on and bool(self.url) and bool(self.name)

    @property
    def words(self) -> str:
        """As it is told: "llama3.1 on this computer"."""
        return tr(
            "{name} on {value}",
            name=self.name,
            value=tr("this computer") if self.is_local else self.host,
        )

    def does(self, kind: ModelKind) -> bool:
        """Whether it is to be asked for this."""
        return self.is_ready and kind in self.kinds

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """What so many tokens cost."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1e6


def is_this_computer(host: str) -> bool:
    """Whether a name or an address is this very computer's: no other can answer to it."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class UserSetting:
    """One setting of a user: its name, a sentence, and how it is read and written.

    Args:
        part: of :class:`Provider`.
        read: what was typed as the value; raises ``ValueError``.
        possible: what it may be, in words.
    """

    name: str
    part: str
    help: str
    possible: str
    read: Callable[[str], Any] = field(repr=False)


def _switch(text: str) -> bool:
    words = {"true": True, "on": True, "yes": True, "1": True,
             "false": False, "off": False, "no": False, "0": False}  # fmt: skip
    try:
        return words[text.strip().lower()]
    except KeyError:
        raise ValueError(text) from None


def read_url(text: str) -> str:
    """An endpoint's address, as it is kept; "" for none.

    Raises:
        ValueError: it is none, it has a key in it, or mail would go to it for all to read.
    """
    wanted = text.strip().rstrip("/")
    if not wanted:
        return ""
    parts = urlsplit(wanted)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(text)
    if parts.username is not None or parts.password is not None:
        raise ValueError(text)  # a key is no part of an address: it would be shown and logged
    if parts.port == 0:  # reading it raises ValueError where it is no number
        raise ValueError(text)
    if parts.scheme == "http" and not is_this_computer(parts.hostname):
        raise ValueError(text)  # mail does not go over the net for all to read
    return wanted


def _name(text: str) -> str:
    name = text.strip()
    if len(name) > 200 or not name.isprintable():
        raise ValueError(text)
    return name


_COUNT: Final = re.compile(r"\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:_\d{3})+", re.ASCII)


def _count(text: str) -> int:
    stripped = text.strip()
    if not _COUNT.fullmatch(stripped):  # "2,5" is not 25
        raise ValueError(text)
    count = int(stripped.replace(",", "").replace("_", ""))
    if count > 10**12:
        raise ValueError(text)
    return count


def _amount(text: str) -> float:
    amount = float(text)
    if not (math.isfinite(amount) and 0 <= amount <= 10**9):
        raise ValueError(text)
    return amount


def _share(text: str) -> float:
    stripped = text.strip()
    share = float(stripped[:-1]) / 100 if stripped.endswith("%") else float(stripped)
    if not 0 <= share <= 1:  # nor is nan
        raise ValueError(text)
    return share


def _kinds(text: str) -> frozenset[ModelKind]:
    words = text.replace(",", " ").split()
    return frozenset(ModelKind(word.lower()) for word in words if word.lower() != "none")


USER_SETTINGS: Final = (
    UserSetting("model.on", "on", tr("Whether a language model is asked at all."),
    tr("true, false"),
                _switch),
    UserSetting("model.url", "url",
    tr("Where it is: the address of an OpenAI-compatible endpoint."),
                tr("https://HOST/v1, or http://127.0.0.1:PORT/v1 on this computer"), read_url),
    UserSetting("model.name", "name", tr("The name of the model there."), tr("a name"), _name),
    UserSetting("model.kinds", "kinds", tr("What it does in place of the built-in reader."),
                ", ".join(ModelKind) + tr(", none"), _kinds),
    UserSetting("model.beside", "beside", tr("What becomes of the built-in reader's own findings."),
                tr("replace, add"), lambda text: Beside(text.strip().lower())),
    UserSetting("model.budget_tokens", "tokens", tr("Tokens that a month may use; 0 for no limit."),
                tr("a number"), _count),
    UserSetting("model.budget_money", "money",
                tr("What a month may cost, by the prices below; 0 for no limit."),
                tr("a number"), _amount),
    UserSetting("model.price_in", "price_in", tr("Price of a million tokens that are sent."),
                tr("a number"), _amount),
    UserSetting("model.price_out", "price_out", tr("Price of a million tokens that come."),
                tr("a number"), _amount),
    UserSetting("insights.drafts_for_hot", "drafts_for_hot",
                tr("Write drafts for new mail from hot leads."), tr("true, false"), _switch),
    UserSetting(LEAST_CONFIDENCE, "least_confidence",
                tr("Hide insights less sure than this."), tr("0 to 1, or 60%"), _share),
)  # fmt: skip
"""All settings that make a :class:`Provider`, in the order they are listed in."""

_BY_NAME: Final = {each.name: each for each in USER_SETTINGS}


def setting_named(name: str) -> UserSetting:
    """The setting of a name.

    Raises:
        KnownError: there is none.
    """
    if name not in _BY_NAME:
        raise KnownError(
            tr("There is no setting “{name}”.", name=name),
            tr("“outpost settings list” shows all of them."),
        )
    return _BY_NAME[name]


def is_user_setting(name: str) -> bool:
    """Whether a setting is one of a user's."""
    return name in _BY_NAME


def read_setting(name: str, typed: str) -> Any:
    """What a program or the command line says, as a value of the :class:`Provider`: numbers have a
    point before their decimals, in every language. A form reads by :func:`read_typed`.

    Raises:
        KnownError: no such setting, or no value for it.
    """
    setting = setting_named(name)
    try:
        return setting.read(typed)
    except (ValueError, OverflowError):
        raise KnownError(
            tr("“{typed}” is not possible for {name}.", typed=typed, name=name),
            tr("Possible: {possible}.", possible=setting.possible),
            field=name,
        ) from None


def read_typed(name: str, typed: str) -> int | float:
    """What was typed into a field for one of the numbers, read as every field of the window reads
    numbers: as the user's language writes them.

    Raises:
        KnownError: no such setting, it is no number, or none that is possible.
    """
    # The settings are listed before anything is typed.
    from desktop_app.domain.lead_values import plain_number, read_number

    number: int | float = read_setting(name, plain_number(read_number(typed)))
    return number


def written(value: Any) -> str:
    """A value of a provider as :func:`read_setting` reads it, and as it is kept."""
    if isinstance(value, frozenset):
        return ",".join(kind for kind in ModelKind if kind in value) or "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def provider_of(stored: Mapping[str, Any]) -> Provider:
    """The provider that settings make; what of them makes no sense is as it is by itself."""
    values: dict[str, Any] = {}
    for setting in USER_SETTINGS:
        kept = stored.get(setting.name)
        if not isinstance(kept, str):
            continue
        try:
            values[setting.part] = setting.read(kept)
        except (ValueError, OverflowError):
            continue
    return Provider(**values)
