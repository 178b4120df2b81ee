"""Rows over HTTP: the site beside Elasticsearch, Datasette and a minimal Flask view."""

from __future__ import annotations

import statistics
from typing import Any
from urllib.parse import urlencode

import orjson
from elasticsearch import Elasticsearch, OrjsonSerializer

from bench import bare_datasette, bare_elastic, clients, elastic_node, indexes, servers
from bench.agreement import Differs, Found, check
from bench.clients import Client
from bench.measuring import Outcome, Times, in_turn
from bench.plan import Plan
from bench.queries import FACETS, FRUS, SIZE, Question
from bench.searching import of_bare, of_result
from service.engines.elastic.request import search_body

MAPPING = indexes.MAPPING
_ALIKE = 0.9  # of Datasette's totals that must be within a tenth of ours; its stemmer is another


def api(question: Question) -> str:
    """Return the address of a search in the API."""
    return f"/api/v1/search?{_arguments(question)}&facets={','.join(FACETS)}&size={SIZE}"


def page(question: Question) -> str:
    """Return the address of the same search for a reader."""
    return f"/search?{_arguments(question)}"


def beside_elasticsearch(plan: Plan) -> Outcome:
    """The embedded site beside a request written for Elasticsearch: title and summary marked."""
    return _elasticsearch(plan, ("title", "summary"))


def beside_elasticsearch_fragments(plan: Plan) -> Outcome:
    """The same with fragments of the full text, which ours gives too."""
    return _elasticsearch(plan, ("title", "summary", "text"))


def _elasticsearch(plan: Plan, marked: tuple[str, ...]) -> Outcome:
    elastic_node.filled(plan.full)
    path = f"/{elastic_node.alias(plan.full)}/_search"
    bodies = {question: orjson.dumps(bare_elastic.body(question, marked)) for question in FRUS}
    bare = Client(int(elastic_node.address().rpartition(":")[2]))
    with servers.searchroom(f"embedded:{indexes.ours(plan.full)}") as server:
        site = Client(server.port)
        mine, theirs, detail = in_turn(
            lambda question: site.get(api(question)),
            lambda question: bare.post(path, bodies[question]),
            FRUS,
            plan.rounds,
        )
        for question in FRUS:
            answer = orjson.loads(bare.post(path, bodies[question]))
            total = site.json(api(question))["total"]["value"]
            if total != answer["hits"]["total"]["value"]:
                raise Differs(f"{question}: {total}, and {answer['hits']['total']['value']} beside")
    detail["elasticsearch"] = elastic_node.version()
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def beside_datasette(plan: Plan) -> Outcome:
    """The embedded site beside Datasette with FTS5, the same table and two facets, no marks."""
    return _datasette(plan, "&highlight=0")


def beside_datasette_marked(plan: Plan) -> Outcome:
    """The same with the words marked, which Datasette does not do."""
    return _datasette(plan, "")


def _datasette(plan: Plan, more: str) -> Outcome:
    def two_facets(question: Question) -> str:
        return api(question).replace("year", "").replace(",&", "&") + more

    with (
        bare_datasette.serve(plan.full) as other,
        servers.searchroom(f"embedded:{indexes.ours(plan.full)}") as server,
    ):
        site, bare = Client(server.port), Client(other.port)
        paths = {question: bare_datasette.address(plan.full, question) for question in FRUS}
        asked = [question for question in FRUS if question.facet != "year"]
        mine, theirs, detail = in_turn(
            lambda question: site.get(two_facets(question)),
            lambda question: bare.get(paths[question]),
            asked,
            max(1, plan.rounds // 5),
        )
        version = bare.json("/-/versions.json")["datasette"]["version"]
        near = same = 0
        for question in asked:
            total = site.json(api(question))["total"]["value"]
            other_total = bare_datasette.total(bare.get(paths[question]))
            same += total == other_total
            near += abs(total - other_total) <= max(2, total // 10)
    if near < _ALIKE * len(asked):
        raise Differs(f"only {near} of {len(asked)} totals are within a tenth of Datasette's")
    detail |= {"same_totals": same, "totals_within_a_tenth": near, "datasette": version}
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def elastic_boundary(plan: Plan) -> Outcome:
    """Our Elasticsearch engine beside its own request sent by the bare client."""
    engine = elastic_node.filled(plan.full)
    client = Elasticsearch(elastic_node.address(), serializer=OrjsonSerializer())
    alias = elastic_node.alias(plan.full)
    asked = {question: question.query(MAPPING) for question in FRUS}
    bodies = {question: search_body(query, MAPPING) for question, query in asked.items()}

    def beside(question: Question) -> Any:
        return client.search(index=alias, body=bodies[question]).body

    mine, theirs, detail = in_turn(
        lambda question: engine.search(asked[question]), beside, FRUS, plan.rounds
    )
    for question in FRUS:
        answer = beside(question)["hits"]
        hits = [(hit["_source"]["id"], hit["_score"]) for hit in answer["hits"]]
        found = Found(answer["total"]["value"], hits, {})
        check(question, of_result(engine.search(asked[question])), found)
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def elastic_over_http(plan: Plan) -> Outcome:
    """The site over Elasticsearch beside the engine's own request sent by the bare client."""
    elastic_node.filled(plan.full)
    client = Elasticsearch(elastic_node.address(), serializer=OrjsonSerializer())
    alias = elastic_node.alias(plan.full)
    bodies = {question: search_body(question.query(MAPPING), MAPPING) for question in FRUS}
    prefix = elastic_node.prefix(plan.full)
    with servers.searchroom(elastic_node.address(), SEARCHROOM_ELASTIC_PREFIX=prefix) as server:
        site = Client(server.port)
        mine, theirs, detail = in_turn(
            lambda question: site.get(api(question)),
            lambda question: client.search(index=alias, body=bodies[question]).body,
            FRUS,
            plan.rounds,
        )
        for question in FRUS:
            answer = client.search(index=alias, body=bodies[question]).body["hits"]
            hits = [(hit["_source"]["id"], hit["_score"]) for hit in answer["hits"]]
            check(
                question,
                _of_api(site.json(api(question))),
                Found(answer["total"]["value"], hits, {}),
            )
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def many_clients(plan: Plan) -> Outcome:
    """Searches a second with eight connections, beside a Flask view over the bare script."""
    return _many(plan, "title,summary")


def many_clients_fragments(plan: Plan) -> Outcome:
    """The same, with a snippet of the full text on that side too."""
    return _many(plan, "title,summary,text")


def _many(plan: Plan, marked: str) -> Outcome:
    with (
        servers.bare_flask(indexes.bare(plan.full), marked) as other,
        servers.searchroom(f"embedded:{indexes.ours(plan.full)}") as server,
    ):
        paths = {question: _bare_path(question) for question in FRUS}
        site, bare = Client(server.port), Client(other.port)
        for question in FRUS:
            check(question, _of_api(site.json(api(question))), of_bare(bare.json(paths[question])))
        mine, theirs = [], []
        for turn in range(plan.turns + 1):
            ours = clients.rate(server.port, list(map(api, FRUS)), plan.seconds)
            beside = clients.rate(other.port, list(paths.values()), plan.seconds)
            if turn:  # the first one warms up
                mine.append(ours)
                theirs.append(beside)
    ratio = statistics.median(mine) / statistics.median(theirs)
    detail = {"connections": clients.CONNECTIONS, "seconds": plan.seconds, "turns": plan.turns}
    unit = "searches/s"
    return Outcome(ratio, Times.of(mine, unit), Times.of(theirs, unit), detail)


def page_over_json(plan: Plan) -> Outcome:
    """The page of a search beside its JSON with the same facets, from the same server."""
    with servers.searchroom(f"embedded:{indexes.ours(plan.full)}") as server:
        site = Client(server.port)
        mine, theirs, detail = in_turn(
            lambda question: site.get(page(question)),
            lambda question: site.get(f"/api/v1{page(question)}"),
            FRUS,
            plan.rounds,
        )
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def ids_over_whole(plan: Plan) -> Outcome:
    """The ids of a search beside its whole answer, from the same server."""
    with servers.searchroom(f"embedded:{indexes.ours(plan.full)}") as server:
        site = Client(server.port)
        mine, theirs, detail = in_turn(
            lambda question: site.get(
                f"/api/v1/search?{_arguments(question)}&fields=id&facets=none&size={SIZE}"
            ),
            lambda question: site.get(f"/api/v1/search?{_arguments(question)}&size={SIZE}"),
            FRUS,
            plan.rounds,
        )
    return Outcome(mine.median / theirs.median, mine, theirs, detail)


def _arguments(question: Question) -> str:
    # as typed: who is beside us knows no other names of a place
    asked = [("q", question.text), ("match", "all"), ("spell", "off"), ("expand", "none")]
    return urlencode(asked + ([(question.facet, question.value)] if question.facet else []))


def _bare_path(question: Question) -> str:
    asked = [("q", question.text)]
    asked += [("facet", question.facet), ("value", question.value)] if question.facet else []
    return f"/search?{urlencode(asked)}"


def _of_api(answer: dict[str, Any]) -> Found:
    return Found(
        answer["total"]["value"],
        [(hit["id"], hit["score"]) for hit in answer["results"]],
        {
            name: {value["value"]: value["count"] for value in facet["values"]}
            for name, facet in answer["facets"].items()
        },
        {
            hit["id"]: {field: "".join(parts) for field, parts in hit["highlight"].items()}
            for hit in answer["results"]
        },
    )
