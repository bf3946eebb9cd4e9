// SPDX-License-Identifier: ISC
// Debian's Chromium without a window of its own (it takes two thirds of the processor time), driven by playwright-core; pages are judged by axe-core and by what the browser complains about.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { base, login } from './stack.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One browser per test file; close it in after(). */
export const launch = () => chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/**
 * A page for a person (logged in when ${user} is given).  What the browser complains about, and every request to another
 * host, collects in page.complaints; bytes over the wire in page.received.
 */
export async function open(browser, { user, language = 'zh-CN', dark = false, width = 1440, height = 900, script = true } = {}) {
	const context = await browser.newContext({
		baseURL: base, locale: language, viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: script,
	});
	if (user) {
		const person = await login(user, undefined, { language });
		await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: base, httpOnly: true, sameSite: 'Lax' })));
	}
	const page = await context.newPage();
	page.complaints = [];
	page.received = 0;
	page.on('console', (m) => { if (['error', 'warning'].includes(m.type()) && !/status of 4\d\d/.test(m.text())) page.complaints.push(m.text()); });
	page.on('pageerror', (e) => page.complaints.push(String(e)));
	page.on('request', (r) => { if (!r.url().startsWith(base) && !r.url().startsWith('data:')) page.complaints.push(`asks ${r.url()}`); });
	page.on('requestfinished', async (r) => {
		const sizes = await r.sizes().catch(() => null);
		page.received += sizes ? sizes.responseHeadersSize + sizes.responseBodySize : 0;
	});
	return page;
}

/** No finding of axe-core, no complaint of the browser, nothing wider than the window, no label on a phone without what it labels. */
export async function assertGood(page) {
	const where = `${page.url()} (${page.viewportSize().width} px)`;
	assert.deepEqual(page.complaints, [], where);
	await page.evaluate(axeSource);
	const found = await page.evaluate(async () => (await globalThis.axe.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}: ${v.nodes[0].failureSummary}`));
	assert.deepEqual(found, [], where);
	const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	const wide = over <= 0 ? [] : await page.evaluate(() => [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth && !e.closest('.scroll')).map((e) => `${e.tagName}.${e.className}`));
	assert.ok(over <= 0, `${where} is ${over} px wider than the window: ${wide.slice(0, 8).join(', ')}`);
	const bare = await page.evaluate(() => [...document.querySelectorAll('td[data-label]')].filter((c) => c.childNodes.length > 0 && c.innerHTML.trim() === '').map((c) => c.dataset.label));
	assert.deepEqual([...new Set(bare)], [], `${where}: cells that are blank but not empty, so that their label stays`);
}

/** All the ways a page is looked at: both languages, light and dark, phone and desk. */
export function* views() {
	for (const language of ['zh-CN', 'en'])
		for (const dark of [false, true])
			for (const width of [360, 1440])
				yield { language, dark, width };
}
