// SPDX-License-Identifier: ISC
// Goal: forms that people can live in (issue 11, point 6, faults 5 and 6), in both languages, on a phone and on a desk, judged by axe-core.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch, open } from '../run/browser.mjs';
import { unique } from '../run/acts.mjs';
import { psql, rows } from '../run/stack.mjs';

const site = '/huadong', list = `${site}/requirements`;
const views = [{ language: 'zh-CN', width: 1440 }, { language: 'en', width: 360 }, { language: 'zh-CN', width: 360, dark: true }, { language: 'en', width: 1440 }];
const said = (view, zh, en) => (view.language === 'en' ? en : zh);
const named = (view) => `${view.language}, ${view.width} px${view.dark ? ', dark' : ''}`;
const count = (title) => psql(`SELECT count(*) FROM app.record WHERE title = '${title}'`);
const big = { name: 'big.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(21 * 1024 * 1024, 65)]) };
const small = (i) => ({ name: `${i}.txt`, mimeType: 'text/plain', buffer: Buffer.from(`文本 ${i}`) });

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function fill(page, title) {
	await page.fill('form.card [name=title]', title);
	await page.check('[name=need][value=functional]');
	await page.selectOption('[name=channel]', 'research');
}
const send = (page) => Promise.all([page.waitForEvent('load'), page.click('form.card footer button')]);

for (const view of views) {
	test(`files are judged before they are sent, ${named(view)}`, async () => {
		const page = await open(browser, { ...view, user: 'wangqiang' }), title = `附件 ${unique()}`;
		await page.goto(`${list}/new`);
		await fill(page, title);
		await page.setInputFiles('#f-files', big);
		assert.match(await page.locator('[data-wrong]').innerText(), said(view, /big\.pdf 超过 20 MB/, /big\.pdf is larger than 20 MB/));
		await page.click('form.card footer button');
		assert.equal(await page.evaluate(() => document.activeElement.id), 'f-files', 'nothing was sent, and the focus is where the mistake is');
		await assertGood(page);
		await page.setInputFiles('#f-files', Array.from({ length: 21 }, (_, i) => small(i)));
		assert.match(await page.locator('[data-wrong]').innerText(), said(view, /最多可添加 20 个附件/, /more than 20 files/));
		await page.setInputFiles('#f-files', [small(1), small(2)]);
		assert.equal(await page.locator('[data-wrong]').innerText(), '');
		await send(page);
		assert.equal(count(title), '1');
		// The files of a record that is there already.
		await page.setInputFiles('#files-file', big);
		assert.match(await page.locator('#files [data-wrong]').innerText(), said(view, /big\.pdf 超过 20 MB/, /big\.pdf is larger than 20 MB/));
		await page.context().close();
	});

	test(`without a script an upload that is too large ends on our page, and the way back loses nothing, ${named(view)}`, async () => {
		const page = await open(browser, { ...view, user: 'wangqiang' }), title = `退回 ${unique()}`;
		// As if the form's script had never come; that of the page itself does.
		await page.route(/(form|drop|send|keep|write)\.js/, (r) => r.abort());
		await page.goto(`${list}/new`);
		await fill(page, title);
		await page.fill('[name=goal]', '写了很久的目标');
		await page.setInputFiles('#f-files', big);
		await send(page);
		page.complaints = [];
		assert.match(await page.innerText('main'), said(view, /合计不能超过 20 MB/, /up to 20 MB/));
		assert.equal(await page.locator('html').getAttribute('lang'), view.language);
		await assertGood(page);
		await Promise.all([page.waitForEvent('load'), page.click('[data-back]')]);
		assert.equal(await page.inputValue('[name=title]'), title);
		assert.equal(await page.inputValue('[name=goal]'), '写了很久的目标');
		assert.equal(await page.isChecked('[name=need][value=functional]'), true);
		await page.context().close();
	});

	for (const script of [true, false])
		test(`back and handed in again, ${script ? 'with' : 'without'} scripts, ${named(view)}`, async () => {
			const page = await open(browser, { ...view, user: 'wangqiang', script }), first = `先交 ${unique()}`, second = `后交 ${unique()}`;
			await page.goto(`${list}/new`);
			await fill(page, first);
			await send(page);
			const number = page.url().split('/').pop();
			assert.equal(count(first), '1');
			await page.goBack();
			assert.equal(await page.inputValue('[name=title]'), first, 'what was typed is still there');
			assert.match(await page.locator('[role=alert]').innerText(), new RegExp(number));
			if (script)
				await assertGood(page);
			await page.fill('form.card [name=title]', second);
			await send(page);
			page.complaints = [];
			assert.match(await page.innerText('main'), new RegExp(number));
			assert.equal(count(second), '0', 'no second record without a word');
			if (script)
				await assertGood(page);
			await Promise.all([page.waitForEvent('load'), page.click('#again button.primary')]);
			assert.equal(count(second), '1', 'and none is lost');
			await page.context().close();
		});
}

for (const view of views.slice(0, 2))
	test(`handed in from the form, complaints at their fields, ${named(view)}`, async () => {
		const page = await open(browser, { ...view, user: 'wangqiang' }), title = `提交 ${unique()}`;
		const hand_in = () => Promise.all([page.waitForEvent('load'), page.click('form.card button[name=move][value=submit]')]);
		await page.goto(`${list}/new`);
		assert.equal(await page.locator('small.later').count(), 4);
		await assertGood(page);
		await fill(page, title);
		await hand_in();
		assert.equal(await page.locator('.field.wrong').count(), 4);
		await assertGood(page);
		await page.selectOption('[name=platform_id]', { index: 1 });
		for (const name of ['scenario', 'goal', 'acceptance'])
			await page.fill(`[name=${name}]`, '写清楚了，一句话说完');
		await hand_in();
		assert.match(page.url(), /REQ-\d{4}-\d+$/);
		assert.match(psql(`SELECT state FROM app.record WHERE title = '${title}'`), /submitted|endorsing/);
		await page.context().close();
	});

for (const view of views.slice(0, 2))
	test(`what is typed is kept after ten seconds and offered, ${named(view)}`, async () => {
		const page = await open(browser, { ...view, user: 'liumei' }), title = `自动保存 ${unique()}`;
		await page.clock.install();
		await page.goto(`${list}/new`);
		await page.fill('form.card [name=title]', title);
		const kept = page.waitForResponse(/\/unsaved$/);
		await page.clock.fastForward(10_100);
		assert.equal((await kept).status(), 200);
		await page.waitForFunction((zh) => new RegExp(zh).test(document.querySelector('[data-kept]').textContent), said(view, '已自动保存 \\d\\d:\\d\\d', 'Kept automatically at \\d\\d:\\d\\d'));
		await assertGood(page);
		// The browser asks before it leaves what is not saved, and this page says no more of it.
		page.once('dialog', (d) => d.accept());
		await page.goto(`${list}/new`);
		assert.equal(await page.inputValue('form.card [name=title]'), '', 'offered, not filled in');
		await assertGood(page);
		await Promise.all([page.waitForEvent('load'), page.click(`text=${said(view, '继续填写', 'Continue with it')}`)]);
		assert.equal(await page.inputValue('form.card [name=title]'), title);
		// Discarded is what is in it by now: neither what was kept since, nor what was typed last, is offered again.
		await page.fill('form.card [name=title]', `${title}，接着写`);
		const again = page.waitForResponse(/\/unsaved$/);
		await page.clock.fastForward(10_100);
		await (await again).finished();
		await page.waitForFunction(() => /\d\d:\d\d/.test(document.querySelector('[data-kept]').textContent));
		await page.fill('form.card [name=title]', `${title}，再写`);
		page.once('dialog', (d) => d.accept());
		await Promise.all([page.waitForEvent('load'), page.click('button[name=drop]')]);
		assert.deepEqual([await page.locator('button[name=drop]').count(), await page.inputValue('form.card [name=title]')], [0, '']);
		await page.fill('form.card [name=title]', title);
		await page.check('[name=need][value=functional]');
		await page.selectOption('[name=channel]', 'research');
		await send(page);
		assert.equal(count(title), '1');
		assert.equal(psql("SELECT count(*) FROM app.unsaved WHERE typed <> ''"), '0');
		await page.context().close();
	});

for (const view of views.slice(0, 2))
	test(`files are dropped, pasted and sent with a bar; Markdown has buttons and a preview, ${named(view)}`, async () => {
		const page = await open(browser, { ...view, user: 'wangqiang' }), title = `文档 ${unique()}`;
		await page.goto(`${site}/documents/new`);
		await page.fill('form.card [name=title]', title);
		await page.selectOption('[name=type]', 'other');
		const bring = (type) => page.evaluate((kind) => {
			const data = new DataTransfer();
			data.items.add(new File(['内容'], kind === 'paste' ? 'image.png' : '拖入.txt', { type: kind === 'paste' ? 'image/png' : 'text/plain' }));
			const event = kind === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
			document.querySelector('form.card [name=title]').dispatchEvent(event);
		}, type);
		await bring('drop');
		assert.deepEqual(await page.evaluate(() => Array.from(document.getElementById('f-files').files, (f) => f.name)), ['拖入.txt']);
		await bring('paste');
		assert.match(await page.locator('small[data-line]').innerText(), /拖入\.txt · \d{14}\.png/);
		// A cell of a spreadsheet comes as text and as a picture of it.
		const cell = await page.evaluate(() => {
			const data = new DataTransfer();
			data.setData('text/plain', '第一格');
			data.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
			const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
			document.querySelector('form.card [name=title]').dispatchEvent(event);
			return [[...data.types], event.defaultPrevented, document.getElementById('f-files').files.length];
		});
		assert.deepEqual(cell, [['text/plain', 'Files'], false, 2], 'the text is pasted');
		await page.setInputFiles('#f-files', [small(1)]);

		await page.fill('[name=body]', '重点');
		await page.evaluate(() => document.querySelector('[name=body]').select());
		await page.click(`text="${said(view, '加粗', 'Bold')}"`);
		assert.equal(await page.inputValue('[name=body]'), '**重点**');
		await page.click(`text="${said(view, '预览', 'Preview')}"`);
		await page.waitForSelector('.prose strong');
		await assertGood(page);
		await page.click(`text="${said(view, '继续编辑', 'Continue typing')}"`);
		await send(page);
		assert.equal(count(title), '1');
		assert.match(await page.innerText('#files'), /1\.txt/);
		await page.context().close();
	});

for (const view of views.slice(0, 2))
	test(`what nobody took stays in its form, is kept on and says why, ${named(view)}`, async () => {
		const page = await open(browser, { ...view, user: 'wangqiang' }), title = `未送达 ${unique()}`, line = page.locator('[data-wrong]');
		const refuse = async (answer) => {
			await page.route(new RegExp(`${list}$`), answer);
			await page.click('form.card footer button');
			await page.waitForFunction(() => document.querySelector('[data-wrong]').textContent && !document.querySelector('progress'));
			await page.unroute(new RegExp(`${list}$`));
			page.complaints = [];
			await assertGood(page);
			return line.innerText();
		};
		await page.clock.install();
		await page.goto(`${list}/new`);
		const place = page.url();
		await fill(page, title);
		const sender = page.evaluate(() => new Promise((done) => { document.addEventListener('load', (e) => /send\.js/.test(e.target.src) && done(), true); }));
		await page.setInputFiles('#f-files', [small(1)]);
		await sender;
		for (let i = 0; i < 2; i++)
			assert.match(await refuse((r) => r.abort()), said(view, /连接中断/, /connection broke/));
		assert.deepEqual([await line.count(), await line.getAttribute('role'), await page.locator('form.card').getAttribute('data-sent')], [1, 'alert', null]);
		const kept = page.waitForResponse(/\/unsaved$/);
		await page.clock.fastForward(10_100);
		assert.match(await (await kept).text(), /^\d\d:\d\d$/, 'it is kept as before');
		assert.equal(await page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))), true, 'the browser asks before it leaves');
		assert.match(await refuse((r) => r.fulfill({ status: 503, contentType: 'text/html', body: '<h1>-</h1>' })), said(view, /暂时未能接收/, /could not take the form/));
		assert.match(await refuse((r) => r.fulfill({ status: 413, contentType: 'text/html', body: '<div class="error-page"><p>413</p><h1>-</h1><p><b>合计不能超过 20 MB</b></p><p>-</p></div>' })), /^合计不能超过 20 MB$/);
		assert.deepEqual([page.url(), await page.inputValue('form.card [name=title]'), count(title)], [place, title, '0']);
		// As long as it is under way it is sent, however long that takes: nothing is kept beside it.
		let under_way;
		const asked = new Promise((done) => { under_way = done; });
		await page.route(new RegExp(`${list}$`), under_way);
		await page.click('form.card footer button');
		const held = await asked;
		await page.clock.fastForward(20_000);
		assert.equal(await page.locator('form.card').getAttribute('data-sent'), 'files');
		await held.abort();
		await page.waitForFunction(() => !document.querySelector('progress'));
		await page.unroute(new RegExp(`${list}$`));
		page.complaints = [];
		await send(page);
		assert.equal(count(title), '1');
		assert.match(await page.innerText('#files'), /1\.txt/);
		await page.context().close();
	});

test('back from the next page, a form that makes a record is the same one, any other is a new one', async () => {
	const page = await open(browser, { user: 'wangqiang' });
	const back = () => page.evaluate(() => {
		const form = document.querySelector('form[data-unsaved]'), was = form.elements.key.value;
		form.dataset.sent = '1';
		dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
		return form.elements.key.value === was;
	});
	await page.goto(`${list}/new`);
	assert.equal(await back(), true);
	await fill(page, `返回 ${unique()}`);
	await send(page);
	await page.goto(`${page.url().split('?')[0]}/edit`);
	assert.equal(await back(), false, 'its version tells what it is about');
	await page.goto('/account');
	assert.equal(await back(), false, 'what is added there once more is more');
	await page.context().close();
});

test('a field for a record finds it by its title, also behind others that stand there', async () => {
	const page = await open(browser, { user: 'xuning' });
	const [one] = rows(`SELECT number, title FROM app.record WHERE site_id = (SELECT id FROM app.site WHERE slug = 'huadong') AND kind = 'requirement' AND state = 'accepted' ORDER BY id LIMIT 1`);
	const part = one.title.slice(1, 5);

	await page.goto(`${site}/changes/new`);
	const field = page.locator('[name=target_id]'), id = await field.getAttribute('id');
	// What came with the page is not what is tried.
	await field.evaluate((e) => e.list?.replaceChildren());
	await field.pressSequentially(part);
	const option = page.locator(`#${id}-list option[value="${one.number}"]`);
	await option.waitFor({ state: 'attached' });
	assert.equal(await option.textContent(), one.title);
	await field.fill(one.number);
	await assertGood(page);

	await page.goto(`${site}/launches/new`);
	const several = page.locator('[data-several]').first();
	await several.fill('REQ-2026-0001，');
	await several.evaluate((e) => e.list?.replaceChildren());
	await several.pressSequentially(part);
	const other = page.locator(`#${await several.getAttribute('id')}-list option[data-number="${one.number}"]`);
	await other.waitFor({ state: 'attached' });
	assert.equal(await other.getAttribute('value'), `REQ-2026-0001，${one.number}`, 'what stands there stays');
	await page.context().close();
});
