"""What begins as an address of the web."""

from __future__ import annotations

import pytest

from index_mappings.web_addresses import is_web_address


@pytest.mark.parametrize("text", ["http://a.example", "https://a.example", "HTTPS://A.EXAMPLE"])
def test_an_address_of_the_web(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text", ["", "http", "httpd.log", "http:/a", "ftp://a.example", "javascript:a", " http://a"]
)
def test_what_is_none(text: str) -> None:
    assert not is_web_address(text)
