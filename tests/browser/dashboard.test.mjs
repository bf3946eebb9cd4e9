// SPDX-License-Identifier: ISC
// Goal: the dashboard is one screen at 1440 × 900 and in order on a phone; red is what is late and nothing else; its figures lead to what
// they count, and the rest is behind a link.  Proves issue 11, point 7 and fault 11 (R4.1, RX.9, RX.10).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';
import { rows } from '../run/stack.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const site = '/huadong';

for (const language of ['zh-CN', 'en'])
	for (const user of ['chenlan', 'wangqiang'])
		for (const [width, dark] of [[1440, false], [1440, true], [1280, false], [360, true]])
			test(`the dashboard of ${user}, ${language}, ${width} px${dark ? ', dark' : ''}`, async () => {
				const page = await open(browser, { user, language, width, dark });
				assert.equal((await page.goto(`${site}/`)).status(), 200);
				await assertGood(page);
				if (width === 1440) {
					const most = await page.evaluate(() => document.documentElement.scrollHeight);
					assert.ok(most <= 900, `it is ${most} px high`);
				}
				// Two charts: a member who may not see money has requirements drawn both ways.
				assert.equal(await page.locator('svg.chart, #budgets').count(), 2);
				assert.equal(await page.locator('#budgets').count(), user === 'chenlan' ? 1 : 0);
				const red = await page.evaluate(() => {
					const probe = document.createElement('i');
					probe.style.color = 'var(--bad)';
					document.body.append(probe);
					const bad = getComputedStyle(probe).color;
					const is = (e) => { const s = getComputedStyle(e); return s.color === bad || s.fill === bad || s.backgroundColor === bad || (s.borderLeftColor === bad && s.borderLeftWidth !== '0px'); };
					return [...document.querySelectorAll('main *')].filter((e) => is(e) && !e.closest('.late, .is-late')).map((e) => e.outerHTML.slice(0, 80));
				});
				assert.deepEqual(red, []);
				await page.context().close();
			});

test('figures lead to what they count, and what is not on the screen is behind a link', async () => {
	const page = await open(browser, { user: 'chenlan' });
	const late = Number(rows(`SELECT count(*) AS n FROM app.open_record o JOIN app.record r ON r.site_id = o.site_id AND r.id = o.record_id
		WHERE o.site_id = (SELECT id FROM app.site WHERE slug = 'huadong') AND o.since < (now() AT TIME ZONE 'Asia/Shanghai')::date AND r.visible < 2`)[0].n);
	await page.goto(`${site}/`);
	assert.match(await page.locator('.tiles .figure.late').textContent(), new RegExp(`^${late} `));
	for (const href of await page.locator('.tiles a, .dash header a, .dash .actions > a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))) {
		const there = await open(browser, { user: 'chenlan' });
		assert.equal((await there.goto(href)).status(), 200, href);
		const hash = new URL(there.url()).hash;
		if (hash)
			assert.equal(await there.locator(hash).count(), 1, href);
		await there.context().close();
	}
	await page.goto(`${site}/?all=yes`);
	for (const part of ['#kinds', '#waits', '#approvals', '#channel', '#class', '.board'])
		assert.ok(await page.locator(part).count() > 0, part);
	await assertGood(page);
	await page.context().close();
});
