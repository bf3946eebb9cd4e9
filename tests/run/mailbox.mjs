// SPDX-License-Identifier: ISC
// A mailbox on a real server (Dovecot), for as long as the test runs: mail is put into it, the courier reads it over TLS with a log-in.
//
//   const box = await mailbox(); box.put(raw); await round(box.settings); box.flags() …
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { certificate, nobody } from './outside.mjs';
import { until } from './moment.mjs';

const program = ['/usr/sbin/dovecot', '/usr/bin/dovecot'].find((file) => existsSync(file));
const isRoot = process.getuid() === 0;
// As root it runs as the account of the stack, so that it is always started as somebody without rights.
const user = isRoot ? 'gatehouse' : userInfo().username, group = execFileSync('id', ['-gn', user]).toString().trim();
const as = isRoot ? ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups', '--'] : ['env'];
const version = () => execFileSync(program, ['--version']).toString();

// The words of 2.3 (Debian 12) and of 2.4 (Debian 13).
const words = ({ dir, cert, key }) => (version().startsWith('2.3') ? `
	disable_plaintext_auth = no
	ssl_cert = <${cert}
	ssl_key = <${key}
	mail_location = maildir:${dir}/mail
	passdb {
		driver = static
		args = password=geheim
	}
	userdb {
		driver = static
		args = uid=${user} gid=${group} home=${dir}
	}` : `
	dovecot_config_version = 2.4.0
	dovecot_storage_version = 2.4.0
	auth_allow_cleartext = yes
	ssl_server_cert_file = ${cert}
	ssl_server_key_file = ${key}
	mail_driver = maildir
	mail_path = ${dir}/mail
	passdb static {
		password = geheim
	}
	userdb static {
		fields {
			uid = ${user}
			gid = ${group}
			home = ${dir}
		}
	}`);

const settings = ({ dir, port, cert, key }) => `${words({ dir, cert, key }).replaceAll(/^\t/gm, '').trim()}
base_dir = ${dir}/run
state_dir = ${dir}/run
log_path = ${dir}/log
protocols = imap
listen = 127.0.0.1
ssl = required
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
service anvil {
	chroot =
}
service stats {
	chroot =
}
service imap-login {
	chroot =
	inet_listener imap {
		port = 0
	}
	inet_listener imaps {
		port = ${port}
		ssl = yes
	}
}
`;

export async function mailbox() {
	const dir = mkdtempSync(path.join(tmpdir(), 'gatehouse-box-')), { file, keyFile } = certificate(), port = await nobody(), conf = path.join(dir, 'dovecot.conf');
	for (const sub of ['run', 'mail', 'mail/new', 'mail/cur', 'mail/tmp'])
		mkdirSync(path.join(dir, sub));
	writeFileSync(conf, settings({ dir, port, cert: file, key: keyFile }));
	chmodSync(dir, 0o755);
	if (isRoot)
		execFileSync('chown', ['-R', `${user}:${group}`, dir, path.dirname(keyFile)]);
	const child = spawn(as[0], [...as.slice(1), program, '-F', '-c', conf], { stdio: 'ignore' }), ended = once(child, 'exit');
	await until('the mailbox is there', () => { if (child.exitCode !== null) throw new Error(readFileSync(path.join(dir, 'log'), 'utf8')); return execOk(port); }, 20);
	let count = 0;
	const files = () => ['new', 'cur'].flatMap((sub) => readdirSync(path.join(dir, 'mail', sub)));
	return {
		settings: { GATEHOUSE_IMAP_URL: `imaps://127.0.0.1:${port}/INBOX`, GATEHOUSE_IMAP_USER: 'portal', GATEHOUSE_IMAP_PASSWORD: 'geheim', GATEHOUSE_IMAP_CA: file, GATEHOUSE_MAIL_REPLY: 'antwort@example.test' },
		/** A mail arrives. */
		put(raw) {
			const name = `${Date.now()}.${++count}.test`, first = path.join(dir, 'mail/tmp', name);
			writeFileSync(first, raw.replaceAll(/\r?\n/g, '\r\n'), { encoding: 'latin1' });
			if (isRoot)
				execFileSync('chown', [`${user}:${group}`, first]);
			renameSync(first, path.join(dir, 'mail/new', name));
		},
		/** How many were not dealt with (have no flag R, answered). */
		left: () => files().filter((name) => !/:2,[A-Z]*R/.test(name)).length,
		all: () => files().length,
		/** Somebody takes the marks away: the mails are there as at first. */
		unmark() {
			for (const name of readdirSync(path.join(dir, 'mail/cur')))
				renameSync(path.join(dir, 'mail/cur', name), path.join(dir, 'mail/cur', name.replace(/:2,.*/, ':2,')));
		},
		async end() { child.kill('SIGTERM'); await ended; rmSync(dir, { recursive: true, force: true }); },
	};
}

/** Does somebody listen? */
function execOk(port) {
	try {
		execFileSync('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}
