"""The format `oai`: addresses are harvested, files and folders are read as saved answers."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from loaders.drafts.draft import Item, Nothing, Reject, Remark, Where
from loaders.drafts.fetching import Fetcher, Limits
from loaders.drafts.folders import files_of
from loaders.drafts.format import Options
from loaders.drafts.progress import show_line
from loaders.drafts.xml.files import XmlFault
from loaders.drafts.xml.refusals import fault_reject, refusal
from loaders.oai.answers import Answer, Answers, unfinished, what_else
from loaders.oai.going_on import GoingOn, counted
from service.errors import LoadError

_ARGUMENTS = {"set": "set", "from": "from", "until": "until", "metadata": "metadataPrefix"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?")
_NO_RECORDS = "noRecordsMatch"
_MOST_PATIENT = 3600  # tries, or seconds: an hour, after which it is better to load again


class OaiHarvest:
    """The format `oai`; an answer of the server is kept in a file while it is read."""

    name = "oai"
    summary = "an OAI-PMH endpoint (oai_dc, qdc, mods, marc, ead), or saved answers of one"
    options: frozenset[str] = frozenset(
        {*_ARGUMENTS, "tries", "connect", "silence", "internal", "encoding", "raw"}
    )

    def __init__(
        self,
        limits: Limits | None = None,
        wait: Callable[[float], None] = time.sleep,
        tell: Callable[[str], None] = show_line,
    ) -> None:
        self._limits = limits or Limits()
        self._wait = wait
        self._tell = tell

    def source_name(self, paths: Sequence[str]) -> str:
        """Return host, path and set of the (first) endpoint, or the stem of the file name."""
        if not _is_address(paths[0]):
            return Path(paths[0]).stem
        parts = urlsplit(paths[0])
        chosen = dict(parse_qsl(parts.query)).get("set", "")
        return " ".join(filter(None, (f"{parts.netloc}{parts.path}".strip("/"), chosen)))

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        """Yield the records and deletions of each endpoint, file or folder.

        Options: `metadata` (the prefix, oai_dc by default), `set`, `from` and `until` (days, or
        moments such as 2024-01-31T00:00:00Z), which may also be in the address; and the limits
        `tries` of each answer, `connect` and `silence` in seconds (`Limits`). Raises LoadError if a
        harvest cannot be completed, because a part would be taken for the whole source. Broken
        saved answers give the records before the fault.
        """
        answers = Answers(options)
        saved = [path for path in paths if not _is_address(path)]
        for path in paths:
            if _is_address(path):
                yield from self._harvest(path, options, answers)
        files = list(files_of(saved, frozenset({".xml"}))) if saved else []
        for path in files:
            yield from _saved(path, answers, alone=len(files) == 1)
        yield from answers.collections()
        yield from answers.left_aside()

    def _harvest(self, address: str, options: Options, answers: Answers) -> Iterator[Item]:
        endpoint, arguments = _request(address, options.extra)
        limits = _patience(options.extra, self._limits)
        fetcher = Fetcher(endpoint, limits, self._wait, self._tell)
        with tempfile.TemporaryDirectory(prefix="searchroom-") as folder:
            page = Path(folder) / "answer.xml"
            yield from _sets(endpoint, fetcher, page, answers)
            tokens: set[str] = set()
            query = {"verb": "ListRecords", **arguments}
            going_on, said = GoingOn(), ""
            while query:
                url = f"{endpoint}?{urlencode(query)}"
                answer = Answer()
                fetcher.fetch(url, page)
                try:
                    yield from answers.read(str(page), answer, shown=url)
                except XmlFault as fault:
                    message = f"{url}, line {fault.line}: the answer is broken XML: {fault.reason}"
                    raise LoadError(f"{message}; nothing of the harvest was loaded") from fault
                if answer.error == _NO_RECORDS:
                    yield Nothing(Where(url), f"no record matches: {answer.error_text}")
                elif answer.error or "OAI-PMH" not in answer.kinds:
                    why = what_else(answer) or "the answer is not OAI-PMH"
                    raise LoadError(f"{url}: {why}")
                if answer.token in tokens:
                    raise LoadError(f"{url}: the server gives the token {answer.token!r} twice")
                tokens.add(answer.token)
                said = answer.size or said
                going_on.note(answer.ids, url, said)
                query = {"verb": "ListRecords", "resumptionToken": answer.token}
                if not answer.token:
                    break
                self._wait(limits.pause)
            if amiss := counted(said, going_on.records):
                yield Remark(Where(endpoint), amiss)


def _sets(endpoint: str, fetcher: Fetcher, page: Path, answers: Answers) -> Iterator[Item]:
    """Get the names of the sets; a server may have none, and the harvest continues without them."""
    answer = Answer()
    url = f"{endpoint}?verb=ListSets"
    seen: set[str] = set()
    going_on = GoingOn()
    try:
        while url:
            fetcher.fetch(url, page, tries=1)
            answer = Answer()
            for _ in answers.read(str(page), answer):
                pass
            again = answer.token in seen
            seen.add(answer.token)
            going_on.note(answer.ids, url)
            more = urlencode({"verb": "ListSets", "resumptionToken": answer.token})
            url = f"{endpoint}?{more}" if answer.token and not again else ""
    except (LoadError, XmlFault) as error:
        yield Remark(Where(endpoint), f"the names of the sets could not be read: {error}")


def _saved(path: str, answers: Answers, *, alone: bool) -> Iterator[Item]:
    answer = Answer()
    try:
        yield from answers.read(path, answer)
    except XmlFault as fault:
        yield fault_reject(path, fault)
        return
    yield from unfinished(answer, Where(path))
    if answer.number:
        return
    why = what_else(answer)
    if not why:
        yield refusal(path, "OAI-PMH answer")
    elif alone or (answer.error and answer.error != _NO_RECORDS):
        yield Reject(Where(path), why)
    else:
        yield Remark(Where(path), why)


def _patience(extra: Mapping[str, str], limits: Limits) -> Limits:
    """Return the limits with those from the options of a load."""
    numbers: dict[str, int] = {}
    for name in ("tries", "connect", "silence"):
        if name in extra:
            if not extra[name].isdecimal() or not 0 < int(extra[name][:9]) <= _MOST_PATIENT:
                raise LoadError(f"{name}={extra[name]!r}: write a number from 1 to {_MOST_PATIENT}")
            numbers[name] = int(extra[name])
    return replace(limits, **numbers)


def _is_address(path: str) -> bool:
    return "://" in path


def _request(address: str, extra: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the endpoint without arguments, and the arguments of its first ListRecords."""
    parts = urlsplit(address)
    arguments = {name: value for name, value in parse_qsl(parts.query) if name != "verb"}
    for option, argument in _ARGUMENTS.items():
        if extra.get(option):
            arguments[argument] = extra[option]
    for name in ("from", "until"):
        if name in arguments and not _MOMENT.fullmatch(arguments[name]):
            raise LoadError(f"{name}={arguments[name]!r}: write a day as 2024-01-31")
    if "resumptionToken" not in arguments:
        arguments.setdefault("metadataPrefix", "oai_dc")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")), arguments
