// SPDX-License-Identifier: ISC
// Goal: on the days that a site freezes nothing is released, goes live or is planned to, but emergency fixes; a freeze that is made after a
// window was set holds as well, and all of it stands in one calendar with the releases and launches of all platforms.
// Proves R20.1, R24.2, R26.1; issue 12, point 4.
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql, rows } from '../run/stack.mjs';
import { accountId, handIn, inWork, site, siteId, someone, stateOf } from '../run/people.mjs';
import { act, add, as, day, department, entriesOf, field, force, make, may, move, show, ticket, unique } from '../run/acts.mjs';

const lead = 'xuning', developer = 'shenbo', settings = `/${site}/settings/calendar`, posts = `${settings}/freezes`;
const keeper = someone({ has: ['settings.manage'] });
const idOf = (rec) => `(SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}')`;
const freezes = () => rows(`SELECT f.starts_on, f.ends_on, f.reason, a.login FROM app.release_freeze f JOIN app.account a ON a.id = f.created_by WHERE f.site_id = ${siteId()} ORDER BY f.starts_on, f.id`);
const told = () => rows(`SELECT e.action, e.object, e.detail FROM app.event e WHERE e.site_id = ${siteId()} AND e.action LIKE 'freeze.%' ORDER BY e.seq`);
/** A freeze by the form of the settings. */
async function freeze(from, to, reason = '年终结账保障') {
	const who = await as(keeper);
	return who.submit((await who.get(`${settings}?year=${from.slice(0, 4)}`)).expect(200), { starts_on: from, ends_on: to, reason }, { form: posts });
}
async function end(reason) {
	const who = await as(keeper), id = psql(`SELECT id FROM app.release_freeze WHERE site_id = ${siteId()} AND reason = '${reason}'`), year = psql(`SELECT left(starts_on::text, 4) FROM app.release_freeze WHERE site_id = ${siteId()} AND id = ${id}`);
	return who.submit((await who.get(`${settings}?year=${year}`)).expect(200), {}, { button: `end=${id}` });
}
/** None is left over for the next test. */
const thaw = () => psql(`DELETE FROM app.release_freeze WHERE site_id = ${siteId()}; DELETE FROM app.release_freeze_lifted WHERE site_id = ${siteId()}`);

async function platform() {
	const rec = await make(lead, 'platforms', { title: `客服平台 ${unique()}`, category: 'customer_service', department_id: department('business'), peak_from: '09:00', peak_to: '18:00', low_from: '22:00', low_to: '06:00' });
	psql(`UPDATE app.record SET state = 'in_operation' WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	return rec;
}
/** An iteration of this class that has come to ${state}: how it came there is told by the tests of iterations. */
async function iteration(kind, state, on) {
	const platform_ = on ?? await platform();
	const number = await handIn(await as('liumei'), `登记页打不开 ${unique()}`, { values: { platform_id: platform_.number, department_id: department('business') } });
	(await move('zhouyi', { path: `/${site}/requirements/${number}` }, 'accept', { class: 'emergency', priority: '1', expected_goal: '恢复登记', decision_reason: '客户无法办理业务' })).expect(200);
	const rec = await make(lead, 'iterations', { title: `登记页修复 ${unique()}`, platform_id: platform_.number, department_id: department('business'), owner_id: accountId(lead), version_planned: '3.0.1', severity: '2',
		found_on: day(), found_at: '00:00', goal: '客户能正常登记', requirement_ids: number });
	psql(`UPDATE app.iteration SET class = '${kind}', approved_on = current_date, test_round = 1, test_conclusion = '通过' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	psql(`UPDATE app.record SET state = '${state}', due = NULL WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	psql(`UPDATE app.record SET state = 'planned' WHERE site_id = ${siteId()} AND number = '${number}'`);
	return rec;
}
const window_ = (rec, on, from = '22:30', to = '23:30', more = {}) => move(lead, rec, 'set_window', { window_on: on, window_from: from, window_to: to, ...more });
/** The window has begun: nobody waits for a night. */
const begun = (rec, table = 'iteration') => psql(`UPDATE app.${table} SET window_on = current_date - 1, window_from = '22:30', window_to = '23:30' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);

test('R20.1, R26.1 a freeze is set with the calendar by who looks after it, from today on, with its reason; it is ended or taken back, and the history says so', async () => {
	thaw();
	const before = told().length;
	(await freeze(day(-1), day(3))).expect(422, '不能补设');
	(await freeze(day(3), day(2))).expect(422, '结束日期不能早于开始日期');
	(await freeze(day(3), day(400))).expect(422, '最长一年');
	(await freeze(day(3), day(5), '')).expect(422, '封版原因');
	assert.deepEqual(freezes(), [], 'nothing of it is kept');
	(await freeze(day(), day(6), '双十一保障')).expect(200, '封版期已设置', '双十一保障', '封版中');
	(await freeze(day(10), day(12), '机房搬迁')).expect(200, '未开始');
	assert.deepEqual(freezes(), [{ starts_on: day(), ends_on: day(6), reason: '双十一保障', login: keeper }, { starts_on: day(10), ends_on: day(12), reason: '机房搬迁', login: keeper }]);
	/* Begun, it lasts until today and stays there; not begun, it is none. */
	(await end('双十一保障')).expect(200, '封版期到今天为止');
	(await end('机房搬迁')).expect(200, '封版期已取消');
	assert.deepEqual(freezes(), [{ starts_on: day(), ends_on: day(), reason: '双十一保障', login: keeper }]);
	assert.equal((await (await as(keeper)).get(settings)).select('button[name=end]').length, 0);
	const id = psql(`SELECT id FROM app.release_freeze WHERE site_id = ${siteId()}`);
	assert.equal((await (await as(keeper)).post(posts, { ...await ticket(keeper), end: id })).status, 404, 'what ends today is not ended again');
	assert.deepEqual(told().slice(before).map((e) => [e.action, e.object]), [['freeze.add', day()], ['freeze.add', day(10)], ['freeze.end', day()], ['freeze.remove', day(10)]]);
	assert.deepEqual(told().slice(before)[2].detail.changes, { ends_on: [day(6), day()] });
	/* Nobody else. */
	(await (await as(developer)).get(settings)).expect(403);
	assert.equal((await (await as(developer)).post(posts, { ...await ticket(developer), starts_on: day(20), ends_on: day(21), reason: '没有权限的人' })).status, 403);
	thaw();
});

test('R20.1, R26.1 no window lies in a freeze, also not with its end past midnight, but that of an emergency', async () => {
	thaw();
	const rec = await iteration('routine', 'testing'), urgent = await iteration('emergency', 'testing');
	(await freeze(day(20), day(22), '年终结账保障')).expect(200);
	(await window_(rec, day(21))).expect(422, '处于封版期', `${day(20)}–${day(22)} 年终结账保障`);
	(await window_(rec, day(19), '23:00', '02:00')).expect(422, '处于封版期');
	(await window_(rec, day(22), '20:00', '21:00')).expect(422, '处于封版期');
	assert.equal(field(rec, 'window_on', 'iteration'), '');
	(await window_(rec, day(19), '22:00', '00:00')).expect(200);
	(await window_(rec, day(23), '00:00', '02:00')).expect(200);
	(await window_(urgent, day(21))).expect(200);
	/* A launch as well. */
	const number = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'launch' AND state = 'go_live' ORDER BY id LIMIT 1`), launch = { number, path: `/${site}/launches/${number}` };
	const owner = psql(`SELECT a.login FROM app.record r JOIN app.account a ON a.id = r.owner_id WHERE r.site_id = ${siteId()} AND r.number = '${number}'`);
	(await move(owner, launch, 'set_window', { window_on: day(21), window_from: '22:30', window_to: '23:30' })).expect(422, '处于封版期');
	thaw();
});

test('R20.1, R26.1 a freeze that is made later keeps back what has its window already: a release, and a launch; an emergency is released', async () => {
	thaw();
	const rec = await iteration('routine', 'release'), urgent = await iteration('emergency', 'release');
	(await window_(rec, day(21))).expect(200);
	(await freeze(day(20), day(22), '年终结账保障')).expect(200);
	(await show(lead, rec)).expect(200, '年终结账保障');
	thaw();
	/* Today. */
	(await freeze(day(), day(1), '双十一保障')).expect(200);
	for (const one of [rec, urgent]) {
		begun(one);
		(await add(lead, one, 'step', { starts_at: '22:30', what: '备份并发布新版本', owner_id: accountId(developer), risk: '发布失败', answer: '恢复备份' })).expect(200);
		(await add(developer, one, 'log', { type: 'normal', text: '备份完成，开始发布' })).expect(200);
	}
	for (const one of [rec, urgent])
		(await act(developer, one, 'step', 1, 'done', { result: '已完成，检查正常' })).expect(200);
	(await show(lead, rec)).expect(200, '双十一保障', '请等封版期结束');
	(await force(lead, rec, 'release', { window_used: '按计划完成，用时二十分钟' })).expect(409, '请等封版期结束');
	assert.equal((await show(lead, urgent)).text.includes('双十一保障'), false);
	(await move(lead, urgent, 'release', { window_used: '按计划完成，用时二十分钟' })).expect(200);
	assert.deepEqual([stateOf(rec.number), stateOf(urgent.number)], ['release', 'monitoring']);
	/* A launch. */
	const number = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'launch' AND state = 'go_live' ORDER BY id LIMIT 1`), launch = { number, path: `/${site}/launches/${number}` };
	const owner = psql(`SELECT a.login FROM app.record r JOIN app.account a ON a.id = r.owner_id WHERE r.site_id = ${siteId()} AND r.number = '${number}'`);
	begun(launch, 'launch');
	(await force(owner, launch, 'confirm', { window_used: '按计划完成，用时二十分钟' })).expect(409, '请等封版期结束');
	/* A window that lay in a freeze was none, also when the freeze is over. */
	psql(`UPDATE app.release_freeze SET starts_on = current_date - 1, ends_on = current_date - 1 WHERE site_id = ${siteId()}`);
	(await force(lead, rec, 'release', { window_used: '按计划完成，用时二十分钟' })).expect(409, '请等封版期结束');
	thaw();
	(await force(owner, launch, 'confirm', { window_used: '按计划完成，用时二十分钟' })).expect(409).lacks('请等封版期结束');
	(await move(lead, rec, 'release', { window_used: '按计划完成，用时二十分钟' })).expect(200);
	assert.equal(stateOf(rec.number), 'monitoring');
});

test('R20.1, R26.1 who ends a freeze early releases nothing of their own on the days that it was for; an emergency is not held', async () => {
	thaw();
	const rec = await iteration('routine', 'release'), urgent = await iteration('emergency', 'release'), owner = (one, name) => psql(`UPDATE app.record SET owner_id = ${accountId(name)} WHERE site_id = ${siteId()} AND number = '${one.number}'`);
	const held = async (one, who = lead) => (await force(who, one, 'release', { window_used: '按计划完成，用时二十分钟' })).expect(409).text.includes('提前结束了封版期');
	(await freeze(day(1), day(3), '机房搬迁')).expect(200);
	(await end('机房搬迁')).expect(200, '封版期已取消');
	assert.deepEqual(rows(`SELECT f.starts_on, f.ends_on, a.login FROM app.release_freeze_lifted f JOIN app.account a ON a.id = f.lifted_by WHERE f.site_id = ${siteId()}`), [{ starts_on: day(1), ends_on: day(3), login: keeper }]);
	for (const one of [rec, urgent])
		(await window_(one, day(3))).expect(200);
	assert.equal(await held(rec), false, 'neither leads it nor releases it who ended the freeze');
	owner(rec, keeper);
	assert.equal(await held(rec, developer), true, 'what they lead waits');
	(await show('zhouyi', rec)).expect(200, '原定封版的日子里不能由同一人发布');
	owner(rec, lead);
	psql(`UPDATE app.release_freeze_lifted SET lifted_by = ${accountId(developer)} WHERE site_id = ${siteId()}`);
	assert.deepEqual([await held(rec, developer), await held(rec)], [true, false], 'they do not release it themselves');
	owner(urgent, developer);
	assert.equal(await held(urgent, developer), false);
	psql(`UPDATE app.iteration SET window_on = '${day(5)}' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	assert.equal(await held(rec, developer), false, 'of other days nobody asks');
	/* Of a freeze that has begun the days from tomorrow on. */
	thaw();
	(await freeze(day(), day(2), '双十一保障')).expect(200);
	(await end('双十一保障')).expect(200);
	assert.equal(psql(`SELECT starts_on FROM app.release_freeze_lifted WHERE site_id = ${siteId()}`), day(1));
	/* A launch as well. */
	const number = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'launch' AND state = 'go_live' ORDER BY id LIMIT 1`), launch = { number, path: `/${site}/launches/${number}` };
	const leads = psql(`SELECT a.login FROM app.record r JOIN app.account a ON a.id = r.owner_id WHERE r.site_id = ${siteId()} AND r.number = '${number}'`);
	psql(`UPDATE app.release_freeze_lifted SET starts_on = current_date, lifted_by = ${accountId(leads)} WHERE site_id = ${siteId()}`);
	(await force(leads, launch, 'confirm', { window_used: '按计划完成，用时二十分钟' })).expect(409, '提前结束了封版期');
	thaw();
});

test('R20.1, R26.1 each step of a release has its result, said by who answers for it or deploys, in the window; what failed is done after all, and after a roll-back all are planned again', async () => {
	thaw();
	const on = await platform(), rec = await iteration('emergency', 'release', on), steps = () => entriesOf(rec, 'launch_step').map((e) => [e.state, e.result, e.settled_by]);
	(await window_(rec, day(1))).expect(200);
	for (const what of ['备份数据库', '发布新版本'])
		(await add(lead, rec, 'step', { starts_at: '22:30', what, owner_id: accountId(developer), risk: '发布失败', answer: '恢复备份' })).expect(200);
	(await act(developer, rec, 'step', 1, 'done', { result: '提前登记的结果' })).expect(422, '还没有开始');
	begun(rec);
	(await add(developer, rec, 'log', { type: 'normal', text: '备份完成，开始发布' })).expect(200);
	(await act(developer, rec, 'step', 1, 'done', { result: '' })).expect(422);
	(await act(developer, rec, 'step', 1, 'done', { result: '已备份，校验一致' })).expect(200);
	/* Neither who only leads it, nor anybody else, says what came of it. */
	assert.equal((await (await as('liumei')).post(`${rec.path}/entries/step/2`, { ...await ticket('liumei'), act: 'done', result: '与我无关的步骤' })).status, 403);
	(await act(developer, rec, 'step', 2, 'failed', { result: '健康检查没有通过，重新部署' })).expect(200, '未成功');
	(await force(lead, rec, 'release', { window_used: '按计划完成' })).expect(200);
	assert.equal(stateOf(rec.number), 'monitoring', 'settled is also what failed');
	(await add(developer, rec, 'observation', { what: '登记成功率', result: 'abnormal', text: '降到百分之八十六' })).expect(200);
	psql(`UPDATE app.record SET state = 'release' WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	(await act(developer, rec, 'step', 2, 'done', { result: '第二次部署成功' })).expect(200);
	assert.deepEqual(steps(), [['done', '已备份，校验一致', accountId(developer)], ['done', '第二次部署成功', accountId(developer)]].map(([s, r, by]) => [s, r, Number(by)]));
	/* What has its result is not written anew, and does not go. */
	for (const values of [{ version: entriesOf(rec, 'launch_step')[0].version, starts_at: '23:00', what: '别的步骤', owner_id: accountId(developer), risk: '发布失败', answer: '恢复备份' }, { act: 'remove' }])
		assert.equal((await (await as(lead)).post(`${rec.path}/entries/step/1`, { ...await ticket(lead), ...values })).status, 403, JSON.stringify(values));
	const incident = await make(developer, 'incidents', { title: `发布后成功率下降 ${unique()}`, platform_id: on.number, severity: '3', found_on: day(), found_at: '00:00', description: '登记成功率降到百分之八十六' }, `?target_id=${rec.number}`);
	assert.match(incident.number, /^INC-/);
	(await move(lead, rec, 'roll_back', { reason: '登记成功率下降，恢复旧版本' })).expect(200);
	assert.deepEqual(steps(), [['planned', '', null], ['planned', '', null]]);
	assert.deepEqual([field(rec, 'window_on', 'iteration'), field(rec, 'window_set_by', 'iteration')], ['', ''], 'and another window is set');
});

test('R26.1 a release in the peak hours takes its reason and the word of the head, who is not who set the window; set anew, it has none', async () => {
	thaw();
	for (const kind of ['routine', 'emergency']) {
		const rec = await iteration(kind, 'release'), allow = (name) => move(name, rec, 'allow_window', { window_word: '业务量低，同意在午间发布' });
		const peak = (reason = '供应商只在白天配合') => window_(rec, day(1), '12:00', '12:30', { window_reason: reason });
		(await force('zhouyi', rec, 'allow_window', { window_word: '业务量低，同意在午间发布' })).expect(409);
		(await peak('')).expect(422, '09:00–18:00');
		(await peak()).expect(200);
		(await force(lead, rec, 'release', { window_used: '按计划完成' })).expect(409, '请技术部门负责人');
		assert.ok(await inWork(await as('zhouyi'), rec.number, '审核高峰期发布'), 'it waits for the head');
		/* Neither who leads it nor who deploys it. */
		for (const name of [lead, developer])
			assert.equal((await force(name, rec, 'allow_window', { window_word: '我自己同意在午间发布' })).status, 403, name);
		(await move('zhouyi', rec, 'allow_window', { window_word: 'x' })).expect(422);
		(await allow('zhouyi')).expect(200, '业务量低');
		assert.deepEqual([field(rec, 'window_allowed_by', 'iteration'), field(rec, 'window_allowed_on', 'iteration')], [accountId('zhouyi'), day()]);
		assert.equal(await inWork(await as('zhouyi'), rec.number, '审核高峰期发布'), false);
		(await force(lead, rec, 'release', { window_used: '按计划完成' })).expect(409).lacks('请技术部门负责人');
		/* It was about that window. */
		(await peak('改到后天同一时间')).expect(200);
		assert.deepEqual([field(rec, 'window_word', 'iteration'), field(rec, 'window_allowed_by', 'iteration'), field(rec, 'window_allowed_on', 'iteration')], ['', '', '']);
		(await force(lead, rec, 'release', { window_used: '按计划完成' })).expect(409, '请技术部门负责人');
		/* Who set it does not allow it, though they are the head. */
		psql(`UPDATE app.iteration SET window_set_by = ${accountId('zhouyi')} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
		assert.equal(await may('zhouyi', rec, 'allow_window'), false);
		assert.equal((await force('zhouyi', rec, 'allow_window', { window_word: '我自己同意在午间发布' })).status, 403);
		(await window_(rec, day(1), '22:30', '23:30')).expect(200);
		(await force(lead, rec, 'release', { window_used: '按计划完成' })).expect(409).lacks('请技术部门负责人');
	}
});

// ---------------------------------------------------------------- plans, and the calendar

const planner = someone({ has: ['plan.manage', 'requirement.submit'], lacks: ['group.decide', 'head.decide'] });
let used = 0;
function routine() {
	const number = `REQ-${day().slice(0, 4)}-9${String(Date.now()).slice(-6)}${used++}`;
	psql(`WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, department_id, created_at, created_by, changed_at, state_at)
		VALUES (${siteId()}, 'requirement', '${number}', 2032, ${7000 + used}, '需求 ${number}', 'accepted', 0, ${department('business')}, now(), ${accountId('liumei')}, now(), now()) RETURNING site_id, id)
		INSERT INTO app.requirement (site_id, record_id, need, channel, class, priority, expected_goal) SELECT site_id, id, 'functional', 'business_feedback', 'routine', 2, '缩短一半' FROM r`);
	return number;
}
/** A plan of a quarter of its own, far from today: put there by hand, past the form. */
async function plan() {
	const n = (Number(day().slice(0, 4)) + 4) * 4 + used++, year = Math.floor(n / 4), quarter = n % 4 + 1;
	const rec = await make(planner, 'quarter-plans', { title: `规划 ${unique()}`, year: day().slice(0, 4), quarter: '1', department_id: department('tech'), owner_id: accountId(planner), aim: '季度目标' });
	psql(`UPDATE app.quarter_plan SET year = ${year}, quarter = ${quarter} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	return { ...rec, month: `${year}-${String(quarter * 3 - 2).padStart(2, '0')}` };
}
const line = (rec, due, on, title = `版本 ${unique()}`) => add(planner, rec, 'line', { title, platform_id: on.number, version_planned: '3.1.0', requirement_ids: routine(),
	starts_on: `${rec.month}-02`, due: `${rec.month}-${due}`, owner_id: accountId(lead), effort: '10' });
const put = (from, to, reason) => psql(`INSERT INTO app.release_freeze (site_id, starts_on, ends_on, reason, created_by, created_at) VALUES (${siteId()}, '${from}', '${to}', '${reason}', ${accountId(keeper)}, now())`);
const calendar = `/${site}/releases`;
/** What stands at which day: "2030-01-20 title". */
function entries(page) {
	const found = [];
	for (const cell of page.select('table.month td')) {
		const at = cell.children.find((c) => c.tag === 'time').attrs.datetime;
		for (const a of page.select('table.month li a.title').filter((l) => { for (let e = l; e; e = e.parent) if (e === cell) return true; return false; }))
			found.push(`${at} ${a.attrs.href}`);
	}
	return found;
}

test('R24.2 no line of a quarter plan is due in a freeze, and none is handed in that a later freeze has met', async () => {
	thaw();
	const rec = await plan(), on = await platform();
	put(`${rec.month}-10`, `${rec.month}-14`, '机房搬迁');
	for (const due of ['10', '12', '14'])
		(await line(rec, due, on)).expect(422, '处于封版期', '机房搬迁');
	(await line(rec, '15', on)).expect(200);
	put(`${rec.month}-15`, `${rec.month}-16`, '年度审计');
	(await force(planner, rec, 'submit')).expect(409, '没有规划行的发布日期落在封版期内');
	thaw();
	assert.equal(await may(planner, rec, 'submit'), true);
	(await move(planner, rec, 'submit')).expect(200);
});

test('R20.1, R26.1 the calendar of a month: what was done, has a window or is planned, on its day, with freezes; two on a platform in a week stand out', async () => {
	thaw();
	const rec = await plan(), on = await platform(), other = await platform(), at = (days) => `${rec.month}-${days}`;
	const done = await iteration('routine', 'monitoring', on), windowed = await iteration('routine', 'release', other), due = await iteration('routine', 'development', other), gone = await iteration('routine', 'cancelled', other);
	psql(`UPDATE app.iteration SET used_on = '${at('20')}', window_on = '${at('05')}' WHERE site_id = ${siteId()} AND record_id = ${idOf(done)}`);
	psql(`UPDATE app.iteration SET window_on = '${at('06')}', window_from = '22:30', window_to = '23:30' WHERE site_id = ${siteId()} AND record_id IN (${idOf(windowed)}, ${idOf(gone)})`);
	psql(`UPDATE app.record SET due = '${at('28')}' WHERE site_id = ${siteId()} AND number IN ('${due.number}', '${windowed.number}')`);
	(await line(rec, '20', on)).expect(200);
	put(at('24'), at('26'), '年终结账保障');
	const page = (await (await as(planner)).get(`${calendar}?month=${rec.month}`)).expect(200, '发布日历', '年终结账保障', '22:30', '已定时段', '规划', '已完成');
	const path = (one) => new URL(one.path, 'http://x').pathname;
	assert.deepEqual(entries(page).sort(), [`${at('06')} ${path(windowed)}`, `${at('20')} ${path(done)}`, `${at('20')} ${path(rec)}`, `${at('28')} ${path(due)}`].sort());
	assert.deepEqual(page.select('table.month td').filter((d) => /\bfrozen\b/.test(d.attrs.class ?? '')).map((d) => d.children.find((c) => c.tag === 'time').attrs.datetime), [at('24'), at('25'), at('26')]);
	assert.equal(page.select('table.month li.crowded').length, 2, 'the two of one platform in one week');
	/* What somebody may not see is not in their calendar. */
	psql(`UPDATE app.record SET visible = 1 WHERE site_id = ${siteId()} AND number = '${due.number}'`);
	assert.deepEqual(entries(await (await as(developer)).get(`${calendar}?month=${rec.month}`)).sort(), [`${at('06')} ${path(windowed)}`, `${at('20')} ${path(done)}`, `${at('20')} ${path(rec)}`].sort());
	assert.equal(entries(await (await as(lead)).get(`${calendar}?month=${rec.month}`)).length, 4);
	/* From month to month, and to this one. */
	const [next] = page.select('.toolbar a').filter((a) => a.attrs.rel === 'next'), then = (await (await as(planner)).get(next.attrs.href)).expect(200);
	assert.deepEqual(then.select('.toolbar a').map((a) => a.attrs.href).filter((h) => h.endsWith(`month=${rec.month}`)).length, 1, 'and back');
	(await (await as(planner)).get(calendar)).expect(200, day().slice(0, 7));
	for (const odd of ['month=2026-13', 'month=x', 'year=2026', `month=${rec.month}&month=2026-01`])
		assert.deepEqual(entries((await (await as(planner)).get(`${calendar}?${odd}`)).expect(200, odd.split('=')[0])), [], odd);
	/* Every member who reads records finds it in the menu; who belongs to another site does not. */
	assert.ok((await (await as(developer)).get(`/${site}/`)).select(`a[href="${calendar}"]`).length > 0);
	const stranger = psql(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId('donghua')} AND m.left_at IS NULL AND a.password IS NOT NULL AND a.totp_secret IS NULL
		AND NOT EXISTS (SELECT FROM app.membership o WHERE o.site_id = ${siteId()} AND o.account_id = a.id) ORDER BY a.id LIMIT 1`);
	(await (await as(stranger)).get(calendar)).expect(404);
	thaw();
});

test('R20.1, R26.1 what has no day yet is named beneath the calendar, and an empty month says where days come from', async () => {
	thaw();
	const on = await platform(), open = await iteration('routine', 'development', on), page = async (month) => (await (await as(planner)).get(`${calendar}?month=${month}`)).expect(200);
	const undated = (p) => p.select('#undated a').map((a) => a.attrs.href), path = (one) => new URL(one.path, 'http://x').pathname;
	const empty = (await page('2044-02')).expect(200, '本月没有发布或上线', '季度规划的规划行');
	assert.ok(undated(empty).includes(path(open)));
	const launches = rows(`SELECT r.number FROM app.record r JOIN app.launch k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = ${siteId()} AND r.state IN ('development', 'testing', 'review', 'go_live') AND k.window_on IS NULL`);
	assert.ok(launches.length > 0);
	assert.deepEqual(undated(empty).filter((h) => h.includes('/launches/')).sort(), launches.map((l) => `/${site}/launches/${l.number}`).sort());
	psql(`UPDATE app.record SET due = '2044-02-03' WHERE site_id = ${siteId()} AND number = '${open.number}'`);
	const dated = await page('2044-02');
	assert.deepEqual([undated(dated).includes(path(open)), entries(dated)], [false, [`2044-02-03 ${path(open)}`]]);
	(await (await login('shanwen', undefined, { language: 'en' })).get(`${calendar}?month=2044-03`)).expect(200, 'Without a day yet', 'set one there');
});
