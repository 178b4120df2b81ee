"""Titles of letters in Chinese: 毛泽东致斯大林电报, 周恩来给毛泽东的信.

致 and 给 separate sender and recipient; the kind of letter is at the end of the title. Names of
two to four characters are persons unless they end like bodies; nothing longer is claimed.
"""

from __future__ import annotations

import re

from index_mappings.record import Party
from loaders.drafts.titles.routes import Route

_TITLE = re.compile(
    r"(?P<sender>[\u4e00-\u9fff·]{2,20})(?:致|给|給)(?P<recipient>[\u4e00-\u9fff·]{2,20}?)的?"
    r"(?:密电|密電|急电|急電|电报|電報|复电|復電|电|電|信件?|函件?|复函|復函|照会|照會|备忘录|備忘錄)"
    r"(?:[（(][^（）()]*[）)])?"
)
_BODY = re.compile(
    r"(?:部|局|处|處|馆|館|会|會|党|黨|院|府|军|軍|司令部|委|团|團|社|署|厅|廳|使馆|領事館|中央|政府)$"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,10}")
_OFFICE = re.compile(
    r"大使|主席|总理|總理|部长|部長|同志|总统|總統|书记|書記|将军|將軍|驻|駐|首相|元帅|外长"
)


def read_chinese(text: str) -> Route:
    """Return the route in such a title, which is empty if either party is uncertain."""
    found = _TITLE.fullmatch(text.strip())
    if found is None:
        return Route()
    sender, recipient = _party(found["sender"]), _party(found["recipient"])
    return Route((sender,), (recipient,)) if sender and recipient else Route()


def _party(name: str) -> Party | None:
    if _BODY.search(name):
        return Party(name, as_written=name, person=False, derived=True)
    if _PERSON.fullmatch(name) and not _OFFICE.search(name):
        return Party(name, as_written=name, derived=True)
    return None
