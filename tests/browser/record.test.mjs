// SPDX-License-Identifier: ISC
// Goal: the pages of a record and of lists are in order in both languages, light and dark, on a phone and on a desk, with their
// forms open; a form with mistakes leads to them, with and without a script.  Proves RX.9, RX.10, RX.14 (print).
// Two views of each page by default; GATEHOUSE_LONG=1 looks at all eight.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open, views } from '../run/browser.mjs';
import { login, rows } from '../run/stack.mjs';

let browser;
const site = '/huadong';
const where = "site_id = (SELECT id FROM app.site WHERE slug = 'huadong')";
const one = (sql) => rows(sql)[0]?.number;
const pages = {};

before(async () => {
	browser = await launch();
	const wang = await login('wangqiang');
	const form = await wang.get(`${site}/requirements/new`);
	const draft = await wang.submit(form, { title: '浏览器检查', need: 'functional', channel: 'research', goal: '原来的目标' });
	await wang.submit(await wang.get(`${draft.path}/edit`), { goal: '新的目标' });
	Object.assign(pages, {
		draft: draft.path, diff: `${draft.path}/versions/2`, history: `${draft.path}/history`, edit: `${draft.path}/edit`, new: `${site}/requirements/new`,
		empty: `${site}/requirements?q=nothing-like-it`, list: `${site}/requirements?state=submitted&sort=-changed_at`, notices: `${site}/notices`,
		people: `${site}/requirements/${one(`SELECT number FROM app.record WHERE ${where} AND kind = 'requirement' AND state = 'submitted' ORDER BY id LIMIT 1`)}?with=people`,
		decided: `${site}/changes/${one(`SELECT r.number FROM app.record r WHERE r.${where} AND kind = 'change' AND EXISTS (SELECT FROM app.vote v WHERE v.site_id = r.site_id AND v.record_id = r.id) ORDER BY id LIMIT 1`)}`,
		platform: `${site}/platforms/${one(`SELECT number FROM app.record WHERE ${where} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`)}`,
		print: `${site}/notices/${one(`SELECT number FROM app.record WHERE ${where} AND kind = 'notice' AND state = 'published' ORDER BY id LIMIT 1`)}/print`,
	});
});
after(() => browser?.close());

const seenBy = { draft: 'wangqiang', diff: 'wangqiang', history: 'wangqiang', edit: 'wangqiang' };

const shown = process.env.GATEHOUSE_LONG ? [...views()] : [...views()].filter((v) => (v.language === 'en' && !v.dark && v.width === 360) || (v.language === 'zh-CN' && v.dark && v.width === 1440));

for (const view of shown)
	test(`record pages, ${view.language}, ${view.dark ? 'dark' : 'light'}, ${view.width} px`, async () => {
		for (const user of ['wangqiang', 'zhouyi']) {
			const page = await open(browser, { ...view, user });
			for (const [name, path] of Object.entries(pages)) {
				if ((seenBy[name] ?? 'zhouyi') !== user)
					continue;
				assert.equal((await page.goto(path)).status(), 200, `${name} ${path}`);
				await page.evaluate(() => document.querySelectorAll('main details').forEach((d) => { d.open = d.classList.contains('move') || d.classList.contains('more'); }));
				await assertGood(page);
			}
			await page.context().close();
		}
	});

test('a form with mistakes says so first, and each line leads to its field', async () => {
	for (const script of [true, false]) {
		const page = await open(browser, { user: 'wangqiang', script });
		await page.goto(pages.new);
		await page.fill('[name=goal]', '写了一半的目标');
		await page.click('main form.form footer button');
		await page.waitForSelector('[role=alert]');
		if (script) {
			await assertGood(page);
			assert.ok(await page.evaluate(() => document.activeElement?.closest('[role=alert]') !== null), 'the summary has the focus');
		}
		assert.equal(await page.inputValue('[name=goal]'), '写了一半的目标');
		await page.click('[role=alert] a[href="#f-title"]');
		assert.equal(await page.evaluate(() => document.activeElement.id), 'f-title');
		await page.context().close();
	}
});

test('a figure stands under the head of its column, and so does the dash where there is none', async () => {
	const page = await open(browser, { user: 'zhouyi' });

	await page.goto(`${site}/requirements`);
	const cells = await page.evaluate(() => [...document.querySelectorAll('table.rows thead th')].flatMap((head, i) => !head.classList.contains('num') ? [] :
		[...document.querySelectorAll(`table.rows tbody td:nth-child(${i + 1})`)].map((cell) => ({ text: cell.textContent.trim(), align: getComputedStyle(cell).textAlign }))));
	assert.ok(cells.some((c) => c.text === '') && cells.some((c) => c.text !== ''), 'there are requirements with a priority and without one');
	assert.deepEqual([...new Set(cells.map((c) => c.align))], ['right']);
	await page.context().close();
});

test('what somebody wrote is not followed by an empty line, on the page or on paper', async () => {
	const number = one(`SELECT r.number FROM app.document d JOIN app.record r ON r.site_id = d.site_id AND r.id = d.record_id WHERE r.${where} AND d.body ~ '(^|\\n)# ' AND r.visible = 0 ORDER BY r.id LIMIT 1`);
	const page = await open(browser, { user: 'chenlan' });

	for (const path of [`${site}/documents/${number}`, `${site}/documents/${number}/print`]) {
		await page.goto(path);
		const left = await page.evaluate(() => [...document.querySelectorAll('.long > .prose')].map((text) => {
			const around = text.parentElement, padding = parseFloat(getComputedStyle(around).paddingBottom);
			return Math.round(around.getBoundingClientRect().bottom - padding - text.getBoundingClientRect().bottom);
		}));
		assert.ok(left.length > 0, `${path} shows no text`);
		assert.ok(left.every((pixels) => pixels <= 1), `${path}: ${left} pixels`);
	}
	await page.context().close();
});
