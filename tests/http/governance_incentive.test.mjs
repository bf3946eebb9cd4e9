// SPDX-License-Identifier: ISC
// Goal: nobody can bypass the rules about rewards, penalties, appeals and notices alone: periods count from what the portal recorded,
// the text is drafted before the vote and then fixed, a department is heard by its head, who is barred from awards gets none, and what
// announces something comes from its record; a draft is not for whom it is about, finance sees what it is to deduct, and nobody is
// copied in who does not see it already. Proves the findings G4, G5, G9, G17, G18 and those of section 3 about them (R20.4, R33–R35,
// RX.3).
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { psql } from '../run/stack.mjs';
import { accountId, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { as, day, department, field, force, make, may, move, offers, show, unique } from '../run/acts.mjs';

const id = (rec) => `(SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}')`;
const set = (rec, columns) => psql(`SET session_replication_role = replica; UPDATE app.penalty SET ${columns} WHERE site_id = ${siteId()} AND record_id = ${id(rec)}`);
const status = async (name, rec) => (await (await as(name)).get(rec.path)).status;
const clockOnce = () => execFileSync(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF, '--once'], { stdio: 'pipe' });

async function evidence(name, rec) {
	const who = await as(name), page = await who.get(rec.path);
	const other = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'accepted' ORDER BY id LIMIT 1`);
	(await who.submit(page, { other, sort: 'evidence' }, { form: 'add-link' })).expect(200);
}
/** A penalty by ${author}, with its evidence, as a draft. */
async function drafted(author, values) {
	const rec = await make(author, 'penalties', { title: `未按方案执行 ${unique()}`, ground: 'process_skipped', article: '第十七条', facts: '未经评审直接发布版本', severity: 'general', ...values });
	await evidence(author, rec);
	return rec;
}
const onPerson = (login, values = {}) => ({ subject: 'person', person_id: accountId(login), liability: 'direct', measures: ['written_warning', 'performance_deduction'], points: '5', effect_months: '3', ...values });

/** The text is put to the vote, where that is a step of its own; then four approve. */
async function decide(author, rec, text, voters = ['chenlan', 'tangmin', 'songjie', 'luxiaofeng']) {
	if (await may(author, rec, 'put'))
		(await move(author, rec, 'put', { decision: text })).expect(200);
	for (const name of voters)
		(await move(name, rec, 'approve', { opinion: '同意处理' })).expect(200);
	assert.equal(stateOf(rec.number), 'decided');
}
/** Where serving asks for a text, ${text} is typed. */
async function serve(author, rec, on, text) {
	const typed = (await show(author, rec)).select('textarea[name=decision]').length > 0;
	return move(author, rec, 'serve', { served_on: on, ...(typed ? { decision: text } : {}) });
}

async function decided(login, values = {}) {
	const rec = await drafted('zhouyi', onPerson(login, values));
	(await move('zhouyi', rec, 'hear')).expect(200);
	(await move(login, rec, 'state', { statement: '当天环境不可用，已经补测。' })).expect(200);
	await decide('zhouyi', rec, '给予书面警告并扣减绩效分五分。');
	return rec;
}

test('G4 periods count from the day the portal recorded the service, or a later acknowledgement; the day typed is only told (R35.2)', async () => {
	const rec = await decided('wangqiang');
	set(rec, `decided_on = '${day(-14)}'`);
	(await serve('zhouyi', rec, day(1), '给予书面警告并扣减绩效分五分。')).expect(422);
	(await serve('zhouyi', rec, day(-20), '给予书面警告并扣减绩效分五分。')).expect(422);
	(await serve('zhouyi', rec, day(-14), '给予书面警告并扣减绩效分五分。')).expect(200, day(-14));
	assert.ok(field(rec, 'appeal_until', 'penalty') > day(4), `the time for an appeal is not over: ${field(rec, 'appeal_until', 'penalty')}`);
	assert.equal(field(rec, 'effect_from', 'penalty'), day(), 'it has no effect before it was served in the portal');
	assert.ok(!await may('zhouyi', rec, 'carry_out'), 'nor is it carried out before that');
	assert.ok(await inWork(await as('wangqiang'), rec.number), 'whom it concerns is asked to acknowledge it');
	set(rec, `served_recorded_on = '${day(-6)}', appeal_until = '${day(1)}'`);
	assert.ok(!await may('zhouyi', rec, 'acknowledge'), 'nobody else does');
	(await move('wangqiang', rec, 'acknowledge')).expect(200, '确认知悉');
	const until = field(rec, 'appeal_until', 'penalty');
	assert.ok(until > day(4), `the whole period from then on: ${until}`);
	assert.throws(() => psql(`UPDATE app.penalty SET appeal_until = '${day()}' WHERE site_id = ${siteId()} AND record_id = ${id(rec)}`), /does not get shorter/);
	(await move('wangqiang', rec, 'appeal', { reason: '情节轻微，已经补测' })).expect(200);
});

test('G4 being heard: an acknowledgement gives the whole period from then on, a shorter rule takes nothing away', async () => {
	const rec = await drafted('zhouyi', onPerson('liumei'));
	(await move('zhouyi', rec, 'hear')).expect(200);
	const told = field(rec, 'statement_until', 'penalty');
	assert.ok(told > day());
	set(rec, `statement_until = '${day()}'`);
	(await move('liumei', rec, 'acknowledge')).expect(200);
	assert.ok(field(rec, 'statement_until', 'penalty') >= told);
	assert.throws(() => psql(`UPDATE app.penalty SET statement_until = '${day()}' WHERE site_id = ${siteId()} AND record_id = ${id(rec)}`), /does not get shorter/);
});

test('G9 the decision is worded before the vote, is what is voted on, freezes, and is what is served and printed (R35.1)', async () => {
	const rec = await drafted('zhouyi', onPerson('wangqiang')), text = `扣减绩效分五分并书面警告 ${unique()}。`;
	(await move('zhouyi', rec, 'hear')).expect(200);
	(await move('wangqiang', rec, 'state', { statement: '当天环境不可用，已经补测。' })).expect(200);
	assert.equal(stateOf(rec.number), 'wording', 'a statement does not open the vote: first the decision is worded');
	(await move('zhouyi', rec, 'put', { decision: 'x' })).expect(422);
	(await move('zhouyi', rec, 'put', { decision: text })).expect(200);
	(await show('tangmin', rec)).expect(200, text);
	assert.equal((await (await as('zhouyi')).get(`${rec.path}/edit`)).status, 403, 'what is voted on is not edited');
	for (const name of ['chenlan', 'tangmin', 'songjie', 'luxiaofeng'])
		(await move(name, rec, 'approve', { opinion: '同意处理' })).expect(200);
	const page = await show('zhouyi', rec);
	assert.equal(page.select('textarea[name=decision]').length, 0, 'no text is typed after the vote');
	(await force('zhouyi', rec, 'serve', { served_on: day(), decision: '记过并罚款一千元。' })).expect(200);
	assert.equal(field(rec, 'decision', 'penalty'), text);
	(await (await as('wangqiang')).get(`${rec.path}/print`)).expect(200, text);
	for (const change of ["decision = '记过。'", "severity = 'minor'", 'points = 1', "measures = '{demerit}'", "facts = '另有事实。'"])
		assert.throws(() => psql(`UPDATE app.penalty SET ${change} WHERE site_id = ${siteId()} AND record_id = ${id(rec)}`), /does not change/, change);
});

test('G9 a citation is what the group approved, and what is announced (R34.1)', async () => {
	const rec = await make('wangqiang', 'rewards', { title: `按期上线 ${unique()}`, subject: 'department', subject_department_id: department('operations'), ground: 'on_plan', facts: '按计划完成上线工作' });
	await evidence('wangqiang', rec);
	const citation = `团结协作，按期完成上线任务，特此表扬 ${rec.number}。`;
	(await move('xuning', rec, 'propose', { type: 'commendation', proposal: '情况属实，建议表彰', citation })).expect(200);
	(await move('xuning', rec, 'submit')).expect(200);
	for (const name of ['guowei', 'tangmin', 'songjie', 'chenlan'])
		(await move(name, rec, 'approve', { opinion: '同意表彰' })).expect(200);
	assert.equal((await show('xuning', rec)).select('textarea[name=citation]').length, 0);
	(await force('maoyu', rec, 'carry_out', { carried_out: '已在例会上宣读', citation: '另一段文字，没有表决过。' })).expect(200);
	assert.equal(psql(`SELECT n.body FROM app.notice n WHERE n.site_id = ${siteId()} AND n.source_id = ${id(rec)}`), citation);
});

test('what was heard does not become a penalty of somebody else, and is heard again when it changes (section 3)', async () => {
	const rec = await drafted('zhouyi', onPerson('wangqiang')), zhou = await as('zhouyi');
	(await move('zhouyi', rec, 'hear')).expect(200);
	(await move('wangqiang', rec, 'state', { statement: '当天环境不可用，已经补测。' })).expect(200);
	assert.equal((await zhou.get(`${rec.path}/edit`)).status, 403, 'what they were heard about stays as it is');
	(await move('zhouyi', rec, 'revise', { reason: '采纳部分陈述意见' })).expect(200, '拟定中');
	const form = await zhou.get(`${rec.path}/edit`);
	(await zhou.submit(form, { person_id: accountId('liumei') })).expect(422, '另行提出');
	(await zhou.submit(form, { points: '2' })).expect(200);
	assert.ok(!await may('zhouyi', rec, 'put'), 'first they are heard again');
	(await move('zhouyi', rec, 'hear')).expect(200);
	assert.ok(await inWork(await as('wangqiang'), rec.number));
});

test('G17 a penalised department states, acknowledges and appeals by its head, and has no vote (R35.1, R35.2)', async () => {
	const rec = await drafted('zhouyi', { subject: 'department', subject_department_id: department('operations'), measures: ['notice_of_criticism', 'performance_deduction'], points: '6' });
	assert.equal(await status('hejun', rec), 404, 'a draft is not for whom it is about');
	(await move('zhouyi', rec, 'hear')).expect(200);
	assert.ok(!await may('zhouyi', rec, 'record_statement'), 'the proposer does not write their statement');
	const forced = await force('zhouyi', rec, 'record_statement', { statement: '对事实没有异议。' });
	assert.ok([403, 409].includes(forced.status), `nor past the buttons: ${forced.status}`);
	assert.ok(await inWork(await as('hejun'), rec.number), 'the head is asked');
	assert.equal(await status('gaofei', rec), 404, 'not everybody of the department sees it');
	assert.equal((await force('gaofei', rec, 'state', { statement: '由部门成员自行陈述。' })).status, 404, 'who merely belongs to the department does not speak for it');
	/* Nor does a member who sees it: the right to look is not the right to speak. */
	psql(`WITH made AS (INSERT INTO app.role (site_id, name) VALUES (${siteId()}, '阅览') RETURNING id),
		may AS (INSERT INTO app.role_permission (site_id, role_id, permission) SELECT ${siteId()}, id, 'restricted.view' FROM made)
		INSERT INTO app.member_role (site_id, account_id, role_id) SELECT ${siteId()}, ${accountId('gaofei')}, id FROM made`);
	assert.equal(await status('gaofei', rec), 200);
	assert.ok(!await may('gaofei', rec, 'state'));
	assert.equal((await force('gaofei', rec, 'state', { statement: '由部门成员自行陈述。' })).status, 403, 'who sees it does not speak for the department either');
	(await move('hejun', rec, 'state', { statement: '延误由供应商造成，已有会议记录。' })).expect(200);
	await decide('zhouyi', rec, '通报批评，扣减部门绩效分六分。', []).catch(() => {});
	assert.ok(!await may('hejun', rec, 'approve'), 'the head is of that department');
	for (const name of ['chenlan', 'tangmin', 'songjie', 'luxiaofeng'])
		(await move(name, rec, 'approve', { opinion: '同意处理' })).expect(200);
	(await serve('zhouyi', rec, day())).expect(200);
	(await move('hejun', rec, 'acknowledge')).expect(200);
	(await move('hejun', rec, 'appeal', { reason: '责任在供应商，有会议记录' })).expect(200);
	const number = psql(`SELECT r.number FROM app.appeal k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE k.site_id = ${siteId()} AND k.penalty_id = ${id(rec)}`);
	const appeal = { number, path: `/${site}/appeals/${number}` };
	(await move('chenlan', appeal, 'accept', { deciders: ['hejun', 'tangmin', 'songjie'].map(accountId) })).expect(422, '复核人员须为管理小组成员');
	(await move('chenlan', appeal, 'accept', { deciders: ['tangmin'].map(accountId) })).expect(422, '至少指定 3 人');
	(await move('chenlan', appeal, 'accept', { deciders: ['luxiaofeng', 'tangmin', 'songjie'].map(accountId) })).expect(200);
	for (const name of ['luxiaofeng', 'tangmin'])
		(await move(name, appeal, 'revoke', { reason: '责任认定不当' })).expect(200);
	assert.equal(stateOf(rec.number), 'revoked');
});

test('G17 the lead of a penalised department neither votes nor accepts its appeal (R35.1, R35.2)', async () => {
	// The deputy has to vote in the lead's stead, so somebody else proposes.
	psql(`WITH made AS (INSERT INTO app.role (site_id, name) VALUES (${siteId()}, '督查专员') RETURNING id),
		may AS (INSERT INTO app.role_permission (site_id, role_id, permission) SELECT ${siteId()}, id, 'incentive.propose' FROM made)
		INSERT INTO app.member_role (site_id, account_id, role_id) SELECT ${siteId()}, ${accountId('yangxue')}, id FROM made`);
	// A lead who belongs to a department and not to the management, which article 6 does not intend but nothing prevents.
	psql(`UPDATE app.membership SET department_id = ${department('business')} WHERE site_id = ${siteId()} AND account_id = ${accountId('chenlan')}`);
	const rec = await drafted('yangxue', { subject: 'department', subject_department_id: department('business'), measures: ['notice_of_criticism', 'performance_deduction'], points: '6' });
	(await move('yangxue', rec, 'hear')).expect(200);
	(await move('guowei', rec, 'state', { statement: '延误由供应商造成，已有会议记录。' })).expect(200);
	(await move('yangxue', rec, 'put', { decision: '通报批评，扣减部门绩效分六分。' })).expect(200);
	for (const name of ['chenlan', 'guowei', 'yangxue']) {
		assert.ok(!await may(name, rec, 'approve'), `${name} is of that department, or proposed the penalty`);
		assert.ok([403, 409].includes((await force(name, rec, 'approve', { opinion: '同意处理' })).status), `${name} does not get past the buttons`);
	}
	for (const name of ['zhouyi', 'tangmin', 'songjie', 'luxiaofeng'])
		(await move(name, rec, 'approve', { opinion: '同意处理' })).expect(200);
	assert.equal(stateOf(rec.number), 'decided');
	(await serve('yangxue', rec, day())).expect(200);
	(await move('guowei', rec, 'acknowledge')).expect(200);
	(await move('guowei', rec, 'appeal', { reason: '责任在供应商，有会议记录' })).expect(200);
	const number = psql(`SELECT r.number FROM app.appeal k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE k.site_id = ${siteId()} AND k.penalty_id = ${id(rec)}`);
	const appeal = { number, path: `/${site}/appeals/${number}` };
	for (const name of ['chenlan', 'yangxue']) {
		assert.ok(!await may(name, appeal, 'accept'), `${name} is concerned, or proposed the penalty`);
		const forced = await force(name, appeal, 'accept', { deciders: ['luxiaofeng', 'tangmin', 'songjie'].map(accountId) });
		assert.ok([403, 409].includes(forced.status), `${name} does not get past the buttons: ${forced.status}`);
	}
});

test('G17 what a supplier said is recorded by somebody else than who proposed the penalty', async () => {
	const rec = await drafted('zhouyi', { subject: 'supplier', supplier: '云帆科技', measures: ['contract_penalty'], contract_penalty: '8000' });
	(await move('zhouyi', rec, 'hear')).expect(200);
	assert.ok(!await may('zhouyi', rec, 'record_statement'));
	assert.ok(await inWork(await as('fangyuan'), rec.number), 'legal hears whom the portal does not know');
	(await move('fangyuan', rec, 'record_statement', { statement: '对方来函称交付受天气影响。' })).expect(200, '拟定决定');
	assert.ok(!await may('fangyuan', rec, 'put'), 'and does not word the decision');
});

test('G18 who is barred from awards gets none while that has effect; the number is for who sees the penalty (R33.1, R35.1)', async () => {
	const rec = await decided('shenbo', { measures: ['award_ineligibility'], points: '' });
	(await serve('zhouyi', rec, day(), '六个月内不得评优。')).expect(200);
	const reward = await make('wangqiang', 'rewards', { title: `及时报告 ${unique()}`, subject: 'person', person_id: accountId('shenbo'), ground: 'hazard_found', facts: '发现并及时报告隐患' });
	await evidence('wangqiang', reward);
	const proposal = { type: 'points', points: '6', proposal: '情况属实，建议奖励' };
	(await move('zhouyi', reward, 'propose', proposal)).expect(422, '取消了对方的评优资格', rec.number);
	(await move('xuning', reward, 'propose', proposal)).expect(422, '目前被取消评优资格').lacks(rec.number);
	assert.equal(stateOf(reward.number), 'nominated');
	set(rec, `effect_to = '${day(-1)}'`);
	(await move('xuning', reward, 'propose', proposal)).expect(200);
});

test('G5 what announces something comes from its record: nobody writes a penalty, a commendation or a launch by hand (R20.4)', async () => {
	const xu = await as('xuning'), form = await xu.get(`/${site}/notices/new`);
	const notice = (values) => ({ title: `通报 ${unique()}`, audience: 'all', body: '经研究决定，予以通报。', ...values });
	(await xu.submit(form, notice({ type: 'penalty' }))).expect(422, '不能手工编写');
	(await xu.submit(form, notice({ type: 'commendation' }))).expect(422, '不能手工编写');
	for (const type of ['launch', 'update', 'regulation'])
		(await xu.submit(form, notice({ type }))).expect(422, '来源记录');
	const penalty = psql(`SELECT r.number FROM app.record r WHERE r.site_id = ${siteId()} AND r.kind = 'penalty' AND r.visible = 1 ORDER BY id LIMIT 1`);
	(await (await as('zhouyi')).submit(await (await as('zhouyi')).get(`/${site}/notices/new`), notice({ type: 'penalty', source_id: penalty }))).expect(422, '不能手工编写');
	const launch = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'launch' AND state = 'closed' ORDER BY id LIMIT 1`);
	const early = await make('xuning', 'notices', notice({ type: 'launch', source_id: launch }));
	(await move('xuning', early, 'publish')).expect(422, '“上线”阶段');
	const about = await make('zhouyi', 'notices', notice({ type: 'general', source_id: penalty }));
	(await move('zhouyi', about, 'publish')).expect(422, '来源记录限制查看');
	assert.deepEqual(psql(`SELECT count(*) FROM app.notice k JOIN app.record n ON n.site_id = k.site_id AND n.id = k.record_id AND n.state = 'published'
		LEFT JOIN app.penalty p ON p.site_id = k.site_id AND p.record_id = k.source_id LEFT JOIN app.reward w ON w.site_id = k.site_id AND w.record_id = k.source_id
		WHERE k.type = 'penalty' AND k.body IS DISTINCT FROM p.decision OR k.type = 'commendation' AND k.body IS DISTINCT FROM w.citation`), '0', 'those that are there say what was decided');
});

test('G5 a record is announced once; who withdraws that says why, and those whose record it is are told (R20.4)', async () => {
	const [number, author] = psql(`SELECT r.number || ' ' || a.login FROM app.record r JOIN app.account a ON a.id = r.created_by WHERE r.site_id = ${siteId()} AND r.kind = 'change'
		AND r.state IN ('applied', 'closed') AND NOT EXISTS (SELECT FROM app.notice n WHERE n.site_id = r.site_id AND n.source_id = r.id) ORDER BY r.id LIMIT 1`).split(' ');
	const draft = () => make('xuning', 'notices', {}, `?source_id=${number}`), first = await draft(), second = await draft();
	(await move('xuning', first, 'publish')).expect(200);
	(await move('xuning', second, 'publish')).expect(422, '已经发布过同类通知');
	(await move('maoyu', first, 'withdraw', { reason: 'x' })).expect(422);
	(await move('maoyu', first, 'withdraw', { reason: '内容有误，更正后重发' })).expect(200);
	assert.equal(psql(`SELECT count(*) FROM app.notification n WHERE n.site_id = ${siteId()} AND n.record_id = ${id(first)} AND n.account_id = ${accountId(author)} AND n.detail ->> 'state' = 'withdrawn'`), '1');
	(await show('xuning', { path: `/${site}/changes/${number}` })).expect(200, '撤回了关于本记录的通知', '内容有误，更正后重发');
	(await move('xuning', second, 'publish')).expect(200);
});

test('a draft is not for whom it is about, whatever rights they hold (R35.3, section 3)', async () => {
	const rec = await drafted('xuning', onPerson('zhouyi'));
	assert.equal(await status('zhouyi', rec), 404, 'the head of the technical department sees what others are accused of, but not this');
	(await (await as('zhouyi')).get(`/${site}/penalties`)).expect(200).lacks(rec.number);
	assert.equal(await status('tangmin', rec), 404, 'it is the author\'s alone');
	(await move('xuning', rec, 'hear')).expect(200);
	assert.equal(await status('zhouyi', rec), 200, 'being heard begins with seeing it');
	assert.ok(await inWork(await as('zhouyi'), rec.number));
});

test('finance sees what it is to deduct when that is due, and not before (section 3)', async () => {
	const rec = await decided('qiuyan');
	(await serve('zhouyi', rec, day(), '给予书面警告并扣减绩效分五分。')).expect(200);
	clockOnce();
	assert.equal(await status('linhai', rec), 404, 'an appeal may still come');
	set(rec, `appeal_until = '${day(-1)}'`);
	clockOnce();
	assert.equal(await status('linhai', rec), 200);
	assert.ok(await inWork(await as('linhai'), rec.number));
	assert.equal(psql(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId()} AND record_id = ${id(rec)} AND account_id = ${accountId('linhai')}`), '1');
	(await move('linhai', rec, 'carry_out', { carried_out: '已从当月绩效中扣减' })).expect(200);
});

test('nobody is copied in on a penalty who does not see it already (section 3)', async () => {
	const rec = await decided('jianglei'), tang = await as('tangmin');
	const copy = async (login) => tang.submit(await tang.get(`${rec.path}?with=people`), { account: accountId(login) }, { form: 'copy-in' });
	(await copy('wangqiang')).expect(422, '看不到它');
	assert.equal(await status('wangqiang', rec), 404);
	(await copy('songjie')).expect(200);
});

test('what proves a penalty is more than a draft, and the article is named (section 3)', async () => {
	const zhou = await as('zhouyi'), form = await zhou.get(`/${site}/penalties/new`);
	const values = { title: `未按方案执行 ${unique()}`, ground: 'testing', facts: '未执行压力测试', severity: 'general', ...onPerson('wangqiang') };
	(await zhou.submit(form, { ...values, article: 'x' })).expect(422, '是哪一条');
	const rec = await make('zhouyi', 'penalties', { ...values, article: '第十八条' });
	const withdrawn = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'withdrawn' AND visible = 0 ORDER BY id LIMIT 1`);
	(await zhou.submit(await zhou.get(rec.path), { other: withdrawn, sort: 'evidence' }, { form: 'add-link' })).expect(200);
	assert.ok(!offers(await zhou.get(rec.path), 'hear'), 'what was withdrawn proves nothing');
	await evidence('zhouyi', rec);
	assert.ok(offers(await zhou.get(rec.path), 'hear'));
});
