// SPDX-License-Identifier: ISC
// Goal: the look keeps its rules on every page: five sizes of type, blue only where one can act, numbers of records in the text's own
// type, and what is past in days with the moment behind it.  Proves issue 11, point 8 (RX.9, RX.10).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { launch, open } from '../run/browser.mjs';
import { rows } from '../run/stack.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const site = '/huadong';
const first = (kind, state) => rows(`SELECT number FROM app.record WHERE site_id = (SELECT id FROM app.site WHERE slug = 'huadong') AND kind = '${kind}' AND state = '${state}' ORDER BY id LIMIT 1`)[0].number;
const addresses = () => ['/', '/notifications', '/account', `${site}/`, `${site}/requirements`, `${site}/requirements/new`, `${site}/search?q=客户`, `${site}/ledger`, `${site}/launches/${first('launch', 'go_live')}`, `${site}/changes/${first('change', 'group_approval')}`];

const views = [{ language: 'zh-CN', width: 1440 }, { language: 'en', width: 360 }, { language: 'zh-CN', width: 360, dark: true }, { language: 'en', width: 1440, dark: true }];

for (const view of views)
	test(`type and colour, ${view.language}, ${view.width} px${view.dark ? ', dark' : ''}`, async () => {
		const page = await open(browser, { user: 'chenlan', ...view });

		for (const address of addresses()) {
			assert.equal((await page.goto(address)).status(), 200, address);
			const seen = await page.evaluate(() => {
				const own = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim() !== '');
				const shown = [...document.querySelectorAll('body *')].filter((e) => own(e) && e.checkVisibility());
				const name = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} "${e.textContent.trim().slice(0, 20)}"`;
				const probe = document.createElement('i');
				probe.style.color = 'var(--brand)';
				document.body.append(probe);
				const blue = getComputedStyle(probe).color;
				const acts = 'a, button, summary, label, input, select, textarea, option';
				const isBlue = (e) => { const s = getComputedStyle(e); return s.color === blue || s.backgroundColor === blue || (s.borderTopWidth !== '0px' && s.borderTopColor === blue); };
				return {
					sizes: shown.filter((e) => !['12px', '13px', '15px', '17px', '22px'].includes(getComputedStyle(e).fontSize)).map((e) => `${getComputedStyle(e).fontSize} ${name(e)}`),
					blue: [...document.querySelectorAll('body *')].filter((e) => e !== probe && isBlue(e) && !e.closest(acts)).map(name),
					numbers: shown.filter((e) => /^[A-Z]{3}-\d{4}-\d{4}$/.test(e.textContent.trim()) && getComputedStyle(e).fontFamily !== getComputedStyle(document.body).fontFamily).map(name),
				};
			});
			assert.deepEqual(seen, { sizes: [], blue: [], numbers: [] }, address);
		}
		await page.context().close();
	});

test('what is past is told in days, and the moment is behind it; without a script and on paper it is the moment', async () => {
	const address = `${site}/requirements/${first('requirement', 'delivered')}/history`;
	for (const [language, days] of [['zh-CN', /^\d+ 天前$|^今天 |^昨天 |^前天$|^\d{4}-/], ['en', /^\d+ days ago$|^today |^yesterday |^\d{4}-/]]) {
		const page = await open(browser, { user: 'chenlan', language });
		await page.goto(address);
		const times = await page.locator('main time').evaluateAll((all) => all.map((t) => [t.textContent, t.title, t.dateTime]));
		assert.ok(times.length > 0);
		for (const [text, title, moment] of times) {
			assert.match(text, days);
			assert.match(title, /^\d{4}-\d\d-\d\d \d\d:\d\d$/);
			assert.equal(moment, title);
		}
		assert.ok(times.some(([text, title]) => text !== title), 'some are recent');
		const [[text, title]] = times;
		const today = await page.evaluate(() => document.documentElement.dataset.today);
		const back = Math.round((Date.parse(today) - Date.parse(title.slice(0, 10))) / 864e5);
		assert.ok(back > 90 ? text === title : back > 2 ? text.startsWith(String(back)) : !/\d{4}-/.test(text), `${text} is ${title}, today is ${today}`);
		await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
		assert.equal(await page.locator('main time').first().textContent(), title);
		await page.context().close();
	}
	const bare = await open(browser, { user: 'chenlan', script: false });
	await bare.goto(address);
	assert.match(await bare.locator('main time').first().textContent(), /^\d{4}-\d\d-\d\d \d\d:\d\d$/);
	await bare.context().close();
});
