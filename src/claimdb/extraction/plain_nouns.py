"""Nouns and adjectives so general that they are the subject of no document, and singulars."""

from __future__ import annotations

NOUNS = frozenset(
    """
    ability account act action activity addition adviser advisor age agency aide aim amount analysis
    analyst announcement answer anybody anyone anything approach area argument article aspect attempt
    attention audience author authority background basis beginning belief benefit billion bit body book
    boy brother business call case cause center centre century chance change character chief child
    choice circumstance citizen city claim colleague comment committee community company comparison
    concern conclusion condition consequence contact context contrary control conversation copy country
    couple course critic daughter day deal death decade decision degree detail development difference
    difficulty direction discussion doubt dozen effect effort end error event everybody everyone
    everything evidence example exception exchange experience expert explanation extent eye face fact
    failure family father fear feature feeling field figure finding focus force form friday friend front
    future game gentleman girl goal government ground group guest guy half hand head heart help history
    home hope host hour house human hundred husband idea image impact importance impression individual
    information instance intention interest interview issue item job journalist key kid kind knowledge
    lack lady lawyer leader leadership lesson letter level life light likelihood line list look lot
    madam majority man manner matter maximum meaning means measure meeting member mention message method
    middle midnight million mind minimum minister minute mistake mister moment monday month morning
    mother move name nation nature need news night nobody nothing notion number object occasion offer
    office officer official one opening opinion opportunity option order organisation organization other
    outcome page pair panel paper paragraph parent part participant partner party past path pattern
    pause people percent percentage period person perspective photo picture piece place plan player
    point position possibility post power practice presence present president pressure principle problem
    procedure process product program programme project proof proposal public purpose quality quarter
    question quote rate reaction reader reality reason recent record reference regard relation
    relationship release reply report reporter representative request respect response responsibility
    rest result return review rise risk role room round rule saturday scale scene scope secretary
    section sector sense sentence series service set setting sharing shift side sign signal sir sister
    site situation size society solution somebody someone something son sort source space speaker speech
    spokesman spokesperson spokeswoman staff stage stand standard start state statement status step
    stock story strategy structure stuff style subject success suggestion sunday support supporter
    surface system table talk target task team term test text thanks thing thought thousand thursday
    time today tomorrow tone tonight top topic total touch trend trillion trouble truth try tuesday turn
    two type understanding unit use value version victim video view voice way wednesday week weekend
    while whole wife woman wonder word work worker world worry year years yesterday
    """.split()
)
ADJECTIVES = frozenset(
    """
    able absolute actual additional afraid alive alone available average aware bad basic best better big
    bigger biggest brief bright broad busy careful central certain cheap chief clean clear close common
    complete complex concerned considerable constant current daily dead deep different difficult direct
    due each early easy effective entire equal essential every exact excellent extra extraordinary fair
    false familiar famous far fast few final fine firm first following foreign former fresh full
    fundamental further future general glad global good great greater greatest growing half happy hard
    heavy high higher highest huge ideal immediate important impossible individual initial interested
    interesting internal international joint key kind large larger largest last late later latest
    leading least left less light likely limited little live local long longer low lower main major many
    maximum mere minor modern more most much multiple mutual national natural near nearby necessary
    negative new next nice normal numerous obvious odd official ok old older only open opposite ordinary
    original other others outside overall own particular past perfect personal poor popular positive
    possible potential powerful present previous primary prime prior private proper proud public quick
    quiet random rapid rare raw ready real recent regular related relative relevant rich right rough sad
    same second secret senior separate serious several severe sharp short significant similar simple
    single slow small smaller so-called social solid some sorry special specific standard strange strong
    such sudden sufficient suitable sure tall terrible then third tiny top total tough true twin two
    typical unable unique unlikely unusual upcoming useful usual valuable various vast very vital warm
    weak whole wide widespread willing wonderful worse worst wrong young younger
    """.split()
)
_IRREGULAR = {
    "children": "child",
    "men": "man",
    "women": "woman",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "leaves": "leaf",
    "wolves": "wolf",
    "halves": "half",
    "thieves": "thief",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "crises": "crisis",
    "analyses": "analysis",
    "theses": "thesis",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "movies": "movie",
    "cookies": "cookie",
}
_AS_THEY_ARE = ("ss", "us", "is", "news", "series", "species", "ics")


def singular(plural: str) -> str:
    """The singular of a plural noun in lower case, by the rules of spelling and a table of exceptions."""
    if plural in _IRREGULAR:
        return _IRREGULAR[plural]
    if not plural.endswith("s") or plural.endswith(_AS_THEY_ARE):
        return plural
    if plural.endswith("ies") and len(plural) > 4:
        return plural[:-3] + "y"
    if plural.endswith(("ches", "shes", "xes", "sses", "zzes")):
        return plural[:-2]
    return plural[:-1]
