#!/usr/bin/env python3
"""Reads a vault file. This was written from src-tauri/crates/vault/FORMAT.md alone, as an independent check of that page.

  decrypt.py VAULT [--device-key-file F | --passphrase-file F | --kit-file F] [--pin-file F] [--secrets]
  decrypt.py --kit FOLDER       every file of the test kit against its verdict; `N passed, M failed` at the end

Needs pynacl and argon2-cffi. Secrets come from files, never from the command line.
"""

import argparse
import base64
import hashlib
import hmac
import json
import pathlib
import re
import sys
import unicodedata

import argon2.low_level as argon2
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.exceptions import CryptoError

import age_file
from age_file import NotOpened, hkdf

MAGIC = b"LINGPAI\0"
MOST = 64 << 20


class Damaged(Exception):
    """A fault in the words of the page's section on verdicts, without `damaged-`."""


class Wrong(Exception):
    """The key, passphrase, kit or PIN is not the right one."""


class NoSlot(Exception):
    """There is no slot of this kind."""


class Newer(Exception):
    """A newer major version, in a form that this page does not describe."""


# Records


class Record:
    """Fields by tag; the form of the whole record is checked first (Records)."""

    def __init__(self, octets, known):
        self.octets, self.known, self.fields, at, last = octets, known, {}, 0, None
        self.first_fault = None
        while at < len(octets):
            head = octets[at : at + 6]
            if len(head) < 6:
                raise Damaged("short")
            tag, length = int.from_bytes(head[:2], "big"), int.from_bytes(head[2:], "big")
            value = octets[at + 6 : at + 6 + length]
            if last is not None and tag <= last:
                raise Damaged("order")
            if len(value) < length:
                raise Damaged("short")
            self.fields[tag], last, at = value, tag, at + 6 + length
        if 0 in self.fields:
            raise Damaged("field 0")

    def check(self, rules):
        """`rules`: for each known tag in order, None (may not be there) or (required, reader). Gives what was read."""
        read = {}
        for tag in range(1, self.known + 1):
            rule, value = rules.get(tag), self.fields.get(tag)
            if rule is None:
                if value is not None:
                    raise Damaged(f"field {tag}")
                continue
            required, reader = rule
            if value is None:
                if required:
                    raise Damaged(f"missing {tag}")
                continue
            read[tag] = reader(tag, value)
        return read


def sized(low, high=None):
    high = low if high is None else high

    def reader(tag, value):
        if not low <= len(value) <= high:
            raise Damaged(f"field {tag}")
        return value

    return reader


def number(low, high, length=8):
    def reader(tag, value):
        found = int.from_bytes(value, "big")
        if len(value) != length or not low <= found <= high:
            raise Damaged(f"field {tag}")
        return found

    return reader


def items(tag, value, most=None):
    """A list: each item after its length."""
    found = []
    while value:
        length = int.from_bytes(value[:4], "big")
        if len(value) < 4 or len(value) < 4 + length or len(found) == most:
            raise Damaged(f"field {tag}")
        found.append(value[4 : 4 + length])
        value = value[4 + length :]
    return found


def matching(test):
    def reader(tag, value):
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Damaged(f"field {tag}") from error
        if not test(text):
            raise Damaged(f"field {tag}")
        return text

    return reader


def cost(tag, value):
    """Memory in KiB, passes, lanes, within their caps."""
    if len(value) != 12:
        raise Damaged(f"field {tag}")
    memory, passes, lanes = (int.from_bytes(value[at : at + 4], "big") for at in (0, 4, 8))
    if not (1 <= lanes <= 16 and 1 <= passes <= 32 and 8 * lanes <= memory <= 1 << 20):
        raise Damaged(f"field {tag}")
    return memory, passes, lanes


# Keys


def aead(key, sealed, associated):
    """XChaCha20-Poly1305: nonce, ciphertext, tag (AEAD)."""
    if len(sealed) < 40:
        raise NotOpened
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed[24:], associated, sealed[:24], key)
    except (CryptoError, ValueError) as error:
        raise NotOpened from error


def argon2id(typed, salt, secret, data, costs):
    """Argon2id with secret and associated data, through the library's own context."""
    memory, passes, lanes = costs
    ffi, out = argon2.ffi, argon2.ffi.new("uint8_t[]", 32)
    buffers = [ffi.new("uint8_t[]", octets or b"\0") for octets in (typed, salt, secret, data)]
    context = ffi.new(
        "argon2_context *",
        {
            "version": 0x13, "out": out, "outlen": 32,
            "pwd": buffers[0], "pwdlen": len(typed), "salt": buffers[1], "saltlen": len(salt),
            "secret": buffers[2] if secret else ffi.NULL, "secretlen": len(secret),
            "ad": buffers[3], "adlen": len(data),
            "t_cost": passes, "m_cost": memory, "lanes": lanes, "threads": 1,
            "allocate_cbk": ffi.NULL, "free_cbk": ffi.NULL, "flags": 0,
        },
    )
    result = argon2.core(context, argon2.Type.ID.value)
    if result != 0:
        raise RuntimeError(argon2.error_to_str(result))
    return bytes(ffi.buffer(out, 32))


def stretch(typed, salt, secret, context, costs):
    """Key and commitment (Argon2id and its costs)."""
    made = argon2id(typed, salt, secret, hashlib.sha256(context).digest(), costs)
    return hkdf(made, salt, b"lingpai/1 kek"), hkdf(made, salt, b"lingpai/1 commitment")


class WayIn:
    """A way into the vault: `device-key`, `passphrase` or `kit`, and its text."""

    KINDS = {"device-key": 1, "passphrase": 2, "kit": 3}

    def __init__(self, name, text):
        self.kind, self.text = self.KINDS[name], text

    def opens(self, slot):
        """Whether it is for this kind of slot: a passphrase is for kind 2, and in a backup for kind 4."""
        return slot[1][0] == self.kind or (slot[1][0] == 4 and self.kind == 2)

    def open(self, slot, vault):
        """The root key (Slots)."""
        kind = slot[1][0]
        bound = b"lingpai/1 root key\0" + vault + bytes([kind])
        typed = unicodedata.normalize("NFC", self.text).encode()
        if kind in (3, 4):
            if kind == 3:
                secret = age_file.identity(self.text)
            else:
                secret, _ = stretch(typed, slot[5], b"", b"lingpai/1 backup passphrase\0" + vault, slot[4])
            if age_file.recipient_of(secret) != slot[7]:
                raise Wrong
            try:
                plain = age_file.decrypt(slot[2], secret)
            except NotOpened as error:
                raise Damaged("sealed") from error
            if plain[32:] != bound:
                raise Damaged("sealed")
            return plain[:32]
        if kind == 1:
            device = base64.urlsafe_b64decode(self.text + "=")
            key = hkdf(device, vault, b"lingpai/1 keystore slot")
            commitment = hkdf(device, vault, b"lingpai/1 keystore commitment")
        else:
            key, commitment = stretch(typed, slot[5], b"", b"lingpai/1 passphrase\0" + vault, slot[4])
        if not hmac.compare_digest(commitment, slot[6]):
            raise Wrong
        try:
            return aead(key, slot[2], bound)
        except NotOpened as error:
            raise Damaged("sealed") from error


# Header


def slot(octets):
    record = Record(octets, 8)
    kind = record.fields.get(1)
    if kind is None:
        raise Damaged("missing 1")
    if len(kind) != 1:
        raise Damaged("field 1")
    name = matching(lambda text: 1 <= len(text) <= 32 and all(c in "abcdefghijklmnopqrstuvwxyz-" for c in text))
    recipient = matching(lambda text: text == text.lower() and age_file.bech32_decode(text, "age") is not None)
    required = lambda reader: (True, reader)
    rules = {
        1: {1: required(sized(1)), 2: required(sized(72)), 3: required(name), 6: required(sized(32))},
        2: {
            1: required(sized(1)), 2: required(sized(72)), 4: required(cost), 5: required(sized(16)),
            6: required(sized(32)),
        },
        3: {
            1: required(sized(1)), 2: required(sized(0, 1024)), 7: required(recipient),
            8: required(number(0, 2**64 - 1)),
        },
        4: {
            1: required(sized(1)), 2: required(sized(0, 1024)), 4: required(cost), 5: required(sized(16)),
            7: required(recipient),
        },
    }.get(kind[0])
    return None if rules is None else record.check(rules)


def slots(tag, value):
    listed = items(tag, value, 16)
    if not listed:
        raise Damaged(f"field {tag}")
    read = [known for known in map(slot, listed) if known is not None]
    # A file has one passphrase: its own, or in a backup the one for backups.
    kinds = [2 if known[1][0] == 4 else known[1][0] for known in read]
    if len(set(kinds)) != len(kinds):
        raise Damaged(f"field {tag}")
    return read


def header(octets):
    rules = {
        1: (True, sized(16)), 2: (True, number(1, 2**63 - 1)), 3: (True, slots), 4: (True, number(0, 2**64 - 1)),
    }
    return Record(octets, 4).check(rules)


# Body

FORBIDDEN = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xE000, 0xF8FF), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xFFFE, 0xFFFF), (0xE0000, 0xE0FFF), (0xF0000, 0x10FFFF),
]
WHITE_SPACE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}


def name(most):
    """A text of fields 2 and 3 (Texts)."""

    def test(text):
        allowed = not any(
            unicodedata.category(c) == "Cc" or any(low <= ord(c) <= high for low, high in FORBIDDEN) for c in text
        )
        return 1 <= len(text) <= most and allowed and text[0] not in WHITE_SPACE and text[-1] not in WHITE_SPACE

    return matching(test)


def otp(tag, value):
    algorithms = {1: "sha1", 2: "sha256", 3: "sha512"}
    if len(value) != 11 or value[0] not in algorithms or not 4 <= value[1] <= 10 or value[2] not in (1, 2, 3):
        raise Damaged(f"field {tag}")
    factor = int.from_bytes(value[3:], "big")
    if value[2] == 1 and not 1 <= factor <= 3600:
        raise Damaged(f"field {tag}")
    if value[2] == 3 and (value[0], value[1], factor) != (1, 5, 30):
        raise Damaged(f"field {tag}")
    kinds = {1: "totp", 2: "hotp", 3: "steam"}
    return f"{algorithms[value[0]]}/{value[1]}/{kinds[value[2]]}/{factor}"


BINDINGS = {
    1: "plain", 2: "main-synced", 3: "main-unsynced", 4: "sub-synced", 5: "sub-unsynced", 6: "sub-by-eye", 7: "main-by-eye",
}


def binding(tag, value):
    if len(value) != 10 or value[0] not in BINDINGS:
        raise Damaged(f"field {tag}")
    count, until = value[1], int.from_bytes(value[2:], "big")
    if count > 10 or (until != 0 and not 6 <= count <= 9) or (value[0] == 1 and (count, until) != (0, 0)):
        raise Damaged(f"field {tag}")
    return BINDINGS[value[0]], count, until


def devices(tag, value):
    """Further devices: slot, epoch, when, and a name after its length (Accounts)."""
    found = []
    while value:
        slot, length = value[0], value[13] if len(value) > 13 else 255
        if len(value) < 14 + length or not 2 <= slot <= 5 or (found and slot <= found[-1]):
            raise Damaged(f"field {tag}")
        name(60)(tag, value[14 : 14 + length])
        found.append(slot)
        value = value[14 + length :]
    if not found:
        raise Damaged(f"field {tag}")
    return found


def some(each=None, most=None):
    """A list that is left out if it is empty."""

    def reader(tag, value):
        found = items(tag, value, most)
        if not found or (each and not all(each(item) for item in found)):
            raise Damaged(f"field {tag}")
        return found

    return reader


def account(octets):
    """One account; any fault sets it aside (Accounts)."""
    record = Record(octets, 24)
    letters = matching(lambda text: 1 <= len(text) <= 32 and text.isascii() and text.isalnum())
    support = matching(lambda text: 1 <= len(text) <= 60 and all(c in "0123456789+-/() " for c in text) and text == text.strip(" "))
    secret = lambda tag, value: value if not value else sized(41, 168)(tag, value)
    rules = {
        1: (True, sized(16)), 2: (False, name(100)), 3: (True, name(200)), 4: (True, otp), 5: (True, sized(8)),
        6: (False, letters), 7: (False, support), 8: (True, binding), 9: (True, sized(32)), 10: (True, secret),
        20: (False, number(1, 1, 1)), 21: (False, name(60)), 22: (False, number(1, 3, 1)),
        23: (False, number(0, (2**64 - 1) // 1000)), 24: (False, lambda tag, value: value),
    }
    if 7 in record.fields and 6 not in record.fields:
        raise Damaged("field 7")
    kind = record.fields.get(8, b"")[:1]
    if kind in (b"\x01", b"\x06", b"\x07"):
        if not record.fields.get(10):
            raise Damaged("field 10")
        rules[11] = (True, sized(72))
    elif record.fields.get(10):
        rules |= {12: (True, cost), 13: (True, sized(16)), 14: (True, sized(32))}
        if kind == b"\x05" and 15 not in record.fields:
            rules[17] = (True, sized(1, 1536))
        else:
            rules |= {15: (True, sized(72)), 16: (False, sized(0, 1024))}
    if kind != b"\x01":
        rules[18] = (False, number(1, 2**32 - 1, 4))
    if kind in (b"\x02", b"\x03", b"\x07"):
        rules[19] = (False, devices)
    entry = record.check(rules)
    entry["next"] = waiting(entry) if kind in (b"\x04", b"\x05") else None
    return entry


def waiting(entry):
    """The transfer that came over an account (field 24); None where it is none."""
    try:
        record = Record(entry[24], 24)
        # None waits for another one in turn.
        found = None if 24 in record.fields else account(entry[24])
    except (KeyError, Damaged):
        return None
    return found if found and found[1] == entry[1] and 17 in found else None


def delays(tag, value):
    found = some(lambda item: len(item) == 10 and item[9] in (0, 1), 32)(tag, value)
    kinds = [item[0] for item in found]
    if kinds != sorted(set(kinds)) or 0 in kinds:
        raise Damaged(f"field {tag}")
    return found


def backup_passphrase(tag, value):
    """Cost, salt, and the recipient's text (Settings)."""
    cost(tag, value[:12])
    matching(lambda text: text == text.lower() and age_file.bech32_decode(text, "age") is not None)(tag, value[28:])
    return value


def settings(tag, value):
    record = Record(value, 7)
    folder = matching(lambda text: 1 <= len(text.encode()) <= 32768)
    host = re.compile(rb"[A-Za-z0-9.\-_:\[\]]{1,255}")
    rules = {
        1: (False, folder), 3: (False, number(1, 1, 1)), 4: (False, number(1, 1, 1)),
        5: (False, some(lambda item: host.fullmatch(item), 8)), 6: (False, delays), 7: (False, backup_passphrase),
    }
    if 1 in record.fields:
        rules[2] = (True, number(1, 100, 1))
    return record.check(rules)


def body(octets, major):
    rules = {
        1: (True, items), 2: (True, settings), 3: (True, number(0, 2**64 - 1)), 4: (True, number(0, 1, 1)),
        5: (False, some(lambda item: len(item) >= 8)), 6: (False, some(most=1000)),
        7: (False, some(lambda item: len(item) == 32, 256)), 8: (False, sized(72)), 9: (False, number(1, 100, 2)),
        10: (False, number(1, 1, 1)),
    }
    if major == 1:
        rules[8] = None
    if major == 2:
        rules[8] = (True, sized(72))
    read = Record(octets, 10).check(rules)
    accounts, ids = [], set()
    for octets in read[1]:
        try:
            entry = account(octets)
            accounts.append(None if entry[1] in ids else entry)
            ids.add(entry[1])
        except Damaged:
            accounts.append(None)
    read[1] = accounts
    return read


# The file


def framed(content, at):
    length = int.from_bytes(content[at : at + 4], "big")
    if len(content) < at + 4 or len(content) < at + 4 + length:
        raise Damaged("short")
    return content[at + 4 : at + 4 + length], at + 4 + length


class Vault:
    """An opened vault file."""

    def __init__(self, octets, way):
        self.read_only = False
        content = self.checked(octets)
        try:
            self.open(content, way)
        except Damaged as damage:
            # In a newer version's file only faults of MAC, slots and checksum are damage.
            if self.read_only and str(damage) not in ("header", "sealed"):
                raise Newer from damage
            raise

    def checked(self, octets):
        if len(octets) > MOST or len(octets) < 16:
            raise Damaged("short" if len(octets) < 16 else "trailing")
        if octets[:8] != MAGIC:
            raise Damaged("magic")
        if len(octets) < 48:
            raise Damaged("short")
        content = octets[:-32]
        if hashlib.sha256(content).digest() != octets[-32:]:
            raise Damaged("checksum")
        major = int.from_bytes(octets[8:10], "big")
        if major == 0:
            raise Damaged("version")
        self.read_only = major > 2
        self.major = major
        return content

    def open(self, content, way):
        head, mac_at = framed(content, 12)
        self.header = header(head)
        mac = content[mac_at : mac_at + 32]
        if len(mac) < 32:
            raise Damaged("short")
        sealed, end = framed(content, mac_at + 32)
        if end != len(content):
            raise Damaged("trailing")
        self.id = self.header[1]
        found = next((slot for slot in self.header[3] if way.opens(slot)), None)
        if found is None:
            raise NoSlot
        root = way.open(found, self.id)
        key = lambda label: hkdf(root, self.id, b"lingpai/1 " + label)
        self.key = key
        expected = hmac.new(key(b"header mac"), content[:mac_at], hashlib.sha256).digest()
        if not hmac.compare_digest(mac, expected):
            raise Damaged("header")
        try:
            padded = aead(key(b"body"), sealed, content[: mac_at + 32])
        except NotOpened as error:
            raise Damaged("body") from error
        length = int.from_bytes(padded[:4], "big")
        if len(padded) != -(-(4 + length) // 1024) * 1024 or any(padded[4 + length :]):
            raise Damaged("body")
        self.body = body(padded[4 : 4 + length], self.major)
        if 8 in self.body:
            # What is sealed within the body goes by the first root key (The inner root key).
            try:
                inner = aead(key(b"inner wrap"), self.body[8], b"lingpai/1 inner root key\0" + self.id)
            except NotOpened as error:
                raise Damaged("body") from error
            self.key = lambda label: hkdf(inner, self.id, b"lingpai/1 " + label)

    def secret(self, entry, way, pin):
        """The result in the words of the page's section on entries: the secret, or why it stays closed."""
        if entry["next"] and pin is not None:
            result = self.secret(entry["next"], way, pin)
            if result.startswith("secret:"):
                return result
        context = lambda label: b"lingpai/1 " + label + b"\0" + self.id + entry[1]
        try:
            if 11 in entry:
                account_key = aead(self.key(b"root wrap"), entry[11], context(b"account key"))
            elif not entry[10]:
                return "erased"
            elif 17 in entry:
                if pin is None:
                    return "closed"
                head = entry[17]
                key, commitment = stretch(pin.encode(), entry[13], b"", b"lingpai/1 transfer pin\0" + head, entry[12])
                if not hmac.compare_digest(commitment, entry[14]):
                    return "wrong"
                bound = b"lingpai/1 transfer\0" + head + entry[13] + entry[14]
                return "secret:" + aead(key, entry[10], bound).hex()
            elif pin is not None:
                key, commitment = stretch(pin.encode(), entry[13], self.key(b"pin pepper"), context(b"pin"), entry[12])
                if not hmac.compare_digest(commitment, entry[14]):
                    return "wrong"
                account_key = aead(key, entry[15], context(b"account key"))
            elif way.kind == 3 and 16 in entry:
                plain = age_file.decrypt(entry[16], age_file.identity(way.text))
                if plain[32:] != context(b"kit account key"):
                    return "sealed"
                account_key = plain[:32]
            else:
                return "closed"
            return "secret:" + aead(account_key, entry[10], context(b"secret")).hex()
        except NotOpened:
            return "sealed"


# The test kit


def verdict_of(octets, way, pin):
    """The verdict and the entry lines."""
    try:
        vault = Vault(octets, way)
    except Damaged as damage:
        return f"damaged-{damage}", []
    except Wrong:
        return "wrong", []
    except NoSlot:
        return "no-slot", []
    except Newer:
        return "newer", []
    entries = []
    for entry in vault.body[1]:
        if entry is None:
            entries.append("set-aside")
            continue
        bound, count, until = entry[8]
        result = vault.secret(entry, way, pin)
        entries.append(f"{bound} {count} {until} {entry[4]} {result} {entry[3]}")
    aside = entries.count("set-aside")
    if vault.read_only:
        return "read-only", entries
    return (f"set-aside {aside}" if aside else "ok"), entries


def judge(path):
    """Gives the expected and the actual result."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    lines = [line.split(": ", 1) for line in head.split("\n")]
    said = {key: value for key, value in lines if key != "entry"}
    kind, _, typed = said["way"].partition(" ")
    found = verdict_of(base64.b64decode(text), WayIn(kind, typed), said.get("pin"))
    return (said["verdict"], [value for key, value in lines if key == "entry"]), found


def run_kit(folder):
    passed = failed = 0
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        said, found = judge(path)
        if said == found:
            passed += 1
        else:
            failed += 1
            print(f"{path.name}: says {said}, found {found}")
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


def run_vault(arguments):
    ways = [(name, getattr(arguments, name.replace("-", "_") + "_file")) for name in WayIn.KINDS]
    given = [(name, pathlib.Path(file).read_text(encoding="utf-8").rstrip("\n")) for name, file in ways if file]
    if len(given) != 1:
        sys.exit("one of --device-key-file, --passphrase-file, --kit-file is needed")
    way = WayIn(*given[0])
    pin = pathlib.Path(arguments.pin_file).read_text().strip() if arguments.pin_file else None
    vault = Vault(pathlib.Path(arguments.vault).read_bytes(), way)
    accounts = []
    for entry in filter(None, vault.body[1]):
        result = vault.secret(entry, way, pin)
        if not arguments.secrets and result.startswith("secret:"):
            result = "opens"
        accounts.append({"id": entry[1].hex(), "number": entry[3], "binding": entry[8][0], "otp": entry[4], "secret": result})
    aside = vault.body[1].count(None)
    json.dump({"vault": vault.id.hex(), "generation": vault.header[2], "set_aside": aside, "accounts": accounts}, sys.stdout, indent=1)
    print()
    return 0


def main():
    parser = argparse.ArgumentParser(description="Reads a Lingpai vault file.")
    parser.add_argument("vault", nargs="?")
    parser.add_argument("--kit", metavar="FOLDER")
    for name in [*WayIn.KINDS, "pin"]:
        parser.add_argument(f"--{name}-file")
    parser.add_argument("--secrets", action="store_true")
    arguments = parser.parse_args()
    if arguments.kit:
        return run_kit(arguments.kit)
    return run_vault(arguments) if arguments.vault else parser.error("a vault file is needed")


if __name__ == "__main__":
    sys.exit(main())
