"""An answer that is written for the user, put into their mail as it comes.

It is a proposal: it stands above what they wrote, is marked until they change it, goes back in one
step, and is never sent by itself. What they did with it is kept with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from desktop_app.domain.language import tr
from desktop_app.domain.proposals import Proposal, stands_in
from desktop_app.domain.writing import Purpose, State, Tone, Writing
from desktop_app.ui.composer.ai_band import AiBand
from desktop_app.ui.composer.awaited import Coming
from desktop_app.ui.composer.streamed import StreamedText, find_beginning, find_text
from desktop_app.ui.ops import Fault
from desktop_app.ui.shell.context import Context
from desktop_app.ui.timers import single_shot
from desktop_app.ui.writing.asking import ask_for
from desktop_app.ui.writing.follow import Follow

if TYPE_CHECKING:
    from desktop_app.ui.composer.composer import Composer

_TONE = "writing.tone"
_JUDGED_AFTER = 1_500  # ms without another change
_READ_IT = tr("Read it before you send.")


class AiDraft(QObject):
    """What is written for one composer."""

    def __init__(self, ctx: Context, composer: Composer, band: AiBand) -> None:
        super().__init__(composer)
        self._ctx = ctx
        self._composer = composer
        self._band = band
        self.proposal: Proposal | None = None
        self.is_putting = False  # what changes in the editor now comes from here
        self._wanted = False  # before there is a draft
        self._stream: StreamedText | None = None
        self._coming: Coming | None = None
        self._said_note = ""
        known = ctx.state.text(_TONE, Tone.PROFESSIONAL)
        self._tone = Tone(known) if known in list(Tone) else Tone.PROFESSIONAL
        self._follow = Follow(ctx, self)
        self._follow.changed.connect(self._on_more)
        self._judge_soon = single_shot(self, _JUDGED_AFTER, self._judge_edited)
        band.show_tone(self._tone)
        band.tone_chosen.connect(self._on_tone)
        band.again_wanted.connect(self.try_again)
        band.discard_wanted.connect(self.discard)
        band.stop_wanted.connect(self.stop)

    @property
    def is_possible(self) -> bool:
        """Whether there is a conversation to answer, or a lead to write to."""
        return self._composer.conversation_id is not None or self._composer.lead_id is not None

    @property
    def is_writing(self) -> bool:
        """Whether more of it comes, or was asked for."""
        return self._coming is not None

    @property
    def flagged(self) -> tuple[str, ...]:
        """What of it stands nowhere in the conversation."""
        return self.proposal.flagged if self.proposal is not None else ()

    # -- what the user asks for ------------------------------------------------------------------

    def ask(self) -> None:
        """Have an answer written, above what stands there; one that stands there stays."""
        if self.is_writing or not self.is_possible:
            return
        if self._composer.draft is None:
            self._wanted = True  # as soon as it is there
        elif self._standing() is None:
            self._ask()

    def try_again(self) -> None:
        """Have another one written in its place."""
        if not self.is_writing:
            self._ask(again=True, anew=True)

    def discard(self) -> None:
        """Take it out again; undo brings it back."""
        standing = self._standing()
        if standing is not None:
            standing.removeSelectedText()
            self._keep(lambda draft_id: self._ctx.services.proposals.dismiss(draft_id))
        self._judge_soon.stop()
        self._band.hide()
        self._composer.editor.setFocus()

    def stop(self) -> None:
        """Have no more of it written; what came stays, to be read or discarded."""
        if not self.is_writing:
            return
        now = self._follow.now
        self._follow.cancel()
        self._end(now, tr("Stopped. What came so far stands below.") if self._has_text else "")

    # -- what the composer tells -----------------------------------------------------------------

    def opened(self) -> None:
        """Its draft is shown: what was put into it before is marked again, and what was on its way
        into it comes."""
        draft_id, proposals = self._composer.draft_id, self._ctx.services.proposals
        if draft_id is None or self.is_writing:
            return

        def found(proposal: Proposal | None) -> None:
            if self.is_writing:
                return
            if proposal is not None and proposal.text:
                self.proposal = proposal
                self._show_tone(proposal.tone)
                self.look()
            if proposal is not None and proposal.coming is not None:
                self._take_up(proposal.coming, proposal.tone)
            wanted, self._wanted = self._wanted, False
            if wanted:
                self.ask()

        self._ctx.ops.run_query(
            self, lambda: proposals.of(draft_id), found, lambda _error: None, key="proposal"
        )

    def look(self) -> None:
        """Something changed: is it still as it was proposed?"""
        if self.proposal is None or self.is_writing or not self.proposal.text:
            return
        standing = stands_in(self.proposal.text, self._plain())
        if standing and self._band.isHidden():
            self._judge_soon.stop()
            self._show_done()
        elif not standing and not self._band.isHidden():
            self._band.hide()
            self._judge_soon.start()

    def leave(self) -> None:
        """The program ends: what is not all there comes again when the draft is opened."""
        if self.is_writing and self._stream is not None:
            self.is_putting = True
            self._stream.take_out()
            self.is_putting = False
        self._follow.stop()

    # -- writing ---------------------------------------------------------------------------------

    def _ask(self, *, again: bool = False, anew: bool = False) -> None:
        """Take the draft that stands for the conversation, or have one written.

        Args:
            again: another one in the place of the one that was written.
            anew: whatever stands.
        """
        composer, writing, tone = self._composer, self._ctx.services.writing, self._tone
        talk = composer.conversation_id
        if talk is None:
            self._ask_first(again=again)
            return
        composer.say("")
        self._begin_to_wait(self._standing())

        def ask() -> None:
            ask_for(
                self._ctx,
                composer,
                lambda: writing.leaving(Purpose.DRAFT, thread_id=talk, tone=tone),
                lambda: writing.draft(talk, tone, again=again),
                self._begun,
                self._refused,
                self._given_up,
            )

        if anew:
            ask()
            return

        def found(standing: Writing | None) -> None:
            if standing is None:
                ask()
            elif self.is_writing:
                self._show_tone(standing.tone)
                if standing.state.over:
                    self._on_more(standing)
                else:
                    self._begun(standing.id)

        self._ctx.ops.run_query(self, lambda: writing.draft_of(talk), found, self._refused)

    def _ask_first(self, *, again: bool) -> None:
        """Have a new mail written: one that answers nothing."""
        composer, writing, tone = self._composer, self._ctx.services.writing, self._tone
        lead, draft_id = composer.lead_id, composer.draft_id
        if lead is None or draft_id is None:
            return
        subject = composer.head.subject.text()
        composer.say("")
        self._begin_to_wait(self._standing())
        ask_for(
            self._ctx,
            composer,
            lambda: writing.leaving(Purpose.DRAFT, lead_id=lead, tone=tone, words=subject),
            lambda: writing.first_draft(lead, draft_id, tone, subject=subject, again=again),
            self._begun,
            self._refused,
            self._given_up,
        )

    def _begin_to_wait(self, standing: QTextCursor | None) -> None:
        what = tr("the answer") if self._composer.conversation_id is not None else tr("the mail")
        self._coming = self._composer.awaited.expect(tr("Writing {what} …", what=what))
        self._stream = StreamedText(self._composer.editor.document(), standing)
        self._band.say(tr("Writing {what} …", what=self._what), writing=True)

    def _begun(self, writing_id: UUID) -> None:
        if not self.is_writing:
            return  # stopped meanwhile
        tone = self._tone
        proposals = self._ctx.services.proposals
        self._keep(lambda draft_id: proposals.expect(draft_id, writing_id, tone))
        self._follow.begin(writing_id)

    def _take_up(self, coming: UUID, tone: Tone) -> None:
        """It was on its way when the program ended."""
        writing = self._ctx.services.writing

        def found(now: Writing | None) -> None:
            if now is None or self.is_writing or now.state in (State.FAILED, State.CANCELLED):
                return
            self._show_tone(tone)
            beginning = find_beginning(self._composer.editor.document(), now.text)
            self._begin_to_wait(self._standing() or beginning)
            self._follow.begin(now.id)

        self._ctx.ops.run_query(self, lambda: writing.get(coming), found, lambda _error: None)

    def _on_more(self, now: Writing) -> None:
        stream = self._stream
        if stream is None:
            return
        if now.text and not self._put(stream, now.text):
            self._taken_over()
        elif now.state.over:
            self._end(now)
        else:
            by = tr(" with {engine}", engine=now.engine) if now.is_model and now.engine else ""
            self._band.say(tr("Writing {what}{by} …", what=self._what, by=by), writing=True)

    def _put(self, stream: StreamedText, text: str) -> bool:
        self.is_putting = True
        try:
            return stream.put(text)
        finally:
            self.is_putting = False

    def _taken_over(self) -> None:
        """The user changed what came: it is theirs, and nothing more comes into it."""
        now = self._follow.now
        self._follow.cancel()
        self._end(now)
        self.look()

    def _end(self, now: Writing | None, said: str = "") -> None:
        """Nothing more comes."""
        stream, self._stream = self._stream, None
        coming, self._coming = self._coming, None
        text = stream.text if stream is not None and stream.has_come else ""
        draft_id = self._composer.draft_id
        if now is not None and text and draft_id is not None:
            self.proposal = Proposal.of(draft_id, now, text)
            proposal = self.proposal
            self._keep(lambda _id: self._ctx.services.proposals.put(proposal))
        self._said_note = _trouble_of(now)
        if now is not None and now.state is State.FAILED:
            self._band.say(now.error.title if now.error else tr("It could not be written."),
                           now.error.advice if now.error else "",
                           standing=self._standing() is not None)  # fmt: skip
        elif text:
            self._show_done(said)
        elif self._standing() is not None:
            self._show_done()  # what it was to take the place of
        else:
            self._band.hide()
        head = self._composer.head
        if now is not None and now.subject and text and not head.subject.text().strip():
            head.subject.setText(now.subject)
        if text:
            self._composer.keeper.changed()
        if coming is not None:
            self._composer.awaited.came(coming)

    def _refused(self, error: Exception) -> None:
        """It cannot be asked for."""
        self._end(None)
        fault = Fault.of(error)
        self._composer.say(f"{fault.title} {fault.advice}".strip())
        self.look()

    def _given_up(self) -> None:
        self._end(None)
        self.look()

    # -- parts -----------------------------------------------------------------------------------

    @property
    def _what(self) -> str:
        return tr("an answer") if self._composer.conversation_id is not None else tr("a mail")

    @property
    def _has_text(self) -> bool:
        return self._stream is not None and self._stream.has_come

    def _show_done(self, said: str = "") -> None:
        proposal = self.proposal
        if proposal is None:
            return
        if not said and proposal.is_model:
            said = tr("AI draft. {read_it}", read_it=_READ_IT)
        elif not said and proposal.template:
            said = tr(
                "From your template {template}. {read_it}",
                template=proposal.template,
                read_it=_READ_IT,
            )
        elif not said:
            said = tr("Written by Outpost. {read_it}", read_it=_READ_IT)
        notes = [self._said_note]
        if proposal.flagged:
            named = ", ".join(f"“{each}”" for each in proposal.flagged)
            where = tr("this conversation")
            if self._composer.conversation_id is None:
                where = tr("what is known of this lead")
            notes.append(
                tr(
                    "Nowhere in {where}: {named}. Look at it before you send.",
                    where=where,
                    named=named,
                )
            )
        self._band.say(said, " ".join(filter(None, notes)))

    def _show_tone(self, tone: Tone) -> None:
        self._tone = tone
        self._band.show_tone(tone)

    def _on_tone(self, tone: Tone) -> None:
        self._show_tone(tone)
        self._ctx.state.put(_TONE, str(tone))
        if not self.is_writing:
            self._ask(anew=True)

    def _standing(self) -> QTextCursor | None:
        """Where what was proposed stands, unchanged."""
        text = self.proposal.text if self.proposal is not None else ""
        return find_text(self._composer.editor.document(), text) if text else None

    def _plain(self) -> str:
        return self._composer.editor.toPlainText()

    def _judge_edited(self) -> None:
        own, proposals = self._plain(), self._ctx.services.proposals
        self._keep(lambda draft_id: proposals.edited(draft_id, own))

    def _keep(self, work: Callable[[UUID], object]) -> None:
        """Note something of the draft, in the background."""
        draft_id = self._composer.draft_id
        if draft_id is not None:
            self._ctx.ops.run_keeping(
                self, lambda: work(draft_id), lambda _done: None, self._ctx.notices.error
            )


def _trouble_of(now: Writing | None) -> str:
    """Why the program wrote it and not the model, where it should have been the model."""
    error = now.error if now is not None and now.state is State.DONE else None
    return f"{error.title} {error.advice}".strip() if error is not None else ""
