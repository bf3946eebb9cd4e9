// SPDX-License-Identifier: ISC
// Goal: Ctrl-K finds pages, records and actions and goes there, by the server's search and its rights; single keys jump, never while
// somebody types, and can be turned off (WCAG 2.1.4); without a script none of it is there.  Proves issue 11, point 4 (RX.5, RX.9, RX.10).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';
import { login, rows } from '../run/stack.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const site = '/huadong';
const views = [{ language: 'zh-CN', width: 1440 }, { language: 'en', width: 360 }, { language: 'zh-CN', width: 360, dark: true }, { language: 'en', width: 1440, dark: true }];
const of = (kind, more) => rows(`SELECT number, title FROM app.record WHERE site_id = (SELECT id FROM app.site WHERE slug = 'huadong') AND kind = '${kind}' AND ${more} ORDER BY id LIMIT 1`)[0];
const options = (page) => page.locator('#palette-list li');

for (const view of views)
	test(`pages, records and actions are found, ${view.language}, ${view.width} px`, async () => {
		const page = await open(browser, { user: 'zhouyi', ...view });
		const words = view.language === 'en' ? { ledger: 'Ledger', new: 'New: Requirement' } : { ledger: '台账', new: '新建需求' };
		const { number, title } = of('launch', "state = 'go_live'");

		await page.goto(`${site}/`);
		await page.keyboard.press('Control+k');
		await page.locator('#palette[open]').waitFor();
		await options(page).first().waitFor();
		await assertGood(page);
		await page.keyboard.type(words.ledger);
		await options(page).first().locator(`text=${words.ledger}`).waitFor();
		await page.keyboard.press('Enter');
		await page.waitForURL(`**${site}/ledger`);

		await page.keyboard.press('Control+k');
		await page.locator('#palette[open]').waitFor();
		await page.keyboard.type(number);
		await options(page).first().locator(`text=${title}`).waitFor();
		await assertGood(page);
		await page.keyboard.press('Enter');
		await page.waitForURL(`**${site}/launches/${number}`);

		await page.keyboard.press('Control+k');
		await page.locator('#palette[open]').waitFor();
		await page.keyboard.type(words.new);
		await options(page).first().locator(`text=${words.new}`).waitFor();
		// The arrows go round; the last line searches.
		await page.keyboard.press('ArrowUp');
		assert.equal(await page.locator('[role=option][aria-selected=true]').getAttribute('id'), await page.locator('#palette input').getAttribute('aria-activedescendant'));
		assert.equal(await options(page).last().getAttribute('aria-selected'), 'true');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => url.pathname === `${site}/requirements/new`);
		assert.deepEqual(page.complaints, []);
		await page.context().close();
	});

test('the palette finds what its reader may see and begin, and nothing else', async () => {
	const { number } = of('penalty', 'visible = 1');
	const found = async (who, q) => (await (await login(who)).get(`${site}/search?part=found&q=${q}`)).expect(200);
	assert.deepEqual((await found('chenlan', number)).texts('li[data-sort=record] a').length, 1);
	assert.deepEqual((await found('liumei', number)).texts('li[data-sort=record] a'), []);
	const may = (page) => page.select('li[data-sort=action] a').map((a) => a.attrs.href);
	assert.ok(may(await found('liumei', '')).includes(`${site}/requirements/new`));
	assert.ok(!may(await found('liumei', '')).includes(`${site}/platforms/new`));
	assert.equal((await (await login('operator')).get(`${site}/search?part=found&q=x`)).status, 404);
});

test('keys jump, not while somebody types, and can be turned off', async () => {
	for (const language of ['zh-CN', 'en']) {
		const page = await open(browser, { user: 'zhouyi', language });
		await page.goto(`${site}/`);
		const keys = await page.locator('[data-key]').evaluateAll((all) => all.map((a) => a.dataset.key));
		assert.equal(new Set(keys).size, keys.length, 'no two pages have the same key');
		await page.keyboard.press('g');
		await page.keyboard.press('r');
		await page.waitForURL(`**${site}/requirements`);
		await page.keyboard.press('g');
		await page.keyboard.press('w');
		await page.waitForURL((url) => url.pathname === '/');
		await page.goto(`${site}/requirements/new`);
		await page.locator('[name=title]').focus();
		await page.keyboard.type('g w?/');
		assert.equal(await page.inputValue('[name=title]'), 'g w?/', 'what is typed is typed');
		assert.equal(await page.locator('dialog[open]').count(), 0);

		await page.goto(`${site}/`);
		await page.keyboard.press('?');
		await page.locator('#keys[open]').waitFor();
		await assertGood(page);
		await page.locator('#keys input').uncheck();
		await page.keyboard.press('Escape');
		for (const key of ['g', 'r', '?', '/'])
			await page.keyboard.press(key);
		assert.equal(await page.locator('dialog[open]').count(), 0);
		assert.notEqual(await page.evaluate(() => document.activeElement.id), 'find');
		await page.keyboard.press('Control+k');
		await page.locator('#palette[open]').waitFor();
		assert.equal(new URL(page.url()).pathname, `${site}/`, 'nothing was left by a key');
		// From here they are turned on again.
		await page.locator('#palette p button').click();
		await page.locator('#keys input').check();
		await page.locator('#keys button').click();
		await page.keyboard.press('g');
		await page.keyboard.press('r');
		await page.waitForURL(`**${site}/requirements`);
		await page.context().close();
	}
	const bare = await open(browser, { user: 'zhouyi', script: false });
	await bare.goto(`${site}/`);
	assert.equal(await bare.locator('#jump').isVisible(), false);
	assert.equal(await bare.locator('form.find').isVisible(), true);
	await bare.context().close();
});

test('where the palette does not come, keys do what they always do, and the next one asks again', async () => {
	const page = await open(browser, { user: 'zhouyi' });
	let asked = 0, comes = false;
	await page.route('**/palette.js*', (route) => { asked++; return comes ? route.continue() : route.abort(); });
	await page.goto(`${site}/requirements/new`);
	for (const key of ['g', 'Control+k', '?']) {
		const failed = page.waitForEvent('requestfailed');
		await page.evaluate(() => document.activeElement.blur());
		await page.keyboard.press(key);
		await failed;
	}
	assert.equal(asked, 3, 'each asks anew');
	await page.locator('[name=title]').focus();
	await page.keyboard.type('g w?/');
	assert.equal(await page.inputValue('[name=title]'), 'g w?/', 'what is typed is typed');
	await page.keyboard.press('Tab');
	assert.notEqual(await page.evaluate(() => document.activeElement.name), 'title');
	comes = true;
	await page.keyboard.press('Control+k');
	await page.locator('#palette[open]').waitFor();
	assert.equal(asked, 4);
	await page.context().close();
});

test('while the palette is under way, fields and the browser have their keys, and nothing is fetched twice', async () => {
	const page = await open(browser, { user: 'zhouyi' });
	let asked = 0, go;
	const may = new Promise((done) => { go = done; });
	await page.route('**/palette.js*', async (route) => { asked++; await may; return route.continue(); });
	await page.goto(`${site}/requirements/new`);
	// What the page leaves to the browser is seen behind all listeners.
	await page.evaluate(() => {
		globalThis.taken = [];
		addEventListener('keydown', (e) => { if (e.defaultPrevented) globalThis.taken.push(e.key); else if (e.key === 'F5' || e.ctrlKey) e.preventDefault(); });
	});
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press('Control+k');
	for (const key of ['F5', 'Control+r', 'Tab', 'x'])
		await page.keyboard.press(key);
	await page.locator('[name=title]').focus();
	await page.keyboard.type('gw');
	assert.equal(await page.inputValue('[name=title]'), 'gw');
	await page.locator('#jump').click();
	assert.deepEqual(await page.evaluate(() => globalThis.taken), ['k', 'x']);
	go();
	await page.locator('#palette[open]').waitFor();
	assert.equal(asked, 1);
	assert.equal(await page.locator('#palette').count(), 1);
	await page.context().close();
});

test('keys that are off are off from the first on', async () => {
	const page = await open(browser, { user: 'zhouyi' });
	let asked = 0;
	await page.route('**/palette.js*', (route) => { asked++; return route.continue(); });
	await page.goto(`${site}/`);
	await page.evaluate(() => localStorage.setItem('gatehouse.keys', 'off'));
	await page.reload();
	for (const key of ['/', '?', 'g', 'r'])
		await page.keyboard.press(key);
	assert.equal(asked, 0);
	assert.notEqual(await page.evaluate(() => document.activeElement.id), 'find');
	await page.keyboard.press('Control+k');
	await page.locator('#palette[open]').waitFor();
	await page.context().close();
});
