"""The lists of words that reading goes by, in one place to be looked over and added to."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase for line in text.splitlines() for phrase in line.strip().split("|") if phrase)


TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady sen senator rep representative congressman
    congresswoman gov governor president vice vice-president secretary minister ambassador gen general col
    colonel lt capt captain judge justice hon chairman chairwoman chair speaker mayor rev reverend king
    honorable honourable
    queen prince princess chancellor premier prime foreign the host moderator anchor commissioner
    councillor councilman councilwoman delegate attorney detective sergeant sgt maj major lieutenant
    admiral adm pastor imam sheikh emperor former acting deputy assistant undersecretary director
    spokesman spokeswoman spokesperson chief sheriff officer mp mep
    """
)
"""What stands before a name and is no part of it."""

OFFICES = _words(
    """
    the a mr mrs ms madam madame president vice vice-president prime minister first deputy premier
    chancellor spokesman spokeswoman spokesperson chair chairman chairwoman chairperson moderator host
    interviewer interviewee secretary secretary-general ambassador commissioner governor mayor witness
    judge justice court clerk operator speaker narrator announcer presenter anchor correspondent reporter
    reporters question questioner journalist press audience caller attorney prosecutor defendant counsel
    general director senator interpreter translator participant panelist pro tempore foreign defense
    defence state king queen prince princess pope presiding officer taoiseach tánaiste tanaiste an ceann
    comhairle leas-cheann cathaoirleach
    """
)
"""The words of a label that names somebody by office or part ("THE PRESIDENT", "Deputy Spokesman")."""

PARTICLES = _words("de da dos van von der den bin ibn al el la le di du del y the of and for pro tempore")
"""The words of a name or a label that are written small."""

NO_NAME_ENDS = _words(
    """
    interview transcript podcast show speech statement remarks briefing conference exclusive full says
    said tells talks speaks answers explains warns calls announces on at with the and for to in of
    """
)
"""What may follow a name in a headline's capitals and is no part of it."""

NO_NAME_STARTS = _words(
    "with by from and but for in on at to as after when featuring"
    " guest guests host hosts hosted presented meet"
)
"""What may stand before a name at the beginning of a line and is no part of it."""

SMALL = _words(
    """
    a an and are as at be but by for from has have if in into is it its of on or over than that the their
    to vs was will with
    """
)
"""The words that a headline with capitals may leave small."""

PLAIN = _words("the a an is are was were has have had been his her their that this")
"""The words that a headline drops and a sentence of an article has."""

HANGING = _words(
    """
    a an the and or but nor of in on at to from by for with without as than that which who whose whom
    including such into onto over under between among against about during after before while when where
    is are was were be been has have had will would can could may might must shall should not his her its
    their our my your this these those said says
    """
)
"""The words that no heading and no sentence ends with: text that does goes on somewhere else."""

NO_LABELS = _phrases(
    """
    monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|july|september|october
    november|december|added|fixed|removed|deprecated|problem|solution|todo|done
    note|notes|editor's note|editor’s note|correction|corrections|clarification|update|updated|photo|photos
    video|image|source|sources|via|credit|caption|watch|listen|read|read more|related|see also|also|more
    warning|disclaimer|summary|background|conclusion|introduction|advertisement|tags|topics|category|date
    time|place|location|published|author|title|url|link|http|https|subject|re|from|to|cc|sent|fw|fwd|ps|p.s
    contact|phone|tel|fax|email|e-mail|website|address|copyright|example|breaking|exclusive|opinion|analysis
    poll|first|second|third|finally|today|yesterday|tomorrow|remember|look|pros|cons|bottom line|key points
    watch live|live|live updates|map|full coverage|fact check|photo gallery|gallery|in pictures|explainer
    highlights|key takeaways|takeaways|overview|abstract|full text|keywords|speakers|participants|moderators
    panelists|present|absent|witness|witnesses|members present|attendees|agenda|editor|editors|writer
    reporting|reporters by|who|what|why|how|when|where|pro|con|good|bad|price|cost|hours|rating|score|result
    results|sources say|twitter|facebook|press contact|media contact|contacts|media contacts|press contacts
    for immediate release|embargoed|price target|tickers|related stories|listen now|table of contents
    chapters|part one|part two|winner|winners|loser|losers|fact|facts|verdict|yes|no|undecided|don't know
    don’t know|total|others|other|none|appearances|appearance|appearances continued|exhibits|exhibit|index
    examination|also present|in attendance|counsel present|transcribed by|reported by|recorded by|taken by
    before|case no|docket no|file no|job no|re-direct|direct|cross|certificate|stipulations|errata
    """
)
"""What stands before a colon and names no speaker."""

NO_LABEL_STARTS = _words("for on by with from in at to after when as and but")
NO_LABEL_ENDS = _words("of for by with from in at to and or on")
"""The words that the name of a speaker neither begins nor ends with ("INTERVIEW OF", "FOR THE WITNESS")."""

NAVIGATION = _phrases(
    """
    all news|home|homepage|menu|main menu|navigation|skip to content|skip to main content|skip to navigation
    back to top|go to top|next page|previous page|next article|previous article|next story|previous story
    read also|also read|see also
    read more|read next|read full article|read the full article|read the full story|continue reading
    load more|show more|see more|see all|view all|more news|latest news|top stories|top news|news feed
    breaking news|share|share this|share this article|share this story|share this page|share article|tweet
    retweet|print|print this page|email|e-mail|copy link|save article|bookmark|comment|comments|no comments
    reply|report abuse|advertisement|advertisements|advertising|sponsored|sponsored content|sponsored links
    promoted content|ad|log in|login|log out|sign in|sign up|register|my account|create account|subscribe
    subscribe now|subscribe today|newsletter|newsletters|sign up now|trending|trending now|most read
    most popular|most viewed|popular now|related|related articles|related stories|related news
    related topics|related posts|related content|related links|related coverage|suggested products
    suggested reading|suggested articles|recommended|recommended for you|recommended reading
    recommended stories|you may also like|you might also like|more from us|more stories|search|close
    accept all|accept cookies|cookie settings|loading|loading...|story continues below
    article continues below|story continues below advertisement|leave a comment|leave a reply|post a comment
    add a comment|write a comment|join the conversation|view comments|show comments|hide comments
    your comments are welcome|comments are closed|about us|contact us|contact|privacy policy|terms of use
    terms of service|terms and conditions|sitemap|site map|faq|follow us|connect with us|donate|donate now
    support us|become a member|tags|categories|archive|archives|transcripts|media releases|press releases
    """
)
"""Whole lines that are a page's furniture."""

SECTIONS = _phrases(
    """
    news|opinion|opinions|sport|sports|culture|lifestyle|life & style|life|more|world|us|u.s.|uk|u.k.
    us news|uk news|world news|politics|business|economy|technology|tech|science|health|environment|climate
    education|media|society|law|money|finance|markets|travel|food|style|arts|entertainment|books|music|film
    tv|tv & radio|video|videos|podcasts|photos|weather|local|national|international|europe|asia|africa
    americas|middle east|australia|canada|china|india|analysis|commentary|comment|editorial|editorials
    columnists|letters|features|feature|interviews|interview|investigations|explainer|fact check|live|latest
    breaking|top stories|fashion|games|puzzles|obituaries|crime|justice|elections|election 2024|congress
    defense|defence|security|foreign policy|diplomacy|war|history|religion|faith|energy|fisheries
    briefings & statements|briefings and statements|press releases|press release|press briefings
    speeches and remarks|remarks|speeches|statements|the briefing room|briefing room|transcripts|transcript
    newsletters|magazine|exclusive|subscribe|sign in|search|menu|home
    """
)
"""The sections of a site, which stand above a title as a kicker or in the menu."""

BUTTONS = _phrases(
    """
    skip to main content|skip to navigation|skip to content|close dialogue|next image|previous image
    toggle caption|print subscriptions|sign in|log in|sign up|view all|hide expanded menu|expanded menu
    search input|search jobs|search search|main menu|open menu|close menu|toggle menu|open navigation
    open in app|get the app|start writing|listen to this article|share full article|give this article
    gift article|gift this article|link copied|copy link|copied|follow|following|listen|help|status|careers
    write|terms|privacy|cookies|cookie policy|advertise|accessibility|about|about us
    accept additional cookies|reject additional cookies|view cookies|hide cookie message|manage cookies
    manage preferences|manage your preferences|reject all|allow all|last updated|stay informed
    stay connected|print this page|show all updates|see all updates|jobs|my profile|my account
    watch live|live tv|ad info|advertiser content|don't miss|don’t miss|more headlines|(more headlines)
    (more)|collection notice|view image in fullscreen|expand|collapse|show caption|full screen
    see all topics|licensing this content|view history|talk|edit|tools|view source|edit source|read|article
    save|reporting from|topics|in this story|in this article|regions|order reprints
    today's paper|today’s paper|editor's picks|editors' picks|editors’ picks|advertise with us|unsubscribe
    """
)
"""What sites print on their buttons; as a whole line without a full stop it is nobody's sentence."""

NO_PERSON = re.compile(
    r"\b(?:The|This|That|Inc|Ltd|Company|University|College|Post|Times|News|Radio|Council|Committee|Commission|Ministry|Department"
    r"|Dept\.?|Office|House|Hall\s+of|Press|Presser|Journal|Magazine|Newsletter|Podcast|Institute|Association|Foundation|Society|Party"
    r"|Union|Bank|Agency|Bureau|Desk|Team|Street|Avenue|Court|Show|Hotel|Room|Building|Center|Centre|Auditorium|Ballroom|Theatre"
    r"|Theater|Lawn|Garden|Airport|Embassy|Palace|Chamber|Statements?|Opening|Testimony|Remarks|Transcripts?|Meeting|Between"
    r"|Recording|Interviews?|Hearing|Briefing|Conference|Session|District|Superior|Supreme|Circuit|States?|United|Senate"
    r"|Parliament|Congress|Government|Administration|City|County)\b"
)
"""Words of offices, places and occasions that no person's name has."""
