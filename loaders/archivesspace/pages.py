"""The pages of ArchivesSpace's public API, read without a login.

Source: ArchivesSpace, API documentation: `/repositories/:id/resources?page=1` returns
`{"first_page", "last_page", "this_page", "total", "results": [...]}`; `resolve[]` includes the
records that a record refers to.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from index_mappings.json_values import Json, elements, members, whole
from loaders.drafts.draft import Where
from loaders.drafts.fetched_json import Answers
from service.errors import LoadError

LISTS = ("resources", "archival_objects", "digital_objects", "digital_object_components")
_RESOLVED = ("ancestors", "linked_agents", "repository", "subjects", "top_container")
_SIZE = 50  # records of a page: the API gives 250 at most, and a record may be large


def records_of(address: str, answers: Answers) -> Iterator[tuple[Json, Where]]:
    """Yield the records at an address: of a repository, of one list, or one record.

    Raises LoadError if an answer is not ArchivesSpace's: the load would be incomplete.
    """
    parts = urlsplit(address)
    steps = [step for step in parts.path.split("/") if step]
    is_repository = len(steps) > 1 and steps[-2] == "repositories"
    lists = LISTS if is_repository else ("",)
    for name in lists:
        path = f"{parts.path.rstrip('/')}/{name}" if name else parts.path
        if not is_repository and steps[-1:] != [] and steps[-1] not in LISTS:
            url = _address(parts._replace(path=path).geturl(), {})
            yield answers.get(url), Where(url, 0, 1)
            continue
        yield from _pages(parts._replace(path=path).geturl(), answers)


def _pages(address: str, answers: Answers) -> Iterator[tuple[Json, Where]]:
    page, last, number = 1, 1, 0
    while page <= last:
        url = _address(address, {"page": str(page), "page_size": str(_SIZE)})
        answer = members(answers.get(url))
        found = answer.get("results")
        if not isinstance(found, list) or whole(answer.get("this_page")) != page:
            raise LoadError(f"{url} does not answer as a page of ArchivesSpace's API does")
        for value in elements(found):
            number += 1
            yield value, Where(url, 0, number)
        last = whole(answer.get("last_page")) or 0
        page += 1


def _address(address: str, arguments: dict[str, str]) -> str:
    parts = urlsplit(address)
    pairs = [
        (name, value)
        for name, value in parse_qsl(parts.query)
        if name not in arguments and name != "resolve[]"
    ]
    resolved = [("resolve[]", name) for name in _RESOLVED]
    query = urlencode([*pairs, *arguments.items(), *resolved])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
