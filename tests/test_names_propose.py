"""Names of one person proposed from the records: what is, what is not, and the curator's file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from catalogue import people, record
from click.testing import CliRunner

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping, load
from index_mappings.record import Party, Record
from loaders.names.commands import mine
from loaders.names.evidence import KEPT, Evidence
from loaders.names.forms import Form, bare_name, forms, identified
from loaders.names.likeness import akin, by_initials, by_spelling, is_surname, skeleton
from loaders.names.merging import with_proposals
from loaders.names.proposing import Proposal, Reason
from service.cli import cli
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.engines.opening import open_engine
from service.names.entries import Entry, entries_of, write_entries
from service.names.keeping import Names
from service.settings import Settings

ROOT = Path(__file__).parents[1]
MAPPING = load("records")


def called(name: str, *written: str) -> dict[str, object]:
    """Return the people of a record: one person, written in these ways in as many records."""
    return {"people": [Party(name, text).to_json() for text in written]}


@pytest.fixture
def engine(mapping: RecordMapping) -> Iterator[Engine]:
    made = EmbeddedEngine.open(None, mapping)
    yield made
    made.close()


@pytest.fixture
def proposed(engine: Engine) -> Callable[..., dict[str, set[str]]]:
    """What is proposed of some records: each person's other names."""

    def made(*records: Record) -> dict[str, set[str]]:
        return {item.ring: {r.name for r in item.reasons} for item in of(engine, *records)}

    return made


def of(engine: Engine, *records: Record) -> tuple[Proposal, ...]:
    build = engine.begin(owner="the tests")
    assert list(build.add(records)) == []
    build.finish()
    build.publish()
    return mine(engine)


def many(prefix: str, *names: dict[str, object], **more: object) -> list[Record]:
    return [record(f"{prefix}{n}", "Note", **{**one, **more}) for n, one in enumerate(names)]


class TestForms:
    @pytest.mark.parametrize(
        ("name", "written", "wanted"),
        [
            ("Stalin", "Cde. Filippov [Stalin]", [Form("Filippov", by_bracket=True)]),
            ("Stalin", "Filippov (Stalin)", [Form("Filippov", by_bracket=True)]),
            ("Mao Zedong", "Chairman Mao [Zedong]", []),
            ("Ngo Dinh Diem", "His Excellency Ngo Dinh Diem, President of Viet-Nam", []),
            ("Walter Robertson", "Assistant Secretary of State (Robertson)", [Form("Robertson")]),
            ("Takizo Matsumoto", "Deputy Chief Cabinet Secretary Frank Matsumoto",
             [Form("Frank Matsumoto")]),
            ("Chiang Kai-shek", "Generalissimo", []),
            ("John Foster Dulles", "the Secretary of State", []),
            ("Kim Chong-pil", "Kim Chong-p", []),
            ("Paul H. Cullen", "Hoover", []),
            ("Dwight D. Eisenhower", "Ambassador Drumright Lt. Colonel Eisenhower", []),
            ("Home", "Lord Home", []),
            ("M. V. Carson Jr.", "Captain M. V. Carson, Jr.", []),
        ],
    )  # fmt: skip
    def test_the_name_in_what_was_written(
        self, name: str, written: str, wanted: list[Form]
    ) -> None:
        assert list(forms(Party(name, written))) == wanted

    def test_an_office_or_a_body_has_none(self) -> None:
        assert list(forms(Party("Consul at Hanoi", "Consul Gibson at Hanoi", person=False))) == []

    def test_brackets_in_a_text(self) -> None:
        text = "Telegram, Roshchin to Cde. Filippov [Stalin] [excerpt], Peking [Beijing]"
        assert list(identified(text)) == [("Filippov", "Stalin")]

    @pytest.mark.parametrize(
        "phrase", ["Mr.", "General", "the Ambassador", "", "[", "1950", "Paris"]
    )
    def test_what_is_no_name(self, phrase: str) -> None:
        assert bare_name(phrase) == ""


class TestLikeness:
    @pytest.mark.parametrize(
        ("one", "other", "wanted"),
        [
            ("Charles Bohlen", "Charles E. Bohlen", True),
            ("Robert G. Menzies", "Robert Gordon Menzies", True),
            ("C. P. Cabell", "Charles P. Cabell", True),
            ("C. Cabell", "Charles P. Cabell", False),
            ("Averell Harriman", "W. Averell Harriman", True),
            ("Maurice Couve de Murville", "Maurice J. Couve de Murville", True),
            ("John A. Smith", "John B. Smith", False),
            ("John Smith", "James Smith", False),
            ("Herbert Hoover", "Herbert Hoover Jr.", False),
        ],
    )
    def test_initials(self, one: str, other: str, wanted: bool) -> None:
        assert by_initials(one, other) is by_initials(other, one) is wanted

    @pytest.mark.parametrize(
        ("one", "other", "wanted"),
        [
            ("Filippov", "Filipov", True),
            ("Chiang Kaishek", "Chiang Kai-shek", True),
            ("Dag Hammarskjöld", "Dag Hammerskjold", True),
            ("Teshiro Shimanouchi", "Toshiro Shimanouchi", True),
            ("Johnson", "Jonson", False),  # a letter that is heard
            ("Eric Johnson", "Eric Johnston", False),
            ("Petrov", "Petrev", False),  # one word, and no letter doubled
            ("Nguyen Van Tam", "Nguyen Van Tom", False),
            ("Chang Chih-chung", "Chang Chih-chang", False),
        ],
    )
    def test_spelling(self, one: str, other: str, wanted: bool) -> None:
        assert (skeleton(one) == skeleton(other) and by_spelling(one, other)) is wanted

    @pytest.mark.parametrize(
        ("form", "name", "wanted"),
        [
            ("Bay Vien", "Le Van Vien", True),
            ("Chang Myun", "Myon Chang", True),
            ("S.K. Huang", "Huang Shao-ku", True),
            ("Ichiro Hatoyama", "Ichiro Hatayoma", True),
            ("Martin Wong", "Edwin W. Martin", False),
            ("James Shepley", "James S. Lay Jr.", False),
            ("Douglas MacArthur", "Douglas MacArthur II", False),
            ("Song Yo-ch", "Song Yo-chan", False),
            ("John Foster", "John Foster Dulles", False),
            ("Ch’ang-huan Shen", "Shen Chang-huan", True),
            ("Chang Do-yong", "Chang Yo-yong", True),
            ("Kim Chong-so", "Kim Chong-pil", False),
        ],
    )
    def test_a_mark_set_wrongly(self, form: str, name: str, wanted: bool) -> None:
        assert akin(form, name) is wanted


class TestProposals:
    def test_a_bracket_says_who_is_meant(self, engine: Engine) -> None:
        titles = ["Cable, Filippov [Stalin] to Mao", "Cable, Filipov [Stalin] to Mao"]
        found = of(engine, *(
            record(f"s{n}", title, sender=people(title[7:].partition(" to")[0]))
            for n, title in enumerate(titles)
        ))  # fmt: skip
        (ring,) = found
        assert ring.ring == "Stalin"
        assert {reason.name: reason.records for reason in ring.reasons} == {
            "Filippov": ("s0",), "Filipov": ("s1",)
        }  # fmt: skip
        assert all("bracket" in reason.why for reason in ring.reasons)

    def test_a_bracket_in_a_summary_says_so_too(
        self, proposed: Callable[..., dict[str, set[str]]]
    ) -> None:
        said = record("a", "Note", summary="Fyn Si [Stalin] agrees; Peking [Beijing] waits.",
                      also=people("Stalin"))  # fmt: skip
        assert proposed(said) == {"Stalin": {"Fyn Si"}}

    def test_a_name_that_two_share_is_nobodys(
        self, proposed: Callable[..., dict[str, set[str]]]
    ) -> None:
        rows = many("d", *[called("John F. Dulles", "Dulles", "Foster Dulles")] * 3)
        rows += many("e", called("Allen W. Dulles", "Dulles"))
        assert proposed(*rows) == {"John F. Dulles": {"Foster Dulles"}}

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("Anthony Eden", "Eden"),  # his brother's as well, and Timothy Eden's
            ("Charles De Gaulle", "De Gaulle"),
            ("John Foster Dulles", "J. Dulles"),
            ("John Foster Dulles", "John Foster"),
            ("Dwight D. Eisenhower", "Dwight"),
            ("Ngo Dinh Luyen", "Luyen"),
            ("Kim Chong-pil", "Kim"),
            ("Lewis Clark", "Secretary"),
            ("Lewis Clark", "General"),
            ("Karl L. Rankin", "Ambasaador K. L. Rankin"),
            ("Chiang Kai-shek", "Madame Chiang Kaishek"),
            ("Eleanor Roosevelt", "Mrs. Franklin Roosevelt"),
        ],
    )
    def test_surnames_given_names_ranks_and_wives_are_none(
        self, proposed: Callable[..., dict[str, set[str]]], name: str, written: str
    ) -> None:
        rows = many("r", *[called(name, written)] * 4)
        assert proposed(*rows) == {}

    def test_a_surname_with_a_given_name_is_one(
        self, proposed: Callable[..., dict[str, set[str]]]
    ) -> None:
        rows = many("f", *[called("Michael V. Forrestal", "Forrestal", "Mike Forrestal")] * 3)
        assert proposed(*rows) == {"Michael V. Forrestal": {"Mike Forrestal"}}

    def test_a_first_initial_left_out(self, proposed: Callable[..., dict[str, set[str]]]) -> None:
        rows = [record("a", "x", **called("W. Averell Harriman", "Averell Harriman")),
                record("b", "x", also=people("Averell Harriman"))]  # fmt: skip
        assert proposed(*rows) == {"W. Averell Harriman": {"Averell Harriman"}}

    def test_a_wife_is_not_her_husband(self, proposed: Callable[..., dict[str, set[str]]]) -> None:
        rows = [record("a", "x", also=people("Howard Beale")),
                record("b", "x", also=people("Hon. Howard Beale")),
                record("c", "x", also=people("Mrs. Howard Beale"))]  # fmt: skip
        assert {frozenset((ring, *names)) for ring, names in proposed(*rows).items()} == {
            frozenset({"Howard Beale", "Hon. Howard Beale"})
        }

    def test_where_a_surname_is_common_an_initial_left_out_decides_nothing(
        self, proposed: Callable[..., dict[str, set[str]]]
    ) -> None:
        rows = [record("a", "x", also=people("James Wilson")),
                record("b", "x", also=people("James K. Wilson"))]  # fmt: skip
        assert proposed(*rows)
        rows += [record("c", "x", also=people("Duncan Wilson", "Charles E. Wilson"))]
        assert proposed(*rows) == {}

    def test_a_doctor_is_not_a_mister(self, proposed: Callable[..., dict[str, set[str]]]) -> None:
        def addressed(name: str, role: str) -> list[dict[str, object]]:
            return [Party(name, f"{role} {name}", role).to_json()]

        doctor = record("a", "x", people=addressed("Arthur Burns", "Dr."))
        mister = record("b", "x", people=addressed("Arthur E. Burns", "Mr."))
        messrs = record("c", "x", people=addressed("Arthur Burns", "Messrs."))
        assert proposed(doctor, mister) == {}
        assert proposed(messrs, mister) == {"Arthur E. Burns": {"Arthur Burns"}}

    def test_initials_that_fit_two_people_decide_nothing(
        self, proposed: Callable[..., dict[str, set[str]]]
    ) -> None:
        rows = [record("a", "x", also=people("Chester Bowles")),
                record("b", "x", also=people("Chester A. Bowles"))]  # fmt: skip
        assert proposed(*rows) == {"Chester Bowles": {"Chester A. Bowles"}}
        third = record("c", "x", also=people("Chester B. Bowles"))
        assert proposed(*rows, third) == {}

    def test_two_in_one_record_are_two(self, proposed: Callable[..., dict[str, set[str]]]) -> None:
        rows = [record("a", "x", also=people("Chester Bowles")),
                record("b", "x", also=people("Chester A. Bowles", "Chester Bowles"))]  # fmt: skip
        assert proposed(*rows) == {}

    def test_the_name_of_most_records_is_shown(
        self, proposed: Callable[..., dict[str, set[str]]]
    ) -> None:
        rows = [record(f"a{n}", "x", also=people("Chester A. Bowles")) for n in range(3)]
        rows += [record("b", "x", also=people("Hon. Chester A. Bowles"))]
        assert proposed(*rows) == {"Chester A. Bowles": {"Hon. Chester A. Bowles"}}

    def test_an_empty_index(self, engine: Engine) -> None:
        assert mine(engine) == ()

    def test_evidence_is_counted_in_full_and_kept_in_part(self, mapping: RecordMapping) -> None:
        evidence = Evidence(mapping)
        for n in range(30):
            evidence.add(record(f"r{n}", "x", **called("Ray S. Cline", "Ray Cline")))
        evidence.settle()
        (use,) = evidence.uses()
        assert (use.uses, len(use.ids)) == (30, KEPT)
        evidence.close()


class TestFile:
    PROPOSED = (Proposal("Stalin", (Reason("Filippov", "a bracket", ("a", "b")),
                                    Reason("Fyn Si", "a bracket", ("c",)))),)  # fmt: skip

    def test_what_is_proposed_waits_for_a_decision(self, tmp_path: Path) -> None:
        path = tmp_path / "names.csv"
        path.write_text(write_entries(with_proposals((), self.PROPOSED)))
        entries = entries_of(path.read_bytes(), path)
        assert [(e.ring, e.name, e.accepted) for e in entries] == [
            ("Stalin", "Filippov", ""), ("Stalin", "Fyn Si", "")
        ]  # fmt: skip
        assert entries[0].records == ("a", "b")
        assert not Names(str(path)).check()

    def test_decisions_stay_and_nothing_is_proposed_twice(self) -> None:
        known = (Entry("Stalin", "Filippov", 2, "no"), Entry("Stalin", "Koba", 3, "yes"))
        made = with_proposals(known, self.PROPOSED)
        assert made[:2] == known
        assert [(e.name, e.accepted) for e in made[2:]] == [("Fyn Si", "")]
        assert with_proposals(made, self.PROPOSED) == made

    def test_new_names_go_to_the_ring_that_the_curator_made(self) -> None:
        known = (Entry("Dzhugashvili", "Stalin", 2, "yes"),)
        made = with_proposals(known, self.PROPOSED)
        assert [(e.ring, e.name) for e in made[1:]] == [
            ("Dzhugashvili", "Filippov"), ("Dzhugashvili", "Fyn Si")
        ]  # fmt: skip

    def test_two_people_of_the_curator_are_not_made_one(self) -> None:
        known = (Entry("Stalin", "Koba", 2, "yes"), Entry("Filippov", "Filipov", 3, "yes"))
        assert with_proposals(known, self.PROPOSED) == known


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> str:
    engine = f"embedded:{tmp_path_factory.mktemp('names')}"
    pages = sorted(str(path) for path in (ROOT / "samples" / "collections").glob("*.txt"))
    wilson = str(shared_data / "wilson" / "china-and-the-korean-war.txt")
    done = CliRunner().invoke(
        cli, ["load", "collection-page", *pages, wilson], env={"SEARCHROOM_ENGINE": engine}
    )
    assert done.exit_code == 0, done.output
    return engine


class TestCommand:
    def run(self, engine: str, *words: str) -> tuple[object, str]:
        done = CliRunner().invoke(
            cli, ["names", "propose", *words], env={"SEARCHROOM_ENGINE": engine},
            standalone_mode=False,
        )  # fmt: skip
        return done.exception, done.output

    def test_the_samples_and_a_published_page(self, loaded: str, tmp_path: Path) -> None:
        path = tmp_path / "names.csv"
        failed, said = self.run(loaded, str(path))
        assert failed is None
        assert "1 new names of 1 people" in said
        (entry,) = entries_of(path.read_bytes(), path)
        assert (entry.ring, entry.name, entry.accepted) == ("Stalin", "Filippov", "")
        assert len(entry.records) == 3

    def test_what_the_curator_accepts_is_in_force(self, loaded: str, tmp_path: Path) -> None:
        path = tmp_path / "names.csv"
        self.run(loaded, str(path))
        path.write_text(path.read_text().replace("Filippov,,", "Filippov,yes,"))
        (ring,) = Names(str(path)).check().rings
        assert ring.names == ("Stalin", "Filippov")
        before = path.read_text()
        assert "0 new names" in self.run(loaded, str(path))[1]
        assert path.read_text() == before

    def test_where_it_cannot_write_or_read(self, loaded: str, tmp_path: Path) -> None:
        failed, _ = self.run(loaded, str(tmp_path / "names.yaml"))
        assert "as CSV" in str(failed)
        broken = tmp_path / "broken.csv"
        broken.write_text("nothing")
        failed, _ = self.run(loaded, str(broken))
        assert "line 1" in str(failed)
        assert broken.read_text() == "nothing"
        failed, _ = self.run(loaded, str(tmp_path / "none" / "names.csv"))
        assert "No such file" in str(failed)


def test_the_example_can_be_used() -> None:
    rings = Names(str(ROOT / "samples" / "names.csv")).check().rings
    assert "Stalin" in {ring.name for ring in rings}
    keys = [key(name) for ring in rings for name in ring.names]
    assert len(keys) == len(set(keys))


def test_published_volumes_give_many_rings_and_no_doubtful_ones(
    shared_data: Path, tmp_path: Path
) -> None:
    """Of these rings sixty were read one by one (docs/names.md): this is what was looked for."""
    settings = Settings(engine=f"embedded:{tmp_path}/index")
    volumes = sorted(str(path) for path in (shared_data / "frus").glob("*.xml"))
    done = CliRunner().invoke(
        cli, ["load", "tei", *volumes], env={"SEARCHROOM_ENGINE": settings.engine}
    )
    assert done.exit_code in (0, 1), done.output
    engine = open_engine(settings)
    found = mine(engine)
    engine.close()
    assert len(found) >= 200
    owners = {key(ring.ring): ring.ring for ring in found}
    for ring in found:
        for reason in ring.reasons:
            assert reason.records
            assert owners.setdefault(key(reason.name), ring.ring) == ring.ring
    called = [r for ring in found for r in ring.reasons if r.why.startswith("the source uses it")]
    assert len(called) > 100
    assert not [reason.name for reason in called if is_surname(reason.name)]
    two_people = {"arthur e burns", "james wilson", "george morgan"}
    nonsense = {"ambasaador k l rankin", "john foster", "general", "secretary", "generalissimo"}
    assert not (two_people | nonsense) & owners.keys()
    assert owners["frank matsumoto"] == "Takizo Matsumoto"
    assert owners["chang myun"] == "Myon Chang"
    assert owners["harlan cleveland"] == "J. Harlan Cleveland"
