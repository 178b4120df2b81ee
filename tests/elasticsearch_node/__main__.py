"""Run a node by hand: `cd tests && python -m elasticsearch_node` prints its address."""

import signal
import sys
from types import FrameType

from elasticsearch_node.node import single_node


def leave(number: int, frame: FrameType | None) -> None:
    """End as usual, so that the node is stopped and its folder removed."""
    sys.exit(0)


signal.signal(signal.SIGTERM, leave)
signal.signal(signal.SIGINT, leave)
with single_node() as node:
    print(node.url, flush=True)
    signal.pause()
