#!/usr/bin/env bash
# The bundle and the window on macOS: what the system says of both. Needs a session with a screen whose shell may read accessible names,
# as on the hosted machines. Pictures go to target/macos.
set -euo pipefail
app=${1:?the path of Lingpai.app}
pictures=target/macos
mkdir -p "$pictures"
data=$(mktemp -d)
keychain=$data/test.keychain-db

fail() {
  screencapture -x "$pictures/failed.png" || true
  echo "$1" >&2
  exit 1
}

# Repeats a command until it succeeds, for a minute.
until_true() {
  local what=$1 tries=120
  shift
  until "$@"; do
    ((tries--)) || fail "$what: not within a minute"
    sleep 0.5
  done
}

echo 'the bundle'
plist=$app/Contents/Info.plist
plutil -lint "$plist"
for language in en zh-Hant zh-Hans; do
  plutil -lint "$app/Contents/Resources/$language.lproj/InfoPlist.strings"
  plutil -extract CFBundleLocalizations json -o - "$plist" | grep -q "\"$language\"" || fail "no $language in the list of languages"
done
plutil -extract NSCameraUsageDescription raw "$plist"
codesign --verify --deep --strict --verbose=2 "$app"
for program in lingpai lingpai-camera lingpai-reader; do
  [ -x "$app/Contents/MacOS/$program" ] || fail "no $program in the bundle"
done
# The process that opens cameras needs the right as well.
for program in lingpai lingpai-camera; do
  codesign --display --entitlements - --xml "$app/Contents/MacOS/$program" | grep -q com.apple.security.device.camera ||
    fail "$program may not use the camera"
done

echo 'a keychain of its own'
security create-keychain -p test "$keychain"
security default-keychain -s "$keychain"
security unlock-keychain -p test "$keychain"

echo 'the window'
mkdir -p "$data/config"
echo '{ "welcome": "done", "strip_keys": "Ctrl+Alt+L" }' >"$data/config/preferences.json"
"$app/Contents/MacOS/lingpai" --data "$data" &
lingpai=$!
trap 'kill "$lingpai" 2>/dev/null || true' EXIT

events() {
  osascript -e "tell application \"System Events\" to $1"
}
names() {
  events "get name of every UI element of entire contents of window 1 of (first process whose unix id is $lingpai)" 2>/dev/null
}
is_named() {
  names | grep -q "$1"
}
has_strip() {
  [ "$(events "count windows of (first process whose unix id is $lingpai)")" = 2 ]
}
is_front() {
  [ "$(front)" = "$1" ]
}
front() {
  events 'get name of first process whose frontmost is true'
}

until_true 'the window' events "get window 1 of (first process whose unix id is $lingpai)"
until_true 'an accessible name' is_named Lingpai
screencapture -x "$pictures/window.png"
[ -n "$(ls "$data/vault")" ] || fail 'there is no vault'
security find-generic-password -s Lingpai "$keychain" >/dev/null || fail 'the keychain has no key'

echo 'the strip takes no keys'
osascript -e 'tell application "TextEdit" to activate'
until_true 'another program in front' is_front TextEdit
events 'keystroke "l" using {control down, option down}'
until_true 'the strip' has_strip
screencapture -x "$pictures/strip.png"
is_front TextEdit || fail "the strip took the keyboard from TextEdit, and $(front) has it"

echo 'a polite end'
kill -TERM "$lingpai"
wait "$lingpai" || true
