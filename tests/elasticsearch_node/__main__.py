"""Run a node by hand: `cd tests && python -m elasticsearch_node` prints its address."""

import signal

from elasticsearch_node.node import single_node

with single_node() as node:
    print(node.url, flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
