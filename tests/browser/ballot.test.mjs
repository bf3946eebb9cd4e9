// SPDX-License-Identifier: ISC
// Goal: the ballot as people see it (issue 11, 2): beside what is decided on at a desk and after it on a phone, two taps where all is met, a
// reason only where a point is not, and the same without a script.  In both languages.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';
import { psql } from '../run/stack.mjs';

let browser, path;
before(async () => {
	browser = await launch();
	path = `/huadong/launches/${psql(`SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id JOIN app.approval a ON a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL
		WHERE s.slug = 'huadong' AND r.kind = 'launch' AND r.state = 'initiation' ORDER BY r.id LIMIT 1`)}`;
	// Four members without lead and deputy decide nothing; the deputy, who comes last, ends it.
	psql(`DELETE FROM app.vote WHERE record_id = (SELECT r.id FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.number = '${path.split('/').pop()}')`);
});
after(() => browser?.close());

const voters = { 'zh-CN': { 360: 'guowei', 1440: 'tangmin' }, en: { 360: 'luxiaofeng', 1440: 'hejun' } };
const said = { 'zh-CN': [/全部符合/, /您已表决：同意/, /改票/], en: [/All met/, /You voted: Approved/, /Change your vote/] };

for (const language of ['zh-CN', 'en'])
	for (const width of [360, 1440])
		test(`issue 11 two taps decide, ${language}, ${width} px`, async () => {
			const page = await open(browser, { user: voters[language][width], language, width, dark: width === 360 });
			await page.goto(path);
			await assertGood(page);
			const facts = await page.locator('#facts').boundingBox(), ballot = await page.locator('#ballot').boundingBox();
			if (width > 1000)
				assert.ok(ballot.x > facts.x + facts.width && Math.abs(ballot.y - facts.y) < 40, 'beside what is decided on');
			else
				assert.ok(ballot.y > facts.y + facts.height, 'after what is decided on');
			assert.equal(await page.locator('#ballot input:checked').count(), 0, 'nothing is judged beforehand');
			assert.equal(await page.locator('#ballot .criteria textarea:visible').count(), 0, 'no reason is asked for yet');
			await page.locator('.criterion', { has: page.locator('#vote-budget') }).locator('label').nth(1).click();
			assert.equal(await page.locator('#vote-budget_text').isVisible(), true, 'why is it not met?');
			assert.equal(await page.locator('#ballot [value=approve]').isDisabled(), true, 'agreeing is not offered');
			assert.match(await page.locator('#ballot [value=return]').getAttribute('class'), /primary/);
			await assertGood(page);
			const all = page.locator('[data-all-met]');
			assert.match(await all.textContent(), said[language][0]);
			if (width < 1000)
				for (const control of [all, page.locator('#ballot [value=approve]')])
					assert.ok((await control.boundingBox()).height >= 38, 'large enough for a thumb');
			await all.click();
			await Promise.all([page.waitForURL(/next=1/), page.locator('#ballot [value=approve]').click()]);
			assert.match(await page.locator('#ballot').innerText(), said[language][1]);
			assert.equal(await page.locator('.queue').count(), 1);
			await page.locator('#ballot summary', { hasText: said[language][2] }).click();
			await assertGood(page);
			await page.context().close();
		});

test('issue 11 a canned opinion is put behind what was typed', async (t) => {
	t.after(() => psql("DELETE FROM app.saying WHERE text = '请补充材料后再报'"));
	psql("INSERT INTO app.saying (site_id, text, created_at, created_by) SELECT s.id, '请补充材料后再报', now(), a.id FROM app.site s, app.account a WHERE s.slug = 'huadong' AND a.login = 'sunli'");
	const page = await open(browser, { user: 'songjie' });
	await page.goto(path);
	await page.selectOption('#ballot [name=saying]', '请补充材料后再报');
	assert.equal(await page.inputValue('#vote-opinion'), '请补充材料后再报');
	await page.fill('#vote-opinion', '预算偏高。\n');
	await page.selectOption('#ballot [name=saying]', '请补充材料后再报');
	assert.equal(await page.inputValue('#vote-opinion'), '预算偏高。\n请补充材料后再报');
	assert.equal(await page.inputValue('#ballot [name=saying]'), '');
	await page.context().close();
});

test('issue 11 without a script the ballot is complete: radio buttons, and a field for each reason', async () => {
	const page = await open(browser, { user: 'songjie', script: false });
	await page.goto(path);
	assert.equal(await page.locator('#ballot .criteria textarea:visible').count(), 4);
	assert.equal(await page.locator('[data-all-met]:visible').count(), 0, 'no button that does nothing');
	for (const label of await page.locator('#ballot .pick label:first-child').all())
		await label.click();
	await page.fill('#vote-opinion', '同意，情况如上所述');
	await page.locator('#ballot [value=approve]').click();
	assert.match(await page.locator('main').innerText(), /已表决/);
	await page.context().close();
});
