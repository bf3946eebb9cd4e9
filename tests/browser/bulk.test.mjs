// SPDX-License-Identifier: ISC
// Goal: several records are decided on with two taps on a phone and by keyboard alone, with and without scripts; what will be decided on
// is read before; the ledger and the course of a project are in order in both languages, light and dark, on a phone and on a desk
// (G22, RX.13, RX.10, G20, R7.1).
import test, { after, afterEach, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open, views } from '../run/browser.mjs';
import { psql, rows } from '../run/stack.mjs';

/* A site where nothing else is played: its changes under way, and members of its group who have no vote on them yet. */
const site = 'huadong2', changes = `/${site}/changes`;
const siteId = `(SELECT id FROM app.site WHERE slug = '${site}')`;
const pending = () => rows(`SELECT r.number, a.id AS approval FROM app.record r JOIN app.approval a ON a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL
	WHERE r.site_id = ${siteId} AND r.kind = 'change' ORDER BY r.number`);
const voters = () => rows(`SELECT p.login FROM app.member_role mr JOIN app.role ro ON ro.site_id = mr.site_id AND ro.id = mr.role_id AND ro.key = 'group_member' JOIN app.account p ON p.id = mr.account_id
	WHERE mr.site_id = ${siteId} AND NOT EXISTS (SELECT FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id LEFT JOIN app.vote v ON v.site_id = w.site_id AND v.approval_id = w.approval_id AND v.account_id = p.id
		WHERE w.site_id = mr.site_id AND r.kind = 'change' AND w.action = 'decide' AND (v.account_id IS NOT NULL OR p.id = ANY (w.barred))) ORDER BY 1`).map((r) => r.login);
const votesOf = (login) => Number(psql(`SELECT count(*) FROM app.vote v JOIN app.account p ON p.id = v.account_id JOIN app.record r ON r.site_id = v.site_id AND r.id = v.record_id
	WHERE v.site_id = ${siteId} AND p.login = '${login}' AND r.kind = 'change' AND v.at > now() - interval '1 hour'`));

let browser, login;
before(async () => { browser = await launch(); [login] = voters(); });
after(() => browser?.close());
/* One vote decides none of them, and it is taken away again, so that each way of voting finds the same. */
afterEach(() => psql(`DELETE FROM app.vote v USING app.account p WHERE p.id = v.account_id AND v.site_id = ${siteId} AND p.login = '${login}' AND v.at > now() - interval '1 hour'`));

for (const script of [true, false])
	test(`on a phone ${script ? 'with' : 'without'} scripts: tick, tap, look, tap`, async () => {
		const page = await open(browser, { user: login, width: 360, script }), numbers = pending().map((p) => p.number);
		await page.goto('/');
		for (const number of numbers)
			await page.locator(`input[name=record][value="${site}/changes/${number}"]`).check();
		const bar = page.locator('.bulk'), box = await bar.boundingBox();
		assert.ok(box.y + box.height <= 901 && box.y > 300, 'what can be done with them is in sight');
		await bar.getByRole('button', { name: '同意' }).first().click();
		for (const number of numbers)
			assert.ok(await page.getByText(number).first().isVisible());
		if (script)
			await assertGood(page);
		const confirm = page.getByRole('button', { name: '确认同意' }), at = await confirm.boundingBox();
		assert.ok(at.y + at.height <= 901 && at.height >= 36, 'confirming is in reach');
		await confirm.click();
		await page.waitForURL(/\/bulk\/\d+/);
		assert.equal(votesOf(login), numbers.length);
		if (script)
			await assertGood(page);
		await page.context().close();
	});

test('by keyboard alone', async () => {
	const page = await open(browser, { user: login }), [first] = pending();
	const tabTo = async (is) => {
		for (let i = 0; i < 150; i++) {
			await page.keyboard.press('Tab');
			if (await page.evaluate(is.fn, is.arg))
				return;
		}
		assert.fail(`never reached ${is.fn}`);
	};
	await page.goto(`${changes}?state=group_approval`);
	await tabTo({ fn: (n) => document.activeElement.name === 'record' && document.activeElement.value === n, arg: first.number });
	await page.keyboard.press('Space');
	await tabTo({ fn: () => document.activeElement.name === 'vote' && document.activeElement.value === 'return' });
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/moves\?/);
	await tabTo({ fn: () => document.activeElement.name === 'vote' });
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => document.querySelector('.alert.bad'));
	assert.ok(await page.evaluate(() => document.activeElement.closest('.alert') !== null), 'the mistake has the focus');
	assert.equal(await page.locator('input[name=record]:checked').count(), 1, 'the tick is still there');
	await assertGood(page);
	await tabTo({ fn: () => document.activeElement.name === 'opinion' });
	await page.keyboard.type('范围写得不清楚，请补充影响说明');
	await tabTo({ fn: () => document.activeElement.name === 'vote' });
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/bulk\/\d+/);
	assert.equal(votesOf(login), 1);
	await page.context().close();
});

for (const view of views())
	test(`what will be decided on, the ledger and a project's course, ${view.language}, ${view.dark ? 'dark' : 'light'}, ${view.width} px`, async () => {
		const look = async (user, paths) => {
			const page = await open(browser, { user, ...view });
			for (const path of paths) {
				assert.equal((await page.goto(path)).status(), 200, path);
				await assertGood(page);
			}
			await page.context().close();
		};
		const project = psql("SELECT r.number FROM app.record r JOIN app.launch k ON k.record_id = r.id JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND k.test_round IS NOT NULL ORDER BY r.id DESC LIMIT 1");
		await look(login, [`${changes}?state=group_approval`, `${changes}/moves?vote=reject&${pending().map((p) => `record=${p.number}`).join('&')}&record=CHG-1999-0001`, '/']);
		await look('zhouyi', ['/huadong/ledger', '/huadong/ledger?kind=launch', '/huadong/ledger?print=yes', '/huadong/ledger?kind=launch&print=yes', `/huadong/ledger/${project}`, `/huadong/ledger/${project}?print=yes`,
			'/huadong/requirements/moves?move=accept&record=REQ-2026-0118&record=REQ-2026-0119']);
	});
