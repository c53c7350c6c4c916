"""Processes that read are deaf to Ctrl+C before they could say so; what they send comes whole."""

from __future__ import annotations

import copyreg
import multiprocessing
import os
import pickle
import pickletools
import signal
from dataclasses import dataclass, fields
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

import desktop_app
from desktop_app.wire.reading_process import send_quickly, start_deaf

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no signal masks")


def say_mask(pipe: Connection) -> None:
    pipe.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


@posix
def test_a_process_is_deaf_from_its_first_moment_and_who_started_it_is_not() -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=say_mask, args=(there,), daemon=True)
    start_deaf(process)
    there.close()
    assert here.recv() is True
    process.join()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_all_that_read_are_started_so() -> None:
    folder = Path(desktop_app.__file__).parent
    spawning = {
        each.relative_to(folder).as_posix(): "start_deaf(" in each.read_text(encoding="utf-8")
        for each in folder.rglob("*.py")
        if 'get_context("spawn")' in each.read_text(encoding="utf-8")
    }
    assert len(spawning) >= 3
    assert all(spawning.values()), spawning


@dataclass(frozen=True, slots=True)
class Parcel:
    number: int
    words: tuple[str, ...]
    inner: Parcel | None = None


def test_what_is_sent_quickly_comes_as_it_was_and_not_field_by_field() -> None:
    parcel = Parcel(1, ("a", "b"), Parcel(2, ()))

    def steps(sent: bytes) -> set[str]:
        return {step.name for step, _, _ in pickletools.genops(sent)}

    assert "BUILD" in steps(pickle.dumps(parcel, pickle.HIGHEST_PROTOCOL))
    send_quickly(Parcel)
    sent = pickle.dumps(parcel, pickle.HIGHEST_PROTOCOL)
    assert pickle.loads(sent) == parcel
    assert "BUILD" not in steps(sent)


def test_what_is_sent_quickly_has_every_field() -> None:
    from desktop_app.domain.mail import Address
    from desktop_app.domain.mailbox_folders import Sighting
    from desktop_app.domain.message_record import AttachmentRecord, MessageRecord, Recipient
    from desktop_app.engine import mailbox_read  # which registers them
    from desktop_app.wire.imap_answers import Fetched

    assert mailbox_read.BATCH_MESSAGES
    for each in (Address, Sighting, AttachmentRecord, MessageRecord, Recipient, Fetched):
        values = list(range(len(fields(each))))
        made = each(*values)
        cls, given = copyreg.dispatch_table[each](made)  # type: ignore[index]
        assert (cls, list(given)) == (each, values)
