// SPDX-License-Identifier: ISC
// Goal: issue 11, point 5 and faults 8 and 9: the list of every kind fits its card on a screen of 1,280 and 1,440 with the longest of what it
// may hold, in both languages; numbers and days never break, and nothing lies over them; columns, board and calendar are in order for the
// eye, the keyboard and axe-core, on a phone and on a desk, with and without a script.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';
import { ctl, psql } from '../run/stack.mjs';

const site = '/huadong';
let browser, kinds;

before(async () => {
	browser = await launch();
	kinds = JSON.parse((await ctl('kinds', '--json')).out).map((kind) => kind.plural);
	psql(`SET session_replication_role = replica; UPDATE app.record SET title = left(title || '，' || repeat('标题可以很长而且不能把别的列挤出去', 8), 100), due = COALESCE(due, current_date - 123);
		UPDATE app.budget SET requested = 123456789.99, allocated = 123456789.99;
		UPDATE app.open_record SET due = COALESCE(due, current_date - 123)`);
});
after(() => browser?.close());

const shown = (page) => page.evaluate(() => {
	const lines = (e) => { const r = document.createRange(); r.selectNodeContents(e); return new Set([...r.getClientRects()].filter((b) => b.width > 0).map((b) => Math.round(b.top))).size; };
	const table = document.querySelector('table.fit');
	return table && {
		wide: table.parentElement.scrollWidth - table.parentElement.clientWidth, page: document.documentElement.scrollWidth - window.innerWidth,
		broken: [...table.querySelectorAll('td.mono, td.d, td.num')].filter((td) => lines(td) > 1).map((td) => td.textContent),
		hidden: [...table.querySelectorAll('td.d')].filter((td) => { const b = td.getBoundingClientRect(), x = b.right - 8, y = b.top + b.height / 2; return y < innerHeight && y > 0 && b.width && !td.contains(document.elementFromPoint(x, y)); }).map((td) => td.textContent),
	};
});

for (const language of ['zh-CN', 'en'])
	for (const width of [1280, 1440])
		test(`the list of every kind fits its card, and its days and numbers stay whole, ${language}, ${width} px`, async () => {
			const page = await open(browser, { user: 'chenlan', language, width });
			const wrong = [];
			let seen = 0;
			for (const kind of kinds) {
				await page.goto(`${site}/${kind}`);
				const list = await shown(page);
				if (list === null)
					continue;
				seen++;
				if (list.wide > 0 || list.page > 0 || list.broken.length > 0 || list.hidden.length > 0)
					wrong.push({ kind, ...list });
			}
			assert.deepEqual(wrong, []);
			assert.ok(seen > 15, `${seen} lists`);
			await page.context().close();
		});

for (const view of [{ language: 'zh-CN', width: 360 }, { language: 'en', width: 1440, dark: true }])
	test(`list, board and calendar are in order, ${view.language}, ${view.width} px`, async () => {
		const page = await open(browser, { user: 'zhouyi', ...view });
		for (const query of ['', '?view=board', '?view=calendar']) {
			assert.equal((await page.goto(`${site}/requirements${query}`)).status(), 200);
			await page.evaluate(() => document.querySelectorAll('main details').forEach((d) => { d.open = d.id === 'columns'; }));
			await assertGood(page);
			assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${query} is wider than the page`);
		}
		await page.context().close();
	});

test('columns are chosen by the keyboard alone, and without a script', async () => {
	for (const script of [true, false]) {
		const page = await open(browser, { user: 'wangqiang', script });
		await page.goto(`${site}/requirements`);
		await page.focus('#columns summary');
		await page.keyboard.press('Enter');
		await page.focus('#columns input[value=channel]');
		await page.keyboard.press('Space');
		await page.focus('#columns button.primary');
		await page.keyboard.press('Enter');
		await page.waitForSelector('[role=status]');
		assert.equal(await page.locator('thead th', { hasText: '来源渠道' }).count(), script ? 1 : 0, 'on, and with the second press off again');
		await page.context().close();
	}
});
