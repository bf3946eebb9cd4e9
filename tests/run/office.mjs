// SPDX-License-Identifier: ISC
// People at their own browsers, who press what the page shows; each page they come to is looked at.
import assert from 'node:assert/strict';
import { assertGood, open } from './browser.mjs';
import { siteId } from './people.mjs';
import { rows } from './stack.mjs';

export const numberOf = (url) => /[A-Z]{3}-\d{4}-\d+/.exec(url)[0];

/** Who decides for the site. */
export const group = () => rows(`SELECT DISTINCT a.login, a.id FROM app.member_role mr JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id
	JOIN app.account a ON a.id = mr.account_id WHERE mr.site_id = ${siteId()} AND r.key IN ('group_lead', 'group_deputy', 'group_member') ORDER BY a.id`).map((r) => r.login);

/** ${look}: language, dark, width; ${without}: who has no scripts; ${axe}: false leaves the judgement of each page to the caller. */
export class Office {
	constructor(browser, look, { without = [], axe = true } = {}) {
		Object.assign(this, { browser, look, without, axe, desks: new Map() });
	}
	async at(user) {
		if (!this.desks.has(user))
			this.desks.set(user, await open(this.browser, { user, ...this.look, script: !this.without.includes(user) }));
		this.desks.get(user).setDefaultTimeout(10_000);
		return this.desks.get(user);
	}
	async see(user, address) {
		const page = await this.at(user);
		assert.equal((await page.goto(address)).status(), 200, `${user} ${address}`);
		await this.look_at(page);
		return page;
	}
	/** The line of what waits for them that has ${text}, through all its pages; null when there is none. */
	async todo(user, text) {
		const page = await this.see(user, '/'), line = page.locator('.todo > li', { hasText: text }), next = page.locator('.pager a[rel=next]');

		while (await line.count() === 0) {
			if (await next.count() === 0)
				return null;
			await this.press(page, next);
		}
		return line.first();
	}
	async look_at(page) {
		this.latest = page;
		assert.equal(await page.locator('html').getAttribute('lang'), this.look.language);
		if (this.axe)
			await assertGood(page);
	}
	/** Press, and arrive at a page that is in order. */
	async press(page, what) {
		const target = typeof what === 'string' ? page.locator(what).first() : what;

		await Promise.all([page.waitForEvent('load'), target.click()]);
		assert.equal(await page.locator('[role=alert]').count(), 0, `${page.url()}: ${await page.locator('[role=alert]').allTextContents()}`);
		await this.look_at(page);
	}
	/** Open the form of a move, fill it in, make it. */
	async move(page, name, values = {}) {
		if (Object.keys(values).length > 0 && await page.locator(`details#move-${name}[open]`).count() === 0)
			await page.locator(`#move-${name} > summary`).click();
		await fill_in(page, `#move-${name}`, values);
		await this.press(page, `#move-${name} button[name=move][value=${name}]`);
	}
	async close() { for (const page of this.desks.values()) await page.context().close(); }
}

export async function fill(page, within, name, value) {
	const control = page.locator(`${within} [name="${name}"]`);
	const type = await control.first().evaluate((e) => e.type);

	if (type === 'radio' || type === 'checkbox')
		await page.locator(`${within} [name="${name}"][value="${value}"]`).check();
	else if (type === 'select-one')
		await control.selectOption(value);
	else
		await control.fill(value);
}

/** Several values under one name: several boxes. */
export async function fill_in(page, within, values) {
	for (const [name, value] of Object.entries(values))
		for (const one of [value].flat())
			await fill(page, within, name, one);
}
export const fill_all = (page, values) => fill_in(page, 'main form.form', values);
