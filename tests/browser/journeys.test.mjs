// SPDX-License-Identifier: ISC
// Goal: the two courses of work from end to end, by people in front of real pages, in each language: a requirement handed in, triaged,
// changed by a request that the group approves once more after an edit, and confirmed; a reward from nomination to the notice that is
// read. Every page on the way is in order for axe-core. Proves R8.1, R23.2, R17.3, R34.1, RX.1, RX.3, RX.9, RX.10 together.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { launch } from '../run/browser.mjs';
import { Office, fill, fill_all, group, numberOf } from '../run/office.mjs';
import { psql, rows } from '../run/stack.mjs';

const site = '/huadong', siteId = "(SELECT id FROM app.site WHERE slug = 'huadong')";
const looks = [{ language: 'zh-CN', dark: false, width: 1440 }, { language: 'en', dark: true, width: 360 }];
let browser;

before(async () => { browser = await launch(); });
after(() => browser?.close());

const state = (url) => psql(`SELECT state FROM app.record WHERE site_id = ${siteId} AND number = '${numberOf(url)}'`);

/** The group votes, one after another, until the record moves on; how many it took. */
async function vote(office, url, until) {
	let n = 0;

	for (const user of group()) {
		if (state(url) === until)
			break;
		const page = await office.see(user, new URL(url).pathname);
		await office.press(page, 'button[name=move][value=approve]');
		n++;
	}
	assert.equal(state(url), until);
	return n;
}

const waits = async (office, user, number) => assert.ok(await office.todo(user, number), `${number} waits for ${user}`);

async function hand_in(office, title) {
	const platform = psql(`SELECT number FROM app.record WHERE site_id = ${siteId} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const page = await office.see('liumei', `${site}/requirements/new`);

	await fill_all(page, { title, platform_id: platform, need: 'functional', channel: 'business_feedback', scenario: '坐席要同时看三个页面', goal: '一个页面看全', acceptance: '试用两周没有意见' });
	await office.press(page, 'main form.form footer button');
	await office.move(page, 'submit');
	assert.equal(state(page.url()), 'submitted');
	return page.url();
}

async function triage(office, url) {
	const number = numberOf(url), row = `#row-${number}`;
	const page = await office.see('zhouyi', `${site}/triage`);

	while (await page.locator(row).count() === 0)
		await office.press(page, '.pager a[rel=next]');
	assert.equal(await page.locator(`${row} .field:visible`).count(), 0, 'nothing is asked before a decision');
	await page.locator(`${row} input[value=defer]`).check();
	assert.equal(await page.locator(`${row} [name="class.${number}"]:visible`).count(), 0, 'a deferral asks for no class');
	for (const [name, value] of [['decision', 'accept'], ['class', 'routine'], ['priority', '2'], ['expected_goal', '少切换页面'], ['decision_reason', '多个部门提出']])
		await fill(page, row, `${name}.${number}`, value);
	await office.press(page, 'button[name=do][value=save]');
	assert.equal(state(url), 'accepted');
}

async function change(office, url) {
	const page = await office.see('liumei', `${site}/changes/new`);

	await fill_all(page, { title: `变更：${numberOf(url)}`, target_id: numberOf(url), what: '增加一项验收标准', why: '试点中发现遗漏', effect_schedule: '无，情况如上所述', effect_cost: '无，情况如上所述', effect_risk: '低，情况如上所述' });
	await office.press(page, 'main form.form footer button');
	await office.press(page, '#values a.btn');
	await fill(page, 'main form.form', 'acceptance', '试用两周没有意见；高峰时段不超过三秒');
	await office.press(page, 'main form.form footer button');
	assert.deepEqual(await page.locator('#values ins').allTextContents(), ['试用两周没有意见；高峰时段不超过三秒']);
	await office.move(page, 'submit');
	return page.url();
}

for (const look of looks) {
	test(`from a requirement to a change that is confirmed, ${look.language}, ${look.width} px`, async () => {
		const office = new Office(browser, look);
		const requirement = await hand_in(office, `旅程需求 ${look.language}`);
		await triage(office, requirement);
		const asked = await change(office, requirement), path = new URL(asked).pathname;
		await waits(office, 'zhouyi', numberOf(asked));
		await office.move(await office.see('zhouyi', path), 'endorse', { review_opinion: '可行，不影响进度' });
		assert.equal(state(asked), 'group_approval');

		// One approves; then what they approved is edited, and that decision counts no more.
		await waits(office, 'chenlan', numberOf(asked));
		await office.press(await office.see('chenlan', path), 'button[name=move][value=approve]');
		const page = await office.see('liumei', `${path}/edit`);
		await fill(page, 'main form.form', 'effect_risk', '低；已补充回退办法');
		await office.press(page, 'main form.form footer button');
		assert.equal(state(asked), 'draft', 'what was approved is not what stands there now');
		await office.move(page, 'submit');
		await office.move(await office.see('zhouyi', path), 'endorse', { review_opinion: '补充后可行' });
		assert.equal(psql(`SELECT string_agg(COALESCE(a.outcome, 'open'), ' ' ORDER BY a.round) FROM app.approval a JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id WHERE r.site_id = ${siteId} AND r.number = '${numberOf(asked)}'`), 'cancelled open');
		assert.ok(await vote(office, asked, 'in_force') >= 3, 'more than half of the group');
		await office.move(await office.see('zhouyi', path), 'apply');
		assert.equal(state(asked), 'applied');
		await office.move(await office.see('maoyu', path), 'confirm', { plan_updated: '计划已更新', documents_updated: '文档已更新' });
		assert.equal(state(asked), 'closed');
		await office.close();
	});

	test(`from a nomination to a notice that is read, ${look.language}, ${look.width} px`, async () => {
		const office = new Office(browser, look);
		const [person] = rows(`SELECT id FROM app.account WHERE login = 'wangqiang'`);
		const evidence = psql(`SELECT number FROM app.record WHERE site_id = ${siteId} AND kind = 'requirement' AND state = 'accepted' AND visible = 0 ORDER BY id LIMIT 1`);
		let page = await office.see('liumei', `${site}/rewards/new`);

		await fill_all(page, { title: `旅程奖励 ${look.language}`, subject: 'person', person_id: String(person.id), ground: 'suggestion', facts: '提出并落实了减少页面切换的办法。' });
		await office.press(page, 'main form.form footer button');
		const url = page.url(), path = new URL(url).pathname;
		await page.locator('#links summary').click();
		await page.fill('#links [name=other]', evidence);
		await page.selectOption('#link-sort', 'evidence');
		await office.press(page, '#links form button.btn:not(.quiet)');
		page = await office.see('zhouyi', path);
		await office.move(page, 'propose', { type: 'commendation', proposal: '通报表扬', citation: '提出并落实合理化建议，特予表扬。' });
		await office.move(page, 'submit');
		assert.ok(await vote(office, url, 'approved') >= 3);
		await office.move(await office.see('zhouyi', path), 'carry_out', { carried_out: '已发布' });
		assert.equal(state(url), 'carried_out');
		const notice = psql(`SELECT n.number FROM app.reward w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id JOIN app.record n ON n.site_id = w.site_id AND n.id = w.notice_id
			WHERE r.site_id = ${siteId} AND r.number = '${numberOf(url)}'`);
		const line = await office.todo('wangqiang', notice);
		page = await office.at('wangqiang');
		await office.press(page, line.locator('a.btn'));
		await office.move(page, 'read');
		assert.equal(psql(`SELECT count(*) FROM app.reading x JOIN app.record n ON n.site_id = x.site_id AND n.id = x.record_id WHERE x.site_id = ${siteId} AND n.number = '${notice}' AND x.account_id = ${person.id}`), '1');
		await office.close();
	});
}
