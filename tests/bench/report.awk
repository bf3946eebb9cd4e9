# SPDX-License-Identifier: ISC
# results.tsv (tests/bench/measure.sh) as the tables of BENCHMARKS.md: medians of the rounds; a ratio is the median of
# the rounds' ratios, for the two were measured next to each other.
BEGIN { FS = "\t" }
$1 == "note" { note[$2] = $3 " statements, " $4 " bytes" }
$1 == "memory" { memory[++memories] = $0 }
$1 == "bytes" { plain[$2] = $3; packed[$2] = $4 }
$1 == "cost" { cost[++costs] = $0; total[$2] += $4 * $5; asked[$2] += $4; if ($2 == "record" && $3 ~ /^SELECT/ && !row) row = $5 }
$1 == "bare" || $1 == "growth" || $1 == "floor" || $1 == "door" {
	key = $1 SUBSEP $2 SUBSEP $3
	i = ++n[key]
	for (f = 5; f <= 10; f++)
		value[key, f, i] = $f
	if ($1 == "bare" && !($2 in seen_clients)) { seen_clients[$2]; clients[++clients_n] = $2 }
	if ($1 == "growth") {
		split($3, part, "/")
		if (!(part[1] in seen_page)) { seen_page[part[1]]; page[++pages] = part[1] }
		if (!(part[2] in seen_size)) { seen_size[part[2]]; size[++sizes] = part[2] }
	}
}

function median_of(list, count,    i, j, t) {
	for (i = 2; i <= count; i++) {
		t = list[i]
		for (j = i - 1; j >= 1 && list[j] + 0 > t + 0; j--)
			list[j + 1] = list[j]
		list[j + 1] = t
	}
	return count % 2 ? list[(count + 1) / 2] : (list[count / 2] + list[count / 2 + 1]) / 2
}
function median(key, f,    list, i) {
	for (i = 1; i <= n[key]; i++)
		list[i] = value[key, f, i]
	return n[key] ? median_of(list, n[key]) : 0
}
function ratio(a, b, f,    list, i, count) {
	for (i = 1; i <= n[a] && i <= n[b]; i++)
		if (value[b, f, i] > 0)
			list[++count] = value[a, f, i] / value[b, f, i]
	return count ? sprintf("%.2f", median_of(list, count)) : "–"
}
# The same by processor time of all processes together: what else runs on the machine disturbs it less.
function cpu_ratio(a, b,    list, i, count) {
	for (i = 1; i <= n[a] && i <= n[b]; i++)
		if (value[b, 8, i] > 0)
			list[++count] = cpu(b, i) / cpu(a, i)
	return count ? sprintf("%.2f", median_of(list, count)) : "–"
}
function cpu(key, i) { return value[key, 8, i] + value[key, 9, i] + value[key, 10, i] }
function key_of(part, c, target) { return part SUBSEP c SUBSEP target }

function compare(what, target, base,    i, a, b) {
	for (i = 1; i <= clients_n; i++) {
		a = key_of("bare", clients[i], target); b = key_of("bare", clients[i], base)
		printf "| %s | %s | %.0f | %.0f | **%s** | %s | %s | %s | %.2f + %.2f + %.2f | %.2f + %.2f + %.2f |\n", what, clients[i], median(a, 5), median(b, 5), ratio(a, b, 5), cpu_ratio(a, b),
			ms(median(a, 6)), ms(median(a, 7)), median(a, 8), median(a, 9), median(a, 10), median(b, 8), median(b, 9), median(b, 10)
	}
}
function ms(v) { return sprintf((v < 10) ? "%.1f" : "%.0f", v) }

END {
	if (history) {
		if (n[key_of("floor", 16, "list")])
			printf "| %s | %s | %.2f | %.0f | %d | %d | %.2f | %s | %s | %s | %s |\n", ratio(key_of("floor", 16, "list"), key_of("floor", 16, "floor-list"), 5), ratio(key_of("floor", 16, "record"), key_of("floor", 16, "floor-record"), 5),
				median(key_of("floor", 16, "list"), 8) / median(key_of("floor", 16, "floor-list"), 8), median(key_of("door", 1, "door"), 5) - median(key_of("door", 1, "one"), 5), plain["list"], packed["list"],
				median(key_of("floor", 16, "list"), 7) / median(key_of("floor", 16, "list"), 6), times("work"), times("board"), times("search"), times("launch")
		exit
	}
	if (n[key_of("floor", 16, "list")])
		floor()
	if (n[key_of("door", 1, "door")])
		door()
	if (costs > 0)
		statements()
	if (clients_n > 0)
		timings()
	if (memories > 0)
		memory_table()
}

# What a page asks of PostgreSQL, as a multiple of the record's own row.
function times(page) { return row ? sprintf("%.0f", total[page] / row) : "–" }
function beside(what, target, base, c,    a, b) {
	a = key_of("floor", c, target); b = key_of("floor", c, base)
	printf "| %s | %s | %.0f | %.0f | **%s** | %s | %.2f | %s | %s | %.2f | %.2f + %.2f + %.2f | %.2f + %.2f + %.2f |\n", what, c, median(a, 5), median(b, 5), ratio(a, b, 5), cpu_ratio(a, b),
		(median(b, 8) ? median(a, 8) / median(b, 8) : 0), ms(median(a, 6)), ms(median(a, 7)), (median(a, 6) ? median(a, 7) / median(a, 6) : 0), median(a, 8), median(a, 9), median(a, 10), median(b, 8), median(b, 9), median(b, 10)
}
function floor(    c) {
	print "### Beside the floor\n"
	print "| page | clients | Gatehouse, req/s | floor, req/s | ratio | by CPU | program's CPU beside the floor's | p50 ms | p99 ms | p99 / p50 | CPU ms: program + nginx + PostgreSQL | floor's |"
	print "|---|---|---|---|---|---|---|---|---|---|---|---|"
	for (c = 1; c <= 16; c += 15) {
		beside("list", "list", "floor-list", c)
		beside("record", "record", "floor-record", c)
	}
	beside("list while exports are made", "list-beside-exports", "floor-list", 16)
	printf "\nBytes over the wire, plain and compressed: list %d and %d, record %d and %d.\n\n", plain["list"], packed["list"], plain["record"], packed["record"]
}
function door() {
	printf "Opening a request by pgbench: %.0f us, SELECT 1 %.0f us, the difference **%.0f us**.\n\n", median(key_of("door", 1, "door"), 5), median(key_of("door", 1, "one"), 5),
		median(key_of("door", 1, "door"), 5) - median(key_of("door", 1, "one"), 5)
}
# The five dearest of each page, and all of it; as microseconds and as multiples of the record's own row.
function statements(    i, c, shown) {
	print "### What statements take in PostgreSQL\n"
	print "| page | statement | times a page | microseconds each | x the record's row |\n|---|---|---|---|---|"
	for (i = 1; i <= costs; i++) {
		split(cost[i], c, "\t")
		if (!(c[2] in shown))
			printf "| **%s** | all %.0f | | **%.0f** | %.1f |\n", c[2], asked[c[2]], total[c[2]], row ? total[c[2]] / row : 0
		if (++shown[c[2]] <= 6)
			printf "| | %s | %s | %s | %.1f |\n", c[3], c[4], c[5], row ? c[5] / row : 0
	}
	print ""
}
function memory_table(    i, m) {
	print "\n### Memory of a worker (PSS)\n"
	print "| requests so far | mean KiB | largest KiB | each |\n|---|---|---|---|"
	for (i = 1; i <= memories; i++) {
		split(memory[i], m, "\t")
		printf "| %d | %d | %d | %s |\n", m[2], m[3], m[4], m[5]
	}
}

function timings(    s, p, a, b) {
	print "### Beside a bare program of the same statements and bytes\n"
	print "| page | clients | Gatehouse, req/s | bare, req/s | ratio | by CPU | p50 ms | p99 ms | CPU ms: program + nginx + PostgreSQL | bare's |"
	print "|---|---|---|---|---|---|---|---|---|---|"
	compare("list (" note["list"] ")", "list", "bare-list")
	compare("list beside one that renders a bare table", "list", "bare-table")
	compare("record (" note["record"] ")", "record", "bare-record")
	compare("large launch (" note["launch"] ")", "launch", "bare-launch")
	compare("dashboard, 200 launches (" note["board"] ")", "board", "bare-board")
	compare("submission (" note["submit"] ")", "submit", "bare-submit")
	compare("submission beside pgbench", "submit", "pgbench")
	print "\n### The same page with more records, 16 clients\n"
	printf "| page |"
	for (s = 1; s <= sizes; s++)
		printf " %s |", size[s]
	printf "\n|---|"
	for (s = 1; s <= sizes; s++)
		printf "---|"
	print ""
	for (p = 1; p <= pages; p++) {
		printf "| %s |", page[p]
		for (s = 1; s <= sizes; s++) {
			a = key_of("growth", 16, page[p] "/" size[1]); b = key_of("growth", 16, page[p] "/" size[s])
			printf s == 1 ? " %.0f req/s |" : " %.0f req/s, %s × slower |", median(b, 5), ratio(a, b, 5)
		}
		print ""
	}
}
