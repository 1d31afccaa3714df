"""Words that judge: the general vocabulary of evaluation in English, by what it may be predicated as.

Adjectives and nouns follow the usual classes of appraisal: appreciation of things (a *remarkable* result),
judgement of conduct (an *irresponsible* step, a *disgrace*), affect (I am *glad*), and how likely or
normal something is (that is *plausible*).  Words that report a state anyone can check are left out
(dead, ready, closed, illegal), however good or bad it is, and so are words of size and number.
"""

from __future__ import annotations

import re

from claimdb.extraction.cues import inflections

_ADJECTIVES = frozenset(
    """
    abhorrent abnormal absurd abysmal acceptable adequate admirable adorable advantageous aggressive
    alarming amazing ambiguous ambitious amusing annoying appalling appealing appropriate apt arrogant
    artificial ashamed astonishing astounding atrocious attractive awesome awful awkward backward bad
    balanced banal barbaric barbarous baseless beautiful beneficial best better bitter bizarre blatant
    bleak bogus bold boring brave brazen breathtaking bright brilliant brutal callous careless caring
    catastrophic challenging charming cheap childish civilised civilized cleaner clearer clever closer
    clumsy coherent comfortable comforting comical commendable compelling competent complex complicated
    comprehensible confusing constructive contemptible controversial convenient convincing cool corrupt
    costly counterproductive courageous cowardly crazy credible criminal critical crucial crude cruel
    cunning curious cynical damaging damning dangerous daring dark deceitful decent deceptive deep
    deeper defective deplorable desirable desperate despicable destructive devastating devious difficult
    dignified dire disappointing disastrous disgraceful disgusting dishonest disingenuous dismal
    disproportionate disrespectful disruptive distasteful distressing disturbing divisive doomed
    doubtful dramatic dreadful dubious dull dumb dysfunctional easier easiest easy effective efficient
    egregious elegant embarrassing empty encouraging entertaining erroneous essential evil exaggerated
    excellent exceptional excessive exciting exemplary extraordinary extreme fabulous fair fairer
    fairest faithful fake fallacious familiar fanatical fantastic far-fetched fascinating fatal faulty
    favorable favourable feasible fierce fine finest flawed flexible fond foolish fortunate fragile
    frank frightening frivolous fruitful fruitless frustrating fun fundamental funny futile generous
    gentle genuine ghastly glad glorious good gorgeous grand grateful grave great greater greatest
    greedy grim grotesque gruesome gullible handsome happier happy hard harder hardest harmful harmless
    harsh hasty hateful healthy heartbreaking heartless heavy helpful helpless heroic hideous hilarious
    honest honorable honourable hopeful hopeless horrendous horrible horrific horrifying hostile humane
    humble humiliating hypocritical hysterical ideal idiotic ignorant ill-advised illegitimate illogical
    illusory imaginary immature immoral impatient impeccable imperfect implausible important impossible
    impressive improbable inadequate inadmissible inappropriate incoherent incompetent incomprehensible
    inconceivable inconsistent inconvenient incredible indecent indefensible indispensable ineffective
    inefficient inept inevitable inexcusable inexplicable infamous inferior inhuman inhumane innocent
    insane insensitive insignificant inspiring instructive insufficient insulting integral intelligent
    interesting intolerable invaluable invincible ironic irrational irrelevant irreplaceable
    irresponsible jealous judicious just justifiable justified kind lame lamentable laughable lazy
    legendary legitimate likely logical lonely loud lousy lovely loyal lucky ludicrous mad magical
    magnificent malicious manipulative marvellous marvelous masterful mature mean meaningful meaningless
    mediocre memorable merciless messy mighty mild mindless miserable misguided misleading mistaken
    modest monstrous monumental moral moving murky mysterious naive narrow-minded nasty natural naughty
    negative negligent nice nicer nicest noble nonsensical normal notable noteworthy obnoxious obscene
    obscure obsolete odd odious offensive ominous optimistic ordinary outdated outrageous outstanding
    overblown overdue overwhelming painful paramount paranoid passionate pathetic peculiar perfect
    perilous pernicious persuasive perverse pessimistic phenomenal phony pitiful pivotal plausible
    pleasant pleased pointless poisonous polite poor positive possible powerful powerless practical
    precarious precious predictable preferable prejudiced premature preposterous pretentious pretty
    primitive problematic productive profound promising proper proud provocative prudent puzzling
    questionable radical rational realistic reasonable reassuring reckless refreshing regrettable
    relevant reliable remarkable repugnant repulsive respectable responsible revolting rewarding
    ridiculous rigid risky romantic rotten rough rude ruthless sacred sad saddest safer safest sane
    satisfactory satisfied satisfying scandalous scary sceptical selfish sensational sensible sensitive
    serious severe shallow shameful shameless shocked shocking short-sighted shrewd significant silly
    simple simpler sincere sinister skeptical sloppy small-minded smart smarter smartest solid
    sophisticated sorry sound spectacular splendid stable stark startling strange strangest striking
    strong stronger strongest stubborn stunning stupid sublime subtle successful suitable superb
    superficial superfluous superior surprising suspect suspicious sweet symbolic tasteless tedious
    terrible terrific terrifying thankful thoughtful thrilled thrilling tireless tolerable touching
    tough tougher toughest toxic tragic transparent treacherous tremendous tricky trivial troubling
    trustworthy truthful typical ugly unacceptable unbearable unbelievable uncertain unclear
    uncomfortable unconvincing understandable undesirable undignified uneasy unethical unexpected unfair
    unforgivable unfortunate unfounded unfriendly ungrateful unhappy unhealthy unhelpful unimaginable
    unimportant uninteresting unique unjust unjustified unlikely unlucky unnatural unnecessary
    unpleasant unprecedented unpredictable unprofessional unprovoked unreal unrealistic unreasonable
    unreliable unsafe unscrupulous unstable unsuccessful unsuitable unsustainable unthinkable unusual
    unwarranted unwelcome unwise unworthy upset upsetting urgent useful useless vague vain valid
    valuable vicious vile violent vital vivid vulgar vulnerable warm weak weaker weakest wealthy weird
    welcome wicked wild wise wiser wisest wonderful worried worrisome worrying worse worst worth
    worthier worthless worthwhile worthy wrong
    """.split()
)
# Adjectives that judge by how they are built: "unbearable", "indefensible", "praiseworthy", "troublesome".
_BUILT = re.compile(r"(?:un|in|im|ir)\w{3,}(?:able|ible)$|\w{3,}(?:worthy|some)$")

# Nouns that judge what they are predicated of.  Those that name plain facts as well (a threat, a crime, a
# success) are left out; they judge with an adjective that does.
_NOUNS = frozenset(
    """
    aberration abomination absurdity affront anomaly arrogance atrocity barbarism betrayal blackmail
    blasphemy blessing bluff blunder bravery breakthrough bully burden calamity caricature catastrophe
    chaos charade charlatan cheat clown contradiction courage coward cowardice cruelty curse danger
    deceit deception delusion demagogue demagoguery demagogy desperation disadvantage disappointment
    disaster discredit disgrace dishonesty dishonor dishonour disservice distraction embarrassment evil
    exaggeration excuse fabrication failure fairness fallacy falsehood fantasy farce fiasco fiction
    folly fool foolishness fraud genius greed hell hero hoax horror humiliation hypocrisy hypocrite
    hysteria idiocy idiot illusion indignity inhumanity injustice innuendo insanity insult irony
    irresponsibility joke joy kindness landmark liar lie loser luxury madness masterpiece menace mess
    milestone miracle miscalculation misconception misery misfortune misnomer misrepresentation mistake
    misunderstanding mockery monster moron mystery myth naivety nightmare nonsense nuisance obscenity
    obsession outrage overreaction paradox parody perversion pity ploy pretence pretense pretext
    propaganda provocation puppet puzzle rarity recklessness relief reproach rip-off rubbish ruse
    sabotage sacrilege scam scandal scapegoat setback sham shame smear smokescreen speculation stunt
    stupidity superstition surprise symptom thug tragedy traitor trap travesty treachery treason triumph
    tyrant unfairness vanity villain waste weakness wisdom witch-hunt wonder worry
    """.split()
)
# What has degrees for a speaker is an opinion.
_DEGREES = frozenset(
    """
    absolutely awfully completely deeply downright enormously entirely especially exceedingly
    extraordinarily extremely fairly highly hopelessly hugely incredibly outright particularly perfectly
    pretty profoundly quite rather really remarkably ridiculously so terribly too totally truly utterly
    very wholly
    """.split()
)
_ATTITUDES = frozenset(
    form
    for verb in """
    abhor admire adore applaud appreciate cherish commend condemn condone deplore despise detest
    disagree dislike distrust dread enjoy envy hate lament loathe love mistrust pity praise prefer
    regret resent trust value
    """.split()
    for form in inflections(verb)
)
_WORTH = frozenset(
    form for verb in ["deserve", "matter", "suck", "stink", "suffice", "befit"] for form in inflections(verb)
)
_STRONG = frozenset(
    """
    abhorrent absurd absurdity appalling arrogant atrocious awful barbaric blatant brazen catastrophe
    childish coward cowardly crazy cynical deplorable despicable disaster disastrous disgrace
    disgraceful disgusting dreadful dreadfully evil fantastic farce folly fool foolish fools greedy
    grotesque hideous horrible horrific humiliating hypocrisy hypocrite hypocrites hypocritical hysteria
    hysterical idiocy idiot idiotic idiots illusion illusions immoral incompetent incredible insane
    insanity irresponsible liar liars lies ludicrous madness marvellous marvelous nonsense outrageous
    pathetic pointless preposterous pretence pretense reckless regrettably ridiculous ruthless sadly
    scandal scandalous sham shame shameful shamefully shameless sickening stupid stupidity terrible
    terribly terrific tragedy tragic travesty treacherous ugly unacceptable unbelievable unfair
    unfortunately unjust vicious vile wicked wonderful worthless wrong
    """.split()
)


def judges(adjective: str) -> bool:
    """True if ``adjective``, in lower case, evaluates what it is predicated of."""
    return adjective in _ADJECTIVES or _BUILT.match(adjective) is not None


def judging_noun(noun: str) -> bool:
    """True if ``noun``, in lower case, evaluates what it is predicated of."""
    if noun in _NOUNS:
        return True
    return noun.endswith("s") and (noun[:-1] in _NOUNS or noun[:-2] in _NOUNS or noun[:-3] + "y" in _NOUNS)


def is_degree(adverb: str) -> bool:
    """True for an adverb that says how much ("very")."""
    return adverb in _DEGREES


def is_attitude(verb: str) -> bool:
    """True for a form of a verb that gives its subject's attitude ("we prefer")."""
    return verb in _ATTITUDES


def says_worth(verb: str) -> bool:
    """True for a form of a verb that says what something is worth ("it does not matter")."""
    return verb in _WORTH


def is_strong(word: str) -> bool:
    """True for a word that judges wherever it stands in a short statement."""
    return word in _STRONG
