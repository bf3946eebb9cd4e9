// SPDX-License-Identifier: ISC
// Goal: more than half of at least three named people decide an appeal, each once and in person. A possible change of the penalty is
// drafted before they judge. If a decider drops out or there is a tie, others are named and earlier judgements are kept. Nobody can
// choose the outcome by choosing the deciders. Proves R35.2, RX.1, RX.3.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { accountId, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { as, may, move } from '../run/acts.mjs';

const today = psql("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date");
const waits = (number, action = 'decide') => psql(`SELECT string_agg(COALESCE(a.login, w.permission), ' ' ORDER BY COALESCE(a.login, w.permission)) FROM app.waiting w
	JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id LEFT JOIN app.account a ON a.id = w.account_id
	WHERE r.site_id = ${siteId()} AND r.number = '${number}' AND w.action = '${action}'`);
let count = 0;

const wording = { new_points: '3', new_decision: '扣减绩效分三分，其余不变。' };

/** An appeal by wangqiang against a penalty that zhouyi proposed, accepted by the lead with these deciders, and this wording of a change. */
async function appealed(deciders, worded = {}) {
	const zhou = await as('zhouyi'), title = `未按方案测试 ${Date.now().toString(36)}${++count}`;
	let page = await zhou.submit(await zhou.get(`/${site}/penalties/new`), { title, subject: 'person', person_id: accountId('wangqiang'), ground: 'testing', article: '第十八条',
		facts: '未执行压力测试', severity: 'general', liability: 'direct', measures: ['written_warning', 'performance_deduction'], points: '8', effect_months: '3' });
	const number = page.path.match(/PEN-\d{4}-\d+/)[0], penalty = { number, path: `/${site}/penalties/${number}` };
	const other = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'accepted' ORDER BY id LIMIT 1`);
	(await zhou.submit(page.expect(200), { other, sort: 'evidence' }, { form: 'add-link' })).expect(200);
	(await move('zhouyi', penalty, 'hear')).expect(200);
	(await move('wangqiang', penalty, 'state', { statement: '已补测。' })).expect(200);
	(await move('zhouyi', penalty, 'put', { decision: '给予书面警告，扣减绩效分八分。' })).expect(200);
	for (const name of ['hejun', 'tangmin', 'songjie', 'chenlan'])
		(await move(name, penalty, 'approve', { opinion: '同意' })).expect(200);
	(await move('zhouyi', penalty, 'serve', { served_on: today })).expect(200);
	(await move('wangqiang', penalty, 'appeal', { reason: '情节轻微' })).expect(200);
	const appeal = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'appeal' AND title = '${title}'`);
	const rec = { number: appeal, path: `/${site}/appeals/${appeal}`, penalty };
	(await move('chenlan', rec, 'accept', { deciders: deciders.map(accountId), ...worded })).expect(200, '复核中');
	return rec;
}

test('more than half of those named decide, each once; the page says so and shows who judged what (R35.2)', async () => {
	const rec = await appealed(['hejun', 'luxiaofeng', 'tangmin']);
	assert.equal(waits(rec.number), 'hejun luxiaofeng tangmin');
	assert.ok(await inWork(await as('hejun'), rec.number), 'in the work of those named');
	assert.ok(!await may('songjie', rec, 'uphold'), 'nobody else judges');
	assert.ok(!await may('hejun', rec, 'approve'), 'it is no vote of the group');
	const page = await (await as('hejun')).get(rec.path);
	page.expect(200, '共指定 3 人，过半数作出相同判断即为结论');
	(await move('hejun', rec, 'uphold', { reason: '' })).expect(422);
	(await move('hejun', rec, 'uphold', { reason: '事实清楚' })).expect(200, '复核中', '事实清楚', '目前最多 1 人意见相同，需要 2 人');
	assert.equal(stateOf(rec.number), 'assigned', 'one alone does not decide');
	assert.equal(waits(rec.number), 'luxiaofeng tangmin');
	assert.ok(!await may('hejun', rec, 'revoke'), 'each judges once');
	const again = await (await as('hejun')).submit(page, { reason: '改变主意' }, { button: 'move=uphold' });
	assert.ok([403, 409].includes(again.status), `a second judgement: ${again.status}`);
	(await move('tangmin', rec, 'revoke', { reason: '证据不足' })).expect(200);
	assert.equal(stateOf(rec.number), 'assigned');
	(await move('luxiaofeng', rec, 'uphold', { reason: '程序合规' })).expect(200, '已作出结论', '事实清楚', '证据不足', '程序合规');
	assert.equal(stateOf(rec.number), 'upheld');
	assert.equal(psql(`SELECT k.outcome_reason FROM app.appeal k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}'`), '事实清楚\n程序合规', 'the reasons are those of the majority');
	assert.equal(psql(`SELECT due = app_due FROM (SELECT a.due, k.decide_by AS app_due FROM app.approval a JOIN app.appeal k ON k.site_id = a.site_id AND k.record_id = a.record_id
		JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}') x`), 't', 'by working days');
});

test('what it might be changed into is worded before it is judged, by who does not judge; another wording begins anew (G9, R35.2)', async () => {
	const rec = await appealed(['hejun', 'luxiaofeng', 'tangmin']);
	assert.ok(!await may('hejun', rec, 'change'), 'nothing is worded');
	(await (await as('hejun')).get(rec.path)).expect(200, '还没有变更方案');
	(await move('chenlan', rec, 'reword', { new_points: '3', new_decision: '', reason: '供复核参考' })).expect(422, '请写明变更后的完整决定');
	(await move('chenlan', rec, 'reword', { ...wording, new_points: '8', reason: '供复核参考' })).expect(422, '少于原扣减分');
	(await move('chenlan', rec, 'reword', { ...wording, reason: '供复核参考' })).expect(200, '扣减绩效分三分');
	const judged = (await (await as('hejun')).get(rec.path)).expect(200);
	assert.equal(judged.select('textarea[name=new_decision]').length, 0, 'nobody words anything with a judgement');
	(await move('hejun', rec, 'change', { reason: '情节较轻' })).expect(200, '复核中');
	const due = psql(`SELECT due FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	(await move('chenlan', rec, 'reword', { ...wording, new_points: '2', reason: '更正分值' })).expect(200);
	assert.equal(psql(`SELECT due FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`), due, 'by the same day');
	assert.equal(waits(rec.number), 'hejun luxiaofeng tangmin', 'who had judged the first wording judges again');
	(await move('hejun', rec, 'change', { reason: '情节较轻' })).expect(200, '复核中');
	(await move('luxiaofeng', rec, 'change', { reason: '同意从轻' })).expect(200, '变更处罚');
	assert.equal(psql(`SELECT k.points || k.decision FROM app.penalty k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		WHERE r.site_id = ${siteId()} AND r.number = '${rec.penalty.number}'`), `2${wording.new_decision}`);
	const vain = await appealed(['hejun', 'luxiaofeng', 'tangmin'], wording);
	(await move('hejun', vain, 'change', { reason: '情节较轻' })).expect(200);
	(await move('luxiaofeng', vain, 'revoke', { reason: '事实不清' })).expect(200);
	(await move('tangmin', vain, 'revoke', { reason: '证据不足' })).expect(200);
	assert.equal(stateOf(vain.penalty.number), 'revoked');
	assert.equal(psql(`SELECT count(*) FROM app.appeal k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		WHERE r.site_id = ${siteId()} AND r.number = '${vain.number}' AND k.new_decision = '' AND k.new_points IS NULL`), '1');
});

test('where they cannot agree whoever named them is waited for and names further people; judgements are kept (R35.2, RX.1)', async () => {
	const rec = await appealed(['hejun', 'luxiaofeng', 'tangmin'], wording);
	assert.ok(!await may('hejun', rec, 'reassign'), 'not theirs to do');
	(await move('hejun', rec, 'uphold', { reason: '事实清楚' })).expect(200);
	(await move('tangmin', rec, 'change', { reason: '情节较轻' })).expect(200);
	assert.equal(waits(rec.number, 'reassign'), '', 'while they can agree nobody is asked to');
	(await move('luxiaofeng', rec, 'revoke', { reason: '证据不足' })).expect(200, '已无法形成过半数意见');
	assert.equal(stateOf(rec.number), 'assigned');
	assert.equal(waits(rec.number, 'reassign'), 'group.deputy group.lead');
	const ids = (...names) => ({ deciders: names.map(accountId), reason: '意见不一' });
	(await move('chenlan', rec, 'reassign', ids('hejun', 'tangmin', 'songjie'))).expect(422, '不能换下');
	(await move('chenlan', rec, 'reassign', ids('hejun', 'luxiaofeng', 'tangmin', 'zhouyi'))).expect(422, '不是处罚提出人');
	(await move('chenlan', rec, 'reassign', ids('hejun', 'luxiaofeng', 'tangmin', 'chenlan'))).expect(422, '不参加复核');
	(await move('chenlan', rec, 'reassign', ids('hejun', 'luxiaofeng', 'tangmin', 'songjie', 'guowei'))).expect(200, '事实清楚', '证据不足');
	assert.equal(waits(rec.number), 'guowei songjie', 'those who judged are through');
	assert.equal(waits(rec.number, 'reassign'), '');
	assert.equal(psql(`SELECT count(*) FROM app.notification n JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
		WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}' AND n.what = 'waiting' AND n.account_id = ${accountId('songjie')}`), '1', 'told once');
	(await move('songjie', rec, 'revoke', { reason: '同意撤销' })).expect(200);
	(await move('guowei', rec, 'revoke', { reason: '同意撤销' })).expect(200);
	assert.equal(stateOf(rec.number), 'revoked');
});

test('who falls away judges no more and is replaced; nobody picks the outcome by naming (R35.2, RX.3)', async () => {
	const rec = await appealed(['hejun', 'luxiaofeng', 'tangmin']);
	(await move('luxiaofeng', rec, 'uphold', { reason: '事实清楚' })).expect(200);
	const member = `site_id = ${siteId()} AND account_id = ${accountId('hejun')}`;
	const group = `role_id IN (SELECT role_id FROM app.role_permission WHERE site_id = ${siteId()} AND permission = 'group.decide')`;
	const roles = psql(`SELECT string_agg(role_id::text, ',') FROM app.member_role WHERE ${member} AND ${group}`);
	psql(`DELETE FROM app.member_role WHERE ${member} AND ${group}`);
	try {
		assert.ok(!await may('hejun', rec, 'uphold'), 'no member of the group any more');
		const pick = { deciders: [accountId('luxiaofeng')], reason: '人员变动' };
		(await move('chenlan', rec, 'reassign', pick)).expect(422, '一个人不能决定申诉');
		(await move('chenlan', rec, 'reassign', { ...pick, deciders: ['luxiaofeng', 'songjie', 'tangmin'].map(accountId) })).expect(200);
		assert.equal(waits(rec.number), 'songjie tangmin');
		assert.ok(!await may('hejun', rec, 'uphold'));
		(await move('songjie', rec, 'uphold', { reason: '程序合规' })).expect(200);
		assert.equal(stateOf(rec.number), 'upheld', 'what was judged before counts');
	} finally {
		for (const role of roles.split(','))
			psql(`INSERT INTO app.member_role (site_id, account_id, role_id) VALUES (${siteId()}, ${accountId('hejun')}, ${role})`);
	}
});

test('an appeal that is withdrawn waits for nobody and its round is closed (R35.2, RX.1)', async () => {
	const rec = await appealed(['hejun', 'luxiaofeng', 'tangmin']);
	(await move('hejun', rec, 'uphold', { reason: '事实清楚' })).expect(200);
	(await move('wangqiang', rec, 'withdraw')).expect(200);
	assert.equal(waits(rec.number), '');
	assert.equal(psql(`SELECT a.outcome FROM app.approval a JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id
		WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}'`), 'taken_back');
});
