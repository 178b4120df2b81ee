"""Addresses of clients and the networks that settings name."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from service.errors import ConfigurationError

ALL, NONE = "all", "none"

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def networks(setting: str, text: str) -> tuple[Network, ...] | None:
    """Return the networks in a setting's text, or None for all.

    Raises ConfigurationError if it cannot be read.
    """
    if text in (ALL, NONE, ""):
        return None if text == ALL else ()
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in text.split(","))
    except ValueError as error:
        raise ConfigurationError(
            f"{setting}: {error}; write addresses or networks such as 10.0.0.0/8, "
            f"separated by commas, or {ALL}, or {NONE}"
        ) from error


def address(text: str) -> Address | None:
    """Return the address in a text, with or without a port, or None if it has none.

    An IPv4 address on an IPv6 socket (`::ffff:10.0.0.1`) is returned as IPv4.
    """
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def within(one: Address | None, allowed: tuple[Network, ...] | None) -> bool:
    """Return whether an address is in one of the networks; None means all networks."""
    return allowed is None or (one is not None and any(one in network for network in allowed))
