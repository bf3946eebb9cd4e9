# SPDX-License-Identifier: ISC
# shellcheck shell=bash disable=SC2154
# The suites of ./check: each gets an empty folder and leaves TAP files in it.  $build, $work, files_of and the running
# stack (tools/stack.sh) are ./check's.

suite_lint() {
	local file
	while read -r file; do
		"$file" >"$1/${file##*/}.tap" 2>&1 || echo "Bail out! exit code $?" >>"$1/${file##*/}.tap"
	done < <(files_of lint -perm -u+x)
}

suite_unit() {
	local file names=()
	while read -r file; do
		file=${file#tests/unit/}
		names+=("tests/unit/${file%.c}")
	done < <([ -z "${files[unit]:-}" ] || files_of unit)
	(
		# The build is shared with other runs of ./check; their unit tests wait here.
		exec 9>"$build/.lock"
		flock 9
		export GATEHOUSE_TEST_DB="host=$STACK_RUN user=gatehouse_app dbname=gatehouse_unit"
		export GATEHOUSE_TEST_ADMIN="host=$STACK_RUN user=postgres dbname=gatehouse_unit"
		if [ ${#names[@]} -gt 0 ]; then
			make -s -j2 -C "$build" check TESTS="${names[*]}"
		else
			make -s -j2 -C "$build" check
		fi >"$1/make.txt" 2>&1
		rc=$?
		for file in "$build"/tests/unit/test_*.log; do
			[ ! -e "$file" ] || [ "$file" -ot "$work/began" ] || cp "$file" "$1/"
		done
		[ "$rc" = 0 ] || compgen -G "$1/*.log" >/dev/null || { cat "$1/make.txt"; echo "Bail out! the unit tests do not build" >"$1/build.tap"; }
		# A program that fails after its last test (a leak, a crash at the end) has good TAP.
		[ "$rc" = 0 ] || grep -l '^:test-global-result: \(ERROR\|FAIL\)' "$build"/tests/unit/test_*.trs 2>/dev/null |
			while read -r file; do
				grep -q '^not ok' "${file%.trs}.log" || echo "Bail out! exit code" >>"$1/$(basename "${file%.trs}").log"
			done
	)
}

suite_sql() {
	local file tap
	PGDATABASE=gatehouse_sql stack_psql -c 'CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public'
	while read -r file; do
		tap=$1/$(basename "$file" .sql).tap
		PGDATABASE=gatehouse_sql PGOPTIONS='-c search_path=app,public -c client_min_messages=warning' stack_psql -At -f "$file" >"$tap" 2>&1 ||
			{ sed -i 's/^psql:/# psql:/' "$tap"; echo "Bail out! psql gave up: $(tail -n 1 "$tap")" >>"$tap"; }
	done < <(files_of sql -name '*.sql')
}

suite_node() {
	local list=()
	mapfile -t list < <(files_of "$2" -name '*.test.mjs')
	[ ${#list[@]} -gt 0 ] || return 0
	node tests/run/main.mjs "$1" "${list[@]}" || echo "Bail out! the test runner ended with $?" >"$1/runner.tap"
}
suite_http() { suite_node "$1" http; }
suite_browser() { suite_node "$1" browser; }

# Each target replays its corpus and then looks for new inputs for a while.
fuzz_one() {
	local name=${1##*/} corpus=()
	[ ! -d "tests/fuzz/corpus/${name#fuzz_}" ] || corpus=("tests/fuzz/corpus/${name#fuzz_}")
	mkdir "$2/$name.new"
	if "$1" -max_total_time="${FUZZ_SECONDS:-5}" -timeout=10 -artifact_prefix="$2/" "$2/$name.new" "${corpus[@]}" >"$2/$name.txt" 2>&1; then
		echo "ok 1 - $name"
	else
		echo "not ok 1 - $name"
		tail -n 30 "$2/$name.txt" | sed 's/^/# /'
	fi
	echo 1..1
}

suite_fuzz() {
	local target built=$PWD/var/check/fuzz
	build_make "$built" CC=clang --enable-fuzzing || { echo "Bail out! it does not build" >"$1/build.tap"; return; }
	for target in "$built"/tests/fuzz/fuzz_*; do
		[[ -f $target && -x $target ]] || continue
		fuzz_one "$target" "$1" >"$1/${target##*/}.tap"
	done
}

# Builds fault by fault (only the files that hold one are compiled again) and wants the named test to fail.
suite_plants() {
	local number target what built=$PWD/var/check/plant objects n=0
	build_make "$built" --enable-werror || { echo "Bail out! it does not build" >"$1/build.tap"; return; }
	mapfile -t objects < <(grep -rl 'PLANTED(' src --include='*.c' | sed 's/\.c$/.o/')
	while read -r number target what; do
		[[ $number =~ ^[0-9]+$ ]] || continue
		n=$((n + 1))
		(cd "$built" && rm -f "${objects[@]}" && make -s -j2 SWITCH_CPPFLAGS="-DPLANT=$number") >"$1/make-$number.txt" 2>&1
		CHECK_BUILD=$built ./check "$target" >"$1/plant-$number.txt" 2>&1 </dev/null
		if tail -n 1 "$1/plant-$number.txt" | grep -qE '[1-9][0-9]* failed'; then
			echo "ok $n - $what: found by $target"
		else
			echo "not ok $n - $what: not found by $target"
			tail -n 5 "$1/plant-$number.txt" | sed 's/^/# /'
		fi
	done <tests/plants >"$1/plants.tap"
	echo "1..$n" >>"$1/plants.tap"
}
