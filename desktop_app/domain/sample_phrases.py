"""The small change of invented letters: greetings, absences, bounces, newsletters, templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GREETINGS: Final = ("Hi {to},", "Hello {to},", "Good morning {to},", "{to},", "Dear {to},")
PARTINGS: Final = ("Best,", "Kind regards,", "Thanks,", "Best regards,", "All the best,")
OPENINGS: Final = {
    "rep": (
        "Thank you for the quick answer.",
        "Good to hear from you.",
        "Thanks for the clear questions.",
        "I have looked into it.",
    ),
    "lead": (
        "Thanks for getting back so quickly.",
        "Sorry for the late answer.",
        "Between two meetings, so in short:",
        "Thank you, that was helpful.",
    ),
}
CLOSINGS: Final = {
    "rep": (
        "Does that work for you?",
        "Call me if writing is too slow: I am at my desk until five.",
        "Tell me if something is missing.",
        "I look forward to your thoughts.",
    ),
    "lead": (
        "A short answer is enough.",
        "Please let me know by {day}.",
        "I am in the office again on {day}.",
        "Thank you in advance.",
    ),
}

ABSENCES: Final = (
    "Thank you for your message. I am out of the office until {date} and read mail only now and "
    "then. In urgent cases please write to {colleague}.\n\nThis is an automatic reply.",
    "I am on leave and back on {date}. Your mail is not forwarded. For anything about {site}, "
    "please ask {colleague}.",
    "Automatic reply: I am travelling this week and will answer on {day} at the latest.",
)
ABSENCE_SUBJECTS: Final = ("Automatic reply: {subject}", "Out of office: {subject}")

BOUNCE: Final = (
    "This is the mail system at host mx1.{domain}.\n\n"
    "I'm sorry to have to inform you that your message could not be delivered to one or more "
    "recipients.\n\n<{address}>: host mx1.{domain} said: 550 5.1.1 <{address}>: Recipient address "
    "rejected: User unknown (in reply to RCPT TO command)"
)


@dataclass(frozen=True, slots=True)
class Circular:
    """A newsletter or a notification: mail that no person wrote to the rep."""

    sender: str
    address: str
    subjects: tuple[str, ...]
    paragraphs: tuple[str, ...]
    is_list: bool


CIRCULARS: Final = (
    Circular(
        "Plant Floor Weekly",
        "news@plantfloorweekly.example",
        ("Five numbers from {month}", "What stands still when nothing is broken", "Week {week}"),
        (
            "This week: why {percent} per cent of all stops last less than two minutes, and what "
            "they add up to in a year.",
            "Also in this issue: an interview about {asset} that report their own faults, and the "
            "dates of {event}.",
            "You receive this letter because you asked for it at {event}. Leave the list with one "
            "click.",
        ),
        True,
    ),
    Circular(
        "{event}",
        "info@processdays.example",
        ("{event}: doors open on {date}", "Your ticket for {event}"),
        (
            "Doors open on {date} at {clock}. Stand numbers are on the plan, the talks are in the "
            "hall behind the entrance.",
            "Exhibitors can build from the evening before. Parking is behind gate 2.",
        ),
        True,
    ),
    Circular(
        "Meeting room",
        "no-reply@rooms.example",
        ("Your room on {day}", "Room released: {day} {clock}"),
        ("The room by the stairs is booked for you on {day}, {clock}, for {few} people.",),
        False,
    ),
    Circular(
        "Parcel desk",
        "no-reply@parceldesk.example",
        ("Parcel {number} is on its way", "Parcel {number} was delivered"),
        ("Parcel {number} with {few} boxes reached {site} on {day} at {clock}.",),
        False,
    ),
)

STRANGER_LETTERS: Final = (
    (
        "Somebody who knows about {asset}?",
        "A friend at {company} gave me your address. We have {few} {asset} and too many surprises. "
        "Are you the right person for a first talk?",
        "Yes, I am. Tell me a little about {site}: how many, how old, and what surprised you last?",
    ),
    (
        "Press question about {month}",
        "I am writing a piece about stops in production and would like to quote a supplier. Could "
        "you answer three questions by {day}?",
        "Gladly. Send them over, and tell me how long the answers may be.",
    ),
    (
        "Partnership",
        "We mount and look after {asset} in the whole region, and our customers ask for "
        "measurements. Could a partnership be of interest to you? I am free on {day}.",
        "It could. {day} at {clock} is good for me. I call you.",
    ),
    (
        "Your stand at {event}",
        "May we quote you for the stand at {event}? We build in two nights, also in {month}.",
        "Thank you, the stand for this year is settled. Please ask again in spring.",
    ),
)

EVENTS: Final = ("Northern Process Days", "Fluid & Frost Fair", "Open Line Forum", "Plant Week")


@dataclass(frozen=True, slots=True)
class SampleTemplate:
    """A row of ``email_templates``: merge fields are written as Liquid has them."""

    slug: str
    name: str
    category: str
    tone: str
    is_default: bool
    subject: str
    body: str


_TEMPLATES: Final = """
# fair | After the trade fair | First contact | friendly |
A quick idea for {{ company }}
Hi {{ first_name }},

It was good to meet you at {{ event_name | default: 'the fair' }}. You said that {{ company }}
loses most time between two orders, not during them.

Other {{ industry | downcase }} teams of {{ company_size }} people tell us the same. Most of them
win back half a shift a week with one change, and I would like to show you which one.

Would a 20-minute call this week suit you?

{{ signature }}

# introduction | Short introduction | First contact | professional | default
{{ first_name }}, 20 minutes?
Dear {{ first_name }},

We help {{ industry | downcase }} companies see why machines stand still. It takes a morning to
mount and nothing has to be switched off.

Is that a subject for {{ company }} this year, or is somebody else the better person to ask?

{{ signature }}

# referred | Referred by a colleague | First contact | friendly |
{{ referrer | default: 'A colleague' }} suggested we talk
Hi {{ first_name }},

{{ referrer | default: 'A colleague of yours' }} thought that what we do may be of use at
{{ company }}. May I tell you in ten minutes what it is?

{{ signature }}

# week | No reply, one week | Follow-up | casual | default
Still of interest, {{ first_name }}?
Hi {{ first_name }},

I wanted to bring this back to the top of your list. A short no is an answer too, and a welcome
one.

{{ signature }}

# kit | Sample kit arrived | Follow-up | friendly |
Your kit for {{ company }}
Hi {{ first_name }},

The carrier says that the sample kit has arrived. Three sensors, a gateway, ten minutes. If one of
them blinks red, move the gateway to the window side.

{{ signature }}

# demo | Confirm a demo | Meetings | professional | default
Our demo on {{ meeting_date | default: 'the agreed day' }}
Dear {{ first_name }},

I look forward to our demo on {{ meeting_date | default: 'the agreed day' }}. If you send me a week
of your own figures beforehand, we look at {{ company }} instead of an example.

{{ signature }}

# terms | Contract terms | Closing | formal | default
Revised terms for {{ company }}
Dear {{ contact_name }},

Please find attached the revised terms for {{ company }}. The changes are marked; paragraph 4 and
the annex are new.

I would be grateful for your answer within two weeks.

{{ signature }}

# last | Last note | Closing | casual |
Shall I close your file?
Hi {{ first_name }},

I have not heard from you and do not want to be a nuisance. Shall I close your file, or ask again
in three months? One word is enough.

{{ signature }}
"""


def sample_templates() -> tuple[SampleTemplate, ...]:
    """The templates of a sample workspace: eight, one default in each of four categories."""
    found = []
    for block in _TEMPLATES.strip().removeprefix("# ").split("\n\n# "):
        head, subject, *lines = block.split("\n")
        slug, name, category, tone, default = (part.strip() for part in head.split("|"))
        body = "\n\n".join(
            flowed(paragraph) for paragraph in "\n".join(lines).strip().split("\n\n")
        )
        found.append(
            SampleTemplate(slug, name, category, tone, default == "default", subject, body)
        )
    return tuple(found)


def flowed(paragraph: str) -> str:
    """A paragraph of a script as one line; lines of a list ("1. ", "- ") stay lines."""
    out: list[str] = []
    for line in paragraph.split("\n"):
        if out and not line.startswith(LIST_MARKS):
            out[-1] += " " + line.strip()
        else:
            out.append(line.strip())
    return "\n".join(out)


LIST_MARKS: Final = ("- ", *(f"{number}. " for number in range(1, 10)))
