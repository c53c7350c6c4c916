"""What the invented letters say, as a script to be read and changed by people.

``# key | who opens | category``, then ``subject:`` lines, then the turns. ``rep 1`` and
``lead 1`` are what each side writes first, then 2, 3…; the paragraphs under a turn that are
parted by a line ``--`` are alternatives. ``answer:`` and ``nudge:`` lines are the next step
for a rep who owes an answer, or waits for one. Words in braces are filled in.
"""

from __future__ import annotations

from typing import Final

SCRIPT: Final = """
# pilot | rep | First contact
subject: Pilot for {site}
subject: A pilot at {site}, two phases
subject: Starting small at {site}
answer: Send volume pricing before {day}
answer: Confirm the pilot dates for {site}
nudge: Ask what the team decided on the pilot
nudge: Offer a 20-minute walkthrough of the pilot
rep 1
Here is the outline we talked about, with one attachment. Phase one puts sensors on {few} of your
{asset} at {site} for {weeks} weeks; phase two adds the rest only if the figures hold.

You need nobody from our side on the floor: the kit clips on and reports over its own radio.
--
As promised, a small pilot instead of a big promise: {few} {asset} at {site}, {weeks} weeks, a
fixed price of {total}. If nobody looks at the readings after a month, you send the kit back.
--
You said that {site} loses most time between two orders, not during them. I would like to measure
that for {weeks} weeks on {few} {asset}, and show you the gaps hour by hour.
lead 1
Thanks for the outline. The team likes the two-phase plan. Before I take it to our board on {day}
I need two things:

1. Volume pricing for {qty} units, delivered in two lots
2. Confirmation that the sensors work with our line controller

If both are in hand by the evening before, I can give you a decision this week.
--
We talked it over. {site_up} is the right place to begin, but {weeks} weeks in {month} collide with
our stocktaking. Could phase one start on {date} instead?
--
Interesting. Two questions from maintenance: who swaps the batteries, and what happens to the
readings when the radio is down for a night?
rep 2
Pricing for {qty} units in two lots is attached: {price} each in the first lot, five per cent less
in the second. And yes, the sensors work with your controller as it is, through the same terminal
that the counters use.
--
{date_up} works for us. I have moved the delivery, the kit leaves on the Monday before, and
{colleague} stays your contact for anything technical.
--
Batteries last about three years and anybody with a screwdriver can change them. Each sensor keeps
ten days of readings, so that a dead radio costs you nothing.
lead 2
The kit arrived and {few} sensors are up. One of them reads two degrees below its neighbour. Is
that the place or the sensor?
--
Purchasing asks for a formal offer with the price of phase two in it, otherwise they cannot open an
order. Can you send that before {day}?
--
First week at {site}: we found two long pauses that nobody had on the list. {colleague_first} wants
to see the same view for the night shift.
rep 3
Please swap it with its neighbour for a day. If the low reading moves along, it is the sensor, and
a new one is on its way the same afternoon.
--
The formal offer is attached. It holds both phases, so that you need to go through purchasing only
once; phase two binds you to nothing until you say so.
--
The night shift is in the view now, with the pauses marked. The largest one starts at 02:40 on most
nights. Shall we look at it together on {day}?
lead 3
The board said yes to phase two, with one condition: training for the shift leaders in person.
Two mornings would do. When could you come?
--
Good numbers, so far. We lose about {percent} per cent less between orders than in {month}. I am
writing this up for the management now.
--
To be honest, the shift leaders look at it once a day and no more. I need a reason for them to care
before I sign phase two.

# quote | lead | Closing
subject: Quote for {qty} {asset}
subject: Volume price for {qty} units
subject: Price for {qty} units, two lots
answer: Send the quote for {qty} units
answer: Answer the question about the discount
nudge: Ask whether the quote fits the budget
nudge: Call: no reply to the quote
lead 1
Could you quote for {qty} units, delivered to {site}? We compare three suppliers and decide on
{day}. Please put the yearly service on its own line.
--
We spoke in {month}. The budget is through now: please send a price for {qty} {asset}, with and
without mounting.
--
Short question: what would {qty} units cost us, and what would they cost if we took half now and
half after the summer?
rep 1
The quote is attached: {qty} units at {price}, {total} in all, service on its own line. It is valid
until the end of {month} and includes delivery to {site}.
--
Thank you for coming back. With mounting it is {total}, without it {percent} per cent less. If your
own people mount, we send somebody for the first day at no cost.
--
In one lot it is {price} a unit. In two lots the price stays, if both orders are signed together;
only the second delivery date is left open.
lead 2
That is above what we had in mind. One of the others is {percent} per cent lower, though without
the service. What can you do?
--
Thanks. Our controller asks where the {price} come from, as your list said something else in the
spring.
--
The price is fine. The payment terms are not: we pay at 60 days, always. Can you live with that?
rep 2
I can take off {percent} per cent if you take the service for two years, which you would need in
any case. The unit price stays, so that later orders start from the same list.
--
The spring list had the older housing. The new one is rated for wash-down, which you asked for at
{site}. I have added both prices to the sheet so that your controller can see the step.
--
We can live with 60 days for the first order, and with 45 after that. I have put it into the
offer, see page two.
lead 3
Agreed. The order comes from {colleague} in purchasing, probably on {day}. Please confirm the
delivery week when you have it.
--
We decided for somebody else this time, mostly because of the delivery date. I am sorry; your
paper was the clearest of the three.
--
I have what I need. It goes into the meeting on {day}, and I will tell you the same afternoon.
rep 3
Order received, thank you. The first lot leaves in week {week}; you get the tracking as soon as
the carrier has it.
--
Thank you for telling me so plainly. May I ask again in {month}, when the next line is planned?
--
Good luck with the meeting. I am at my desk on {day} if a question comes up in the room.

# demo | rep | Meetings
subject: Demo on {day}
subject: 30 minutes on {day}?
subject: A look at the real thing, {day}
answer: Confirm the demo on {day}
answer: Send the invitation for the demo
nudge: Propose two new times for the demo
nudge: Ask who else should see the demo
rep 1
Would {day} at {clock} suit you for a short demo? Thirty minutes, your own figures from {site} if
you send me a week of them, and time for questions.
--
Seeing it is quicker than reading about it. I have {day} {clock} or the day after at the same time;
which is better for you and {colleague_first}?
lead 1
{day} at {clock} works. Please add our quality manager, {colleague}, who will have the hard
questions.
--
Not this week, I am at {site} until {day}. The week after is open except for the Monday.
--
Happy to look, but please keep it to what is new since last year. We know the basics.
rep 2
The invitation is out for {day}, {clock}, with {colleague_first} in it. The link works without an
installation.
--
No hurry. I have put you down for the {date}, same time, and will remind you two days before.
lead 2
Thank you for the demo, that was useful. What stayed with us was the gap report. Could you send
the slides, and the list of what we need at {site} to begin?
--
We had to stop when it became interesting, sorry for that. Can we have another 20 minutes on
{day}, only about access rights?
--
{colleague_first} could not join in the end. Is there a recording?
rep 3
The slides are attached, and here is the list for {site}:

- a power socket for the gateway
- somebody with a ladder for half a day
- the names of the {asset} as your people call them
--
Twenty minutes on {day} it is. I bring {colleague_us}, who built the access rights.
--
There is a recording; the link works for 14 days. The part about {asset} starts at minute twelve.
lead 3
The list is done, we are ready whenever you are.
--
I showed the recording to the others. They ask whether it also covers the {asset} outside.

# security | lead | Closing
subject: Security questionnaire
subject: Questions from our security team
subject: Data protection and hosting
answer: Answer the security questionnaire
answer: Send the list of subprocessors
nudge: Ask whether security needs anything else
nudge: Offer a call with our security lead
lead 1
Our security team sent back the sheet, four answers are missing: 3.2, 3.7, 5.1 and the whole of
section 8. Without them we cannot sign, and I would like to sign this month.
--
Before the pilot our data protection officer needs to know where the readings are stored, for how
long, and who of you can see them.
--
Attached is our questionnaire, 84 questions, I am sorry. {colleague} answers if something is
unclear.
rep 1
Here are the four answers. In short: backups are encrypted with a key of their own, restores are
tested each quarter, and the last outside test was in {month}. Section 8 does not apply, as nothing
of ours runs in your network.
--
The readings are stored in two data centres in the same country, for 24 months, and after that
deleted, backups included. Two people can see them, both by name in the annex.
--
The sheet is on its way back to you by {day}. We keep the answers ready, so it is less work than it
looks.
lead 2
Nearly there. They accept everything but 5.1: they want the report itself, not a summary.
--
Thank you, that was quick. One more: do you have a list of subprocessors with a date on it?
--
The officer is content. She asks for a line in the contract that says the same.
rep 2
The report is attached, under the agreement that {colleague} signed in {month}. Please do not pass
it on outside the team.
--
The list is attached, dated and signed. We tell you 30 days before it changes.
--
Good. The line is in the draft now, paragraph 9, in her words.
lead 3
Approved. The file number is {number}, please put it on the contract.
--
It sits with the last of three signatures. I expect it on {day}.

# terms | rep | Closing
subject: Contract terms
subject: Revised terms for {company}
subject: Draft agreement, second version
answer: Send the revised terms
answer: Ask legal about the liability cap
nudge: Ask whether legal has read the terms
rep 1
The draft agreement is attached. Two places are marked in yellow, where your lawyers may want a
word: the liability cap and the notice period.
--
As agreed, the terms in their second version. What changed: 60 days to pay, a price fixed for 24
months, and your own wording for confidentiality.
lead 1
Legal asks for a 60-day term and a cap at one year's fees. Everything else is fine, which I have
never seen before.
--
I have passed it on. They usually take two weeks, and {month} is a bad month for them.
--
Who is the contracting party on your side? The footer names another company than the first page.
rep 2
Both are possible: 60 days, and the cap at the fees of one year. The new version is attached, with
the changes marked.
--
Two weeks is fine. I keep the delivery slot for {site} until the {date}.
--
Well spotted, the footer was of an old sheet. The first page is right, and the new file says the
same throughout.
lead 2
Signed and scanned, see the attachment. The original goes into the post today.
--
One sentence too many in paragraph 4: we cannot promise to name you as a reference. Please strike
it.
rep 3
Thank you, countersigned and attached. {colleague_us} writes to you about the delivery to {site}.
--
Struck. Nothing else has changed, so a short yes by mail is enough for us.

# kit | rep | Follow-up
subject: Sample kit
subject: Your sample kit for {site}
subject: Sample kit on its way
answer: Send two more sensors for the sample kit
answer: Explain the blinking light on the sample kit
nudge: Follow up on the sample kit
rep 1
The sample kit left our store this morning: three sensors, a gateway, and a page that says what to
do in which order. It takes about ten minutes.
--
Did the sample kit find you? The carrier says that it was handed in at {site} on {day}.
lead 1
The sample kit arrived on Monday, thank you. Two of three sensors are running; the third blinks
red. Is that the battery?
--
It arrived and it lies on my desk. I will get to it after the audit, which ends on {date}.
--
We put it on one of the {asset} and left it over the weekend. The curve looks like what we
suspected, only worse.
rep 2
Blinking red means that it cannot hear the gateway. Take it out of the metal cabinet, or move the
gateway to the window side, and it turns green within a minute.
--
No hurry at all. The kit is yours until the end of {month}.
--
That is what most people see in the first week. If you send me the export, I mark the three places
where you could begin.
lead 2
Green it is. The cabinet was the culprit. What would the same cost for all {qty} {asset}?
--
We are done with it and would like to send the kit back. It works, but we have nobody to look at
the curves.
--
Export attached. I am curious.
rep 3
For {qty} it would be {price} each, {total} in all. I would begin with half of them, as the others
behave the same.
--
Thank you for trying it. Please use the label in the lid. And if looking at curves is the problem,
there is a weekly page now that needs two minutes.
--
Three marks, see the attachment. The one at {clock} is the interesting one: it happens on days with
a late delivery only.

# reference | lead | Follow-up
subject: Cold-store reference
subject: Do you have an example?
subject: Reference for {industry_low}
answer: Share the case study
answer: Arrange the reference call
nudge: Ask how the reference call went
lead 1
Do you have an example from a company like ours? Management asks for one name and one number,
nothing more.
--
We are comparing three suppliers and would like to talk with somebody who has used yours for more
than a year. Thirty minutes by phone would do.
rep 1
Yes. The case study is attached: {industry_low}, about your size, {percent} per cent less loss in
the first year. They are happy to be called.
--
{colleague} at one of our oldest customers would take your call on {day} after {clock}. Shall I
introduce the two of you by mail?
lead 2
Thank you, that is what I needed. The number is good, is it measured or estimated?
--
Please do. {day} suits me.
--
The case study is from another branch, I am afraid. Ours works at minus 24 degrees.
rep 2
Measured, by their own meters, over twelve months. The method is on the last page.
--
Done, you both have a mail from me. I stay out of the call unless you want me there.
--
Fair. The second page has a store at minus 26; I should have pointed at that.
lead 3
I have forwarded it to {colleague}, who decides. You will hear from us by {date}.
--
The call was good, thank you. He told us about the problems as well, which helped more than the
rest.

# renewal | lead | Follow-up
subject: Renewal question
subject: Before we renew
subject: Our plan for the next year
answer: Reply to the renewal question
answer: Send the three plans side by side
nudge: Ask about the renewal before {month}
lead 1
Before we renew: which of the three plans are we on, and what would the smaller one cost? We use
about half of what we pay for.
--
Our agreement ends in {month}. We want to go on, but {site} closes, so {few} of the {asset} are
gone.
rep 1
You are on the middle plan, for {qty} {asset}. The smaller one covers half of that, at {total} a
year; you can move up again at any time in the year.
--
Thank you for telling me early. Without {site} it comes to {total}, and you can keep the kit from
there as spares.
lead 2
The smaller one, then. Can it start now rather than at the renewal?
--
Fine. Please send the paper to {colleague}, I am away until {date}.
--
I compared it with the figures of last year. We may need the middle plan after all. Can I decide at
the end of {month}?
rep 2
It can start on the first of {month}. I have credited the difference.
--
The paper is with {colleague_first}. Enjoy the days off.
--
Of course. Nothing changes until you say so, and the price stays until then.

# fair | rep | First contact
subject: A quick idea for {company}
subject: After {event}
subject: Our talk at {event}
answer: Send what was promised at {event}
answer: Try a shorter opening
nudge: Try a shorter opening
nudge: Ask who handles purchasing
rep 1
It was good to meet you at {event}. You said that {company} loses most time between two orders, not
during them.

Other {industry_low} teams tell us the same. Most of them win back half a shift a week with one
change to {site}, and I would like to show you which one. Would a 20-minute call this week suit you?
--
We spoke at {event}, by the coffee, about {asset} that nobody can hear failing. I said I would send
you the one-page drawing; it is attached.
--
You left your card at our stand at {event} with a question mark on it. I can only guess: was it
about {asset}, or about {site}?
lead 1
I remember, the drawing on the napkin. Send me the proper one, please, and I will show it to
{colleague}.
--
I am not the right person for this. Purchasing is with {colleague}, whom I have put in copy.
--
Thank you, but we have just bought something similar. Please ask again in a year.
rep 2
The drawing is attached, with your {asset} in it this time.
--
Thank you for passing me on. {colleague_first}, in two lines: we measure what {asset} do between
orders, and most teams begin with {few} of them.
--
Understood. I have made a note for {month} next year, and you will not hear from me before.
lead 2
We looked at it. Before we talk about anything bigger: what does the smallest sensible beginning
cost?
--
A call is fine. {day} after {clock}, and please not longer than the 20 minutes.

# cold | rep | First contact
subject: {first}, 20 minutes?
subject: {industry} and the hours nobody counts
subject: A question about {site}
answer: Answer while the interest is fresh
answer: Send the short version
nudge: Try a shorter opening
nudge: Wait until the quarter ends
nudge: Close or hand over
rep 1
I will be brief. We help {industry_low} companies see why {asset} stand still. It takes a morning to
mount and nothing has to be switched off.

Is that a subject for you this year, or is somebody else the better person to ask?
--
Three companies of your branch asked us the same in {month}: how do we know that {asset} are about
to fail before the night shift does? We have a short answer, and I would like to hear yours.
--
One question, and no brochure: who at {company} notices first when something at {site} runs warm?
lead 1
Your timing is good, we had a failure last week. What would we need, and how soon could it be here?
--
Please take me off your list. We do this ourselves.
--
Not now. Our budget opens in {month}, ask me then.
rep 2
I am sorry about the failure. A kit for {few} {asset} can be with you on {day}; mounting takes a
morning. The short list is attached.
--
Done, and thank you for the plain word.
--
I will. In the meantime I send nothing but the price list once it changes.
lead 2
{day} is fine. Ask for me at gate 2, and bring safety shoes.
--
I was short with you, it had been a long night at {site}. {colleague} is curious, write to him
and keep me out of it.
--
The budget is open now, a little early. What would a first step cost, with everything in it?
rep 3
Size 43, I know. See you on {day}.
--
No harm done, and thank you. I write to {colleague_first} today, you will not see the mail.
--
{total} for {few} {asset}, mounting and the first year included. I have attached the short list of
what we need at {site}.

# integration | lead | Follow-up
subject: Connection to our ERP
subject: Export format
subject: Readings into our own system
answer: Send the interface description
answer: Ask engineering about the date format
nudge: Ask whether the test export worked
lead 1
How do the readings get into our own system? IT asks for a file per hour, semicolons, and dates the
way we write them here.
--
The export works, but the column for {site} is empty since {day}. Did something change on your side?
rep 1
A file per hour is possible, semicolons too. The description is attached, with one sample file as it
would arrive.
--
It did: the place was renamed on {day}, and the export went on asking for the old name. It is
corrected, and the missing hours are in the attached file.
lead 2
IT has read it and is content. They ask for a test account that dies by itself after a month.
--
Complete again, thank you. Could you warn us next time?
rep 2
The test account is open until the {date}. The key goes to {colleague} by another way, not by mail.
--
Yes, and I am sorry. Your address is on the list for changes now.
lead 3
First file arrived at {clock}, the numbers agree with the panel. From us this is done.
--
No hole since then, thank you. From us this is done.

# delay | lead | Follow-up
subject: Delay on our side
subject: Budget moved to {month}
subject: Delivery in week {week}
answer: Confirm the new date
answer: Reply to the delay with a smaller first step
nudge: Check in after the office move
nudge: Re-open: ask about the new budget
lead 1
Bad news: the budget for {site} has moved to {month}. It is not about you, everything but repairs
has been stopped.
--
The carrier tells us week {week}, your confirmation said two weeks earlier. Our people are booked.
What is true?
rep 1
Thank you for saying so directly. The price stays as it is until {month}, and if a first step of
{few} {asset} can count as a repair, that is possible too.
--
Week {week} is true, I am sorry. A part came late. We pay for the second visit of your fitters, and
{few} units can leave now, if that helps.
lead 2
I like the idea with the repair. Let me talk to {colleague}.
--
{few_up} now would help a lot. The rest can wait.
--
Understood. Then let us speak again in {month}.
rep 2
Take your time. I have put a short text together that you can use for the request, see below.

- what: {few} {asset}, monitored for a year
- why: two failures since {month}
- cost: {total}, once
--
They leave tomorrow. {colleague_us} sends you the number of the parcel.

# order | lead | Closing
subject: Order {number}
subject: Purchase order {number}
subject: Invoice for order {number}
answer: Confirm order {number}
answer: Send the corrected invoice
nudge: Ask whether the delivery is complete
lead 1
Please find attached our order {number} for {qty} units, delivery to {site}, and confirm within
three days.
--
The invoice for {number} names the old address. Accounting cannot book it like this.
rep 1
Confirmed: order {number}, {qty} units, week {week}, to {site}. The confirmation is attached.
--
Here is the invoice with the right address. Please throw away the first one; the due date starts
again.
lead 2
Delivered this morning, {few} boxes, one of them wet. We have opened it: the content is dry.
--
Booked, payment runs on {day}. Thank you.
rep 2
Thank you for looking. Should one of them fail because of it, we replace it, no questions.
--
Received, thank you. I wish everybody paid a day early.
lead 3
All {qty} are mounted and none has failed. {colleague_first} is impressed, which is rare.
"""

# Said when a conversation goes on after its script: any side, any subject.
LATER: Final = """
rep
A short word from my side: {colleague_us} is on it, and you have an answer before {day}.
--
I have put everything we agreed on one page, see below, so that nobody has to search.

- start: {date}
- place: {site}
- price: {total}
--
That is good to hear. The next step is ours, and it is in the calendar for {day}.
--
I asked in engineering. The answer is yes, with the newer gateway; yours has it already.
--
Thank you for your patience. The missing part is here and leaves the house today.
--
Shall we use {day} at {clock} to close the open points? There are only three left.
--
Both versions are possible. My advice would be the second one, as {site} will grow anyway.
lead
Thanks, that answers it. I will come back to you once {colleague} has had a look.
--
Sorry for the silence, {month} was full. Where did we stop?
--
Fine with me. Please keep {colleague} in copy from here on.
--
We discussed it this morning. Everybody agrees but the date; {day} would be better.
--
One more thing: the people at {site} ask for the text in large print, for the door.
--
That works. The {asset} run again since {clock}, and nobody has called me, which is a good sign.
--
Could you put that into one sentence that I can forward to management?
nudge
I wanted to bring this back to the top of your list. Is {site} still a subject for you?
--
Did my last mail get through? A short no is an answer too, and a welcome one.
--
Before {month} fills up: do you want to keep the slot in week {week}, or shall I let it go?
--
I know that you are busy, so in one line: is there anything you miss in order to decide?
more
I forgot one thing: please send the answer to {colleague} as well.
--
And a correction: it is {qty}, not what I wrote before.
--
A question that came up a minute later: does the price include the delivery to {site}?
"""
