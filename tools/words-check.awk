#!/usr/bin/awk -f
# SPDX-License-Identifier: ISC
# Reads one joined catalogue (msgcat --no-wrap) and reports: two translations of one text (msgcat marks them #-#-#-#), and
# translations whose %1 and %2 are not those of their text.  Dotted keys have no text of their own to compare with.
function fail(what) { printf "%s: %s: %s\n", language, id, what > "/dev/stderr"; bad = 1 }
function value(line) { sub(/^[^"]*"/, "", line); sub(/"$/, "", line); return line }
function same(a, b,    i) { for (i = 1; i <= 9; i++) if ((index(a, "%" i) > 0) != (index(b, "%" i) > 0)) return 0; return 1 }
function is_key(s) { return s ~ /^[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)*$/ }
function finish() {
	if (id != "" && text ~ /#-#-#-#-#/) fail("translated in two ways")
	if (id != "" && text != "" && !is_key(id) && !same(plural != "" ? plural : id, text)) fail("placeholders differ: " text)
	id = plural = text = into = ""
}
/^$/ { finish(); next }
/^msgid_plural / { plural = value($0); into = "plural"; next }
/^msgid / { finish(); id = value($0); into = "id"; next }
# Of several plural forms the last one must have all placeholders.
/^msgstr/ { text = value($0); into = "text"; next }
/^"/ { if (into == "text") text = text value($0); else if (into == "plural") plural = plural value($0); else if (into == "id") id = id value($0) }
END { finish(); exit bad }
