#!/bin/sh
# Installs what the tests need beyond Python packages: Redis, PostgreSQL, two browsers, nginx.
# Uses apt as root or through sudo; where neither is possible it says what is missing, and the tests that need it skip.
set -eu

missing=""
need() { # need PROGRAM... -- PACKAGE : PACKAGE is wanted unless one of the programs is there
    for program in "$@"; do
        [ "$program" = "--" ] && break
        command -v "$program" >/dev/null 2>&1 && return 0
        [ -x "$program" ] && return 0
    done
    for package in "$@"; do :; done
    missing="$missing $package"
}

initdb=$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -n 1 || true)
need redis-server -- redis-server
need "${initdb:-initdb}" -- postgresql
need chromium chromium-browser google-chrome -- chromium
need firefox-esr firefox -- firefox-esr
need nginx /usr/sbin/nginx -- nginx-light
[ -z "$(command -v fc-list || true)" ] || fc-list | grep -qi dejavu || missing="$missing fonts-dejavu-core"

[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing:$missing. This is no Debian or Ubuntu machine: install them by hand; until then the tests that need them skip." >&2
    exit 0
fi
if [ "$(id -u)" = 0 ]; then apt="apt-get"
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then apt="sudo -n apt-get"
else
    echo "Missing:$missing. Not root and no sudo: ask an administrator for 'apt-get install$missing'. Until then the tests that need them skip." >&2
    exit 0
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$apt update -qq || true
for package in $missing; do
    $apt install -y -qq --no-install-recommends "$package" >/dev/null || echo "Could not install $package: the tests that need it skip." >&2
done
