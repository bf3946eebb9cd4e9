# SPDX-License-Identifier: ISC
# shellcheck shell=bash
# One private Gatehouse: a PostgreSQL cluster, nginx, three pools of workers and the courier, all below one directory.
# Sourced by ./demo and by ./check, so that both start and stop things the same way.
#
#   stack_init DIR [SOURCE]    names and directories; as root also the unprivileged user everything runs as
#   stack_install BUILD        installs a finished build into the stack
#   stack_database_start       cluster, database, roles, migrations
#   stack_catcher_start        the demonstration's mail server (tools/mail-catcher), before stack_web_start: the courier sends to it; its page is in mail/url
#   stack_web_start [PORT]     workers, courier, nginx; PORT empty: any free one; sets STACK_PORT and STACK_URL
#   stack_stop                 everything, in the opposite order; data stays
#   stack_psql ARGS            psql as superuser
#   stack_twin DIR NAME        a twin of the stack named before: its cluster and programs, all else of its own; is named from then on
#   stack_twin_drop            ends the twin named by stack_init, with its data
#
# A caller may set first:  STACK_FAST=1 (data need not survive a power cut), STACK_COUNTED=1 (the cluster counts what each statement
# reads), STACK_SETTINGS (lines for gatehouse.conf), STACK_LOGIN_RATE (posts to /login per second and address), STACK_APP, STACK_AUTH and
# STACK_EXPORT (workers).

STACK_ACCOUNT=gatehouse
STACK_UPLOAD_MAX=${STACK_UPLOAD_MAX:-20m}

stack_say() { printf '%s\n' "$*" >&2; }
stack_die() { stack_say "$*"; return 1; }

# ---------------------------------------------------------------- names and directories

# As root, everything that listens or keeps data runs as an account of its own.
STACK_AS=(env)
[ "$(id -u)" != 0 ] || STACK_AS=(setpriv "--reuid=$STACK_ACCOUNT" "--regid=$STACK_ACCOUNT" --clear-groups -- env -C / HOME=/nonexistent)
stack_as() { "${STACK_AS[@]}" "$@"; }

stack_account() {
	[ "$(id -u)" = 0 ] || return 0
	id "$STACK_ACCOUNT" >/dev/null 2>&1 ||
		useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$STACK_ACCOUNT"
}

# The account may not be able to enter DIR (a checkout below /root): then the data lives elsewhere, always the same place.
stack_home() {
	local dir=$1 home
	if stack_as test -x "$dir"; then
		printf '%s\n' "$dir"
		return
	fi
	home=/var/lib/gatehouse-stacks/$(printf '%s' "$dir" | cksum | cut -d' ' -f1)
	mkdir -p "$home"
	stack_say "$STACK_ACCOUNT cannot enter $dir: keeping the data in $home"
	printf '%s\n' "$home"
}

# A socket's path has less than 108 bytes and stands in connection strings: a long or odd one gets a short twin.
stack_run_dir() {
	local run=$STACK_HOME/run
	if [ -L "$run" ] && [ -d "$run/" ]; then
		readlink "$run"
		return
	fi
	rm -f "$run" 2>/dev/null
	if [ ${#run} -lt 80 ] && [[ $run =~ ^[A-Za-z0-9_/.-]+$ ]]; then
		mkdir -p "$run"
	else
		ln -s "$(mktemp -d /tmp/gatehouse-XXXXXX)" "$run"
		run=$(readlink "$run")
	fi
	printf '%s\n' "$run"
}

stack_postgres_bin() {
	local version='*'
	[ -r "$STACK_HOME/pg/PG_VERSION" ] && version=$(cat "$STACK_HOME/pg/PG_VERSION")
	find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -path "/usr/lib/postgresql/$version/bin" 2>/dev/null | sort -V | tail -n 1
}

stack_init() {
	local sub
	mkdir -p "$1" && STACK_DIR=$(cd "$1" && pwd -P) || return 1
	# These would need quoting of their own in each of the files written below.
	[[ $STACK_DIR != *[\"\'\$\\]* ]] || stack_die "the path may not contain quotes, \$ or backslashes: $STACK_DIR" || return 1
	STACK_SOURCE=${2:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)}
	stack_account || return 1
	STACK_HOME=$(stack_home "$STACK_DIR") || return 1
	STACK_RUN=$(stack_run_dir) || return 1
	for sub in etc log tmp files uploads pg; do
		mkdir -p "$STACK_HOME/$sub"
	done
	chmod 700 "$STACK_RUN" "$STACK_HOME/pg" "$STACK_HOME/files" "$STACK_HOME/uploads" "$STACK_HOME/tmp"
	if [ "$(id -u)" = 0 ]; then
		chown "$STACK_ACCOUNT:" "$STACK_RUN" "$STACK_HOME"/{log,tmp,files,uploads,pg}
		[ -L "$STACK_HOME/run" ] && chown -h "$STACK_ACCOUNT:" "$STACK_HOME/run"
	fi
	STACK_PG=$(stack_postgres_bin)
	[ -n "$STACK_PG" ] || stack_die "PostgreSQL's programs are missing: install the package postgresql" || return 1
	STACK_BIN=$STACK_HOME/root/usr/bin
	STACK_DATA=$STACK_HOME/root/usr/share/gatehouse
	STACK_CONF=$STACK_HOME/etc/gatehouse.conf
	STACK_SERVER=$STACK_RUN STACK_DATABASE=gatehouse STACK_FIRST=
	# A twin's database is in the cluster of another stack.
	# shellcheck source=/dev/null
	[ ! -r "$STACK_HOME/etc/twin" ] || . "$STACK_HOME/etc/twin"
}

# The same tree a package would bring, so that the account can read it and a later build does not disturb it.
stack_install() {
	rm -rf "$STACK_HOME/root.new"
	make -s -C "$1" install DESTDIR="$STACK_HOME/root.new" >"$STACK_HOME/log/install.log" 2>&1 ||
		{ tail -n 20 "$STACK_HOME/log/install.log" >&2; stack_die "the build could not be installed"; return 1; }
	chmod -R a+rX "$STACK_HOME/root.new"
	rm -rf "$STACK_HOME/root"
	mv "$STACK_HOME/root.new" "$STACK_HOME/root"
}

# ---------------------------------------------------------------- processes

# Starts a program of ours apart from the terminal: Ctrl-C reaches the caller alone.
stack_spawn() {
	local name=$1
	shift
	(exec "${STACK_AS[@]}" setsid "$@") >>"$STACK_HOME/log/$name.log" 2>&1 </dev/null &
	echo $! >"$STACK_HOME/$name.pid"
	disown
}

stack_alive() {
	local pid
	pid=$(cat "$STACK_HOME/$1.pid" 2>/dev/null) || return 1
	# A number may have been given to somebody else's process since.
	tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -e "$STACK_RUN" -e "$STACK_HOME"
}

# Does anything of this group still run?  The dead that nobody has collected do not.
stack_group_runs() {
	kill -s 0 -- "-$1" 2>/dev/null || return 1
	cat /proc/[0-9]*/stat 2>/dev/null | awk -v group="$1" '{ sub(/.*\) /, "") } $3 == group && $1 !~ /[ZX]/ { runs = 1 } END { exit !runs }'
}

# Workers whose supervisor was killed are of its group still.
stack_left() {
	local group pid
	group=$(cat "$STACK_HOME/$1.pid" 2>/dev/null) && [ "$group" -gt 1 ] || return 1
	for pid in $(cat /proc/[0-9]*/stat 2>/dev/null | awk -v group="$group" '{ pid = $1; sub(/.*\) /, "") } $3 == group { print pid }'); do
		! tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -e "$STACK_RUN" -e "$STACK_HOME" || return 0
	done
	return 1
}

stack_end() {
	local name=$1 signal=${2:-TERM} pid tries=0
	if stack_alive "$name" || stack_left "$name"; then
		pid=$(cat "$STACK_HOME/$name.pid")
		# It leads a group of its own, which ends when the last request is answered.
		kill -s "$signal" -- "-$pid" 2>/dev/null
		while stack_group_runs "$pid" && [ $((tries += 1)) -lt $((${STACK_PATIENCE:-10} * 50)) ]; do
			sleep 0.02
		done
		# What is killed is gone when the machine gets round to it.
		tries=0
		while kill -s KILL -- "-$pid" 2>/dev/null && stack_group_runs "$pid" && [ $((tries += 1)) -lt 500 ]; do
			sleep 0.02
		done
	fi
	rm -f "$STACK_HOME/$name.pid"
}

# ---------------------------------------------------------------- database

stack_psql() { PGHOST=$STACK_SERVER PGUSER=postgres PGDATABASE=${PGDATABASE:-$STACK_DATABASE} "$STACK_PG/psql" -X -q -v ON_ERROR_STOP=1 "$@"; }

# gatehousectl as the administrator of the cluster; the workers' own connection stands in gatehouse.conf.
stack_ctl() {
	stack_as env GATEHOUSE_DATABASE="host=$STACK_SERVER user=postgres dbname=$STACK_DATABASE" "$STACK_BIN/gatehousectl" -c "$STACK_CONF" --yes "$@"
}

stack_cluster_make() {
	local sync=()
	[ -z "${STACK_FAST:-}" ] || sync=(--no-sync)
	stack_as "$STACK_PG/initdb" -D "$STACK_HOME/pg" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 "${sync[@]}" \
		>"$STACK_HOME/log/initdb.log" 2>&1 || { cat "$STACK_HOME/log/initdb.log" >&2; return 1; }
	stack_as tee -a "$STACK_HOME/pg/postgresql.conf" >/dev/null <<-CONF
		listen_addresses = ''
		unix_socket_directories = '$STACK_RUN'
		unix_socket_permissions = 0700
		max_connections = 60
		shared_buffers = 128MB
		log_timezone = 'UTC'
		log_min_duration_statement = 500ms
		jit = off
	CONF
	[ -z "${STACK_COUNTED:-}" ] || printf '%s\n' "shared_preload_libraries = 'pg_stat_statements'" 'pg_stat_statements.track_utility = off' |
		stack_as tee -a "$STACK_HOME/pg/postgresql.conf" >/dev/null
	[ -z "${STACK_FAST:-}" ] || stack_as tee -a "$STACK_HOME/pg/postgresql.conf" >/dev/null <<-CONF
		fsync = off
		synchronous_commit = off
		full_page_writes = off
	CONF
}

stack_cluster_alive() { stack_as "$STACK_PG/pg_ctl" -D "$STACK_HOME/pg" status >/dev/null 2>&1; }

stack_cluster_start() {
	[ -s "$STACK_HOME/pg/PG_VERSION" ] || stack_cluster_make || return 1
	stack_cluster_alive && return 0
	# The socket's directory may have another name than at the last start.
	stack_as "$STACK_PG/pg_ctl" -D "$STACK_HOME/pg" -w -t 60 -l "$STACK_HOME/log/postgres.log" \
		-o "-c unix_socket_directories='$STACK_RUN'" start >/dev/null </dev/null ||
		{ tail -n 20 "$STACK_HOME/log/postgres.log" >&2; stack_die "PostgreSQL did not start"; return 1; }
}

stack_database_make() {
	[ "$(PGDATABASE=postgres stack_psql -Atc "SELECT count(*) FROM pg_database WHERE datname = 'gatehouse'")" = 1 ] && return 0
	PGDATABASE=postgres stack_psql -c "CREATE DATABASE gatehouse TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'" &&
		stack_psql -f "$STACK_DATA/sql/roles.sql"
}

# Seals what this stack keeps of robots; made once.
stack_key() {
	[ -s "$STACK_HOME/etc/seal.key" ] || od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' >"$STACK_HOME/etc/seal.key"
	cat "$STACK_HOME/etc/seal.key"
}

stack_settings() {
	cat <<-CONF
		# Written at each start; ${STACK_HOME##*/}/etc/local.conf is appended and stays.
		database = 'host=$STACK_SERVER user=gatehouse_app dbname=$STACK_DATABASE'
		base_url = 'http://127.0.0.1:${STACK_PORT:-8080}'
		templates = '$STACK_DATA/templates'
		sql = '$STACK_DATA/sql'
		words = '$STACK_DATA/words'
		sql = '$STACK_DATA/sql'
		blocked_passwords = '$STACK_DATA/etc/passwords.txt'
		files = '$STACK_HOME/files'
		uploads = '$STACK_HOME/uploads'
		run = '$STACK_RUN'
		seal_key = '$(stack_key)'
	CONF
	printf '%s\n' "${STACK_SETTINGS:-}"
	[ ! -r "$STACK_HOME/etc/local.conf" ] || cat "$STACK_HOME/etc/local.conf"
}

stack_database_start() {
	stack_settings >"$STACK_CONF"
	stack_cluster_start && stack_database_make || return 1
	stack_ctl migrate >"$STACK_HOME/log/migrate.log" 2>&1 || { tail -n 20 "$STACK_HOME/log/migrate.log" >&2; return 1; }
}

# A copy of the database as it is now, for tests that must not meet each other's rows.
stack_database_copy() { PGDATABASE=postgres stack_psql -c "CREATE DATABASE $1 TEMPLATE gatehouse"; }

# From now on it is there to be copied: nobody can connect to it, so each copy is the same, and is made at once.
stack_database_seal() { stack_psql -c 'VACUUM ANALYZE' && PGDATABASE=postgres stack_psql -c 'ALTER DATABASE gatehouse ALLOW_CONNECTIONS false'; }

# ---------------------------------------------------------------- mail

stack_catcher_start() {
	local smtp page
	smtp=$(stack_port_any) page=$(stack_port_any)
	mkdir -p "$STACK_HOME/mail" && [ "$(id -u)" != 0 ] || chown "$STACK_ACCOUNT:" "$STACK_HOME/mail"
	# Our account may not be able to read the source.
	cp "$STACK_SOURCE/tools/mail-catcher" "$STACK_HOME/etc/mail-catcher" && chmod a+rx "$STACK_HOME/etc/mail-catcher"
	stack_spawn catcher "$STACK_HOME/etc/mail-catcher" "$STACK_HOME/mail" "$smtp" "$page"
	printf '%s\n' "http://127.0.0.1:$page/" >"$STACK_HOME/mail/url"
	STACK_SETTINGS="${STACK_SETTINGS:-}
smtp_url = 'smtp://127.0.0.1:$smtp'
smtp_tls = off
mail_from = 'portal@demo.example'"
}

# ---------------------------------------------------------------- web

stack_port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

stack_port_any() {
	local port
	while :; do
		port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
		stack_port_is_free "$port" && break
	done
	printf '%s\n' "$port"
}

stack_fill() {
	local text value name
	text=$(cat "$1")
	shift
	for name in "$@"; do
		value=${name#*=}
		text=${text//"@${name%%=*}@"/"$value"}
	done
	printf '%s\n' "$text"
}

stack_nginx_conf() {
	local blanks=() name value real_ip packaged
	packaged=$(stack_as "$STACK_BIN/gatehousectl" -c "$STACK_CONF" nginx-config) || return 1
	real_ip=$(grep -E '^[[:blank:]]*(set_real_ip_from|real_ip_)' <<<"$packaged")
	while read -r name value; do
		blanks+=("$name=$value")
	done < <(stack_as "$STACK_BIN/gatehousectl" -c "$STACK_CONF" routes --locations)
	value=$(sed -n 's/^[[:blank:]]*fastcgi_param REQUEST_URI "\(.*\)";$/\1/p' <<<"$packaged")
	stack_fill "$STACK_SOURCE/etc/nginx.conf.in" DAEMON_USER= PROCESSES=2 PID="$STACK_RUN/nginx.pid" SERVER_NAME=_ RUN="$STACK_RUN" LOG="$STACK_HOME/log" TMP="$STACK_HOME/tmp" \
		LOGIN_RATE="${STACK_LOGIN_RATE:-5}" PORT="$STACK_PORT" DATA="$STACK_DATA" UPLOAD_MAX="$STACK_UPLOAD_MAX" UPLOAD_SAID="${STACK_UPLOAD_MAX%m} MB" \
		REAL_IP="$real_ip" FILES="$STACK_HOME/files" ETC="$STACK_HOME/etc" session_address="$value" "${blanks[@]}" >"$STACK_HOME/etc/nginx.conf"
	rm -rf "$STACK_HOME/etc/error"
	cp -R "$STACK_SOURCE/etc/error" "$STACK_HOME/etc/error"
	chmod -R a+rX "$STACK_HOME/etc"
}

stack_nginx() { stack_as "$(command -v nginx || echo /usr/sbin/nginx)" -e "$STACK_HOME/log/nginx-error.log" -p "$STACK_HOME" -c "$STACK_HOME/etc/nginx.conf" "$@"; }

# multiwatch: never -s (it sends the wrong signal), and a high -r (else it gives up after four deaths).  TERM ends pool and workers,
# USR2 is passed on to the workers and reloads them (src/app/main.c).
stack_pool() {
	: >"$STACK_HOME/log/$1.log"
	rm -f "$STACK_RUN/$1.sock"
	stack_spawn "$1" spawn-fcgi -n -s "$STACK_RUN/$1.sock" -M 0600 -- \
		"$(command -v multiwatch)" -f "$2" -r 100000 -- "$STACK_BIN/gatehouse" -c "$STACK_CONF"
}

stack_web_start() {
	local asked=${1:-} tries=0
	while :; do
		STACK_PORT=${asked:-$(stack_port_any)}
		stack_settings >"$STACK_CONF"
		stack_nginx_conf || return 1
		stack_nginx && break
		# Somebody was faster: only a port we chose ourselves may be another.
		if [ -n "$asked" ] || [ $((tries += 1)) -ge 5 ]; then
			stack_die "nginx did not start on port $STACK_PORT, see $STACK_HOME/log/nginx-error.log"
			return 1
		fi
	done
	STACK_URL=http://127.0.0.1:$STACK_PORT
	printf '%s\n' "$STACK_URL" >"$STACK_HOME/url"
	stack_pool app "${STACK_APP:-4}"
	stack_pool auth "${STACK_AUTH:-2}"
	# More than the turns of one account (exports_at_once): nobody has all of them.
	stack_pool export "${STACK_EXPORT:-3}"
	[ ! -x "$STACK_BIN/gatehouse-courier" ] || stack_spawn courier "$STACK_BIN/gatehouse-courier" -c "$STACK_CONF"
	stack_wait
}

# A worker that cannot start is started again and again: it is given a moment, not a minute (STACK_PATIENCE: seconds).
stack_wait() {
	local last=$((SECONDS + ${STACK_PATIENCE:-15}))
	until curl -fsS -o /dev/null -m 2 "$STACK_URL/healthz" 2>/dev/null; do
		if [ "$SECONDS" -ge "$last" ] || ! stack_alive app || grep -q 'cannot start' "$STACK_HOME/log/app.log"; then
			tail -n 5 "$STACK_HOME/log/app.log" >&2
			stack_die "no page was answered, see $STACK_HOME/log"
			return 1
		fi
		sleep 0.1
	done
}

stack_is_up() { [ -r "$STACK_HOME/url" ] && curl -fsS -o /dev/null -m 5 "$(cat "$STACK_HOME/url")/healthz" 2>/dev/null; }

stack_stop() {
	local pid pool
	pid=$(cat "$STACK_RUN/nginx.pid" 2>/dev/null) && stack_nginx -s quit 2>/dev/null
	stack_end courier
	for pool in "$STACK_HOME"/*.pid; do
		[ ! -e "$pool" ] || stack_end "$(basename "$pool" .pid)"
	done
	# Kept connections of browsers would hold nginx back.
	[ -z "$pid" ] || stack_nginx -s stop 2>/dev/null
	! stack_cluster_alive || stack_as "$STACK_PG/pg_ctl" -D "$STACK_HOME/pg" -w -m fast stop >/dev/null 2>&1
	rm -f "$STACK_HOME/url"
}

# Removes what stack_init made outside DIR.
stack_forget() {
	[ ! -L "$STACK_HOME/run" ] || rm -rf "$STACK_RUN"
	[ "$STACK_HOME" = "$STACK_DIR" ] || rm -rf "$STACK_HOME"
}

# ---------------------------------------------------------------- twins

# Beside the stack named before, whose database is sealed: a copy of its data, and workers, courier, nginx, files and logs apart.
stack_twin() {
	local home=$STACK_HOME server=$STACK_RUN
	stack_init "$1" "$STACK_SOURCE" || return 1
	printf 'STACK_SERVER=%q STACK_DATABASE=%q STACK_FIRST=%q\n' "$server" "gatehouse_$2" "$home" >"$STACK_HOME/etc/twin"
	. "$STACK_HOME/etc/twin"
	ln -s "$home/root" "$STACK_HOME/root" && cp -a "$home"/{files,uploads} "$STACK_HOME/" && stack_database_copy "$STACK_DATABASE"
}

# What it has logged is kept with the logs of the stack beside which it ran.
stack_twin_drop() {
	stack_stop
	if [ -n "$STACK_FIRST" ]; then
		PGDATABASE=postgres stack_psql -c "DROP DATABASE IF EXISTS $STACK_DATABASE WITH (FORCE)" || return 1
		mv "$STACK_HOME/log" "$STACK_FIRST/log/${STACK_DATABASE#gatehouse_}"
	fi
	stack_forget
	rm -rf "$STACK_DIR"
}

# Those below DIR whose owners did not end them.
stack_twins_drop() {
	local twin
	for twin in "$1"/*/; do
		[ ! -d "$twin" ] || (stack_init "$twin" "$STACK_SOURCE" && stack_twin_drop)
	done
}
