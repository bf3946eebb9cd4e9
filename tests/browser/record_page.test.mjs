// SPDX-License-Identifier: ISC
// Goal: one finds one's way on a long record page, in both languages, on a phone and at a desk: after an entry, a comment, a file, a link or a
// question one is back where it was sent from, and reads there what came of it.  The bar leads to every part and stays, with the one thing to do;
// only the current stage is open, every other one is a line; and a launch that goes live fits three screens, on a phone what is next and the facts two.
// Proves issue 11 fault 7 and point 1.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';
import { launchIn } from '../run/launches.mjs';
import { ctl, rows } from '../run/stack.mjs';

let browser;
const kinds = JSON.parse((await ctl('kinds', '--json')).out), plural = (kind) => kinds.find((k) => k.name === kind).plural;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const of = (kind, state) => rows(`SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.kind = '${kind}' AND r.state = '${state}' ORDER BY r.id LIMIT 1`)[0].number;
const live = () => `/huadong/launches/${of('launch', 'go_live')}`;
const looks = ['zh-CN', 'en'].flatMap((language) => [360, 1440].map((width) => ({ language, width, height: width === 360 ? 740 : 900 })));
const named = (look) => `${look.language}, ${look.width} px${look.script === false ? ', without scripts' : ''}`;

/** What is done on the page, where it is sent from, and what is pressed. */
const deeds = [
	['#risk', async (page) => {
		await page.locator('#s-support > summary').click();
		await page.locator('#risk details.more > summary').click();
		await page.locator('#risk [name=level]').selectOption('low').catch(() => page.locator('#risk [name=level][value=low]').check());
		await page.fill('#risk [name=text]', '预演时磁盘余量只有两成');
	}, '#risk details.more button.primary'],
	['#said', (page) => page.fill('[name=body]', '请运维同事看一下'), 'form.say > .actions button'],
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

		await page.goto(`/huadong/launches/${await launchIn('go_live')}`);
		for (const [at, fill, button] of deeds) {
			await fill(page);
			await Promise.all([page.waitForEvent('load'), page.locator(button).click()]);
			const message = page.locator('.alert[role=status]');
			assert.equal(new URL(page.url()).hash, at);
			assert.equal(await message.count(), 1, `${at}: said once`);
			assert.ok(await page.locator(`${at} .alert[role=status]`).count() === 1, `${at}: said there`);
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
		await Promise.all([page.waitForEvent('load'), page.locator('form.say > .actions button').click()]);
		assert.ok(await isInSight(page.locator('#said [role=alert]')));
		await page.context().close();
	}
});

const barred = (page) => page.locator('.recbar nav a').evaluateAll((links) => links.map((a) => ({ to: a.getAttribute('href'), text: a.innerText.trim(), now: a.getAttribute('aria-current') })));

for (const look of looks)
	test(`point 1: the bar leads to every part and stays, with the thing to do, ${named(look)}`, async () => {
		const page = await open(browser, { ...look, user: 'xuning' });

		await page.goto(live());
		const parts = await barred(page), open_ones = await page.locator('.folds > details[open]').evaluateAll((all) => all.map((d) => d.id));
		assert.deepEqual(open_ones, ['s-go_live'], 'the current stage alone is open');
		for (const id of ['#facts', '#s-plan', '#s-development', '#s-testing', '#s-documents', '#s-go_live', '#decisions', '#comments', '#history'])
			assert.ok(parts.some((p) => p.to === id), `the bar has ${id}`);
		for (const line of await page.locator('.folds > details:not([open]) > summary').allInnerTexts())
			assert.match(line, /\S+\s+\S+/, `${line} says how it stands`);
		assert.match(parts.find((p) => p.to === '#s-go_live').text, look.language === 'en' ? /3 missing/ : /缺 3/);

		for (const { to } of parts) {
			await page.locator(`.recbar nav a[href="${to}"]`).press('Enter');
			await page.waitForFunction((hash) => location.hash === hash, to);
			const box = await page.locator(to).boundingBox(), bar = await page.locator('.recbar').boundingBox();
			assert.ok(box.y < look.height && box.y + box.height > bar.y + bar.height, `${to} is in sight below the bar`);
			assert.ok(await isInSight(page.locator('.recbar nav')), `the bar is there at ${to}`);
			assert.ok(await isInSight(page.locator('.recbar .actions > .btn.primary')), `the thing to do is in reach at ${to}`);
		}
		await page.locator('.recbar nav a[href="#s-testing"]').press('Enter');
		await page.waitForFunction(() => document.querySelector('.recbar nav a[aria-current]')?.hash === '#s-testing');
		assert.equal((await barred(page)).filter((p) => p.now).length, 1, 'one is marked');

		await page.locator('.stepper li a').nth(1).click();
		await page.waitForURL(/#s-plan$/);        // a circle leads to its stage
		await page.locator('#s-plan[open]').waitFor();                     // which is opened
		await page.locator('.recbar .actions > .btn.primary').click();
		await page.locator('#tick details.more[open]').waitFor();       // what is missing first is one tap away
		await assertGood(page);
		await page.context().close();
	});

test('point 1: without scripts the bar is plain links, and all that is folded can be opened', async () => {
	const page = await open(browser, { user: 'xuning', script: false });

	await page.goto(live());
	await page.locator('.recbar nav a[href="#s-plan"]').click();
	assert.ok(await isInSight(page.locator('#s-plan > summary')));
	if (!await page.locator('#fact-plan_modules').isVisible())
		await page.locator('#s-plan > summary').click();
	assert.ok(await page.locator('#fact-plan_modules').isVisible());
	await page.context().close();
});

for (const language of ['zh-CN', 'en'])
	test(`point 1: a launch that goes live fits three screens at a desk, what is next and the facts two on a phone, ${language}`, async () => {
		for (const { width, height, screens, until } of [{ width: 1440, height: 900, screens: 3, until: 'main' }, { width: 360, height: 740, screens: 2, until: '#facts' }]) {
			const page = await open(browser, { language, width, height, user: 'xuning' });

			await page.goto(live());
			const bottom = await page.locator(until).evaluate((e) => e.getBoundingClientRect().bottom + scrollY);
			assert.ok(bottom <= screens * height, `${until} ends at ${bottom} of ${screens * height} px (${width} px)`);
			await page.context().close();
		}
	});

test('point 1: no record of any kind is wider than the phone or the desk, or has two parts of one name', async () => {
	const records = rows(`SELECT DISTINCT ON (r.kind, r.state) r.kind, r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.visible = 0 ORDER BY r.kind, r.state, r.id`);

	for (const width of [360, 1280]) {
		const page = await open(browser, { user: 'zhouyi', width });
		for (const { kind, number } of records) {
			await page.goto(`/huadong/${plural(kind)}/${number}`);
			const found = await page.evaluate(() => ({ over: document.documentElement.scrollWidth - innerWidth, ids: [...document.querySelectorAll('[id]')].map((e) => e.id), to: [...document.querySelectorAll('.recbar nav a')].map((a) => a.hash.slice(1)) }));
			assert.ok(found.over <= 0, `${number} is ${found.over} px wider than ${width}`);
			assert.deepEqual(found.ids.filter((id, i) => found.ids.indexOf(id) !== i), [], number);
			assert.deepEqual(found.to.filter((id) => !found.ids.includes(id)), [], `${number}: the bar leads to what is not there`);
		}
		await page.context().close();
	}
});

test('point 1: on paper nothing of a long page is folded', async () => {
	for (const script of [true, false]) {
		const page = await open(browser, { user: 'xuning', script });

		await page.goto(live());
		await page.emulateMedia({ media: 'print' });
		if (script)
			await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
		for (const what of ['#fact-plan_modules', '#test_report td', '#documents td'])
			assert.ok(await page.locator(what).first().isVisible(), `${what} ${script ? 'with' : 'without'} scripts`);
		assert.equal(await page.locator('.recbar').isVisible(), false);
		await page.context().close();
	}
});
