"""Dates of other calendars, eras, styles and feasts, as days of ours."""

from datetime import date, timedelta

import pytest
from dateutil import easter
from hypothesis import given
from hypothesis import strategies as st
from pyluach.dates import HebrewDate

from index_mappings.dates import find_dates, read_date
from index_mappings.dates.calendars import hebrew, islamic, julian
from index_mappings.dates.extended import is_edtf
from index_mappings.days import civil, day_number
from index_mappings.record import Date

DATES = """
997|0997|
997 AD|0997|
997-1003|0997/1003|
c. 850 - 900|0850~/0900~|
12000 BCE|Y-11999|
12,000 BC|Y-11999|
c. 12000 BCE|Y-11999|
44 BC|-0043|
3000 BC|-2999|
3000-2500 BC|-2999/-2499|
1 Jan 44 BC|-0043-01-01|
Anno Domini 1403|1403|
St. Andrew's Day 1403|1403-11-30|
5/9/1345 AH|[1927-03-08..1927-03-10]|islamic
前44年|-0043|
清光緒二十年|1894-01-21/1895-02-20|chinese
25 October / 7 November 1917 (N.S.)|1917-11-07|julian
AH 1345|1926-07-11/1927-07-01|islamic
1345 AH|1926-07-11/1927-07-01|islamic
1345 A.H.|1926-07-11/1927-07-01|islamic
1345-1346 AH|1926-07-11/1928-06-20|islamic
5 Ramadan 1345|[1927-03-08..1927-03-10]|islamic
Ramadan 1345|1927-03-04/1927-04-04|islamic
Rabi' al-Thani 1345 AH|1926-10-08/1926-11-07|islamic
12 Rabīʿ al-Awwal 1345|[1926-09-19..1926-09-21]|islamic
1 Muharram 1345 AH|[1926-07-11..1926-07-13]|islamic
Dhu al-Hijja 1345|1927-06-01/1927-07-01|islamic
Dhū al-Qaʿda 1345|1927-05-02/1927-06-02|islamic
Jumada II 1345|1926-12-06/1927-01-05|islamic
Jumādā al-Ākhira 1345|1926-12-06/1927-01-05|islamic
Shaʻbān 1345|1927-02-03/1927-03-05|islamic
١٣٤٥ هـ|1926-07-11/1927-07-01|islamic
1345 هـ|1926-07-11/1927-07-01|islamic
٥ رمضان ١٣٤٥|[1927-03-08..1927-03-10]|islamic
٥ رمضان سنة ١٣٤٥ هـ|[1927-03-08..1927-03-10]|islamic
ca. AH 1345|1921-07-11/1932-07-01|islamic
before AH 1345|../1926-07-10|islamic
AH 1345 (1926-27)|1926-07-11/1927-07-01|islamic
1345 AH [1926 or 1927]|1926-07-11/1927-07-01|islamic
1345 هجرية|1926-07-11/1927-07-01|islamic
سنة 1950|1950|
15 Nisan 5708|1948-04-24|hebrew
Nisan 5708|1948-04-10/1948-05-09|hebrew
15th of Nissan, 5708|1948-04-24|hebrew
5708 AM|1947-09-15/1948-10-03|hebrew
5 Iyar 5708|1948-05-14|hebrew
ה' באייר תש"ח|1948-05-14|hebrew
ט״ו בניסן תש״ח|1948-04-24|hebrew
5 Adar II 5708|1948-03-16|hebrew
5 Adar 5709|1949-03-06|hebrew
Tishri 5709|1948-10-04/1948-11-02|hebrew
1345 هجری شمسی|1966-03-21/1967-03-20|persian
28 Mordad 1332|1953-08-19|persian
۲۸ مرداد ۱۳۳۲|1953-08-19|persian
۲۲ بهمن ۱۳۵۷|1979-02-11|persian
۱۳۳۲/۰۵/۲۸|1953-08-19|persian
۱۳۵۷|1978-03-21/1979-03-20|persian
13th of Aban 1358|1979-11-04|persian
30 Esfand 1403|2025-03-20|persian
1332 SH|1953-03-21/1954-03-20|persian
3 Edward VII|1903-01-22/1904-01-21|
12 Geo. III|1771-10-25/1772-10-24|
27 May 3 Edw. VII|1903-05-27|
29 February 3 Edward IV|1464-02-29|
1 Will. & Mar.|1689-02-13/1690-02-12|
S25.7.13|1950-07-13|
13 กรกฎาคม พ.ศ. 2493|1950-07-13|buddhist
๓/๗/๒๔๙๓|1950-07-03|buddhist
๒๔๙๔|1951|buddhist
พ.ศ. 2490-2494|1947/1951|buddhist
15 มกราคม 2470|1928-01-15|buddhist
2494 B.E.|1951|buddhist
พ.ศ. 2483|1940-04/1940-12|buddhist
光绪二十四年戊戌|1898-01-21/1899-02-20|chinese
丙午年 1966|1966|
Monday after Michaelmas 12 Edw. III|1338-10-05|
Easter 5 Hen. V|1417-04-11|
Hilary term 3 Eliz.|1561-01/1561-03|
תשי"א|1950-09-12/1951-09-30|hebrew
25 October 1917 v.s.|1917-11-07|julian
تاریخ 1358/08/13|1979-11-04|persian
Friday before Christmas 1403|1403-12-21|
Lady Day 1300|1300-03-25|
13 Vendémiaire an IV|1795-10-05|french-republican
13 vendémiaire an 4|1795-10-05|french-republican
le 13 vendémiaire de l'an IV|1795-10-05|french-republican
18 Brumaire an VIII|1799-11-09|french-republican
9 thermidor an II|1794-07-27|french-republican
Brumaire an VIII|1799-10-23/1799-11-21|french-republican
an XII|1803-09-24/1804-09-22|french-republican
an II de la République|1793-09-22/1794-09-21|french-republican
an IV-an VI|1795-09-23/1798-09-21|french-republican
ans IV-VI|1795-09-23/1798-09-21|french-republican
3e jour complémentaire an VII|1799-09-19|french-republican
11 nivôse an XIV|1806-01-01|french-republican
13 vendémiaire an IV (5 octobre 1795)|1795-10-05|french-republican
13 Vendémiaire, Year IV|1795-10-05|french-republican
25 October 1917 (O.S.)|1917-11-07|julian
25 October 1917 (OS)|1917-11-07|julian
25 October 1917 O.S.|1917-11-07|julian
25 October 1917, o.s.|1917-11-07|julian
25 October 1917 Old Style|1917-11-07|julian
O.S. 25 October 1917|1917-11-07|julian
25 октября 1917 г. (ст. ст.)|1917-11-07|julian
25 октября 1917 г. ст. ст.|1917-11-07|julian
25 октября 1917 по старому стилю|1917-11-07|julian
25 октября (7 ноября) 1917|1917-11-07|julian
25 октября (7 ноября) 1917 г.|1917-11-07|julian
25 October (7 November) 1917|1917-11-07|julian
October 25 (November 7), 1917|1917-11-07|julian
12 (25) декабря 1917|1917-12-25|julian
7 November (25 October) 1917|1917-11-07|julian
20 декабря 1917 (2 января 1918)|1918-01-02|julian
25 October 1917 (N.S.)|1917-10-25|
7 November 1917 (NS)|1917-11-07|
February 1900 (O.S.)|1900-02-13/1900-03-13|julian
昭和25年7月13日|1950-07-13|japanese
昭和25年|1950|japanese
昭和二十五年七月十三日|1950-07-13|japanese
昭和25年(1950)7月13日|1950-07-13|japanese
明治元年|1868-01-21/1869-02-20|japanese
明治38年5月|1905-05|japanese
大正12年9月1日|1923-09-01|japanese
平成元年1月8日|1989-01-08|japanese
令和5年|2023|japanese
慶応3年|1867-01-21/1868-02-20|japanese
昭和25.7.13|1950-07-13|japanese
Showa 25|1950|japanese
Shōwa 25 (1950)|1950|japanese
昭和20年8月15日～昭和25年|1945-08-15/1950|japanese
民國39年7月13日|1950-07-13|chinese
民国三十九年|1950|chinese
中華民國三十九年七月|1950-07|chinese
光緒二十年|1894-01-21/1895-02-20|chinese
단기 4283년 7월 13일|1950-07-13|korean
주체39(1950)년 7월 13일|1950-07-13|juche
一九五〇年七月十三日|1950-07-13|
一九五〇年|1950|
二十世纪五十年代|195X|
十九世纪|18XX|
MCMXLVI|1946|
MDCCXCII|1792|
c. MDCCL|1750~|
Michaelmas 1403|1403-09-29|
Lady Day 1403|1403-03-25|
Candlemas 1403|1403-02-02|
Martinmas 1403|1403-11-11|
Easter 1916|1916-04-23|
Easter 1403|1403-04-15|
Easter Monday 1916|1916-04-24|
Whitsun 1403|1403-06-03|
Corpus Christi 1403|1403-06-14|
eve of Michaelmas 1403|1403-09-28|
the morrow of Martinmas 1403|1403-11-12|
Monday after Michaelmas 1403|1403-10-01|
the feast of St Andrew 1403|1403-11-30|
feast of the Assumption, 1403|1403-08-15|
Michaelmas 1403 - Easter 1404|1403-09-29/1404-03-30|
Michaelmas term 1403|1403-10/1403-12|
Hilary Term 1950|1950-01/1950-03|
Pâques 1950|1950-04-09|
Pfingsten 1950|1950-05-28|
"""

UNSURE = """
甲午年
康熙壬寅
1967年(丙午)
光绪二十四年丁酉
15 มกราคม 2483
2494
2007 V.S.
V.S. 2007
1943 E.C.
תנ"ך
١٣٤٥
১৩৫৮
مورخ 1358/08/13
Michaelmas term 3 Eliz.
D-101215Z JAN 51
12000-10000 BCE
۱۲۷۵
Tir
31 Mehr 1325
30 Esfand 1402
9 Edward VIII
3 Edward
31 June 3 Edward VII
5 Adar 5700
سنة 1345
5 Adar 5708
5708
6 jour complémentaire an VI
11 nivôse an XV
13 vendémiaire an IV (6 octobre 1795)
25 октября (8 ноября) 1917
昭和25年(1951)7月13日
昭和70年
Easter 1650
"""


@pytest.mark.parametrize("line", DATES.strip().splitlines())
def test_a_date_has_its_days_of_ours_and_keeps_its_wording(line):
    text, edtf, calendar = line.split("|")
    found = read_date(text)
    assert (found.edtf, found.calendar, found.display) == (edtf, calendar, text)
    assert Date.from_json(found.to_json()) == found
    assert is_edtf(edtf)


@pytest.mark.parametrize("text", UNSURE.strip().splitlines())
def test_what_is_not_sure_or_contradicts_itself_is_no_date(text):
    found = read_date(text)
    assert (found.is_dated, found.calendar, found.display) == (False, "", text)


def test_the_days_of_the_islamic_calendar_are_those_of_the_tables():
    # The first day of all, and new years as published.
    assert civil(islamic.day_number(1, 1, 1)) == (622, 7, 19)
    assert civil(islamic.day_number(1345, 1, 1)) == (1926, 7, 12)
    assert civil(islamic.day_number(1400, 1, 1)) == (1979, 11, 21)


@given(st.integers(1, 1500), st.integers(1, 11))
def test_islamic_months_have_29_or_30_days(year, month):
    length = islamic.day_number(year, month + 1, 1) - islamic.day_number(year, month, 1)
    assert length == (30 if month % 2 else 29)
    whole = islamic.day_number(year + 1, 1, 1) - islamic.day_number(year, 1, 1)
    assert whole in (354, 355)


@given(st.integers(-900_000, 60_000))
def test_a_julian_day_there_and_back(number):
    assert julian.gregorian_days(*julian.julian(number)) == number


def test_julian_days_as_the_reform_left_them():
    assert civil(julian.gregorian_days(1582, 10, 5)) == (1582, 10, 15)
    assert civil(julian.gregorian_days(1752, 9, 3)) == (1752, 9, 14)
    assert julian.gregorian_days(1900, 2, 29) == day_number(1900, 3, 13)
    assert julian.gregorian_days(1901, 2, 29) is None


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 1, 1)))
def test_a_hebrew_day_is_the_librarys(day):
    there = HebrewDate.from_pydate(day)
    names = ["Nisan", "Iyar", "Sivan", "Tammuz", "Av", "Elul", "Tishri", "Heshvan"]
    names += ["Kislev", "Tevet", "Shevat"]
    if there.month > len(names):  # Adar is one of two in a leap year
        return
    found = read_date(f"{there.day} {names[there.month - 1]} {there.year}")
    assert civil(found.start) == civil(found.end) == (day.year, day.month, day.day)
    assert found.calendar == hebrew.CALENDAR


@given(st.dates(min_value=date(1792, 9, 22), max_value=date(1805, 12, 31)))
def test_republican_days_follow_each_other(day):
    months = "vendémiaire brumaire frimaire nivôse pluviôse ventôse germinal floréal prairial"
    months = [*months.split(), "messidor", "thermidor", "fructidor"]
    left = (day - date(1792, 9, 22)).days
    year = 1
    while left >= (365 + (year in (3, 7, 11))):
        left -= 365 + (year in (3, 7, 11))
        year += 1
    month, number = divmod(left, 30)
    name = months[month] if month < 12 else "jour complémentaire"
    found = read_date(f"{number + 1} {name} an {year}")
    assert civil(found.start) == civil(found.end) == (day.year, day.month, day.day)


@given(st.integers(1753, 2199))
def test_feasts_move_with_easter(year):
    there = easter.easter(year) + timedelta(days=49)
    assert civil(read_date(f"Whit Sunday {year}").start) == (there.year, there.month, there.day)


def test_signs_in_a_text_mean_nothing():
    assert not read_date("\ue000").is_dated
    assert not read_date("\ue000 AH 1345").is_dated
    assert find_dates("\ue000 1950")[0].date.edtf == "1950"
