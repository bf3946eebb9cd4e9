// SPDX-License-Identifier: ISC
// Goal: one finds one's way on a long record page, in both languages, on a phone and at a desk: after an entry, a comment, a file, a link or a
// question one is back where it was sent from, and reads there what came of it.
// Proves issue 11 fault 7.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';
import { rows } from '../run/stack.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const of = (kind, state) => rows(`SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.kind = '${kind}' AND r.state = '${state}' ORDER BY r.id LIMIT 1`)[0].number;
const live = () => `/huadong/launches/${of('launch', 'go_live')}`;
const looks = ['zh-CN', 'en'].flatMap((language) => [360, 1440].map((width) => ({ language, width, height: width === 360 ? 740 : 900 })));
const named = (look) => `${look.language}, ${look.width} px${look.script === false ? ', without scripts' : ''}`;

/** What is done on the page, where it is sent from, and what is pressed. */
const deeds = [
	['#log', async (page) => {
		await page.locator('#log details.more > summary').click();
		await page.locator('#log [name=type]').selectOption('normal').catch(() => page.locator('#log [name=type][value=normal]').check());
		await page.fill('#log [name=text]', '服务器一切正常，无报错');
	}, '#log details.more button.primary'],
	['#said', (page) => page.fill('[name=body]', '请运维同事看一下'), 'form.say button'],
	['#files', (page) => page.setInputFiles('#files-file', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') }), '#add-files button'],
	['#links', async (page) => {
		await page.locator('#links details.more > summary').click();
		await page.fill('#link-other', of('requirement', 'accepted'));
	}, '#add-link button'],
];
const isInSight = (locator) => locator.evaluate((e) => { const box = e.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; });

for (const look of [...looks, { language: 'zh-CN', width: 1440, height: 900, script: false }])
	test(`fault 7: one is back at one's place, with the message there, ${named(look)}`, async () => {
		const page = await open(browser, { ...look, user: 'xuning' });

		await page.goto(live());
		for (const [at, fill, button] of deeds) {
			await fill(page);
			await Promise.all([page.waitForEvent('load'), page.locator(button).click()]);
			const message = page.locator('[role=status]');
			assert.equal(new URL(page.url()).hash, at);
			assert.equal(await message.count(), 1, `${at}: said once`);
			assert.ok(await page.locator(`${at} [role=status]`).count() === 1, `${at}: said there`);
			assert.ok(await isInSight(message), `${at}: in sight without scrolling`);
		}
		if (look.script !== false)
			await assertGood(page);
		await page.context().close();
	});

test('fault 7: what is wrong with a comment is said where it was written', async () => {
	for (const script of [true, false]) {
		const page = await open(browser, { user: 'xuning', script });

		await page.goto(live());
		await page.evaluate(() => document.querySelector('[name=body]').removeAttribute('required'));
		await Promise.all([page.waitForEvent('load'), page.locator('form.say button').click()]);
		assert.ok(await isInSight(page.locator('#said [role=alert]')));
		await page.context().close();
	}
});
