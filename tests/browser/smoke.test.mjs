// SPDX-License-Identifier: ISC
// Goal: the first page a person meets is in order in both languages, light and dark, on a phone and on a desk: nothing
// for axe-core to find, no complaint of the browser, no request to anybody else, and small.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open, views } from '../run/browser.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const view of views()) {
	test(`the log-in page, ${view.language}, ${view.dark ? 'dark' : 'light'}, ${view.width} px`, async () => {
		const page = await open(browser, view);
		assert.equal((await page.goto('/login')).status(), 200);
		await assertGood(page);
		await page.context().close();
	});
}

test('the first view is at most 60 KB over the wire', async () => {
	const page = await open(browser);
	await page.goto('/login', { waitUntil: 'networkidle' });
	assert.ok(page.received > 1000 && page.received <= 60 * 1024, `${page.received} bytes`);
	await page.context().close();
});

test('everything on the log-in page is reached by keyboard', async () => {
	const page = await open(browser);
	await page.goto('/login');
	const wanted = await page.evaluate(() => [...document.querySelectorAll('main input:not([type=hidden]), main button, main a[href]')].filter((e) => e.checkVisibility()).length);
	const reached = new Set();
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(() => {
			const e = document.activeElement;
			return e.closest('main') ? [...document.querySelectorAll('*')].indexOf(e) : -1;
		});
		if (at >= 0)
			reached.add(at);
	}
	assert.equal(reached.size, wanted);
	await page.context().close();
});
