// SPDX-License-Identifier: ISC
// Goal: review meetings through the pages: nothing opens while a material or a department is missing, everyone votes for themselves
// and once, nobody on their own project; the chair declares the result of the vote; problems are rectified, verified by somebody else,
// and reviewed again in another meeting. Proves R19.1, R19.2; of RX.1 what waits for those invited.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql, rows } from '../run/stack.mjs';
import { accountId, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { as as who, ticket } from '../run/acts.mjs';
import { approvedDocument, launchIn } from '../run/staged.mjs';

const at = (number, more = '') => `/${site}/reviews/${number}${more}`;
const today = psql(`SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date`);
const later = psql(`SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date + 3`);
const people = ['guowei', 'tangmin', 'luxiaofeng', 'hejun'];
const entriesOf = (number, table) => rows(`SELECT k.* FROM app.${table} k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	WHERE r.site_id = ${siteId()} AND r.number = '${number}' AND k.removed_at IS NULL ORDER BY k.no`);

/** An act on an entry by its page; ${values} answer what it asks. */
async function act(name, number, sort, no, what, values = {}) {
	const c = await who(name), page = (await c.get(at(number, `/entries/${sort}/${no}`))).expect(200);
	return c.submit(page, values, { button: `act=${what}` });
}
const offers = (page, button) => page.forms.some((f) => f.buttons.some((b) => `${b.name}=${b.value}` === button));

/** Posted past the buttons, as no browser would. */
const force = async (name, path, fields) => (await who(name)).post(path, { ...await ticket(name), ...fields });

async function move(name, number, what, values = {}) {
	const c = await who(name), page = (await c.get(at(number))).expect(200);
	return c.submit(page, values, { button: `move=${what}` });
}
const forceMove = (name, number, what, values = {}) => force(name, at(number, '/moves'), { move: what, ...values });

async function add(name, number, sort, values) {
	const c = await who(name), page = (await c.get(at(number))).expect(200);
	return c.submit(page, values, { form: new RegExp(`/entries/${sort}$`) });
}

/** A meeting on ${launch}, prepared by Zhou Yi. */
async function prepared(launch, values = {}) {
	const zhou = await who('zhouyi'), form = await zhou.get(`/${site}/reviews/new?target_id=${launch}`);
	const page = await zhou.submit(form.expect(200), { held_on: today, held_at: '14:00', place: '三楼会议室', chair_id: accountId('chenlan'), ...values });
	return page.expect(200).path.match(/REV-\d{4}-\d+/)[0];
}

const launchOf = (number) => psql(`SELECT t.number FROM app.review k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id WHERE r.site_id = ${siteId()} AND r.number = '${number}'`);

/** Every document that is missing is written, approved and collected. */
async function fillMaterials(number) {
	for (const m of entriesOf(number, 'review_material').filter((row) => row.state === 'missing'))
		approvedDocument(launchOf(number), m.item);
	(await move('zhouyi', number, 'collect')).expect(200);
}

async function inviteAll(number, names = people) {
	for (const name of names)
		(await add('zhouyi', number, 'attendance', { account_id: accountId(name) })).expect(200);
}

async function opened(launch) {
	const number = await prepared(launch);
	await fillMaterials(number);
	await inviteAll(number);
	(await move('zhouyi', number, 'open')).expect(200, '评审中');
	return number;
}

async function allPresent(number) {
	for (const a of entriesOf(number, 'review_attendance').filter((row) => row.state === 'invited'))
		(await act('xuning', number, 'attendance', a.no, 'present')).expect(200);
}
const vote = (name, number, choice, opinion = '') => add(name, number, 'ballot', { choice, opinion });

test('R19.1 seven materials: what the project has is filled in, and nothing opens while one is missing', async () => {
	const launch = launchIn('review', { conclusion: '全部用例通过。', accepted: '符合业务需求。' });
	approvedDocument(launch, 'emergency_plan');
	approvedDocument(launch, 'launch_plan', 'draft');
	const number = await prepared(launch), have = Object.fromEntries(entriesOf(number, 'review_material').map((m) => [m.item, m.state]));
	assert.deepEqual(have, { development_completion: 'present', test_report: 'present', acceptance: 'present', emergency_plan: 'present',
		security_assessment: 'missing', launch_plan: 'missing', maintenance_plan: 'missing' });
	assert.equal(entriesOf(number, 'review_material').find((m) => m.item === 'acceptance').text, '符合业务需求。');
	await inviteAll(number);
	const zhou = await who('zhouyi'), page = (await zhou.get(at(number))).expect(200, '评审材料齐全', '未满足', '安全评估结果');
	assert.equal(offers(page, 'move=open'), false);
	(await forceMove('zhouyi', number, 'open')).expect(409, '请补齐');
	approvedDocument(launch, 'maintenance_plan');
	approvedDocument(launch, 'security_assessment');
	(await move('zhouyi', number, 'collect')).expect(200);
	assert.deepEqual(entriesOf(number, 'review_material').filter((m) => m.state === 'missing').map((m) => m.item), ['launch_plan']);
	(await forceMove('zhouyi', number, 'open')).expect(409, '请补齐');
	await fillMaterials(number);
	(await move('zhouyi', number, 'open')).expect(200, '评审中');
});

test('R19.1 G8 a material is an approved document of that type and of this project, and nothing that is only said', async () => {
	const launch = launchIn('review'), number = await prepared(launch);
	await fillMaterials(number);
	await inviteAll(number);
	const no = entriesOf(number, 'review_material').find((m) => m.item === 'security_assessment').no;
	(await act('zhouyi', number, 'material', no, 'remove')).expect(200);
	(await forceMove('zhouyi', number, 'open')).expect(409, '请补齐');
	const document = approvedDocument(launch, 'security_assessment', 'in_review'), zhou = await who('zhouyi');
	assert.equal((await force('zhouyi', at(number, '/entries/material'), { item: 'security_assessment', text: '安全评估已经做过了' })).status, 422, 'words are no material');
	for (const wrong of [document, launch, approvedDocument(launch, 'other'), approvedDocument(launchIn('review'), 'security_assessment')])
		(await add('zhouyi', number, 'material', { item: 'security_assessment', evidence_id: wrong })).expect(422, '类型相符且已审批');
	psql(`UPDATE app.record SET state = 'approved' WHERE site_id = ${siteId()} AND number = '${document}'`);
	(await add('zhouyi', number, 'material', { item: 'security_assessment', evidence_id: document })).expect(200);
	psql(`UPDATE app.record SET state = 'draft' WHERE site_id = ${siteId()} AND number = '${document}'`);
	(await forceMove('zhouyi', number, 'open')).expect(409, '有文档尚未批准');
	psql(`UPDATE app.record SET state = 'approved' WHERE site_id = ${siteId()} AND number = '${document}'`);
	(await move('zhouyi', number, 'open')).expect(200, '评审中');
	assert.equal((await zhou.get(at(number))).forms.some((f) => f.action.endsWith('/entries/material')), false, 'materials stand once it is open');
});

test('R19.1 group, business, marketing, legal and operations are invited, each once, and told', async () => {
	const number = await prepared(launchIn('review'));
	await fillMaterials(number);
	/* Who chairs is invited with the making of it: of the group, and of the management. */
	assert.deepEqual(entriesOf(number, 'review_attendance').map((a) => [String(a.account_id), a.function, a.in_group]), [[accountId('chenlan'), 'other', true]]);
	for (const [name, todo] of [['liumei', '请邀请业务部门'], ['zengrui', '请邀请市场部门'], ['fangyuan', '请邀请法务部门'], ['gaofei', '请邀请运营部门']]) {
		(await forceMove('zhouyi', number, 'open')).expect(409, todo);
		(await add('zhouyi', number, 'attendance', { account_id: accountId(name) })).expect(200);
		const told = psql(`SELECT count(*) FROM app.notification n JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
			WHERE r.number = '${number}' AND r.site_id = ${siteId()} AND n.account_id = ${accountId(name)} AND n.what = 'waiting'`);
		assert.equal(told, '1', name);
		assert.ok(await inWork(await who(name), number, '确认并出席评审会'));
	}
	(await add('zhouyi', number, 'attendance', { account_id: accountId('gaofei') })).expect(422, '已在邀请名单中');
	(await move('zhouyi', number, 'open')).expect(200, '评审中');
});

test('R19.1 a chair of the project itself does not chair', async () => {
	const launch = launchIn('review', { owner: 'maoyu' });
	for (const chair of ['maoyu', 'zhouyi']) {
		const number = await prepared(launch, { chair_id: accountId(chair) });
		await fillMaterials(number);
		await inviteAll(number, ['chenlan', ...people]);
		(await forceMove('zhouyi', number, 'open')).expect(409, '请更换');
	}
});

test('R19.1 one vote each, by oneself, not by the project nor by who prepared the meeting; it passes as the votes say', async () => {
	const launch = launchIn('review', { owner: 'maoyu' }), number = await prepared(launch);
	await fillMaterials(number);
	await inviteAll(number, [...people, 'maoyu', 'zhouyi']);
	(await move('zhouyi', number, 'open')).expect(200);
	for (const name of ['maoyu', 'zhouyi', 'xuning']) {
		const page = await (await who(name)).get(at(number));
		assert.equal(page.forms.some((f) => f.action.endsWith('/entries/ballot')), false, `${name} has no vote`);
		assert.equal((await force(name, at(number, '/entries/ballot'), { choice: 'pass' })).status, 403, name);
	}
	assert.ok(await inWork(await who('tangmin'), number));
	const decided = { decision: '同意该项目上线。' };
	assert.equal((await force('chenlan', at(number, '/entries/ballot'), { choice: 'pass' })).status, 403, 'nobody votes who was not there');
	(await force('maoyu', at(number, '/entries/attendance/1'), { act: 'present' })).expect(403, '项目负责人不能登记');
	(await force('maoyu', at(number, '/entries/attendance/6'), { act: 'present' })).expect(422, '不能登记到会情况');
	for (const no of [1, 2])
		(await act('xuning', number, 'attendance', no, 'present')).expect(200);
	(await act('tangmin', number, 'attendance', 3, 'present')).expect(200);
	(await vote('chenlan', number, 'pass')).expect(200, '表决');
	assert.equal((await force('chenlan', at(number, '/entries/ballot'), { choice: 'pass' })).status, 403, 'a second vote');
	(await vote('guowei', number, 'fail')).expect(422, '投反对票请写明理由');
	(await vote('guowei', number, 'fail', '备份没有演练过。')).expect(200);
	assert.equal((await force('chenlan', at(number, '/entries/ballot/1'), { choice: 'fail', opinion: '改成反对意见' })).status, 403, 'a vote stays');
	(await vote('tangmin', number, 'abstain')).expect(200);

	(await forceMove('chenlan', number, 'pass', decided)).expect(409, '请为每位受邀人员登记');
	for (const no of [4, 5, 6, 7])
		(await act('xuning', number, 'attendance', no, 'absent')).expect(200);
	assert.equal((await force('xuning', at(number, '/entries/attendance/1'), { act: 'absent' })).status, 422, 'who voted was there');
	for (const verb of ['pass', 'fail'])
		(await forceMove('chenlan', number, verb, decided)).expect(409, '到会人数没有超过');
	(await act('xuning', number, 'attendance', 5, 'present')).expect(200);
	(await forceMove('chenlan', number, 'pass', decided)).expect(409, '法务部门没有人到会');
	(await act('luxiaofeng', number, 'attendance', 4, 'present')).expect(200);
	(await forceMove('chenlan', number, 'pass', decided)).expect(409, '请尚未表决');
	(await vote('hejun', number, 'abstain')).expect(200);
	(await vote('luxiaofeng', number, 'pass', '合同齐备。')).expect(200);
	(await forceMove('chenlan', number, 'fail', decided)).expect(409, '主持人不能宣布不通过');
	assert.equal((await forceMove('zhouyi', number, 'pass', decided)).status, 403, 'only the chair');
	assert.equal((await forceMove('guowei', number, 'pass', decided)).status, 403, 'only the chair');
	(await move('chenlan', number, 'pass', decided)).expect(200, '评审通过', '同意该项目上线。', '备份没有演练过。');
	assert.equal(stateOf(number), 'passed');
	assert.equal((await force('maoyu', at(number, '/entries/question'), { text: '晚了，情况如上所述' })).status, 403);
});

test('R19.1 a meeting is not decided before its day', async () => {
	const number = await opened(launchIn('review'));
	const zhou = await who('zhouyi');
	(await zhou.submit(await zhou.get(at(number, '/edit')), { held_on: later })).expect(200);
	assert.equal((await zhou.get(at(number, '/edit'))).select('[name=chair_id]').length, 0, 'who chairs an open meeting stands');
	(await force('xuning', at(number, '/entries/attendance/1'), { act: 'present' })).expect(422, '会议日期未到');
	(await forceMove('chenlan', number, 'pass', { decision: '会议一致通过' })).expect(409, '会议日期未到');
	(await move('zhouyi', number, 'adjourn', { reason: '主持人临时出差' })).expect(200, '筹备');
	(await zhou.submit(await zhou.get(at(number, '/edit')), { held_on: psql(`SELECT '${today}'::date - 1`) })).expect(422, '日期不能早于');
});

test('R19.1 questions are asked for others too, and answered', async () => {
	const number = await opened(launchIn('review'));
	(await add('guowei', number, 'question', { text: '高峰期能扛多少坐席？' })).expect(200, '高峰期能扛多少坐席？');
	(await add('xuning', number, 'question', { asked_by: accountId('tangmin'), text: '宣传材料谁审？' })).expect(200);
	assert.deepEqual(entriesOf(number, 'review_question').map((q) => String(q.asked_by)), [accountId('guowei'), accountId('tangmin')]);
	(await act('xuning', number, 'question', 1, 'answer', { answer: '压测到三百坐席。' })).expect(200, '压测到三百坐席。', '已答复');
});

async function failed(launch) {
	const number = await opened(launch);
	await allPresent(number);
	for (const name of ['chenlan', ...people])
		(await vote(name, number, 'fail', '没有回退演练。')).expect(200);
	(await move('chenlan', number, 'fail', { decision: '补做回退演练后再评。' })).expect(200, '评审未通过');
	return number;
}

test('R19.2 what failed is rectified by those responsible, verified by others, and judged by the next meeting', async () => {
	const launch = launchIn('review', { owner: 'maoyu' }), number = await failed(launch);
	(await forceMove('zhouyi', number, 'rectify')).expect(409, '请逐个问题列出');
	(await add('zhouyi', number, 'item', { problem: '没有回退演练', measure: '', owner_id: accountId('xuning'), due: later })).expect(422);
	(await add('zhouyi', number, 'item', { problem: '没有回退演练', measure: '周三夜间演练一次', owner_id: accountId('xuning'), due: later })).expect(200);
	(await add('zhouyi', number, 'item', { problem: '值班表缺人', measure: '补两名值班人员', owner_id: accountId('maoyu'), due: later })).expect(200);
	(await move('zhouyi', number, 'rectify')).expect(200, '整改中');
	assert.equal((await force('zhouyi', at(number, '/entries/item'), { problem: 'x，情况如上所述', measure: 'x，情况如上所述', owner_id: accountId('maoyu'), due: later })).status, 403, 'the plan stands');
	assert.ok(await inWork(await who('xuning'), number, '完成整改事项'));
	(await forceMove('zhouyi', number, 'next_round')).expect(409, '还有整改事项');

	assert.equal((await force('zhouyi', at(number, '/entries/item/1'), { act: 'done', result: 'x，情况如上所述' })).status, 403, 'not theirs to do');
	(await act('xuning', number, 'item', 1, 'done', { result: '演练用时十二分钟。' })).expect(200, '待核验');
	const own = await (await who('xuning')).get(at(number, '/entries/item/1'));
	assert.equal(offers(own, 'act=verify'), false, 'nobody verifies their own');
	assert.equal((await force('xuning', at(number, '/entries/item/1'), { act: 'verify' })).status, 403);
	(await act('chenlan', number, 'item', 1, 'reopen', { objection: '没有附记录。' })).expect(200, '待整改');
	(await act('xuning', number, 'item', 1, 'done', { result: '记录已附。' })).expect(200);
	(await act('chenlan', number, 'item', 1, 'verify')).expect(200, '核验通过');
	(await forceMove('zhouyi', number, 'next_round')).expect(409, '还有整改事项');
	(await act('maoyu', number, 'item', 2, 'done', { result: '已补。，情况如上所述' })).expect(200);
	(await act('chenlan', number, 'item', 2, 'verify')).expect(200);

	(await move('zhouyi', number, 'next_round')).expect(200, '已整改，另行评审');
	const next = rows(`SELECT r.number, r.state, k.meeting, k.decision FROM app.review k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		JOIN app.record e ON e.site_id = k.site_id AND e.id = k.earlier_id WHERE e.number = '${number}' AND e.site_id = ${siteId()}`);
	assert.deepEqual(next.map((n) => [n.state, n.meeting, n.decision]), [['prepared', 2, '']]);
	const again = next[0].number;
	assert.deepEqual(entriesOf(again, 'review_attendance').map((a) => [String(a.account_id), a.state]).sort(), ['chenlan', ...people].map((n) => [accountId(n), 'invited']).sort());
	assert.deepEqual(entriesOf(again, 'review_ballot'), []);
	assert.equal(entriesOf(again, 'review_material').length, 7, 'materials are looked at anew');
	/* The first meeting reads as it was. */
	(await (await who('tangmin')).get(at(number))).expect(200, '补做回退演练后再评。', '没有回退演练。', again);
	(await (await who('tangmin')).get(at(number, '/entries/item/1'))).expect(200, '记录已附。');
	await fillMaterials(again);
	const zhou = await who('zhouyi');
	(await zhou.submit(await zhou.get(at(again, '/edit')), { held_on: today, held_at: '10:00' })).expect(200);
	(await move('zhouyi', again, 'open')).expect(200, '评审中');
});

test('R19.2 where the chair has left meanwhile, the next meeting begins without one', async (t) => {
	const number = await failed(launchIn('review')), member = `WHERE site_id = ${siteId()} AND account_id = ${accountId('chenlan')}`;
	(await add('zhouyi', number, 'item', { problem: '没有回退演练', measure: '周三夜间演练一次', owner_id: accountId('xuning'), due: later })).expect(200);
	(await move('zhouyi', number, 'rectify')).expect(200, '整改中');
	(await act('xuning', number, 'item', 1, 'done', { result: '演练用时十二分钟。' })).expect(200);
	(await act('chenlan', number, 'item', 1, 'verify')).expect(200, '核验通过');
	t.after(() => psql(`UPDATE app.membership SET left_at = NULL ${member}`));
	psql(`UPDATE app.membership SET left_at = now() ${member}`);
	(await move('zhouyi', number, 'next_round')).expect(200, '已整改，另行评审');
	assert.deepEqual(rows(`SELECT r.state, k.chair_id FROM app.review k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		JOIN app.record e ON e.site_id = k.site_id AND e.id = k.earlier_id WHERE e.number = '${number}' AND e.site_id = ${siteId()}`), [{ state: 'prepared', chair_id: null }]);
});

test('R19.2 no other meeting passes what is still to be rectified; a meeting of earlier tests decides nothing', async () => {
	const launch = launchIn('review'), number = await failed(launch), other = await prepared(launch);
	await fillMaterials(other);
	await inviteAll(other);
	(await forceMove('zhouyi', other, 'open')).expect(409, '请先完成本项目其他评审会');
	(await forceMove('zhouyi', number, 'drop', { reason: '不想整改' })).expect(409, '只有项目退回测试');
	for (const set of ['launch SET test_round = 2', 'launch_acceptance SET round = 2'])
		psql(`UPDATE app.${set} WHERE site_id = ${siteId()} AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${launch}')`);
	(await forceMove('zhouyi', other, 'open')).expect(409, '取消本次会议');
	(await move('zhouyi', number, 'drop', { reason: '退回重新测试' })).expect(200, '已取消');
	(await move('zhouyi', other, 'withdraw', { reason: '另行筹备' })).expect(200, '已取消');
	assert.equal((await opened(launch)).length > 0, true);
});

test('R19.1 votes cast at the same moment are all kept, and a vote cast twice is one', async () => {
	const number = await opened(launchIn('review'));
	await allPresent(number);
	const pages = await Promise.all(['chenlan', ...people].map(async (name) => [await who(name), await (await who(name)).get(at(number))]));
	const sent = await Promise.all(pages.flatMap(([c, page]) => [1, 2].map(() => c.submit(page, { choice: 'pass' }, { form: /\/entries\/ballot$/, follow: false }))));
	assert.ok(sent.every((p) => [303, 403, 409].includes(p.status)), sent.map((p) => p.status).join(' '));
	assert.equal(entriesOf(number, 'review_ballot').length, 5);
	assert.equal(new Set(entriesOf(number, 'review_ballot').map((b) => b.no)).size, 5);
	assert.deepEqual(rows(`SELECT k.to_vote FROM app.review k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE r.number = '${number}' AND r.site_id = ${siteId()}`)[0].to_vote, []);
});
