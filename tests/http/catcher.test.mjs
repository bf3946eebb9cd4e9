// SPDX-License-Identifier: ISC
// Goal: the demonstration shows what the portal sends (issue 14, point 10): its mail server takes mail of the courier, and its page shows the
// text, and the HTML where nothing runs.  It is for this machine alone and no part of what is installed.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { psql, rows, stack } from '../run/stack.mjs';
import { siteId } from '../run/people.mjs';
import { courier, nobody } from '../run/outside.mjs';
import { until } from '../run/moment.mjs';

stack('stack_end courier');
const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const dir = mkdtempSync(path.join(tmpdir(), 'gatehouse-catcher-')), smtp = await nobody(), page = await nobody();
const catcher = spawn(path.join(root, 'tools/mail-catcher'), [dir, String(smtp), String(page)], { stdio: 'inherit' });
after(() => { catcher.kill(); rmSync(dir, { recursive: true }); });
const get = (where, host = `127.0.0.1:${page}`) => new Promise((resolve, reject) => {
	http.get({ host: '127.0.0.1', port: page, path: where, headers: { host } }, async (answer) => {
		let body = '';
		for await (const chunk of answer.setEncoding('utf8'))
			body += chunk;
		resolve({ status: answer.statusCode, policy: answer.headers['content-security-policy'], body });
	}).on('error', reject);
});

test('issue 14, 10: what is sent is shown, in words of both sorts, and nothing in it runs', async () => {
	await until('it listens', () => get('/').then(() => true, () => false), 20);
	assert.match((await get('/')).body, /No mail yet/);
	psql("UPDATE app.account SET email = login || '@example.test'");
	const settings = { GATEHOUSE_SMTP_URL: `smtp://127.0.0.1:${smtp}`, GATEHOUSE_SMTP_TLS: 'off' };
	await courier(settings);
	const [record] = rows(`SELECT id, number, title FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND visible = 0 ORDER BY id LIMIT 1`);
	psql(`INSERT INTO app.notification (site_id, account_id, record_id, what, at) SELECT ${siteId()}, min(m.account_id), ${record.id}, 'waiting', now() FROM app.membership m WHERE m.site_id = ${siteId()} AND m.left_at IS NULL`);
	psql(`UPDATE app.record SET title = '<script>alert(1)</script>' WHERE id = ${record.id} AND site_id = ${siteId()}; UPDATE app.delivery SET due_at = now() WHERE status = 'queued'`);
	await courier(settings);
	const list = await get('/'), [, number] = list.body.match(/href="\/(\d+)"/);
	assert.ok(list.body.includes(`[${record.number}] &lt;script&gt;`));
	const mail = await get(`/${number}`), html = await get(`/${number}/html`);
	assert.ok(mail.body.includes('等您处理') && mail.body.includes(`/requirements/${record.number}`));
	assert.ok(!mail.body.includes('<script>') && /<iframe sandbox /.test(mail.body));
	assert.match(mail.policy, /default-src 'none'/);
	assert.match(html.policy, /^sandbox; default-src 'none'/);
	assert.ok(html.body.includes('等您处理'));
});

test('issue 14, 10: it is for this machine alone, and is not installed', async () => {
	assert.equal((await get('/', 'attacker.test')).status, 404);
	assert.equal((await get('/../1.eml')).status, 404);
	assert.equal((await get('/99999')).status, 404);
	assert.ok(!readFileSync(path.join(root, 'Makefile.am'), 'utf8').includes('mail-catcher'));
	assert.ok(!existsSync(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'mail-catcher')));
});
