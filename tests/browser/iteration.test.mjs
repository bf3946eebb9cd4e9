// SPDX-License-Identifier: ISC
// Goal: the two courses of iterations, by people in front of real pages, in each language: an emergency from the report of the incident to the
// closed evaluation, against the clock; and a plan of a quarter, drawn up from what its page offers, whose version is built, released, announced,
// taught and evaluated.  The pages on the way are in order for axe-core, light at the desk and dark on the phone.
// Proves R22.1, R24.1, R24.2, R25.1, R26.1, R26.2, R27.1, R8.2, RX.1, RX.9, RX.10 together; issue 12, point 10.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch } from '../run/browser.mjs';
import { Office, fill_all, fill_in, numberOf } from '../run/office.mjs';
import { day, department, document, make, move, unique } from '../run/acts.mjs';
import { accountId, handIn, login, site, siteId, stateOf } from '../run/people.mjs';
import { psql } from '../run/stack.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const lead = 'xuning', home = `/${site}`, looks = [{ language: 'zh-CN', dark: false, width: 1440 }, { language: 'en', dark: true, width: 360 }];
const pathOf = (page) => new URL(page.url()).pathname;
const idOf = (number) => `(SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}')`;

/** A course of work, and what people say in its language. */
class Course {
	constructor(look) {
		this.office = new Office(browser, look, { axe: false });
		this.say = (zh, en) => (look.language === 'en' ? en : zh);
	}
	at(user) { return this.office.see(user, this.path); }
	async good(user) { await assertGood(await this.at(user)); }
	/** It waits for them, and the button beside it leads to it. */
	async come(user, number = this.number) {
		const todo = await this.office.todo(user, number), page = await this.office.at(user);
		assert.ok(todo, `${number} waits for ${user}`);
		await this.office.press(page, todo.locator('a.btn').first());
		assert.equal(numberOf(page.url()), number);
		return page;
	}
	async save(page, values) {
		await fill_all(page, values);
		await this.office.press(page, 'main form.form footer button');
		return pathOf(page);
	}
	async add(user, sort, values) {
		const page = await this.at(user), form = `#${sort} details.more`;
		if (await page.locator(`${form}:not([open])`).count() > 0)
			await page.locator(`${form} > summary`).click();
		await fill_in(page, form, values);
		await this.office.press(page, `${form} button.primary`);
	}
	async act(user, sort, no, act, values) {
		const page = await this.office.see(user, `${this.path}/entries/${sort}/${no}`);
		await fill_in(page, `#act-${act}`, values);
		await this.office.press(page, `#act-${act} button[name=act]`);
	}
	/** A move by who comes to the record. */
	async move(user, name, values, state) {
		const page = await this.at(user);
		/* What it asks may be left empty. */
		if (Object.keys(values).length === 0 && await page.locator(`details#move-${name}:not([open])`).count() > 0)
			await page.locator(`#move-${name} > summary`).click();
		await this.office.move(page, name, values);
		assert.equal(stateOf(this.number), state, name);
	}
	async decide(number, voters = ['guowei', 'tangmin', 'songjie', 'chenlan']) {
		for (const user of voters) {
			const page = await this.come(user, number);
			await fill_in(page, '.ballot', { opinion: this.say('同意', 'Agreed') });
			await this.office.press(page, '.ballot button[name=move][value=approve]');
		}
	}
	/** What is begun at the record's page: an incident, a notice, a training. */
	async begin(user, plural, values) {
		const page = await this.at(user);
		const link = `a[href*="/${plural}/new"]`, menu = page.locator('details.menu', { has: page.locator(link) }).first();
		await menu.locator('summary').click();
		await this.office.press(page, menu.locator(link));
		await this.save(page, values);
		return page;
	}
}

/** A platform of its own, in operation. */
async function platform() {
	const rec = await make(lead, 'platforms', { title: `客服平台 ${unique()}`, category: 'customer_service', department_id: department('business'), peak_from: '09:00', peak_to: '18:00', low_from: '22:00', low_to: '06:00' });
	psql(`UPDATE app.record SET state = 'in_operation' WHERE site_id = ${siteId()} AND number = '${rec.number}'; UPDATE app.platform SET current_version = '3.0.0' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec.number)}`);
	return rec.number;
}
/** The evening of the window: nobody waits for a night. */
const evening = (number) => psql(`UPDATE app.iteration SET window_on = current_date - 1, window_from = '22:30', window_to = '23:30' WHERE site_id = ${siteId()} AND record_id = ${idOf(number)}`);

/** Tested by ${types}, concluded, accepted by the liaison. */
async function tested(c, types) {
	const evidence = await document({ number: c.number }, 'test');
	for (const type of types)
		await c.add('qiuyan', 'test_run', { type, result: 'passed', tested_version: '3.0.1-rc1', evidence_id: evidence.number });
	await c.move('qiuyan', 'conclude_tests', { test_conclusion: c.say('规定的测试全部通过，可以发布。', 'All tests passed, it may be released.') }, 'testing');
	await c.come('liumei');
	await c.add('liumei', 'acceptance', { judgement: 'accepted', text: c.say('已逐条试用，同意发布。', 'Tried and agreed.') });
	return evidence.number;
}
/** Released in its window, step by step, and seen to run. */
async function released(c) {
	await c.add(lead, 'step', { starts_at: '22:30', what: c.say('备份并发布', 'Back up and release'), owner_id: accountId('shenbo'), risk: c.say('发布失败', 'It fails'), answer: c.say('恢复备份', 'Restore the backup') });
	evening(c.number);
	await c.add('shenbo', 'log', { type: 'normal', text: c.say('备份完成，开始发布。', 'Backed up, release begins.') });
	await c.act('shenbo', 'step', 1, 'done', { result: c.say('已完成，检查正常。', 'Done and checked.') });
	await c.move(lead, 'release', { window_used: c.say('按计划完成，用时二十分钟。', 'As planned, in twenty minutes.') }, 'monitoring');
	await c.good(lead);
	await c.add('shenbo', 'observation', { what: c.say('登记成功率', 'Success rate'), result: 'normal', text: c.say('连续一小时高于 99.9%。', 'Above 99.9 % for an hour.') });
}
async function announced(c) {
	const page = await c.begin(lead, 'notices', { body: c.say('版本已更新，使用方法不变。', 'A new version is there; nothing else changes.') });
	await c.office.move(page, 'publish');
}
/** The evaluation that was opened, judged and done; then the iteration is closed. */
async function evaluated(c, judged, finish) {
	const number = psql(`SELECT r.number FROM app.evaluation e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id WHERE e.site_id = ${siteId()} AND e.target_id = ${idOf(c.number)}`), page = await c.come(lead, number);
	await assertGood(page);
	await c.office.see(lead, `${home}/evaluations/${number}/edit`);
	await c.save(page, { participants: [accountId('liumei'), accountId('panhong')], ...judged });
	await c.office.move(page, finish);
	await c.move(lead, 'close', {}, 'closed');
	await c.good('liumei');
}
const judge = (c, dimensions) => Object.fromEntries(dimensions.flatMap((d) => [[`${d}_score`, '4'], [`${d}_text`, c.say('达到预期，没有新的问题。', 'As expected, nothing new.')]]));

for (const look of looks) {
	test(`R24.1 R26.1 R27.1 an emergency from the report to the closed evaluation, ${look.language}, ${look.width} px`, async () => {
		const c = new Course(look), on = await platform();
		let page = await c.office.see('panhong', `${home}/incidents/new`);
		c.path = await c.save(page, { title: `${c.say('登记页打不开', 'Registration is down')} ${unique()}`, platform_id: on, severity: '3', found_on: day(), found_at: '00:00', description: c.say('登记页全部超时，客户无法办理。', 'The page times out, nobody can register.') });
		/* From the incident the fix is begun, with what it says. */
		page = await c.begin(lead, 'iterations', { department_id: department('business'), owner_id: accountId(lead), version_planned: '3.0.1', fix_plan: c.say('连接池改为 200；异常时改回旧配置。', 'A larger pool; the old settings if it fails.') });
		c.path = pathOf(page);
		c.number = numberOf(c.path);
		assert.equal(await page.locator('#clock tbody tr').count(), 6, 'the clock runs');
		await c.come('zhouyi');
		await c.move('zhouyi', 'assess', { ...Object.fromEntries(['security', 'data', 'money', 'many', 'service'].map((x) => [`affects_${x}`, 'no'])), impact: c.say('约两百名客户无法办理。', 'About two hundred customers.') }, 'assessed');
		await c.move(lead, 'submit', {}, 'fix_approval');
		await c.good('zhouyi');
		await c.decide(c.number, ['zhouyi']);
		assert.equal(stateOf(c.number), 'development');
		await c.move('shenbo', 'begin_testing', { fix_note: c.say('连接池由 20 调整为 200。', 'The pool is 200 now.') }, 'testing');
		await tested(c, ['fix', 'regression']);
		await c.move(lead, 'set_window', { window_on: day(1), window_from: '22:30', window_to: '23:30' }, 'testing');
		await c.move(lead, 'finish_testing', {}, 'release');
		await released(c);
		await announced(c);
		await c.move(lead, 'evaluate', {}, 'evaluation');
		assert.equal(psql(`SELECT current_version FROM app.platform WHERE site_id = ${siteId()} AND record_id = ${idOf(on)}`), '3.0.1');
		await evaluated(c, judge(c, ['effect', 'stability']), 'finish_emergency');
		await c.office.close();
	});

	test(`R24.2 R26.2 R27.1 a quarter's plan, its version built, released, taught and evaluated, ${look.language}, ${look.width} px`, async () => {
		const c = new Course(look), on = await platform(), year = Number(day().slice(0, 4)) + 3 + looks.indexOf(look);
		const need = await handIn(await login('liumei'), `${c.say('查询页分页', 'Pages of results')} ${unique()}`, { values: { platform_id: on, department_id: department('business') } });
		(await move('zhouyi', { path: `${home}/requirements/${need}` }, 'accept', { class: 'routine', priority: '1', expected_goal: '查询缩短一半', decision_reason: '多个部门提出' })).expect(200);
		psql(`UPDATE app.requirement SET priority = 1 WHERE site_id = ${siteId()} AND record_id = ${idOf(need)}; UPDATE app.requirement SET priority = 2 WHERE site_id = ${siteId()} AND priority = 1 AND record_id <> ${idOf(need)}`);
		let page = await c.office.see(lead, `${home}/quarter-plans`);
		await c.office.press(page, '.head a.btn.primary');
		const plan = await c.save(page, { title: `${c.say('季度规划', 'Plan of the quarter')} ${unique()}`, year: day().slice(0, 4), quarter: '4', department_id: department('tech'), owner_id: accountId(lead), aim: c.say('办结积压的常规需求。', 'The requirements that wait.') });
		psql(`UPDATE app.quarter_plan SET year = ${year}, quarter = 1 WHERE site_id = ${siteId()} AND record_id = ${idOf(numberOf(plan))}`);
		page = await c.office.see(lead, plan);
		await assertGood(page);
		/* What it may take up stands on its page, and its form begins with what is known. */
		await c.office.press(page, page.locator('#intake-requirements li', { hasText: need }).locator('a.btn'));
		assert.equal(await page.locator('#line details[open] [name=requirement_ids]').first().inputValue(), need);
		await assertGood(page);
		await fill_in(page, '#line details.more', { version_planned: '3.1.0', starts_on: `${year}-01-05`, due: `${year}-02-20`, owner_id: accountId(lead), effort: '20' });
		await c.office.press(page, '#line details.more button.primary');
		assert.equal(await page.locator('#intake-requirements li', { hasText: need }).count(), 0, 'it is planned');
		await c.office.move(page, 'submit');
		await c.decide(numberOf(plan));
		assert.equal(stateOf(numberOf(plan)), 'approved');
		c.number = psql(`SELECT i.number FROM app.quarter_plan_line e JOIN app.record i ON i.site_id = e.site_id AND i.id = e.iteration_id WHERE e.site_id = ${siteId()} AND e.record_id = ${idOf(numberOf(plan))}`);
		c.path = `${home}/iterations/${c.number}`;
		await c.come(lead);
		for (const [name, role] of [['shenbo', 'developer'], ['qiuyan', 'tester']])
			await c.add(lead, 'team_member', { account_id: accountId(name), role });
		await c.add(lead, 'task', { title: c.say('查询接口', 'The query'), owner_id: accountId('shenbo'), starts_on: day(), due: day(3) });
		await c.move(lead, 'begin', {}, 'development');
		await c.come('shenbo');
		await c.act('shenbo', 'task', 1, 'finish', { result: c.say('已完成并自测。', 'Done and tested.') });
		await c.move('shenbo', 'begin_testing', { fix_note: c.say('查询页面改为分页加载。', 'Results come in pages.') }, 'testing');
		const material = await tested(c, ['functional', 'performance', 'security', 'compatibility', 'compliance']);
		await c.move(lead, 'finish_testing', {}, 'review');
		/* The meeting is told by the journey of a launch. */
		const review = await make(lead, 'reviews', { title: `发布评审 ${unique()}` }, `?target_id=${c.number}`);
		psql(`UPDATE app.record SET state = 'passed' WHERE site_id = ${siteId()} AND number = '${review.number}'`);
		await c.move(lead, 'begin_release', {}, 'release');
		await c.move(lead, 'set_window', { window_on: day(1), window_from: '22:30', window_to: '23:30' }, 'release');
		await released(c);
		await announced(c);
		/* Taught, by those who were there. */
		page = await c.begin(lead, 'trainings', { department_id: department('tech'), owner_id: accountId(lead), planned_on: day(), planned_at: '00:00', place: c.say('三楼培训室', 'Room 3'), persons: accountId('wangqiang'), material_id: material, content: c.say('怎样翻页和导出。', 'How to page and export.') });
		const training = pathOf(page);
		await c.office.move(page, 'announce');
		await c.office.move(page, 'hold', { held_on: day() });
		await c.office.move(await c.office.see('wangqiang', training), 'attend');
		await assertGood(await c.office.see(lead, training));
		await c.move(lead, 'evaluate', {}, 'evaluation');
		assert.equal(stateOf(need), 'delivered');
		await evaluated(c, judge(c, ['fitness', 'support', 'experience']), 'finish_routine');
		await c.office.close();
	});
}
