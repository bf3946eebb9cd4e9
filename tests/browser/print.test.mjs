// SPDX-License-Identifier: ISC
// Goal: records can be printed (RX.11; issue 11, fault 1: some ended the browser's page), and what is written in them stays smaller than
// the page's own title (fault 13).  Of each kind the records with most text; GATEHOUSE_LONG=1 prints all of the demonstration's.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { launch, open } from '../run/browser.mjs';
import { ctl, rows } from '../run/stack.mjs';
import { siteId } from '../run/people.mjs';

const kinds = JSON.parse((await ctl('kinds', '--json')).out);
let browser, page;
before(async () => {
	browser = await launch();
	page = await open(browser, { user: 'chenlan' });
});
after(() => browser?.close());

for (const kind of kinds)
	test(`every ${kind.name} comes out of the printer`, async () => {
		const records = rows(`SELECT r.number FROM app.record r LEFT JOIN app.record_text t ON t.site_id = r.site_id AND t.record_id = r.id
			WHERE r.site_id = ${siteId()} AND r.kind = '${kind.name}' AND r.state <> 'draft' ORDER BY length(t.body) DESC NULLS LAST LIMIT ${process.env.GATEHOUSE_LONG ? 100000 : 3}`);
		assert.ok(records.length > 0, 'the demonstration has none');
		for (const { number } of records) {
			const reply = await page.goto(`/huadong/${kind.plural}/${number}/print`);
			assert.equal(reply.status(), 200, number);
			const pdf = await page.pdf({ preferCSSPageSize: true });
			assert.ok(pdf.length > 5000, `${number}: ${pdf.length} bytes`);
		}
		assert.deepEqual(page.complaints, []);
	});

test('headings that somebody wrote are smaller than the title of the page', async () => {
	const [{ number }] = rows(`SELECT r.number FROM app.document d JOIN app.record r ON r.site_id = d.site_id AND r.id = d.record_id
		WHERE r.site_id = ${siteId()} AND d.body ~ '(^|\\n)# ' AND r.visible = 0 ORDER BY r.id LIMIT 1`);
	await page.goto(`/huadong/documents/${number}`);
	const sizes = await page.evaluate(() => ({
		title: parseFloat(getComputedStyle(document.querySelector('.head h1')).fontSize),
		written: [...document.querySelectorAll('.prose :is(h1, h2, h3)')].map((h) => parseFloat(getComputedStyle(h).fontSize)),
	}));
	assert.ok(sizes.written.length > 0, `${number} shows no heading`);
	assert.ok(Math.max(...sizes.written) < sizes.title, JSON.stringify(sizes));
});

test('a penalty decision states facts and grounds, one way to appeal, who is copied in and when it was issued, with room for a seal (fault 12)', async () => {
	const records = rows(`SELECT r.number, p.facts, p.decision FROM app.penalty p JOIN app.record r ON r.site_id = p.site_id AND r.id = p.record_id
		WHERE r.site_id = ${siteId()} AND r.state = 'decided' ORDER BY r.id LIMIT 3`);
	assert.ok(records.length > 0);
	for (const { number, facts, decision } of records) {
		await page.goto(`/huadong/penalties/${number}/print`);
		const text = await page.locator('article.notice').innerText();
		assert.deepEqual(await page.locator('.notice h2').allTextContents(), ['一、事实和依据', '二、处理决定']);
		assert.ok(text.includes(facts.split('\n')[0]) && text.includes(decision.split('\n')[0]), number);
		assert.equal(text.match(/提出申诉/g).length, 1, text);
		assert.match(text, /抄送：[^\n]+\n[\s\S]*\d{4}年\d+月\d+日印发/);
		await page.emulateMedia({ media: 'print' });
		const seal = await page.locator('.notice-end').boundingBox();
		assert.ok(seal.width >= 158 && seal.height >= 120, `room for a seal: ${JSON.stringify(seal)}`);
		await page.emulateMedia({ media: null });
	}
});
