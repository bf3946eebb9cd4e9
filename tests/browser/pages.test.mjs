// SPDX-License-Identifier: ISC
// Goal: every page of the portal is in order for the eye, the keyboard and axe-core, in both languages, light and dark, on
// a phone and on a desk. Proves RX.9, RX.10. Two views of each page by default; GATEHOUSE_LONG=1 looks at all eight.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { assertGood, launch, open, views } from '../run/browser.mjs';

const shown = process.env.GATEHOUSE_LONG ? [...views()] : [...views()].filter((v) => (v.language === 'zh-CN' && !v.dark && v.width === 1440) || (v.language === 'en' && v.dark && v.width === 360));

/** Who looks at what; "first:" opens the first record of a list, "form:" the first form to edit. */
const pages = {
	chenlan: ['/', '/?tab=mine', '/notifications', '/account', '/account/data', '/huadong/', '/huadong/search?q=客户', '/huadong/ledger', '/huadong/points', '/huadong/releases', '/huadong/duties', '/huadong/compliance?year=2026&part=year', '/huadong/compliance?print=yes', '/huadong/compliance/records?year=2026&part=year&fact=late_tasks', '/compliance', '/huadong/calendar', '/huadong/calendar?view=list', '/huadong/absence',
		'first:/huadong/changes?state=group_approval', 'first:/huadong/penalties', 'first:/huadong/appeals', 'first:/huadong/rewards', 'first:/huadong/notices', 'first:/huadong/platforms'],
	zhouyi: ['/huadong/triage', '/huadong/handover', '/huadong/requirements', '/huadong/requirements/new', '/huadong/penalties/new', 'first:/huadong/requirements?state=submitted', 'first:/huadong/feedbacks', 'first:/huadong/triage-meetings'],
	sunli: ['/huadong/settings/members', '/huadong/settings/departments', '/huadong/settings/roles', '/huadong/settings/two-people', '/huadong/settings/rules', '/huadong/settings/calendar', '/huadong/settings/privacy', '/account/privacy', '/huadong/history'],
	operator: ['/operator/sites', '/operator/accounts', '/operator/two-people', '/operator/privacy'],
};

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function go(page, where) {
	const [, first, address] = /^(first:)?(.*)$/.exec(where);
	const reply = await page.goto(address);

	assert.equal(reply.status(), 200, address);
	if (!first)
		return;
	const record = await page.locator('table.rows tbody a.title, table.rows tbody a[href*="/"]').first().getAttribute('href');
	assert.ok(record, `${address} has no record to open`);
	assert.equal((await page.goto(record)).status(), 200, record);
}

for (const [user, addresses] of Object.entries(pages))
	for (const view of shown)
		test(`pages of ${user}, ${view.language}, ${view.dark ? 'dark' : 'light'}, ${view.width} px`, async () => {
			const page = await open(browser, { user, ...view });

			for (const where of addresses) {
				await go(page, where);
				await assertGood(page);
			}
			await page.context().close();
		});

test('an approval takes two taps on a phone (RX.1)', async () => {
	const page = await open(browser, { user: 'chenlan', width: 360 });

	await page.goto('/');
	await page.locator('.todo a.btn', { hasText: '审批' }).first().click();
	await page.waitForLoadState();
	const approve = page.locator('button[name=move][value=approve]').first();
	const box = await approve.boundingBox();
	assert.ok(box.height >= 24 && box.width >= 24, 'the button is large enough');
	await approve.click();
	await page.waitForLoadState();
	assert.match(page.url(), /\/huadong\//);
	assert.equal(await page.locator('.alert[role=status]').count(), 1);
	await page.context().close();
});

test('a requirement is handed in without a script (RX.10, R8.1)', async () => {
	const page = await open(browser, { user: 'liumei', script: false });

	await page.goto('/huadong/requirements/new');
	await page.fill('[name=title]', '无脚本提交的需求');
	await page.click('main form[method=post] button.primary');
	assert.equal(await page.locator('[role=alert]').count(), 1, 'what is missing is said');
	assert.equal(await page.inputValue('[name=title]'), '无脚本提交的需求', 'nothing typed is lost');
	await page.context().close();
});

test('the picture for README.md', { skip: !process.env.GATEHOUSE_PICTURE }, async () => {
	const page = await open(browser, { user: 'chenlan', width: 1280, height: 800 });

	await page.goto('/');
	await page.locator('.todo a.btn', { hasText: '审批' }).first().click();
	await page.waitForLoadState();
	mkdirSync('docs', { recursive: true });
	await page.screenshot({ path: 'docs/screenshot.png' });
	await page.context().close();
});
