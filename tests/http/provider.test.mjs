// SPDX-License-Identifier: ISC
// Goal: a provider is used once the head of the technical department approved it with a contract that the legal department approved, never by whoever proposed it;
// others than those assess it; whoever answers for it is told 60 and 30 days before its contracts end, once each; and it ends when none of its people can come in any
// more. What names it stands on its page as far as one sees it. Proves R7.5 (issue 13, 5; articles 7, 12, 28).
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { psql, rows, stack } from '../run/stack.mjs';
import { accountId, inWork, site, siteId, someone, stateOf } from '../run/people.mjs';
import { act, add, as, day, department, edit, entriesOf, field, force, make, may, move, show, ticket, unique } from '../run/acts.mjs';

const proposer = 'xuning', head = 'zhouyi', lawyer = 'fangyuan', owner = 'maoyu', assessor = someone({ has: ['finance.manage'] });
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
/* Only those that a test starts. */
stack('stack_end courier');
const courier = () => promisify(execFile)(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF, '--once']);

const values = (more = {}) => ({ title: `启程软件 ${unique()}`, services: ['development'], department_id: department('tech'), owner_id: accountId(owner), description: '承担派单引擎的开发和维护', ...more });
const propose = (more) => make(proposer, 'providers', values(more));
/** A contract that the legal department has approved, or is still looking at. */
async function review({ matter = 'development_contract', approved = true, provider } = {}) {
	const rec = await make(proposer, 'legal-reviews', { title: `开发合同 ${unique()}`, matter, counterparty: '启程软件', provider_id: provider?.number ?? '', body: '第一条 开发内容见附件一。' });
	(await move(lawyer, rec, 'take')).expect(200);
	if (approved)
		(await move(lawyer, rec, 'approve', { opinion: '条款合规，同意签订' })).expect(200);
	return rec;
}
const contract = (rec, of, more = {}, name = proposer) => add(name, rec, 'contract', { review_id: of.number, starts_on: day(-10), ends_on: day(200), value: '120000', ...more });
const person = (rec, more = {}) => add(proposer, rec, 'person', { name: '钱工', account_id: '', work: '驻场开发', starts_on: day(-5), ...more });
async function used(more) {
	const rec = await propose(more);
	(await contract(rec, await review())).expect(200);
	(await move(head, rec, 'approve')).expect(200, '合作中');
	return rec;
}
/** A member of the site who does nothing else in it. */
function member() {
	const login = `ext${unique()}`;
	psql(`WITH a AS (INSERT INTO app.account (login, name, created_at, home_id) SELECT '${login}', '外协 ${login}', now(), ${siteId()} RETURNING id)
		INSERT INTO app.membership (site_id, account_id, department_id, created_at) SELECT ${siteId()}, a.id, ${department('tech')}, now() FROM a`);
	psql(`UPDATE app.site SET version = version + 1 WHERE slug = '${site}'`);
	return { login, id: accountId(login) };
}

test('R7.5 a provider is approved by the head alone, with an approved contract that has not run out, and not by who proposed it', async () => {
	const rec = await propose();
	(await show(head, rec)).expect(200, '有法务审核通过的有效合同', '合同在有效期内');
	assert.ok(await inWork(await as(head), rec.number));
	(await force(head, rec, 'approve')).expect(409);
	// Neither a review under way nor one of something else will do.
	(await contract(rec, await review({ approved: false }))).expect(422);
	(await contract(rec, await review({ matter: 'privacy_policy' }))).expect(422, '审核通过的开发、测试或运维服务合同');
	const elsewhere = await propose();
	(await contract(rec, await review({ provider: elsewhere }))).expect(422, '只能用于该服务商');
	(await contract(rec, await review(), { ends_on: day(-11) })).expect(422);
	(await contract(rec, await review({ provider: rec }), { starts_on: day(-400), ends_on: day(-1) })).expect(200);
	(await force(head, rec, 'approve')).expect(409);
	assert.equal(stateOf(rec.number), 'proposed');
	(await contract(rec, await review())).expect(200);
	assert.equal(field(rec, 'ends_on', 'provider'), day(200));
	for (const name of [proposer, lawyer])
		(await force(name, rec, 'approve')).expect(403);
	// The head who proposes one, or answers for it, does not approve it.
	const own = await make(head, 'providers', values());
	(await contract(own, await review(), {}, head)).expect(200);
	assert.equal(await may(head, own, 'approve'), false);
	(await force(head, own, 'approve')).expect(403);
	const mine = await propose({ owner_id: accountId(head) });
	(await contract(mine, await review())).expect(200);
	(await force(head, mine, 'approve')).expect(403);
	(await move(head, rec, 'approve')).expect(200, '合作中');
	assert.equal(field(rec, 'approved_on', 'provider'), day());
	// Who was approved does not become another company, and what was agreed stays.
	(await edit(proposer, rec, { title: '另一家公司' })).expect(422, '不能改成另一个单位');
	(await edit(proposer, rec, { contact: '钱经理 13800000000' })).expect(200);
	assert.ok((await (await as(proposer)).post(`${rec.path}/entries/contract/1`, { ...await ticket(proposer), ends_on: day(900) })).status >= 400);
	// Everybody sees the register; not everybody proposes.
	(await (await as('wangqiang')).get(`/${site}/providers`)).expect(200);
	(await (await as('wangqiang')).get(`/${site}/providers/new`)).expect(403);
});

test('R7.5 a company is in the register once, by its code', async () => {
	const code = `91330${unique().toUpperCase().slice(0, 13)}`;
	await propose({ credit_code: code });
	const who = await as(proposer), again = await who.submit((await who.get(`/${site}/providers/new`)).expect(200), values({ credit_code: code.toLowerCase() }));
	assert.equal(again.status, 422, 'twice');
});

test('R7.5 it is assessed by others than who proposed it, answers for it, or works for it', async () => {
	const rec = await used(), one = { assessed_on: day(), score: '4', text: '响应及时，文档齐全' };
	for (const name of [proposer, owner])
		assert.equal((await show(name, rec)).select('form[action$="entries/assessment"]').length, 0, name);
	assert.equal((await (await as(proposer)).post(`${rec.path}/entries/assessment`, { ...await ticket(proposer), ...one })).status, 403);
	(await add(assessor, rec, 'assessment', { ...one, assessed_on: day(1) })).expect(422, '日期不能晚于');
	(await add(assessor, rec, 'assessment', { ...one, text: 'x' })).expect(422);
	(await add(assessor, rec, 'assessment', one)).expect(200, '4 较好', '文档齐全');
	assert.equal((await (await as(assessor)).get(`${rec.path}/entries/assessment/1`)).expect(200).select('#edit').length, 0, 'it stands');
});

test('R7.5 those responsible are told 60 and 30 days before its contracts end, once each, and anew of another term', async () => {
	const rec = await used();
	const told = () => rows(`SELECT a.login, n.what FROM app.notification n JOIN app.account a ON a.id = n.account_id WHERE n.site_id = ${siteId()} AND n.record_id = ${idOf(rec)} AND n.what LIKE 'expires%' ORDER BY n.id`)
		.map((n) => `${n.what} ${n.login}`).sort();
	const ends = (days) => psql(`UPDATE app.provider SET ends_on = current_date + ${days} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	const both = (what) => [`${what} ${owner}`, `${what} ${head}`].sort();
	ends(62);
	await courier();
	assert.deepEqual(told(), []);
	ends(58);
	await Promise.all([courier(), courier()]);
	await courier();
	assert.deepEqual(told(), both('expires_60'));
	(await (await as(owner)).get(`/${site}/notifications`)).expect(200, rec.number, '合同将在六十天内到期');
	ends(28);
	await courier();
	await courier();
	assert.deepEqual(told(), [...both('expires_30'), ...both('expires_60')]);
	(await show(head, rec)).expect(200, '门户', '合同将在三十天内到期，已提醒负责人');
	// Another contract: the next reminder is due before its end.
	(await contract(rec, await review(), { ends_on: day(400) })).expect(200);
	assert.equal(field(rec, 'reminded', 'provider'), '');
	await courier();
	assert.equal(told().length, 4);
	// One that was ended counts no more.
	(await act(proposer, rec, 'contract', 2, 'end', { reason: '签订有误，重新签订' })).expect(200);
	assert.equal(field(rec, 'ends_on', 'provider'), day(200));
	// Nobody makes it by hand.
	assert.ok((await force(head, rec, 'remind_30')).status >= 400);
});

test('R7.5 it ends when the work of its people and their memberships have ended; who is left is named, with where that is done', async () => {
	const rec = await used(), ext = member();
	(await person(rec, { account_id: ext.id })).expect(200, ext.login);
	(await person(rec, { account_id: ext.id, name: '同一个人' })).expect(422, '已经在人员名单里');
	(await person(rec, { name: '没有账号的人' })).expect(200);
	(await person(rec, { name: '日期颠倒', ends_on: day(-6) })).expect(422);
	(await force(head, rec, 'end', { reason: '合同期满，不再续签' })).expect(409);
	for (const no of [1, 2])
		(await act(proposer, rec, 'person', no, 'end')).expect(200);
	const page = (await show(head, rec)).expect(200, '其人员的账号都已停用', '工作已结束，账号未停用', ext.login);
	assert.ok(page.select('#left').length === 1);
	assert.ok((await show('sunli', rec)).links.some((l) => l.href === `/${site}/settings/members`), 'whoever may, goes there');
	(await force(head, rec, 'end', { reason: '合同期满，不再续签' })).expect(409);
	psql(`UPDATE app.membership SET left_at = now() WHERE site_id = ${siteId()} AND account_id = ${ext.id}`);
	(await force(proposer, rec, 'end', { reason: '合同期满，不再续签' })).expect(403);
	(await move(head, rec, 'end', { reason: '合同期满，不再续签' })).expect(200, '已终止');
	assert.equal((await show(head, rec)).select('#left').length, 0);
});

test('R7.5 one person suspends it with a reason, the head resumes it', async () => {
	const rec = await used();
	(await move(owner, rec, 'suspend', { reason: '连续两次交付逾期' })).expect(200, '已暂停');
	(await force(proposer, rec, 'resume', { reason: '整改完成' })).expect(403);
	(await move(head, rec, 'resume', { reason: '整改完成，复核通过' })).expect(200, '合作中');
	assert.equal(entriesOf(rec, 'provider_contract').length, 1);
});

test('R7.5, R35.1 what names a provider stands on its page as far as one sees it: reviews, and a penalty for a supplier', async () => {
	const rec = await used(), of = await review({ provider: rec });
	const penalty = await make(proposer, 'penalties', { title: `逾期交付 ${unique()}`, subject: 'supplier', supplier: '启程软件', provider_id: rec.number, ground: 'testing', facts: '第二期交付逾期三十天，测试记录不全', severity: 'general' });
	(await show(proposer, rec)).expect(200, of.number, penalty.number);
	const other = await show('wangqiang', rec);
	other.expect(200, of.number);
	assert.ok(!other.text.includes(penalty.number), 'a draft is its author\'s');
	const who = await as(proposer);
	(await who.submit((await who.get(`/${site}/penalties/new`)).expect(200), { title: 'x', subject: 'supplier', supplier: '启程', provider_id: of.number, ground: 'testing', facts: '第二期交付逾期三十天', severity: 'general' })).expect(422);
});
