# SPDX-License-Identifier: ISC
# shellcheck shell=bash
# Gets the machine and the build ready; sourced by ./demo and ./check.
#
#   build_packages run|check       Debian packages that are missing (tools/packages)
#   build_node                     npm packages for tests by lock file, into node_modules
#   build_make DIR [OPTION...]     configure (when needed) and make; options are configure's
#
# Each is silent and quick when there is nothing to do, and needs no network then.

BUILD_SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

build_say() { printf '%s\n' "$*" >&2; }

build_as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo -- "$@"
	else
		build_say "This needs root (no sudo here): $*"
		return 1
	fi
}

build_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# The first of "A|B" that is there, else the first that can be had.
build_one_of() {
	local name names
	IFS='|' read -r -a names <<<"$1"
	for name in "${names[@]}"; do
		! build_installed "$name" || return 0
	done
	for name in "${names[@]}"; do
		[ -z "$(apt-cache show --no-all-versions "$name" 2>/dev/null)" ] || break
	done
	printf '%s\n' "$name"
}

# Names of the packages that are not there yet, a line each.
build_missing() {
	local scope package word command
	while read -r scope package word command; do
		[ "$scope" = run ] || [ "$scope" = "$1" ] || continue
		[ "$word" != unless ] || ! command -v "$command" >/dev/null || continue
		printf '%s\n' "$package"
	done < <(grep -v -e '^#' -e '^$' "$BUILD_SOURCE/tools/packages") | while read -r package; do build_one_of "$package"; done
}

build_apt() { build_as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"; }

build_install() {
	local names=()
	mapfile -t names < <(build_missing "$1")
	build_apt install --no-install-recommends "${names[@]}"
}

build_packages() {
	local policy=/usr/sbin/policy-rc.d names failed=0
	names=$(build_missing "$1")
	[ -n "$names" ] || return 0
	build_say "Installing Debian packages: ${names//$'\n'/ }"
	# nginx and PostgreSQL are wanted as programs, not as services of this host.
	if [ ! -e "$policy" ]; then
		printf '#!/bin/sh\nexit 101\n' | build_as_root tee "$policy" >/dev/null && build_as_root chmod 755 "$policy" || return 1
	else
		policy=
	fi
	# What can be had is known only after an update.
	build_install "$1" >/dev/null 2>&1 || { build_apt update && build_install "$1"; } >&2 || failed=1
	[ -z "$policy" ] || build_as_root rm -f "$policy"
	return "$failed"
}

build_node_ready() { cmp -s "$BUILD_SOURCE/package-lock.json" "$BUILD_SOURCE/node_modules/.installed"; }

build_node() (
	build_node_ready && exit 0
	cd "$BUILD_SOURCE" || exit 1
	mkdir -p var
	exec 9>var/.node-lock
	flock 9
	build_node_ready && exit 0
	build_say "Installing npm packages by package-lock.json"
	npm ci --ignore-scripts >var/npm.log 2>&1 || { cat var/npm.log >&2; exit 1; }
	cp package-lock.json node_modules/.installed
)

# Nothing that goes into a build is newer than the last one?  Folders count: a file may have been removed.
build_is_fresh() {
	[ -e "$1/.built" ] || return 1
	[ "$(cat "$1/.built")" = "$2" ] || return 1
	[ -z "$(cd "$BUILD_SOURCE" && find src templates sql static po tests/unit tests/fuzz configure.ac Makefile.am \
		-newer "$1/.built" -print -quit)" ]
}

build_bootstrap() (
	cd "$BUILD_SOURCE" || exit 1
	mkdir -p var
	exec 9>var/.bootstrap-lock
	flock 9
	[ -x configure ] && [ -e Makefile.in ] && [ ! configure.ac -nt configure ] && exit 0
	mkdir -p build-aux/m4
	autoreconf -i >var/autoreconf.log 2>&1 || { cat var/autoreconf.log >&2; exit 1; }
)

# A tree that was configured in itself can be built nowhere else (automake): what was built there is taken away, not the sources.
build_clear() (
	cd "$BUILD_SOURCE" && mkdir -p var && [ -e config.status ] || exit 0
	build_say "This tree was configured in itself; clearing that build (make distclean)"
	make -s distclean >var/distclean.log 2>&1 && [ ! -e config.status ] || { tail -n 5 var/distclean.log >&2; exit 1; }
)

build_make() (
	dir=$1
	shift
	mkdir -p "$dir"
	exec 9>"$dir/.lock"
	flock 9
	build_is_fresh "$dir" "$*" && exit 0
	build_clear || exit 1
	build_bootstrap || exit 1
	cd "$dir" || exit 1
	printf '%s' "$*" >.built.new
	# Automake wants a source path without spaces: a link in the build directory is one.
	ln -sfn "$BUILD_SOURCE" source
	if [ ! -e Makefile ] || [ "$(cat .configured 2>/dev/null)" != "$*" ]; then
		build_say "Configuring"
		./source/configure --prefix=/usr --sysconfdir=/etc --localstatedir=/var --runstatedir=/run "$@" >configure.log 2>&1 ||
			{ tail -n 20 configure.log >&2; exit 1; }
		printf '%s' "$*" >.configured
	fi
	build_say "Building"
	make -s -j2 >make.log 2>&1 || { grep -v '^  [A-Z]' make.log | tail -n 40 >&2; exit 1; }
	mv .built.new .built
)
