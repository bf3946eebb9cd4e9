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

# A build with one planted fault, or none: only the files that hold one are compiled again.
plant_build() {
	local objects
	mapfile -t objects < <(cd "$BUILD_SOURCE" && grep -rl 'PLANTED(' src --include='*.c' | sed 's/\.c$/.o/')
	(cd "$built" && rm -f "${objects[@]}" && make -s -j2 SWITCH_CPPFLAGS="$1") >"$2" 2>&1
}

plant_found() { tail -n 1 "$1" | grep -qE '(^|[^0-9])[1-9][0-9]* failed'; }

plant_report() {
	n=$((n + 1))
	echo "$1 $n - $2"
	[ "$1" = ok ] || tail -n 15 "$3" | sed 's/^/# /'
	printf '%-7s %s\n' "$([ "$1" = ok ] && echo found || echo MISSED)" "$2" >&2
}

# Fault by fault, the named test must fail; without a fault all of them must pass.  PLANTS="3 sql": only these.
suite_plants() {
	local built=$PWD/var/check/plant number target what n=0 out ok targets=()
	build_make "$built" --enable-werror || { echo "Bail out! it does not build" >"$1/build.tap"; return; }
	mapfile -t targets < <(awk -v only=" ${PLANTS:-} " '/^(sql|[0-9]+) / && (only == "  " || index(only, " " $1 " ")) { print $2 }' tests/plants | LC_ALL=C sort -u)
	exec 8>"$1/plants.tap"
	plant_build '' "$1/make.txt" && CHECK_BUILD=$built ./check "${targets[@]}" >"$1/sound.txt" 2>&1 </dev/null
	ok='not ok'
	plant_found "$1/sound.txt" || ! tail -n 1 "$1/sound.txt" | grep -q 'passed' || ok=ok
	plant_report "$ok" "without a fault they pass: ${targets[*]}" "$1/sound.txt" >&8
	while read -r number target what; do
		[[ $number =~ ^([0-9]+|sql)$ && " ${PLANTS:-$number} " == *" $number "* ]] || continue
		out=$1/plant-$((n + 1)).txt
		if [ "$number" = sql ]; then
			plant_build '' "$1/make.txt" && CHECK_SQL=$what CHECK_BUILD=$built ./check "$target" >"$out" 2>&1 </dev/null
		else
			plant_build "-DPLANT=$number" "$1/make.txt" && CHECK_BUILD=$built ./check "$target" >"$out" 2>&1 </dev/null
		fi
		ok='not ok'
		! plant_found "$out" || grep -q 'Bail out' "$out" || ok=ok
		plant_report "$ok" "$number $target: ${what:0:90}" "$out" >&8
	done <tests/plants
	echo "1..$n" >&8
	exec 8>&-
	plant_build '' "$1/make.txt"
}
