// SPDX-License-Identifier: ISC
// Goal: anyone reports an incident; grave ones reach the management group at once and once; its page lists the approved emergency
// plans; its timeline cannot be changed; it is closed with cause, impact, plan and follow-ups by somebody other than the person who
// resolved it. Proves R2.1, R13.1, R20.3, R31.1, RX.1, RX.6.
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { accountId, handIn, site, siteId, someone, stateOf } from '../run/people.mjs';

const recordId = (number) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`);
const member = someone({ has: ['incident.report'], lacks: ['incident.handle', 'group.decide'] });
const handler = someone({ has: ['incident.handle', 'incident.close'], lacks: ['head.decide'] });
const closer = someone({ has: ['incident.close'], not: [handler] });
const developer = someone({ has: ['incident.handle'], lacks: ['incident.close'] });
const offers = (page, verb) => page.select(`[name=move][value=${verb}]`).length > 0;
const today = () => psql("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date");
const platform = () => psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
const group = () => Number(psql(`SELECT count(DISTINCT h.account_id) FROM app.role_permission p JOIN app.member_role h ON h.site_id = p.site_id AND h.role_id = p.role_id
	JOIN app.membership m ON m.site_id = h.site_id AND m.account_id = h.account_id AND m.left_at IS NULL WHERE p.site_id = ${siteId()} AND p.permission = 'group.decide'`));
const told = (number) => Number(psql(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId()} AND record_id = ${recordId(number)} AND what = 'alarm'`));

async function report(values = {}, by = member) {
	const who = await login(by), page = await who.get(`/${site}/platforms/${platform()}`);
	const url = page.links.find((l) => l.text === '报告突发事件').href;
	return who.submit((await who.get(url)).expect(200), { title: '登记页打不开', severity: '3', found_on: today(), found_at: '09:40', description: '上午起登记页一直转圈', ...values });
}
const numberOf = (page) => page.path.match(/INC-\d{4}-\d+/)?.[0];
async function move(by, number, verb, values = {}) {
	const who = await login(by);
	return who.submit(await who.get(`/${site}/incidents/${number}`), values, { button: `move=${verb}` });
}
async function force(by, number, verb, values = {}) {
	const who = await login(by), page = await who.get(`/${site}/incidents/${number}`);
	return who.post(`/${site}/incidents/${number}/moves`, { token: page.select('input[name=token]')[0].attrs.value, move: verb, ...values });
}
async function note(by, number, text, values = {}) {
	const who = await login(by);
	return who.submit(await who.get(`/${site}/incidents/${number}`), { happened_on: today(), happened_at: '09:45', text, ...values }, { form: 'entries/timeline' });
}
/** A document of this type, approved unless ${draft}; returns its number. */
async function document(type, title, { draft = false } = {}) {
	const who = await login(handler);
	const made = await who.submit(await who.get(`/${site}/documents/new`), { title, type, body: '一、响应流程；二、责任分工；三、处置措施；四、恢复流程',
		...(type === 'emergency_plan' ? { scenarios: ['operation_failure'], flow: '报告负责人', duties: '技术管理部处置。', measures: '先止损再定位。', recovery: '恢复后核对。' } : {}) });
	const path = made.expect(200, title).path.replace(/[?#].*/, '');
	if (!draft) {
		(await who.submit(made, {}, { button: 'move=submit' })).expect(200);
		const head = await login(someone({ has: ['document.approve', 'head.decide'] }));
		(await head.submit(await head.get(path), {}, { button: 'move=approve' })).expect(200);
	}
	return path.match(/DOC-\d{4}-\d+/)[0];
}
const closing = { cause: '连接池配置过小', impact: '约 200 名客户 40 分钟内无法登记' };

test('reported from its platform, contained, resolved, closed with cause, impact, timeline, plan and follow-up', async () => {
	const plan = await document('emergency_plan', '运行故障应急预案'), draft = await document('emergency_plan', '预案草稿', { draft: true }), other = await document('other', '会议纪要');
	const made = (await report()).expect(200, '处置中', '可用的应急预案', '运行故障应急预案', plan), number = numberOf(made);
	made.lacks(draft, other);
	(await (await login(member)).get(`/${site}/platforms/${platform()}`)).expect(200, number);
	assert.ok(!offers(made, 'contain'), 'who reports need not be who handles');
	(await force(member, number, 'contain', { containment: '重启，情况如上所述' })).expect(403);
	(await move(developer, number, 'contain', { containment: '重启并限流' })).expect(200, '已控制', '重启并限流');
	(await move(handler, number, 'resolve', { resolution: '扩大连接池' })).expect(200, '已解决');
	assert.ok(!offers(await (await login(closer)).get(`/${site}/incidents/${number}`), 'close'), 'not without a timeline');
	(await force(closer, number, 'close', { ...closing, plan_use: 'none', no_follow_up: '无，情况如上所述' })).expect(409, '请在时间线中补记');
	(await note(member, number, '发现打不开')).expect(200, '发现打不开');
	(await force(closer, number, 'close', { ...closing, plan_use: 'none', no_follow_up: '无，情况如上所述' })).expect(409);
	(await note(developer, number, '重启完成', { happened_at: '10:05' })).expect(200, '重启完成');
	const close = (values) => move(closer, number, 'close', { ...closing, no_follow_up: '已随版本修正', ...values });
	(await close({ cause: '', plan_use: 'used', plan_id: plan })).expect(422);
	(await close({ impact: '', plan_use: 'used', plan_id: plan })).expect(422);
	(await close({ plan_use: 'used', plan_id: '' })).expect(422);
	(await close({ plan_use: 'used', plan_id: other })).expect(422, '请选择适用于这个平台和情形');
	(await close({ plan_use: 'used', plan_id: draft })).expect(422, '请选择适用于这个平台和情形');
	(await close({ plan_use: 'used', plan_id: plan, no_follow_up: '' })).expect(422, '请先关联后续措施的记录');
	(await close({ plan_use: 'used', plan_id: plan })).expect(200, '已关闭', closing.cause, closing.impact, plan);
	assert.equal(stateOf(number), 'closed');
});

test('who ended it does not close it; what follows from it is a link', async () => {
	const number = numberOf(await report());
	(await move(handler, number, 'resolve', { resolution: '恢复了备份' })).expect(200, '已解决');
	for (const text of ['发现登录失败', '恢复了登记页'])
		(await note(handler, number, text)).expect(200, text);
	assert.ok(!offers(await (await login(handler)).get(`/${site}/incidents/${number}`), 'close'));
	assert.equal(psql(`SELECT ${accountId(handler)} = ANY (barred) FROM app.waiting WHERE site_id = ${siteId()} AND record_id = ${recordId(number)} AND action = 'close'`), 't');
	(await force(handler, number, 'close', { ...closing, plan_use: 'none', no_follow_up: '无，情况如上所述' })).expect(403);
	const who = await login(closer), followUp = await handIn(await login(member), '登记页要有缓存');
	(await who.submit(await who.get(`/${site}/incidents/${number}`), { other: followUp, sort: 'relates' }, { form: 'add-link' })).expect(200, followUp);
	(await move(closer, number, 'close', { ...closing, plan_use: 'none' })).expect(200, '已关闭', '未启动');
});

test('it flares up again, with a reason, and waits again', async () => {
	const number = numberOf(await report());
	(await move(handler, number, 'contain', { containment: '限流，情况如上所述' })).expect(200);
	(await move(developer, number, 'flare_up', { reason: '' })).expect(422);
	(await move(developer, number, 'flare_up', { reason: '限流后又出现' })).expect(200, '处置中', '限流后又出现');
	assert.equal(psql(`SELECT string_agg(action || ' ' || permission, ',') FROM app.waiting WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`), 'contain incident.handle');
});

test('severity 1 and 2 reach the whole management group at once, also when found grave later, and once', async () => {
	const grave = numberOf((await report({ severity: '2' })).expect(200, '通知管理小组日期'));
	assert.equal(told(grave), group());
	const number = numberOf(await report({ severity: '3' })), who = await login(handler);
	const edit = async (values) => who.submit(await who.get(`/${site}/incidents/${number}/edit`), values);
	assert.equal(told(number), 0);
	(await edit({ severity: '1' })).expect(200, '一级');
	const once = told(number);
	assert.equal(once, group());
	/* After the alarm it is lowered by two people (governance_launch.test.mjs). */
	for (const severity of ['4', '2'])
		(await edit({ severity })).expect(422, '级别不能直接调低');
	assert.equal(told(number), once, 'told once');
	const lead = await login(someone({ has: ['group.lead'] }));
	(await lead.get('/notifications')).expect(200, '重大突发事件', '登记页打不开');
	const own = numberOf(await report({ severity: '1' }, someone({ has: ['group.decide', 'incident.report'] })));
	assert.equal(told(own), group() - 1, 'but not who reported it');
});

test('the timeline stays as written, and nothing in it lies ahead', async () => {
	const number = numberOf(await report()), who = await login(handler);
	const ahead = psql("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date + 1");
	(await note(handler, number, '明天的事', { happened_on: ahead })).expect(422, '日期不能晚于');
	(await report({ found_on: ahead })).expect(422, '日期不能晚于');
	(await note(handler, number, '切到备机')).expect(200, '切到备机');
	const page = await who.get(`/${site}/incidents/${number}`);
	const entry = await who.get(`/${site}/incidents/${number}/entries/timeline/1`);
	assert.ok(!entry.forms.some((f) => f.controls.some((c) => c.name === 'text')), `no form to edit it: ${entry.status}`);
	(await who.post(`/${site}/incidents/${number}/entries/timeline/1`, { token: page.select('input[name=token]')[0].attrs.value, text: '改写，情况如上所述', happened_on: today(), happened_at: '08:00', version: '1' })).expect(403);
	assert.equal(psql(`SELECT text FROM app.incident_timeline WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`), '切到备机');
});
