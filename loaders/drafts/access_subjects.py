"""The subjects of sentences about access: "This file" in "This file is closed"."""

from __future__ import annotations

import re

_SUBJECT = re.compile(
    r"\A(?:access(?: to (?:the|this|these) \w+)?\s+(?:is|are)?\s*|"
    r"(?:(?:the|this|these|all)\s+)?(?:(?:entire|whole)\s+)?(?:records?|files?|items?|series|"
    r"collections?|fonds|materials?|documents?|folders?|volumes?|papers)\s+"
    r"(?:in this \w+\s+)?(?:is|are|remains?)\s+)(?:currently\s+)?",
    re.IGNORECASE,
)
_SUBJECT_ELSEWHERE = re.compile(
    r"\A(?:die|der|das|diese[rs]?|denne|dette|denna|detta|tento|tato|t[ae]n|to|эт[оа]т?|данн\w+|"
    r"tämä|az?|ez|o|a|ce|cette|ces|le|la|les|il|lo|i|gli|el|los|las|este|esta|estos|dit|"
    r"het|de|deze|quest[oaei])?\s*\b(?:akten?|archivale|archivalien|unterlagen|st[uü]ck|dokumente?|"
    r"bestand|serie|verzeichnungseinheit|faszikel|dossiers?|fonds|documents?|pi[eè]ces?|articles?|"
    r"sak(?:en)?|sag(?:en)?|akten|handlingen|arkiv(?:et)?|dossiê|processos?|spis|složka|akta|teczka|"
    r"jednostka|дел[оа]|документы?|asiakirjat?|irat(?:ok)?|"
    r"fascicol[oi]|document[oi]s?|fondos?|fondo|unit[aà]|expedientes?|legajos?|stuk(?:ken)?|archief)"
    r"(?:\s+(?:ist|sind|bleibt|bleiben|n['’]est|ne sont|est|sont|reste|restent|[eè]|sono|es|"
    r"est[aá]n?|son|is|zijn|blijft|er|är|on|ovat|je|jsou|jest|s[aą]))?\s+",
    re.IGNORECASE,
)


_NOUN = re.compile(
    r"\A(?:(?:the|this|these|all)\s+)?(?:(?:entire|whole)\s+)?(?:records?|files?|items?|series|"
    r"collections?|fonds|materials?|documents?|folders?|volumes?|papers)\s+(?=\w)",
    re.IGNORECASE,
)


def without_noun(sentence: str) -> str:
    """Return a sentence that has no verb without its subject: "Material closed"."""
    return _NOUN.sub("", sentence.strip(), count=1)


def without_subject(sentence: str) -> str:
    """Return a sentence without its subject: "open" of "The collection is open"."""
    return _SUBJECT_ELSEWHERE.sub("", _SUBJECT.sub("", sentence.strip(), count=1), count=1)
