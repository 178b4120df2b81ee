"""A node with security on: TLS by a certificate authority of the test's own, and one user.

The JDK's keytool makes the certificates, and the user is in the node's own files, so nothing is
needed beside the minimal distribution.
"""

from __future__ import annotations

import base64
import hashlib
import os
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elasticsearch_node.install import Installation

USER = "archivist"
STORE_PASSWORD = "of the key store"
_DAYS = "30"
_KEYTOOL_SECONDS = 60
_QUICK = ("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")  # for a process of a second
_ROUNDS = 1000  # of the password's hash: the fewest that the server knows by name


@dataclass(frozen=True, slots=True)
class Security:
    """The certificates of a node and the user that may do everything there."""

    folder: Path
    password: str

    @property
    def authority(self) -> Path:
        """The PEM file of the certificate authority that signed the node's certificate."""
        return self.folder / "ca.pem"

    @property
    def stranger(self) -> Path:
        """The PEM file of another certificate authority."""
        return self.folder / "other.pem"

    @property
    def fingerprint(self) -> str:
        """The SHA-256 fingerprint of the node's certificate."""
        der = ssl.PEM_cert_to_DER_cert((self.folder / "node.pem").read_text())
        return hashlib.sha256(der).hexdigest()

    @property
    def login(self) -> str:
        """What is put before the @ of an address."""
        return f"{USER}:{self.password}"

    def context(self) -> ssl.SSLContext:
        """Return what trusts the node."""
        return ssl.create_default_context(cafile=str(self.authority))

    def header(self) -> str:
        """Return the value of an Authorization header."""
        return "Basic " + base64.b64encode(self.login.encode()).decode()

    def settings(self) -> dict[str, Any]:
        """Return the node's settings."""
        tls = "xpack.security.http.ssl"
        return {
            "xpack.security.enabled": True,
            "xpack.security.authc.password_hashing.algorithm": "pbkdf2_1000",
            f"{tls}.enabled": True,
            f"{tls}.keystore.path": "node.p12",
            f"{tls}.keystore.password": STORE_PASSWORD,
        }

    def write(self, config: Path) -> None:
        """Put key store and user into a node's folder of settings."""
        (config / "node.p12").write_bytes((self.folder / "node.p12").read_bytes())
        (config / "users").write_text(f"{USER}:{_hashed(self.password)}\n")
        (config / "users_roles").write_text(f"superuser:{USER}\n")


def secure(folder: Path, installation: Installation, password: str) -> Security:
    """Make the certificates in a folder."""
    tool = installation.java_home / "bin" / "keytool"
    for name in ("ca", "other"):
        _key(tool, folder, name, "-ext", "bc:c", "-ext", "ku:c=keyCertSign,cRLSign")
        _run(tool, folder, name, "-exportcert", "-rfc", "-file", f"{name}.pem")
    _key(tool, folder, "node")
    _run(tool, folder, "node", "-certreq", "-file", "node.csr")
    _run(
        tool, folder, "ca", "-gencert", "-rfc", "-validity", _DAYS,
        "-ext", "san=dns:localhost,ip:127.0.0.1", "-infile", "node.csr", "-outfile", "node.pem",
    )  # fmt: skip
    chain = (folder / "node.pem").read_text() + (folder / "ca.pem").read_text()
    (folder / "chain.pem").write_text(chain)
    _run(tool, folder, "node", "-importcert", "-noprompt", "-file", "chain.pem")
    return Security(folder, password)


def _key(tool: Path, folder: Path, name: str, *more: str) -> None:
    _run(
        tool, folder, name, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1",
        "-validity", _DAYS, "-dname", f"CN=Searchroom test {name}", *more,
    )  # fmt: skip


def _run(tool: Path, folder: Path, name: str, command: str, *more: str) -> None:
    store = ("-alias", name, "-keystore", f"{name}.p12", "-storepass", STORE_PASSWORD)
    subprocess.run(
        [str(tool), *_QUICK, command, *store, *more],
        cwd=folder, check=True, capture_output=True, timeout=_KEYTOOL_SECONDS,
    )  # fmt: skip


def _hashed(password: str) -> str:
    """Return a password as the server keeps it."""
    salt = os.urandom(32)
    made = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS, 32)
    parts = (base64.b64encode(part).decode() for part in (salt, made))
    return f"{{PBKDF2}}{_ROUNDS}${'$'.join(parts)}"
