"""Reading one party from a phrase: its name, its office, and whether it is a person."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from index_mappings.folding import fold
from index_mappings.record import Party
from loaders.drafts.titles.lexicon import has_any, is_a, is_acronym, is_name, is_place, leading
from loaders.drafts.titles.offices import field, leading_office, subject
from loaders.drafts.titles.sentences import is_statement
from loaders.drafts.titles.tidying import hide, without_quoted

_ARTICLE = re.compile(r"^(?:the|an?|certain|to the)\s+", re.IGNORECASE)
_SUFFIX = re.compile(r",\s*(?=(?:Jr|Sr|II|III)\b)")
_INSIDE_WORD = re.compile(r"(?<=\w)\[(\w+)\](?=\w|\.|\s|$)")
_BRACKET = re.compile(r"(?:^|(?<=\s))[\[(](?P<inside>[^\[\]()]*)[\])]?(?=[\s,.;:]|$)")
_MEANS = re.compile(
    r"^(?:i\.\s?e\.,?|a\.?k\.?a\.?|alias|viz\.?|pseudonym (?:of|for)|=)\s+", re.IGNORECASE
)
_PLACED = re.compile(r"^(?:at|in|from|now in|currently in|then in)\s+", re.IGNORECASE)
_LOWER_STARTS = re.compile(
    r"\s+(?:at|in|of|for|from|before|during|after|to|through|at the|and his)\s+"
)


_THERE = re.compile(
    r"(?:at|in)\s+the\s+(?!.*\b(?:department|embassy|office|ministry|mission)\b)", re.I
)
_NICKNAME = re.compile(r"\s+[\[(](?P<name>[^\W\d_]+)[\])]\s+(?=[^\W\d_])")
_SOME = re.compile(r"an?\s", re.IGNORECASE)
_SEVERAL = re.compile(r"the\s.*s$", re.IGNORECASE)
_OF_A_RULER = re.compile(r"[IVX]{1,5}")  # "George VI"
_QUOTED_WHOLE = re.compile(r"[“„«\"](?P<name>[^“”„«»\"]{2,60})[”“»\"]")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads phrases with what is known of the title and the load.

    `cased` means that the title's capitals are reliable; `known` are names that occur in the load
    (`bracketed_names.known_names`).
    """

    cased: bool
    known: Collection[str] = frozenset()

    def party(self, phrase: str) -> Party | None:
        """Return the party that a phrase names, or None if uncertain."""
        if alias := _QUOTED_WHOLE.fullmatch(phrase.strip(" ,;")):
            # A name that somebody went by: "Comrade Andreev".
            meant = self.party(alias["name"])
            return replace(meant, as_written=alias[0]) if meant and meant.person else None
        written = _trimmed(without_quoted(phrase))
        text = _INSIDE_WORD.sub(r"\1", _SUFFIX.sub(" ", written))
        text = self._without_nickname(text)
        whom, inside, head = self._brackets(text)
        first, *rest = [part.strip() for part in _split_commas(head)] or [""]
        first = _trimmed(first)
        if whom and rest and self._stands_alone(text, first):
            # "Mr. Raynor, Special Assistant to the Director (Hickerson)": another's bracket.
            whom, rest = "", [part.strip() for part in _split_commas(text)[1:]]
        if not first:
            found = self._plain(_trimmed(inside)) if inside else None
            return replace(found, as_written=written) if found else None
        found = self._plain(first, by_office=bool(whom))
        if whom:
            office = _trimmed(_BRACKET.split(text, maxsplit=1)[0]) or ", ".join([first, *rest])
            found = self._meant(found, first, whom, office)
        elif found is not None and rest:
            found = self._placed(found, rest)
        if found is None or (found.person and is_statement(found.name)):
            return None
        if found.person and not found.role and not whom:
            if _SOME.match(phrase.strip()):
                return None  # "a friend" is nobody in particular
            if _SEVERAL.match(phrase.strip(" ,;")):
                found = replace(found, person=False)  # "the Roes" are several
        return replace(found, as_written=self._as_written(written, rest, found), derived=True)

    def _without_nickname(self, text: str) -> str:
        """Return a name without the nickname in it: "Robert (Bob) Smith"."""
        found = _NICKNAME.search(text)
        if found is None:
            return text
        before, after = text[: found.start()], text[found.end() :].partition(",")[0]
        names = (before, found["name"], after)
        if any(has_any("offices", one.split()) or has_any("bodies", one.split()) for one in names):
            return text
        if not all(is_name(one.split(), cased=self.cased) for one in names):
            return text
        return f"{before} {text[found.end() :]}"

    def holder(self, phrase: str) -> Party | None:
        """Return the person in "Economic Affairs (Waugh)", with the words before the bracket."""
        written = _trimmed(phrase)
        whom, _, head = self._brackets(written)
        return Party(name=whom, as_written=written, role=head, derived=True) if whom else None

    def is_settled(self, phrase: str) -> bool:
        """Return whether a phrase is surely a party: an office, a body, a place or a full name."""
        found = self.party(phrase)
        return found is not None and (not found.person or bool(found.role) or " " in found.name)

    def _brackets(self, text: str) -> tuple[str, str, str]:
        """Return the party in the last bracket with a name, its text, and the rest."""
        whom = inside = ""
        for found in _BRACKET.finditer(text):
            said = _MEANS.sub("", found["inside"].strip().rstrip("?").strip())
            if not said or is_a("unknown", said):
                continue
            read = None if is_place(said) else self._named_in_bracket(said)
            if read is not None:
                whom, inside = read, said
            elif not inside and found.start() == 0 and not is_place(said):
                inside = said
        head = " ".join(_BRACKET.sub(" ", text).split()).replace(" ,", ",")
        return whom, inside, head

    def _stands_alone(self, text: str, first: str) -> bool:
        """Return whether the words before the first comma are a person without a bracket."""
        before = _split_commas(text)[0]
        found = None if re.search(r"[\[(]", before) else self._plain(first)
        return found is not None and found.person

    def _named_in_bracket(self, said: str) -> str | None:
        words = said.split()
        skipped = leading("honorifics", words)
        if skipped == len(words) == 1 and said.istitle() and said.isalpha():
            return said  # "(King)" after an office is a surname
        words = words[skipped:]
        if len(words) > 1 and is_a("offices", words[0]):
            found = self._plain(said)
            return found.name if found and found.person else None
        if any(is_a(kind, said) for kind in ("offices", "bodies", "subjects", "nations")):
            # "(Power)", "(Day)" and "(State)" are surnames after an office and nothing else is.
            return said if is_a("subjects", said) and said.istitle() and skipped else None
        return " ".join(words) if is_name(words, cased=self.cased) else None

    def _meant(self, found: Party | None, first: str, whom: str, office: str) -> Party | None:
        if found is not None and found.person:
            together, turned = f"{found.name} {whom}", f"{whom} {found.name}"
            for name in (together, turned):
                if name in self.known or fold(name) in self.known:
                    return replace(found, name=name)
            return replace(found, name=whom)
        if found is None and not has_any("honorifics", first.split()):
            # Words that are neither name nor office: the bracket may explain anything.
            return None
        return Party(name=whom, role=office)

    def _placed(self, found: Party, rest: list[str]) -> Party | None:
        """Return a party with the office or place after its comma."""
        tail = [part for part in rest if not _PLACED.match(part)]
        if found.person:
            offices = [
                part
                for part in tail
                if not is_place(part)
                and (has_any("offices", part.split()) or has_any("bodies", part.split()))
            ]
            role = ", ".join(
                filter(None, [found.role, *(_ARTICLE.sub("", part) for part in offices)])
            )
            return replace(found, role=role)
        if any(is_name(part.split(), cased=self.cased) for part in tail):
            return None  # "Korea, Stalin" is not one party, and does not say which it is
        if is_place(found.name):
            tail = [part for part in tail if is_place(part) or has_any("bodies", part.split())]
        return replace(found, name=", ".join([found.name, *tail]))

    def _as_written(self, written: str, rest: list[str], found: Party) -> str:
        """Return the source's words for a party, without a tail that is not about it."""
        if not rest:
            return written
        if (
            found.person
            and not has_any("offices", rest)
            and not any(part in found.role for part in rest)
        ):
            shown = hide(written)
            return written[: shown.find(",")].strip() if "," in shown else written
        return written

    def _plain(self, text: str, *, by_office: bool = False) -> Party | None:
        """Read a phrase without brackets and commas: forms of address, office, name."""
        words = text.split()
        if not words or is_a("unknown", text):
            return None
        if is_place(text):
            return Party(name=text, person=False)
        used, office = leading_office(words)
        rest = words[used:]
        if (
            rest
            and is_name(rest, cased=self.cased)
            and not (used and office and self._is_seat(rest))
        ):
            return Party(name=" ".join(rest), role=" ".join(words[:used]))
        if used and _is_ruler(rest, cased=self.cased):
            return Party(name=" ".join(rest), role=" ".join(words[:used]))
        if rest and not by_office:
            named = self._name_then_more(rest, " ".join(words[:used]))
            if named is not None:
                return named
        is_office = has_any("offices", words) or has_any("bodies", words)
        acronym = self.cased and is_acronym(words[-1]) and len(words) <= 3
        if (is_office or acronym) and self._is_title(words):
            return self._office_holder(words) or Party(name=text, person=False)
        if not rest and used and not is_a("honorifics", text):
            return Party(name=text, person=False)
        return None

    def _is_seat(self, words: list[str]) -> bool:
        return is_place(" ".join(words))

    def _is_title(self, words: list[str]) -> bool:
        """Return whether an office is written as in a heading, not as in a sentence."""
        if not self.cased:
            return len(words) <= 20  # longer offices are not known; a sentence would be
        return words[0][0].isupper() or is_a("offices", words[0]) or words[0].casefold() == "all"

    def _name_then_more(self, words: list[str], role: str) -> Party | None:
        """Read "Robert W. Komer of the National Security Council Staff"."""
        found = _LOWER_STARTS.search(" ".join(words))
        if not found:
            return None
        text = " ".join(words)
        name = text[: found.start()].split()
        more = text[found.start() :].strip()
        is_there = _THERE.match(more) is not None  # "Roe at the Front"
        if not is_name(name, cased=self.cased) or (len(name) == 1 and not (role or is_there)):
            return None
        body = re.sub(r"^of\s+(?:the\s+)?", "", more)
        is_role = body != more and (
            has_any("bodies", body.split()) or has_any("offices", body.split())
        )
        return Party(
            name=" ".join(name), role=", ".join(filter(None, [role, body if is_role else ""]))
        )

    def _office_holder(self, words: list[str]) -> Party | None:
        """Read a name after an office and its body ("Chairman of the Central Committee X Y")."""
        last = max(
            (
                at
                for at in range(len(words))
                if is_a("offices", words[at]) or is_a("bodies", words[at])
            ),
            default=-1,
        )
        after = last + 1
        while count := field(words[after:]) or subject(words[after:]):
            after += count
        name = words[after:]
        if not is_name(name, cased=self.cased) or not has_any("offices", words[: last + 1]):
            return None
        if not is_a("offices", words[last]) and len(name) < 2:
            return None
        return Party(name=" ".join(name), role=" ".join(words[:after]))


def _is_ruler(words: list[str], *, cased: bool) -> bool:
    """Return whether words are a ruler's name with its number: "George VI"."""
    if len(words) < 2 or not _OF_A_RULER.fullmatch(words[-1]):
        return False
    return is_name(words[:-1], cased=cased)


def _trimmed(text: str) -> str:
    text = (
        text.strip(" ,;:.–—-")
        if not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", text)
        else text.strip(" ,;:–—-")
    )
    return _ARTICLE.sub("", text).strip()


def _split_commas(text: str) -> list[str]:
    shown = hide(text)
    parts, here = [], 0
    for found in re.finditer(",", shown):
        parts.append(text[here : found.start()])
        here = found.end()
    return [*parts, text[here:]]
