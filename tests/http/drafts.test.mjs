// SPDX-License-Identifier: ISC
// Goal: only its author can discard a draft. Its number is not used again, and it stays visible to the author alone. A record that was
// approved once cannot be discarded. A discarded budget no longer counts for its project. Proves R2.1, R30.1, R8.1, R10.1, R17.3,
// R5.1, RX.4.
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { inWork, site, siteId, someone, stateOf } from '../run/people.mjs';

const unique = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
const department = (fn) => psql(`SELECT id FROM app.department WHERE site_id = ${siteId()} AND function = '${fn}' AND closed_at IS NULL LIMIT 1`);
const offers = (page, verb) => page.select(`[name=move][value=${verb}]`).length > 0;
const seq = (number) => Number(number.split('-')[2]);

async function make(who, plural, values) {
	const page = (await who.submit((await who.get(`/${site}/${plural}/new`)).expect(200), values)).expect(200);
	return { path: page.path.replace(/[?#].*/, ''), number: page.path.match(/[A-Z]{3}-\d{4}-\d{4,}/)[0] };
}
const discard = async (who, rec) => who.submit(await who.get(rec.path), {}, { button: 'move=discard' });

test('R30.1 a draft of a document is discarded by its author alone, for good, and its number stays used', async () => {
	const wang = await login('wangqiang'), other = await login('yangxue');
	const made = await make(wang, 'documents', { title: `不要的草稿 ${unique()}`, type: 'other', body: '' });
	assert.ok(!offers(await other.get(made.path), 'discard'), 'nobody else does');
	const form = (await wang.get(made.path)).forms.find((f) => f.fields.some(([name]) => name === 'token'));
	const token = (await other.get('/')).forms.flatMap((f) => f.fields).find(([name]) => name === 'token')[1];
	assert.ok(form);
	assert.equal((await other.post(`${made.path}/moves`, { token, move: 'discard' })).status, 403, 'nor by a form of their own making');
	(await discard(wang, made)).expect(200, '已作废', '作废了文档草稿');
	assert.equal(stateOf(made.number), 'discarded');
	const page = await wang.get(made.path);
	assert.ok(!page.links.some((l) => l.href.endsWith('/edit')) && !offers(page, 'submit'), 'it is over');
	assert.equal(psql(`SELECT closed_at IS NOT NULL FROM app.record WHERE site_id = ${siteId()} AND number = '${made.number}'`), 't');
	const next = await make(wang, 'documents', { title: `下一份 ${unique()}`, type: 'other', body: '正文，情况如上所述' });
	assert.ok(seq(next.number) > seq(made.number), 'no number is given twice');
});

test('R30.1 what was approved once is revised or superseded, never discarded', async () => {
	const wang = await login('wangqiang'), approver = await login(someone({ has: ['document.approve'], not: ['wangqiang'] }));
	const made = await make(wang, 'documents', { title: `修订 ${unique()}`, type: 'other', body: '正文，情况如上所述' });
	(await wang.submit(await wang.get(made.path), {}, { button: 'move=submit' })).expect(200);
	(await approver.submit(await approver.get(made.path), {}, { button: 'move=approve' })).expect(200);
	(await wang.submit(await wang.get(made.path), { reason: '补充，情况如上所述' }, { button: 'move=revise' })).expect(200);
	assert.equal(stateOf(made.number), 'draft');
	assert.ok(!offers((await wang.get(made.path)).expect(200, '从未获批准'), 'discard'));
});

test('R8.1 a discarded requirement stays unseen, as its draft was', async () => {
	const wang = await login('wangqiang'), other = await login('yangxue');
	const made = await make(wang, 'requirements', { title: `不提了 ${unique()}`, need: 'functional', channel: 'business_feedback' });
	assert.equal((await other.get(made.path)).status, 404);
	(await discard(wang, made)).expect(200, '已作废');
	assert.equal((await other.get(made.path)).status, 404);
	(await wang.get(made.path)).expect(200, '作废了需求草稿');
});

test('R17.3 R5.1 drafts of changes and budgets end likewise', async () => {
	const xu = await login('xuning');
	const target = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'accepted' ORDER BY id LIMIT 1`);
	const change = await make(xu, 'changes', { title: `不改了 ${unique()}`, target_id: target, department_id: department('tech'), what: '一，情况如上所述', why: '二，情况如上所述' });
	(await discard(xu, change)).expect(200, '作废了变更申请草稿');
	const budget = await make(xu, 'budgets', { title: `不做了 ${unique()}`, department_id: department('tech'), year: String(new Date().getFullYear()), purpose: '试，情况如上所述' });
	(await discard(xu, budget)).expect(200, '作废了预算草稿');
	assert.deepEqual([stateOf(change.number), stateOf(budget.number)], ['discarded', 'discarded']);
});

test('R10.1 what a discarded requirement was made of waits again for whoever handles feedback, and can be answered', async () => {
	const sender = await login('yangxue'), handler = await login(someone({ has: ['feedback.handle'], not: ['yangxue'] }));
	const said = await make(sender, 'feedbacks', { title: `门店终端 ${unique()}`, text: '总是没有纸' });
	const draft = await handler.submit(await handler.get(said.path), {}, { button: 'move=convert' });
	draft.expect(200);
	assert.equal(stateOf(said.number), 'linked');
	const requirement = psql(`SELECT q.number FROM app.feedback f JOIN app.record r ON r.site_id = f.site_id AND r.id = f.record_id
		JOIN app.record q ON q.site_id = f.site_id AND q.id = f.requirement_id WHERE r.site_id = ${siteId()} AND r.number = '${said.number}'`);
	(await discard(handler, { path: `/${site}/requirements/${requirement}` })).expect(200, '已作废');
	assert.equal(stateOf(said.number), 'new');
	assert.ok(await inWork(handler, said.number));
	const page = (await handler.get(said.path)).expect(200, '反馈重新待处理');
	(await handler.submit(page, { answer: '已补纸' }, { button: 'move=answer' })).expect(200, '已补纸');
	assert.equal(stateOf(said.number), 'answered');
});

test('R2.1 a platform entered by mistake is taken out of the register while nothing is about it, by who manages platforms alone', async () => {
	const manager = await login(someone({ has: ['platform.manage'] })), author = await login(someone({ has: ['requirement.submit'], lacks: ['platform.manage'] }));
	const enter = () => make(manager, 'platforms', { title: `录错的平台 ${unique()}`, category: 'other', department_id: department('tech') });
	const wrong = await enter(), wanted = await enter();
	assert.ok(!offers((await author.get(wrong.path)).expect(200), 'discard'));
	(await discard(manager, wrong)).expect(200, '已撤销', '撤销了平台登记');
	assert.equal(stateOf(wrong.number), 'discarded');
	const about = await make(author, 'requirements', { title: `要用的 ${unique()}`, need: 'functional', channel: 'business_feedback', platform_id: wanted.number });
	(await author.submit(await author.get(`${about.path}/edit`), { scenario: '一，情况如上所述', goal: '二，情况如上所述', acceptance: '三，情况如上所述' })).expect(200);
	(await author.submit(await author.get(about.path), {}, { button: 'move=submit' })).expect(200);
	const page = (await manager.get(wanted.path)).expect(200, '没有记录涉及该平台');
	assert.ok(!offers(page, 'discard'));
	assert.equal(stateOf(wanted.number), 'planned');
});
