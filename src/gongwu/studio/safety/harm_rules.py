"""Which concepts, in which order, make a harmful request. Data for `harm`; the words: `harm_words`.

The parts of a rule follow each other closely; `A|B` is either. In a request (how to, write me, I
want to) a rule of weight 3 blocks and one of weight 2 asks for a person. Without a request a rule
counts only where it is `alone`, a request by itself: to tell that somebody did it is history, news
or a story.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HarmRule:
    """It does not count in the contexts that `spared` names, such as a game.

    In a `direct` one nothing but words about the object may stand between act and object.
    A harmless thing (`SAFE_THING`) spares only where it is itself what the act is done to.
    """

    category: str
    parts: tuple[frozenset[str], ...]
    weight: int
    alone: bool
    direct: bool
    spared: frozenset[str]


def _rules(
    category: str, *lines: str, weight: int = 3, alone: bool = False, spared: str = "GAME"
) -> tuple[HarmRule, ...]:
    return tuple(
        HarmRule(
            category=category,
            parts=tuple(frozenset(part.split("|")) for part in line.split()),
            weight=weight,
            alone=alone,
            direct=category in ("violence", "theft") or line.startswith("OUGHT GROUP"),
            spared=frozenset(spared.split()),
        )
        for line in lines
    )


_IN_PLAY = "GAME FICTION MEDIA SAFE_THING"

RULES = (
    *_rules(
        "violence", "KILL|VIOLENT PERSON|GROUP", "COMMIT CRIME", "HIRE HITMAN", spared=_IN_PLAY
    ),
    *_rules("violence", "DESTROY PLACE", spared=_IN_PLAY + " OWN"),
    *_rules("violence", "SET PLACE|PERSON ON_FIRE", "ASSAULTS", spared=_IN_PLAY),
    *_rules("violence", "DISPOSE BODY", "CRUEL ANIMAL", spared=_IN_PLAY),
    *_rules("violence", "HURT|KILL PERSON BODY_PART", spared=_IN_PLAY),
    # Verbs with many harmless senses, and objects that no list knows: a person decides.
    *_rules("violence", "HURT PERSON|GROUP", "GORY MY", "VIOLENT", weight=2, spared=_IN_PLAY),
    *_rules("violence", "KEEP PERSON CAPTIVE", spared=_IN_PLAY),
    *_rules("violence", "COMMIT ATROCITY", "EXTREMIST GROUP", weight=2, spared=_IN_PLAY),
    *_rules("weapons", "MAKE|GET|SELL WEAPON", "OUTBREAK", "DEADLIER", "WEAPON|DRUG BE_MADE"),
    *_rules("drugs", "MAKE|GET|SELL|SMUGGLE DRUG"),
    *_rules("drugs", "USE DRUG", weight=2),
    *_rules("smuggling", "SMUGGLE CONTRABAND|PERSON"),
    *_rules("theft", "STEAL VALUABLE", "STEAL PLACE", "BREAK_INTO|PICK LOCKED", spared=_IN_PLAY),
    *_rules("theft", "STEAL", "BREAK_INTO", weight=2, spared=_IN_PLAY),
    *_rules("fraud", "MAKE|GET|CREATE FAKE_PAPERS", "MAKE|GET|HOWTO FORGE PAPERS", "FORGE PAPERS"),
    *_rules("fraud", "SCAM CREDENTIAL|PERSON", "CREATE SCAM", "TRICK CREDENTIAL"),
    *_rules("fraud", "CREATE IMPERSONATE", weight=2),
    *_rules("fraud", "CREATE FAKE_SITE", "LAUNDER", "CREATE|GET FAKE_ACCOUNT"),
    *_rules("fraud", "SCAM", "MANIPULATE MANIPULATED", "CHEAT_AT EXAM", "BYPASS GUARDED", weight=2),
    *_rules("fraud", "DECEIVE PERSON", "BRIBE PERSON", weight=2, spared=_IN_PLAY),
    *_rules("fraud", "SELL FAKE_PAPERS"),
    *_rules("fraud", "PIRATE PIRATED", "FAKE_ACCOUNT", "FAKE_PAPERS", weight=2),
    *_rules("extortion", "CREATE|WANT BLACKMAIL", "BLACKMAIL PERSON", spared="GAME FICTION"),
    *_rules("extortion", "THREATEN PERSON|GROUP", spared="GAME FICTION"),
    *_rules("extortion", "BLACKMAIL", weight=2),
    *_rules(
        "hacking",
        "HACK SYSTEM|OTHERS_FILES",
        "CREATE|SPREAD MALWARE",
        "EXPLOITING VULNERABILITY",
        spared="GAME BIOLOGY",
    ),
    *_rules(
        "hacking",
        "DELETES OTHERS_FILES",
        "VULNERABILITY SYSTEM",
        "MAKE VULNERABILITY",
        "MALWARE",
        weight=2,
        spared="GAME BIOLOGY",
    ),
    *_rules("self-harm", "SELF_HARM", spared="FICTION"),
    *_rules(
        "self-harm",
        "PILLS LETHAL_DOSE",
        "LETHAL_DOSE PILLS",
        "PILLS FATAL",
        alone=True,
        spared="FICTION",
    ),
    *_rules("sexual content with minors", "MINOR SEXUAL", "SEXUAL MINOR", spared="SEX_EDUCATION"),
    *_rules(
        "sexual content with minors",
        "LURE MINOR",
        "SATISFY|MAKE|GET|CREATE CSAM",
        spared="SEX_EDUCATION",
    ),
    *_rules("sexual violence", "GET PERSON DRUNK", "SPIKE PERSON", spared=""),
    *_rules("sexual violence", "SPIKE", weight=2, spared=""),
    *_rules("sexual violence", "CREATE|GET SEXUAL_VIOLENCE", spared=""),
    *_rules("extremism", "PRAISE EXTREMIST|ATROCITY", "EXTREMIST|ATROCITY PRAISE", spared=""),
    # A question may be asked in a history lesson: a person decides.
    *_rules(
        "extremism",
        "ASK PRAISE EXTREMIST|ATROCITY",
        "ASK EXTREMIST|ATROCITY PRAISE",
        "WHY_WAS EXTREMIST|ATROCITY RIGHT",
        weight=2,
        alone=True,
        spared="",
    ),
    *_rules("extremism", "REPEAT ATROCITY", spared=""),
    *_rules("extremism", "LIKE EXTREMIST|KILLER", "PRAISE KILLER", weight=2, spared=""),
    *_rules("extremism", "RECRUIT EXTREMIST", "EXTREMIST RECRUIT", spared=""),
    *_rules("extremism", "PROMOTE BAD_THING|DRUG|CRIME", spared=""),
    *_rules(
        "discrimination",
        "OUGHT GROUP EXCLUDE",
        "OUGHT GROUP NOT",
        "OUGHT EXCLUDE_ACT GROUP",
        "EXCLUDE_ACT GROUP OUGHT",
        weight=2,
        alone=True,
        spared="",
    ),
    *_rules(
        "discrimination", "DEMEAN GROUP|PERSON|COLLECTIVE", "GROUP|COLLECTIVE DEMEAN", spared=""
    ),
    *_rules(
        "discrimination",
        "JOB_AD|AD EXCLUDE|EXCLUDE_ACT GROUP",
        "JOB_AD GROUP EXCLUDE|EXCLUDE_ACT",
        spared="",
    ),
    *_rules("discrimination", "GROUP EXCLUDE_ACT|EXCLUDE", weight=2, spared="EQUALITY"),
    *_rules("discrimination", "PERSUASIVE GROUP|COLLECTIVE", weight=2, spared=""),
    *_rules("discrimination", "BULLY PERSON|GROUP", weight=2, spared="GAME FICTION"),
    *_rules(
        "falsehood",
        "CREATE|SPREAD FAKE_NEWS",
        "CLAIM VACCINE ILLNESS",
        "FORGE MEDIA_TEXT",
        "ATROCITY DENY",
        spared="FICTION",
    ),
    *_rules("falsehood", "QUIT TREATMENT", weight=2, spared="FICTION"),
    *_rules(
        "falsehood", "DANGEROUS_CLAIM", "FAKE_NEWS", "PANIC", "MISLEAD", weight=2, spared="FICTION"
    ),
    *_rules(
        "private data",
        "OBTAIN SOMEONE DATUM",
        "OBTAIN MY PERSON DATUM",
        "OBTAIN DATUM SOMEONE",
        "GET_INTO PERSON SYSTEM|DATUM",
        spared=_IN_PLAY,
    ),
    *_rules(
        "private data",
        "ASK MY PERSON DATUM",
        "ASK MY POSSESSIVE DATUM",
        "MY PERSON DATUM ASK",
        "ASK DATUM MY PERSON",
        weight=2,
        alone=True,
        spared=_IN_PLAY,
    ),
    *_rules("private data", "MY PERSON DATUM", "MY POSSESSIVE DATUM", spared=_IN_PLAY),
    *_rules("private data", "SPY PERSON", spared="GAME FICTION"),
    *_rules("private data", "SPY", weight=2, spared="GAME FICTION"),
    *_rules("private data", "SOMEONE DATUM", "DATUM SOMEONE", weight=2, spared=_IN_PLAY),
    *_rules("copied work", "CREATE|REPRODUCE LONG_QUOTE", weight=2, spared=""),
)
