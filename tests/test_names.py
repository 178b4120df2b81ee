"""Rings of names: the curator's file, what a search makes of it, and what an answer says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from catalogue import COLLECTIONS, RECORDS, people, record
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from index_mappings.mapping import RecordMapping, load
from service.app import create_app
from service.cli import cli
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.engines.same_names import together
from service.errors import ConfigurationError
from service.names.keeping import Names
from service.names.ring_building import MOST_NAMES, MOST_RINGS
from service.names.rings import NO_RINGS, Rings
from service.query.bounds import MOST
from service.query.clauses import All, Any, Clause, Not, Phrase, Word
from service.query.language import read
from service.query.request import FacetRequest, SameNames
from service.search.name_expansion import expanded
from service.settings import Settings

CSV = "ring,name\nStalin,Filippov\nStalin,Fyn Si\nMao Zedong,Mao Tse-tung\nZiwen,An Ziwen\n"
MAPPING = load("records")

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A writer of the file of names; each time it is written, its time moves on."""
    times = iter(range(1_000_000_000, 1_000_000_100))

    def made(text: str | bytes, name: str = "names.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        at = next(times)
        os.utime(path, (at, at))
        return path

    return made


def rings_of(path: Path) -> Rings:
    return Names(str(path), MAPPING.stop_words).check()


def refusal(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        rings_of(path)
    return str(caught.value)


class TestFile:
    def test_csv(self, write: Write) -> None:
        rings = rings_of(write(CSV))
        assert [(ring.name, ring.names) for ring in rings.rings] == [
            ("Stalin", ("Stalin", "Filippov", "Fyn Si")),
            ("Mao Zedong", ("Mao Zedong", "Mao Tse-tung")),
            ("Ziwen", ("Ziwen", "An Ziwen")),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Stalin:\n  - Filippov\n  - Fyn Si\n",
            "Stalin: [Filippov, Fyn Si]",
            'Stalin:\n  - {name: Filippov, accepted: "yes", why: said, records: [a, b]}\n'
            "  - Fyn Si\n  - {name: Lenin, accepted: no}\n  - {name: Trotsky, accepted: }",
        ],
    )
    def test_yaml(self, write: Write, text: str) -> None:
        (ring,) = rings_of(write(text, "names.yaml")).rings
        assert (ring.name, ring.names) == ("Stalin", ("Stalin", "Filippov", "Fyn Si"))

    def test_only_what_was_accepted_is_in_force(self, write: Write) -> None:
        rows = ["Filippov,YES", "Lenin,no", "Trotsky,", "Kirov,?", "Fyn Si,y"]
        text = "ring,name,accepted\n" + "".join(f"Stalin,{row}\n" for row in rows)
        (ring,) = rings_of(write(text)).rings
        assert ring.names == ("Stalin", "Filippov", "Fyn Si")

    @pytest.mark.parametrize(
        "text",
        [
            "\ufeffRing;Name\r\nStalin;Filippov\r\n",
            "# of Moscow\n\nring\tname\nStalin\tFilippov\n",
            'ring,name\n"Stalin","Filippov"\n  Stalin ,  Filippov \n',
        ],
    )
    def test_csv_as_spreadsheets_write_it(self, write: Write, text: str) -> None:
        (ring,) = rings_of(write(text)).rings
        assert ring.names == ("Stalin", "Filippov")

    @pytest.mark.parametrize("name", ["names.csv", "names.yaml"])
    def test_an_empty_file_has_no_rings(self, write: Write, name: str) -> None:
        assert not rings_of(write("", name))

    @pytest.mark.parametrize(
        ("text", "name", "said"),
        [
            ("Stalin,Filippov\n", "n.csv", "line 1: the first line must name the columns"),
            ("ring,name\nStalin\n", "n.csv", "line 2: the name is empty"),
            ("ring,name\n,Stalin\n", "n.csv", "line 2: the ring is empty"),
            ("ring,name\nA,B,C\n", "n.csv", "line 2: 3 cells where there are 2 columns"),
            ("ring,name,accepted\nA,B,perhaps\n", "n.csv", "line 2: accepted is 'perhaps'"),
            ('ring,name\nA,"B\n', "n.csv", "not CSV"),
            ("ring,name\nA,!!!\n", "n.csv", "line 2: the name '!!!' is without letters"),
            (f"ring,name\nA,{'b' * 101}\n", "n.csv", "is longer than 100 characters"),
            (b"ring,name\nA,\xff\n", "n.csv", "line 2: not UTF-8"),
            ("Stalin: Filippov\n", "n.yml", "line 1: the name of a ring has a list"),
            ("- Stalin\n", "n.yml", "line 1: a file of names is"),
            ("A:\n  - B\n  - [C]\n", "n.yml", "line 3: a name is text"),
            ("A:\n  - {name: B, why: {x: y}}\n", "n.yml", "line 2: beside a name"),
            ("A: [\n", "n.yml", "not YAML"),
            ("A: " + "[" * 5000, "n.yml", "line 1"),
            ("Stalin\n", "n.txt", "ends in .csv, .yaml or .yml"),
        ],
    )
    def test_what_cannot_be_read_is_said_with_its_line(
        self, write: Write, text: str | bytes, name: str, said: str
    ) -> None:
        message = refusal(write(text, name))
        assert said in message
        assert name in message
        assert message.startswith("SEARCHROOM_NAMES: ")

    @pytest.mark.parametrize("again", ["Filippov", "FILIPPOV", "Stálin"])
    def test_a_name_in_two_rings_is_refused_with_both_lines(self, write: Write, again: str) -> None:
        message = refusal(write(f"ring,name\nStalin,Filippov\nMao,Zedong\nLenin,{again}\n"))
        assert "is in two rings" in message
        assert "line 2" in message
        assert "line 4" in message
        message = refusal(write(f"Stalin:\n  - Filippov\nLenin:\n  - {again}\n", "n.yaml"))
        assert "line 2" in message
        assert "line 4" in message

    def test_a_thousand_rings_and_no_more(self, write: Write) -> None:
        rows = [f"Person {n},Alias {n}\n" for n in range(MOST_RINGS + 1)]
        assert len(rings_of(write("ring,name\n" + "".join(rows[:-1])))) == MOST_RINGS
        message = refusal(write("ring,name\n" + "".join(rows)))
        assert f"line {MOST_RINGS + 2}: the file has more than 1,000 rings" in message

    def test_so_many_names_of_a_ring_and_no_more(self, write: Write) -> None:
        rows = [f"Person,Alias {n}\n" for n in range(MOST_NAMES)]
        assert rings_of(write("ring,name\n" + "".join(rows[:-1])))
        assert f"more than {MOST_NAMES} names" in refusal(write("ring,name\n" + "".join(rows)))

    def test_no_file_no_rings(self, tmp_path: Path) -> None:
        assert Names().rings is NO_RINGS
        assert Names().problem == ""
        assert "No such file" in refusal(tmp_path / "none.csv")


class TestKeeping:
    def test_a_change_is_in_force_at_once(self, write: Write) -> None:
        names = Names(str(write(CSV)))
        before = names.rings
        assert names.rings is before
        write("ring,name\nStalin,Filippov\n")
        assert len(names.rings) == 1
        assert names.rings.digest != before.digest

    def test_a_broken_file_keeps_the_last_good_one_and_says_so(self, write: Write) -> None:
        path = write(CSV)
        names = Names(str(path))
        good = names.rings
        write("ring,name\nA,B\nC,B\n")
        assert names.rings is good
        assert "line 2" in names.problem
        assert "3 rings read before stay in force" in names.problem
        path.unlink()
        assert names.rings is good
        assert "No such file" in names.problem
        write(CSV)
        assert names.problem == ""
        assert len(names.rings) == 3


@pytest.fixture
def rings(write: Write) -> Rings:
    return rings_of(write(CSV))


class TestExpanding:
    def others(self, text: str, rings: Rings, **more: str) -> list[tuple[str, tuple[str, ...]]]:
        found = expanded(read(text, MAPPING, **more), rings)
        return [(also.term, also.with_) for also in found.also]

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("Stalin", [("Stalin", ("Filippov", "Fyn Si"))]),
            ("STÁLIN korea", [("Stalin", ("Filippov", "Fyn Si"))]),
            ("korea fyn si", [("Fyn Si", ("Stalin", "Filippov"))]),
            ("Fyn-Si", [("Fyn Si", ("Stalin", "Filippov"))]),
            ('"Fyn Si"', [("Fyn Si", ("Stalin", "Filippov"))]),
            ("fyn korea si", []),
            ('"Fyn Si cable"', []),
            ("fyn OR si", []),
            ("Mao", []),
            ("mao tse-tung", [("Mao Tse-tung", ("Mao Zedong",))]),
            ("Mao Zedong", [("Mao Zedong", ("Mao Tse-tung",))]),
            ("mao sender:zedong", []),
            ("sender:stalin", [("Stalin", ("Filippov", "Fyn Si"))]),
            ("korea -stalin", [("Stalin", ("Filippov", "Fyn Si"))]),
            ("(stalin OR truman) korea", [("Stalin", ("Filippov", "Fyn Si"))]),
            ("An Ziwen", []),  # the other name is within this one's own words
            ("Stalin Filippov", [("Stalin", ("Filippov", "Fyn Si")),
                                 ("Filippov", ("Stalin", "Fyn Si"))]),
            ("stali*", []),
            ("stalin~", []),
            ("what did Stalin tell Mao Tse-tung?", [("Stalin", ("Filippov", "Fyn Si")),
                                                    ("Mao Tse-tung", ("Mao Zedong",))]),
        ],
    )  # fmt: skip
    def test_which_other_names_are_searched(
        self, rings: Rings, text: str, wanted: list[tuple[str, tuple[str, ...]]]
    ) -> None:
        assert self.others(text, rings) == wanted

    def test_a_name_with_a_common_word_is_one_where_it_was_typed(self, write: Write) -> None:
        rings = rings_of(write("ring,name\nAn Ziwen,Comrade Zhang\n"))
        assert self.others("An Ziwen", rings) == [("An Ziwen", ("Comrade Zhang",))]
        assert self.others("Ziwen", rings) == []

    def test_in_a_field(self, rings: Rings) -> None:
        found = expanded(read("title:Stalin", MAPPING), rings).reading
        wanted = (Word("Stalin", "title"), Word("Filippov", "title"), Phrase("Fyn Si", "title"))
        assert found.clause == Any(wanted)
        assert found.words == (Any(wanted),)

    def test_the_number_of_words_stays(self, rings: Rings) -> None:
        plain = read("Mao Zedong korea", MAPPING)
        found = expanded(plain, rings).reading
        assert len(found.words) == len(plain.words) == 3
        tse_tung = Phrase("Mao Tse-tung")
        assert found.words[:2] == (
            Any((Word("Mao"), tse_tung)), Any((Word("Zedong"), tse_tung))
        )  # fmt: skip
        assert found.clause == All(found.words)

    def test_what_is_excluded_is_by_every_name(self, rings: Rings) -> None:
        clause = expanded(read("korea -stalin", MAPPING), rings).reading.clause
        assert isinstance(clause, All)
        assert clause.clauses[1] == Not(Any((Word("stalin"), Word("Filippov"), Phrase("Fyn Si"))))

    def test_the_parts_of_a_search_stay_bounded(self, write: Write) -> None:
        rows = "".join(f"Stalin,Alias {n}\n" for n in range(MOST_NAMES - 1))
        rings = rings_of(write("ring,name\n" + rows))
        found = expanded(read(" ".join(f"title:x{n} Stalin" for n in range(90)), MAPPING), rings)
        assert not found.also
        assert any("Some other names were not searched" in note for note in found.reading.notes)
        assert _leaves(found.reading.clause) <= MOST

    @given(st.lists(st.sampled_from(
        ["Stalin", "Fyn", "Si", "Mao", "Zedong", "-", "OR", "(", ")", '"', "korea", "Mao Tse-tung",
         "title:", "filippov*", "1950"])))  # fmt: skip
    @settings(max_examples=200, deadline=None)
    def test_nothing_that_is_found_without_rings_is_lost(self, parts: list[str]) -> None:
        reading = read(" ".join(parts), MAPPING)
        made = expanded(reading, _some_rings()).reading
        assert len(made.words) == len(reading.words)
        assert _leaves(made.clause) <= MOST
        assert _narrower(made.clause, reading.clause)


def _some_rings() -> Rings:
    from service.names.ring_building import rings_of as made  # noqa: PLC0415

    return made(CSV.encode(), Path("names.csv"), MAPPING.stop_words)


def _leaves(clause: Clause) -> int:
    match clause:
        case All(parts) | Any(parts):
            return sum(map(_leaves, parts))
        case Not(inner):
            return _leaves(inner)
    return 1


def _narrower(made: Clause, plain: Clause) -> bool:
    """Return whether a clause is another in which leaves have become "this or another name"."""
    match made, plain:
        case (All(a), All(b)) | (Any(a), Any(b)) if len(a) == len(b):
            return all(map(_narrower, a, b))
        case Not(a), Not(b):
            return _narrower(a, b)
        case Any((first, *_)), _ if first == plain:
            return True
    return made == plain


class TestTogether:
    @given(
        st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=1), min_size=1, max_size=30),
        st.integers(1, 9),
        st.sets(st.sampled_from("ace")),
    )
    @settings(max_examples=300, deadline=None)
    @pytest.mark.slow
    def test_what_is_shown_is_exact(
        self, records: list[set[str]], size: int, chosen: set[str]
    ) -> None:
        rings = {"a": ("a", "b"), "c": ("c", "d", "x"), "e": ("e", "f")}
        same = SameNames({n: ring for ring, names in rings.items() for n in names}, rings)
        counts = {
            v: sum(v in r for r in records) for v in "abcdefgh" if any(v in r for r in records)
        }
        merged, unsure = together(FacetRequest("people", size, same), counts, chosen)
        for shown, names in unsure.items():
            merged[shown] = sum(bool(r & set(names)) for r in records)
        exact: dict[str, int] = {}
        for one in records:
            for shown in {same.shown.get(value, value) for value in one}:
                exact[shown] = exact.get(shown, 0) + 1
        assert merged.keys() == exact.keys()

        def top(found: dict[str, int]) -> list[tuple[str, int]]:
            rest = [item for item in found.items() if item[0] not in chosen]
            return sorted(rest, key=lambda item: (-item[1], item[0]))[:size]

        assert top(merged) == top(exact)
        assert all(merged[value] == exact[value] for value in chosen & exact.keys())


MORE = (
    record(
        "f1", "Letter, Filipov to Mao", sender=people("Filippov"), recipient=people("Mao Zedong")
    ),
    record("f2", "Talk of Filippov with Stalin", also=people("Filippov", "Stalin")),
    record("f3", "Note by Mao Tse-tung", sender=people("Mao Tse-tung"), type="Note"),
)


@pytest.fixture(scope="module")
def full(mapping: RecordMapping) -> Iterator[Engine]:
    engine = EmbeddedEngine.open(None, mapping)
    build = engine.begin(owner="the tests")
    assert list(build.add([*RECORDS, *MORE])) == []
    build.add_collections(COLLECTIONS)
    build.finish()
    build.publish()
    yield engine
    engine.close()


@pytest.fixture
def client(full: Engine, write: Write) -> FlaskClient:
    return create_app(Settings(names=str(write(CSV))), full).test_client()


def search(client: FlaskClient, query: str, path: str = "search") -> dict[str, object] | object:
    response = client.get(f"/api/v1/{path}?{query}")
    assert response.status_code == 200, response.text
    return response.get_json()


def people_of(body: dict) -> dict[str, int]:  # type: ignore[type-arg]
    return {item["value"]: item["count"] for item in body["facets"]["people"]["values"]}


class TestAnswers:
    def test_the_other_names_are_found_said_and_marked(self, client: FlaskClient) -> None:
        body = search(client, "q=fyn+si")
        assert {hit["id"] for hit in body["results"]} == {"k2", "k3", "k4", "f1", "f2"}
        query = body["query"]
        assert query["expanded"] == [
            {"term": "Fyn Si", "with": ["Stalin", "Filippov"], "ring": "Stalin"}
        ]
        assert "Fyn Si, also as Stalin, Filippov" in query["understood_as"]
        marked = {hit["id"]: hit["highlight"] for hit in body["results"]}
        assert "<mark>Filippov</mark> [<mark>Stalin</mark>]" in marked["k2"]["title"][0]

    def test_it_is_switched_off_and_on_again(self, client: FlaskClient) -> None:
        on = search(client, "q=Mao+Tse-tung")
        assert {hit["id"] for hit in on["results"]} == {"k1", "f1", "f3"}
        off = client.get(on["query"]["links"]["only_typed"]).get_json()
        assert [hit["id"] for hit in off["results"]] == ["f3"]
        assert off["query"]["expanded"] == []
        assert "also by" not in off["query"]["understood_as"]
        again = client.get(off["query"]["links"]["all_names"]).get_json()
        assert again["total"] == on["total"]

    def test_where_nobody_is_named_nothing_is_said(self, client: FlaskClient) -> None:
        query = search(client, "q=harbour")["query"]
        assert query["expanded"] == []
        assert query["links"] == {}

    def test_one_person_is_one_value_and_counts_once(self, client: FlaskClient) -> None:
        counted = people_of(search(client, "facet_size=50"))
        assert counted["Stalin"] == 5
        assert counted["Mao Zedong"] == 3
        assert "Filippov" not in counted
        assert "Mao Tse-tung" not in counted
        apart = people_of(search(client, "facet_size=50&expand=none"))
        assert (apart["Stalin"], apart["Filippov"]) == (4, 2)

    @pytest.mark.parametrize("name", ["Stalin", "Filippov", "Fyn+Si"])
    def test_a_value_finds_every_name(self, client: FlaskClient, name: str) -> None:
        body = search(client, f"people={name}")
        assert {hit["id"] for hit in body["results"]} == {"k2", "k3", "k4", "f1", "f2"}
        (chosen,) = [v for v in body["facets"]["people"]["values"] if v["selected"]]
        assert (chosen["value"], chosen["count"]) == ("Stalin", 5)
        assert "people=Stalin" in body["links"]["self"]
        without = client.get(chosen["links"]["toggle"]).get_json()
        assert without["total"]["value"] == len(RECORDS) + len(MORE)

    def test_excluded_by_every_name(self, client: FlaskClient) -> None:
        body = search(client, "people.not=Filippov&q=korea")
        assert not {"k2", "k3", "k4"} & {hit["id"] for hit in body["results"]}
        (out,) = body["facets"]["people"]["excluded"]
        assert out["value"] == "Stalin"

    def test_by_the_names_as_they_are(self, client: FlaskClient) -> None:
        body = search(client, "people=Filippov&expand=none")
        assert {hit["id"] for hit in body["results"]} == {"f1", "f2"}

    def test_each_count_is_what_its_click_gives(self, client: FlaskClient) -> None:
        body = search(client, "q=talk+OR+cable+OR+letter&facet_size=50")
        for name in ("people", "sender", "recipient"):
            for value in body["facets"][name]["values"]:
                found = client.get(value["links"]["toggle"]).get_json()
                assert found["total"]["value"] == value["count"], value

    def test_all_values_of_the_facet_have_one_of_a_person(self, client: FlaskClient) -> None:
        values = search(client, "size=100", "facets/people")["results"]
        counted = {item["value"]: item["count"] for item in values}
        assert counted["Stalin"] == 5
        assert "Filippov" not in counted
        found = search(client, "filter=filip", "facets/people")["results"]
        assert [item["value"] for item in found] == ["Stalin"]

    def test_an_answer_is_as_described(self, client: FlaskClient) -> None:
        from service.schemas.outputs import outputs  # noqa: PLC0415

        for query in ("q=stalin", "q=stalin&expand=none", "q=harbour"):
            assert outputs(MAPPING).search().validate(search(client, query)) == {}

    def test_the_mark_of_an_answer_moves_with_the_file(
        self, client: FlaskClient, write: Write
    ) -> None:
        for path in ("/api/v1/search?q=stalin", "/search?q=stalin", "/"):
            write(CSV)
            tag = client.get(path).headers["ETag"]
            known = {"If-None-Match": tag}
            assert client.get(path, headers=known).status_code == 304
            write("ring,name\nStalin,Roshchin\n")
            assert client.get(path, headers=known).status_code == 200
            write(CSV)
            assert client.get(path, headers=known).status_code == 304

    def test_an_answer_that_was_begun_with_other_rings_bears_no_mark(
        self, client: FlaskClient, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(CSV)
        path, plain = "/api/v1/search?q=stalin", EmbeddedEngine.search

        def changing(engine: EmbeddedEngine, *arguments: object, **more: object) -> object:
            write("ring,name\nStalin,Roshchin\n")
            return plain(engine, *arguments, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(EmbeddedEngine, "search", changing)
        answer = client.get(path)
        assert answer.status_code == 200
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        monkeypatch.undo()
        assert "ETag" in client.get(path).headers

    def test_a_change_is_seen_with_no_restart(self, client: FlaskClient, write: Write) -> None:
        write("ring,name\nStalin,Roshchin\n")
        query = search(client, "q=stalin")["query"]
        assert query["expanded"][0]["with"] == ["Roshchin"]

    def test_a_cursor_is_not_followed_into_other_rings(
        self, client: FlaskClient, write: Write
    ) -> None:
        following = search(client, "q=stalin&size=1")["page"]["next_cursor"]
        path = f"/api/v1/search?q=stalin&size=1&cursor={following}"
        assert client.get(path).status_code == 200
        write("ring,name\nStalin,Roshchin\n")
        assert client.get(path).status_code == 400

    def test_readiness_says_what_is_wrong_and_the_search_goes_on(
        self, client: FlaskClient, write: Write
    ) -> None:
        assert client.get("/readyz").get_json()["warnings"] == []
        write("ring,name\nA,B\nC,B\n")
        assert search(client, "q=fyn+si")["total"]["value"] == 5
        (warning,) = client.get("/readyz").get_json()["warnings"]
        assert "line 2" in warning
        assert "line 3" in warning

    def test_a_site_begins_with_a_broken_file_and_says_so(self, full: Engine, write: Write) -> None:
        site = create_app(Settings(names=str(write("nothing"))), full).test_client()
        assert site.get("/readyz").get_json()["warnings"]
        assert search(site, "q=stalin")["query"]["expanded"] == []

    def test_without_a_file_answers_are_as_before(self, full: Engine) -> None:
        site = create_app(Settings(), full).test_client()
        body = search(site, "q=stalin")
        assert body["query"]["expanded"] == []
        assert body["query"]["links"] == {}
        assert people_of(search(site, "facet_size=50"))["Filippov"] == 2


class TestPage:
    def test_the_line_above_the_results(self, client: FlaskClient) -> None:
        page = client.get("/search?q=filippov").text
        assert "Also searched: Stalin, Fyn Si" in page
        assert 'href="/search?q=filippov&amp;expand=none" rel="nofollow">only Filippov</a>' in page
        off = client.get("/search?q=filippov&expand=none").text
        assert "Also searched" not in off
        assert 'href="/search?q=filippov" rel="nofollow">search all names' in off

    def test_a_name_of_a_ring_in_an_address_is_shown_as_the_person(
        self, client: FlaskClient
    ) -> None:
        page = client.get("/search?people=Filippov").text
        assert "Stalin</b> <i" in page
        assert "Filippov</b> <i" not in page, "no piece of the search bears the other name"

    def test_names_are_shown_as_text(self, full: Engine, write: Write) -> None:
        path = write('ring,name\nStalin,"<script>x</script>"\n')
        page = (
            create_app(Settings(names=str(path)), full).test_client().get("/search?q=stalin").text
        )
        assert "<script>x" not in page
        assert "&lt;script&gt;x" in page


class TestCommands:
    def run(self, *words: str, names: Path) -> tuple[int, str]:
        env = {"SEARCHROOM_NAMES": str(names), "SEARCHROOM_ENGINE": f"embedded:{names.parent}/i"}
        done = CliRunner().invoke(cli, list(words), env=env, standalone_mode=False)
        return done.return_value, done.output + str(done.exception or "")

    def test_check_counts_the_rings_and_says_what_is_wrong(self, write: Write) -> None:
        assert "names: 3 rings" in self.run("check", names=write(CSV))[1]
        code, said = self.run("check", names=write("ring,name\nA,B\nC,B\n"))
        assert code == 1
        assert "problem: SEARCHROOM_NAMES:" in said
        assert "line 3" in said

    def test_a_server_does_not_begin_with_a_broken_file(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun: list[object] = []
        monkeypatch.setattr("service.commands.serve.serve_site", lambda *given: begun.append(given))
        said = self.run("serve", names=write("ring,name\nA,B\nC,B\n"))[1]
        assert "is in two rings" in said
        assert begun == []
        self.run("serve", names=write(CSV))
        assert len(begun) == 1
