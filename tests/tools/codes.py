"""Makes one-time codes with Python's own hmac and hashlib, for comparison. It shares no code with the program.

Reads lines `KIND ALGORITHM DIGITS FACTOR SECRET` on standard input and writes a code for each. KIND is `totp`, `hotp` or
`steam`; ALGORITHM sha1, sha256 or sha512; FACTOR the counter of hotp, otherwise `SECONDS/PERIOD`; SECRET is hexadecimal.
Sources: RFC 4226 section 5.3, RFC 6238 section 4.2.
"""

import hashlib
import hmac
import sys

STEAM = "23456789BCDFGHJKMNPQRTVWXY"


def truncated(secret, algorithm, factor):
    digest = hmac.digest(secret, factor.to_bytes(8, "big"), algorithm)
    offset = digest[-1] & 15
    return int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF


def code(kind, algorithm, digits, factor, secret):
    if kind == "hotp":
        moving = int(factor)
    else:
        seconds, period = factor.split("/")
        moving = int(seconds) // int(period)
    value = truncated(bytes.fromhex(secret), algorithm, moving)
    if kind == "steam":
        letters = ""
        for _ in range(5):
            value, place = divmod(value, len(STEAM))
            letters += STEAM[place]
        return letters
    return str(value % 10 ** int(digits)).zfill(int(digits))


assert all(hasattr(hashlib, name) for name in ("sha1", "sha256", "sha512"))
for line in sys.stdin:
    print(code(*line.split()))
