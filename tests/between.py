"""A server between client and Elasticsearch, on this machine, that may change what is said."""

from __future__ import annotations

import http.client
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

Change = Callable[[str, bytes], bytes]
"""Given the path of a request and the body of its answer, return the body that is passed on."""

_PASSED = ("Content-Type", "X-Elastic-Product", "Location")


@contextmanager
def between(
    target: str, change: Change = lambda path, body: body, asked: list[str] | None = None
) -> Iterator[str]:
    """Run a server that passes requests on; yield its address. Their paths are put into `asked`."""
    place = urlsplit(target)

    class Pass(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            if asked is not None:
                asked.append(f"{self.command} {self.path}")
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            there = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
            kept = {name: value for name, value in self.headers.items() if name != "Host"}
            kept.pop("Accept-Encoding", None)
            there.request(self.command, self.path, sent, kept)
            answer = there.getresponse()
            body = change(self.path, answer.read())
            there.close()
            self.send_response(answer.status)
            for name in _PASSED:
                if value := answer.getheader(name):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = pass_on

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pass)
    server.daemon_threads = True  # a client may hold its connection longer than the test
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
