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

# ${3} files at a time, the largest first: what takes longest should not be left for the end.
suite_node() {
	local list=()
	mapfile -t list < <(files_of "$2" -name '*.test.mjs' | xargs -r ls -S)
	[ ${#list[@]} -gt 0 ] || return 0
	node tests/run/main.mjs "$1" "$3" "${list[@]}" || echo "Bail out! the test runner ended with $?" >"$1/runner.tap"
}
# The HTTP tests wait for the server half of the time; two browsers are all that two cores can do.
suite_http() { suite_node "$1" http 3; }
suite_browser() { suite_node "$1" browser 2; }

# Each target replays its corpus and then looks for new inputs: FUZZ_SECONDS long, or until it has seen FUZZ_RUNS of them.
fuzz_one() {
	local name=${1##*/} corpus=() long=(-max_total_time="${FUZZ_SECONDS:-5}")
	[ -z "${FUZZ_RUNS:-}" ] || long=(-runs="$FUZZ_RUNS")
	[ ! -d "tests/fuzz/corpus/${name#fuzz_}" ] || corpus=("tests/fuzz/corpus/${name#fuzz_}")
	mkdir "$2/$name.new"
	if "$1" "${long[@]}" -timeout=10 -print_final_stats=1 -artifact_prefix="$2/" "$2/$name.new" "${corpus[@]}" >"$2/$name.txt" 2>&1; then
		awk -v name="$name" '/number_of_executed_units/ { n = $2 } /average_exec_per_sec/ { per = $2 } END { print "ok 1 - " name ": " n " inputs, " per " a second" }' "$2/$name.txt"
	else
		echo "not ok 1 - $name"
		tail -n 30 "$2/$name.txt" | sed 's/^/# /'
	fi
	echo 1..1
}

suite_fuzz() {
	local target built=${CHECK_BUILD:-$PWD/var/check/fuzz}
	[ -n "${CHECK_BUILD:-}" ] || build_make "$built" CC=clang --enable-fuzzing || { echo "Bail out! it does not build" >"$1/build.tap"; return; }
	for target in "$built"/tests/fuzz/fuzz_*; do
		[[ -f $target && -x $target ]] || continue
		[[ -z ${files[fuzz]:-} || ${files[fuzz]} == *"/${target##*/}.c"$'\n'* ]] || continue
		fuzz_one "$target" "$1" >"$1/${target##*/}.tap"
		[ -z "${FUZZ_RUNS:-}" ] || sed -n 's/^ok 1 - /  /p' "$1/${target##*/}.tap"
	done
}

# ---------------------------------------------------------------- what watches memory while the suites run

# SANITIZE=1: the sanitizers' build.  VALGRIND=1: workers and courier run in valgrind.  Each program writes what it sees to
# ${work}/reports; a report is a failure however well the tests went.
memory_begin() {
	[ -z "${VALGRIND:-}" ] || command -v valgrind >/dev/null || { echo "VALGRIND=1 needs valgrind" >&2; return 1; }
	# In valgrind a worker reads its templates for half a minute.
	[ -z "${VALGRIND:-}" ] || export STACK_PATIENCE=300
	mkdir "$work/reports" && chmod 1777 "$work/reports" || return 1
	[ -z "${SANITIZE:-}" ] || export ASAN_OPTIONS="log_path=$work/reports/sanitizer:detect_leaks=1:exitcode=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}" UBSAN_OPTIONS='print_stacktrace=1'
}

# The installed programs of the stack, wrapped; twins run the same, copies of the stack take the wrapping along.
memory_wrap() {
	local program
	[ -n "${VALGRIND:-}" ] || return 0
	for program in gatehouse gatehouse-courier; do
		mv "$STACK_BIN/$program" "$STACK_BIN/$program.bin" || return 1
		cat >"$STACK_BIN/$program" <<-SH
			#!/bin/sh
			exec valgrind -q --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --num-callers=30 \
				--log-file='$work/reports/valgrind.%p' "\$0.bin" "\$@"
		SH
		chmod 755 "$STACK_BIN/$program"
	done
}

# Leaks are reported when a program ends, so all of them are stopped first.
memory_end() {
	local report n=0
	[ -z "${STACK_HOME:-}" ] || { stack_twins_drop "$work/twins"; stack_stop; }
	for report in "$work"/reports/*; do
		[ -s "$report" ] || continue
		n=$((n + 1))
		echo "not ok $n - ${report##*/}"
		head -n 60 "$report" | sed 's/^/# /'
	done
	[ "$n" -gt 0 ] || { n=1; echo 'ok 1 - no report'; }
	echo "1..$n"
}
