# SPDX-License-Identifier: ISC
# shellcheck shell=bash disable=SC2154,SC2034
# ./check plants: proof that each harness can fail.  Each patch of tests/plants puts one fault into a copy of the tree; the copy is
# built, and the tests that the patch names must fail.  The product itself knows nothing of it.  $work is ./check's.
#
# The head of a patch:   Fault: what is wrong     Breaks: which requirement, finding or case
#                        Test: who must find it (a line for each; each must find it alone)
#                        Build: sanitize (only where the sanitizers alone see it)
# A fault of the database is a new migration, sql/migrate/9999_planted.sql: it runs in databases that are otherwise sound.

# tree: the copy; plain, fuzz, sanitize: its builds, in which only what a patch touches is compiled again; log: what each test said.
plants=$PWD/var/check/plants
declare -A plant_options=([plain]=--enable-werror [fuzz]='CC=clang --enable-fuzzing' [sanitize]='--enable-werror --enable-sanitizers')

plant_head() { sed -n "s/^$2: //p; /^---/q" "$1"; }

# PLANTS="3 sql sql-07": only these.
plant_wanted() {
	local name=${1##*/} word
	[ -n "${PLANTS:-}" ] || return 0
	for word in $PLANTS; do
		[[ $word != [0-9]* ]] || printf -v word '%03d' "$((10#$word))"
		[[ $name != "$word"-* ]] || return 0
	done
	return 1
}

# The build in which a patch is tried by a test.
plant_build_of() {
	local build
	build=$(plant_head "$1" Build)
	[[ $2 != tests/fuzz/* ]] || build=fuzz
	echo "${build:-plain}"
}

# The copy, without a fault.  What an earlier run may have left faulty in a build is compiled again.
plant_tree() {
	rm -rf "$plants/tree" "$plants/log"
	mkdir -p "$plants/tree" "$plants/log"
	find . -mindepth 1 -maxdepth 1 ! -name var ! -name node_modules ! -name .git -exec cp -a -t "$plants/tree" {} + || return 1
	ln -s "$PWD/node_modules" "$plants/tree/node_modules"
	sed -n 's,^+++ b/,,p' tests/plants/*.patch | LC_ALL=C sort -u | (cd "$plants/tree" && xargs -r -d '\n' touch -c)
}

plant_patch() { patch -p1 -s -f --fuzz=0 --no-backup-if-mismatch -d "$plants/tree" "${@:2}" <"$1"; }

# Builds the copy as it is now.  A fault may leave something unused, so it is compiled without warnings.
plant_make() {
	local options
	read -r -a options <<<"${plant_options[$1]}"
	if [ ! -e "$work/plants-$1" ]; then
		(BUILD_SOURCE=$plants/tree && build_make "$plants/$1" "${options[@]}") || return 1
		touch "$work/plants-$1"
	fi
	make -s -j2 -C "$plants/$1" WARN_CFLAGS=-w
}

# ./check of the targets ${2…} in build ${1}.
plant_check() {
	local how=()
	[ "$1" != sanitize ] || how=(SANITIZE=1)
	(cd "$plants/tree" && env "${how[@]}" CHECK_BUILD="$plants/$1" ./check "${@:2}")
}

plant_found() { tail -n 1 "$1" | grep -qE '(^|[^0-9])[1-9][0-9]* failed' && ! grep -q 'Bail out' "$1"; }

plant_report() {
	n=$((n + 1))
	echo "$1 $n - $2" >&8
	[ "$1" = ok ] || tail -n 15 "$3" | sed 's/^/# /' >&8
	printf '%-7s %s\n' "$([ "$1" = ok ] && echo found || echo MISSED)" "$2" >&2
}

# Without a fault all tests of a build must pass.
plant_sound() {
	local build=$1 out=$plants/log/sound-$1.txt ok='not ok' patch target targets
	mapfile -t targets < <(for patch in tests/plants/*.patch; do
		! plant_wanted "$patch" || plant_head "$patch" Test | while read -r target; do
			[ "$(plant_build_of "$patch" "$target")" != "$build" ] || echo "$target"
		done
	done | LC_ALL=C sort -u)
	[ ${#targets[@]} -gt 0 ] || return 0
	{ plant_make "$build" && plant_check "$build" "${targets[@]}"; } >"$out" 2>&1 </dev/null
	! tail -n 1 "$out" | grep -qE ' passed, 0 failed' || ok=ok
	plant_report "$ok" "$build, without a fault they pass: ${targets[*]}" "$out"
}

# What every run begins with is made once, by a build without a fault.
plant_cluster() {
	plant_make plain && make_stack "$work/plants-stack" "$plants/plain" && make_databases && load_demo && stack_stop || return 1
	export CHECK_CLUSTER=$STACK_HOME
}

# One fault: each test that its patch names must fail.
plant_try() {
	local patch=$1 name target build out ok
	name=$(basename "$patch" .patch)
	plant_patch "$patch" >"$plants/log/$name.txt" 2>&1 ||
		{ plant_report 'not ok' "$name: the patch does not apply any more" "$plants/log/$name.txt"; return; }
	while read -r target; do
		build=$(plant_build_of "$patch" "$target") out=$plants/log/$name.${target##*/}.txt ok='not ok'
		{ plant_make "$build" && plant_check "$build" "$target"; } >"$out" 2>&1 </dev/null
		! plant_found "$out" || ok=ok
		plant_report "$ok" "$name $target: $(plant_head "$patch" Fault)" "$out"
	done < <(plant_head "$patch" Test)
	plant_patch "$patch" -R
}

suite_plants() {
	local patch build n=0
	mkdir -p "$plants"
	exec 7>"$plants/.lock"
	flock 7
	{ plant_tree && plant_cluster; } >"$1/cluster.txt" 2>&1 || { cat "$1/cluster.txt" >&2; echo "Bail out! no cluster to begin with" >"$1/start.tap"; return; }
	exec 8>"$1/plants.tap"
	for build in "${!plant_options[@]}"; do
		plant_sound "$build"
	done
	for patch in tests/plants/*.patch; do
		! plant_wanted "$patch" || plant_try "$patch"
	done
	echo "1..$n" >&8
	exec 8>&- 7>&-
}
