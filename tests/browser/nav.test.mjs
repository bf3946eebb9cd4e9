// SPDX-License-Identifier: ISC
// Goal: one finds the way: the menu stays, is in groups that stay as one left them, remembers what was opened, and a record leads back
// to the list as it was filtered.  Proves issue 11, point 4 (RX.9, RX.10).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';
import { accountId } from '../run/people.mjs';
import { make, unique } from '../run/acts.mjs';
import { login, rows } from '../run/stack.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const site = '/huadong';
const views = [{ language: 'zh-CN', width: 1440 }, { language: 'en', width: 360 }, { language: 'zh-CN', width: 360, dark: true }, { language: 'en', width: 1440, dark: true }];
const group = (page, name) => page.locator(`details[data-group=${name}]`);
const isOpen = (page, name) => group(page, name).evaluate((d) => d.open);
/** On a phone the menu is behind a button. */
const unfold = async (page) => { if (!await page.locator('#nav').isVisible()) await page.locator('.to-nav').click(); };

for (const view of views)
	test(`the menu is in groups that stay as they were left, ${view.language}, ${view.width} px`, async () => {
		const page = await open(browser, { user: 'sunli', ...view });

		await page.goto(`${site}/`);
		await unfold(page);
		assert.deepEqual(await page.locator('details[data-group]').evaluateAll((all) => all.map((d) => [d.dataset.group, d.open])),
			[['requirements', true], ['projects', true], ['finance', false], ['incentives', false], ['papers', false], ['administration', false]]);
		await group(page, 'papers').locator('summary').click();
		await group(page, 'projects').locator('summary').focus();
		await page.keyboard.press('Enter');
		await page.waitForFunction(() => /gatehouse_menu=papers.projects/.test(document.cookie));
		await page.reload();
		await unfold(page);
		assert.deepEqual([await isOpen(page, 'papers'), await isOpen(page, 'projects')], [true, false], 'as they were left');
		await assertGood(page);
		// Where one is, is open, whatever was folded; the next page elsewhere is as it was left.
		await page.goto(`${site}/launches`);
		assert.equal(await isOpen(page, 'projects'), true);
		assert.equal(await page.locator('nav a[aria-current=page]').getAttribute('href'), `${site}/launches`);
		await page.goto(`${site}/settings/rules`);
		assert.deepEqual([await isOpen(page, 'projects'), await isOpen(page, 'administration')], [false, true]);
		await page.context().close();
	});

test('a kept page is not shown with the groups of before', async () => {
	const page = await open(browser, { user: 'chenlan' });
	for (let i = 0; i < 2; i++)
		await page.goto(`${site}/requirements`);
	await group(page, 'papers').locator('summary').click();
	await page.waitForFunction(() => /gatehouse_menu=papers/.test(document.cookie));
	await page.goto(`${site}/requirements`);
	assert.equal(await isOpen(page, 'papers'), true);
	await page.context().close();
});

test('the menu stays in sight on a long page', async () => {
	const page = await open(browser, { user: 'chenlan', height: 700 });
	await page.goto(`${site}/`);
	await page.evaluate(() => scrollTo(0, 600));
	const box = await page.locator('nav a[aria-current=page]').boundingBox();
	assert.ok(box.y >= 0 && box.y < 700, `it is at ${box.y}`);
	await page.context().close();
});

test('a record leads back to the list as it was filtered; without a script to the whole list', async () => {
	for (const language of ['zh-CN', 'en']) {
		const page = await open(browser, { user: 'chenlan', language });
		await page.goto(`${site}/requirements?state=accepted&sort=-changed_at`);
		await page.locator('table.rows a.title').first().click();
		await page.waitForLoadState();
		await page.locator('.crumbs a').first().click();
		await page.waitForURL((url) => url.pathname.endsWith('/requirements'));
		assert.equal(new URL(page.url()).search, '?state=accepted&sort=-changed_at');
		// A list left without filters is the way back to all.
		await page.goto(`${site}/requirements`);
		await page.locator('table.rows a.title').first().click();
		await page.waitForLoadState();
		assert.equal(await page.locator('.crumbs a').first().getAttribute('href'), `${site}/requirements`);
		await page.context().close();
	}
	const bare = await open(browser, { user: 'chenlan', script: false });
	await bare.goto(`${site}/requirements?state=accepted`);
	await bare.locator('table.rows a.title').first().click();
	assert.equal(await bare.locator('.crumbs a').first().getAttribute('href'), `${site}/requirements`);
	assert.equal(await bare.locator('#recent').isVisible(), false, 'nothing is remembered, and nothing is said of it');
	await bare.context().close();
});

test('what was opened last is in the menu, restricted records are not, and the log-out forgets', async () => {
	const page = await open(browser, { user: 'chenlan' });
	const some = rows(`SELECT number, title FROM app.record WHERE site_id = (SELECT id FROM app.site WHERE slug = 'huadong') AND kind = 'requirement' AND visible = 0 ORDER BY id LIMIT 8`);
	const secret = rows(`SELECT number, title FROM app.record WHERE site_id = (SELECT id FROM app.site WHERE slug = 'huadong') AND kind = 'penalty' AND visible = 1 ORDER BY id LIMIT 1`)[0];
	for (const { number } of some)
		await page.goto(`${site}/requirements/${number}`);
	assert.equal((await page.goto(`${site}/penalties/${secret.number}`)).status(), 200);
	await page.goto(`${site}/`);
	assert.deepEqual(await page.locator('#recent a').allTextContents(), some.slice(-6).reverse().map((r) => r.title));
	await assertGood(page);
	assert.doesNotMatch(await page.evaluate(() => JSON.stringify(localStorage)), new RegExp(secret.number));
	await page.locator('.top details.menu summary').click();
	await page.locator('form[action="/logout"] button').click();
	await page.waitForURL((url) => url.pathname !== `${site}/`);
	assert.equal(await page.evaluate(() => localStorage.length), 0);
	await page.context().close();
});

const remembered = (page) => page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]));

test('the draft of a penalty is as restricted: it is not remembered, and what was remembered of it is forgotten', async () => {
	const title = `未按方案测试 ${unique()}`, made = await make('zhouyi', 'penalties', { title, subject: 'person', person_id: accountId('wangqiang'), ground: 'testing', article: '第十八条',
		facts: '未执行压力测试', severity: 'general', liability: 'direct', measures: ['written_warning'], effect_months: '3' });
	const page = await open(browser, { user: 'zhouyi' });
	await page.goto(`${site}/requirements`);
	await page.locator('table.rows a.title').first().click();
	await page.waitForFunction(() => localStorage.getItem('gatehouse.recent'));
	const others = JSON.parse(await page.evaluate(() => localStorage.getItem('gatehouse.recent'))).list.length;
	// As if it had been opened before it was restricted.
	await page.evaluate(([url, text]) => {
		const recent = JSON.parse(localStorage.getItem('gatehouse.recent'));
		recent.list.unshift([url, text]);
		localStorage.setItem('gatehouse.recent', JSON.stringify(recent));
	}, [made.path, title]);
	assert.match(await remembered(page), new RegExp(title));
	await page.goto(made.path);
	assert.equal(await page.locator('h1').textContent().then((t) => t.includes(title)), true);
	assert.doesNotMatch(await remembered(page), new RegExp(made.number));
	assert.equal(JSON.parse(await page.evaluate(() => localStorage.getItem('gatehouse.recent'))).list.length, others, 'the others stay');
	await page.context().close();
});

test('what one person opened and searched is gone when another logs in, though nobody logged out', async () => {
	const page = await open(browser, { user: 'chenlan' });
	const title = rows(`SELECT title FROM app.record WHERE site_id = (SELECT id FROM app.site WHERE slug = 'huadong') AND kind = 'requirement' AND visible = 0 ORDER BY id LIMIT 1`)[0].title;
	const other = await page.context().newPage();
	for (const tab of [page, other]) {
		await tab.goto(`${site}/requirements?q=${encodeURIComponent(title)}`);
		await tab.locator('table.rows a.title').first().click();
		await tab.waitForFunction(() => localStorage.getItem('gatehouse.recent') && sessionStorage.getItem('gatehouse.lists'));
		assert.match(await remembered(tab), new RegExp(title));
	}
	await page.context().clearCookies();
	await page.context().addCookies([...(await login('liumei')).cookies].map(([name, value]) => ({ name, value, url: new URL('/', page.url()).href, httpOnly: true, sameSite: 'Lax' })));
	for (const tab of [page, other]) {
		await tab.goto(`${site}/`);
		await tab.locator('#jump:not([hidden])').waitFor();
		const left = await remembered(tab);
		assert.ok(!left.includes(title) && !left.includes(encodeURIComponent(title)), left);
		assert.equal(await tab.locator('#recent').isVisible(), false);
	}
	// And what the second opens is theirs, in both tabs.
	await page.goto(`${site}/requirements`);
	await page.locator('table.rows a.title').first().click();
	await page.waitForFunction(() => localStorage.getItem('gatehouse.recent'));
	await other.goto(`${site}/requirements`);
	assert.equal(await other.locator('#recent a').count(), 1);
	await page.context().close();
});
