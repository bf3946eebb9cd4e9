// SPDX-License-Identifier: ISC
// Goal: group robots and webhooks of a site are told once what its people are told (RX.6; issue 14, points 3 and 5): the listener checks
// signatures and limits as WeCom, DingTalk and Feishu do, and answers 200 to what it refuses; secrets are sealed; nothing reaches a
// private network that the operator has not named; of what not every member sees nothing is said.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

// This portal's operator lets robots be on this machine.
process.env.STACK_SETTINGS = `${process.env.STACK_SETTINGS ?? ''}\nrobot_networks = '127.0.0.0/8'`;
const { login, psql, rows, stack } = await import('../run/stack.mjs');
const { accountId, handIn, site, siteId, someone } = await import('../run/people.mjs');
const { courier, endOutside, listener } = await import('../run/outside.mjs');

stack('stack_end courier');
after(endOutside);
const SECRET = 'SEC-geheimnis-0123456789', asker = someone({ has: ['requirement.submit'], lacks: ['requirement.triage'] }), triager = someone({ has: ['requirement.triage'], not: [asker] });
const admin = await login(someone({ has: ['settings.manage'] }));
const hmac = (key, text, as = 'base64') => createHmac('sha256', key).update(text).digest(as);
const fresh = (ms) => Math.abs(Date.now() - ms) < 600000;

/** Does the signature hold, by what each vendor writes of it? */
const signed = {
	wecom: (r) => r.query.get('key') === 'abc',
	dingtalk: (r) => fresh(Number(r.query.get('timestamp'))) && r.query.get('sign') === hmac(SECRET, `${r.query.get('timestamp')}\n${SECRET}`),
	feishu: (r) => fresh(Number(r.body.timestamp) * 1000) && r.body.sign === hmac(`${r.body.timestamp}\n${SECRET}`, ''),
	webhook: (r) => fresh(Number(r.headers['x-gatehouse-timestamp']) * 1000) && r.headers['x-gatehouse-signature'] === `sha256=${hmac(SECRET, `${r.headers['x-gatehouse-timestamp']}.${r.text}`, 'hex')}`,
};
const answers = { wecom: [{ errcode: 0, errmsg: 'ok' }, { errcode: 93000, errmsg: 'invalid webhook url' }], dingtalk: [{ errcode: 0, errmsg: 'ok' }, { errcode: 310000, errmsg: 'sign not match' }],
	feishu: [{ code: 0, msg: 'success', data: {} }, { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' }] };
const outside = await listener((r) => {
	const vendor = r.path.slice(1);
	return vendor === 'webhook' ? { status: signed.webhook(r) ? 204 : 401 } : { body: answers[vendor][signed[vendor](r) ? 0 : 1] };
});
const plain = outside.answer;
const got = (vendor) => outside.requests.filter((r) => r.path === `/${vendor}`);
const textOf = { wecom: (r) => r.body.text.content, dingtalk: (r) => r.body.text.content, feishu: (r) => [r.body.content.post.zh_cn.title, ...r.body.content.post.zh_cn.content.map((line) => line.map((part) => part.text).join(''))].join('\n'), webhook: (r) => r.text };
const send = async (settings) => { outside.requests.length = 0; return courier(settings); };
const clear = () => psql("UPDATE app.delivery SET status = 'dropped' WHERE status IN ('queued', 'dead'); UPDATE app.delivery SET settled_at = now() - interval '1 hour'");
const minuteLater = () => psql("UPDATE app.delivery SET settled_at = settled_at - interval '2 minutes' WHERE settled_at IS NOT NULL");
const due = () => psql("UPDATE app.delivery SET due_at = now() - interval '1 second' WHERE status = 'queued' AND tries > 0");
const left = (status = 'queued') => Number(psql(`SELECT count(*) FROM app.delivery WHERE status = '${status}' AND robot_id IS NOT NULL`));
const add = async (vendor, values = {}) => admin.submit(await admin.get(`/${site}/settings/messages`), { vendor, name: `测试${vendor}`, address: `${outside.url}/${vendor}${vendor === 'wecom' ? '?key=abc' : ''}`, secret: vendor === 'wecom' ? '' : SECRET, ...values }, { form: 'robot' });
const stop = async () => psql(`UPDATE app.robot SET stopped_at = now() WHERE stopped_at IS NULL`);
const recordId = (number) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`);
/** ${n} things are told of a record, one after the other. */
const tell = (number, n = 1, what = 'commented') => psql(`INSERT INTO app.notification (site_id, account_id, record_id, what, at) SELECT ${siteId()}, ${accountId(triager)}, ${recordId(number)}, '${what}', now() + i * interval '1 microsecond' FROM generate_series(1, ${n}) i`);
/** The trigger tells a robot once of one event: each of these is one. */
const tellEach = (number, n) => { for (let i = 0; i < n; i += 1) tell(number, 1, `moved${i}`); };

test('issue 14, 3: robots are set up on a page; address and secret are sealed and never shown again', async () => {
	for (const vendor of ['wecom', 'dingtalk', 'feishu', 'webhook'])
		(await add(vendor)).expect(200, `测试${vendor}`);
	const page = await admin.get(`/${site}/settings/messages`), kept = JSON.stringify(rows('SELECT * FROM app.robot'));
	for (const secret of [SECRET, 'key=abc', `${outside.port}/dingtalk`])
		assert.ok(!page.body.toString().includes(secret) && !kept.includes(secret), secret);
	assert.ok(page.body.toString().includes(`127.0.0.1:${outside.port}`), 'the machine may be shown');
	assert.equal(psql(`SELECT count(*) FROM app.event WHERE site_id = ${siteId()} AND action = 'robot.add'`), '4');
	assert.ok(!JSON.stringify(rows("SELECT * FROM app.event WHERE action = 'robot.add'")).includes(SECRET));
	for (const wrong of [{ address: 'ftp://x.test/' }, { address: 'https://a:b@x.test/' }, { address: 'robot' }, { vendor: 'webhook', secret: 'short' }])
		(await add('webhook', wrong)).expect(422);
});

test('RX.6 an act is told to each of them once, signed as it asks, without a call to everybody', async () => {
	clear();
	const number = await handIn(await login(asker), '机器人测试 <at user_id="all">所有人</at> @all 𠮷😀'), before = Number(psql(`SELECT count(*) FROM app.notification WHERE record_id = ${recordId(number)}`));
	assert.ok(before > 1, 'several people are told');
	await send();
	for (const vendor of ['wecom', 'dingtalk', 'feishu', 'webhook']) {
		const posts = got(vendor), kinds = Number(psql(`SELECT count(DISTINCT what) FROM app.notification WHERE record_id = ${recordId(number)}`));
		assert.ok(posts.every(signed[vendor]), `${vendor}: signature`);
		assert.equal(posts.length, vendor === 'webhook' ? kinds : 1, `${vendor}: once`);
		assert.ok(textOf[vendor](posts[0]).includes(`${process.env.GATEHOUSE_URL}/${site}/requirements/${number}`), vendor);
		assert.ok(textOf[vendor](posts[0]).includes('𠮷😀'));
		assert.match(posts[0].headers['content-type'], /^application\/json/);
	}
	assert.equal(got('feishu')[0].body.content.post.zh_cn.content.flat().filter((part) => part.tag === 'at').length, 0);
	assert.ok(!('at' in got('dingtalk')[0].body) && got('wecom')[0].body.msgtype === 'text');
	const hook = got('webhook')[0];
	assert.equal(hook.headers['idempotency-key'], hook.body.id);
	assert.deepEqual([hook.body.site, hook.body.number, hook.body.kind], [site, number, 'requirement']);
	assert.equal(left(), 0);
	await send();
	assert.equal(outside.requests.length, 0, 'and not again');
});

test('issue 14, 3: twenty messages a minute at most; the others wait, none is lost, each in its order', async () => {
	clear();
	await stop();
	(await add('wecom')).expect(200);
	const number = await handIn(await login(asker), '机器人测试：每分钟二十条');
	clear();
	tellEach(number, 110);
	assert.equal(left(), 110);
	let taken = 0;
	outside.answer = (r) => (++taken > 20 ? { body: { errcode: 45009, errmsg: 'api freq out of limit' } } : plain(r));
	await send();
	assert.equal(got('wecom').length, 20, 'no more than the robot takes');
	assert.ok(got('wecom').every((r) => Buffer.byteLength(r.body.text.content) <= 2048), 'no longer than the robot takes');
	assert.equal(left(), 10);
	const said = got('wecom').flatMap((r) => r.body.text.content.match(/moved\d+/g) ?? []);
	await send();
	assert.equal(outside.requests.length, 0, 'the minute is not over');
	minuteLater();
	taken = 0;
	await send();
	assert.equal(left(), 0);
	said.push(...got('wecom').flatMap((r) => r.body.text.content.match(/moved\d+/g) ?? []));
	assert.deepEqual(said, Array.from({ length: 110 }, (_, i) => `moved${i}`));
	outside.answer = plain;
});

test('issue 14, 3: 200 with an error in its body is no success; what failed goes first', async () => {
	clear();
	await stop();
	(await add('dingtalk')).expect(200);
	const number = await handIn(await login(asker), '机器人测试：错误码');
	clear();
	outside.answer = () => ({ body: { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' } });
	tell(number, 1, 'first');
	await send();
	assert.equal(left(), 1);
	assert.match(psql("SELECT tries || ' ' || error FROM app.delivery WHERE status = 'queued' AND robot_id IS NOT NULL"), /^1 errcode 130101: send too fast/);
	assert.ok(Number(psql("SELECT extract(epoch FROM due_at - now()) FROM app.delivery WHERE status = 'queued' AND robot_id IS NOT NULL")) > 500, 'DingTalk is left alone for ten minutes');
	outside.answer = plain;
	tell(number, 1, 'second');
	await send();
	assert.equal(outside.requests.length, 0, 'the second does not overtake the first');
	due();
	await send();
	await courier();
	assert.deepEqual(got('dingtalk').flatMap((r) => r.body.text.content.match(/first|second/g)), ['first', 'second']);
	for (const body of ['', 'not json', '{}', '{"errcode":"0"}']) {
		outside.answer = () => ({ body: body === '' ? ' ' : body });
		tell(number, 1, `odd${body.length}`);
		await send();
		assert.equal(left(), 1, `an answer that says nothing: "${body}"`);
		outside.answer = plain;
		due();
		await send();
		assert.equal(left(), 0);
	}
});

test('issue 14, 5: nothing reaches a private network that the operator has not named, however it is written; redirects are not followed', async () => {
	clear();
	const number = await handIn(await login(asker), '机器人测试：内网');
	for (const host of ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0']) {
		await stop();
		clear();
		(await add('webhook', { address: `http://${host}:${outside.port}/webhook` })).expect(200);
		tell(number, 1, 'moved');
		await send({ GATEHOUSE_ROBOT_NETWORKS: '10.9.8.0/24' });
		assert.equal(outside.requests.length, 0, host);
		assert.match(psql("SELECT error FROM app.delivery WHERE status = 'queued' AND robot_id IS NOT NULL"), /private network|resolve|connect/i, host);
	}
	await stop();
	clear();
	(await add('webhook')).expect(200);
	outside.answer = (r) => (r.path === '/webhook' ? { status: 302, headers: { location: `${outside.url}/elsewhere` } } : {});
	tell(number, 1, 'moved');
	await send();
	outside.answer = plain;
	assert.deepEqual(outside.requests.map((r) => r.path), ['/webhook']);
	assert.equal(psql("SELECT error FROM app.delivery WHERE status = 'queued' AND robot_id IS NOT NULL"), 'HTTP 302');
});

test('issue 14, 3: by department and kind; nothing of drafts and restricted records; nothing to one that was stopped', async () => {
	clear();
	await stop();
	const department = psql(`SELECT department_id FROM app.membership WHERE site_id = ${siteId()} AND account_id = ${accountId(triager)}`);
	const other = psql(`SELECT id FROM app.department WHERE site_id = ${siteId()} AND id <> ${department} AND closed_at IS NULL LIMIT 1`);
	(await add('webhook', { name: '本部门', department_id: department })).expect(200);
	(await add('webhook', { name: '别的部门', department_id: other })).expect(200);
	(await add('webhook', { name: '只要公告', kinds: ['notice'] })).expect(200);
	(await add('webhook', { name: '只要需求', kinds: ['requirement', 'notice'] })).expect(200);
	const number = await handIn(await login(asker), '机器人测试：范围'), id = recordId(number);
	clear();
	const names = () => psql("SELECT string_agg(b.name, ' ' ORDER BY b.id) FROM app.delivery d JOIN app.robot b ON b.site_id = d.site_id AND b.id = d.robot_id WHERE d.status = 'queued'");
	tell(number, 1, 'scope');
	assert.equal(names(), '本部门 只要需求');
	psql(`SET session_replication_role = replica; UPDATE app.record SET visible = 1 WHERE id = ${id} AND site_id = ${siteId()}; UPDATE app.requirement SET visible = 1 WHERE record_id = ${id} AND site_id = ${siteId()}`);
	await send();
	assert.equal(outside.requests.length, 0, 'restricted');
	assert.equal(psql("SELECT DISTINCT status || ' ' || error FROM app.delivery WHERE settled_at > now() - interval '1 minute'"), 'dropped unseen');
	psql(`SET session_replication_role = replica; UPDATE app.record SET visible = 0 WHERE id = ${id} AND site_id = ${siteId()}; UPDATE app.requirement SET visible = 0 WHERE record_id = ${id} AND site_id = ${siteId()}`);
	tell(number, 1, 'later');
	for (let page = await admin.get(`/${site}/settings/messages`); ; page = await admin.get(`/${site}/settings/messages`)) {
		const button = page.forms.flatMap((f) => f.buttons).find((b) => b.name === 'stop');
		if (!button)
			break;
		(await admin.submit(page, {}, { button: `stop=${button.value}` })).expect(200);
	}
	await send();
	assert.equal(outside.requests.length, 0, 'stopped');
	assert.equal(psql("SELECT count(*) FROM app.robot WHERE stopped_at IS NULL OR (name LIKE '%部门' AND address <> '')"), '0', 'its address is forgotten');
	assert.equal(left(), 0);
});
