"""Parties of Russian titles: offices before a name, and women's names, in their cases."""

from __future__ import annotations

import pytest

from index_mappings.record import Party
from loaders.drafts.titles.letters_in_russian import read_russian

Names = list[tuple[str, str]]

READ: tuple[tuple[str, Names, Names], ...] = (
    ("Письмо посла СССР в КНР Рощина министру иностранных дел Вышинскому",
     [("Рощин", "посол СССР в КНР")], [("Вышинский", "министр иностранных дел")]),
    ("Письмо председателя Совета Министров СССР Сталина Мао Цзэдуну",
     [("Сталин", "председатель Совета Министров СССР")], [("Мао Цзэдун", "")]),
    ("Письмо первого секретаря ЦК Хрущёва Мао Цзэдуну",
     [("Хрущёв", "первый секретарь ЦК")], [("Мао Цзэдун", "")]),
    ("Письмо посла в Пекине Рощина Громыко",
     [("Рощин", "посол в Пекине")], [("Громыко", "")]),
    ("Записка генерала Захарова маршалу Жукову о войсках",
     [("Захаров", "генерал")], [("Жуков", "маршал")]),
    ("Письмо товарища Иванова тов. Петрову", [("Иванов", "")], [("Петров", "")]),
    ("Письмо Ивановой Сталину о пенсии", [("Иванова", "")], [("Сталин", "")]),
    ("Письмо Н. К. Крупской В. И. Ленину", [("Н.К. Крупская", "")], [("В.И. Ленин", "")]),
    ("Письмо Рощина Петровой", [("Рощин", "")], [("Петрова", "")]),
)  # fmt: skip
SPOKEN: tuple[tuple[str, Names], ...] = (
    ("Беседа посла СССР Рощина с Чжоу Эньлаем", [("Рощин", "посол СССР"), ("Чжоу Эньлай", "")]),
    ("Беседа Громыко с министром иностранных дел КНР Чжоу Эньлаем",
     [("Громыко", ""), ("Чжоу Эньлай", "министр иностранных дел КНР")]),
    ("Беседа Ивановой с Петровой", [("Иванова", ""), ("Петрова", "")]),
)  # fmt: skip
UNSURE = (
    "Записка министра иностранных дел СССР председателю Совета Министров",
    "Письмо министра Петрова",
    "Письмо Аденской Торговой палаты",
    "Письмо Московской области Рощину",
    "Письмо матери Ивановой Сталину",
    "Письмо Петрова Ивановой Сидорову",
    "Письмо посла СССР Рощина и посла КНР Ван Цзясяна Молотову",
)


def names(parties: tuple[Party, ...]) -> Names:
    return [(party.name, party.role) for party in parties]


@pytest.mark.parametrize(("title", "sender", "recipient"), READ)
def test_offices_are_roles_and_women_have_their_own_form(
    title: str, sender: Names, recipient: Names
) -> None:
    route = read_russian(title)
    assert (names(route.sender), names(route.recipient)) == (sender, recipient)
    for party in (*route.sender, *route.recipient):
        assert party.derived
        assert party.as_written.replace(" ", "") in title.replace(" ", "")


@pytest.mark.parametrize(("title", "others"), SPOKEN)
def test_who_spoke_with_each_other_may_have_offices(title: str, others: Names) -> None:
    assert names(read_russian(title).others) == others


@pytest.mark.parametrize("title", UNSURE)
def test_what_is_not_sure_claims_nobody(title: str) -> None:
    route = read_russian(title)
    assert (route.sender, route.recipient, route.others) == ((), (), ())
