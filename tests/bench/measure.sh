# SPDX-License-Identifier: ISC
# shellcheck shell=bash disable=SC2154,SC2046  # lists of pids are meant to fall apart
# One measurement each; sourced by tests/bench/run, whose variables it reads.  A line of results.tsv:
#   part clients target requests per-second p50 p99 (ms) CPU of program nginx PostgreSQL (ms per request)

# Processor time of some processes so far, in ticks of 10 ms.
ticks() {
	local pid total=0 stat
	for pid in "$@"; do
		# The name, in parentheses, may hold blanks: fields are counted behind it.
		stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
		read -r -a stat <<<"${stat##*) }"
		total=$((total + stat[11] + stat[12]))
	done
	echo "$total"
}
# What ended in between is in the account of its parent.
ticks_of_postgres() {
	local stat
	read -r -a stat <"/proc/$1/stat"
	echo $(($(ticks $(pgrep -P "$1")) + stat[13] + stat[14]))
}
pids_of_pool() { pgrep -g "$(cat "$STACK_HOME/$1.pid")" -x "gatehouse|bare"; }
postmaster() { head -n 1 "$STACK_HOME/pg/postmaster.pid"; }
# Of the programs of a pool, of nginx and of PostgreSQL; the floor has its own of each.
ticks_of() {
	if [ "$1" = floor ]; then
		echo "$(ticks $(pgrep -P "$(cat "$floor/pids/limits-p4")")) $(ticks $(pgrep -P "$(cat "$floor/pids/nginx")")) $(ticks_of_postgres "$(cat "$floor/pids/postgres")")"
	else
		echo "$(ticks $(pids_of_pool "$1")) $(ticks $(pgrep -P "$(cat "$STACK_RUN/nginx.pid")")) $(ticks_of_postgres "$(postmaster)")"
	fi
}

to_ms() { sed -e 's/us$/ 0.001/;t' -e 's/ms$/ 1/;t' -e 's/s$/ 1000/' | awk '{ print $1 * $2 }'; }

# PART CLIENTS TARGET POOL URL PATHS
measure() {
	local part=$1 clients=$2 target=$3 pool=$4 base=$5 paths=$6 text n rate p50 p99 wrong a b c before after cookie=$COOKIE
	[ "$pool" != floor ] || cookie='sid=tok-1-1'
	read -r -a before < <(ticks_of "$pool")
	text=$(BENCH_PATHS=$paths BENCH_COOKIE=$cookie wrk -t1 -c"$clients" -d"${seconds}s" --latency -s "$here/page.lua" "$base")
	read -r -a after < <(ticks_of "$pool")
	a=$((after[0] - before[0])) b=$((after[1] - before[1])) c=$((after[2] - before[2]))
	n=$(awk '/requests in/ { print $1 }' <<<"$text")
	rate=$(awk '/Requests\/sec/ { print $2 }' <<<"$text")
	p50=$(awk '$1 == "50%" { print $2 }' <<<"$text" | to_ms)
	p99=$(awk '$1 == "99%" { print $2 }' <<<"$text" | to_ms)
	wrong=$(awk '/^Wrong/ { print $2 } /Socket errors/ { print }' <<<"$text")
	[ "$wrong" = 0 ] || printf 'wrong\t%s\t%s\t%s\n' "$clients" "$target" "${wrong//$'\n'/ }" >>"$out/results.tsv"
	awk -v part="$part" -v clients="$clients" -v target="$target" -v n="${n:-0}" -v rate="$rate" -v p50="$p50" -v p99="$p99" -v a="$a" -v b="$b" -v c="$c" 'BEGIN {
		OFS = "\t"
		if (n > 0)
			print part, clients, target, n, rate, p50, p99, a * 10 / n, b * 10 / n, c * 10 / n }' >>"$out/results.tsv"
	tail -n 1 "$out/results.tsv" >&2
}

# The recorded submission by pgbench: as many connections as there are workers, for that is what the workers have.
measure_pgbench() {
	local define=() line text n rate c connections=$workers
	[ "$1" -ge "$workers" ] || connections=$1
	while IFS= read -r line; do
		define+=(-D "$line")
	done <"$dir/submit.vars"
	c=$(ticks_of_postgres "$(postmaster)")
	text=$("$STACK_PG/pgbench" -h "$STACK_RUN" -U gatehouse_app -n -M prepared -c "$connections" -j 1 -T "$seconds" -f "$dir/submit.sql" "${define[@]}" "b$main" 2>&1) ||
		{ tail -n 3 <<<"$text" >&2; printf 'wrong\t%s\tpgbench\t%s\n' "$1" "$(tail -n 1 <<<"$text")" >>"$out/results.tsv"; }
	c=$(($(ticks_of_postgres "$(postmaster)") - c))
	n=$(awk -F'[ /]' '/transactions actually processed/ { print $6 }' <<<"$text")
	rate=$(awk '/^tps/ { print $3 }' <<<"$text")
	awk -v clients="$1" -v n="${n:-0}" -v rate="$rate" -v c="$c" 'BEGIN { OFS = "\t"; if (n > 0) print "bare", clients, "pgbench", n, rate, "-", "-", 0, 0, c * 10 / n }' >>"$out/results.tsv"
	tail -n 1 "$out/results.tsv" >&2
}

# What opening a request takes: a single statement by pgbench beside SELECT 1, by turns: microseconds a call.
door() {
	local name script=$dir/door.sql us
	"$STACK_BIN/bare" -p "$STACK_HOME/record.rec" | grep -v '^\\' | head -n 1 >"$script"
	echo 'SELECT 1;' >"$dir/one.sql"
	"$STACK_BIN/bare" -d "$STACK_HOME/record.rec" >"$dir/record.vars"
	for ((round = 1; round <= rounds * 2; round++)); do
		for name in one door; do
			us=$("$STACK_PG/pgbench" -h "$STACK_RUN" -U gatehouse_app -n -M prepared -c 1 -T 1 -f "$dir/$name.sql" $(sed 's/^/-D /' "$dir/record.vars" | grep -v ' .* ') "b$main" |
				awk '/^latency average/ { print $4 * 1000 }')
			printf 'door\t1\t%s\t-\t%s\n' "$name" "$us" >>"$out/results.tsv"
			tail -n 1 "$out/results.tsv" >&2
		done
	done
}

# Bytes of a page, plain and compressed as nginx sends it.
sizes_of_page() {
	local plain packed
	plain=$(curl -sS -o /dev/null -w '%{size_download}' -H "Cookie: $COOKIE" "${url[$main]}$2")
	packed=$(curl -sS -o /dev/null -w '%{size_download}' -H "Cookie: $COOKIE" -H 'Accept-Encoding: gzip' "${url[$main]}$2")
	printf 'bytes\t%s\t%s\t%s\n' "$1" "$plain" "$packed" >>"$out/results.tsv"
}

# What each statement of some pages takes in PostgreSQL, counted by pg_stat_statements; last, for counting takes time too.
costs() {
	local page n
	say "counting what statements take"
	stack_psql -c "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'"
	stack_as "$STACK_PG/pg_ctl" -D "$STACK_HOME/pg" -w -m fast stop >/dev/null && stack_cluster_start || fail "PostgreSQL did not start again"
	PGDATABASE=b$main stack_psql -c 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public'
	for page in "list $LIST" "record $RECORD" "work /" "board /site1/" "search $(paths_of "$main" search)" "launch $LAUNCH"; do
		BENCH_PATHS=${page#* } BENCH_COOKIE=$COOKIE wrk -t1 -c4 -d1s -s "$here/page.lua" "${url[$main]}" >/dev/null
		PGDATABASE=b$main stack_psql -c 'SELECT pg_stat_statements_reset()' >/dev/null
		n=$(BENCH_PATHS=${page#* } BENCH_COOKIE=$COOKIE wrk -t1 -c4 -d2s -s "$here/page.lua" "${url[$main]}" | awk '/requests in/ { print $1 }')
		PGDATABASE=b$main stack_psql -Atc "SELECT json_agg(s) FROM (SELECT query, round(calls / $n.0, 1) AS calls, round((total_exec_time / calls * 1000)::numeric) AS us FROM pg_stat_statements
			WHERE userid = 'gatehouse_app'::regrole AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY total_exec_time DESC) s" |
			node "$here/cost.mjs" "${page%% *}" >>"$out/results.tsv"
	done
}

# Proportional share of memory of a pool's workers, in KiB: the mean, the largest, and each by its number.
pss() {
	local pid
	for pid in $(pids_of_pool "$1"); do
		awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup"
	done | awk '{ sum += $1; if ($1 > max) max = $1; n++; each = each " " $1 } END { printf "%d\t%d\t%s", n ? sum / n : 0, max, substr(each, 2) }'
}

# REQUESTS POOL URL PATHS: at the start, at twenty points on the way, and at the end
measure_memory() {
	local done_n=0 next=0 n text last='' pids
	stack_end "$2"
	pool "$main" "$workers"
	await "$3/healthz"
	pids=$(pids_of_pool "$2")
	SECONDS=0
	while [ -z "$last" ]; do
		[ "$done_n" -lt "$1" ] && [ "$SECONDS" -lt "${BENCH_SECONDS:-86400}" ] || last=yes
		[ "$done_n" -lt "$next" ] && [ -z "$last" ] || {
			printf 'memory\t%s\t%s\n' "$done_n" "$(pss "$2")" >>"$out/results.tsv"
			tail -n 1 "$out/results.tsv" >&2
			next=$((next + $1 / 20))
		}
		[ -z "$last" ] || break
		text=$(BENCH_PATHS=$4 BENCH_COOKIE=$COOKIE wrk -t1 -c16 -d2s --timeout 30s -s "$here/page.lua" "$3")
		grep -q '^Wrong: 0$' <<<"$text" || printf 'wrong\t16\tmemory\t%s\n' "$(grep -E '^Wrong|Socket|Non-2xx' <<<"$text" | paste -sd ' ')" >>"$out/results.tsv"
		n=$(awk '/requests in/ { print $1 }' <<<"$text")
		done_n=$((done_n + n))
	done
	# A worker that died and was started again is small.
	[ "$(pids_of_pool "$2")" = "$pids" ] || printf 'wrong\t16\tmemory\ta worker died\n' >>"$out/results.tsv"
}
