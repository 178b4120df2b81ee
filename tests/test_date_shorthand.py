"""Dates in the shorthand of cataloguers, parts of years and decades, and calendars of 13 months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_mappings.dates import read_date, without_place
from index_mappings.dates.calendars import thirteen_months
from index_mappings.days import day_number

DATES = """
10-20 nivôse an IX|1800-12-31/1801-01-10|french-republican
du 10 au 20 nivôse an IX|1800-12-31/1801-01-10|french-republican
nivôse-pluviôse an IX|1800-12-22/1801-02-19|french-republican
15 Brumaire-3 Frimaire an VIII|1799-11-06/1799-11-24|french-republican
10-12 Nisan 5708|1948-04-19/1948-04-21|hebrew
1-5 Mordad 1332|1953-07-23/1953-07-27|persian
5-10 Ramadan 1345|1927-03-08/1927-03-15|islamic
Tir 1332|1953-06-22/1953-07-22|persian
5 Baramhat 1667|1951-03-14|coptic
17 Hatur 1600 AM|1883-11-26|coptic
Coptic 1600|1883-09-11/1884-09-09|coptic
Era of the Martyrs 1600|1883-09-11/1884-09-09|coptic
١ توت ١٧١٧|2000-09-11|coptic
1 Meskerem 1967|1974-09-11|ethiopian
Meskerem 1, 1967|1974-09-11|ethiopian
12 Yekatit 1966 EC|1974-02-19|ethiopian
6 Pagume 1963 E.C.|1971-09-11|ethiopian
12 Tir 1966 E.C.|1974-01-20|ethiopian
1967 ዓ.ም.|1974-09-11/1975-09-11|ethiopian
የካቲት 12 ቀን 1929|1937-02-19|ethiopian
መስከረም ፪ ቀን ፲፱፻፷፯ ዓ.ም.|1974-09-12|ethiopian
6 Pagume 1964 E.C.||
1966 E.C.||
AM 1600||
1600 AM||
1950-talets början|[1950..1955]|
1950-talets slut|[1955..1959]|
tidigt 1950-tal|[1950..1955]|
sent 1800-tal|[1850..1899]|
1800-talets mitt|[1825..1875]|
frühe 1950er Jahre|[1950..1955]|
späte 1950er|[1955..1959]|
letztes Drittel 19. Jh.|[1866..1900]|
1er tiers du XIXe siècle|[1800..1833]|
1ère moitié XIXe s.|[1800..1850]|
începutul anilor 1950|[1950..1955]|
prima jumătate a secolului XX|[1900..1950]|
1950年代前半|[1950..1955]|
first half of the 1950s|[1950..1955]|
20世紀前半|[1900..1950]|
19世紀後半|[1850..1900]|
1951年第一季度|1951-33|
1951年4季度|1951-36|
1951年上半年|1951-40|
1951년 1분기|1951-33|
1951년 하반기|1951-41|
1951年第3四半期|1951-35|
C19|18XX|
late C18|[1750..1800]|
C19-C20|1800/2000|
c10th century - mid-19th century|0900~/1880|
c1950|1950~|
s. XV, 2/4|[1425..1450]|
s. XV 1/2|[1400..1450]|
saec. XV ex.|[1450..1500]|
sec. XIX in.|[1800..1850]|
1950 ±5|[1945..1955]|
1950 +/- 5|[1945..1955]|
±1950|1950~|
-- May 1950|1950-05|
--/05/1950|1950-05|
__ May 1950|1950-05|
V 1950|1950-05|
1950 XII 5|1950-12-05|
1950, 5 mai|1950-05-05|
5.5.-6.6.1950|1950-05-05/1950-06-06|
05.1950-06.1950|1950-05/1950-06|
1950.5.5-6.6|1950-05-05/1950-06-06|
vor dem 5. Mai 1950|../1950-05-04|
5 Mar. 1731 [1732]|1732-03-05|
5 Mar 1731 [=1732]|1732-03-05|
19[5]0|1950|
800-900 AD|0800/0900|
5 May 195?|195X?|
5/5-6/6 1950|1950-05-05/1950-06-06|
1. H. 17. Jh.|[1600..1650]|
3. V. 19. Jh.|[1850..1875]|
mi-janvier 1950|[1950-01-08..1950-01-23]|
sekitar 5 Agustus 1950|1950-08-05~|
toukokuun 5. 1950|1950-05-05|
Paris, le 5 mai 1950|1950-05-05|
Madrid, 5 de mayo de 1950|1950-05-05|
London, 5th May 1950|1950-05-05|
Москва, 5 мая 1950 г.|1950-05-05|
Published in London, 1950||
大正時代|1912/1926|japanese
天保年間|1830/1844|japanese
1902-01/1903-12|1902-01/1903-12|
1902-03/1904-05|1902/1905|
1950年7-8月|1950-07/1950-08|
1950年7～8月|1950-07/1950-08|
1950年7、8月|{1950-07,1950-08}|
1950년 7-8월|1950-07/1950-08|
昭和25年7-8月|1950-07/1950-08|japanese
1950年11-2月||
1950.7|1950-07|
1950.07|1950-07|
1950.12|1950-12|
1950.1|[1950-01,1950-10]|
1950.7-8|1950-07/1950-08|
1950.12-1951.2|1950-12/1951-02|
1950.13||
1950.0|1950|
WS 1950/51|1950-10/1951-03|
W.S. 1950/1951|1950-10/1951-03|
WiSe 50/51|1950-10/1951-03|
Wintersemester 1950-51|1950-10/1951-03|
semestr zimowy 1950/51|1950-10/1951-03|
WS 1950|1949-10/1951-03|
WS 1950/52||
SS 1950|1950-04/1950-09|
SoSe 1950|1950-04/1950-09|
летний семестр 1950|1950-02/1950-09|
WS 1950/51 bis SS 1952|1950-10/1952-09|
FY 1951|1950-04/1952-03|
FY51|1950-04/1952-03|
FY 1950-51|1950/1951|
FY 1950-55||
Rechnungsjahr 1950/51|1950/1951|
school year 1950-51|1950/1951|
1950-51 school year|1950/1951|
année scolaire 1950-1951|1950/1951|
1950/51 учебный год|1950/1951|
season 1951|1950-08/1952-08|
season 12||
Semester 1950|1950-01/1950-12|
7bre 1750|1750-09|
5 7bre 1750|1750-09-05|
le 12 8bre 1750|1750-10-12|
9ber 1650|1650-11|
3 IXbris 1650|1650-11-03|
5 Xber 1650|1650-12-05|
7 bře 1950|1950-03-07|
10bre 1650|1650-12|
zw. 1950 und 1955|[1950..1955]|
zw. 1950 u. 1955|[1950..1955]|
betw. 1950 and 1955|[1950..1955]|
Ditto, for 1898|1898|
Dito für 1898|1898|
Ditto||
May 19--|19XX|
5 May 19??|19XX?|
"""


@pytest.mark.parametrize("line", DATES.strip().split("\n"))
def test_it_is_read_as_its_writer_meant(line: str) -> None:
    text, edtf, calendar = line.split("|")
    found = read_date(text)
    assert (found.display, found.edtf, found.calendar) == (text, edtf, calendar)


@pytest.mark.parametrize(
    "text", ["22.15, 12 January 1951", "12 January 1951, 22.15", "22.15, 12. Januar 1951"]
)
def test_an_hour_with_a_full_stop_is_no_day(text: str) -> None:
    found = read_date(text)
    assert (found.edtf, found.time) == ("1951-01-12", "22:15")


@given(st.integers(1, 1700), st.integers(1, 12), st.integers(1, 30))
def test_the_two_calendars_of_thirteen_months_differ_by_276_years(
    year: int, month: int, day: int
) -> None:
    copts, ethiopians = thirteen_months.CALENDARS
    found = copts.day(year, month, day)
    assert found is not None
    assert ethiopians.day(year + 276, month, day) == found


def test_their_new_year_is_the_one_of_the_julian_calendar() -> None:
    copts, _ = thirteen_months.CALENDARS
    assert copts.day(1, 1, 1) == day_number(284, 8, 29)  # the two calendars agree in that century
    assert copts.day(1716, 1, 1) == day_number(1999, 9, 12)
    assert copts.day(1715, 13, 6) is not None
    assert copts.day(1716, 13, 6) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Aldermouth, 3 May 1852", "3 May 1852"),
        ("Paris, le 5 mai 1950", "5 mai 1950"),
        ("Tuesday, 3 May 1852", "Tuesday, 3 May 1852"),
        ("May 3, 1852", "May 3, 1852"),
        ("Aldermouth, no year", "Aldermouth, no year"),
    ],
)
def test_a_place_before_a_day_is_told_from_it(text: str, day: str) -> None:
    assert without_place(text) == day


@pytest.mark.parametrize(
    ("text", "edtf", "time"),
    [
        ("1850-01-01 00:00:00", "1850-01-01", ""),
        ("1720-01-01T00:00:00.000Z", "1720-01-01", ""),
        ("1950-05-01T00:00:00+01:00", "1950-05-01", ""),
        ("5/1/1950 12:00:00 AM", "1950-05-01", ""),
        ("13.5.1950 0:00", "1950-05-13", ""),
        ("1950-05-01 12:00:00", "1950-05-01T12:00:00", "12:00:00"),
    ],
)
def test_the_midnight_of_a_program_is_no_time(text: str, edtf: str, time: str) -> None:
    found = read_date(text)
    assert (found.display, found.edtf, found.time) == (text, edtf, time)
