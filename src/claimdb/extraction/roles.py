"""Words for what people, bodies, places and documents are: titles, offices, kinds of institution."""

from __future__ import annotations

from typing import Literal

Gender = Literal["he", "she", "they", "it"]

ROLES = frozenset(
    """president minister premier chancellor king queen prince princess emperor pope cardinal
    archbishop bishop secretary senator congressman congresswoman congressperson representative
    lawmaker legislator governor mayor ambassador envoy diplomat delegate commissioner chairman
    chairwoman chairperson chair chief head leader boss director manager executive officer
    founder owner coordinator adviser advisor aide strategist consultant spokesman spokeswoman
    spokesperson spokesmen speaker deputy official general admiral colonel captain major
    lieutenant sergeant commander marshal judge justice attorney lawyer prosecutor sheriff
    detective inspector professor doctor researcher scientist economist historian analyst expert
    scholar academic author writer novelist poet journalist reporter correspondent columnist
    commentator editor publisher host anchor presenter interviewer moderator activist campaigner
    candidate nominee contender incumbent opponent challenger rival hopeful negotiator mediator actor
    actress singer musician artist comedian athlete coach player teacher student worker
    farmer banker businessman businesswoman billionaire mogul tycoon investor entrepreneur ceo cfo engineer
    nurse physician psychologist psychiatrist pastor priest rabbi imam veteran soldier resident
    voter witness victim neighbor neighbour husband wife father mother son daughter brother sister
    niece nephew uncle aunt cousin grandfather grandmother widow widower mate colleague ally critic
    supporter donor lobbyist pollster politician statesman councilman councilwoman councillor councilor
    alderman assemblyman assemblywoman chairmen cofounder co-founder vice-president ex-president
    then-president treasurer comptroller auditor dean provost principal superintendent rector
    trustee governor-general dictator ruler monarch chaplain sultan emir sheikh ayatollah co-host
    co-chairman co-chair counsel solicitor barrister magistrate pilot astronaut chef guide
    policeman policewoman firefighter trader broker producer filmmaker biographer blogger man woman
    boy girl lady gentleman guy person""".split()
)
"""What a person is or does: such words come before names and stand for them."""

PRE_ROLES = frozenset(
    """foreign prime vice interim acting former press deputy assistant then ex chief senior state
    federal first""".split()
)
"""Words before roles that are no part of a name either ("Acting Mayor Ana Silva")."""

QUALIFIERS = frozenset("vice deputy assistant former ex acting interim onetime late then".split())
"""Words that make another office of an office: the vice president is not the president."""

OFFICES = frozenset(
    """president minister premier chancellor king queen pope governor mayor secretary speaker director
    chairman chairwoman chief leader""".split()
)
"""Roles that one person has at a time: "the president" is not a former one."""

_ALSO = {
    "senator": "lawmaker legislator politician",
    "representative": "lawmaker legislator congressman congresswoman politician",
    "congressman": "lawmaker legislator representative politician",
    "congresswoman": "lawmaker legislator representative politician",
    "governor": "politician",
    "nominee": "candidate contender hopeful politician",
    "candidate": "contender hopeful politician",
    "spokeswoman": "spokesperson official aide",
    "spokesman": "spokesperson official aide",
    "spokesperson": "spokesman spokeswoman official aide",
    "secretary": "official",
    "minister": "official politician diplomat",
    "ambassador": "diplomat envoy official",
    "director": "official chief",
    "commissioner": "official",
    "prosecutor": "lawyer attorney official",
    "attorney": "lawyer",
    "lawyer": "attorney",
    "professor": "scholar academic expert researcher",
    "economist": "expert scholar researcher",
    "analyst": "expert",
    "reporter": "journalist",
    "correspondent": "journalist reporter",
    "columnist": "journalist writer author",
    "writer": "author",
    "historian": "author scholar",
    "president": "leader politician statesman",
    "premier": "leader politician minister",
    "chancellor": "leader politician",
    "chairman": "head leader chair",
    "chairwoman": "head leader chair",
    "chief": "head boss leader",
    "ceo": "executive boss chief",
    "executive": "ceo boss",
    "general": "officer commander",
    "colonel": "officer commander",
    "lieutenant": "officer",
    "billionaire": "businessman businesswoman mogul tycoon",
    "mogul": "businessman tycoon",
    "tycoon": "businessman mogul",
    "adviser": "advisor aide",
    "advisor": "adviser aide",
    "strategist": "adviser aide",
    "doctor": "physician",
    "physician": "doctor",
}
ALSO: dict[str, frozenset[str]] = {role: frozenset(others.split()) for role, others in _ALSO.items()}
"""By a role, what its bearer is called as well."""

_MEN = """spokesman chairman congressman businessman king prince emperor pope actor father husband son brother
    nephew uncle grandfather widower statesman councilman alderman assemblyman policeman man boy gentleman
    priest monarch sheikh imam guy"""
_WOMEN = """spokeswoman chairwoman congresswoman businesswoman queen princess actress mother wife daughter
    sister niece aunt grandmother widow councilwoman assemblywoman policewoman woman girl lady"""
GENDERED: dict[str, Gender] = {
    **dict.fromkeys(_MEN.split(), "he"),
    **dict.fromkeys(_WOMEN.split(), "she"),
}
KIN = frozenset(
    """husband wife father mother son daughter brother sister niece nephew uncle aunt cousin grandfather
    grandmother widow widower mate""".split()
)
"""Roles that somebody has to another: the one that stands before them is not who is meant."""

COURTESY: dict[str, Gender | None] = {
    **dict.fromkeys("mr. mr sir lord señor monsieur herr".split(), "he"),
    **dict.fromkeys("mrs. mrs ms. ms miss lady dame señora madame mme mme. frau".split(), "she"),
    **dict.fromkeys(
        """dr. dr gen. sen. rep. reps. sens. gov. govs. lt. col. sgt. capt. prof. rev. hon. st. maj. del.
        atty. amb. pres. adm. cmdr. brig. cpl. pvt. det. supt. msgr. fr. sgt insp. dep. asst. sec. supt
        pres gen sen rep gov""".split()
    ),
}
IN_FULL = {
    "sen.": "senator",
    "sen": "senator",
    "rep.": "representative",
    "rep": "representative",
    "gov.": "governor",
    "gov": "governor",
    "gen.": "general",
    "gen": "general",
    "prof.": "professor",
    "dr.": "doctor",
    "dr": "doctor",
    "lt.": "lieutenant",
    "col.": "colonel",
    "sgt.": "sergeant",
    "capt.": "captain",
    "adm.": "admiral",
    "amb.": "ambassador",
    "atty.": "attorney",
    "del.": "delegate",
    "pres.": "president",
    "det.": "detective",
    "sec.": "secretary",
}
"""Titles as they are shortened before names."""

DATES = frozenset(
    """january february march april may june july august september october november december jan. feb. mar.
    apr. jun. jul. aug. sept. sep. oct. nov. dec. monday tuesday wednesday thursday friday saturday sunday
    christmas easter""".split()
)
BODIES = frozenset(
    """administration agency alliance army assembly association authority bank board branch brigade
    broadcaster bureau cabinet campaign camp caucus center centre chamber charity church club coalition
    college commission committee company confederation congress convention corp corp. corporation council
    country court daily delegation department directorate embassy federation firm force forces
    foundation fund government group guardsmen house inc inc. institute institution intelligence journal
    kingdom league ltd llc magazine media ministry mission mosque movement network news newspaper nation
    nations navy office organisation organization outlet pac paper parliament party police post press
    project regime republic review school senate service services society staff state states station
    synod taliban team television think-tank times transition treasury tribune tribunal trust union university
    website west east guild bloc""".split()
)
"""What institutions are: nouns that speak for many."""

THINGS = frozenset(
    """street hill hills city county island islands sea bay park avenue square beach valley mountain
    mountains bridge airport stadium hall hospital radio tv act amendment day treaty agreement accord war
    bill plan poll summit conference festival award prize show book bible koran constitution doctrine deal
    law rights age era week month year north south river lake ocean coast border boulevard road tower
    palace castle theater theatre museum games olympics cup bowl primary caucuses election elections debate
    code rule rules order program programme care security health reform revolution crisis affair
    scandal""".split()
)
"""What else is written with capitals, and is nobody."""

CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday christmas easter""".split()
)
"""Names of times, which say nothing, though people may bear them."""

SURNAMES_TOO = frozenset(
    """church west east house post bank park hall hill street day north south law lake press page rivers
    banks fields bishop king prince pope marshall judge price young bush may major castle beach""".split()
)
"""Words of the lists here that people are called as well."""

PLACES_TOO = frozenset(
    """georgia virginia carolina victoria florence geneva milan austin sofia charlotte chelsea israel lourdes
    adelaide alexandria augusta regina santiago valencia verona carmel sydney madison houston dallas
    isabel helena vienna""".split()
)
"""Given names that are places where they stand alone."""

DOCUMENTS = frozenset(
    """report analysis analyses study studies poll polls survey surveys document documents letter email
    e-mail memo transcript book article column editorial tweet ad advertisement data statistics figures
    record records results law bill constitution charter treaty resolution ruling review audit indictment
    lawsuit complaint filing video recording headline story piece op-ed slide chart census research evidence
    findings estimate estimates forecast guidelines text note release release message papers essay blog
    paper manifesto declaration petition motion order dossier files cable statement speech""".split()
)
"""What is read: documents as sources are themselves, and nobody's unless they say whose."""

UTTERANCES = frozenset(
    """statement statements remark remarks comment comments speech speeches address tweet tweets post posts
    testimony words letter email e-mail message messages memo op-ed column essay article book claim claims
    answer reply response warning warnings promise promises pledge vow proposal assertion assertions argument
    arguments view views opinion position admission account interview note analysis study report research
    findings estimate estimates survey poll suggestion allegation allegations accusation accusations
    insistence belief assessment conclusion conclusions demand demands request question questions call calls
    criticism complaint complaints prediction announcement declaration decision rhetoric tone stance
    explanation description contention assurance assurances lawsuit refusal desire hope hopes fear fears
    concern concerns idea theory plan plans effort attempt decision intention thinking""".split()
)
"""What somebody has said, written or holds: "Doe's remarks" are Doe."""

_PEOPLE = frozenset(
    """people men women children parents families americans ally allies member members friend friends kin
    public majority minority insider outsider loyalist conservative conservatives liberal liberals progressive
    democrat democrats republican republicans independent independents moderate moderates radical radicals
    folk folks youth somebody someone anyone source sources client guest host patient peer pro neocon neocons
    individual individuals veteran citizen citizens migrant native local locals detective cop cops thug thugs
    spokesmen spokeswomen policemen congressmen businessmen gunmen lawmen fishermen expert experts""".split()
)
_OF_DOERS = ("er", "or", "ist", "ian", "ant", "ee", "man", "woman")
_NO_PEOPLE = frozenset(
    """number order paper newspaper letter matter computer power weather water winter summer quarter chapter
    theater theatre center barrier border corner counter cover danger disaster dinner door error factor
    favor fever finger floor river folder labor layer manner meter minor mirror monster motor offer other
    poster register remainder server sector shelter shoulder silver standard tower trailer transfer vapor
    war year ear fear gear bear tear terror tumor humor honor behavior armor flavor color colour rumor
    tractor garment guarantee want grant restaurant plant warrant variant committee fee coffee degree tree
    beer career pioneer tier cancer charter cluster cylinder filter gender hunger prayer printer helicopter
    encounter murder wonder thunder tender banner bumper burger answer chamber character cable
    container drawer elevator liter litre lumber metaphor outlier
    parameter pepper pillar platter reactor refrigerator semester slander
    timber trigger turnover vector vinegar""".split()
)
"""Nouns that end like those of people and are none."""

STATES = {
    "ala": "alabama", "alaska": "alaska", "ariz": "arizona", "ark": "arkansas", "calif": "california",
    "colo": "colorado", "conn": "connecticut", "del": "delaware", "fla": "florida", "ga": "georgia",
    "hawaii": "hawaii", "idaho": "idaho", "ill": "illinois", "ind": "indiana", "iowa": "iowa",
    "kan": "kansas", "ky": "kentucky", "la": "louisiana", "maine": "maine", "md": "maryland",
    "mass": "massachusetts", "mich": "michigan", "minn": "minnesota", "miss": "mississippi",
    "mo": "missouri", "mont": "montana", "neb": "nebraska", "nev": "nevada", "nh": "new hampshire",
    "nj": "new jersey", "nm": "new mexico", "ny": "new york", "nc": "north carolina", "nd": "north dakota",
    "ohio": "ohio", "okla": "oklahoma", "ore": "oregon", "pa": "pennsylvania", "ri": "rhode island",
    "sc": "south carolina", "sd": "south dakota", "tenn": "tennessee", "tex": "texas", "texas": "texas",
    "utah": "utah", "vt": "vermont", "va": "virginia", "wash": "washington", "wva": "west virginia",
    "wis": "wisconsin", "wyo": "wyoming",
}  # fmt: skip
"""States as they are shortened behind the names of their senators ("R-Ohio", "D-Vt.")."""

PARTIES = {"r": "republican gop", "d": "democratic democrat", "i": "independent", "l": "libertarian"}

PARTISANS = frozenset(
    "republican democrat democratic independent libertarian socialist conservative labour".split()
)
"""Parties as they stand before the names of their people ("Republican Jane Doe")."""


def role_of(word: str) -> str | None:
    """The role that a word in lower case names, in full and in the singular."""
    if word in IN_FULL:
        return IN_FULL[word]
    if word in ROLES:
        return word
    return word[:-1] if word.endswith("s") and word[:-1] in ROLES else None


def is_people(word: str) -> bool:
    """True for a noun in lower case that names people: roles, and nouns of those who do something."""
    one = word.removesuffix("s")
    return (
        role_of(word) is not None
        or word in _PEOPLE
        or one in _PEOPLE
        or (
            one.endswith(("er", "or", "ist", "ian", "ant", "ee", "eer", "man", "woman"))
            and one not in _NO_PEOPLE
        )
    )


def gender_of(words: set[str]) -> Gender | None:
    """The pronoun that titles show ("Mrs.", "spokesman"), if any."""
    for word in sorted(words):
        gender = COURTESY.get(word) or GENDERED.get(word)
        if gender is not None:
            return gender
    return None
