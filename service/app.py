"""The application: makes a WSGI application from settings and engine, and handles all errors."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache, partial

from flask import Flask, Response, current_app, redirect, request
from werkzeug.exceptions import BadHost, HTTPException
from werkzeug.exceptions import NotFound as WerkzeugNotFound
from werkzeug.routing import BaseConverter, Rule
from werkzeug.wrappers import Response as AnyResponse

from index_mappings.mapping import MappingError
from index_mappings.sayings import sentence
from service import api, health, web
from service.api.responding import open_to_all, problem_response
from service.current import refuse_bad_host, request_id
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import (
    BadRequest,
    ConfigurationError,
    EngineRefused,
    EngineUnavailable,
    Fault,
    NotFound,
    SearchroomError,
    without_credentials,
)
from service.front.server import SOON
from service.headers import finish
from service.limiting import limit
from service.metrics import measure
from service.missed import keep_missed
from service.mount import Mounted, mount_path
from service.networks import networks
from service.proxies import Proxied
from service.requests_log import keep_log
from service.search.addresses import is_for_programs
from service.search.etag import code_digest
from service.search.site import Site
from service.settings import Settings
from service.soon import make_ready
from service.upkeep.dump_care import CARE, DumpCare
from service.upkeep.published_dumps import PublishedDumps

log = logging.getLogger(__name__)

_NOTHING_HERE = sentence(
    "there is nothing at this address; it may be mistyped, or its page may be gone"
)
_UNFORESEEN = "this should not have happened; the log of the server says more"


class Anything(BaseConverter):
    """The rest of a path, including slashes; `service.search.paths` reads an id from it."""

    regex = ".+"
    part_isolating = False


class LateRule(Rule):
    """The rule of an address that compiles its URL builder on first use.

    Werkzeug compiles two functions for each of sixty rules, which takes 10 ms in each process, and
    no search builds an address ("start" of `make bench`).
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(partial(super()._compile_builder, append_unknown))

        def build(rule: Rule, /, **values: object) -> tuple[str, str]:
            return compiled()(rule, **values)

        return build


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """Return the application.

    If absent, `settings` are read from the environment and `engine` is opened by them; if both are
    absent, as in a server, the engine monitors its index in the background. Raises
    ConfigurationError if either cannot be used; an unavailable or empty engine does not prevent the
    application from starting.
    """
    is_server = settings is None and engine is None
    settings = settings or Settings.from_env()
    engine = engine or open_engine(settings)
    care = DumpCare(PublishedDumps(settings.dumps, engine.mapping.name))
    if is_server:
        engine.watch()
        care.watch()
    app = Flask("service", static_folder=None, template_folder=None)
    app.url_rule_class = LateRule
    app.url_map.converters["anything"] = Anything
    app.url_map.merge_slashes = False  # an id may hold any number of them, in a row too
    code = code_digest(repr(settings), engine.mapping.digest)
    engine = measure(app, settings, engine)
    limit(app, settings)
    finish(app)
    app.extensions["searchroom"] = site = Site.of(settings, engine, code)
    app.extensions[CARE] = care
    app.extensions[SOON] = partial(make_ready, site)
    keep_missed(app, settings)
    keep_log(app, settings.log)
    app.before_request(refuse_bad_host)
    app.register_blueprint(health.blueprint())
    app.register_blueprint(api.blueprint())
    for rooms in api.protocols():
        app.register_blueprint(rooms)
    app.register_blueprint(web.blueprint())
    app.register_error_handler(Exception, _answer_error)
    mounted = mount_path(settings.public_url)
    if mounted:
        app.wsgi_app = Mounted(app.wsgi_app, mounted)  # type: ignore[assignment,method-assign]
    proxies = networks("SEARCHROOM_PROXIES", settings.proxies)
    app.wsgi_app = Proxied(app.wsgi_app, proxies)  # type: ignore[assignment,method-assign]
    return app


def _answer_error(error: Exception) -> AnyResponse | HTTPException:
    """Return any error as problem+json to a program, as a page to a reader."""
    if isinstance(error, HTTPException) and (error.code or 500) < 400:
        return error  # a redirect
    if not isinstance(error, HTTPException | SearchroomError):
        page = web.made_with_ours(error)
        if page is not None:
            return page
    known = _as_ours(error)
    if isinstance(known, NotFound) and (address := _without_slash()):
        return redirect(address, 308)
    if isinstance(known, EngineRefused):
        log.error("request %s: %s", request_id(), known)
    elif known.status >= 500 and not isinstance(known, EngineUnavailable):
        # not its path, which may have a reader's words in it
        route = request.url_rule.rule if request.url_rule else "none"
        log.error("request %s %s", request_id(), route, exc_info=error)
    response: Response
    # Where the host is none, no page can be made: the address of none is known.
    if is_for_programs(request.path) or isinstance(error, BadHost):
        response = open_to_all(problem_response(known))
    else:
        response = _page_of(known)
    if known.retry_after:
        response.headers["Retry-After"] = str(known.retry_after)
    if isinstance(error, HTTPException):
        for name, value in error.get_headers(request.environ):
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
    return response


def _page_of(known: SearchroomError) -> Response:
    """Return the page of an error, using our own template if the archive's fails."""
    try:
        return web.error_page(known)
    except Exception as error:
        page = web.made_with_ours(error, lambda: web.error_page(known))
        if page is None:
            raise
        return page


def _without_slash() -> str:
    """Return the intended address if a slash was added to one of ours, else "".

    This applies only to addresses without an id: an id may end with a slash, and its lookup
    decides.
    """
    path = request.path.rstrip("/")
    if path == request.path or request.method not in ("GET", "HEAD"):
        return ""
    known = {rule.rule for rule in current_app.url_map.iter_rules() if not rule.arguments}
    if path not in known:
        return ""
    query = request.query_string.decode("ascii", "replace")
    return f"{request.script_root}{path}{'?' if query else ''}{query}"


def _as_ours(error: Exception) -> SearchroomError:
    """Return one of our own errors for any error, without internal information."""
    if isinstance(error, WerkzeugNotFound):
        return NotFound(_NOTHING_HERE)
    if isinstance(error, BadHost):
        return BadRequest((Fault("Host", "is not the name of a host"),))
    if isinstance(error, HTTPException):
        ours = SearchroomError(error.description or error.name)
        ours.status, ours.title = error.code or 500, error.name
        return ours
    if isinstance(error, MappingError):
        return ConfigurationError(str(error))
    if not isinstance(error, SearchroomError):
        return SearchroomError(_UNFORESEEN)
    plain = without_credentials(str(error))
    if plain != str(error):
        error.args = (plain,)
    return error
