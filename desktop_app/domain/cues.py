"""Words by which English mail tells what its author wants: the evidence that a reader weighs.

Each cue is one pattern in the syntax of RE2 (linear in the text, whatever somebody writes); none
of them reaches over the end of a sentence. How much a cue counts for a finding is no opinion of
ours: the weights (:mod:`.reader_weights`) are fitted to labelled mail.
"""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = {
    "talk": (
        r"(?:call|chat|talk|speak|meet|meeting|demo|catch up|walk ?through|visit|zoom|teams|"
        r"coffee)"
    ),
    "day": (
        r"(?:today|tomorrow|monday|tuesday|wednesday|thursday|friday|mon|tues?|weds?|thurs?|"
        r"fri|next week|this week|morning|afternoon|noon|\d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)|"
        r"\d{1,2}:\d\d|\d{1,2}(?:st|nd|rd|th))"
    ),
    "month": (
        r"(?:january|february|march|april|may|june|july|august|september|october|november|"
        r"december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    ),
    "later": (
        r"(?:(?:in|until|till|til|after|around|mid|late|early|by|come|"
        r"from)[- ]+(?:the )?(?:mid|late|early|end of|start of|beginning of)?[- ]?<month>\b|"
        r"next (?:year|quarter|month|spring|summer|autumn|fall|winter|season|budget|financial|"
        r"fiscal)|(?:after|until) (?:the )?(?:summer|holidays?|easter|christmas|new year|"
        r"budget|audit|move|merger|go-?live|harvest|season|year[- ]?end|quarter|break)|"
        r"\bq[1-4]\b|(?:in|after|another|for) (?:about |around |roughly )?(?:an?|two|three|"
        r"four|five|six|eight|nine|a few|a couple of|several|\d+)[- ](?:weeks?|months?|"
        r"quarters?|years?)|(?:new|next|coming) (?:financial |fiscal )?year|(?:later|"
        r"towards the end of) this year|in the (?:spring|summer|autumn|fall|winter|new year)|"
        r"the (?:first|second|third|fourth) quarter|(?:from|on|after|until|"
        r"until after) the \d{1,2}(?:st|nd|rd|th)\b|<month> \d{1,2}(?:st|nd|rd|th)?\b|"
        r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? <month>\b|after (?:the )?harvest)"
    ),
    "weekday": (
        r"(?:monday|tuesday|wednesday|thursday|friday|saturday|tues?|weds?|thurs?|tomorrow|"
        r"tmrw)"
    ),
}

_WRITTEN: Final = {
    # A meeting
    "meet_want": (
        r"\b(?:can|could|shall|should|would|let'?s|happy|love|like|want|keen|glad|open|need|"
        r"how about|what about|up for|time|set up|schedule|arrange|book|grab|hop on|jump on|"
        r"have a|quick|short|do a|join|see a|by phone|give (?:me|us))\b[^.?!\n]{0,40}\b<talk>\b"
    ),
    "meet_time": (
        r"\b(?:are you|i'?m|i am|we'?re|we are|who'?s|am|be) (?:free|available|around)\b|"
        r"\bavailab(?:le|ility)\b|\bworks? (?:best |better |well |fine )?for (?:me|us|you|him|"
        r"her|them)\b|\b(?:suits?|free) (?:me|us|you|on)\b|\bcalend(?:ar|ly)\b|"
        r"\btime ?slots?\b|\bbook (?:a|some) (?:slot|time)\b|\b(?:send|shoot|drop) (?:me|us|"
        r"over)?\s?(?:an?|the|some|your)? ?(?:invite|invitation|times|slots)\b|\bfind (?:a|"
        r"some) time\b|\bpencil\b|\bin person\b|\bcome (?:by|over|and see|to (?:our|see))\b|"
        r"\bgive (?:me|us) a (?:ring|call|bell|buzz)\b|\bring me\b|\bphone me\b|\bcall me\b"
    ),
    "meet_day": (
        r"\b(?:how about|what about|would|does|could|can do|either|say|on|"
        r"at)\b[^.?!\n]{0,30}\b<day>\b[^.?!\n]{0,25}(?:\bwork|\bsuit|\bfree|\bok\b|\bokay|\?)"
    ),
    "meet_come": (
        r"\b(?:come|pop|drop|swing|stop|be|dial|join) (?:in|by|over|out|round|along|down|up|"
        r"on site|to see|to our|and (?:see|measure|have|look)|<weekday>|any time)\b|\b(?:your|"
        r"the|our) visit\b|\bvisit (?:us|you|the|our|your|my)\b|"
        r"\bcome\b[^.?!\n]{0,12}<weekday>|\b(?:accept|resend|received?) the (?:new )?invit|"
        r"\btour\b|\bin the diary\b|\bslot\b|\bface to face\b|\bwant to see (?:it|one|that|"
        r"this)\b|\bhappy to\. i can\b|\bcount me in\b|\bthis way\b|\bjoin(?:ing)? (?:us|you|"
        r"me|the|in)\b"
    ),
    "meet_when": (
        r"\b<weekday>[^.?!\n]{0,25}\b(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|o'clock|ish)?\b|morning|"
        r"afternoon|lunch|same time|arvo|noon|sharp)|\b(?:can(?:'?t)? do|could do|make|free|"
        r"open|instead|prefer)\b[^.?!\n]{0,20}\b<weekday>\b|"
        r"\b<weekday>\b[^.?!\n]{0,25}\b(?:works?|suits?|fine|free|ok|okay|good|instead|"
        r"would)\b|\b(?:start|meet|arriving|begin) (?:by \w+ )?at \d|\bor (?:the )?<weekday>\b"
    ),
    "meet_fixed": (
        r"\bsee you\b|\bconfirm(?:ed|ing)?\b[^.?!\n]{0,30}\b(?:for|on|at|meeting|call|demo)\b|"
        r"\blooking forward to (?:our|the|meeting|seeing|speaking|talking)\b|\b(?:reschedule|"
        r"move|push|shift)\b[^.?!\n]{0,25}\b<talk>\b|\bstick to\b"
    ),
    "meet_noun": r"\b(?:<talk>|presentation|site visit|workshop)\b",
    "meet_none": (
        r"\b(?:no need|don'?t need|do not need|not need|rather not|don'?t want|no time|"
        r"without)\b[^.?!\n]{0,30}\b<talk>\b"
    ),
    "meet_other": (
        r"\bmeetings?\b[^.?!\n]{0,15}\b(?:with (?:the|our|my) (?:board|team|bank|auditors?|"
        r"management|accountants?)|was|were|ran|took|all (?:day|week)|from hell)\b|\b(?:in|"
        r"between|back-to-back) meetings\b|\b(?:our|board|team|internal|staff) meetings?\b"
    ),
    # The price
    "price_ask": (
        r"\bhow much\b|\b(?:what|which)\b[^.?!\n]{0,40}\b(?:price|pricing|cost|costs|rates?|"
        r"fees?|charge|discount)\b|\b(?:send|share|get|give|need|see|have|email|prepare|quote|"
        r"forward|want|like)\b[^.?!\n]{0,45}\b(?:price|prices|pricing|quotes?|quotation|costs?|"
        r"costing|rates?|rate card|proposal|offer|estimate|figures?|numbers)\b|\bprice ?list\b|"
        r"\bballpark\b|\b(?:could|can|would|will|do) you (?:do|offer|go|quote|match|knock|"
        r"move)\b[^.?!\n]{0,40}(?:%|percent|discount|price|less|lower|better|volume)|"
        r"\bdiscounts?\b[^.?!\n]*\?|\bpayment terms\b|\b(?:per|a) (?:seat|user|unit|month|"
        r"licen[cs]e|head|kilo|tonne|piece|metre)\b|\bquote (?:me|us|for)\b|\bsharpen\b|"
        r"\brun (?:me|us)\b|\bset (?:me|us) back\b|\bwhat'?s? (?:the|your|is the|"
        r"is your) (?:rate|monthly|damage|deal|saving|best)\b|\bcost to\b|\b(?:incl|excl|plus|"
        r"ex)\.? vat\b|\bmonthly (?:fee|rate|cost|on)\b|\bcharge (?:me|us|for)\b|"
        r"\bwant for it\b|\bgive me for\b|\bfinal price\b|\bbest price\b"
    ),
    "price_noun": (
        r"\b(?:price|prices|pricing|priced|cost|costs|quote|quotation|discount|rates|fees?|"
        r"invoice|budget)\b|[$€£]\s?\d|\b\d+\s?(?:%|percent|k\b|usd|eur|gbp|dollars|euros|"
        r"pounds)"
    ),
    "price_high": (
        r"\btoo (?:expensive|dear|pricey|much money|rich|steep|high|costly)\b|\b(?:above|over|"
        r"outside|out of|beyond|exceeds?)\b[^.?!\n]{0,20}\b(?:budget|range|reach|means)\b|"
        r"\bcheaper\b|\b(?:price|pricing|cost|quote|figure|number|"
        r"fee)s?\b[^.?!\n]{0,30}\b(?:high|steep|hefty|ouch|shock|double|twice|more than|"
        r"problem|issue|stretch)\b|\b(?:can'?t|cannot|couldn'?t|hard to|not|"
        r"unable to) (?:afford|justify)\b|\b(?:half|third|fraction) (?:of )?(?:the|that|"
        r"your) (?:price|cost)\b|\bexpensive\b|\bundercut\b"
    ),
    # Reasons against
    "have_one": (
        r"\balready (?:have|use|using|work|working|with|got|signed|covered|in place|bought|"
        r"committed|run|running|settled|chose|chosen|sorted)\b|\b(?:happy|content|satisfied|"
        r"fine|served|stay|staying|stick|sticking) with\b|\b(?:existing|current|present|"
        r"incumbent) (?:supplier|provider|vendor|partner|tool|system|set-?up|solution|contract|"
        r"agency|software|one)\b|\bunder contract\b|\blocked in\b|\bin-house\b|\b(?:went|go|"
        r"going|gone) with (?:an?|another|the|someone|somebody|one|their|our|them)\b|"
        r"\b(?:chosen|chose|picked|selected|decided (?:on|for)) (?:another|someone|somebody|"
        r"a different|a competitor|the other)\b|\bbuilt our own\b|\btied (?:in|up|to)\b"
    ),
    "no_budget": (
        r"\b(?:no|not any|without|zero|lack of|don'?t have (?:the|a|any)?) ?(?:budget|money|"
        r"funds|cash)\b|\bbudgets?\b[^.?!\n]{0,25}\b(?:froz|cut|spent|gone|tight|exhausted|"
        r"used up|slashed|closed|stretched)|\b(?:spending|hiring|budget|purchasing|"
        r"investment) (?:freeze|stop)\b|\bnot (?:been )?budgeted\b|\bcutting (?:costs|back)\b"
    ),
    "no_fit": (
        r"\b(?:does|do|did|can|could|would|will)(?:n'?t| not|not)\b[^.?!\n]{0,20}\b(?:support|"
        r"integrate|work|handle|fit|offer|cover|solve|match|meet|do what|see (?:the|any|"
        r"a) (?:need|value|benefit|point))|\blacks?\b|\bmissing\b|\bnot (?:a|the|quite|really|"
        r"an)?\s?(?:good |right |great )?(?:fit|suitable|relevant|what we|for us|convinced|"
        r"sure (?:it|this|that|we)|persuaded|comfortable)\b|\boverkill\b|\btoo (?:small|big|"
        r"large|complex|complicated|slow|limited)\b|\bdeal[- ]?breaker\b|\bno (?:need|use|"
        r"real need)\b|\bdon'?t (?:really )?need\b|\bshow[- ]?stopper\b|\bunless\b"
    ),
    "no_trust": (
        r"\bconcern(?:s|ed)?\b|\bworr(?:y|ies|ied)\b|\bnervous\b|\b(?:security|compliance|"
        r"privacy|data protection|legal)\b[^.?!\n]{0,30}\b(?:team|issue|review|problem|concern|"
        r"question|won'?t|said|not)|\bburn(?:ed|t)\b|\breferences?\b|\btrust\b|\b(?:bad|mixed|"
        r"poor) reviews?\b|\bhesita|\bsceptical\b|\bskeptical\b|\bdoubts?\b|\brisk(?:y|s)?\b|"
        r"\btrack record\b"
    ),
    "refusal": (
        r"\bnot interested\b|\bno(?:t any| real)? interest\b|\bno,? thank|\bthanks,? but\b|"
        r"\b(?:will|'ll|to|we) pass\b|\bhave to (?:pass|decline)\b|\bdeclin(?:e|ed|ing)\b|"
        r"\bnot (?:going|moving|proceeding|taking|pursuing|going to)\b|\b(?:won'?t|"
        r"will not) be\b|\bdecided (?:against|not)\b|\bnot for (?:us|me)\b|\bunfortunately\b|"
        r"\bno longer (?:need|interested|looking|require)\b|"
        r"\bgoing (?:in )?another direction\b|\bnot what (?:we|i)\b|\bafraid\b"
    ),
    "turned_down": (
        r"\bturn(?:ed|ing)? (?:it|this|you|us) down\b|\bnot switching\b|(?:^|[.!] )pass\.|"
        r"\bsay no\b|\bleave it (?:there|here|at that)\b|\bi? ?don'?t (?:want|trust)\b|"
        r"\b(?:can'?t|cannot|doesn'?t|does not) do\b|\bisn'?t going to\b|\block-?in\b|"
        r"\b(?:lower|less|cheaper|more) (?:for|than) (?:the same|yours|you)\b|\b\d+ ?(?:%|"
        r"percent|per cent) (?:lower|less|cheaper|more|higher|below|above)\b|"
        r"\bthe other (?:bidder|offer|quote|supplier|lot|two)\b|\bonly (?:works|runs)\b|"
        r"\bwindows only\b|\b(?:we|they|i)(?:'d| would) rather (?:not )?\b|\bgo elsewhere\b|"
        r"\bwe (?:build|do|make|handle|run|built) (?:our|it|that|this|everything) (?:own|"
        r"ourselves|in)|\bpayback\b|\bswallows\b|\bcould(?:n'?t| not) (?:care|be) less\b|"
        r"\bnever again\b|\bstill want(?:s)? \w+\b"
    ),
    # Not now
    "not_now": (
        r"\bnot (?:right )?now\b|\bnot (?:a|the|really a|quite the) (?:good|right|best|great|"
        r"ideal) (?:time|moment)\b|\b(?:bad|wrong|terrible|poor) tim(?:e|ing)\b|\bnot (?:yet|"
        r"at (?:this|the) (?:time|moment|stage|point)|this (?:year|quarter|month|side))\b|"
        r"\bfor now\b|\bon (?:hold|ice|pause)\b|\bpark(?:ed|ing)?\b[^.?!\n]{0,15}\b(?:this|it|"
        r"that)\b|\b(?:this|it) (?:is )?parked\b|\bpostpon|\bhold(?:ing)? off\b|\bpush(?:ed|"
        r"ing)?\b[^.?!\n]{0,20}\b(?:back|out|to)\b|\bdelay(?:ed|s)?\b|\bback[- ]?burner\b|"
        r"\bon the shelf\b|\bshelved?\b|\bafter that\b|\btoo early\b|\bpremature\b|"
        r"\bdown the (?:line|road)\b|\banother time\b|\bwait(?:ing)? until\b|"
        r"\bnothing (?:will )?(?:happens?|moves?) (?:before|until)\b|\bnot before\b|"
        r"\bfrozen until\b|\brain check\b|\b(?:can'?t|cannot|cant|won'?t) (?:order|buy|decide|"
        r"sign|do (?:it|anything|this))\b[^.?!\n]{0,20}\b(?:til|till|until|before)\b|"
        r"\buntil then\b|\bsome other time\b|\bgive (?:me|us|it)\b[^.?!\n]{0,25}\b(?:days|"
        r"weeks?|months?)\b|\bnot this (?:week|month|season|winter|summer|spring|autumn|"
        r"fall)\b|\bthe minute i know\b|\bonce (?:we|i|the|that|it)\b"
    ),
    "come_back": (
        r"\b(?:ask|write|contact|call|ping|reach out|follow up|email|get in touch|check (?:in|"
        r"back)|try|come back|circle back|touch base|reconnect|revisit|pick (?:this|it) up|"
        r"look at (?:this|it)|talk|speak|remind|nudge|knock|pick up|resume|get back|reopen|"
        r"drop)\b[^.?!\n]{0,35}\b(?:again|later|once|when|then|after|next|back in|in a|"
        r"<later>)|\b(?:try|catch|approach|chase|ring|phone|bother|have a go at|knock on|"
        r"look in)\b[^.?!\n]{0,30}\b(?:again|from the|in the week|<later>|on <weekday>|when|"
        r"the day after|next)\b"
    ),
    "later_date": r"\b<later>",
    "busy": (
        r"\bswamped\b|\bsnowed under\b|\bflat out\b|\b(?:too|so|very|really|quite|"
        r"rather) busy\b|\bslammed\b|\bbandwidth\b|\bhectic\b|\bhands? full\b|\bup to (?:my|"
        r"our)\b|\bbusy (?:season|time|period|month|until)\b|\bno capacity\b|"
        r"\bin the middle of\b|\bmidst of\b|\bmoving (?:offices?|house|premises)\b"
    ),
    # Somebody else
    "not_mine": (
        r"\b(?:wrong|not the right|not the best|not the correct|not the) (?:person|contact|"
        r"department|address|guy|one|desk|team|inbox|place|man|woman|company)\b|"
        r"\bnot (?:really )?(?:my|our|mine)\b[^.?!\n]{0,12}(?:area|department|field|responsib|"
        r"job|remit|decision|call|thing|topic|patch|side)?|\b(?:don'?t|do not|no longer|"
        r"not) (?:deal|handle|look after|do|run|buy|decide|manage|responsible|in charge|"
        r"involved|work (?:in|on|for|here|there|at))\b|\b(?:has|have|had|'ve|'s|i|who|she|"
        r"he)\s?(?:already )?left\b|\bmoved on\b|\bretired\b|\bnew role\b|\bchanged (?:roles|"
        r"jobs|positions)\b|\bnothing to do with\b|\bno longer\b[^.?!\n]{0,20}\b(?:works?|"
        r"with (?:us|the)|employed|at|here|part)\b|\bhanded (?:over|this|it)\b|\bmixed (?:us|"
        r"me) up\b|\bno \w+ here\b|\bpassed away\b|\btransferred\b|\bmeant for (?:another|"
        r"someone|somebody)\b|\b(?:is|are) (?:handled|bought|commissioned|decided|done|run|"
        r"made|ordered) by (?:our|the|an?|my)\b|\bi only (?:do|run|handle|answer)\b|"
        r"\bno say in\b|\bi'?m (?:only |just |not )?the (?:temp|\w*'?s? ?chaplain|receptionist|"
        r"intern|cleaner|assistant|son|daughter|wife|tenant|caretaker|business owner|owner)\b|"
        r"\bsold the\b|\btook (?:a|the) job\b|\bmy last day\b|\bdissolved\b|"
        r"\bmoved to (?:another|a different)\b|\byou (?:have|'ve) sent (?:me|us)\b|"
        r"\bdirectly\b|\bwrong \w+\b"
    ),
    "other_person": (
        r"\b(?:you|you'?ll|you'?d|please|best|better) (?:should|need|want|may want|might want|"
        r"would be better|to)?\s?(?:to )?(?:talk|speak|contact|write|email|reach|address|"
        r"direct|off)\b[^.?!\n]{0,25}\b(?:to|with|out|my|our|colleague|[a-z]+@)|\b(?:best|"
        r"better|right|correct|proper) (?:person|contact|address|one|place)\b|\b(?:forward|"
        r"pass|send|hand|refer|redirect|direct)(?:ed|ing|ing on)?\b[^.?!\n]{0,25}\b(?:on|to|"
        r"along|over)\b|\bcopied in\b|\bcopying\b|\bcc'?(?:d|ing|ed)?\b|\blooping\b|\b(?:my|"
        r"our|a) (?:colleague|boss|manager|successor|replacement|head of|director|procurement|"
        r"purchasing)\b|\b(?:took|taken|taking) over\b|\b(?:handles?|looks after|in charge|"
        r"responsible for|deals with|runs|decides|owns)\b|\btry (?:our|my|the)\b|[\w.]+@[\w.]+|"
        r"\b(?:mr|mrs|ms|miss|messrs|dr|prof)\.? \w+|\bask (?:for|him|her|them|our|my)\b|"
        r"\bdoes the (?:ordering|buying|purchasing|books)\b|\bbe your (?:people|man|woman|"
        r"contact|best)\b|\bbe after\b|\bare now with\b|\bbest try\b"
    ),
    # No more mail
    "stop_mail": (
        r"\bunsubscrib|\bopt(?:ed|ing)?[- ]?out\b|\b(?:take|remove|delete|strike|drop|erase|"
        r"get|scrub)\b[^?!\n]{0,40}\b(?:off|from|list|lists|address|database|details|data|"
        r"records?|crm|system|cadence|sequence)\b|\bstop (?:e-?mail|writ|send|contact|messag|"
        r"spam|pester|chas|bother|these|this|the|with)|\b(?:do not|don'?t|never|"
        r"not) (?:ever )?(?:e-?mail|contact|write|send|message|mail|call|bother|"
        r"reach out)\b[^.?!\n]{0,20}\b(?:me|us|this|again|anything|any)|\bno (?:more|"
        r"further) (?:e-?mails?|messages?|mails?|newsletters?|contact|communication|"
        r"follow-?ups?|of these)\b|\bleave (?:me|us) alone\b|\bspam\b|"
        r"\bright to (?:be forgotten|erasure)\b|\bmailing lists?\b|\bcease\b|\bnever (?:signed|"
        r"subscribed|asked|opted)\b|\bblock(?:ing|ed)? (?:you|your)\b|\breport(?:ing|"
        r"ed)?\b[^.?!\n]{0,20}\b(?:junk|abuse|spam)|\bwho gave you\b|\bunsolicited\b|\bunsub\b|"
        r"\b(?:remove|delete) (?:me|us|all|my)\b|\bplease remove\b|\blose my (?:address|number|"
        r"e-?mail)\b|\bnot (?:to )?hear(?:ing)? from\b|\bstop asking\b|\berasure\b|"
        r"^\W*stop\W*$|\bno mail\b|\b(?:continue|keep) (?:to send|sending|writing|on)\b|"
        r"\btake out\b[^?!\n]{0,20}\baddress|\bfrom your (?:mailings?|lists?|distribution|"
        r"database)\b|\badvertis(?:e|ing|ed) to\b"
    ),
    "stop_not": (
        r"\b(?:don'?t|do not|not|please keep|no need to|without) (?:me )?(?:unsubscrib|remov|"
        r"tak|on the)|\bkeep (?:me|us|them) (?:on|posted|coming|in)\b|\bkeep sending\b"
    ),
    # Thanks
    "thanks_much": (
        r"\b(?:thanks|thank you)(?: all)?(?: so| very| ever so)? much\b|\b(?:many|huge|big|"
        r"heartfelt|sincere|warm) thanks\b|\bthanks (?:a lot|a million|a bunch|again|ever so|"
        r"heaps|so)\b|\breally appreciate|\b(?:much |very |greatly )?appreciated?\b|"
        r"\bgrateful\b|\bmuch obliged\b|\bowe you\b|\blifesaver\b|\bsaved (?:my|our|the|us|"
        r"me)\b|\b(?:great|good|excellent|brilliant|fantastic|amazing) (?:job|work|support|"
        r"help|service)\b|\b(?:been|was|were|is) (?:a |so |very |really |such a )?(?:great |"
        r"huge |big )?help(?:ful)?\b|\bkudos\b|\bwell done\b|\bworked (?:a treat|perfectly|"
        r"like a charm)\b|\bjust wanted to (?:say|thank)\b|\bsay thank|\btop marks\b|"
        r"\bhats? off\b|\bthank (?:him|her|them|you|everyone|all of you|"
        r"you all)\b[^.?!\n]{0,30}\b(?:enough|by name)\b|\bthanks?,? (?:truly|from all|"
        r"from every)\b|\bgame changer\b|\bshout-?out\b|\bwish to thank\b|\bto thank\b|\b(?:is|"
        r"are|was) an? (?:\w+ )?(?:saint|star|legend|gem|hero)\b|\bthank you!|"
        r"^\W*(?:\w+ )?(?:thank you|thanks)\W*$"
    ),
    "thanks_for": r"\b(?:thanks|thank you|cheers|thx|ta) for \w+",
    "thanks_polite": (
        r"\b(?:thanks|thank you|cheers|thx) for (?:(?:your|the|that|this)(?: \w+)? (?:e-?mail|"
        r"mail|message|note|interest|follow[- ]?up|reply|info|information|response|update|"
        r"quote|offer|proposal|reminder|brochure|call|patience)|reaching|getting|following|"
        r"coming|writing|contacting|checking|asking)"
    ),
    "thanks_word": r"\b(?:thanks|thank you|thx|cheers|ta)\b",
    "thanks_not": (
        r"\bthanks for nothing\b|\b(?:thanks|thank you),? but\b|\bno,? thank|"
        r"\bthanks in advance\b"
    ),
    # How soon
    "soon_word": (
        r"\burgent(?:ly)?\b|\basap\b|\bas soon as (?:possible|you can|humanly)\b|"
        r"\bimmediately\b|\b(?:right|straight) away\b|\bemergency\b|\bcritical\b|"
        r"\btime[- ]sensitive\b|\bquickly\b|\bat once\b|\bpriority\b|\bfirst thing\b|"
        r"\brunning out of time\b|\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b|"
        r"\bwithin (?:the |an? )?(?:hour|day|next|\d+ hours|48|24)|\blast (?:minute|chance)\b|"
        r"\bpressing\b|\bin a hurry\b|\bcan'?t wait (?:any|much|until|till)\b|\bnow or never\b"
    ),
    "soon_until": (
        r"\b(?:by|before|until|no later than|due|latest|"
        r"for)\s(?:the )?(?:end of (?:the )?(?:day|business|play|week|today|tomorrow)|eod|cob|"
        r"close of (?:business|play)|noon|midnight|lunch|tonight|<day>)\b|\bdeadline\b|"
        r"\bclos(?:es|ing) (?:on|at|this|tomorrow|today)\b|\btomorrow\b"
    ),
    "broken": (
        r"\b(?:is|are|went|been|was|server|system|site|app|portal|line|everything|"
        r"still) down\b|\boutage\b|\bbroken?\b|\bstopped working\b|\b(?:not|isn'?t|"
        r"aren'?t) (?:working|loading|responding)\b|\bcan(?:'?t|not) (?:log ?in|access|use|"
        r"open|ship|invoice|work|get in|reach)|\bat a standstill\b|\bstuck\b|\berrors?\b|"
        r"\bfail(?:ed|s|ing|ure)\b|\bleak(?:ing|s|ed)?\b|\bproduction\b[^.?!\n]{0,20}\b(?:stop|"
        r"down|halt)"
    ),
    "deciding": (
        r"\b(?:board|committee|management|steering|director|ceo|cfo|boss|procurement|partners|"
        r"council)\b[^.?!\n]{0,40}\b(?:meets?|meeting|decid|tomorrow|this week|today|sign|"
        r"approv|wants?|monday|tuesday|wednesday|thursday|friday)|\bsign(?:ing)? (?:off|it|"
        r"this|the)\b|\b(?:make|making|final) (?:a |the |our )?(?:final )?decision\b|"
        r"\bcontract\b[^.?!\n]{0,20}\b(?:ends|expires|runs out|is up|lapses)|\bexpir(?:es|ing|"
        r"y)\b|\bgo live\b|\bready to (?:sign|go|order|buy|start|move)\b|\bpurchase order\b|"
        r"\bgo ahead\b|\bshort-?list"
    ),
    "waiting": (
        r"\bstill (?:waiting|no|haven'?t|nothing)\b|\b(?:haven'?t|have not|not) (?:heard|had|"
        r"received|got|seen)\b|\bno (?:answer|reply|response|word|news)\b|\b(?:second|third|"
        r"fourth|2nd|3rd) (?:time|mail|e-?mail|message|request|attempt|reminder)\b|\bchas(?:e|"
        r"ing)\b|\bfollowing up\b|\bhow (?:much )?long(?:er)?\b|\bany (?:news|update|"
        r"progress)\b|\bover a week\b|\bwaiting (?:for|on|since)\b|\breminder\b|\bwhere (?:is|"
        r"are) (?:my|our|the)\b|\bpromised\b"
    ),
    "ask": (
        r"\bplease (?:send|let|confirm|advise|share|tell|provide|get|give|explain|clarify|"
        r"come back|check|add|resend|sign|update|reply|respond|answer|call)|\b(?:could|can|"
        r"would|will) you\b|\blet (?:me|us) know\b|\bneed (?:to know|you to|your|from you|the|"
        r"an answer|a)\b|\b(?:do|does|is|are|did|has|have) (?:you|it|your|there|the|"
        r"this)\b[^.?!\n]*\?|\bwonder(?:ing)?\b|\bquestions?\b|\bhow (?:do|does|would|can|many|"
        r"is)\b|\bcurious\b"
    ),
    "mark": r"\?",
    "no_rush": (
        r"\bno (?:rush|hurry|pressure|urgency|need to (?:reply|answer|respond|get back|do)|"
        r"action|reply|response)\b|\bfyi\b|\bfor your (?:information|records)\b|"
        r"\bjust (?:letting you know|to let you know|to say|wanted to (?:say|let|thank|share)|"
        r"a (?:quick )?(?:note|heads))|\btake your time\b|\bwhenever\b|\ball (?:good|set|"
        r"sorted|done)\b|\bnothing (?:further|else|more|needed|to do)\b|\bwhen you (?:have|"
        r"get) (?:a|the) (?:moment|chance|minute)\b|\bnot urgent\b|\bi'?ll (?:get back|"
        r"be in touch|let you know|come back)\b|\bwe'?ll (?:get back|be in touch|let you know|"
        r"come back|reach out)\b|\bwill (?:be in touch|get back|let you know)\b"
    ),
    # How it sounds
    "warm": (
        r"\bsounds (?:good|great|interesting|perfect|fantastic|promising|like)\b|\b(?:very |"
        r"really |quite |definitely |still )?interested\b|\binterest(?:ing)?\b|\bkeen\b|"
        r"\b(?:love|loved|like|liked|enjoyed)\b|\bimpress|\bexcit|\blook(?:ing)? forward\b|"
        r"\bhappy to\b|\bperfect\b|\b(?:great|excellent|brilliant|fantastic|wonderful|superb|"
        r"delighted|pleased|glad|lovely|amazing|awesome)\b|\bexactly what\b|\bcan'?t wait to\b|"
        r"\bgood (?:news|timing|fit|stuff|idea)\b|\byes\b|\bcount (?:me|us) in\b|\bon board\b|"
        r"\blet'?s (?:do|go|get|start)\b|\bnot a bad\b|\bwell done\b|\bhelpful\b"
    ),
    "cold": (
        r"\bdisappoint|\bannoy|\bfrustrat|\bunacceptable\b|\bridiculous\b|\bfed up\b|"
        r"\bsick of\b|\bwaste\b|\bnever again\b|\bcomplain|\bpoor(?:ly)?\b|\bterribl|\b(?:not|"
        r"un|less than)[ -]?(?:happy|impressed|amused|pleased|satisfied)\b|\blet (?:me|"
        r"us) down\b|\bhow dare\b|\bpushy\b|\bawful\b|\bappalling\b|\bbroken promise|\brude\b|"
        r"\bharass|\bangry\b|\bcancel(?:l?ing|led|ed)?\b|\bshame\b|\bnot good enough\b|"
        r"\bjoke\b|\benough\b|\bembarrass|\bsorry\b|\bproblem|\bissues?\b|\bmistake\b|"
        r"\bwrong\b|\bnonsense\b|\bthanks for nothing\b"
    ),
    "loud": r"!{2,}|\?{2,}|\b[A-Z]{4,}\b",
}

BY_CASE: Final = frozenset({"loud"})
"""Cues in which capitals count."""


def _whole(pattern: str) -> str:
    while found := re.search(r"<([a-z]+)>", pattern):
        pattern = pattern.replace(found[0], _PARTS[found[1]])
    return pattern


PATTERNS: Final = {name: _whole(pattern) for name, pattern in _WRITTEN.items()}
"""The cues by name, in RE2's syntax; all but those :data:`BY_CASE` regardless of case."""
