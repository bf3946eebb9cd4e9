# SPDX-License-Identifier: ISC
# shellcheck shell=bash
# For the lints: each rule is one test that passes when nothing was found.
#   rule "what must hold" < findings
#   plan
set -u
# The last command of a pipeline runs here, so that rule can count.
shopt -s lastpipe
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
tests=0

rule() {
	local found
	found=$(cat)
	tests=$((tests + 1))
	if [ -z "$found" ]; then
		echo "ok $tests - $1"
	else
		echo "not ok $tests - $1"
		printf '%s\n' "$found" | sed 's/^/# /'
	fi
}

plan() { echo "1..$tests"; }

sources() { find src -name "${1:-*.[ch]}" | LC_ALL=C sort; }

# "file:line:text" without comments; with "code", without the insides of strings too; with "strings", those alone.
c_text() {
	awk -v want="$1" '
		FNR == 1 { comment = 0 }
		{
			out = ""; text = $0; quote = ""
			for (i = 1; i <= length(text); i++) {
				c = substr(text, i, 1); two = substr(text, i, 2)
				if (comment) {
					if (two == "*/") { comment = 0; i++ }
				} else if (quote != "") {
					if (want != "code") out = out c
					if (c == "\\") { i++; if (want != "code") out = out substr(text, i, 1) }
					else if (c == quote) { quote = ""; if (want == "code") out = out c; else if (want == "strings") out = out " " }
				} else if (two == "/*") { comment = 1; i++ }
				else if (two == "//") break
				else if (c == "\"" || c == "\047") { quote = c; out = out c }
				else if (want != "strings") out = out c
			}
			if (out != "") print FILENAME ":" FNR ":" out
		}' "${@:2}"
}
