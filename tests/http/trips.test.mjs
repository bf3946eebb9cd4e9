// SPDX-License-Identifier: ISC
// Goal: issue 10: what people send most asks the database no more often than it must: two or three round trips, the commit among them;
// and what is read before it is known who sent it is neither kept nor shown to anybody.
import test from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { database, login, psql, rows } from '../run/stack.mjs';
import { atOnce } from '../run/moment.mjs';
import { ownWorkers } from '../run/own.mjs';

const site = '/huadong', siteId = psql("SELECT id FROM app.site WHERE slug = 'huadong'");
// One worker, so that what a request took is counted before the next one is served.
const own = await ownWorkers('trips', 1);
test.after(() => own.stop());

const counted = async () => Number((await own.client().send('GET', '/metrics')).body.toString().match(/^gatehouse_database_round_trips_total (\d+)$/m)[1]);

async function trips(send) {
	// A session that was not used for a minute is noted after the reply.
	psql('UPDATE app.session SET seen_at = now()');
	const first = await counted(), before = await counted(), { status } = await send();
	return { status, trips: await counted() - before - (before - first) };
}

const sent = (page, who, values, options) => () => who.submit(page, values, { ...options, follow: false });
const comments = (number) => Number(psql(`SELECT count(*) FROM app.comment c JOIN app.record r ON r.site_id = c.site_id AND r.id = c.record_id WHERE r.site_id = ${siteId} AND r.number = '${number}'`));

test('issue 10: making a requirement takes two round trips, whatever it names; a comment two; an edit three; handing it in four, for whoever confirms it is asked for in between', async () => {
	const wang = await own.login('wangqiang');
	const platform = rows(`SELECT number, title FROM app.record WHERE site_id = ${siteId} AND kind = 'platform' AND visible = 0 ORDER BY id LIMIT 1`)[0];
	const department = psql(`SELECT min(id) FROM app.department WHERE site_id = ${siteId} AND closed_at IS NULL`);
	const whole = { title: '往返', need: 'functional', channel: 'operations_data', platform_id: platform.number, department_id: department, scenario: '如上所述', goal: '如上所述', acceptance: '如上所述' };
	const send = sent(await wang.get(`${site}/requirements/new`), wang, whole), made = [];
	assert.deepEqual(await trips(async () => (made[0] = await send())), { status: 303, trips: 2 });
	const path = made[0].headers.get('location');
	(await wang.get(path)).expect(200, platform.title);
	assert.deepEqual(await trips(sent(await wang.get(path), wang, { body: '一条意见' }, { form: 'comments' })), { status: 303, trips: 2 });
	assert.deepEqual(await trips(sent(await wang.get(`${path}/edit`), wang, { title: '往返，改' })), { status: 303, trips: 3 });
	assert.deepEqual(await trips(sent(await wang.get(path), wang, {}, { button: 'move=submit' })), { status: 303, trips: 4 });
});

test('issue 10: a form that names what is not there is refused as before, with what was typed', async () => {
	const wang = await login('wangqiang');
	const page = await wang.submit(await wang.get(`${site}/requirements/new`), { title: '名称有误', need: 'functional', channel: 'operations_data', platform_id: 'PLT-1999-0001' });
	page.expect(422, '本站点找不到该项');
	assert.deepEqual(['title', 'platform_id'].map((name) => page.form().fields.find(([n]) => n === name)[1]), ['名称有误', 'PLT-1999-0001']);
	assert.equal(psql(`SELECT count(*) FROM app.record WHERE site_id = ${siteId} AND title = '名称有误'`), '0');
});

test('issue 10: what is wrong with a form is refused, although its text was read before it was known who sent it', async () => {
	const wang = await login('wangqiang'), number = psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId} AND kind = 'platform' AND visible = 0`);
	const path = `${site}/platforms/${number}`, token = (await wang.get(path)).form('comments').fields.find(([n]) => n === 'token')[1];
	const before = comments(number);
	const post = (body, type) => wang.send('POST', `${path}/comments`, { body, headers: { 'content-type': type } });
	const whole = `token=${token}&key=${randomBytes(8).toString('hex')}&body=x`, part = (name, value) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
	for (const end of ['&more=%ff', '&=1'])
		assert.equal((await post(whole + end, 'application/x-www-form-urlencoded')).status, 400, end);
	assert.equal((await post(part('token', token) + part('key', randomBytes(8).toString('hex')) + part('body', 'x'), 'multipart/form-data; boundary=b')).status, 400, 'the end is missing');
	assert.equal((await post(`${part('token', token)}${part('body', 'x')}--b\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\n\r\nx\r\n--b--`, 'multipart/form-data; boundary=b')).status, 400, 'a file where none is asked for');
	assert.equal(comments(number), before);
	assert.equal((await post(whole, 'application/x-www-form-urlencoded')).status, 303);
	assert.equal(comments(number), before + 1);
});

test('issue 9, 1.4: of two sendings at the same moment the second waits for the first, and has its answer', async () => {
	const wang = await login('wangqiang'), number = psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId} AND kind = 'platform' AND visible = 0`);
	const page = await wang.get(`${site}/platforms/${number}`), before = comments(number), send = sent(page, wang, { body: '同时发送' }, { form: 'comments' });
	const answers = await atOnce({ database }, number, [send, send]);
	assert.deepEqual(answers.map((a) => [a.status, a.headers.get('location')]), Array(2).fill([303, `${site}/platforms/${number}#said`]));
	assert.equal(comments(number), before + 1);
});
