// SPDX-License-Identifier: ISC
// Goal: what was found is put right under a numbered notice: somebody else than who issued it is responsible, in working days that are not fewer than the site's
// least; they acknowledge it, report it with what shows it, and neither they nor their delegate verifies it; an extension is asked for once and granted by another;
// who is late is told, then their head, then the lead, once each; the same cause within a year is recognised; a penalty is offered and never made.
// Proves R32.2, RX.14 (issue 13, 4).
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { psql, rows, stack } from '../run/stack.mjs';
import { accountId, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { as, day, department, field, force, make, may, move, show, unique } from '../run/acts.mjs';

const issuer = 'xuning', responsible = 'shenbo', verifier = 'linhai', head = 'zhouyi', lead = 'chenlan';
/* Only those that a test starts. */
stack('stack_end courier');
const courier = () => promisify(execFile)(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF, '--once']);

const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const value = (rec, name) => field(rec, name, 'rectification');
const values = (more = {}) => ({ title: `权限复核 ${unique()}`, occasion: '十一月例行核对时发现', department_id: department('tech'), owner_id: accountId(responsible), problem: '三个离岗账号没有停用',
	severity: 'general', cause: 'other', measures: '停用账号，建立离岗核对清单', days: '5', ...more });
const draft = (more, who = issuer) => make(who, 'rectifications', values(more));
async function issued(more, who = issuer) {
	const rec = await draft(more, who);
	(await move(who, rec, 'issue')).expect(200, '已下发');
	return rec;
}
async function acknowledged(more) {
	const rec = await issued(more);
	(await move(responsible, rec, 'acknowledge')).expect(200, '整改中');
	return rec;
}
const attach = (rec, who = responsible) => psql(`INSERT INTO app.file (site_id, record_id, name, type, size, sha256, stored, created_at, created_by)
	VALUES (${siteId()}, ${idOf(rec)}, '停用记录.txt', 'text/plain', 1, '', 'no-such-${unique()}', now(), ${accountId(who)})`);
async function submitted(more) {
	const rec = await acknowledged(more);
	attach(rec);
	(await move(responsible, rec, 'submit', { result: '三个账号已停用，清单已建立' })).expect(200, '待验收');
	return rec;
}
async function refused(more, ...texts) {
	const who = await as(issuer);
	(await who.submit((await who.get(`/${site}/rectifications/new`)).expect(200), values(more))).expect(422, ...texts);
}
/** As if it had been issued so many days before. */
const ago = (rec, days) => psql(`UPDATE app.rectification SET deadline_on = deadline_on - ${days}, issued_on = issued_on - ${days} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)};
	UPDATE app.record SET due = due - ${days} WHERE site_id = ${siteId()} AND id = ${idOf(rec)}`);
const toDeadline = (rec) => Number(psql(`SELECT deadline_on - (now() AT TIME ZONE 'Asia/Shanghai')::date FROM app.rectification WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`));
const told = (rec) => rows(`SELECT a.login FROM app.notification n JOIN app.account a ON a.id = n.account_id WHERE n.site_id = ${siteId()} AND n.record_id = ${idOf(rec)} AND n.what = 'late' ORDER BY n.id`).map((n) => n.login);

test('R32.2 a notice says what, why, who and by when: somebody else than its author, not fewer working days than the site asks for', async () => {
	await refused({ occasion: '' }, '下发依据');
	await refused({ occasion: 'x' });
	await refused({ measures: 'x' }, '至少一句话');
	await refused({ owner_id: accountId(issuer) }, '不能是下发人本人');
	await refused({ days: '2' }, '不能少于3个工作日');
	await refused({ days: '0' });
	await refused({ source_id: 'x' });
	(await (await as('wangqiang')).get(`/${site}/rectifications/new`)).expect(403);
	const rec = await draft();
	// A draft is its author's, and holds for nobody.
	(await (await as(responsible)).get(rec.path)).expect(404);
	assert.equal(value(rec, 'deadline_on'), '');
	// What the site asks for counts when it is issued.
	psql(`INSERT INTO app.rule (site_id, key, value) VALUES (${siteId()}, 'rectification_days', '8'); UPDATE app.site SET version = version + 1 WHERE slug = '${site}'`);
	(await move(issuer, rec, 'issue')).expect(422, '不能少于8个工作日');
	psql(`DELETE FROM app.rule WHERE site_id = ${siteId()} AND key = 'rectification_days'; UPDATE app.site SET version = version + 1 WHERE slug = '${site}'`);
	(await move(issuer, rec, 'issue')).expect(200, '已下发');
	assert.match(rec.number, /^RCT-\d{4}-\d{4}$/);
	assert.equal(value(rec, `app.working_days(k.site_id, k.issued_on, k.deadline_on) = 5 AND k.deadline_on = (SELECT due FROM app.record x WHERE x.site_id = k.site_id AND x.id = k.record_id)`), 't');
	assert.ok(await inWork(await as(responsible), rec.number));
	// It stands as it was issued: neither its days nor anything else is edited.
	for (const name of [issuer, responsible, head])
		assert.ok((await (await as(name)).get(`${rec.path}/edit`)).status >= 400, name);
});

test('R32.2 acknowledged, reported with what shows it, verified by neither of the two nor by a delegate; returned with a reason', async () => {
	const rec = await issued({ owner_id: accountId('maoyu') });
	assert.ok((await force(issuer, rec, 'acknowledge')).status >= 400);
	(await move('maoyu', rec, 'acknowledge')).expect(200);
	(await move('maoyu', rec, 'submit', { result: 'x' })).expect(422, '至少一句话');
	(await move('maoyu', rec, 'submit', { result: '三个账号已停用' })).expect(422, '请先上传证明材料');
	(await move('maoyu', rec, 'submit', { result: '三个账号已停用', evidence_id: rec.number })).expect(422, '不能作为整改证明');
	attach(rec, 'maoyu');
	(await move('maoyu', rec, 'submit', { result: '三个账号已停用' })).expect(200, '待验收');
	// Who is responsible holds the right, and may not; who issued it may not, either; nor for the one who is responsible, as their delegate.
	psql(`INSERT INTO app.delegation (site_id, account_id, delegate_id, starts_on, ends_on, created_at) VALUES (${siteId()}, ${accountId('maoyu')}, ${accountId('wangqiang')}, current_date - 1, current_date + 1, now())`);
	for (const name of ['maoyu', issuer, 'wangqiang'])
		for (const verb of ['verify', 'return'])
			assert.ok((await force(name, rec, verb, { verification: '已核对系统记录', reason: '没有附清单' })).status >= 400, `${name} ${verb}`);
	assert.equal(stateOf(rec.number), 'submitted');
	assert.ok(await inWork(await as(verifier), rec.number));
	ago(rec, 1);
	const before = toDeadline(rec);
	(await move(verifier, rec, 'return', { reason: '' })).expect(422);
	(await move(verifier, rec, 'return', { reason: '清单没有附上，请补充' })).expect(200, '已下发');
	assert.equal(value(rec, "COALESCE(submitted_on::text, '') || COALESCE(acknowledged_on::text, '')"), '');
	(await move('maoyu', rec, 'acknowledge')).expect(200);
	(await move('maoyu', rec, 'submit', { result: '清单已补充，见附件' })).expect(422, '请先上传证明材料');         // not what was returned
	attach(rec, 'maoyu');
	(await move('maoyu', rec, 'submit', { result: '清单已补充，见附件' })).expect(200);
	assert.equal(toDeadline(rec), before, 'a return is no new deadline');
	(await move(verifier, rec, 'verify', { verification: 'x' })).expect(422);
	(await move(verifier, rec, 'verify', { verification: '抽查账号已停用，清单完整' })).expect(200, '已销号');
	assert.equal(value(rec, 'verified_by'), accountId(verifier));
});

test('R32.2 an extension is asked for once, by whoever is responsible, and granted by somebody else', async () => {
	const rec = await acknowledged();
	assert.ok((await force(issuer, rec, 'ask_extension', { extension_days: '5', extension_reason: '供应商排期延后' })).status >= 400);
	(await move(responsible, rec, 'ask_extension', { extension_days: '61', extension_reason: '供应商排期延后' })).expect(422);
	(await move(responsible, rec, 'ask_extension', { extension_days: '5', extension_reason: 'x' })).expect(422);
	const before = toDeadline(rec), was = value(rec, 'deadline_on');
	(await move(responsible, rec, 'ask_extension', { extension_days: '5', extension_reason: '供应商排期延后一周' })).expect(200);
	assert.equal(toDeadline(rec), before, 'asked is not granted');
	(await force(responsible, rec, 'ask_extension', { extension_days: '9', extension_reason: '供应商排期延后一周' })).expect(409);
	assert.ok((await force(responsible, rec, 'grant')).status >= 400);
	assert.ok(await inWork(await as(verifier), rec.number, '答复延期申请'));
	(await move(verifier, rec, 'grant')).expect(200, '同意');
	assert.equal(value(rec, `app.working_days(k.site_id, '${was}', k.deadline_on) || ' ' || extension_answer`), '5 granted');
	(await force(verifier, rec, 'grant')).expect(409);
	assert.equal(await inWork(await as(verifier), rec.number, '答复延期申请'), false);
	// Refused, the deadline stays, and it is not asked for anew.
	const other = await acknowledged(), then = toDeadline(other);
	(await move(responsible, other, 'ask_extension', { extension_days: '5', extension_reason: '供应商排期延后一周' })).expect(200);
	(await move(verifier, other, 'refuse', { reason: '账号停用不依赖供应商' })).expect(200);
	assert.equal(toDeadline(other), then);
	assert.equal((await force(responsible, other, 'ask_extension', { extension_days: '5', extension_reason: '供应商排期延后一周' })).status, 409);
});

test('R32.2 late: whoever is responsible is told, then their head, then the lead, once each; a penalty is offered with the number and never made', async () => {
	const rec = await acknowledged(), penalties = () => psql(`SELECT count(*) FROM app.penalty WHERE site_id = ${siteId()}`), count = penalties();
	const offered = async (name) => (await show(name, rec)).links.some((l) => l.href?.includes('/penalties/new'));
	await courier();
	assert.deepEqual([told(rec), await offered(head)], [[], false]);
	const left = toDeadline(rec);
	ago(rec, left + 1);
	await courier();
	await courier();
	assert.deepEqual(told(rec), [responsible]);
	ago(rec, 3);
	await courier();
	await courier();
	assert.deepEqual(told(rec), [responsible, head]);
	ago(rec, 4);
	await courier();
	await courier();
	assert.deepEqual(told(rec), [responsible, head, lead]);
	(await show(head, rec)).expect(200, '整改仍未完成，已通知管理小组组长');
	assert.deepEqual([await offered(head), await offered(responsible), penalties() === count], [true, false, true]);
	const form = (await (await as(issuer)).get(`/${site}/penalties/new?rectification_id=${rec.number}`)).expect(200, `整改通知书 ${rec.number} 要求在`).form(/penalties$/);
	const filled = Object.fromEntries(form.fields);
	assert.deepEqual([filled.ground, filled.person_id, filled.rectification_id], ['rectification', accountId(responsible), rec.number]);
	// Reported late stays late; in time is not.
	attach(rec);
	(await move(responsible, rec, 'submit', { result: '三个账号已停用，清单已建立' })).expect(200);
	assert.equal(await offered(head), true);
	const good = await submitted();
	assert.equal((await show(head, good)).links.some((l) => l.href?.includes('/penalties/new')), false);
});

test('R32.2 what has one cause in one department or platform within a year is recognised; "other" is no cause, and what was withdrawn does not count', async () => {
	const cause = { cause: 'supplier', department_id: department('legal'), owner_id: accountId('fangyuan') };
	const first = await issued(cause), gone = await issued(cause), elsewhere = await issued({ ...cause, department_id: department('marketing') });
	(await move(issuer, gone, 'withdraw', { reason: '问题描述有误，另行下发' })).expect(200, '已撤回');
	const again = await issued(cause);
	const page = await show(verifier, again);
	page.expect(200, '重复问题');
	assert.deepEqual(page.texts('#repeats td').filter((_, i) => i % 6 === 0), [first.number]);
	assert.ok(page.links.some((l) => l.href?.endsWith(first.path)));
	for (const rec of [first, elsewhere])
		assert.equal((await show(verifier, rec)).select('#repeats').length, 0, 'earlier ones do not repeat later ones, nor those of other departments');
	psql(`UPDATE app.rectification SET issued_on = issued_on - 366 WHERE site_id = ${siteId()} AND record_id = ${idOf(first)}`);
	assert.equal((await show(verifier, again)).select('#repeats').length, 0, 'a year ago');
	assert.equal((await show(verifier, await issued())).select('#repeats').length, 0);
});

const official = (rec) => psql(`SELECT official_number FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const codeOf = (code) => psql(`INSERT INTO app.rule (site_id, key, value) VALUES (${siteId()}, 'document_code', '${code}') ON CONFLICT (site_id, key) DO UPDATE SET value = EXCLUDED.value;
	UPDATE app.site SET version = version + 1 WHERE id = ${siteId()}`);

test('RX.14 official documents are numbered when they are issued, by the code of the site and the year, without a gap, and for good', async () => {
	codeOf('测数字');
	const [late, gone, early, ...both] = await Promise.all(Array.from({ length: 5 }, () => draft()));
	(await move(issuer, gone, 'discard')).expect(200);
	(await move(issuer, early, 'issue')).expect(200);
	(await move(issuer, late, 'issue')).expect(200);
	const year = day().slice(0, 4);
	assert.deepEqual([early, late, gone].map(official), [`测数字〔${year}〕1号`, `测数字〔${year}〕2号`, '']);
	for (const path of ['', '/print'])
		(await (await as(responsible)).get(early.path + path)).expect(200, `测数字〔${year}〕1号`);
	assert.ok(!(await (await as(issuer)).get(`${both[0].path}/print`)).text.includes('〔'), 'a draft has no number');
	// Other kinds go on in the same series; two at the same moment follow one another.
	const notice = await make('zhouyi', 'notices', { title: `值班安排 ${unique()}`, type: 'general', audience: 'all', body: '请各自到岗。' });
	(await move('zhouyi', notice, 'publish')).expect(200);
	assert.equal(official(notice), `测数字〔${year}〕3号`);
	await Promise.all(both.map((rec) => move(issuer, rec, 'issue')));
	assert.deepEqual(both.map(official).sort(), [4, 5].map((n) => `测数字〔${year}〕${n}号`));
	// Another code is another series; what was issued keeps its number.
	codeOf('测东字');
	(await move(issuer, late, 'withdraw', { reason: '问题描述有误，另行下发' })).expect(200);
	assert.equal(official(late), `测数字〔${year}〕2号`);
	assert.equal(official(await issued()), `测东字〔${year}〕1号`);
	assert.throws(() => psql(`UPDATE app.record SET official_number = '测数字〔${year}〕9号' WHERE number = '${late.number}'`), /stays as it was issued/);
	codeOf('');
});

test('RX.14 it prints as an official notice with its number, to the department, in both states', async () => {
	const rec = await issued(), paper = (await (await as(responsible)).get(`${rec.path}/print`)).expect(200, '整改通知书', '技术管理部：', '三个离岗账号没有停用', '停用账号，建立离岗核对清单', '请整改责任人签收');
	assert.equal(paper.select('article.notice').length, 1);
	assert.match(official(rec), /^\p{L}+〔\d{4}〕\d+号$/u);
	assert.ok(paper.text.includes(official(rec)));
	(await move(issuer, rec, 'withdraw', { reason: '问题描述有误，另行下发' })).expect(200);
	(await (await as(responsible)).get(`${rec.path}/print`)).expect(200, '已撤回');
});

test('R32.2 reviews that failed and incidents lead to a notice about them', async () => {
	const incident = { number: psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId()} AND kind = 'incident' AND state = 'closed'`) };
	const page = (await (await as(issuer)).get(`/${site}/incidents/${incident.number}`)).expect(200);
	assert.ok(page.links.some((l) => l.href?.endsWith(`/rectifications/new?source_id=${incident.number}`)));
	const rec = await make(issuer, 'rectifications', values({ occasion: '' }), `?source_id=${incident.number}`);
	(await move(issuer, rec, 'issue')).expect(200);
	assert.ok((await (await as(verifier)).get(`/${site}/incidents/${incident.number}`)).text.includes(rec.number), 'it is linked from there');
	assert.equal(await may(responsible, rec, 'acknowledge'), true);
});
