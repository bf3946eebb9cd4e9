// SPDX-License-Identifier: ISC
// Goal: everything is reached and seen by keyboard alone, in order and without a trap; "/" leads to the search; an Enter that ends the
// choice of a Chinese input method sends nothing (RX.10, RX.5).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';

const site = '/huadong';
const pages = {
	zhouyi: ['/', `${site}/triage`, `${site}/requirements`, `${site}/requirements/new`, `${site}/ledger`, `${site}/search?q=%E5%AE%A2%E6%88%B7`, '/account', '/notifications', 'first:/huadong/changes?state=tech_review'],
	sunli: [`${site}/`, `${site}/settings/members`, `${site}/settings/departments`, `${site}/settings/rules`, `${site}/settings/calendar`, `${site}/history`],
	operator: ['/operator/sites', '/operator/accounts'],
};

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function go(page, where) {
	await page.goto(where.replace('first:', ''));
	if (where.startsWith('first:'))
		await page.goto(await page.locator('table.rows a.title').first().getAttribute('href'));
}

/** What Tab should reach: all that can be used, one radio of each group. */
const wanted = () => {
	const groups = new Set();
	return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter((e) => {
		if (e.disabled || !e.checkVisibility({ visibilityProperty: true }) || e.closest('[inert]'))
			return false;
		if (e.type !== 'radio')
			return true;
		const group = `${e.form?.action} ${e.name}`;
		return !groups.has(group) && groups.add(group);
	}).length;
};

/** Tab from the top until the page ends: how many were reached, and which could not be seen. */
async function walk(page, most) {
	const seen = new Set(), hidden = [];
	let last;
	await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
	for (let i = 0; i < 3 * most; i++) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(() => {
			const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
			if (e === document.body)
				return null;
			const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || e.matches('.fold');
			return { n: [...document.querySelectorAll('*')].indexOf(e), what: e.outerHTML.slice(0, 80), ok: marked && box.bottom > 0 && box.top < innerHeight };
		});
		// A date is several stops in one input.
		if (at !== null && at.n === last)
			continue;
		if (at === null || seen.has(at.n))
			break;
		seen.add(last = at.n);
		if (!at.ok)
			hidden.push(at.what);
	}
	return { reached: seen.size, hidden };
}

for (const [user, addresses] of Object.entries(pages))
	test(`every page of ${user} by Tab`, async () => {
		const page = await open(browser, { user });
		for (const where of addresses) {
			await go(page, where);
			const most = await page.evaluate(wanted), { reached, hidden } = await walk(page, most);
			assert.deepEqual(hidden, [], `${where}: focus is not seen`);
			assert.ok(reached >= most, `${where}: ${reached} of ${most} reached`);
		}
		await page.context().close();
	});

test('the first Tab leads past the menu', async () => {
	const page = await open(browser, { user: 'zhouyi' });
	await page.goto(`${site}/requirements`);
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
	await page.context().close();
});

test('"/" goes to the search, but not out of a text', async () => {
	const page = await open(browser, { user: 'zhouyi' });
	await page.goto(`${site}/requirements/new`);
	await page.locator('main h1').click();
	await page.keyboard.press('/');
	// The first key brings the script that knows it.
	await page.waitForFunction(() => document.activeElement.id === 'find');
	await page.locator('[name=title]').focus();
	await page.keyboard.type('a/b');
	assert.equal(await page.inputValue('[name=title]'), 'a/b');
	await page.goto('/');
	await page.keyboard.press('/');
	await page.waitForFunction(() => document.activeElement.id === 'find');
	await page.keyboard.type('客户');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/search\?q=/);
	assert.ok(await page.locator('.results li').count() > 0);
	await page.context().close();
});

test('an Enter of the input method sends nothing', async () => {
	const page = await open(browser, { user: 'zhouyi' });
	await page.goto(`${site}/requirements`);
	const input = page.locator('#by-q'), before = page.url();
	await input.focus();
	const stopped = await input.evaluate((e) => {
		const press = (init) => !e.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }));
		const composing = press({ isComposing: true });
		e.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '客户' }));
		const after = press({});
		return { composing, after };
	});
	assert.deepEqual(stopped, { composing: true, after: true }, 'also just after the composition has ended, as Safari says it');
	await page.evaluate(() => { const now = Date.now; Date.now = () => now() + 1000; });        // a second later
	await input.fill('客户');
	assert.equal(page.url(), before);
	await Promise.all([page.waitForEvent('load'), input.press('Enter')]);
	assert.match(page.url(), /q=/, 'a plain Enter filters');
	await page.context().close();
});

test('issue 11, fault 3: an arrow key in a filter chooses, Enter filters (WCAG 3.2.2)', async () => {
	const page = await open(browser, { user: 'zhouyi' });
	await page.goto(`${site}/requirements`);
	const filter = page.locator('form.filters select').first(), before = page.url();
	await filter.focus();
	await page.evaluate(() => { window.stays = true; });
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	const chosen = await filter.inputValue(), name = await filter.getAttribute('name');
	assert.notEqual(chosen, '');
	assert.equal(page.url(), before);
	assert.deepEqual(await page.evaluate(() => [window.stays, document.activeElement.tagName]), [true, 'SELECT'], 'the page was loaded anew');
	await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
	assert.equal(new URL(page.url()).searchParams.get(name), chosen);
	await page.context().close();
});

test('issue 11, fault 2: the opened move can be read under the pointer', async () => {
	for (const dark of [false, true]) {
		const page = await open(browser, { user: 'zhouyi', dark });
		await go(page, 'first:/huadong/requirements?state=submitted');
		const move = page.locator('details.move:has(> summary.primary)').first();
		await move.locator('> summary').click();
		await move.locator('> summary').hover();
		assert.ok(await move.evaluate((e) => e.open));
		await page.waitForFunction(() => document.getAnimations().every((a) => a.playState === 'finished'));
		await assertGood(page);
		await page.context().close();
	}
});
