// SPDX-License-Identifier: ISC
// Goal: the way of a requirement reads as a line at a desk and downwards on a phone, in both languages, each step with its day; nothing of it is
// wider than the screen.  Proves issue 12, point 7.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';
import { rows } from '../run/stack.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** One of the demonstration that was delivered and accepted. */
const [{ number }] = rows(`SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id JOIN app.link l ON l.site_id = r.site_id AND l.other_id = r.id AND l.sort = 'contains'
	WHERE s.slug = 'huadong' AND r.kind = 'requirement' AND r.state IN ('delivered', 'closed') ORDER BY r.id LIMIT 1`);

for (const language of ['zh-CN', 'en'])
	for (const width of [360, 1440])
		test(`issue 12.7: the way of a requirement, ${language}, ${width} px`, async () => {
			const page = await open(browser, { language, width, height: 800, user: 'liumei' });

			await page.goto(`/huadong/requirements/${number}`);
			const steps = await page.locator('.way li').evaluateAll((all) => all.map((li) => ({ ...li.getBoundingClientRect().toJSON(), text: li.innerText, now: li.getAttribute('aria-current') })));
			assert.ok(steps.length >= 5, `${steps.length} steps`);
			assert.ok(steps.every((s, i) => i === 0 || (width === 360 ? s.y > steps[i - 1].y && Math.abs(s.x - steps[0].x) < 2 : s.x > steps[i - 1].x && Math.abs(s.y - steps[0].y) < 2)), JSON.stringify(steps));
			assert.ok(steps.slice(0, 5).every((s) => /\d{4}-\d\d-\d\d/.test(s.text)), 'each with its day');
			assert.equal(steps.filter((s) => s.now === 'step').length, 1, 'the present one is marked');
			assert.ok(steps.some((s) => /LCH-|ITR-/.test(s.text)), 'and what carried it is named');
			assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
			await assertGood(page);
			await page.context().close();
		});
