# SPDX-License-Identifier: ISC
# One rule over templates: awk -v rule=NAME -f tests/lint/templates.awk FILE…  prints "file:line: what" for each finding.
# The rules are listed in tests/lint/templates.
function found(what) { print FILENAME ":" lineno ": " what }
function lines(s, n) { n = gsub(/\n/, "", s); return n }
# The command's expression without what stands in quotes.
function bare(c) { gsub(/"[^"]*"/, "\"\"", c); return c }

function command(c,    name, b) {
	sub(/^[ \t\n]+/, "", c)
	if (c ~ /^#/) return
	name = c; sub(/[:! ?].*/, "", name); sub(/\n.*/, "", name)
	b = bare(c)
	if (rule == "raw" && (name == "name" || name == "alt" || name == "evar" || name == "lvar" || name == "linclude" || name == "escape" || name == "/escape"))
		found("<?cs " name)
	# html_escape and its like make the whole expression count as escaped.
	if (rule == "escaper" && b ~ /(html_escape|js_escape|url_escape|url_validate|text_html|html_strip)\(/)
		found(c)
	if (rule == "uvar" && name == "uvar" && (c !~ /^uvar:[A-Za-z_.]+_html[ \n]*$/ || index(" " allowed " ", " " FILENAME " ") == 0))
		found(c)
	if (rule == "writes" && name == "set") found(c)
	if (rule == "backslash" && c ~ /"[^"]*\\[^"]*"/) found(c)
	if (rule == "empty" && c ~ /[!=]= *""/) found(c)
	# _("a" + x) reads freed memory when "a" has no translation.
	if (rule == "literal" && b ~ /(^|[^A-Za-z0-9_])_\(([^"]|""[^)])/) found(c)
	if (rule == "literal" && b ~ /_[fn]\([^"]/) found(c)
	if (rule == "separate" && name == "var" && b ~ /\+/ && b ~ /_[fn]?\(/) found(c)
}

# The HTML with \001 in the place of commands that print and nothing in the place of the others.
function html(text,    i, j, c, out, name) {
	out = ""; lineno = 1
	while ((i = index(text, "<?cs")) > 0) {
		out = out substr(text, 1, i - 1)
		lineno += lines(substr(text, 1, i - 1), 0)
		text = substr(text, i + 4)
		j = index(text, "?>")
		if (j == 0) { if (rule == "closed") found("unclosed <?cs"); break }
		c = substr(text, 1, j - 1)
		command(c)
		if (c ~ /^[ \t\n]*u?var:/) out = out "\001"
		name = c; gsub(/[^\n]/, "", name); out = out name
		lineno += lines(c, 0)
		text = substr(text, j + 2)
	}
	return out text
}

function tags(text,    i, j, tag, start) {
	lineno = 1
	while ((i = match(text, /<[a-zA-Z][^>]*>/)) > 0) {
		start = substr(text, 1, i - 1); lineno += lines(start, 0)
		tag = substr(text, i, RLENGTH)
		text = substr(text, i + RLENGTH)
		# Outside of quotes a value could begin an attribute of its own.
		if (rule == "unquoted") {
			start = tag; gsub(/"[^"]*"/, "", start); gsub(/'[^']*'/, "", start)
			if (start ~ /\001/) found(tag)
		}
		if (rule == "inline" && (tag ~ /[ \t\n]style *=/ || tag ~ /^<style/)) found(tag)
		if (rule == "inline" && tag ~ /[ \t\n]on[a-z]+ *=/) found(tag)
		if (rule == "inline" && tag ~ /^<script/ && tag !~ /[ \t\n]src="/) found(tag)
		if (rule == "inline" && tag ~ /javascript:/) found(tag)
		if (rule == "token" && tag ~ /^<form/ && tag ~ /method="post"/) {
			start = text; sub(/<\/form>.*/, "", start)
			if (start !~ /\002|name="token"/) found(tag)
		}
		lineno += lines(tag, 0)
	}
}

# White space beside a condition makes a cell that shows nothing no longer :empty.
function cells(text,    i, j, cell) {
	lineno = 1
	while ((i = match(text, /<td[^>]*>[ \t\n]*<\?cs (if|each)/)) > 0) {
		lineno += lines(substr(text, 1, i - 1), 0)
		text = substr(text, i)
		j = index(text, "</td>")
		cell = substr(text, 1, j + 4)
		if (cell ~ /^<td[^>]*>[ \t\n]+<|<\?cs \/(if|each) \?>[ \t\n]+<\/td>$/) { i = cell; gsub(/[ \t\n]+/, " ", i); found(i) }
		lineno += lines(cell, 0)
		text = substr(text, j + 5)
	}
}

# view/source.c leaves these end tags out: the element then ends where one of its followers begins, or what is around it ends.
function ends(text,    i, tag, rest) {
	lineno = 1
	while ((i = match(text, /<\/(td|th|tr|li|option|dt|dd|thead|tbody)>[ \t\n]*/)) > 0) {
		lineno += lines(substr(text, 1, i + RLENGTH - 1), 0)
		tag = substr(text, i + 2, RLENGTH - 2); sub(/>.*/, "", tag)
		text = substr(text, i + RLENGTH)
		rest = text; sub(/^<\//, "\002", rest); rest = substr(rest, 1, 40)
		if (rest != "" && rest !~ /^\002/ && rest !~ ("^<(" follows[tag] ")[ >\n]")) { gsub(/\n/, " ", rest); found("</" tag "> before " rest) }
	}
}

BEGIN {
	RS = "\003"
	follows["td"] = follows["th"] = "td|th"; follows["dt"] = follows["dd"] = "dt|dd"
	follows["tr"] = "tr"; follows["li"] = "li"; follows["option"] = "option|optgroup"; follows["thead"] = follows["tbody"] = "tbody|tfoot"
}
{
	# Calls of hidden() stand for the token.
	text = $0
	body = text
	if (rule == "token") gsub(/<\?cs call:hidden\(/, "\002&", body)
	# What a macro shows ends with it.
	if (rule == "ends") gsub(/<\?cs \/?def/, "\002&", body)
	if (rule != "cell") body = html(body)
	if (rule == "cell") cells(body)
	if (rule == "ends") ends(body)
	if (rule ~ /^(unquoted|inline|token)$/) tags(body)
}
