"""The folded quotation of a cleaned message, for a reader that cannot fold by itself."""

from __future__ import annotations

OPENS = '<details class="quoted">'
_SUMMARY_ENDS = "</summary>"
_CLOSES = "</details>"


def split_quoted(html: str) -> tuple[str, str]:
    """The sender's own words, and what they quote ("" for nothing).

    Cleaning wraps the quotation in one ``<details class="quoted">``; no mail can write that
    class by itself. A signature after it counts to the words.
    """
    before, mark, rest = html.partition(OPENS)
    if not mark:
        return html, ""
    quoted, _, after = rest.rpartition(_CLOSES)
    return before + after, quoted.partition(_SUMMARY_ENDS)[2]
