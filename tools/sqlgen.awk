# SPDX-License-Identifier: ISC
# Turns the named statements of sql/query/*.sql into C, so that a misspelt name does not compile:
#   awk -v out=h -f tools/sqlgen.awk sql/query/*.sql > stmt.h
#   awk -v out=c -f tools/sqlgen.awk sql/query/*.sql > stmt.c
#
# A statement reads
#   -- name: record_move
#   -- One sentence: what it does.
#   -- $1 site bigint, $2 id, ...
#   UPDATE ... ;
# The first parameter is the site; a statement that belongs to no site says why: "-- global: <why>".

function fail(what) {
	printf "%s:%d: %s\n", FILENAME == "" ? "sqlgen" : FILENAME, FNR, what > "/dev/stderr"
	failed = 1
}

function fail_statement(what) {
	printf "%s:%d: statement \"%s\": %s\n", file[n], line[n], name[n], what > "/dev/stderr"
	failed = 1
}

# The highest $n of the text.
function highest(s,   max, k) {
	max = 0
	while (match(s, /\$[0-9]+/)) {
		k = substr(s, RSTART + 1, RLENGTH - 1) + 0
		if (k > max)
			max = k
		s = substr(s, RSTART + RLENGTH)
	}
	return max
}

# What is known of the statement that ends here is checked once.
function finish() {
	if (n == 0 || done)
		return
	done = 1
	sub(/[ \t\n]+$/, "", text[n])
	if (text[n] == "")
		fail_statement("has no text")
	else if (text[n] !~ /;$/)
		fail_statement("does not end with a semicolon")
	sub(/[ \t\n]*;$/, "", text[n])
	if (text[n] ~ /;[ \t]*\n/)
		fail_statement("is more than one statement")
	params[n] = highest(text[n])
	if (!sentence)
		fail_statement("needs a sentence that says what it does")
	if (!global && !site)
		fail_statement("needs \"$1 site\" first in its comment, or \"-- global: why\"")
}

/^-- name:/ {
	finish()
	n++
	done = sentence = global = site = 0
	name[n] = $3
	file[n] = FILENAME
	line[n] = FNR
	if ($3 !~ /^[a-z][a-z0-9_]*$/ || NF != 3)
		fail("a name is one word of lower-case letters, digits and underscores")
	if ($3 in first)
		fail_statement("has this name already at " first[$3])
	first[$3] = FILENAME ":" FNR
	next
}

/^--/ {
	if (n == 0 || text[n] != "")
		next
	if ($0 ~ /^-- global: *[^ ]/)
		global = 1
	else if ($0 ~ /^-- \$1 site([ ,]|$)/)
		site = 1
	else if ($0 ~ /^-- [^$ ]/ && $0 !~ /^-- global:/)
		sentence = 1
	next
}

/^[ \t]*--/ || (/^[ \t]*$/ && text[n] == "") { next }

{
	if (n == 0 || done)
		fail("text without a name")
	else
		text[n] = text[n] $0 "\n"
}

function quoted(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	gsub(/\t/, " ", s)
	return s
}

function write_header(   i) {
	print "/* Made by tools/sqlgen.awk from sql/query: change those. */"
	print "#ifndef DB_STMT_H\n#define DB_STMT_H\n"
	print "enum stmt {"
	print "\tSTMT_NONE,      /* no statement: what a table leaves out */"
	for (i = 1; i <= n; i++)
		print "\tSTMT_" toupper(name[i]) ","
	print "\tSTMT_COUNT\n};\n"
	print "struct stmt_text {\n\tconst char *name;\n\tconst char *text;\n\tint params;"
	print "\tconst char *file;\n\tint line;\n};\n"
	print "extern const struct stmt_text stmt_texts[STMT_COUNT];\n"
	print "#endif"
}

# One literal per line of SQL keeps the C readable and the server's statistics too.
function write_text(i,   lines, count, k) {
	count = split(text[i], lines, "\n")
	for (k = 1; k <= count; k++)
		printf "\t\t\"%s%s\n", quoted(lines[k]), k < count ? "\\n\"" : "\","
}

function write_source(   i, base) {
	print "/* Made by tools/sqlgen.awk from sql/query: change those. */"
	print "#include \"db/stmt.h\"\n"
	print "const struct stmt_text stmt_texts[STMT_COUNT] = {"
	print "\t{ \"none\", \"\", 0, \"\", 0 },"
	for (i = 1; i <= n; i++) {
		base = file[i]
		sub(/^.*\//, "", base)
		printf "\t{ \"%s\",\n", name[i]
		write_text(i)
		printf "\t\t%d, \"sql/query/%s\", %d },\n", params[i], base, line[i]
	}
	print "};"
}

END {
	finish()
	if (failed)
		exit 1
	if (out == "h")
		write_header()
	else
		write_source()
}
