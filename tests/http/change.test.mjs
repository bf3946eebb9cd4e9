// SPDX-License-Identifier: ISC
// Goal: what a change names is unlocked point by point, of its target and of the target's budget, and nothing else; it closes when
// each was edited under its number or somebody said why not, and with documents that have a version made since.
// Proves R17.3, R5.1, R24.2, RX.4.
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { accountId, site, siteId, stateOf } from '../run/people.mjs';
import { launchIn } from '../run/staged.mjs';

const unique = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
const department = (fn) => psql(`SELECT id FROM app.department WHERE site_id = ${siteId()} AND function = '${fn}' AND closed_at IS NULL LIMIT 1`);
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const clients = new Map();
const as = async (name) => clients.get(name) ?? clients.set(name, await login(name)).get(name);
const offers = (page, verb) => page.select(`[name=move][value=${verb}]`).length > 0;
const edit = { effect_schedule: '无，情况如上所述', effect_cost: '无，情况如上所述', effect_risk: '低，情况如上所述', what: '说明，情况如上所述', why: '原因，情况如上所述' };

async function make(name, plural, values) {
	const who = await as(name), page = (await who.submit((await who.get(`/${site}/${plural}/new`)).expect(200), values)).expect(200);
	return { path: page.path.replace(/[?#].*/, ''), number: page.path.match(/[A-Z]{3}-\d{4}-\d{4,}/)[0] };
}
const move = async (name, rec, verb, values = {}) => (await as(name)).submit(await (await as(name)).get(rec.path), values, { button: `move=${verb}` });
const points = (rec) => psql(`SELECT string_agg(p.what || rtrim('.' || p.which, '.') || '=' || p.state, ' ' ORDER BY p.no) FROM app.change_point p
	WHERE p.site_id = ${siteId()} AND p.record_id = ${idOf(rec)}`);

async function inForce(values) {
	const made = await make('xuning', 'changes', { title: `变更 ${unique()}`, department_id: department('tech'), ...edit, ...values });
	(await move('xuning', made, 'submit')).expect(200);
	(await move('zhouyi', made, 'endorse', { review_opinion: '可行，情况如上所述' })).expect(200);
	for (const name of ['guowei', 'tangmin', 'songjie', 'chenlan'])
		(await move(name, made, 'approve', { opinion: '同意' })).expect(200);
	assert.equal(stateOf(made.number), 'in_force');
	return made;
}

/** A launch under development with an allocated budget of two lines. */
function funded() {
	const launch = { number: launchIn('development', { owner: 'xuning' }) };
	launch.path = `/${site}/launches/${launch.number}`;
	const budget = { number: `BUD-2031-${String(Date.now()).slice(-9)}` };
	budget.path = `/${site}/budgets/${budget.number}`;
	psql(`SET search_path = app, public;
		WITH r AS (INSERT INTO record (site_id, kind, number, year, seq, title, state, created_at, created_by, changed_at, state_at)
			SELECT ${siteId()}, 'budget', '${budget.number}', 2031, 1, '预算', 'allocated', now(), ${accountId('maoyu')}, now(), now() RETURNING site_id, id),
		k AS (INSERT INTO budget (site_id, record_id, target_id, year, purpose) SELECT site_id, id, ${idOf(launch)}, 2031, 'x' FROM r)
		INSERT INTO budget_line (site_id, record_id, no, at, by_id, item, requested, allocated)
		SELECT site_id, id, n, now(), ${accountId('maoyu')}, i, 100, 100 FROM r, (VALUES (1, 'design'), (2, 'testing')) x (n, i)`);
	return { launch, budget };
}

test('R5.1 a change against a launch names lines of its budget, and unlocks exactly those', async () => {
	const { launch, budget } = funded(), finance = 'linhai';
	const fin = await as(finance), token = Object.fromEntries(fin.home.form('logout').fields);
	const allocate = (no, allocated) => fin.post(`${budget.path}/entries/line/${no}`, { ...token, act: 'allocate', allocated });
	const stray = await make('xuning', 'changes', { title: `错项 ${unique()}`, department_id: department('tech'), ...edit, target_id: launch.number, lines: '7', budget_id: budget.number });
	assert.ok(!offers((await (await as('xuning')).get(stray.path)).expect(200, '序号应与项目及其已批复的预算一致'), 'submit'), 'there is no line 7');
	const who = await as('xuning');
	(await who.submit(await who.get(`/${site}/changes/new`), { title: 'x', department_id: department('tech'), ...edit, target_id: launch.number, lines: '2' })).expect(422, '只有预算才有明细');
	assert.equal((await allocate(2, '120')).status, 403, 'locked');
	const change = await inForce({ target_id: launch.number, lines: '2', budget_id: budget.number });
	assert.equal(points(change), 'line.2=open');
	(await fin.get(budget.path)).expect(200, change.number);
	assert.equal((await allocate(1, '120')).status, 403, 'line 1 is not named');
	(await allocate(2, '120')).expect(200, '120.00', `依据 ${change.number}`);
	assert.equal(points(change), 'line.2=updated');
	(await move('zhouyi', change, 'confirm', { plan_updated: '测试费用', documents_updated: '没有文档涉及金额' })).expect(200);
	assert.equal((await allocate(2, '130')).status, 403, 'over');
});

test('R17.3 it closes when each point was edited or excused, and with documents updated since', async () => {
	const { launch } = funded();
	const change = await inForce({ target_id: launch.number, fields: ['plan_schedule', 'plan_risks'] });
	const zhou = await as('zhouyi');
	(await zhou.get(`${launch.path}/edit`)).expect(200);
	(await zhou.submit(await zhou.get(`${launch.path}/edit`), { plan_schedule: '十四周' })).expect(200, `依据 ${change.number}`);
	assert.equal(points(change), 'plan_risks=open plan_schedule=updated');
	const page = (await zhou.get(change.path)).expect(200, '待更新');
	assert.ok(!offers(page, 'confirm'), 'one point is open');
	assert.ok(page.links.some((l) => l.href.endsWith('#point')), 'and the page leads there');
	assert.ok(page.links.some((l) => l.href.startsWith(launch.path)), 'and from there to where it is edited');
	const token = Object.fromEntries(zhou.home.form('logout').fields);
	assert.equal((await zhou.post(`${change.path}/moves`, { ...token, move: 'confirm', plan_updated: 'x，情况如上所述', documents_updated: 'y as described' })).status, 409, 'nor by a form of their own making');
	const liu = await as('liumei');
	assert.equal((await liu.post(`${change.path}/entries/point/1`, { ...Object.fromEntries(liu.home.form('logout').fields), act: 'excuse', reason: '不用，情况如上所述' })).status, 403);
	(await zhou.post(`${change.path}/entries/point/1`, { ...token, act: 'excuse', reason: '' })).expect(422);
	(await zhou.post(`${change.path}/entries/point/1`, { ...token, act: 'excuse', reason: '风险没有变化' })).expect(200, '风险没有变化');
	assert.equal(points(change), 'plan_risks=not_needed plan_schedule=updated');
	// Documents: of the target, and with a version made since.
	const strange = await make('zhouyi', 'documents', { title: `别处 ${unique()}`, type: 'other', body: '一，情况如上所述' });
	const design = await make('zhouyi', 'documents', { title: `设计 ${unique()}`, type: 'design', target_id: launch.number, body: '一，情况如上所述' });
	psql(`UPDATE app.record_version SET created_at = now() - interval '9 days' WHERE site_id = ${siteId()} AND record_id = ${idOf(design)}`);
	const confirm = (values) => move('zhouyi', change, 'confirm', { plan_updated: '进度一章', ...values });
	(await confirm({})).expect(422, '没有文档受影响的');
	(await confirm({ document_ids: strange.number })).expect(422, `${strange.number} 在变更生效后没有新版本`);
	(await confirm({ document_ids: design.number })).expect(422, `${design.number} 在变更生效后没有新版本`);
	(await zhou.submit(await zhou.get(`${design.path}/edit`), { body: '二，情况如上所述' })).expect(200);
	(await confirm({ document_ids: design.number })).expect(200, `${design.number} V2`);
	assert.equal(stateOf(change.number), 'closed');
});

test('R17.3 a task that is given up under the change that names it settles that point', async () => {
	const { launch } = funded(), id = idOf(launch), xu = await as('xuning'), token = Object.fromEntries(xu.home.form('logout').fields);
	psql(`UPDATE app.launch SET plan_set_on = now()::date, initiated_on = now()::date WHERE site_id = ${siteId()} AND record_id = ${id};
		INSERT INTO app.launch_task (site_id, record_id, no, at, by_id, title, owner_id, starts_on, due)
		SELECT ${siteId()}, ${id}, n, now(), ${accountId('xuning')}, '任务', ${accountId('shenbo')}, now()::date, now()::date FROM generate_series(1, 2) n`);
	const change = await inForce({ target_id: launch.number, tasks: '2' });
	const cancel = (no) => xu.post(`${launch.path}/entries/task/${no}`, { ...token, act: 'cancel', result: '不再需要' });
	(await cancel(1)).expect(422);
	(await cancel(2)).expect(200);
	assert.equal(points(change), 'task.2=updated');
});
