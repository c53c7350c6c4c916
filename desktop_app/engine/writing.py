"""Writes what rows ask for: by a model where the user has one, else as far as the program can.

A writing is claimed for as long as it takes. While words come, its row has them, a few times a
second; the end is one transaction: the row, and of a draft or a summary the insight, whose id
follows from the message. Whoever is killed in between leaves a row that is taken up again, and
never a second insight.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.insights import InsightRepository
from desktop_app.data.user_settings import UserSettingRepository
from desktop_app.data.users import UserRepository
from desktop_app.data.writing_material import FilledTemplate, NewestMessage, WritingMaterial
from desktop_app.data.writings import Task, WritingRepository
from desktop_app.domain.built_in_summary import summary_of
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.model_prompts import Material, first_prompt, prompt_for
from desktop_app.domain.model_settings import ModelKind, Provider
from desktop_app.domain.model_words import finished_mail, one_line, readable
from desktop_app.domain.strange_parts import strange_parts
from desktop_app.domain.writing import (
    Purpose,
    State,
    Tone,
    Trouble,
    Writing,
    insight_id,
    writing_id,
)
from desktop_app.domain.zones import zone_or_utc
from desktop_app.engine.model_calls import Asked, ModelCaller
from desktop_app.engine.sweep import utc_now
from desktop_app.wire.model_faults import NoAnswer, Why

log = logging.getLogger(__name__)

_SHOWN_EVERY: Final = 0.125  # seconds
_LOOKED_EVERY: Final = 0.25  # seconds between looks whether it was cancelled
_MOST: Final = 50
_HOT: Final = 5  # drafts that are asked for at once without being asked
_NEW: Final = timedelta(days=2)  # mail that is answered without being asked
_KINDS: Final = {Purpose.DRAFT: ModelKind.DRAFT, Purpose.SUMMARY: ModelKind.SUMMARY}
_TOLD: Final = Kind.WRITING | Kind.INSIGHTS | Kind.LEADS


class MailWriting:
    """Writes what waits. Safe to use from several threads.

    Args:
        caller: asks models.
        material: what is known of conversations.
        now: the present moment, UTC.
        ticks: seconds of a clock that never goes back.
        should_stop: asked many times a second; what is being written then waits for another.
    """

    def __init__(
        self,
        db: Database,
        caller: ModelCaller,
        material: WritingMaterial,
        *,
        now: Callable[[], datetime] = utc_now,
        ticks: Callable[[], float] = time.monotonic,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._db = db
        self._caller = caller
        self._material = material
        self._now = now
        self._ticks = ticks
        self._should_stop = should_stop
        self._writings = WritingRepository(db)
        self._settings = UserSettingRepository(db)

    def look(self, user_id: UUID | None = None) -> int:
        """Write all that waits, for everybody or for one; how many that was."""
        count = 0
        while not self._should_stop():
            waiting = self._writings.waiting(_MOST, user_id)
            if not any(map(self.write, waiting)):
                break
            count += 1
        return count

    def write(self, wanted: UUID) -> bool:
        """Write one, to its end; False where it is not to be, or another does."""
        with self._writings.claimed(wanted) as task:
            if task is None:
                return False
            self._db.tell(Kind.WRITING, user_id=task.user_id)
            try:
                _Doing(self, task).run()
            except NoAnswer as none:
                if none.why is not Why.STOPPED:
                    raise
                # Cancelled: its row says so. Else this program ends, and another one goes on.
                self._writings.wait_again(task)
            except KnownError as error:
                if error.retryable:
                    raise  # no database: the row stays as it is, and is taken up again
                self._fail(task, Trouble(error.title, error.advice))
            except Exception:
                log.exception("writing %s", task.id)
                self._fail(
                    task, Trouble(tr("Something went wrong inside Outpost."), tr("Try it again."))
                )
        return True

    def ask_for_hot(self, user_id: UUID | None = None) -> int:
        """Ask for answers to new mail from hot leads, where the user wishes that, for everybody or
        for one; how many."""
        count = 0
        for user in UserRepository(self._db).list_users():
            if user_id is not None and user.id != user_id:
                continue
            provider = self._settings.provider(user.id)
            if not provider.drafts_for_hot:
                continue
            if provider.does(ModelKind.DRAFT) and not self._settings.may_ask(user.id, provider):
                continue
            with self._db.transaction():
                since = self._now() - _NEW
                for talk, email_id, _ in self._writings.hot_and_unanswered(user.id, since, _HOT):
                    tone = Tone.PROFESSIONAL
                    wanted = Writing(
                        writing_id(email_id, Purpose.DRAFT, tone), Purpose.DRAFT, State.WAITING,
                        tone=tone, email_id=email_id, thread_id=talk,
                    )  # fmt: skip
                    count += self._writings.add(user.id, wanted, self._now(), unasked=True)
                if count:
                    self._db.tell(Kind.WRITING, user_id=user.id)
        return count

    def _fail(self, task: Task, trouble: Trouble) -> None:
        failed = Writing(task.id, task.purpose, State.FAILED, tone=task.tone, error=trouble)
        self.end(task, failed)

    def end(self, task: Task, ended: Writing, version: str = "") -> None:
        """Write the end, unless nobody wants it any more."""
        with self._db.transaction():
            if self._writings.end(task, ended, self._now(), version):
                self._db.tell(_TOLD, user_id=task.user_id)


class _Doing:
    """One writing, while it is being written."""

    def __init__(self, desk: MailWriting, task: Task) -> None:
        self._desk = desk
        self._task = task
        self._wanted = True
        self._shown_at = float("-inf")
        self._looked_at = desk._ticks()

    def run(self) -> None:
        task, desk = self._task, self._desk
        if task.is_worn_out:
            raise KnownError(
                tr("This was broken off again and again."), tr("Ask for it once more.")
            )
        newest = self._newest()
        provider = desk._settings.provider(task.user_id)
        kind = _KINDS.get(task.purpose)
        if not (provider.is_ready if kind is None else provider.does(kind)):
            self._by_itself(newest, None)
            return
        try:
            self._by_model(newest, provider)
        except NoAnswer as none:
            if none.why is Why.STOPPED:
                raise
            self._by_itself(newest, none.error)
        except KnownError as error:
            if error.retryable:
                raise
            self._by_itself(newest, error)

    def _newest(self) -> NewestMessage | None:
        """The message that it is about; None for words alone.

        Raises:
            KnownError: another one has come since.
        """
        task = self._task
        if not task.purpose.is_kept or task.conversation_id is None:
            return None
        newest = self._desk._material.newest(
            task.user_id, task.conversation_id, inbound=task.purpose is Purpose.DRAFT
        )
        if newest is None or newest.email_id != task.email_id:
            raise KnownError(
                tr("Another message has come meanwhile."), tr("Ask again to have it in view.")
            )
        return newest

    # -- by a model --------------------------------------------------------------------------

    def _by_model(self, newest: NewestMessage | None, provider: Provider) -> None:
        task, desk = self._task, self._desk
        material = self._known(newest)
        if task.is_first:
            prompt = first_prompt(material, task.tone, task.words)
        else:
            prompt = prompt_for(
                task.purpose, material, tone=task.tone, words=task.words, how=task.how
            )
        asked = Asked(task.user_id, prompt, str(task.purpose), task.id, task.email_id)
        answer = desk._caller.ask(
            asked, lambda text: self._show(readable(text), provider), self._is_wanted
        )
        text, subject = self._finished(answer.text, material)
        if not text and not subject:
            raise KnownError(
                tr("{words} gave no answer that makes sense.", words=provider.words),
                tr("Try again, or choose another model."),
            )
        note = None
        if answer.is_cut:
            note = Trouble(tr("The answer went on and on, and was cut."), tr("Look at its end."))
        known = [*material.known_texts(), task.words]
        done = self._done(newest, text=text, subject=subject, engine=provider.words, note=note)
        flagged = strange_parts(f"{subject}\n{text}", known)
        desk.end(task, replace(done, is_model=True, flagged=flagged), provider.name)

    def _known(self, newest: NewestMessage | None) -> Material:
        task, material = self._task, self._desk._material
        if task.is_first:
            known = None
            if task.lead_id is not None:
                known = material.of_lead(
                    task.user_id, task.lead_id, template=self._template(newest)
                )
            if known is None:
                raise KnownError(tr("This lead is not there any more."), tr("Somebody deleted it."))
            return known
        if newest is None or task.conversation_id is None:
            return Material()
        template: FilledTemplate | None = None
        if task.purpose is Purpose.DRAFT:
            template = self._template(newest)
        return material.of_conversation(task.user_id, task.conversation_id, template=template)

    def _template(self, newest: NewestMessage | None) -> FilledTemplate | None:
        """The best one; None where none fits."""
        task, desk = self._task, self._desk
        if newest is not None:
            return desk._material.best_template(task.user_id, newest, task.tone, desk._now())
        if task.lead_id is None:
            return None
        return desk._material.template_to_begin(task.user_id, task.lead_id, task.tone, desk._now())

    def _finished(self, text: str, material: Material) -> tuple[str, str]:
        """The text, and the subject."""
        if self._task.purpose is Purpose.SUBJECT:
            return "", one_line(text)
        if self._task.purpose is Purpose.DRAFT:
            return finished_mail(text, material.signature), ""
        return finished_mail(text, ""), ""

    def _show(self, text: str, provider: Provider) -> None:
        """Have the words so far seen, but not more often than eyes follow."""
        now = self._desk._ticks()
        if now - self._shown_at < _SHOWN_EVERY:
            return
        self._shown_at = now
        with self._desk._db.transaction(lasting=False):
            self._wanted = self._desk._writings.show(self._task, text, provider.words, True)
            self._desk._db.tell(Kind.WRITING, user_id=self._task.user_id)

    def _is_wanted(self) -> bool:
        if self._desk._should_stop():
            return False
        now = self._desk._ticks()
        if self._wanted and now - self._looked_at >= _LOOKED_EVERY:
            self._looked_at = now
            self._wanted = self._desk._writings.is_mine(self._task)
        return self._wanted

    # -- by the program itself ---------------------------------------------------------------

    def _by_itself(self, newest: NewestMessage | None, trouble: KnownError | None) -> None:
        """What can be done without a model; the trouble with one is said beside it."""
        if self._task.is_first or (self._task.purpose is Purpose.DRAFT and newest is not None):
            self._by_template(newest, trouble)
        elif self._task.purpose is Purpose.SUMMARY and newest is not None:
            self._by_extract(newest, trouble)
        elif trouble is not None:
            raise _final(trouble)
        else:
            raise KnownError(
                tr("A language model is needed for this."),
                tr("Set one up in Settings: one on this computer, or a service."),
            )

    def _by_template(self, newest: NewestMessage | None, trouble: KnownError | None) -> None:
        found = self._template(newest)
        if found is None:
            what, category = (tr("this message"), "Replies")
            if self._task.is_first:
                what, category = (tr("a new mail to this lead"), "First contact” or “Follow-up")
            raise _without(
                trouble,
                tr("No template fits {what}.", what=what),
                tr(
                    "Give one of yours the category “{category}”, or set up a language model in "
                    "Settings.",
                    category=category,
                ),
            )
        note = Trouble(trouble.title, trouble.advice) if trouble is not None else None
        if note is None and found.missing:
            note = Trouble(
                tr("{missing} has no value for this lead.", missing=found.missing[0])
                if len(found.missing) == 1
                else tr("{missing} have no value for this lead.", missing=", ".join(found.missing)),
                tr("Fill the gap."),
            )
        done = self._done(
            newest, text=found.text, subject=found.subject, engine=f"template {found.name}",
            note=note,
        )  # fmt: skip
        self._desk.end(self._task, done)

    def _by_extract(self, newest: NewestMessage, trouble: KnownError | None) -> None:
        task, desk = self._task, self._desk
        text = None
        if not newest.outbound:
            told = desk._material.message(task.user_id, newest.email_id)
            insights = InsightRepository(desk._db).of_message(task.user_id, newest.email_id)
            user = UserRepository(desk._db).by_id(task.user_id)
            zone = zone_or_utc(user.timezone if user is not None else "UTC")
            if told is not None:
                day = newest.at.astimezone(zone).date()
                text = summary_of(told.name, day, told.text, insights)
        if text is None:
            raise _without(
                trouble,
                tr("A language model is needed to summarise this."),
                tr("Set one up in Settings: one on this computer, or a service."),
            )
        note = Trouble(trouble.title, trouble.advice) if trouble is not None else None
        desk.end(task, self._done(newest, text=text, engine="built-in", note=note))

    def _done(
        self,
        newest: NewestMessage | None,
        *,
        text: str,
        subject: str = "",
        engine: str,
        note: Trouble | None,
    ) -> Writing:
        task = self._task
        kept = None
        if newest is not None and task.conversation_id is not None:
            kept = insight_id(task.user_id, task.conversation_id, newest.email_id, task.purpose)
        return Writing(
            task.id, task.purpose, State.DONE, text, subject, task.tone, engine, error=note,
            insight_id=kept, email_id=task.email_id, thread_id=task.conversation_id,
            lead_id=newest.lead_id if newest is not None else task.lead_id,
        )  # fmt: skip


def _without(trouble: KnownError | None, title: str, advice: str) -> KnownError:
    """Neither a model nor the program could: of a model's trouble it is told first."""
    if trouble is None:
        return KnownError(title, advice)
    return KnownError(trouble.title, f"{trouble.advice} {title}".strip())


def _final(error: KnownError) -> KnownError:
    """The same, once it is not tried again."""
    return KnownError(error.title, error.advice)
