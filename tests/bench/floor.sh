# SPDX-License-Identifier: ISC
# shellcheck shell=bash disable=SC2154,SC2034
# The floor: programs that know nothing of Gatehouse, from a directory outside this repository (BENCH_FLOOR).  Sourced by tests/bench/run.

floor_start() {
	if [ -z "${BENCH_FLOOR:-}" ] || [ ! -x "$BENCH_FLOOR/floor-up" ]; then
		say "the floor is missing: BENCH_FLOOR=DIR names the directory of its floor-up; that part is left out"
		return 1
	fi
	floor_settings=(BENCH_STATE="$floor" BENCH_PORT_LIMITS="$(stack_port_any)" BENCH_PORT_TCP="$(stack_port_any)" BENCH_POOLS=4 BENCH_WORKERS="$workers")
	mkdir -p "$floor"
	env "${floor_settings[@]}" "$BENCH_FLOOR/floor-up" >"$floor/up.log" 2>&1 || { tail -n 5 "$floor/up.log" >&2; fail "the floor did not start"; }
	floor_url=http://127.0.0.1:${floor_settings[1]#*=}
	# 64 records of the tenant whose session is asked with.
	floor_records=$(psql -h "$floor/pg/sock" -p 55432 -U postgres -d limits -XAtc "SELECT '/p4/detail?id=' || id FROM ticket WHERE tenant_id = 1 ORDER BY id LIMIT 64")
}

floor_stop() {
	[ -z "${floor_settings:-}" ] || env "${floor_settings[@]}" "$BENCH_FLOOR/floor-up" stop >/dev/null 2>&1
}

