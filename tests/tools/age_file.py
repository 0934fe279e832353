"""Opens binary age files (age-encryption.org/v1) for one X25519 recipient, and reads the identities that open them."""

import base64
import hashlib
import hmac

from nacl.bindings import (
    crypto_aead_chacha20poly1305_ietf_decrypt,
    crypto_scalarmult,
    crypto_scalarmult_base,
)
from nacl.exceptions import CryptoError

CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHUNK = 64 * 1024
TAG = 16


class NotOpened(Exception):
    """The file is not for this identity, or was changed."""


def hkdf(ikm, salt, info, length=32):
    """HKDF-SHA-256 (RFC 5869)."""
    prk = hmac.new(salt or bytes(32), ikm, hashlib.sha256).digest()
    okm, block, counter = b"", b"", 1
    while len(okm) < length:
        block = hmac.new(prk, block + info + bytes([counter]), hashlib.sha256).digest()
        okm, counter = okm + block, counter + 1
    return okm[:length]


def polymod(values):
    """The checksum of Bech32 (BIP 173)."""
    generator = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit in range(5):
            check ^= generator[bit] if (top >> bit) & 1 else 0
    return check


def expand(prefix):
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def bech32_decode(text, prefix):
    """The 32 bytes of an identity or a recipient; None if the text is not one."""
    if text.lower() != text and text.upper() != text:
        return None
    text = text.lower()
    if not text.startswith(prefix + "1"):
        return None
    data = [CHARSET.find(c) for c in text[len(prefix) + 1 :]]
    if len(data) < 6 or min(data) < 0 or polymod(expand(prefix) + data) != 1:
        return None
    bits = "".join(f"{value:05b}" for value in data[:-6])
    whole = len(bits) // 8 * 8
    if len(bits) - whole > 4 or "1" in bits[whole:]:
        return None
    octets = bytes(int(bits[at : at + 8], 2) for at in range(0, whole, 8))
    return octets if len(octets) == 32 else None


def bech32_encode(octets, prefix):
    bits = "".join(f"{octet:08b}" for octet in octets)
    bits += "0" * (-len(bits) % 5)
    data = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    check = polymod(expand(prefix) + data + [0] * 6) ^ 1
    data += [(check >> 5 * (5 - at)) & 31 for at in range(6)]
    return prefix + "1" + "".join(CHARSET[value] for value in data)


def identity(text):
    """A recovery kit, typed in any case and with white space."""
    return bech32_decode("".join(text.split()).upper(), "age-secret-key-")


def recipient_of(secret):
    return bech32_encode(crypto_scalarmult_base(secret), "age")


def unpadded(text):
    """Canonical unpadded Base64."""
    if "=" in text:
        raise NotOpened
    try:
        octets = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError as error:
        raise NotOpened from error
    if base64.b64encode(octets).rstrip(b"=").decode() != text:
        raise NotOpened
    return octets


def stanzas(lines):
    """The recipient stanzas: arguments and body."""
    while lines:
        line = lines.pop(0)
        if not line.startswith("-> "):
            raise NotOpened
        body = ""
        while True:
            if not lines:
                raise NotOpened
            piece = lines.pop(0)
            body += piece
            if len(piece) < 64:
                break
            if len(piece) > 64:
                raise NotOpened
        yield line[3:].split(" "), unpadded(body)


def open_chunk(key, nonce, sealed):
    try:
        return crypto_aead_chacha20poly1305_ietf_decrypt(sealed, None, nonce, key)
    except (CryptoError, ValueError, TypeError) as error:
        raise NotOpened from error


def file_key(secret, arguments, body):
    """The file key of an X25519 stanza. None for a stanza of another kind or for another identity."""
    if arguments[0] != "X25519":
        return None
    if len(arguments) != 2 or len(body) != 32:
        raise NotOpened
    share = unpadded(arguments[1])
    if len(share) != 32:
        raise NotOpened
    try:
        shared = crypto_scalarmult(secret, share)
    except (CryptoError, RuntimeError) as error:
        raise NotOpened from error
    salt = share + crypto_scalarmult_base(secret)
    key = hkdf(shared, salt, b"age-encryption.org/v1/X25519")
    try:
        return open_chunk(key, bytes(12), body)
    except NotOpened:
        return None


def decrypt(sealed, secret):
    """The plain text of an age file."""
    at = sealed.find(b"\n--- ")
    end = sealed.find(b"\n", at + 1)
    if at < 0 or end < 0:
        raise NotOpened
    try:
        lines = sealed[:at].decode("ascii").split("\n")
        mac = unpadded(sealed[at + 5 : end].decode("ascii"))
    except UnicodeDecodeError as error:
        raise NotOpened from error
    if lines.pop(0) != "age-encryption.org/v1":
        raise NotOpened
    keys = [file_key(secret, arguments, body) for arguments, body in stanzas(lines)]
    key = next((key for key in keys if key is not None), None)
    if key is None:
        raise NotOpened
    expected = hmac.new(hkdf(key, b"", b"header"), sealed[: at + 4], hashlib.sha256).digest()
    if not hmac.compare_digest(mac, expected):
        raise NotOpened
    return payload(sealed[end + 1 :], key)


def payload(sealed, key):
    """STREAM: chunks of 64 KiB, the last one marked."""
    nonce, sealed = sealed[:16], sealed[16:]
    if len(nonce) != 16 or not sealed:
        raise NotOpened
    key = hkdf(key, nonce, b"payload")
    plain, counter = b"", 0
    while True:
        chunk, sealed = sealed[: CHUNK + TAG], sealed[CHUNK + TAG :]
        last = not sealed
        piece = open_chunk(key, counter.to_bytes(11, "big") + bytes([last]), chunk)
        if not piece and counter > 0:
            raise NotOpened
        plain, counter = plain + piece, counter + 1
        if last:
            return plain
