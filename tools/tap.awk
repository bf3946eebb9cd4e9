# SPDX-License-Identifier: ISC
# Reads TAP files, shows what failed with its diagnostics, and prints "passed failed skipped" as the last line.
# A file without a plan, or with another number of tests than planned, has one more failure.
#   awk -f tools/tap.awk FILE...

function fail(what) {
	failed++
	print "not ok: " what
}

function finish() {
	if (file != "" && !bailed && planned != seen)
		fail(file ": " (planned < 0 ? "no plan, so it broke off" : "planned " planned " tests, ran " seen))
}

function name_of(path) {
	sub(/^.*\//, "", path)
	sub(/\.(tap|log)$/, "", path)
	return path
}

FNR == 1 {
	finish()
	file = name_of(FILENAME)
	planned = -1
	seen = 0
	bailed = showing = 0
}
/^1\.\.[0-9]+/ {
	planned = substr($1, 4) + 0
	if (planned == 0)
		skipped++
	next
}
/^Bail out!/ {
	fail(file ": " $0)
	bailed = 1
	next
}
/^ok( |$)/ {
	seen++
	showing = 0
	if (/# *[Ss][Kk][Ii][Pp]/)
		skipped++
	else
		passed++
	next
}
/^not ok( |$)/ {
	seen++
	showing = 0
	if (/# *[Tt][Oo][Dd][Oo]/) {
		skipped++
		next
	}
	showing = 1
	sub(/^not ok *[0-9]* *-? */, "")
	fail(file ": " $0)
	next
}
showing && /^ *#/ { print "    " $0 }
END {
	finish()
	print passed + 0, failed + 0, skipped + 0
}
