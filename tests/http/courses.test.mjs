// SPDX-License-Identifier: ISC
// Goal: complete courses through the pages, each step taken by a person with the right: feedback, changes, rewards, penalties with
// appeals, disputes, notices. A ruling of the group appears on the record, points follow, official prints work, and nothing waits for
// people who may not decide. Proves R2.1, R6.1, R6.4, R10.1, R17.3, R33.1, R34.1, R35.1, R35.2, R35.3, RX.1, RX.3, RX.14.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { accountId, handIn, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { approve, as, day, department, make, move, numberOf, offers, state, unique } from '../run/acts.mjs';

const evidence = async (name, rec) => {
	const who = await as(name), page = await who.get(rec.path);
	const other = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'accepted' ORDER BY id LIMIT 1`);
	return who.submit(page, { other, sort: 'evidence' }, { form: 'add-link' });
};
/** How often somebody was told that a record came into a state. */
const told = (who, rec, state) => psql(`SELECT count(*) FROM app.notification n JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
	WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}' AND n.account_id = ${accountId(who)} AND n.detail ->> 'state' = '${state}'`);
const points = (who) => Number(psql(`SELECT COALESCE(sum(points), 0) FROM app.point WHERE site_id = ${siteId()} AND person_id = ${accountId(who)}`));

test('feedback becomes a requirement that keeps its origin, is answered, or dismissed with a reason', async () => {
	const text = `页面卡顿 ${unique()}`;
	const made = await make('wangqiang', 'feedbacks', { title: text, text: `${text}，每天上午都这样`, rating: '2', contact: '13700137000' });
	assert.ok(!offers(await (await as('wangqiang')).get(made.path), 'convert'), 'its sender does not handle it');
	(await (await as('gaofei')).get(made.path)).expect(200, '13700137000');
	(await (await as('liumei')).get(made.path)).expect(200).lacks('13700137000');
	const kept = psql(`SELECT count(*) FROM app.record_version v JOIN app.record r ON r.site_id = v.site_id AND r.id = v.record_id
		WHERE r.site_id = ${siteId()} AND r.number = '${made.number}' AND v.fields::text LIKE '%13700137000%'`);
	assert.equal(kept, '0', 'a contact can be forgotten: it stands in no version');
	const done = (await move('gaofei', made, 'convert')).expect(200, '已转为需求');
	const requirement = done.links.find((l) => /\/requirements\/REQ-/.test(l.href)).href;
	const draft = (await (await as('gaofei')).get(requirement)).expect(200, text, '草稿', made.number);
	assert.ok(draft.text.includes('业务反馈') || draft.text.includes('业务部门反馈'), 'from staff, so the channel is business feedback');
	const again = await make('wangqiang', 'feedbacks', { title: `再问 ${unique()}`, text: '在哪里导出？' });
	(await move('gaofei', again, 'answer', { answer: '列表右上角可以导出。' })).expect(200, '列表右上角可以导出。');
	(await (await as('wangqiang')).get(again.path)).expect(200, '列表右上角可以导出。');
	const noise = await make('wangqiang', 'feedbacks', { title: `测试 ${unique()}`, text: '测试，情况如上所述' });
	(await move('gaofei', noise, 'dismiss', { reason: '' })).expect(422);
	(await move('gaofei', noise, 'dismiss', { reason: '无实际内容' })).expect(200, '无实际内容');
});

test('a change comes from the department that owns its target, from somebody of it, and by its author alone', async () => {
	const target = await handIn(await as('liumei'), `需求 ${unique()}`, { values: { department_id: department('business') } });
	psql(`UPDATE app.record SET state = 'accepted' WHERE site_id = ${siteId()} AND number = '${target}'`);
	const fields = { target_id: target, what: '说明，情况如上所述', why: '原因，情况如上所述', effect_schedule: '无，情况如上所述', effect_cost: '无，情况如上所述', effect_risk: '低，情况如上所述' };
	const stranger = await make('yangxue', 'changes', { title: `他部门 ${unique()}`, department_id: department('tech'), ...fields });
	const page = await (await as('yangxue')).get(stranger.path);
	page.expect(200, '提出人属于提出部门');
	assert.ok(!offers(page, 'submit'), 'not in the name of a department that is not theirs');
	const own = await make('wangqiang', 'changes', { title: `本部门 ${unique()}`, department_id: department('business'), ...fields });
	(await state('wangqiang', own, { goal: `变更后的目标 ${own.number}` })).expect(200, `变更后的目标 ${own.number}`);
	assert.equal((await (await as('yangxue')).get(`${own.path}/values/${target}`)).status, 403, 'nobody else says what it states');
	assert.ok(!offers(await (await as('yangxue')).get(own.path), 'submit'), 'nobody hands in another\'s draft');
	(await move('wangqiang', own, 'submit')).expect(200, '技术审核中');
	(await move('xuning', own, 'return', { reason: '请补充测量方法' })).expect(200, '起草中');
	(await move('wangqiang', own, 'submit')).expect(200);
	(await move('wangqiang', own, 'take_back')).expect(200, '起草中');
	(await move('wangqiang', own, 'submit')).expect(200);
	(await move('xuning', own, 'endorse', { review_opinion: '可行，情况如上所述' })).expect(200, '管理小组');
	const wang = await as('wangqiang');
	(await wang.submit(await wang.get(own.path), {}, { form: 'urge' })).expect(200, '催办提醒');
	(await wang.get(own.path)).expect(200, '今天已催办');
	await approve(own);
	assert.equal(stateOf(own.number), 'in_force');
	(await (await as('liumei')).get(`/${site}/requirements/${target}`)).expect(200, own.number);
	assert.ok(!offers(await wang.get(own.path), 'confirm'), 'its author does not confirm it');
	assert.ok(!offers(await (await as('maoyu')).get(own.path), 'confirm'), 'not before it was applied');
	(await move('xuning', own, 'apply')).expect(200, '已执行');
	(await (await as('liumei')).get(`/${site}/requirements/${target}`)).expect(200, `变更后的目标 ${own.number}`, `依据 ${own.number}`);
	(await move('maoyu', own, 'confirm', { plan_updated: '第二章已更新' })).expect(422, '没有文档受影响的，请说明理由');
	(await move('maoyu', own, 'confirm', { plan_updated: '第二章已更新', documents_updated: '需求说明不受影响' })).expect(200, '需求说明不受影响');
	assert.equal(stateOf(own.number), 'closed');
});

test('a reward: nominated, proposed, approved without whom it is about, carried out, its points booked', async () => {
	const made = await make('wangqiang', 'rewards', { title: `及时报告 ${unique()}`, subject: 'person', person_id: accountId('guowei'), ground: 'hazard_found', facts: '发现并报告隐患' });
	assert.ok(!offers(await (await as('xuning')).get(made.path), 'propose'), 'evidence is missing');
	(await evidence('wangqiang', made)).expect(200);
	(await move('xuning', made, 'propose', { type: 'points', points: '6', proposal: '属实，情况如上所述' })).expect(200, '属实');
	(await move('xuning', made, 'submit')).expect(200);
	const guo = await as('guowei');
	assert.ok(!await inWork(guo, made.number), 'not in the work of whom it is about');
	assert.ok(await inWork(await as('tangmin'), made.number), 'but in that of the others');
	assert.ok(!offers(await guo.get(made.path), 'approve'));
	const before = points('guowei');
	await approve(made, ['zhouyi', 'tangmin', 'songjie', 'luxiaofeng']);
	assert.equal(psql(`SELECT count(*) FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id WHERE r.number = '${made.number}' AND w.due IS NOT NULL`), '0', 'the day for the decision is not that for carrying it out');
	assert.equal(told('wangqiang', made, 'approved'), '1', 'whoever nominated is told how it ended, though another handed it in');
	(await move('linhai', made, 'carry_out', { carried_out: '已记入本月绩效' })).expect(200, '已记入本月绩效');
	assert.equal(points('guowei'), before + 6);
	const print = (await guo.get(`${made.path}/print`)).expect(200, '奖励决定', '〔20');
	assert.equal(print.select('article.notice').length, 1, 'an official notice');
});

test('nobody proposes, hands in, declines or carries out a reward for themselves, whatever rights they hold (R34.1, RX.3)', async () => {
	const reward = (who) => make('wangqiang', 'rewards', { title: `自己的奖励 ${unique()}`, subject: 'person', person_id: accountId(who), ground: 'suggestion', facts: '提出建议' });
	const own = await reward('xuning');
	(await evidence('wangqiang', own)).expect(200);
	const page = await (await as('xuning')).get(own.path);
	assert.deepEqual(['propose', 'decline'].filter((verb) => offers(page, verb)), [], 'it holds the right, and it is about them');
	assert.ok(!await inWork(await as('xuning'), own.number), 'nor does it wait for them');
	const xu = await as('xuning'), form = page.forms.find((f) => f.fields.some(([name]) => name === 'token'));
	const sent = await xu.post(`${own.path}/moves`, { token: form.fields.find(([name]) => name === 'token')[1], move: 'propose', type: 'points', points: '5', proposal: '属实，情况如上所述' });
	assert.equal(sent.status, 403, 'nor by a form of their own making');
	const other = await reward('zhouyi');
	(await evidence('wangqiang', other)).expect(200);
	(await move('xuning', other, 'propose', { type: 'points', points: '5', proposal: '属实，情况如上所述' })).expect(200);
	(await move('xuning', other, 'submit')).expect(200);
	await approve(other);
	assert.ok(!offers(await (await as('zhouyi')).get(other.path), 'carry_out'), 'zhouyi carries out rewards, but not this one');
	assert.ok(!await inWork(await as('zhouyi'), other.number));
	const before = points('zhouyi');
	(await move('linhai', other, 'carry_out', { carried_out: '已记入' })).expect(200);
	assert.equal(points('zhouyi'), before + 5);
	assert.equal(told('wangqiang', other, 'carried_out'), '1');
});

test('a commendation is published to all when it is carried out', async () => {
	const made = await make('wangqiang', 'rewards', { title: `表彰 ${unique()}`, subject: 'department', subject_department_id: department('operations'), ground: 'suggestion', facts: '提出有效建议' });
	(await evidence('wangqiang', made)).expect(200);
	(await move('xuning', made, 'propose', { type: 'commendation', proposal: '同意表彰', citation: '' })).expect(422);
	(await move('xuning', made, 'propose', { type: 'commendation', proposal: '同意表彰', citation: `特此通报表彰 ${made.number}` })).expect(200);
	(await move('xuning', made, 'submit')).expect(200);
	await approve(made);
	(await move('zhouyi', made, 'carry_out', { carried_out: '已通报' })).expect(200);
	const notice = psql(`SELECT n.number FROM app.reward k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		JOIN app.record n ON n.site_id = k.site_id AND n.id = k.notice_id WHERE r.site_id = ${siteId()} AND r.number = '${made.number}'`);
	(await (await as('wangqiang')).get(`/${site}/notices/${notice}`)).expect(200, `特此通报表彰 ${made.number}`);
});

const appealDays = psql(`SELECT COALESCE((SELECT value FROM app.rule WHERE site_id = ${siteId()} AND key = 'appeal_days'), '5')`);

/** A penalty on wangqiang, drafted by zhouyi, up to the decision served today. */
async function served(measures = ['written_warning', 'performance_deduction']) {
	const made = await make('zhouyi', 'penalties', { title: `未按方案测试 ${unique()}`, subject: 'person', person_id: accountId('wangqiang'), ground: 'testing', article: '第十八条',
		facts: '未执行压力测试', severity: 'general', liability: 'direct', measures, points: measures.includes('performance_deduction') ? '8' : '', effect_months: '3' });
	assert.equal((await (await as('wangqiang')).get(made.path)).status, 404, 'a draft is not for the person concerned');
	(await evidence('zhouyi', made)).expect(200);
	(await move('zhouyi', made, 'hear')).expect(200, '听取陈述');
	assert.ok(await inWork(await as('wangqiang'), made.number));
	(await move('wangqiang', made, 'state', { statement: '当天环境不可用，已补测。' })).expect(200);
	(await move('zhouyi', made, 'put', { decision: '给予书面警告并扣减绩效分。' })).expect(200, '给予书面警告');
	await approve(made, ['hejun', 'tangmin', 'songjie', 'chenlan']);
	// What is served cannot know yet until when one may appeal.
	(await (await as('zhouyi')).get(`${made.path}/print`)).expect(200, `可自送达之日起${appealDays}个工作日内`).lacks('申诉截止日期');
	(await move('zhouyi', made, 'serve', { served_on: day() })).expect(200, '给予书面警告');
	return made;
}

test('a penalty: heard, decided, served, appealed; changed by those who did not propose it, and the points follow', async () => {
	const made = await served(), who = await as('wangqiang');
	const print = (await who.get(`${made.path}/print`)).expect(200, '处罚决定书', '王强：', '可在上述申诉截止日期前');
	assert.equal(print.select('article.notice').length, 1);
	assert.ok(!print.text.includes('月工资'));
	assert.deepEqual((await who.get(made.path)).texts('.stepper li .text').map((t) => t.replace(/ ?\(.*\)/, '')), ['拟定中', '听取陈述', '拟定决定', '管理小组审批中', '已决定', '已执行'], 'the straight way alone');
	const linhai = await as('linhai');
	assert.equal((await linhai.get(made.path)).status, 404, 'a right to carry out is no right to see');
	assert.equal(psql(`SELECT count(*) FROM app.notification n JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
		WHERE r.site_id = ${siteId()} AND r.number = '${made.number}' AND n.account_id = ${accountId('linhai')}`), '0', 'nor are they told of it');
	(await move('wangqiang', made, 'appeal', { reason: '情节轻微' })).expect(200);
	const number = psql(`SELECT r.number FROM app.appeal k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id JOIN app.record p ON p.site_id = k.site_id AND p.id = k.penalty_id
		WHERE r.site_id = ${siteId()} AND p.number = '${made.number}'`);
	const appeal = { number, path: `/${site}/appeals/${number}` };
	const three = ['hejun', 'luxiaofeng', 'songjie'].map(accountId), change = { new_measures: ['verbal_warning'], new_decision: '改为口头警告。' };
	(await move('chenlan', appeal, 'accept', { deciders: [accountId('zhouyi'), ...three] })).expect(422);
	(await move('chenlan', appeal, 'accept', { deciders: three.slice(1) })).expect(422, '至少指定 3 人');
	(await move('chenlan', appeal, 'accept', { deciders: three, ...change, new_measures: ['demerit'] })).expect(422, '不得加重');
	(await move('chenlan', appeal, 'accept', { deciders: three, new_decision: change.new_decision, new_points: '8' })).expect(422);
	(await move('chenlan', appeal, 'accept', { deciders: three, ...change })).expect(200);
	assert.ok(!offers(await (await as('tangmin')).get(appeal.path), 'uphold'), 'not assigned');
	assert.ok(!offers((await (await as('zhouyi')).get(made.path)).expect(200, '请等待申诉期届满'), 'carry_out'), 'an appeal puts it off, and the page says so');
	(await move('hejun', appeal, 'change', { reason: '已经补测' })).expect(200, '复核中');
	(await move('luxiaofeng', appeal, 'change', { reason: '同意改轻' })).expect(200, '变更处罚');
	const before = points('wangqiang');
	(await move('zhouyi', made, 'carry_out', { carried_out: '已谈话提醒' })).expect(200, '改为口头警告。', '口头警告');
	assert.equal(points('wangqiang'), before, 'no points are deducted any more');
});

test('a decision on a person is copied to their department; a department is addressed itself, and a supplier has none', async () => {
	const made = await served(['written_warning']), print = async () => (await (await as('zhouyi')).get(`${made.path}/print`)).expect(200, '处罚决定书');
	const about = (set) => psql(`SET session_replication_role = replica; UPDATE app.penalty SET ${set} WHERE site_id = ${siteId()}
		AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${made.number}')`);
	assert.deepEqual((await print()).texts('.notice-copies p').slice(0, -1), ['抄送：当事人所在部门。']);
	about(`subject = 'supplier', person_id = NULL, supplier = '华星软件'`);
	assert.deepEqual((await print()).expect(200, '华星软件：').texts('.notice-copies p').slice(0, -1), []);
	about(`subject = 'department', supplier = '', subject_department_id = ${department('operations')}`);
	(await print()).lacks('抄送');
});

test('a penalty that was revoked says so, on paper too', async () => {
	const made = await served();
	(await move('wangqiang', made, 'appeal', { reason: '事实不清' })).expect(200);
	const number = psql(`SELECT max(r.number) FROM app.appeal k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE r.site_id = ${siteId()} AND r.title = (SELECT title FROM app.record WHERE site_id = ${siteId()} AND number = '${made.number}')`);
	const appeal = { number, path: `/${site}/appeals/${number}` };
	(await move('chenlan', appeal, 'accept', { deciders: [accountId('tangmin'), accountId('hejun'), accountId('songjie')] })).expect(200);
	(await move('tangmin', appeal, 'revoke', { reason: '证据不足' })).expect(200);
	(await move('hejun', appeal, 'revoke', { reason: '证据不足' })).expect(200);
	assert.equal(stateOf(made.number), 'revoked');
	(await (await as('wangqiang')).get(`${made.path}/print`)).expect(200, '本件已失效');
});

test('a dismissal proposal waits for the opinion of the union, uploaded in its place', async () => {
	const made = await make('zhouyi', 'penalties', { title: `严重违规 ${unique()}`, subject: 'person', person_id: accountId('wangqiang'), ground: 'leak', article: '第三十五条',
		facts: '泄露客户资料', severity: 'especially_serious', liability: 'direct', measures: ['dismissal_proposal'] });
	(await evidence('zhouyi', made)).expect(200);
	const zhou = await as('zhouyi'), page = await zhou.get(made.path);
	assert.ok(!offers(page, 'hear'));
	const file = new File(['%PDF-1.4\n%工会意见\n'], '工会意见.pdf', { type: 'application/pdf' });
	(await zhou.submit(page, { union_notice: file }, { form: 'add-files' })).expect(200, '工会意见.pdf');
	assert.equal(psql(`SELECT f.field FROM app.file f JOIN app.record r ON r.site_id = f.site_id AND r.id = f.record_id WHERE r.site_id = ${siteId()} AND r.number = '${made.number}'`), 'union_notice');
	assert.ok(offers(await zhou.get(made.path), 'hear'));
	(await move('zhouyi', made, 'discard', { reason: '仅为演练' })).expect(200);
});

test('any record can be put before the group; the ruling stands on it and in its history', async () => {
	const target = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'accepted' ORDER BY id DESC LIMIT 1`);
	const wang = await as('wangqiang'), about = await wang.get(`/${site}/requirements/${target}`);
	const url = about.links.find((l) => l.text.includes('提请管理小组裁决')).href;
	const form = (await wang.get(url)).expect(200);
	assert.equal(form.form().fields.find(([n]) => n === 'about_id')[1], target, 'the record is filled in');
	const page = await wang.submit(form, { title: `归属争议 ${unique()}`, question: '由哪个部门负责？', positions: '业务部与运营部意见不一' });
	const made = { path: page.path.replace(/[?#].*/, ''), number: numberOf(page) };
	(await wang.get(about.path)).expect(200, '已提请管理小组裁决', made.number);
	assert.ok(!offers(await (await as('guowei')).get(made.path), 'propose'), 'only the lead or the deputy words a ruling');
	(await move('zhouyi', made, 'propose', { ruling: '由业务部负责，运营部配合。' })).expect(200, '管理小组表决中');
	(await move('guowei', made, 'approve')).expect(200);
	(await move('chenlan', made, 'reject', { opinion: '请写明期限' })).expect(200, '待拟裁决');
	(await move('zhouyi', made, 'propose', { ruling: '由业务部负责，本月底前完成。' })).expect(200, '第 2 轮');
	assert.ok(!offers(await (await as('zhouyi')).get(made.path), 'approve'), 'who worded it has no vote');
	await approve(made);
	assert.equal(stateOf(made.number), 'ruled');
	(await wang.get(about.path)).expect(200, '管理小组裁决：由业务部负责，本月底前完成。', '管理小组作出裁决');
	assert.notEqual(psql(`SELECT count(*) FROM app.notification n JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id WHERE r.site_id = ${siteId()} AND r.number = '${made.number}' AND n.account_id = ${accountId('wangqiang')}`), '0');
});

test('a question may be about a record of any kind there is (R6.4)', async () => {
	const wang = await as('zhouyi');
	const kinds = psql(`SELECT DISTINCT ON (kind) kind || ' ' || number FROM app.record WHERE site_id = ${siteId()} AND visible = 0 ORDER BY kind, id`).split('\n');
	assert.ok(kinds.length > 7, 'the demo has records of many kinds');
	for (const [kind, number] of kinds.map((line) => line.split(' '))) {
		const page = await wang.submit(await wang.get(`/${site}/escalations/new`), { title: `争议 ${kind} ${unique()}`, about_id: number, question: '如何处理？' });
		page.expect(200, number);
		assert.ok(numberOf(page), `about a ${kind}`);
	}
	(await wang.submit(await wang.get(`/${site}/escalations/new`), { title: 'x', about_id: 'REQ-1999-9999', question: 'y as described' })).expect(422);
});

test('a question about a restricted record is as restricted as that record', async () => {
	const penalty = psql(`SELECT r.number FROM app.record r JOIN app.penalty k ON k.site_id = r.site_id AND k.record_id = r.id
		WHERE r.site_id = ${siteId()} AND r.state IN ('decided', 'carried_out') AND k.person_id IS NOT NULL AND k.person_id <> ${accountId('liumei')} ORDER BY r.id LIMIT 1`);
	const made = await make('guowei', 'escalations', { title: `适用条款争议 ${unique()}`, about_id: penalty, question: '应适用哪一条？' });
	assert.equal((await (await as('liumei')).get(made.path)).status, 404);
	(await (await as('tangmin')).get(made.path)).expect(200);
	(await move('zhouyi', made, 'propose', { ruling: '适用第三十五条。' })).expect(200);
	await approve(made, ['hejun', 'tangmin', 'songjie', 'chenlan']);
	assert.equal(stateOf(made.number), 'ruled');
	assert.equal((await (await as('liumei')).get(made.path)).status, 404, 'nor after it was ruled on');
	const refused = await (await as('liumei')).get(`/${site}/escalations/new`);
	(await (await as('liumei')).submit(refused, { title: 'x', about_id: penalty, question: 'y as described' })).expect(422);
});

test('a notice: who has read it is counted for who publishes notices, and for nobody else (R20.4)', async () => {
	const made = await make('zhouyi', 'notices', { title: `值班安排 ${unique()}`, type: 'general', audience: 'persons', persons: [accountId('wangqiang'), accountId('liumei')], body: '请各自到岗。' });
	// A draft is on paper what it is: nobody issued it.
	assert.equal((await (await as('zhouyi')).get(`${made.path}/print`)).expect(200, '草稿，未发布').lacks('印发').select('.notice-copies').length, 0);
	(await move('zhouyi', made, 'publish')).expect(200);
	assert.equal((await (await as('yangxue')).get(made.path)).status, 404, 'not for them');
	(await (await as('wangqiang')).get(made.path)).expect(200, /满足：\s*等待您确认阅读/).lacks('无需再次确认');
	(await move('wangqiang', made, 'read')).expect(200, '您已确认阅读，无需再次确认。');
	(await (await as('zhouyi')).get(made.path)).expect(200, '阅读确认情况', '已确认 1/2 人', '尚未确认');
	(await (await as('liumei')).get(made.path)).expect(200).lacks('阅读确认情况');
	const print = (await (await as('liumei')).get(`${made.path}/print`)).expect(200, '王强', '〔20', '年', '印发');
	assert.equal(print.select('article.notice .notice-number').length, 1);
	(await move('zhouyi', made, 'withdraw', { reason: '安排有变' })).expect(200, '安排有变');
	(await (await as('liumei')).get(`${made.path}/print`)).expect(200, '本件已失效');
});

test('a notice is withdrawn by a colleague of its author, who still sees what they did (R20.4)', async () => {
	const made = await make('zhouyi', 'notices', { title: `停机通知 ${unique()}`, type: 'general', audience: 'all', body: '今晚停机。' });
	(await move('zhouyi', made, 'publish')).expect(200);
	(await move('maoyu', made, 'withdraw', { reason: '改期，情况如上所述' })).expect(200, '改期');
	assert.equal(stateOf(made.number), 'withdrawn');
});

test('an empty list of what one may not see says so', async () => {
	const page = await (await as('yangxue')).get(`/${site}/appeals`);
	page.expect(200, '没有与您有关的记录', '只有当事人和有权办理');
});

test('a platform is chosen by its name', async () => {
	const form = await (await as('wangqiang')).get(`/${site}/requirements/new`);
	assert.ok(form.select('select[name=platform_id] option').length > 3);
});

test('issue 9, 1.3 the list of who has read a notice says where it ends (the last test: five hundred people more)', async () => {
	const made = await make('zhouyi', 'notices', { title: `全员通知 ${unique()}`, type: 'general', audience: 'all', body: '请全员知悉。' });
	(await move('zhouyi', made, 'publish')).expect(200, '阅读确认情况').lacks('仅显示前');
	psql(`INSERT INTO app.membership (site_id, account_id, created_at)
		SELECT ${siteId()}, app.account_add('reader-' || n, '读者' || n, '', '', now()), now() FROM generate_series(1, 500) n`);
	(await (await as('zhouyi')).get(made.path)).expect(200, /已确认 \d\/5\d\d 人 · 仅显示前 500 条。/);
});
