"""The metadata of releases, signed by the rules of The Update Framework; see docs/releasing.md.

    python packaging/sign_release.py ceremony SITE --keys DIR
    python packaging/sign_release.py release SITE --keys DIR --version 1.2.0 [--note TEXT …]
                                     [--page URL] KIND=FILE …
    python packaging/sign_release.py refresh SITE --keys DIR
    python packaging/sign_release.py rotate SITE --keys DIR --key NAME

SITE is the folder that is served: ``metadata/`` and ``targets/``. DIR holds the private keys, each
sealed with the passphrase (first line of stdin, or asked for), and is never in a repository.
"""

from __future__ import annotations

import argparse
import getpass
import json
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desktop_app.domain.updates import RELEASE_FILE, Release, is_newer, release_of

ROOT_KEYS = ("root-1", "root-2", "root-3")
ROOT_THRESHOLD = 2
KEYS = (*ROOT_KEYS, "targets", "online")
_ROLE_KEYS = {"root": ROOT_KEYS, "targets": ("targets",), "snapshot": ("online",),
              "timestamp": ("online",)}  # fmt: skip
# Short where the key is on a computer that has a network, and somebody holding back what is new
# has to be noticed; long where people have to come together.
_LASTS = {"root": timedelta(days=730), "targets": timedelta(days=730),
          "snapshot": timedelta(days=30), "timestamp": timedelta(days=14)}  # fmt: skip
_NAME = "x-outpost-name"
_PRETTY = JSONSerializer(compact=False)


class Site:
    """The folder that is served, and the keys that sign what is in it.

    Args:
        site: with ``metadata/`` and ``targets/``.
        keys: the folder of the private keys.
        passphrase: what they are sealed with.
        now: the time, UTC.
    """

    def __init__(self, site: Path, keys: Path, passphrase: str, now: datetime) -> None:
        self._metadata = site / "metadata"
        self._targets = site / "targets"
        self._keys = keys
        self._passphrase = passphrase.encode()
        self._now = now.replace(microsecond=0)

    def ceremony(self) -> Path:
        """Make all keys, the first root of trust and an empty list of targets; the root's file."""
        if self._metadata.exists() or any(self._key_file(name).exists() for name in KEYS):
            raise SystemExit("There are keys or metadata already: nothing was changed.")
        self._keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._metadata.mkdir(parents=True)
        self._targets.mkdir()
        signers = {name: self._new_key(name) for name in KEYS}
        root = Root(version=1, expires=self._expiry("root"), consistent_snapshot=True)
        for role, names in _ROLE_KEYS.items():
            for name in names:
                root.add_key(_named(signers[name], name), role)
        root.roles["root"].threshold = ROOT_THRESHOLD
        made = Metadata(root)
        for name in ROOT_KEYS:
            made.sign(signers[name], append=True)
        file = self._write(made, "1.root")
        self._publish(Targets(version=1, expires=self._expiry("targets")))
        return file

    def release(
        self, version: str, packages: dict[str, Path], notes: Sequence[str], page: str
    ) -> None:
        """Sign a release: it becomes the newest. Packages of earlier ones are no longer signed."""
        files = {kind: file.name for kind, file in packages.items()}
        release = release_of(Release(version, tuple(notes), page, files).document())
        before = self._targets_now()
        if (told := self._told(before)) is not None and not is_newer(version, told.version):
            raise SystemExit(f"{told.version} is out already: {version} does not come behind it.")
        told_file = self._targets / RELEASE_FILE
        told_file.write_text(json.dumps(release.document(), indent=1, ensure_ascii=False), "utf-8")
        targets = Targets(version=before.version + 1, expires=self._expiry("targets"))
        for file in (told_file, *packages.values()):
            target = TargetFile.from_file(file.name, str(file), ["sha256"])
            targets.targets[file.name] = target
            # A name of its own for each content: who downloads meanwhile gets what was signed.
            served = self._targets / f"{target.hashes['sha256']}.{file.name}"
            if not served.exists():
                shutil.copyfile(file, served)
        told_file.unlink()
        self._publish(targets)

    def refresh(self) -> None:
        """Say once more that what stands is the newest, before that expires."""
        self._publish(None)

    def rotate(self, name: str) -> Path:
        """Put a new key in the place of one; the new root's file.

        Raises:
            SystemExit: there is no such key.
        """
        if name not in KEYS:
            raise SystemExit(f"There is no key {name}: {', '.join(KEYS)}.")
        current = self._latest_root()
        # The keys that the root of before trusts sign the new one as well: that is the chain.
        old = self._root_signers()
        gone = _key_id(current.signed, name)
        retired = self._key_file(name)
        if retired.exists():
            retired.rename(retired.with_suffix(f".until-root-{current.signed.version + 1}"))
        fresh = self._new_key(name)
        root = current.signed
        root.version += 1
        root.expires = self._expiry("root")
        for role, names in _ROLE_KEYS.items():
            if name in names:
                root.revoke_key(gone, role)
                root.add_key(_named(fresh, name), role)
        made = Metadata(root)
        signers = {each.public_key.keyid: each for each in old}
        signers |= {each.public_key.keyid: each for each in self._root_signers()}
        for signer in signers.values():
            made.sign(signer, append=True)
        file = self._write(made, f"{root.version}.root")
        targets = self._targets_now()
        targets.version += 1
        targets.expires = self._expiry("targets")
        self._publish(targets)
        return file

    def _publish(self, targets: Targets | None) -> None:
        """Write targets (None: as they are), then what tells of them, the timestamp last."""
        if targets is not None:
            self._write(self._signed("targets", targets), f"{targets.version}.targets")
        version = targets.version if targets is not None else self._targets_now().version
        number = self._last("snapshot") + 1
        snapshot = Snapshot(
            version=number,
            expires=self._expiry("snapshot"),
            meta={"targets.json": MetaFile(version)},
        )
        file = self._write(self._signed("snapshot", snapshot), f"{number}.snapshot")
        data = file.read_bytes()
        stamp = self._metadata / "timestamp.json"
        before = Metadata[Timestamp].from_file(str(stamp)).signed.version if stamp.exists() else 0
        told = MetaFile.from_data(number, data, ["sha256"])
        timestamp = Timestamp(
            version=before + 1, expires=self._expiry("timestamp"), snapshot_meta=told
        )
        self._write(self._signed("timestamp", timestamp), "timestamp")

    def _signed(self, role: str, signed: Targets | Snapshot | Timestamp) -> Metadata:
        made = Metadata(signed)
        for name in _ROLE_KEYS[role]:
            made.sign(self._signer(name), append=True)
        self._latest_root().signed.verify_delegate(role, made.signed_bytes, made.signatures)
        return made

    def _write(self, made: Metadata, name: str) -> Path:
        """Whole or not at all: it may be served at this moment."""
        file = self._metadata / f"{name}.json"
        part = file.with_suffix(".part")
        made.to_file(str(part), _PRETTY)
        part.replace(file)
        return file

    def _told(self, targets: Targets) -> Release | None:
        target = targets.targets.get(RELEASE_FILE)
        if target is None:
            return None
        file = self._targets / f"{target.hashes['sha256']}.{RELEASE_FILE}"
        return release_of(json.loads(file.read_bytes()))

    def _targets_now(self) -> Targets:
        file = self._metadata / f"{self._last('targets')}.targets.json"
        return Metadata[Targets].from_file(str(file)).signed

    def _latest_root(self) -> Metadata[Root]:
        return Metadata[Root].from_file(str(self._metadata / f"{self._last('root')}.root.json"))

    def _last(self, role: str) -> int:
        found = (int(each.name.split(".")[0]) for each in self._metadata.glob(f"*.{role}.json"))
        return max(found, default=0)

    def _expiry(self, role: str) -> datetime:
        return self._now + _LASTS[role]

    def _key_file(self, name: str) -> Path:
        return self._keys / f"{name}.pem"

    def _new_key(self, name: str) -> CryptoSigner:
        key = Ed25519PrivateKey.generate()
        sealed = key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(self._passphrase)
        )
        file = self._key_file(name)
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(sealed)
        return CryptoSigner(key)

    def _root_signers(self) -> list[CryptoSigner]:
        """Those that are here; the others may be elsewhere, or lost."""
        here = [name for name in ROOT_KEYS if self._key_file(name).exists()]
        if len(here) < ROOT_THRESHOLD:
            raise SystemExit(
                f"A root takes {ROOT_THRESHOLD} of its keys: put them in {self._keys}."
            )
        return [self._signer(name) for name in here]

    def _signer(self, name: str) -> CryptoSigner:
        try:
            key = load_pem_private_key(self._key_file(name).read_bytes(), self._passphrase)
        except FileNotFoundError:
            raise SystemExit(f"The key {name} is not in {self._keys}.") from None
        except ValueError:
            raise SystemExit("The passphrase is another one.") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise SystemExit(f"The key {name} is of another kind.")
        return CryptoSigner(key)


def _named(signer: CryptoSigner, name: str) -> SSlibKey:
    """The public key, with the name by which it is found again though the private one be lost."""
    key = signer.public_key
    key.unrecognized_fields[_NAME] = name
    return key


def _key_id(root: Root, name: str) -> str:
    return next(key.keyid for key in root.keys.values() if key.unrecognized_fields[_NAME] == name)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Sign releases.")
    commands = parser.add_subparsers(dest="command", required=True)
    made = {
        name: commands.add_parser(name) for name in ("ceremony", "release", "refresh", "rotate")
    }
    for each in made.values():
        each.add_argument("site", type=Path)
        each.add_argument("--keys", type=Path, required=True)
    made["release"].add_argument("--version", required=True)
    made["release"].add_argument("--note", action="append", default=[])
    made["release"].add_argument("--page", default="")
    made["release"].add_argument("packages", nargs="+", metavar="KIND=FILE")
    made["rotate"].add_argument("--key", required=True)
    given = parser.parse_args(argv)
    site = Site(given.site, given.keys, _passphrase(), datetime.now(UTC))
    if given.command == "ceremony":
        print(f"The root of trust, for resources/updates/root.json: {site.ceremony()}")
    elif given.command == "release":
        packages = {}
        for each in given.packages:
            kind, _, file = each.partition("=")
            packages[kind] = Path(file)
        site.release(given.version, packages, given.note, given.page)
    elif given.command == "refresh":
        site.refresh()
    else:
        print(f"The new root, for resources/updates/root.json: {site.rotate(given.key)}")


def _passphrase() -> str:
    typed = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(typed) < 12:
        raise SystemExit("The passphrase has to have 12 characters or more.")
    return typed


if __name__ == "__main__":
    main()
