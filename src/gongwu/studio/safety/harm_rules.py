"""Which concepts, in which order, make a harmful request. Data for `harm`; the words: `harm_words`.

The parts of a rule follow each other closely; `A|B` is either. In a request (how to, write me, I
want to) a rule of weight 3 blocks and one of weight 2 asks for a person. Without a request a rule
counts only where it is `alone`, a request by itself: to tell that somebody did it is history, news
or a story.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HarmRule:
    """It does not count in the contexts that `spared` names, such as a game."""

    category: str
    parts: tuple[frozenset[str], ...]
    weight: int
    alone: bool
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
            spared=frozenset(spared.split()),
        )
        for line in lines
    )


_IN_PLAY = "GAME FICTION MEDIA"

RULES = (
    *_rules("violence", "KILL|HURT PERSON|GROUP", "COMMIT CRIME", "HIRE HITMAN", spared=_IN_PLAY),
    *_rules("violence", "DESTROY PLACE", spared=_IN_PLAY + " OWN"),
    *_rules("violence", "SET PLACE|PERSON ON_FIRE", "ASSAULTS", spared=_IN_PLAY),
    *_rules("violence", "DISPOSE BODY", "CRUEL ANIMAL", spared=_IN_PLAY),
    *_rules("violence", "COMMIT ATROCITY", "EXTREMIST GROUP", weight=2, spared=_IN_PLAY),
    *_rules("weapons", "MAKE|GET|SELL WEAPON", "OUTBREAK", "DEADLIER", "WEAPON|DRUG BE_MADE"),
    *_rules("drugs", "MAKE|GET|SELL|SMUGGLE DRUG"),
    *_rules("drugs", "USE DRUG", weight=2),
    *_rules("smuggling", "SMUGGLE CONTRABAND|PERSON"),
    *_rules("theft", "STEAL VALUABLE", "STEAL PERSON|PLACE", "BREAK_INTO LOCKED"),
    *_rules("theft", "STEAL", "BREAK_INTO", weight=2, spared=_IN_PLAY + " SAFE_THING"),
    *_rules("fraud", "MAKE|GET|ORDER FAKE_PAPERS", "MAKE|GET|HOWTO FORGE PAPERS", "FORGE PAPERS"),
    *_rules("fraud", "SCAM CREDENTIAL|PERSON", "ORDER|MAKE|CONDUCT SCAM", "TRICK CREDENTIAL"),
    *_rules("fraud", "ORDER|MAKE FAKE_SITE", "LAUNDER", "ORDER|MAKE|GET FAKE_ACCOUNT"),
    *_rules("fraud", "SCAM", "MANIPULATE MANIPULATED", "CHEAT_AT EXAM", "BYPASS GUARDED", weight=2),
    *_rules("fraud", "PIRATE PIRATED", "FAKE_ACCOUNT", "FAKE_PAPERS", "CHEAT_AT", weight=2),
    *_rules("extortion", "ORDER|MAKE|WANT BLACKMAIL", "BLACKMAIL PERSON", "THREATEN PERSON|GROUP"),
    *_rules("extortion", "BLACKMAIL", weight=2),
    *_rules("hacking", "HACK SYSTEM|OTHERS_FILES", "MAKE|ORDER|SPREAD MALWARE", "EXPLOITING VULNERABILITY"),
    *_rules("hacking", "DELETES OTHERS_FILES", "VULNERABILITY SYSTEM", "MAKE VULNERABILITY", "MALWARE", weight=2),
    *_rules("self-harm", "SELF_HARM", spared="FICTION"),
    *_rules("self-harm", "PILLS LETHAL_DOSE", "LETHAL_DOSE PILLS", alone=True, spared="FICTION"),
    *_rules("sexual content with minors", "MINOR SEXUAL", "SEXUAL MINOR", spared="SEX_EDUCATION"),
    *_rules("sexual content with minors", "SATISFY|MAKE|GET|ORDER CSAM", spared="SEX_EDUCATION"),
    *_rules("sexual violence", "ORDER|MAKE|GET SEXUAL_VIOLENCE", spared=""),
    *_rules("extremism", "PRAISE EXTREMIST|ATROCITY", "EXTREMIST|ATROCITY PRAISE", spared=""),
    *_rules("extremism", "ASK PRAISE EXTREMIST|ATROCITY", alone=True, spared=""),
    *_rules("extremism", "ASK EXTREMIST|ATROCITY PRAISE", alone=True, spared=""),
    *_rules("extremism", "LIKE EXTREMIST", weight=2, spared=""),
    *_rules("extremism", "RECRUIT EXTREMIST", "EXTREMIST RECRUIT", spared=""),
    *_rules("extremism", "PROMOTE BAD_THING|DRUG|CRIME", spared=""),
    *_rules("discrimination", "OUGHT GROUP EXCLUDE", "OUGHT EXCLUDE_ACT GROUP", "EXCLUDE_ACT GROUP OUGHT", alone=True, spared=""),
    *_rules("discrimination", "DEMEAN GROUP|PERSON|COLLECTIVE", "GROUP|COLLECTIVE DEMEAN", spared=""),
    *_rules("discrimination", "JOB_AD EXCLUDE|EXCLUDE_ACT GROUP", spared=""),
    *_rules("discrimination", "ORDER BULLY", "BULLY PERSON|GROUP", weight=2, spared=""),
    *_rules("falsehood", "ORDER|MAKE|SPREAD FAKE_NEWS", "ATROCITY DENY", spared="FICTION"),
    *_rules("falsehood", "DANGEROUS_CLAIM", "FAKE_NEWS", "PANIC", weight=2, spared="FICTION"),
    *_rules("private data", "OBTAIN SOMEONE DATUM", spared=_IN_PLAY),
    *_rules("private data", "ASK MY PERSON DATUM", "MY PERSON DATUM ASK", "ASK DATUM MY PERSON", alone=True, spared=_IN_PLAY),
    *_rules("private data", "MY PERSON DATUM", spared=_IN_PLAY),
    *_rules("private data", "SPY PERSON", spared=_IN_PLAY),
    *_rules("private data", "SPY", "SOMEONE DATUM", "DATUM SOMEONE", weight=2, spared=_IN_PLAY),
    *_rules("copied work", "ORDER|REPRODUCE LONG_QUOTE", weight=2, spared=""),
)  # fmt: skip
