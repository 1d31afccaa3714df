"""What a line is by its words alone: navigation, offers and comment forms, or bylines and credits."""

from __future__ import annotations

import re
from typing import Literal

from .bylines import dated_outlet, is_name, parse_byline, without_links
from .dates import is_date_line
from .lines import ends_sentence
from .markdown import is_navigation
from .site_lines import site_line
from .words import NAVIGATION

Furniture = Literal["metadata", "boilerplate"]

LONGEST = 220
"""A longer line is text, whatever its opening: a lost sentence costs more than a kept advert."""

_BOILERPLATE = re.compile(
    r"""
    (?:please\s+)?
        (?:subscribe|sign\s+up|sign\s+in|log\s+in|register|become\s+a\s+(?:member|subscriber|patron))
        \s+(?:to|for|now|today|here|with|our|and|below|at|of)\b .*
    |(?:please\s+)?(?:follow|like|find)\s+(?:us|me|him|her|them|@\S+|(?:\S+\s+){1,5}?)\s*on\s+
        (?:twitter|facebook|instagram|telegram|youtube|linkedin|tiktok|x|google|social)\b .*
    |click\s+(?:here|play|below|on\s+the|to\s+(?:play|view|watch|see|open|share|subscribe|expand))\b .*
    |(?:tap|scroll|swipe)\s+(?:here|down|up|left|right|to)\b .*
    |(?:watch|listen\s+to|see|read|hear)\s+the\s+(?:full|whole|complete|entire)\s+
        (?:video|interview|episode|conversation|podcast|story|article|report|speech|show|discussion)
        (?:\s+(?:here|below|now|on\s+\S+))?\W{0,3}(?:https?:\S+)?
    |(?:a\s+)?(?:look(?:ing)?\s+(?:ahead|back)|go\s+deeper|in\s+case\s+you\s+missed\s+it|icymi|from\s+(?:the|our)\s+archives?
        |(?:more|full|our|previous)\s+coverage)\s*:\s*\S.*[^.?!"”’'\s]
    |share\s+(?:this\b|on\b|via\b|with\s+(?:your\s+)?friends\b) .*
    |(?:read|see|learn|find\s+out|view|watch)\s+more\s*(?:[:»>→…]|(?:at|on|from|about|here)\b) .*
    |(?:related|read\s+also|also\s+read|see\s+also|read\s+next|don['’]t\s+miss|recommended|read\s+this)\s*: .*
    |(?:related|recommended|suggested|trending|popular|latest|top|most[\s-]read|more)\s+
        (?:articles?|stories|news|posts?|reading|content|topics|products?|videos?|links?|headlines)
        (?:\s+(?:from|on|for|in|by)\b.{0,60})?
    |you\s+(?:may|might)\s+(?:also\s+)?(?:like|enjoy|be\s+interested)\b .*
    |(?:leave|post|add|write)\s+(?:a\s+|your\s+)?(?:comment|reply)\b .*
    |(?:your\s+)?comments?\s+(?:are|is)\s+(?:welcome|closed|open|moderated|disabled)\b .*
    |use\s+\w+(?:\s+\w+)?\s+to\s+(?:style|format)\s+your\s+(?:comments?|text|reply)\b .*
    |\d[\d,.]*\s*(?:k\s+)?(?:comments?|shares?|views?|likes?|replies|followers|reposts|retweets)
    |(?:comments?|replies)\s*\(\d[\d,]*\)
    |(?:read|see|watch|listen|learn|view)\s+(?:more|also|next)\s*[:»>→…|-]\s*\S.*
    |skip\s+(?:past|to|ad|advert)\w*\b.{0,60}|after\s+newsletter\s+promotion|explore\s+more\s+on\s+these\s+topics
    |(?:close\s+panel|share\s+page|about\s+sharing|keep\s+reading|end\s+of\s+list|list\s+(?:of\s+)?\d+\s+(?:of\s+\d+|items)
        |hide\s+caption|toggle\s+caption|enlarge\s+this\s+image|\[?ad\s+break\]?|story\s+tips\b.*|news\s*you\s+can\s+now\s+listen.*
        |new\s?you\s+can\s+now\s+listen.*|image\s+caption,?|published|more\s+on\s+this\s+story|end\s+of\s+(?:twitter|instagram|youtube)\s+post.*)
    |\W{0,3}(?:end\s+of\s+(?:the\s+)?(?:recording|transcript\w*|interview|tape|audio|recorded\s+material|file|session|call)\b.{0,30}
        |(?:the\s+)?(?:recording|interview|tape|audio|meeting)\s+(?:ends|ended|stops|stopped|starts|started|begins|concluded)\b.{0,30})
    |(?:back|return)\s+to\s+(?:the\s+)?(?:\w+\s+)?(?:index|home\s?page|home|contents|main|news|list|search|results|overview|article|archive)\b.{0,30}
    |.{2,60}\s(?:started|stopped)\s+(?:the\s+)?(?:transcription|recording)
    |.{2,60}\s(?:is|are)\s+not\s+responsible\s+for\s+(?:the\s+)?(?:content|information|material|opinions?|views)\b.*
    |filed\s+under\s*:.* | from\s+the\s+(?:congressional|federal)\s+\w+\s+online\b.*
    |as\s+(?:delivered|prepared(?:\s+for\s+delivery)?)|check\s+against\s+delivery
    |reuse\s+this\s+content|(?:enter\s+)?your\s+(?:e-?mail|email)\s+address|privacy\s+notice\s*:.*
    |thanks\s+for\s+(?:reading|subscribing|supporting)\b.*|discussion\s+about\s+this\s+(?:post|article|episode)
    |(?:start\s+your|this\s+site\s+requires|ready\s+for\s+more|get\s+the\s+app)\b.{0,60}
    |(?:share|save|gift|listen|print)(?:\s*[|/∙•]\s*\w+)+
    |(?:privacy|terms|about|contact)(?:\s*[|∙·•]\s*[\w ]{3,40})+
    |.{0,60}\bsupports\s+html5\s+video\b.{0,40}|your\s+browser\s+(?:does\s+not|doesn['’]t)\s+support\b.*
    |(?:image|photo|video)\s+(?:source|caption|credit)[,:]?\s.*|media\s+caption[,:]?\s.*
    |(?:unknown\s+tag|(?:this|the|requested|embedded)\s+(?:\w+\s+)?(?:image|video|content|page|element|media|player|tag|audio|map|graphic))
        \s+(?:could\s+not|cannot|can['’]?t|can\s+not|failed\s+to|is\s+no\s+longer|is\s+not|isn['’]t)\s+
        (?:be\s+)?(?:displayed|loaded|load|played|found|shown|available|supported)\b.{0,60}
    |show\s+notes\s*:?
    |(?:links?|resources|books|articles|things)\s+(?:mentioned|discussed|referenced|from|in)\s+(?:this|the|today['’]s)\s+(?:episode|show|podcast)\b.{0,120}
    |transcribe\s+your\s+own\b.{0,40}|try\s+\w+\s+and\s+save\s+time\b.{0,100}
    |.{0,160}\bread\s+the\s+(?:full\s+)?transcript\s+(?:here|below)\.?
    |(?:visit|check\s+out|download)\s+our\s+(?:website|site|app|podcast)\b.*
    |(?:this\s+(?:post|article|story)\s+is\s+(?:for|only\s+for)|already\s+a\s+(?:subscriber|member|paid))\b.*
    |(?:by\s+(?:signing|clicking|subscribing|submitting)\b|you\s+can\s+unsubscribe)\b.*
    |\S+@\S+\.\w{2,12}|(?:tel|phone|fax|e-?mail|mobile|cell|office)\b[\s:.]*[+(\d]?[\d()\s.+-]{6,}\w{0,12}|[+(]?\d[\d()\s.-]{8,18}
    |pic\.twitter\.com/\w+|@\w{2,20}
    |(?:copyright|©|\(c\))\s .* | .{0,120}\ball\s+rights\s+reserved\b.{0,60}
    |(?:we\s+use|this\s+(?:web)?site\s+uses)\s+cookies\b .*
    |(?:story|article|post)\s+continues\s+(?:below|after)\b .*
    |(?:please\s+)?(?:donate|support)\s+(?:now|today|here|us|our\s+(?:work|journalism|site))\b .*
    |(?:get|receive|have)\s+(?:the\s+)?(?:latest|best|top|more|all)\b
        .{0,60}\b(?:inbox|newsletter|alerts?|email)\b .*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LINK_ONLY = re.compile(r"(?:[-*•]\s+)?!?\[[^\[\]]{0,200}\]\([^()\s]{0,500}\)")
LONGEST_LINK = 800
_LINK_HEADING = re.compile(
    r"\W*(?:related|recommended|suggested|trending|popular|most\s+(?:read|popular|viewed)|more\s+from|read\s+(?:also|next)"
    r"|(?:top|latest|more)\s+(?:stories|news|headlines)|you\s+(?:may|might))\b",
    re.IGNORECASE,
)
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_RULE = re.compile(r"[\W_]+")

_CREDIT = re.compile(
    r"""
    [(\[]?(?:(?:file\s+|cover\s+|featured\s+)?
        (?:photo(?:graph|graphs|s)?|image|images|picture|illustration|graphic)|caption|pictured|credit|credits)
        (?:\s+(?:credits?|by|courtesy(?:\s+of)?|via|from|source))? \s*[:/©]\s* \S.*
    |[(\[]?(?:photo|image|picture|illustration|photograph)s?\s+(?:by|courtesy(?:\s+of)?|via)\s+\S.*
    |©\s?\S.*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CREDIT_WORDS = re.compile(r"(?:Images?|Photos?|Pictures|Stock|Pool|Photography|Press Service)$")
_LABELS = re.compile(
    r"""
    (?:video|watch|listen|audio|podcast|gallery|slideshow|photos)\s*:\s*\S.*
    |based\s+on\s+\S.{0,80}\s(?:materials?|reports?|information|data|press\s+releases?)\.?
    |with\s+(?:inputs?|files?|reporting|information)\s+from\s+\S.{0,80}
    |(?:sources?|via)\s*:\s*\S.{0,100}
    |(?:this\s+(?:article|story|post|piece|report)\s+(?:was\s+|has\s+been\s+|is\s+)?)?
        (?:originally|first)\s+(?:appeared|published|ran|posted)\s+(?:in|on|at|by)\b.{1,120}
    |(?:translated|edited|transcribed|reporting|additional\s+reporting)\s+by\s+[A-Z]\S.{0,150}
    |(?:an?\s+)?(?:earlier\s+|longer\s+|shorter\s+)?version\s+of\s+this\s+(?:article|story|piece|essay)\s+(?:first\s+|originally\s+|also\s+)?
        (?:appears|appeared|ran|was\s+published)\b.{0,160}
    |(?:(?:last\s+)?updated|published|posted|modified)\s*:?\s+\d.{0,50}
    |(?:published|updated|posted)\s+\d+\s+\w+\s+ago
    |\d{1,3}[\s-]min(?:ute)?s?\s+(?:read|listen|watch)|duration\s*:\s*\d.{0,30}
    |[*_(]*(?:this|the|our)\s+(?:interview|conversation|transcript|q&a|discussion|text|article|exchange)\s+(?:(?:was|has\s+been|is|below)\s+)?
        (?:lightly\s+)?(?:edited|condensed|abridged|shortened|translated|shown|prepared)\b.{0,120}
    |(?-i:[*_]*[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,3})\s(?:is|was)\s(?:an?|the)\s(?:[\w'’-]+[\s,]+){0,8}?(?:reporter|writer|correspondent
        |editor|columnist|journalist|contributor|producer|freelancer|fellow)\b.{0,160}
    |(?:correction|clarification|editor['’]s\s+note|note\s+to\s+readers)\s*(?:\([^()]{1,40}\)\s*)?:\s.{1,600}
    |(?:heard|aired|broadcast|first\s+aired)\s+(?:on|in)?\s*\S.{0,60}
    |\(?(?:additional\s+)?(?:reporting|writing|editing|graphics|compiled)\s+(?:and\s+(?:writing|editing)\s+)?by\s+\S.{0,250}
    |\(\$1\s=.{1,60}\)
    |(?-i:END|ENDS|-ENDS-|-30-|--?\s?END\s?--?)(?:\s+\d{1,2}:\d{2}\s*[AP]\.?M\.?.{0,12})?
    |\d{1,2}[:.]\d{2}\s*[ap]\.?m\.?(?:\s+\(?[A-Z]{2,5}\)?)?
    |(?-i:FOR\s+(?:IMMEDIATE\s+)?RELEASE|For\s+[Ii]mmediate\s+[Rr]elease|EMBARGOED|UNDER\s+EMBARGO)\b.{0,80}
    |[-–—]+\s?\S[^@\n]{1,60}\(@\w{1,20}\)\s.{3,30}
    |(?-i:[–—―]\s?[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,3}(?:,\s.{1,80})?)
    |(?:by|from)\s+the\s+(?:associated\s+press|editors|editorial\s+board)
    |(?:our\s+standards|read\s+our\s+policy|contact\s+the\s+(?:author|reporter|editor))\b.{0,160}
    |transcri(?:bed|pt(?:ion)?(?:\s+(?:provided|courtesy))?)\s+(?:by|courtesy\s+of)\s.{1,100}
    |\w{2,20}\s+is\s+the\s+world['’]s\b.{0,60}\btranscri.{1,120}
    |.{0,80}\brush\s+(?:transcript|deadline)\b.{0,500}
    |(?:the\s+)?(?:text|content|material|information)\s+(?:on|in|of)\s+this\s+(?:page|document|file|record)\s+
        (?:was|is|has\s+been|may|comes|came)\b.{1,300}
    |this\s+(?:page|document|file|text)\s+(?:was|is|has\s+been)\s+(?:automatically\s+)?(?:created|generated|produced|converted|digiti[sz]ed|scanned)\b.{0,300}
    |this\s+(?:\w+\s+)?transcript\s+.{0,400}|this\s+is\s+a\s+(?:rush\s+)?transcript\b.{0,400}
    |(?:for\s+)?(?:media|press|more\s+information)\s*(?:contacts?|enquiries|inquiries)?\s*:.{0,200}
    |(?:media|press)\s+(?:contacts?|enquiries|inquiries)\s*[-–—].{0,200}
    |\|.*\|
    |(?:page\s+)?[-–—\s]*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*
    |(?-i:END)(?:\s+(?-i:[A-Z]+))?(?:\s+\d{1,2}:\d{2}\s*[AP]\.?M\.?.{0,10})?
    |\[?(?:music|applause|laughter|laughs|crosstalk|inaudible|silence|cheers\s+and\s+applause)\]?\.?
    """,
    re.IGNORECASE | re.VERBOSE,
)
LONGEST_NOTE = 900
_NOTE = re.compile(
    r"[*_(\[]*(?:correction|clarification|editor['’]s\s+note|this\s+(?:(?:editable|automated|machine)\s)?(?:transcript|interview|article|story|conversation)\s"
    r"(?:is|was|has\s+been|may)|this\s+is\s+a\s+(?:rush\s+)?transcript|the\s+following\s+is\s+a\s+(?:rush\s+)?transcript"
    r"|[A-Z]\S+(?:\s\S+){0,4}\stranscripts\sare\screated|to\s+order\s+(?:videotapes|transcripts|copies))\b",
    re.IGNORECASE,
)
_SPOKEN_TOO = re.compile(
    r"(?:this|that|the|our)\s(?:transcript|interview|article|story|conversation|hearing|text|discussion)\s",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(
    r"[(\[](?:[^()\[\]]{0,60}\b)?(?:Photo|Image|Images|Picture|Getty|Pool)\b[^()\[\]]{0,60}[)\]]\.?$"
    r"|[.!?]\s(?:Image|Photo|Photograph|Picture|Illustration)s?\s?:\s[^.!?]{2,60}[*_]?$",
    re.IGNORECASE,
)

_CREDITED = re.compile(
    r"[.!?][\"”]?\s(?:Photo|Image|Photograph|Picture|Illustration)s?\s?:\s[A-Z][^.!?:]{2,60}[*_]?$"
)
LONGEST_CAPTION = 500
FEWEST_CONTACTS = 2
_CONTACT = re.compile(
    r"\b(?:t|f|m|p|tel|ph|phone|fax|mob|mobile|e|e-?mail|w|web)\s?[:.]\s?"
    r"(?:\(?\+?\d[\d ()-]{5,}|\S{1,60}@\S|www\.\S|https?:)",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\b(?:subscribe,?\s+(?:and\s+)?(?:like|share|comment|leave|rate)|(?:like|share|comment),?\s+(?:and\s+)?subscribe)\b",
    re.IGNORECASE,
)
"""What a video's makers ask of those who watch it."""
_LIKED = re.compile(
    r"(?:[^.!?]{0,120}[.!?]\s+)?[*_]*if\s+you\s+(?:enjoyed|liked?|enjoy|appreciated?|found|value)\s+(?:this|my|our|these|what|reading)\b[^.!?]{0,80},?\s+"
    r"(?:please|consider|you\s+(?:can|may|might|could)|why\s+not|subscribe|support|share|buy|sign|join|do|don['’]t)\b.{0,60}?"
    r"\b(?:subscri\w+|newsletter|coffee|donat\w+|support\w*|shar(?:e|ing)|patreon|follow\w*|sign\w*|join\w*|buy\w*|review|rating|tip)\b.{0,300}",
    re.IGNORECASE,
)


def furniture(text: str) -> Furniture | None:
    """What furniture a paragraph is by its own words, or ``None`` if it may be text."""
    if len(text) > LONGEST:
        return _long_furniture(text)
    if _NOTE.match(text):
        return "metadata"
    if is_navigation(text):
        return "boilerplate"
    text = text.strip("*_").strip() if text[:1] in "*_" and any(map(str.isalnum, text)) else text
    bare = text.strip(' *_>|»→#"“”').rstrip(".:! ").casefold()
    if bare in NAVIGATION or _LINK_ONLY.fullmatch(text) or _BARE_ADDRESS.fullmatch(text):
        return "boilerplate"
    if _RULE.fullmatch(text) and not any(character.isalnum() for character in text):
        return "boilerplate"
    if (
        is_date_line(text)
        or parse_byline(text) is not None
        or dated_outlet(text)
        or is_credit(text)
        or _LABELS.fullmatch(text)
    ):
        return "metadata"
    if _asks_readers(text) or _is_contacts(text):
        return "boilerplate"
    if _BOILERPLATE.fullmatch(text) and not _REPORTS.search(text):
        return "boilerplate"
    return site_line(text)


def _long_furniture(text: str) -> Furniture | None:
    """The same of a paragraph that is too long for most furniture."""
    if len(text) <= LONGEST_NOTE and _NOTE.match(text):
        return "metadata"
    if len(text) <= LONGEST_CAPTION and _CREDITED.search(text):
        return "metadata"
    offered = _BOILERPLATE.fullmatch(_without_marks(text)[: LONGEST + 1]) and not _REPORTS.search(text)
    return "boilerplate" if offered or is_navigation(text) or _asks_readers(text) else site_line(text)


def is_note_in_words(text: str) -> bool:
    """True for an editor's note that only its words tell: between turns somebody may say them."""
    return text[:1] not in "*_([" and _SPOKEN_TOO.match(text) is not None


def _without_marks(text: str) -> str:
    """The words without the addresses behind links and the marks of bold and slanted letters."""
    return without_links(text).replace("__", "").replace("**", "").strip("*_ ")


def _asks_readers(text: str) -> bool:
    """True for a paragraph that asks who liked the text, or the video, to subscribe, give or share."""
    if len(text) > LONGEST_NOTE:
        return False
    if ("](" in text or text[:1] in "*_") and _CHANNEL.search(text):
        return True
    return "f you " in text and _LIKED.fullmatch(without_links(text)) is not None


def _is_contacts(text: str) -> bool:
    """True for a line of telephone numbers and addresses, each behind its sign ("t: 07 … f: 07 …")."""
    return len(_CONTACT.findall(text)) >= FEWEST_CONTACTS


def is_credit(text: str) -> bool:
    """True for the credit of a photograph, and for a caption that ends with one."""
    if len(text) > LONGEST:
        return False
    if _CREDIT.fullmatch(text) or _CAPTION_END.search(text):
        return True
    if ends_sentence(text) or len(text) > 80:
        return False
    parts = [part.strip(" ()[]") for part in text.split("/")]
    if not all(part and is_name(part) for part in parts):
        return False
    return len(parts) > 1 or (len(text.split()) > 1 and _CREDIT_WORDS.search(text) is not None)


def is_link(text: str) -> bool:
    """True for a line that is a Markdown link and nothing else."""
    return len(text) <= LONGEST_LINK and _LINK_ONLY.fullmatch(text) is not None


def is_link_heading(text: str) -> bool:
    """True for the line above a list of links to other articles ("Related stories")."""
    return len(text) <= LONGEST and _LINK_HEADING.match(text) is not None


def is_video_label(text: str) -> bool:
    return text[:6].casefold() == "video:"


# -------------------------------------------------------------------------------- offers

_OFFER = re.compile(
    r"(?:subscribe|sign\s+up|become\s+a\s+(?:member|subscriber)|join\s+(?:us|our)|support\s+(?:us|our)|donate)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:subscri\w+|access|digital|exclusive|issues?|edition|magazine|members?(?:hip)?|newsletters?|inbox|free|cancel"
    r"|money.?back|guarantee|offers?|price|per\s+(?:year|month|week)|donat\w+|readers?|journalism|included"
    r"|you|your|we|us|our)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"(?:get|discover|delve|join|enjoy|read|save|try|start|support|help|unlock|sign|stay|become|choose|explore)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"[\"“”][^\"“”]{0,200}[,.?!][\"“”]|\b(?:said|says|told|added|stated)\b", re.IGNORECASE)
LONGEST_OFFER = 500


def opens_offer(text: str) -> bool:
    """True for a line that invites to subscribe, join or give."""
    return len(text) <= 120 and not ends_sentence(text) and _OFFER.match(text) is not None


def is_offer(text: str) -> bool:
    """True if a paragraph that follows an invitation belongs to it still."""
    if len(text) > LONGEST_OFFER or _REPORTS.search(text):
        return False
    hits = len(_OFFERED.findall(text)) + bool(_INVITES.match(text))
    return hits >= (1 if len(text) <= 80 else 2)
