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
	read -r -a stat <"/proc/$(head -n 1 "$STACK_HOME/pg/postmaster.pid")/stat"
	echo $(($(ticks $(pids_of_postgres)) + stat[13] + stat[14]))
}
pids_of_pool() { pgrep -g "$(cat "$STACK_HOME/$1.pid")" -x "gatehouse|bare"; }
pids_of_nginx() { pgrep -P "$(cat "$STACK_RUN/nginx.pid")"; }
pids_of_postgres() { pgrep -P "$(head -n 1 "$STACK_HOME/pg/postmaster.pid")"; }

to_ms() { sed -e 's/us$/ 0.001/;t' -e 's/ms$/ 1/;t' -e 's/s$/ 1000/' | awk '{ print $1 * $2 }'; }

# PART CLIENTS TARGET POOL URL PATHS
measure() {
	local part=$1 clients=$2 target=$3 pool=$4 base=$5 paths=$6 text n rate p50 p99 wrong a b c
	a=$(ticks $(pids_of_pool "$pool")) b=$(ticks $(pids_of_nginx)) c=$(ticks_of_postgres)
	text=$(BENCH_PATHS=$paths BENCH_COOKIE=$COOKIE wrk -t1 -c"$clients" -d"${seconds}s" --latency -s "$here/page.lua" "$base")
	a=$(($(ticks $(pids_of_pool "$pool")) - a)) b=$(($(ticks $(pids_of_nginx)) - b)) c=$(($(ticks_of_postgres) - c))
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
	c=$(ticks_of_postgres)
	text=$("$STACK_PG/pgbench" -h "$STACK_RUN" -U gatehouse_app -n -M prepared -c "$connections" -j 1 -T "$seconds" -f "$dir/submit.sql" "${define[@]}" "b$main" 2>&1) ||
		{ tail -n 3 <<<"$text" >&2; printf 'wrong\t%s\tpgbench\t%s\n' "$1" "$(tail -n 1 <<<"$text")" >>"$out/results.tsv"; }
	c=$(($(ticks_of_postgres) - c))
	n=$(awk -F'[ /]' '/transactions actually processed/ { print $6 }' <<<"$text")
	rate=$(awk '/^tps/ { print $3 }' <<<"$text")
	awk -v clients="$1" -v n="${n:-0}" -v rate="$rate" -v c="$c" 'BEGIN { OFS = "\t"; if (n > 0) print "bare", clients, "pgbench", n, rate, "-", "-", 0, 0, c * 10 / n }' >>"$out/results.tsv"
	tail -n 1 "$out/results.tsv" >&2
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
