"""XML opened safely: nothing outside the file is read, and memory is bounded."""

from pathlib import Path

import pytest

from loaders.drafts.xml import files as xml_files
from loaders.drafts.xml.files import XmlFault, XmlParts
from loaders.drafts.xml.words import line
from service.errors import LoadError


def texts(path: Path) -> list[str]:
    found = []
    parts = XmlParts(str(path), ("{*}a",))
    for event, element in parts:
        if event == "end":
            words = "".join(str(text) for text in element.itertext())
            found.append(words)
            parts.drop(element)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.xml"


def test_an_external_entity_is_not_read(file: Path) -> None:
    secret = file.with_name("secret")
    secret.write_text("the secret")
    file.write_text(f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]><r><a>A&x;B</a></r>')
    assert texts(file) == ["A&x;B"]


def test_an_external_dtd_is_not_read(file: Path) -> None:
    dtd = file.with_name("d.dtd")
    dtd.write_text('<!ENTITY x "from the DTD">')
    file.write_text(f'<!DOCTYPE r SYSTEM "{dtd.as_uri()}"><r><a>A&x;B</a></r>')
    assert texts(file) == ["A&x;B"]


def test_elements_of_an_entity_are_none_of_the_file(file: Path) -> None:
    file.write_text('<!DOCTYPE r [<!ENTITY x "<a>within</a>">]><r><a>A</a>&x;</r>')
    assert texts(file) == ["A"]


def test_an_entity_bomb_is_refused(file: Path) -> None:
    entities = ['<!ENTITY e0 "ha">']
    entities += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 50}">' for n in range(1, 9)]
    file.write_text(f"<!DOCTYPE r [{''.join(entities)}]><r><a>A</a><a>&e8;</a></r>")
    with pytest.raises(XmlFault):
        texts(file)


@pytest.mark.parametrize(
    ("xml", "line"),
    [("<r>\n<a>A</b></r>", 2), ("<r>\n\n<a>&nobody;</a></r>", 3), ("not XML", 1)],
)
def test_a_fault_has_its_line_and_a_reason(file: Path, xml: str, line: int) -> None:
    file.write_text(xml)
    with pytest.raises(XmlFault) as caught:
        texts(file)
    assert caught.value.line == line
    reject = caught.value.reject(str(file))
    assert reject.where.line == line
    assert caught.value.reason in reject.reason


def test_an_id_that_is_there_twice_is_no_fault(file: Path) -> None:
    file.write_text('<r><a xml:id="x">A</a><a xml:id="x">B</a></r>')
    assert texts(file) == ["A", "B"]


def test_an_id_that_is_there_twice_hides_no_fault(file: Path) -> None:
    file.write_text('<r><a xml:id="x">A</a><a xml:id="x">B</a>')
    with pytest.raises(XmlFault):
        texts(file)


def test_a_part_without_end_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_files, "PART_BYTES", 200_000)
    file.write_text("<r>" + f"<a>{'x' * 1_000}</a>" * 1_000 + "</r>")
    assert len(texts(file)) == 1_000  # many parts are no matter
    file.write_text("<r><a>" + f"<b>{'x' * 1_000}</b>" * 1_000 + "</a></r>")
    with pytest.raises(XmlFault, match="200,000"):
        texts(file)


def test_a_huge_text_is_refused(file: Path) -> None:
    file.write_text(f"<r><a>{'x' * 11_000_000}</a></r>")
    with pytest.raises(XmlFault):
        texts(file)


def test_dropped_parts_do_not_pile_up(file: Path) -> None:
    file.write_text("<r>" + "<a>A</a>" * 1_000 + "</r>")
    parts = XmlParts(str(file), ("{*}a",))
    most = 0
    for event, element in parts:
        if event == "end":
            parts.drop(element)
            parent = element.getparent()
            assert parent is not None
            most = max(most, sum(not len(child.text or "") for child in parent))
    assert most <= 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"missing\.xml cannot be read"):
        texts(tmp_path / "missing.xml")


DECLARED = """<!DOCTYPE r [<!ENTITY roe "Jane Roe"><!ENTITY whole "&roe; &amp; S&#246;hne">
<!ENTITY part "<b>J</b>"><!ENTITY far SYSTEM "far.xml"><!ENTITY copy "copied">]>"""


def test_texts_that_the_file_declares_are_put_in_their_place(file: Path) -> None:
    file.write_text(f"{DECLARED}<r><a>By &roe;, &whole;.<b>&roe;</b> &copy;</a></r>")
    assert texts(file) == ["By Jane Roe, Jane Roe & Söhne.Jane Roe copied"]


def test_entities_with_markup_or_in_other_files_stay_as_they_are_written(file: Path) -> None:
    file.write_text(f"{DECLARED}<r><a>&part; &far;</a></r>")
    assert texts(file) == ["&part; &far;"]


def test_an_entity_that_goes_on_without_end_stays_as_it_is_written(file: Path) -> None:
    entities = '<!ENTITY e0 "0123456789"><!ENTITY e1 "' + "&e0;" * 3_000 + '">'
    file.write_text(f"<!DOCTYPE r [{entities}]><r><a>&e1; &e0;</a></r>")
    assert texts(file) == ["&e1; 0123456789"]


def test_a_name_that_begins_as_a_known_character_does_is_another(file: Path) -> None:
    file.write_text('<!DOCTYPE r SYSTEM "r.dtd"><r><a>&copyright; &eacute;</a></r>')
    words = [line(element) for event, element in XmlParts(str(file), ("a",)) if event == "end"]
    assert words == ["&copyright; é"]
