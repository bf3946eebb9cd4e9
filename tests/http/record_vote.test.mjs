// SPDX-License-Identifier: ISC
// Goal: group approvals through the page: who may vote, once, with reasons, on the version shown; rounds stay readable; an edit or
// taking back ends a round; a delegate votes in another's name; restricted records are seen by their circle alone and each look is noted.
// Proves R6.1, R17.3, RX.3, RX.4, R35.3 (visibility).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, rows, psql } from '../run/stack.mjs';

const site = '/huadong';
const unique = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
const numberOf = (page) => page.path.match(/[A-Z]{3}-\d{4}-\d{4,}/)?.[0];
const tokenOf = (page) => page.form('comments').fields.find(([n]) => n === 'token')[1];
const siteId = () => rows("SELECT id FROM app.site WHERE slug = 'huadong'")[0].id;
const idOf = (user) => rows(`SELECT id FROM app.account WHERE login = '${user}'`)[0].id;

/** A change of an accepted requirement's goal, handed in by xuning and endorsed by zhouyi: it waits for the group. */
async function endorsed(xu, zhou, fields = {}) {
	const target = rows(`SELECT number FROM app.record r WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'accepted'
		AND created_by <> ${idOf('wangqiang')} AND submitted_by <> ${idOf('wangqiang')}
		AND NOT EXISTS (SELECT FROM app.change c JOIN app.record x ON x.site_id = c.site_id AND x.id = c.record_id WHERE c.site_id = r.site_id AND c.target_id = r.id AND x.closed_at IS NULL)
		ORDER BY random() LIMIT 1`)[0].number;
	const tech = rows(`SELECT id FROM app.department WHERE site_id = ${siteId()} AND function = 'tech'`)[0].id;
	const form = (await xu.get(`${site}/changes/new`)).expect(200);
	const page = await xu.submit(form, { title: `变更 ${unique()}`, target_id: target, department_id: String(tech), what: '说明，情况如上所述', why: '原因，情况如上所述',
		effect_schedule: '无，情况如上所述', effect_cost: '无，情况如上所述', effect_risk: '低，情况如上所述', ...fields });
	page.expect(200);
	const stated = (await xu.submit(await xu.get(`${page.path}/values/${target}`), { goal: `新的目标 ${numberOf(page)}` }, { button: '列入变更申请' })).expect(200, `新的目标 ${numberOf(page)}`);
	(await xu.submit(stated, {}, { button: 'move=submit' })).expect(200, '技术审核中');
	const seen = await zhou.get(page.path);
	(await zhou.submit(seen, { review_opinion: '可行，情况如上所述' }, { button: 'move=endorse' })).expect(200, '管理小组审批');
	return { path: page.path, number: numberOf(page), target };
}

const vote = async (who, change, choice, opinion = '') => who.submit(await who.get(change.path), { opinion }, { button: `move=${choice}` });

test('four of seven with the deputy among them approve; then exactly what was stated is written', async () => {
	const [xu, zhou, guo, tang, song, he, wang] = await Promise.all(['xuning', 'zhouyi', 'guowei', 'tangmin', 'songjie', 'chenlan', 'wangqiang'].map((u) => login(u)));
	const change = await endorsed(xu, zhou);
	assert.equal((await xu.get(change.path)).select('[name=move][value=approve]').length, 0, 'no ballot for who handed it in');
	assert.equal((await wang.get(change.path)).select('[name=move][value=approve]').length, 0, 'no ballot without the right');
	const token = tokenOf(await wang.get(change.path));
	assert.equal((await wang.post(`${change.path}/moves`, { token, key: unique(), move: 'approve', opinion: '' })).status, 403);
	assert.equal((await wang.post(`${change.path}/moves`, { token, key: unique(), move: 'approve', voter: String(idOf('guowei')) })).status, 403);
	(await vote(guo, change, 'approve', '同意')).expect(200, '还需其他成员表决', '已同意 1 票，需 4 票');
	const twice = await guo.post(`${change.path}/moves`, { token: tokenOf(await guo.get(change.path)), key: unique(), move: 'approve' });
	assert.equal(twice.status, 409, 'once each');
	(await vote(tang, change, 'approve')).expect(200);
	(await vote(song, change, 'approve')).expect(200, '还需其他成员表决');
	const page = await xu.get(change.path);
	assert.ok(page.text.includes('待表决') || page.select('.flow').length > 0);
	(await vote(he, change, 'approve', '抓紧')).expect(200, '审批通过', '待执行', '抓紧');
	const target = `${site}/requirements/${change.target}`;
	(await xu.get(target)).expect(200, '待执行', change.number);
	for (const who of [xu, zhou, wang])
		assert.equal((await who.get(`${target}/edit`)).status, 403);
	await xu.post(`${target}/edit`, { token: tokenOf(await xu.get(target)), key: unique(), version: '1', goal: '偷改目标', title: '偷改标题' });
	(await zhou.submit(await zhou.get(change.path), {}, { button: 'move=apply' })).expect(200, '已执行');
	(await xu.get(target)).expect(200, `新的目标 ${change.number}`, `依据 ${change.number}`);
	assert.equal(rows(`SELECT 1 FROM app.record WHERE title = '偷改标题'`).length, 0, 'no other field');
});

test('a refusal needs a reason; the lead\'s ends it; the round stays readable and another can follow', async () => {
	const [xu, zhou, chen, pan, guo] = await Promise.all(['xuning', 'zhouyi', 'chenlan', 'hejun', 'guowei'].map((u) => login(u)));
	const change = await endorsed(xu, zhou), first = await guo.get(change.path);
	const silent = await vote(pan, change, 'reject');
	silent.expect(422, '须填写理由');
	const long = await vote(pan, change, 'return', '字'.repeat(2001));
	long.expect(422);
	assert.equal(long.select('#vote-opinion')[0].children.join('').length >= 2001, true, 'nothing typed is lost');
	(await vote(chen, change, 'reject', '风险没有说清楚')).expect(200, '审批未通过', '起草中');
	const back = (await xu.get(change.path)).expect(200, '风险没有说清楚', '第 1 轮');
	(await xu.submit(back, {}, { button: 'move=submit' })).expect(200);
	(await zhou.submit(await zhou.get(change.path), { review_opinion: '已补充' }, { button: 'move=endorse' })).expect(200, '第 2 轮', '第 1 轮', '风险没有说清楚');
	const votes = rows(`SELECT a.round, a.outcome, v.choice FROM app.approval a LEFT JOIN app.vote v ON v.site_id = a.site_id AND v.approval_id = a.id
		JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id WHERE r.number = '${change.number}' AND r.site_id = ${siteId()} ORDER BY a.round`);
	assert.deepEqual(votes.map((v) => v.outcome), ['rejected', null]);
	(await guo.submit(first, { opinion: '同意' }, { button: 'move=approve' })).expect(409, '第 2 轮');
	assert.equal(rows(`SELECT 1 FROM app.vote v JOIN app.record r ON r.site_id = v.site_id AND r.id = v.record_id WHERE r.number = '${change.number}' AND choice = 'approve'`).length, 0, 'a vote of the first round is none in the second');
});

test('editing what is decided on cancels the round; votes on what was seen before do not count', async () => {
	const [xu, zhou, guo] = await Promise.all(['xuning', 'zhouyi', 'guowei'].map((u) => login(u)));
	const change = await endorsed(xu, zhou);
	const old = await guo.get(change.path);
	const form = (await xu.get(`${change.path}/edit`)).expect(200, '本轮审批及已投的票将作废');
	(await xu.submit(form, { what: '改了内容' })).expect(200, '已保存', '因内容修改而作废', '起草中');
	const late = await guo.submit(old, { opinion: '' }, { button: 'move=approve' });
	late.expect(409);
	assert.equal(rows(`SELECT 1 FROM app.vote v JOIN app.record r ON r.site_id = v.site_id AND r.id = v.record_id WHERE r.number = '${change.number}'`).length, 0);
});

test('taken back while nobody has voted, not after', async () => {
	const [xu, zhou, guo] = await Promise.all(['xuning', 'zhouyi', 'guowei'].map((u) => login(u)));
	const change = await endorsed(xu, zhou);
	(await xu.submit(await xu.get(change.path), {}, { button: 'move=take_back' })).expect(200, '已撤回', '起草中');
	const other = await endorsed(xu, zhou);
	await vote(guo, other, 'approve');
	const page = await xu.get(other.path);
	assert.equal(page.select('[value=take_back]').length, 0);
	assert.equal((await xu.post(`${other.path}/moves`, { token: tokenOf(page), key: unique(), move: 'take_back' })).status, 403);
});

test('a delegate votes in the absent member\'s name; both names are kept', async () => {
	const [xu, zhou, wang] = await Promise.all(['xuning', 'zhouyi', 'guowei'].map((u) => login(u)));
	const change = await endorsed(xu, zhou);
	const absent = idOf('luxiaofeng'), delegate = idOf('guowei');
	psql(`INSERT INTO app.delegation (site_id, account_id, delegate_id, starts_on, ends_on, reason, created_at)
		VALUES (${siteId()}, ${absent}, ${delegate}, current_date - 1, current_date + 1, '出差', now())`);
	try {
		const page = (await wang.get(change.path)).expect(200, '表决');
		const voted = await wang.submit(page, { opinion: '代为同意', voter: String(absent) }, { button: 'move=approve' });
		voted.expect(200, '还需其他成员表决', '代 陆晓峰', '郭伟');
		const event = rows(`SELECT e.actor_id, e.for_id FROM app.event e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id
			WHERE r.number = '${change.number}' AND e.action = 'approval.vote'`)[0];
		assert.deepEqual([event.actor_id, event.for_id], [delegate, absent]);
	} finally {
		psql(`UPDATE app.delegation SET ended_at = now() WHERE site_id = ${siteId()} AND delegate_id = ${delegate}`);
	}
});

test('a restricted record is seen by its circle, and each look is noted', async () => {
	const [wang, tang] = await Promise.all(['wangqiang', 'tangmin'].map((u) => login(u)));
	const penalty = rows(`SELECT r.id, r.number, r.title FROM app.record r WHERE r.site_id = ${siteId()} AND r.kind = 'penalty' AND r.visible = 1
		AND NOT EXISTS (SELECT FROM app.record_reader x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.account_id = ${idOf('wangqiang')}) ORDER BY r.id LIMIT 1`)[0];
	const looks = () => rows(`SELECT 1 FROM app.event WHERE site_id = ${siteId()} AND record_id = ${penalty.id} AND action = 'record.view' AND actor_id = ${idOf('tangmin')}`).length;
	const before = looks();
	for (const part of ['', '/history', '/print', '/versions/1', '/edit'])
		assert.equal((await wang.get(`${site}/penalties/${penalty.number}${part}`)).status, 404, part);
	(await wang.get(`${site}/penalties`)).expect(200).lacks(penalty.number);
	assert.ok(!(await wang.send('GET', `${site}/penalties.csv`)).body.toString().includes(penalty.number));
	(await tang.get(`${site}/penalties/${penalty.number}`)).expect(200, '限制查看');
	assert.equal(looks(), before + 1);
	(await tang.get(`${site}/penalties/${penalty.number}/print`)).expect(200);
	assert.equal(looks(), before + 2);
});
