// SPDX-License-Identifier: ISC
// Goal: deciding in one look (issue 11, 2): the ballot shows what changed since the round before, asks for a reason only where a criterion is
// not met, says when a vote would end the round, leads to the next one, and one's own vote can be changed while the round is open: both are
// kept, the last one counts, by the same rules as a first one (R6.1, R16.1, RX.3).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, rows, psql } from '../run/stack.mjs';

const site = '/huadong', siteId = psql("SELECT id FROM app.site WHERE slug = 'huadong'");
const idOf = (user) => Number(psql(`SELECT id FROM app.account WHERE login = '${user}'`));
const people = new Map();
const as = async (user) => people.get(user) ?? people.set(user, await login(user)).get(user);
let serial = 0;

/** A change request that waits for the group, handed in by xuning. */
async function endorsed() {
	const xu = await as('xuning'), zhou = await as('zhouyi');
	const target = rows(`SELECT number FROM app.record r WHERE site_id = ${siteId} AND kind = 'requirement' AND state = 'accepted' AND created_by <> ${idOf('wangqiang')} AND submitted_by <> ${idOf('wangqiang')}
		AND NOT EXISTS (SELECT FROM app.change c JOIN app.record x ON x.site_id = c.site_id AND x.id = c.record_id WHERE c.site_id = r.site_id AND c.target_id = r.id AND x.closed_at IS NULL) ORDER BY r.id LIMIT 1`)[0].number;
	const tech = psql(`SELECT id FROM app.department WHERE site_id = ${siteId} AND function = 'tech'`);
	const page = await xu.submit(await xu.get(`${site}/changes/new`), { title: `改票 ${++serial}`, target_id: target, department_id: tech, what: '说明，情况如上所述', why: '原因，情况如上所述',
		effect_schedule: '无，情况如上所述', effect_cost: '无，情况如上所述', effect_risk: '低，情况如上所述' });
	const stated = await xu.submit(await xu.get(`${page.path}/values/${target}`), { goal: `新的目标 ${serial}` }, { button: '列入变更申请' });
	(await xu.submit(stated, {}, { button: 'move=submit' })).expect(200, '技术审核中');
	(await zhou.submit(await zhou.get(page.path), { review_opinion: '可行，情况如上所述' }, { button: 'move=endorse' })).expect(200, '管理小组审批');
	return page.path;
}
const numberOf = (path) => path.match(/[A-Z]{3}-\d{4}-\d+/)[0];
const recordOf = (path) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId} AND number = '${numberOf(path)}'`);
const stateOf = (path) => psql(`SELECT state FROM app.record WHERE site_id = ${siteId} AND number = '${numberOf(path)}'`);
const vote = async (user, path, choice, fields = {}) => (await as(user)).submit(await (await as(user)).get(path), { opinion: choice === 'approve' ? '' : '理由如上所述', ...fields }, { button: `move=${choice}` });
const kept = (path) => rows(`SELECT v.choice, (SELECT string_agg(b.choice, ' ' ORDER BY b.no) FROM app.vote_before b WHERE b.site_id = v.site_id AND b.approval_id = v.approval_id AND b.account_id = v.account_id) AS before
	FROM app.vote v WHERE v.site_id = ${siteId} AND v.record_id = ${recordOf(path)} ORDER BY v.account_id`);
const told = (path) => rows(`SELECT action, detail ->> 'choice' AS choice, detail ->> 'was' AS was FROM app.event WHERE site_id = ${siteId} AND record_id = ${recordOf(path)} AND action LIKE 'approval.vote%' ORDER BY seq`);

test('issue 11 one\'s own vote can be changed while the round is open: both stay, the last one counts', async () => {
	const path = await endorsed();
	(await vote('guowei', path, 'approve', { opinion: '先同意，情况如上所述' })).expect(200, '您已表决：同意', '改票', '已同意 1 票，需 4 票');
	const guo = await as('guowei'), page = await guo.get(path);
	const token = page.form('comments').fields.find(([n]) => n === 'token')[1];
	assert.equal((await guo.post(`${path}/moves`, { token, key: 'plain-second', move: 'reject', opinion: '理由如上所述' })).status, 409, 'a second ballot is no change');
	(await vote('guowei', path, 'reject', { opinion: '' })).expect(422, '须填写理由');
	assert.deepEqual(kept(path), [{ choice: 'approve', before: null }], 'a refused change changes nothing');
	const changed = (await vote('guowei', path, 'reject', { opinion: '风险没有写清楚' })).expect(200, '您已表决：不同意', '已同意 0 票，需 4 票', '风险没有写清楚', '先同意，情况如上所述', '后来改票，不计入');
	assert.ok(changed.text.includes('改票：不同意'), 'the history names it');
	assert.deepEqual(kept(path), [{ choice: 'reject', before: 'approve' }]);
	assert.deepEqual(told(path), [{ action: 'approval.vote', choice: 'approve', was: null }, { action: 'approval.vote_again', choice: 'reject', was: 'approve' }]);
	assert.ok(JSON.stringify(JSON.parse((await guo.send('GET', '/account/data.json')).body.toString())).includes('先同意，情况如上所述'), 'my data have both');
});

test('issue 11 a changed vote is judged as a new one: the fourth approval ends the round, and then nothing can be changed', async () => {
	const path = await endorsed();
	for (const user of ['chenlan', 'guowei', 'tangmin'])
		(await vote(user, path, 'approve')).expect(200);
	(await vote('hejun', path, 'reject')).expect(200, '还需其他成员表决');
	const page = await (await as('hejun')).get(path);
	assert.match(page.texts('[name=move][value=approve]')[0], /同意，本轮通过/);
	(await vote('hejun', path, 'approve')).expect(200, '审批通过', '待执行');
	assert.deepEqual(kept(path).map((v) => v.before).filter(Boolean), ['reject']);
	const late = await (await as('hejun')).submit(page, { opinion: '理由如上所述' }, { button: 'move=reject' });
	late.expect(409);
	assert.equal(stateOf(path), 'in_force');
	assert.throws(() => psql(`UPDATE app.vote SET choice = 'reject', opinion = 'x' WHERE record_id = ${recordOf(path)}`), /cannot be changed/, 'nor by SQL, whoever writes it');
});

test('issue 11 RX.3 nobody changes what is not theirs: no vote, a delegate\'s vote, a right that was lost', async () => {
	const path = await endorsed(), guo = await as('guowei'), token = async (who) => (await who.get(path)).form('comments').fields.find(([n]) => n === 'token')[1];
	const change = async (user, key) => (await as(user)).post(`${path}/moves`, { token: await token(await as(user)), key, again: '1', move: 'approve', opinion: '' });
	assert.equal((await change('guowei', 'none')).status, 403, 'there is no vote of theirs');
	assert.equal((await change('xuning', 'party')).status, 403, 'who handed it in');
	psql(`INSERT INTO app.delegation (site_id, account_id, delegate_id, starts_on, ends_on, reason, created_at) VALUES (${siteId}, ${idOf('luxiaofeng')}, ${idOf('guowei')}, current_date - 1, current_date + 1, '出差', now())`);
	try {
		(await guo.submit(await guo.get(path), { opinion: '代为同意', voter: String(idOf('luxiaofeng')) }, { button: 'move=approve' })).expect(200);
		assert.equal((await change('guowei', 'stood-in')).status, 403, 'what was cast for another stays');
		assert.equal((await change('luxiaofeng', 'cast-for')).status, 403, 'what a delegate cast stays');
		assert.equal((await (await as('luxiaofeng')).get(path)).select('[name=again]').length, 0);
	} finally {
		psql(`UPDATE app.delegation SET ended_at = now() WHERE site_id = ${siteId} AND delegate_id = ${idOf('guowei')}`);
	}
	(await vote('songjie', path, 'approve')).expect(200, '改票');
	const roles = `FROM app.member_role mr USING app.role r WHERE r.site_id = mr.site_id AND r.id = mr.role_id AND mr.site_id = ${siteId} AND mr.account_id = ${idOf('songjie')} AND r.key = 'group_member'`;
	const role = psql(`SELECT id FROM app.role WHERE site_id = ${siteId} AND key = 'group_member'`);
	psql(`DELETE ${roles}`);
	assert.equal((await change('songjie', 'lost')).status, 403, 'rights act at once');
	psql(`INSERT INTO app.member_role (site_id, account_id, role_id) VALUES (${siteId}, ${idOf('songjie')}, ${role})`);
	assert.equal(kept(path).filter((v) => v.before).length, 0);
});

test('issue 11 a button says when its vote would end the round, and only then', async () => {
	const path = await endorsed(), label = async (user, choice) => (await (await as(user)).get(path)).texts(`#ballot [name=move][value=${choice}]`)[0];
	assert.equal((await label('guowei', 'approve')).trim(), '同意');
	assert.equal((await label('guowei', 'return')).trim(), '退回修改', 'from a member it is a vote');
	assert.match(await label('chenlan', 'return'), /退回修改，本轮结束/, 'the lead returns at once');
	assert.match(await label('chenlan', 'reject'), /否决，本轮结束/, 'a refusal by the lead ends it');
	for (const user of ['guowei', 'hejun', 'songjie'])
		await vote(user, path, 'approve');
	assert.match(await label('chenlan', 'approve'), /同意，本轮通过/);
	assert.equal((await label('luxiaofeng', 'approve')).trim(), '同意', 'neither the lead nor the deputy is among them');
});

test('issue 11 the ballot shows what changed since the round before, and why that one failed', async () => {
	const path = await endorsed(), xu = await as('xuning'), zhou = await as('zhouyi');
	assert.equal((await (await as('guowei')).get(path)).select('#before').length, 0, 'there was none');
	await vote('chenlan', path, 'return', { opinion: '原因写得太简单' });
	await xu.submit(await xu.get(`${path}/edit`), { why: '原因：客户多次反映等待时间过长，情况如上所述' });
	(await xu.submit(await xu.get(path), {}, { button: 'move=submit' })).expect(200);
	(await zhou.submit(await zhou.get(path), { review_opinion: '已补充' }, { button: 'move=endorse' })).expect(200);
	const page = await (await as('guowei')).get(path), before = page.texts('#before')[0];
	for (const text of ['原因写得太简单', '陈岚', '第 1 轮', '变更理由', '客户多次反映等待时间过长', '未改动', '变更内容'])
		assert.ok(before.includes(text), text);
	assert.ok(page.select('#before ins').length > 0 && !before.slice(0, before.indexOf('未改动')).includes('变更内容'), 'what is the same is only named');
	assert.equal((await xu.get(path)).select('#before').length, 0, 'it belongs to the ballot');
});

test('issue 11 after a vote the next one is named with the number left, and leads on', async () => {
	const paths = [await endorsed(), await endorsed()];
	const page = await vote('luxiaofeng', paths[0], 'approve');
	assert.match(page.texts('.queue')[0], /下一件：.*还有 \d+ 件/s);
	assert.match(page.select('.queue a')[0].attrs.href, /^\/huadong\/[a-z_]+\/[A-Z]{3}-\d{4}-\d+\?next=1$/);
	assert.equal((await (await as('luxiaofeng')).get(paths[1])).select('.queue').length, 0, 'not without the way');
});

test('issue 11 R16.1 criteria: nothing is judged beforehand, a reason is asked for where one is not met, approving is refused then', async () => {
	const number = psql(`SELECT r.number FROM app.record r JOIN app.approval a ON a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL WHERE r.site_id = ${siteId} AND r.kind = 'launch' AND r.state = 'initiation' ORDER BY r.id LIMIT 1`), path = `${site}/launches/${number}`, names = ['feasibility', 'necessity', 'compliance', 'budget'];
	const user = ['guowei', 'tangmin', 'songjie', 'hejun'].find((u) => psql(`SELECT count(*) FROM app.vote v JOIN app.approval a ON a.site_id = v.site_id AND a.id = v.approval_id WHERE a.outcome IS NULL AND v.record_id = ${recordOf(path)} AND v.account_id = ${idOf(u)}`) === '0');
	const page = await (await as(user)).get(path), met = Object.fromEntries(names.map((n) => [n, 'met']));
	assert.equal(page.select('#ballot input[checked]').length, 0);
	assert.equal(page.select('#ballot fieldset.criterion').length, 4);
	(await vote(user, path, 'approve', { ...met, budget: 'not_met', budget_text: '报价偏高，缺少依据' })).expect(422, '同意的前提是各项均符合');
	(await vote(user, path, 'reject', { ...met, budget: 'not_met' })).expect(422, '请写明不符合的理由');
	(await vote(user, path, 'approve', { feasibility: 'met' })).expect(422);
	(await vote(user, path, 'approve', met)).expect(200, '您已表决：同意');
	(await vote(user, path, 'return', { budget: 'not_met', budget_text: '报价偏高，缺少依据', opinion: '请补充报价' })).expect(200, '报价偏高，缺少依据');
	assert.deepEqual(rows(`SELECT judgement FROM app.vote v JOIN app.approval a ON a.site_id = v.site_id AND a.id = v.approval_id WHERE v.record_id = ${recordOf(path)} AND v.account_id = ${idOf(user)} ORDER BY a.round DESC LIMIT 1`)[0].judgement,
		{ budget: { met: false, text: '报价偏高，缺少依据' } }, 'what a vote to return says of a criterion is kept');
});

test('issue 11 canned opinions: of the site by its administrators, of one\'s own by anybody; used where nothing is typed, and no reason where they say nothing', async () => {
	const admin = await as('sunli'), guo = await as('guowei'), list = (who) => rows(`SELECT text FROM app.saying WHERE site_id = ${siteId} AND account_id IS NOT DISTINCT FROM ${who} ORDER BY id`).map((r) => r.text);
	const add = async (who, fields) => who.submit(await who.get(`${site}/sayings`), fields, { form: 'sayings', button: '添加' });
	(await add(admin, { text: '请补充材料后再报', shared: '1' })).expect(200, '本站点的常用语', '请补充材料后再报');
	(await add(admin, { text: '请补充材料后再报', shared: '1' })).expect(422, '列表中已有这一条');
	const token = (await guo.get(`${site}/sayings`)).form('sayings').fields.find(([n]) => n === 'token')[1];
	assert.equal((await guo.post(`${site}/sayings`, { token, key: 'say-1', text: '大家都用', shared: '1' })).status, 403, 'what everyone is offered is the administrators\' matter');
	assert.equal((await guo.post(`${site}/sayings`, { token, key: 'say-2', remove: psql(`SELECT id FROM app.saying WHERE site_id = ${siteId} AND account_id IS NULL`) })).status, 404);
	(await add(guo, { text: 'x' })).expect(200);
	assert.deepEqual([list('NULL'), list(idOf('guowei'))], [['请补充材料后再报'], ['x']]);
	assert.equal(psql(`SELECT count(*) FROM app.event WHERE site_id = ${siteId} AND action = 'saying.add'`), '1', 'the history tells what the site offers');
	const path = await endorsed(), page = await guo.get(path);
	assert.deepEqual(page.texts('#ballot select[name=saying] option').slice(1), ['x', '请补充材料后再报']);
	assert.ok(!(await (await as('songjie')).get(path)).texts('#ballot select[name=saying] option').includes('x'), 'one\'s own are nobody else\'s');
	(await vote('guowei', path, 'reject', { opinion: '', saying: 'x' })).expect(422, '须填写理由');
	(await vote('guowei', path, 'reject', { opinion: '', saying: '请补充材料后再报', keep: '1' })).expect(200, '您已表决：不同意', '请补充材料后再报');
	(await vote('songjie', path, 'approve', { opinion: '同意，请控制好进度', saying: '请补充材料后再报', keep: '1' })).expect(200, '同意，请控制好进度');
	assert.deepEqual(list(idOf('songjie')), ['同意，请控制好进度'], 'what was typed goes first, and is kept');
	(await guo.submit(await guo.get(`${site}/sayings`), {}, { button: 'remove=' + psql(`SELECT id FROM app.saying WHERE site_id = ${siteId} AND account_id = ${idOf('guowei')} AND text = 'x'`) })).expect(200, '已删除');
	assert.deepEqual(list(idOf('guowei')), ['请补充材料后再报']);
	assert.equal(psql(`SET ROLE gatehouse_app; SELECT count(*) FROM app.saying`), '0', 'outside the site nobody sees any');
});
