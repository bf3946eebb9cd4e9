// SPDX-License-Identifier: ISC
// Goal: a training is planned for a day to come, announced, held with material and not before its day; who was there stands by the list of whoever held it or
// by their own word, and by nobody else's; each department's rate says who is missing, beside the reading of what was announced. A routine version is evaluated
// once it was taught, and its announcement begins with what it delivered. Proves R7.2, R8.2, R26.2 (issue 12, 5).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { accountId, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { act, add, as, day, department, document, edit, entriesOf, field, force, make, may, move, show, ticket, unique } from '../run/acts.mjs';

const trainer = 'xuning', head = 'zhouyi';
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const iteration = (state) => psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId()} AND kind = 'iteration' AND state = '${state}'`);
const about = { number: iteration('evaluation') };
const values = (more = {}) => ({ title: `培训 ${unique()}`, target_id: about.number, department_id: department('tech'), owner_id: accountId(trainer), planned_on: day(), planned_at: '14:00',
	place: '三楼培训室', content: '怎样查询扣款记录', ...more });
/** The form of a new one is refused with these words. */
async function refused(typed, ...texts) {
	const who = await as(trainer);
	(await who.submit((await who.get(`/${site}/trainings/new`)).expect(200), values(typed))).expect(422, ...texts);
}
const plan = (more) => make(trainer, 'trainings', values(more));
const audience = (rec) => psql(`SELECT string_agg(d.function, ' ' ORDER BY d.function) FROM app.training_audience e JOIN app.department d ON d.site_id = e.site_id AND d.id = e.department_id
	WHERE e.site_id = ${siteId()} AND e.record_id = ${idOf(rec)} AND e.removed_at IS NULL`);
/** The day on which it was planned is put earlier, as if it had been: nobody waits for a day. */
const ago = (rec, days) => psql(`UPDATE app.training SET planned_on = planned_on - ${days} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
const material = async () => (await document(about, 'training', { author: trainer, reviewer: head })).number;
async function held(more = {}) {
	const rec = await plan({ material_id: await material(), ...more });
	(await move(trainer, rec, 'announce')).expect(200);
	(await move(trainer, rec, 'hold', { held_on: day() })).expect(200, '已举办');
	return rec;
}
const attended = (rec) => entriesOf(rec, 'training_attendance').map((e) => `${psql(`SELECT login FROM app.account WHERE id = ${e.account_id}`)}:${e.how}:${e.state}`).sort();

test('R7.2 a training is about something, for a day to come, with material that is a document in force', async () => {
	await refused({ planned_on: day(-1) }, '日期不能早于');
	await refused({ target_id: '' });
	await refused({ content: 'x' }, '至少一句话');
	await refused({ material_id: 'x' });
	const draft = await make(trainer, 'documents', { title: `资料 ${unique()}`, type: 'training', owner_id: accountId(trainer), body: '正文见下文' });
	await refused({ material_id: draft.number });
	// Not everybody plans one.
	(await (await as('wangqiang')).get(`/${site}/trainings/new`)).expect(403);
});

test('R7.2, R26.2 it is for the departments that asked, announced to them, and held with material, not before its day', async () => {
	const rec = await plan({ planned_on: day(2), persons: [accountId('linhai')] });
	assert.equal(audience(rec), 'business', 'those who asked for what it is about');
	assert.equal(field(rec, '(SELECT platform_id FROM app.record x WHERE x.site_id = k.site_id AND x.id = k.record_id)', 'training'),
		psql(`SELECT platform_id FROM app.record WHERE site_id = ${siteId()} AND number = '${about.number}'`));
	(await show(trainer, rec)).expect(200, '已通知参训人员', '已到计划日期', '有培训资料');
	(await add(trainer, rec, 'audience', { department_id: department('business') })).expect(422, '已经在参训范围里');
	(await move(trainer, rec, 'announce')).expect(200);
	const told = psql(`SELECT string_agg(DISTINCT a.login, ' ' ORDER BY a.login) FROM app.notification n JOIN app.account a ON a.id = n.account_id WHERE n.site_id = ${siteId()} AND n.record_id = ${idOf(rec)}`);
	for (const login of ['guowei', 'linhai', 'liumei', 'wangqiang'])
		assert.ok(told.split(' ').includes(login), `${login} is not among ${told}`);
	(await edit(trainer, rec, { material_id: await material() })).expect(200);
	// Told, with material, and its day has not come: neither then nor today.
	for (const held_on of [day(), day(2)])
		assert.ok((await force(trainer, rec, 'hold', { held_on })).status >= 400, held_on);
	assert.equal(stateOf(rec.number), 'planned');
	(await show(trainer, rec)).expect(200, '提前举办的，先修改计划日期');
	ago(rec, 2);
	assert.equal(await may('liumei', rec, 'hold'), false, 'others do not hold it');
	(await move(trainer, rec, 'hold', { held_on: day(1) })).expect(422, '日期不能晚于');
	(await move(trainer, rec, 'hold', { held_on: day(-3) })).expect(422, '日期不能早于');
	(await move(trainer, rec, 'hold', { held_on: day() })).expect(200, '已举办');
	assert.equal(stateOf(rec.number), 'held');
});

test('R7.2 without material it is not held; a file is material, too', async () => {
	const rec = await plan();
	(await move(trainer, rec, 'announce')).expect(200);
	(await force(trainer, rec, 'hold', { held_on: day() })).expect(409);
	psql(`INSERT INTO app.file (site_id, record_id, name, type, size, sha256, stored, created_at, created_by)
		VALUES (${siteId()}, ${idOf(rec)}, '要点.txt', 'text/plain', 1, '', 'no-such-${unique()}', now(), ${accountId(trainer)})`);
	(await move(trainer, rec, 'hold', { held_on: day() })).expect(200, '已举办');
});

test('R26.2 whoever holds it lists who came, others confirm for themselves alone, each once, in time', async () => {
	const rec = await held();
	// By the list.
	(await add(trainer, rec, 'attendance', { account_id: accountId('guowei') })).expect(200);
	(await add(trainer, rec, 'attendance', { account_id: accountId('guowei') })).expect(422, '已经登记过');
	(await add(trainer, rec, 'attendance', { account_id: accountId(trainer) })).expect(422, '讲授的一方');
	// Who was there has it on paper, and nobody else.
	(await (await as('guowei')).get(`${rec.path}/print?for=me`)).expect(200, '培训参加证明', '郭伟', '参加了下列培训');
	assert.equal((await (await as('wangqiang')).get(`${rec.path}/print?for=me`)).expect(200).select('article.notice').length, 0);
	assert.equal((await (await as('guowei')).get(`${rec.path}/print`)).expect(200).select('article.notice').length, 0);
	assert.ok((await show('guowei', rec)).links.some((l) => l.text === '打印参加证明'));
	// Nobody for somebody else: not by the form, which they do not have, and not past it.
	assert.equal((await show('liumei', rec)).select('form[action$="entries/attendance"]').length, 0);
	assert.equal((await (await as('liumei')).post(`${rec.path}/entries/attendance`, { ...await ticket('liumei'), account_id: accountId('wangqiang') })).status, 403);
	// For themselves, once.
	(await move('liumei', rec, 'attend')).expect(200, '本人确认');
	(await force('liumei', rec, 'attend')).expect(409);
	(await force('guowei', rec, 'attend')).expect(409);
	assert.deepEqual(attended(rec), ['guowei:listed:attended', 'liumei:confirmed:attended']);
	// Not whoever holds it, nor who it was not for, nor too late.
	(await force(trainer, rec, 'attend')).expect(409);
	(await force('fangyuan', rec, 'attend')).expect(409);
	psql(`UPDATE app.record SET due = current_date - 1 WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	(await force('wangqiang', rec, 'attend')).expect(409);
	// What is wrong is struck out, and stands: it is not confirmed anew, but listed.
	psql(`UPDATE app.record SET due = current_date + 1 WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	(await act(trainer, rec, 'attendance', 2, 'strike', { reason: '当天在外地出差，没有参加' })).expect(200, '已划去');
	(await force('liumei', rec, 'attend')).expect(409);
	(await add(trainer, rec, 'attendance', { account_id: accountId('liumei') })).expect(200);
	assert.deepEqual(attended(rec), ['guowei:listed:attended', 'liumei:confirmed:struck', 'liumei:listed:attended']);
});

test('R7.2 who asks is answered before it is closed, by somebody else than who held it, when somebody was there', async () => {
	const rec = await held();
	(await add('fangyuan', rec, 'question', { text: '法务部也需要参加吗？' })).expect(200);
	assert.ok(await inWork(await as(trainer), rec.number), 'the question waits for whoever holds it');
	assert.equal((await (await as('liumei')).post(`${rec.path}/entries/question/1/acts`, { ...await ticket('liumei'), act: 'answer', answer: '不需要参加' })).status >= 400, true);
	(await force(head, rec, 'close')).expect(409);
	(await move('wangqiang', rec, 'attend')).expect(200);
	(await force(head, rec, 'close')).expect(409);
	(await act(trainer, rec, 'question', 1, 'answer', { answer: '自愿参加，资料见附件' })).expect(200, '自愿参加');
	assert.equal(await may(trainer, rec, 'close'), false);
	assert.ok((await force(trainer, rec, 'close')).status >= 400, 'nobody closes what they held');
	(await move(head, rec, 'close')).expect(200, '已关闭');
	assert.equal(await may('liumei', rec, 'attend'), false);
});

test('R8.2 each department\'s rate says who is missing; who came without being asked is counted in their department', async () => {
	const rec = await held({ persons: [accountId('linhai'), accountId('fangyuan')] });
	(await move('wangqiang', rec, 'attend')).expect(200);
	(await move('linhai', rec, 'attend')).expect(200);
	(await add(trainer, rec, 'attendance', { account_id: accountId('shanwen') })).expect(200);
	const table = (await show('wangqiang', rec)).texts('#rate td');
	const english = (await (await login('shanwen', undefined, { language: 'en' })).get(rec.path)).expect(200).texts('#rate td');
	assert.ok(table.includes('业务部') && english.includes('Business') && !english.includes('业务部'), 'departments have their names in both languages');
	const of = (name) => table.slice(table.indexOf(name), table.indexOf(name) + 5);
	assert.deepEqual(of('财务部'), ['财务部', '1', '1', '100 %', '']);
	assert.deepEqual(of('法务部'), ['法务部', '1', '0', '0 %', '方圆']);
	assert.deepEqual(of('市场部').slice(0, 4), ['市场部', '0', '1', '—']);
	const business = of('业务部'), n = Number(business[1]);
	assert.deepEqual(business.slice(1, 4), [String(n), '1', `${Math.floor(100 / n)} %`]);
	assert.ok(business[4].includes('刘梅') && !business[4].includes('王强'), business[4]);
	const missing = english[english.indexOf('Business') + 4];
	assert.ok(missing.includes(', ') && !missing.includes('、'), `in English as English lists: ${missing}`);
	// Who joins later was not missing.
	assert.equal(psql(`WITH moved AS (UPDATE app.membership SET created_at = now() + interval '1 day' WHERE site_id = ${siteId()} AND account_id = ${accountId('fangyuan')} RETURNING 1) SELECT count(*) FROM moved`), '1');
	assert.ok(!(await show('wangqiang', rec)).texts('#rate td').includes('法务部'));
});

test('R26.2 a routine version is evaluated when it was taught since its release, or says why not', async () => {
	const ready = (number) => psql(`UPDATE app.iteration SET class = 'routine', released_on = current_date WHERE site_id = ${siteId()} AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}');
		UPDATE app.record SET state = 'monitoring' WHERE site_id = ${siteId()} AND number = '${number}'`);
	const version = { number: about.number, path: `/${site}/iterations/${about.number}` }, owner = psql(`SELECT a.login FROM app.record r JOIN app.account a ON a.id = r.owner_id WHERE r.site_id = ${siteId()} AND r.number = '${about.number}'`);
	// Of the demonstration's trainings none counts here: they are of an earlier release.
	ready(version.number);
	psql(`UPDATE app.training SET held_on = current_date - 1 WHERE site_id = ${siteId()} AND target_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${about.number}')`);
	(await show(owner, version)).expect(200, '安排培训');
	(await move(owner, version, 'evaluate')).expect(422, '还没有办过关联本迭代的培训');
	(await move(owner, version, 'evaluate', { training: 'x' })).expect(422);
	// A training at which nobody was taught nobody.
	const rec = await held(), was_there = (name) => add(trainer, rec, 'attendance', { account_id: accountId(name) });
	(await move(owner, version, 'evaluate')).expect(422, '还没有办过关联本迭代的培训');
	(await was_there('guowei')).expect(200);
	(await act(trainer, rec, 'attendance', 1, 'strike', { reason: '当天在外地出差，没有参加' })).expect(200);
	(await move(owner, version, 'evaluate')).expect(422, '还没有办过关联本迭代的培训');
	(await was_there('liumei')).expect(200);
	(await move(owner, version, 'evaluate')).expect(200, '效果评估');
	assert.equal(stateOf(version.number), 'evaluation');
});

test('R26.2 an announcement begins with what was delivered, a paragraph for each requirement, in lines of plain text', async () => {
	const other = iteration('closed');
	const [id, number] = psql(`SELECT record_id || ' ' || r.number FROM app.requirement k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		WHERE k.site_id = ${siteId()} AND r.state = 'accepted' ORDER BY r.id LIMIT 1`).split(' ');
	psql(`UPDATE app.requirement SET scenario = E'# 登记慢\\n\\n- 每次 <b>三分钟</b>', expected_goal = '一分钟内完成' WHERE site_id = ${siteId()} AND record_id = ${id};
		UPDATE app.iteration SET requirement_ids = ARRAY[${id}] WHERE site_id = ${siteId()} AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${other}')`);
	const who = await as(trainer), body = async () => Object.fromEntries((await who.get(`/${site}/notices/new?type=update&source_id=${other}`)).expect(200).form().fields);
	const begun = await body();
	assert.equal(begun.type, 'update');
	assert.ok(begun.body.includes(`【${number} `), begun.body);
	assert.match(begun.body, /^更新前：# 登记慢 - 每次 <b>三分钟<\/b>$/m);
	assert.match(begun.body, /^更新后：一分钟内完成\r?$/m);
	assert.match(begun.body, /^使用方法：____\r?$/m, 'that is left to whoever writes');
	psql(`UPDATE app.iteration SET requirement_ids = '{}' WHERE site_id = ${siteId()} AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${other}')`);
	const bare = (await body()).body;
	assert.ok(!bare.includes('更新前') && bare.includes('使用方法：____'), bare);
});

test('R8.2 beside the reading of a notice stands whom the trainings about the same have reached', async () => {
	const [number, source] = psql(`SELECT r.number || ' ' || s.number FROM app.notice k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id JOIN app.record s ON s.site_id = k.site_id AND s.id = k.source_id
		WHERE k.site_id = ${siteId()} AND r.state = 'published' AND s.number = '${about.number}' LIMIT 1`).split(' ');
	assert.equal(source, about.number);
	const rec = await held(), notice = { number, path: `/${site}/notices/${number}` };
	(await move('guowei', rec, 'attend')).expect(200);
	(await move('guowei', notice, 'read')).expect(200);
	const table = (await show('wangqiang', notice)).texts('#learning td'), at = table.indexOf('业务部');
	const [, readers, read, readRate, pupils, learned, rate] = table.slice(at, at + 7);
	assert.ok(Number(read) >= 1 && Number(read) <= Number(readers) && readRate === `${Math.floor(100 * read / readers)} %`, `${table}`);
	assert.ok(Number(learned) >= 1 && Number(learned) <= Number(pupils) && rate === `${Math.floor(100 * learned / pupils)} %`, `${table}`);
});

test('R7.2 a training that will not be held is cancelled with the reason; what was held is not', async () => {
	const rec = await plan();
	(await move(trainer, rec, 'cancel')).expect(422);
	(await move(trainer, rec, 'cancel', { reason: '平台改期发布，另行安排' })).expect(200, '已取消');
	assert.equal(await may(trainer, await held(), 'cancel'), false);
});
