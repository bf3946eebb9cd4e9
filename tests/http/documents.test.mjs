// SPDX-License-Identifier: ISC
// Goal: documents are drafted, reviewed by somebody else, approved in a fixed version, read by everyone they are meant for, archived
// permanently and superseded; regulations go to the group; a project's page says which documents are missing; legal reviews go in
// rounds. Proves R6.2, R12.1, R28.1, R30.1, RX.3.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { accountId, inWork, site, siteId, someone, stateOf } from '../run/people.mjs';
import { as, field, make, may, move, unique } from '../run/acts.mjs';

const author = 'wangqiang', reviewer = someone({ has: ['document.approve', 'document.manage'], lacks: ['group.decide'] });
const draft = (title, values = {}) => make(author, 'documents', { title: `${title} ${unique()}`, type: 'design', body: '# 总体设计\n\n**要点**：先核对再切换', ...values });
async function approved(title, values) {
	const rec = await draft(title, values);
	(await move(author, rec, 'submit')).expect(200, '审核中');
	(await move(reviewer, rec, 'approve')).expect(200, '已审批');
	return rec;
}

test('R30.1 a document is reviewed by somebody else, with a text or a file, and keeps which version was approved', async () => {
	const rec = await draft('空文档', { body: '' });
	(await (await as(author)).get(rec.path)).expect(200, '请填写正文或上传附件');
	const file = new File(['设计'], '设计.txt', { type: 'text/plain' });
	let page = await (await as(author)).submit(await (await as(author)).get(rec.path), { file }, { form: 'add-files' });
	page.expect(200, '设计.txt');
	(await move(author, rec, 'submit')).expect(200, '审核中');
	assert.equal((await (await as(author)).get(`${rec.path}/edit`)).status, 403, 'what is reviewed does not change meanwhile');
	assert.equal((await (await as(author)).get(rec.path)).select('input[type=file]').length, 0, 'nor do its files');
	(await move(reviewer, rec, 'return', { reason: '请补充正文' })).expect(200, '起草中');
	page = await (await as(author)).get(`${rec.path}/edit`);
	(await (await as(author)).submit(page, { body: '# 总体设计\n\n**要点**：先核对再切换' })).expect(200);
	(await move(author, rec, 'submit')).expect(200);
	page = (await move(reviewer, rec, 'approve')).expect(200, '已审批');
	assert.equal(field(rec, 'approved_version', 'document'), '2');
	assert.equal(page.select('#fact-body h1').length, 1, 'Markdown is shown as such');
	(await move(author, rec, 'revise', { reason: '接口有变' })).expect(200, '起草中');
	(await (await as(author)).submit(await (await as(author)).get(`${rec.path}/edit`), { body: '# 总体设计\n\n第二稿' })).expect(200);
	assert.equal(field(rec, 'approved_version', 'document'), '2', 'what holds is still the second version');
	(await (await as(author)).get(`${rec.path}/versions/2`)).expect(200, '先核对再切换');
});

test('RX.3 nobody approves what they wrote, handed in or are responsible for', async () => {
	const own = await make(reviewer, 'documents', { title: `自审 ${unique()}`, type: 'standard', body: 'x，情况如上所述' });
	(await move(reviewer, own, 'submit')).expect(200);
	assert.ok(!(await may(reviewer, own, 'approve')));
	const theirs = await draft('责任人自审', { owner_id: accountId(reviewer) });
	(await move(author, theirs, 'submit')).expect(200);
	(await (await as(reviewer)).get(theirs.path)).expect(200, '您与本记录有关');
	const forced = await (await as(reviewer)).post(`${theirs.path}/moves`, { move: 'approve', ...Object.fromEntries((await as(reviewer)).home.form('logout').fields) });
	assert.equal(forced.status, 403);
	assert.equal(stateOf(theirs.number), 'in_review');
});

test('R6.2 a regulation is approved by the group, published, and read by everybody in each version', async () => {
	const rec = await draft('平台管理制度', { type: 'regulation' });
	(await (await as(author)).get(rec.path)).expect(200, '请编辑文档，填写生效日期');
	(await (await as(author)).submit(await (await as(author)).get(`${rec.path}/edit`), { effective_on: '2026-12-01' })).expect(200);
	(await move(author, rec, 'submit')).expect(200);
	assert.ok(!(await may(reviewer, rec, 'approve')), 'not by one person');
	(await move(reviewer, rec, 'to_group')).expect(200, '管理小组审批中');
	for (const name of ['guowei', 'tangmin', 'songjie', 'chenlan'])
		(await move(name, rec, 'approve', { opinion: '同意' })).expect(200);
	assert.equal(stateOf(rec.number), 'approved');
	assert.equal(field(rec, 'approved_version', 'document'), '2');
	(await move(reviewer, rec, 'publish')).expect(200, '已发布', '阅读确认情况');
	assert.ok(await inWork(await as('liumei'), rec.number), 'in the work of those it is for');
	(await move('liumei', rec, 'read')).expect(200);
	assert.ok(!(await may('liumei', rec, 'read')), 'once');
	assert.ok(!await inWork(await as('liumei'), rec.number));
	(await (await as('liumei')).get(rec.path)).expect(200).lacks('阅读确认情况');
	(await move(author, rec, 'revise', { reason: '修订第三条' })).expect(200);
	(await (await as(author)).submit(await (await as(author)).get(`${rec.path}/edit`), { body: '第三条修订' })).expect(200);
	(await move(author, rec, 'submit')).expect(200);
	(await move(reviewer, rec, 'to_group')).expect(200);
	for (const name of ['guowei', 'tangmin', 'songjie', 'chenlan'])
		(await move(name, rec, 'approve', { opinion: '同意' })).expect(200);
	(await move(reviewer, rec, 'publish')).expect(200);
	assert.ok(await may('liumei', rec, 'read'), 'a new version is read anew');
});

test('R30.1 what is archived is sealed, and gives way to the document that takes its place, whichever comes first', async () => {
	const old = await approved('旧设计');
	(await move(reviewer, old, 'archive')).expect(200, '已归档');
	for (const path of ['edit', 'files'])
		assert.equal((await (await as(author)).post(`${old.path}/${path}`, { title: 'x', version: '1', ...Object.fromEntries((await as(author)).home.form('logout').fields) })).status, 403, path);
	assert.throws(() => psql(`UPDATE app.document SET body = 'x' WHERE record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${old.number}')`), /archived/);
	const next = await approved('新设计', { supersedes_id: old.number });
	assert.equal(stateOf(old.number), 'superseded');
	(await (await as(author)).get(old.path)).expect(200, '已被取代', next.number);
	const last = await approved('再新的设计', { supersedes_id: next.number });
	assert.equal(stateOf(next.number), 'approved', 'not before it is archived');
	(await move(reviewer, next, 'archive')).expect(200);
	assert.equal(stateOf(next.number), 'superseded');
	assert.equal(stateOf(last.number), 'approved');
	const other = await draft('不同类型', { type: 'test', supersedes_id: last.number });
	(await (await as(author)).get(other.path)).expect(200, '填写同一类型');
});

test('R12.1 a legal review goes in rounds: points, answer, opinion; not by whoever hands it in', async () => {
	const lawyer = someone({ has: ['legal.review'] });
	const rec = await make(author, 'legal-reviews', { title: `运维合同 ${unique()}`, matter: 'maintenance_contract', counterparty: '云上科技', body: '第一条 服务范围' });
	assert.ok(!(await may(author, rec, 'take')));
	(await move(lawyer, rec, 'take')).expect(200, '审核中');
	assert.equal((await (await as(author)).get(`${rec.path}/edit`)).status, 403);
	(await move(lawyer, rec, 'require_changes', { points: '1. 违约责任不明确' })).expect(200, '待修改', '违约责任不明确');
	(await (await as(author)).submit(await (await as(author)).get(`${rec.path}/edit`), { body: '第一条 服务范围\n第二条 违约责任' })).expect(200);
	(await move(author, rec, 'resubmit', { answer: '1. 已补充第二条' })).expect(200, '待受理');
	assert.equal(field(rec, 'round', 'legal_review'), '2');
	(await move(lawyer, rec, 'take')).expect(200);
	(await move(lawyer, rec, 'approve', { opinion: '同意签署' })).expect(200, '审核通过', '同意签署');
	(await (await as(author)).get(`${rec.path}/history`)).expect(200, '违约责任不明确', '已补充第二条');
	const own = await make(lawyer, 'legal-reviews', { title: `自审 ${unique()}`, matter: 'other', body: 'x，情况如上所述' });
	(await move(lawyer, own, 'take')).expect(200);
	assert.ok(!(await may(lawyer, own, 'approve')));
});
