// SPDX-License-Identifier: ISC
// Goal: issue 11, fault 2: what can be pressed stays readable while it is pressed.  Every button, summary and menu of the main pages is looked
// at under the pointer, with the focus and opened, light and dark, in both languages: axe judges its colours, and the focus is seen.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launch, open } from '../run/browser.mjs';
import { psql } from '../run/stack.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const number = (sql) => psql(`SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id AND s.slug = 'huadong' WHERE ${sql} ORDER BY r.id LIMIT 1`);
let browser;
const pages = [];
before(async () => {
	browser = await launch();
	const launchNumber = number("r.kind = 'launch' AND r.state = 'initiation'"), change = number("r.kind = 'change' AND r.state = 'group_approval'");
	pages.push(['chenlan', '/'], ['chenlan', '/huadong/'], ['chenlan', `/huadong/launches/${launchNumber}?next=1`], ['chenlan', `/huadong/changes/${change}`], ['chenlan', '/huadong/changes?state=group_approval'],
		['xuning', `/huadong/launches/${number("r.kind = 'launch' AND r.state = 'development'")}`], ['zhouyi', '/huadong/triage'], ['wangqiang', '/huadong/requirements/new'], ['sunli', '/huadong/sayings'], ['chenlan', '/account'],
		['xuning', `/huadong/requirements/${number("r.kind = 'requirement' AND r.state = 'submitted'")}`]);
});
after(() => browser?.close());

/** One of each look, over all pages: buttons that share all classes, also those of what is around them, have the same colours. */
const controls = (known) => {
	const seen = new Set(known), look = (e) => `${e.tagName}.${e.className}${e.open ? '[open]' : ''}`;
	return [...document.querySelectorAll('main :is(button, summary, a.btn, select, .tabs a, .pills a, .chip a), .side :is(summary, a), .top :is(button, summary, a.btn)')].filter((e) => {
		const key = [e, e.parentElement, e.parentElement.parentElement].map(look).join(' < ') + (e.disabled ? '!' : '') + (e.getAttribute('aria-current') ?? '');
		return e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1 && !seen.has(key) && seen.add(key);
	}).map((e, i) => { e.dataset.looked = i; return i; }).concat([[...seen]]);
};
const judge = (page, target) => page.evaluate(async (i) => {
	const e = document.querySelector(`[data-looked="${i}"]`), { violations } = await globalThis.axe.run(e, { runOnly: ['color-contrast'], resultTypes: ['violations'] });
	return violations.flatMap((v) => v.nodes.map((n) => `${e.outerHTML.slice(0, 90)}: ${n.any.map((a) => `${a.data?.contrastRatio} ${a.data?.fgColor} on ${a.data?.bgColor}`).join()}`));
}, target);

async function look(page, where, opened, seen) {
	const found = [], targets = await page.evaluate(controls, [...seen]);
	targets.pop().forEach((key) => seen.add(key));
	for (const i of targets) {
		const control = page.locator(`[data-looked="${i}"]`);
		await control.scrollIntoViewIfNeeded();
		await control.hover({ force: true });
		found.push(...(await judge(page, i)).map((f) => `${where} hover ${f}`));
		await control.focus();
		if (!await control.isDisabled()) {
			const ring = await page.evaluate((n) => { const e = document.querySelector(`[data-looked="${n}"]`); e.focus({ focusVisible: true }); const s = getComputedStyle(e); return document.activeElement === e ? [s.outlineStyle, s.outlineWidth] : null; }, i);
			assert.ok(ring !== null && ring[0] !== 'none' && parseFloat(ring[1]) >= 2, `${where} ${opened}: the focus is not seen on ${await control.evaluate((e) => e.outerHTML.slice(0, 120))}`);
		}
		found.push(...(await judge(page, i)).map((f) => `${where} focus ${f}`));
	}
	await page.evaluate(() => document.querySelectorAll('[data-looked]').forEach((e) => delete e.dataset.looked));
	return found;
}

for (const [language, dark] of [['zh-CN', false], ['en', true]])
	test(`issue 11, fault 2: what can be pressed is readable under the pointer, with the focus and opened, ${language}, ${dark ? 'dark' : 'light'}`, async () => {
		const users = new Map(), seen = new Set(), found = [];
		for (const [user, path] of pages) {
			const page = users.get(user) ?? await open(browser, { user, language, dark });
			users.set(user, page);
			assert.equal((await page.goto(path)).status(), 200, path);
			await page.evaluate(axe);
			found.push(...await look(page, path, 'closed', seen));
			// Menus lie over what follows, so one at a time; everything else at once.
			await page.evaluate(() => document.querySelectorAll('main details:not(.menu, .article)').forEach((d) => { d.open = true; }));
			found.push(...await look(page, path, 'opened', seen));
			for (const menu of await page.locator('details:is(.menu, .article):visible').all()) {
				await menu.evaluate((d) => { d.open = true; });
				found.push(...(await page.evaluate(async (d) => (await globalThis.axe.run(d, { runOnly: ['color-contrast'] })).violations.flatMap((v) => v.nodes.map((n) => n.html.slice(0, 90))), await menu.elementHandle())).map((f) => `${path} menu ${f}`));
				await menu.evaluate((d) => { d.open = false; });
			}
		}
		for (const page of users.values())
			await page.context().close();
		assert.ok(seen.size > 40, `${seen.size} looks`);
		assert.deepEqual(found, []);
	});
