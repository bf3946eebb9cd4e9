#!/usr/bin/awk -f
# SPDX-License-Identifier: ISC
# Turns a ClearSilver template into something `xgettext -L C++` reads: keeps what is inside <?cs … ?> and the line
# numbers, drops the rest.  <?cs #: note ?> becomes a comment for translators, other comments go.  Refuses a backslash in a
# literal (ClearSilver has no escapes, C has) and a literal joined with anything inside _( ) (it would never be found).
BEGIN { RS = "\001"; ORS = ""; bad = 0 }
function fail(what) { print FILENAME ": " what "\n" > "/dev/stderr"; bad = 1 }
{
	rest = $0
	while ((start = index(rest, "<?cs")) > 0) {
		before = substr(rest, 1, start - 1)
		gsub(/[^\n]/, "", before)
		print before
		rest = substr(rest, start + 4)
		end = index(rest, "?>")
		if (end == 0) { fail("unclosed <?cs"); break }
		command = substr(rest, 1, end - 1)
		rest = substr(rest, end + 2)
		if (command ~ /^[ \t\n]*#/) {
			lines = command
			gsub(/[^\n]/, "", lines)
			if (command ~ /^[ \t\n]*#:/) { sub(/^[ \t\n]*#:/, "", command); gsub(/\n/, " ", command); print "/* TRANSLATORS:" command " */" }
			print lines
			continue
		}
		if (command ~ /(_|_n|_f)\(/ && command ~ /\\/) fail("backslash in a text: " command)
		if (command ~ /[^a-z_]_\("[^"]*" *\+/ || command ~ /\+ *_\(/) fail("texts are not joined: " command)
		print command ";"
	}
	gsub(/[^\n]/, "", rest)
	print rest
}
END { exit bad }
