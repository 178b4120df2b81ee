"""Dates in other languages and scripts, and English dates of two years."""

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index_mappings.dates import find_dates, read_date, says_undated
from index_mappings.dates.extended import is_edtf
from index_mappings.dates.text.languages import level, vocabulary

DATES = """
13 जुलाई 1950|1950-07-13
१५ अगस्त, १९४७|1947-08-15
15 अगस्त 1947 ई.|1947-08-15
लगभग 1950|1950~
२१ फरवरी १९५२|1952-02-21
২১শে ফেব্রুয়ারী ১৯৫২|1952-02-21
১৬ ডিসেম্বর ১৯৭১ খ্রিস্টাব্দ|1971-12-16
ஜூலை 1950|1950-07
13 ก.ค. ค.ศ. 1950|1950-07-13
1950–1953 yılları arasında|1950/1953
1950 és 1953 között|[1950..1953]
1950 till 1953|1950/1953
vuoden 1950 jälkeen|1951/..
1950-luvun alku|[1950..1955]
1950er-Jahre|195X
jaren vijftig|195X
inizio anni Cinquanta|[1950..1955]
lata pięćdziesiąte|195X
femtiotalet|195X
cinquante|
I kwartał 1951|1951-33
1. Halbjahr 1951|1951-40
1-я четв. XX в.|[1900..1925]
ss. XIX-XX|1800/2000
omkr. 1950|1950~
1951-настоящее время|1951/..
1951 à nos jours|1951/..
1951年至今|1951/..
1951~현재|1951/..
3. Mai 1951, eingegangen 5. Mai 1951|1951-05-03
3 мая 1951 г. (получено 5 мая)|1951-05-03
12 gennaio 1951, ore 22|1951-01-12
12 h|
13 июля 1950 г.|1950-07-13
13 июля 1950|1950-07-13
июль 1950|1950-07
в июле 1950 года|1950-07
13 июл. 1950|1950-07-13
13.07.1950 г.|1950-07-13
13 июля - 5 августа 1950 г.|1950-07-13/1950-08-05
с 13 июля по 5 августа 1950|1950-07-13/1950-08-05
до 1950 г.|../1949
после 1950 г.|1951/..
около 1950|1950~
ок. 1950 г.|1950~
начало 1950-х|[1950..1955]
1950-е годы|195X
1950-е гг.|195X
50-е годы XX века|195X
середина 1950-х годов|[1953..1957]
XIX век|18XX
XIX в.|18XX
19 век|18XX
ХІХ століття|18XX
XVIII-XIX вв.|1700/1900
конец XIX века|[1850..1900]
кон. XIX - нач. XX в.|1850/1950
kon. XIX - pocz. XX w.|1850/1950
первая половина XIX века|[1800..1850]
весна 1950 г.|1950-21
зима 1950|1950-24
44 до н. э.|-0043
б. д.|
без даты|
Понедельник, 13 июля 1950 г.|1950-07-13
13 липня 1950 р.|1950-07-13
липень 1950|1950-07
11 листопада 1918 р.|1918-11-11
1950-ті роки|195X
XIX ст.|18XX
13 юли 1950 г.|1950-07-13
1950-те години|195X
XX век|19XX
13. јул 1950|1950-07-13
13. јула 1950. године|1950-07-13
13. jul 1950|1950-07-13
13. jula 1950.|1950-07-13
19. век|18XX
19. vek|18XX
19. stoljeće|18XX
13. srpnja 1950.|1950-07-13
13. listopada 1950.|1950-10-13
11 listopada 1918|1918-11-11
11 listopada 1918 r.|1918-11-11
listopad 1918|
13 lipca 1950 r.|1950-07-13
lipiec 1950|1950-07
XIX wiek|18XX
XIX w.|18XX
lata 50. XX w.|195X
lata 1950-1955|1950/1955
lata 1950-te|195X
ok. 1950|1950~
przed 1950|../1949
po 1950 r.|1951/..
od 1949 do 1951|1949/1951
do 1950|../1950
początek XX wieku|[1900..1950]
1. połowa XIX w.|[1800..1850]
połowa XIX w.|[1825..1875]
b.d.|
13. července 1950|1950-07-13
13. 7. 1950|1950-07-13
3. 4. 1950|1950-04-03
28. října 1918|1918-10-28
17. listopadu 1939|1939-11-17
19. století|18XX
19. stol.|18XX
50. léta 20. století|195X
kolem 1950|1950~
před 1950|../1949
na jaře 1950|1950-21
13. júla 1950|1950-07-13
19. storočie|18XX
1950. július 13.|1950-07-13
1950. július 13-án|1950-07-13
1950 júl. 13.|1950-07-13
1950-es évek|195X
XIX. század|18XX
19. század vége|[1850..1900]
1950 körül|1950~
1950 előtt|../1949
1950 után|1951/..
kb. 1950|1950~
13 iulie 1950|1950-07-13
secolul al XIX-lea|18XX
sec. XIX|18XX
anii 1950|195X
înainte de 1950|../1949
1950年10月2日|1950-10-02
1950年10月|1950-10
1950年|1950
1950年代|195X
19世纪|18XX
19世紀|18XX
20世纪50年代|195X
1950年春|1950-21
约1950年|1950~
1950年左右|1950~
1950年以前|../1950
1950年以后|1950/..
1950年7月13日至15日|1950-07-13/1950-07-15
1950年7月～9月|1950-07/1950-09
1950年頃|1950~
公元前44年|-0043
1951년 3월 2일|1951-03-02
1951년 3월|1951-03
1950년대|195X
19세기|18XX
1950년 이전|../1950
1950년경|1950~
1950년 봄|1950-21
1951. 3. 2.|1951-03-02
기원전 44년|-0043
١٣ يوليو ١٩٥٠|1950-07-13
١٣ تموز ١٩٥٠|1950-07-13
١٣ كانون الثاني ١٩٥٠|1950-01-13
13 كانون الأول 1950|1950-12-13
١٣/٧/١٩٥٠|1950-07-13
13 جويلية 1962|1962-07-13
۱۳ ژوئیه ۱۹۵۰|1950-07-13
حوالي ١٩٥٠|1950~
قبل 1950|../1949
القرن 19|18XX
13 Ιουλίου 1950|1950-07-13
Ιούλιος 1950|1950-07
19ος αιώνας|18XX
44 π.Χ.|-0043
περ. 1950|1950~
13 Temmuz 1950|1950-07-13
13 Nisan 1950|1950-04-13
19. yüzyıl|18XX
1950'ler|195X
1950'li yıllar|195X
13. heinäkuuta 1950|1950-07-13
heinäkuu 1950|1950-07
1950-luku|195X
1800-luku|18XX
noin 1950|1950~
ennen 1950|../1949
kesä 1950|1950-22
13 juli 1950|1950-07-13
den 13 juli 1950|1950-07-13
1950-talet|195X
1800-talet|18XX
början av 1950-talet|[1950..1955]
omkring 1950|1950~
före 1950|../1949
våren 1950|1950-21
13. juli 1950|1950-07-13
1950'erne|195X
19. århundrede|18XX
før 1950|../1949
efteråret 1950|1950-23
1950-årene|195X
13. desember 1950|1950-12-13
13 maart 1950|1950-03-13
19e eeuw|18XX
19de eeuw|18XX
jaren 1950|195X
voor 1950|../1949
na 1950|1951/..
omstreeks 1950|1950~
zomer 1950|1950-22
13 en 15 juli 1950|{1950-07-13,1950-07-15}
3. März 1950|1950-03-03
13. Jänner 1950|1950-01-13
19. Jahrhundert|18XX
19. Jh.|18XX
Ende 19. Jh.|[1850..1900]
1950er Jahre|195X
um 1950|1950~
vor 1950|../1949
Frühjahr 1950|1950-21
2. Hälfte 19. Jahrhundert|[1850..1900]
erste Hälfte des 19. Jahrhunderts|[1800..1850]
44 v. Chr.|-0043
13 juillet 1950|1950-07-13
1er juillet 1950|1950-07-01
XVIIIe siècle|17XX
XIXe s.|18XX
années 1950|195X
début du XIXe siècle|[1800..1850]
2e moitié du XIXe siècle|[1850..1900]
vers 1950|1950~
avant 1950|../1949
été 1950|1950-22
44 av. J.-C.|-0043
13 de julio de 1950|1950-07-13
siglo XIX|18XX
s. XIX|18XX
década de 1950|195X
años 1950|195X
antes de 1950|../1949
después de 1950|1951/..
hacia 1950|1950~
principios del siglo XX|[1900..1950]
44 a. C.|-0043
13 de julho de 1950|1950-07-13
13 de março de 1950|1950-03-13
século XIX|18XX
séc. XIX|18XX
início do século XX|[1900..1950]
cerca de 1950|1950~
13 luglio 1950|1950-07-13
XIX secolo|18XX
sec. XIX|18XX
anni '50|195X
anni 1950|195X
circa 1950|1950~
prima del 1950|../1949
dopo il 1950|1951/..
metà del XIX secolo|[1825..1875]
13 de juliol de 1950|1950-07-13
segle XIX|18XX
13 d'abril de 1950|1950-04-13
cap a 1950|1950~
13 Iulii 1750|1750-07-13
saec. XIX|18XX
13 іюля 1905 г.|1905-07-13
13. julij 1950|1950-07-13
13. julija 1950|1950-07-13
13 ביולי 1950|1950-07-13
13 liepos 1950|1950-07-13
mid-1950s|[1953..1957]
1979 November, 1987 February, 1990 December|{1979-11,1987-02,1990-12}
00/00/0000|
00/00/1963|1963
12/00/1963|1963-12
00.00.63|
01/01/0000|
no date|
March 10 - 1874 June 30|1874-03-10/1874-06-30
13/VII/1950|1950-07-13
13.VII.1950 г.|1950-07-13
13 VII 1950 r.|1950-07-13
1950. VII. 13.|1950-07-13
1950. 07. 13.|1950-07-13
13. VII. 1950|1950-07-13
1950年7月13號|1950-07-13
1950年7月13日(木)|1950-07-13
1950年7月13日 木曜日|1950-07-13
1950년 7월 13일 목요일|1950-07-13
1950年7月13日星期四|1950-07-13
13-го июля 1950 года|1950-07-13
1950 г., июль|1950-07
1950, июль 13|1950-07-13
июль-август 1950 г.|1950-07/1950-08
1950-1953 гг.|1950/1953
не ранее 1950|1950/..
не позднее 13 июля 1950 г.|../1950-07-13
Juli/August 1950|1950-07/1950-08
Anfang Juli 1950|[1950-07-01..1950-07-15]
in den 1920er Jahren|192X
zwischen 1949 und 1951|[1949..1951]
Winter 1949/50|1949-12/1950-02
13.-15. Juli 1950|1950-07-13/1950-07-15
13./14. Juli 1950|1950-07-13/1950-07-14
nicht vor 1950|1950/..
spätestens 1950|../1950
du 13 au 15 juillet 1950|1950-07-13/1950-07-15
entre 1949 et 1951|[1949..1951]
fin juillet 1950|[1950-07-15..1950-07-31]
XVIIe-XVIIIe siècles|1600/1800
les années 1950|195X
années 1920-1930|1920/1939
entre 1949 y 1951|[1949..1951]
del 13 al 15 de julio de 1950|1950-07-13/1950-07-15
julio-agosto de 1950|1950-07/1950-08
siglos XVIII-XIX|1700/1900
primera mitad del siglo XX|[1900..1950]
1950, julio, 13|1950-07-13
1950-julio-13|1950-07-13
1950 luglio 13|1950-07-13
lug. 1950 - ago. 1951|1950-07/1951-08
fine sec. XIX|[1850..1900]
prima metà sec. XX|[1900..1950]
post 1950|1951/..
s.d. [ma 1950]|1950
13/jul./1950|1950-07-13
jul. 1950|1950-07
13/7 1950|1950-07-13
midden 19e eeuw|[1825..1875]
eerste helft 19e eeuw|[1800..1850]
begin 20ste eeuw|[1900..1950]
1950 juli 13|1950-07-13
1950-luvun alku|[1950..1955]
2 poł. XIX w.|[1850..1900]
pocz. XX w.|[1900..1950]
1. pol. 19. stol.|[1800..1850]
19ος αι.|18XX
αρχές 20ού αι.|[1900..1950]
١٩٥٠م|1950
عام ١٩٥٠|1950
١٩٥٠-١٩٥١|1950/1951
١٣ يوليو/تموز ١٩٥٠|1950-07-13
١٣٤٥هـ/١٩٢٦م|1926-07-11/1927-07-01
١٣٤٥ هـ / ١٩٢٦ م|1926-07-11/1927-07-01
13 Temmuz 1950 Perşembe|1950-07-13
ngày 13 tháng 7 năm 1950|1950-07-13
1951 m. sausio 12 d.|1951-01-12
1951 m. gruodžio 31 d.|1951-12-31
iki 1950 m.|../1949
1951. gada 12. janvārī|1951-01-12
1951. g. 3. maijā|1951-05-03
12. veebruaril 1951|1951-02-12
12. jaanuar 1951. a.|1951-01-12
1951 оны 1 сарын 12|1951-01-12
1951 оны 12 дугаар сарын 3-ны өдөр|1951-12-03
1951 оны арванхоёрдугаар сарын 3|1951-12-03
1951 оны 7-р сар|1951-07
1951 թ. հունվարի 12|1951-01-12
1951 წლის 12 იანვარი|1951-01-12
1951 жылғы 12 қаңтар|1951-01-12
1° gennaio 1951|1951-01-01
13 Juli 1950|1950-07-13
1950년 7월 초|[1950-07-01..1950-07-15]
1950년대 초|[1950..1955]
19세기 말|[1850..1900]
1950년 ~ 1953년|1950/1953
1945년부터 1950년까지|1945/1950
1950年7月上旬|[1950-07-01..1950-07-15]
1950年初|[1950-01..1950-06]
1950年底|[1950-07..1950-12]
清光緒二十年|1894-01-21/1895-02-20
民国二十五年（1936年）|1936
昭和25年頃|1950~
昭和20年代|1945/1954
昭和25～27年|1950/1952
25 октября 1917 (7 ноября н. ст.)|1917-11-07
25 октября (ст. ст.) 1917|1917-11-07
25 October (O.S.) / 7 November (N.S.) 1917|1917-11-07
25 октября/7 ноября 1917|1917-10-25/1917-11-07
25 oct. 1917 (o.s.)|1917-11-07
25 октября ст.ст. 1917 г.|1917-11-07
Midsummer 1403|1403-06-24
Mo, 13. Juli 1950|
13 juillet 1950, jeudi|1950-07-13
jeudi 13 juillet 1950|1950-07-13
Donnerstag, den 13. Juli 1950|1950-07-13
čtvrtek 13. července 1950|1950-07-13
quinta-feira, 13 de julho de 1950|1950-07-13
torsdag den 13 juli 1950|1950-07-13
четвер, 13 липня 1950 р.|1950-07-13
Πέμπτη 13 Ιουλίου 1950|1950-07-13
الخميس 13 يوليو 1950|1950-07-13
יום חמישי, 13 ביולי 1950|1950-07-13
13 marca 1950|1950-03-13
31 grudnia 1950 r.|1950-12-31
1 maja 1950|1950-05-01
1. maja 1950.|1950-05-01
1 мая 1950 года|1950-05-01
9 травня 1945 року|1945-05-09
1 mai 1950|1950-05-01
5 травня - 7 червня 1950|1950-05-05/1950-06-07
20 август 1968 г.|1968-08-20
2. srpna 1968|1968-08-02
2. kolovoza 1968.|1968-08-02
kolovoz 1968.|1968-08
8 февраля 1904 г. (26 января)|1904-02-08
26 января (8 февраля) 1904 г.|1904-02-08
V. 1950|1950
V.1950|1950-05
XII.1950|1950-12
13 de septiembre de 1950|1950-09-13
13 setembre 1950|1950-09-13
20. Jhd.|19XX
19. und 20. Jahrhundert|{18XX,19XX}
XIX–XX вв.|1800/2000
XX век, первая половина|[1900..1950]
конец 1940-х - начало 1950-х гг.|1945/1955
1940-е - 1950-е годы|1940/1959
сентябрь 1950 - март 1951|1950-09/1951-03
1950–51|1950/1951
от 13 июля 1950 г.|1950-07-13
от 1949 до 1951|1949/1951
с 1949 по 1951|1949/1951
von 1949 bis 1951|1949/1951
vom 13. bis 15. Juli 1950|1950-07-13/1950-07-15
de 1949 à 1951|1949/1951
fra 1949 til 1951|1949/1951
dal 1949 al 1951|1949/1951
dal 1949|1949/..
desde 1949 hasta 1951|1949/1951
desde 1949|1949/..
van 1949 tot 1951|1949/1951
1949 a 1951|1949/1951
"""


@pytest.mark.parametrize("line", DATES.strip().splitlines())
def test_a_date_is_read_in_its_language(line):
    text, edtf = line.rsplit("|", 1)
    assert read_date(text).edtf == edtf
    assert read_date(text).display == text


@pytest.mark.parametrize(
    "text",
    [
        "listopad 1950",  # October in Croatian, November in Polish and Czech
        "13. listopad 1950",
        "lip 1950",
        "июль",
        "31 июня 1950",
        "13 июля 9999",
        "Сталин 1950",
        "毛泽东 1950",
    ],
)
def test_what_is_not_sure_is_no_date(text):
    assert not read_date(text).is_dated


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("11 February 1731/32", "1732-02-11"),
        ("11 February 1731/2", "1732-02-11"),
        ("11 February 1731/1732", "1732-02-11"),
        ("Feb. 11, 1731-2", "1732-02-11"),
        ("the 4th of January 1704/5", "1705-01-04"),
        ("24 March 1699/1700", "1700-03-24"),
        ("1731/2 February 11", "1732-02-11"),
        ("11 February 1731/32 - 3 March 1731/32", "1732-02-11/1732-03-03"),
        ("10 Jan 1659/60, 3 Feb 1661/2", "{1660-01-10,1662-02-03}"),
    ],
)
def test_a_day_before_lady_day_has_two_years_and_is_in_the_later(text, edtf):
    assert read_date(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("25 March 1699/1700", "1699-03-25/1700"),
        ("11 April 1731/32", "1731-04-11/1732"),
        ("11 February 1731/33", "1731-02-11/1733"),
        ("11 February 1931/32", "1931-02-11/1932"),
        ("February 1731/32", "1731-02/1732"),
        ("1731/32", "1731/1732"),
    ],
)
def test_two_years_are_a_span_where_the_english_year_explains_nothing(text, edtf):
    assert read_date(text).edtf == edtf


@cache
def meanings():
    found = {}
    for word, (kind, value) in vocabulary().kinds.items():
        found[word] = (kind, value)
    return found


def test_every_word_is_kept_as_it_is_looked_up():
    assert all(word == level(word) for word in meanings())
    assert len([word for word, (kind, _) in meanings().items() if kind == "M"]) > 700


def test_short_words_of_other_languages_are_no_dates_of_a_question():
    texts = [found.date.display for found in find_dates("who set 1950 out 1951, pro 1952 do 1953")]
    assert texts == ["1950", "1951", "1952", "1953"]
    (found,) = find_dates("письма после 13 июля 1950 г.")
    assert found.date.edtf == "1950-07-14/.."
    assert [one.date.edtf for one in find_dates("brief vom 3. März 1950")] == ["1950-03-03"]


def test_marks_of_the_direction_of_writing_are_nothing():
    assert read_date("\u200f١٣\u200f/٧/١٩٥٠\u200e").edtf == "1950-07-13"
    assert level("\u200f١٣") == " 13"


@st.composite
def words_of_dates(draw):
    """Draw words of any languages beside figures, with blanks or without."""
    figures = "1950 1951 49 13 31 00 9999 1345 5708 12000 1731/32 XIX XII. 44 BC AH an IV"
    others = "( ) [ ] - / . , ; = 昭和25年 Michaelmas vendémiaire Nisan (O.S.)"
    words = [*meanings(), *figures.split(), *others.split()]
    pieces = st.tuples(st.sampled_from(words), st.sampled_from(["", " "]))
    return "".join(word + blank for word, blank in draw(st.lists(pieces, max_size=8)))


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(words_of_dates())
@example("четверти")
@example("quart 1950")
@example("october 12000 bc")
def test_any_words_of_dates_are_read_or_undated(text):
    found = read_date(text)
    if found.is_dated:
        assert found.start <= found.end
        assert is_edtf(found.edtf)
    assert found.is_dated or not found.edtf
    find_dates(text)
    says_undated(text)


def test_ten_years_of_an_era_are_a_decade() -> None:
    assert read_date("昭和20年代").precision == "decade"
    assert read_date("昭和25～27年").precision != "decade"
