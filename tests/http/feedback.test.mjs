// SPDX-License-Identifier: ISC
// Goal: the public feedback form (RX.11) exists only if a site enables it, accepts feedback from people and not from robots, and gives
// a code that shows the progress (R10.1) and nothing internal.
import test from 'node:test';
import assert from 'node:assert/strict';
import { until } from '../run/moment.mjs';
import { client, login, psql } from '../run/stack.mjs';
import { aged, answered, sumOf } from '../run/feedback.mjs';
import { siteId, someone } from '../run/people.mjs';

const open = 'huadong2', closed = 'donghua';

/** A rule of a site as its settings page would store it; workers notice by the site's version. */
const rule = (slug, key, value) => psql(`INSERT INTO app.rule (site_id, key, value) VALUES (${siteId(slug)}, '${key}', '${value}')
	ON CONFLICT (site_id, key) DO UPDATE SET value = excluded.value; UPDATE app.site SET version = version + 1 WHERE slug = '${slug}'`);
const forget = () => psql(`DELETE FROM app.attempt WHERE bucket LIKE 'feedback:%'`);
const countOf = () => psql(`SELECT count(*) FROM app.feedback WHERE site_id = ${siteId(open)} AND from_public`);

rule(open, 'public_feedback', '1');
rule(open, 'feedback_per_hour', '1000');
rule(closed, 'public_feedback', '0');
forget();

/** The form as somebody fills it in who needs a moment for it. */
async function filled(who, values = {}) {
	const page = (await who.get(`/${open}/feedback`)).expect(200);
	return [page, await answered(page, open, values)];
}

test('RX.11 where the form is closed there is none', async () => {
	(await client().get(`/${closed}/feedback`)).expect(404);
	const visitor = client(), token = (await visitor.get('/login')).form().fields.find(([n]) => n === 'token')[1];
	(await visitor.post(`/${closed}/feedback`, { token, text: '关着的时候' })).expect(404);
});

test('RX.11 R10.1 without an account: sent, followed up by its code, answered', async () => {
	const visitor = client();
	const platform = psql(`SELECT number FROM app.record WHERE site_id = ${siteId(open)} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const sent = await visitor.submit(...await filled(visitor, { platform_id: platform, contact: '13800000000', agreed: '1', rating: '2' }));
	sent.expect(200, '已收到', '门店里的自助终端总是没有纸');
	const code = sent.path.split('/').at(-1);
	assert.match(code, /^[2-9A-HJ-NP-TV-Z]{12}$/);
	assert.equal(psql(`SELECT count(*) FROM app.feedback WHERE code = '${code}'`), '0', 'the code itself is stored nowhere');
	const [number, title] = psql(`SELECT r.number, r.title FROM app.feedback f JOIN app.record r ON r.site_id = f.site_id AND r.id = f.record_id
		WHERE f.code = encode(sha256('${code}'), 'hex') AND f.from_public AND f.contact = '13800000000' AND f.rating = 2`).split('|');
	assert.match(number, /^FBK-/);
	sent.lacks(number, '13800000000');
	// Typed from paper.
	(await client().get(`/${open}/feedback/${code.toLowerCase().replace(/(.{4})(?=.)/g, '$1-')}`)).expect(200, '已收到');
	(await client().get(`/${open}/feedback/${'A'.repeat(12)}`)).expect(404);
	(await client().get(`/${closed}/feedback/${code}`)).expect(404);
	// It waits for whoever handles feedback, and what they answer is on the page.
	const handler = await login(someone({ has: ['feedback.handle'], at: open }));
	const page = (await handler.get(`/${open}/feedbacks/${number}`)).expect(200, title, '13800000000');
	assert.ok(page.text.includes('创建') && !/创建：?\s*，/.test(page.text), 'nobody is named, and no comma stands for them');
	const form = page.forms.find((f) => f.controls.some((c) => c.name === 'answer'));
	assert.ok(form, 'the answer is offered');
	(await handler.post(`/${open}/feedbacks/${number}/moves`, { ...Object.fromEntries(form.fields), answer: '终端已装满纸，每天检查', move: 'answer' })).expect(200);
	const answered = (await client().get(`/${open}/feedback/${code}`)).expect(200, '已答复', '终端已装满纸，每天检查');
	answered.lacks(number, '13800000000', handler.home?.select('.who-name')[0] ? handler.home.texts('.who-name')[0] : number);
});

test('RX.11 a mistake keeps what was typed: a wrong sum, an empty text', async () => {
	const visitor = client(), before = countOf();
	const [page, values] = await filled(visitor, { sum: '1', contact: '写过的联系方式' });
	const again = (await visitor.submit(page, values)).expect(422, '答案不对');
	assert.equal(again.form().fields.find(([n]) => n === 'text')[1], values.text);
	assert.equal(again.form().fields.find(([n]) => n === 'contact')[1], '写过的联系方式');
	const [empty, nothing] = await filled(visitor, { text: '' });
	(await visitor.submit(empty, nothing)).expect(422, '请填写');
	assert.equal(countOf(), before);
});

test('RX.11 robots: too quick, a forged stamp, the field nobody sees', async () => {
	const visitor = client(), before = countOf();
	const page = await visitor.get(`/${open}/feedback`);
	(await visitor.submit(page, { text: '一秒写完的文字', sum: sumOf(page) })).expect(422, '提交得太快了');
	const stamp = page.form().fields.find(([n]) => n === 'stamp')[1];
	const early = stamp.replace(/^\d+/, (at) => String(Number(at) - 600));
	(await visitor.submit(page, { text: '改过时间的文字', sum: sumOf(page), stamp: early })).expect(422, '页面打开时间过长');
	(await visitor.submit(page, { text: '自己编的', sum: '2', stamp: '1.1.1.0' })).expect(422);
	const [form, values] = await filled(visitor, { website: 'https://spam.example' });
	(await visitor.submit(form, values)).expect(422);
	assert.equal(countOf(), before);
	// A stamp of one site is none of another.
	rule('huadong', 'public_feedback', '1');
	const other = await visitor.get('/huadong/feedback');
	(await visitor.post('/huadong/feedback', { ...Object.fromEntries(other.form().fields), text: '别站的印章', sum: sumOf(form),
		stamp: values.stamp })).expect(422);
});

test('RX.11 the same sending twice is one feedback', async () => {
	const visitor = client(), text = `按了两次提交按钮 ${Date.now()}`;
	const [page, values] = await filled(visitor, { text });
	const first = await visitor.submit(page, values), second = await visitor.submit(page, values);
	assert.equal(second.path, first.path);
	assert.equal(psql(`SELECT count(*) FROM app.feedback WHERE site_id = ${siteId(open)} AND text = '${text}'`), '1');
});

test('RX.11 a flood from one address ends with 429', async () => {
	forget();
	rule(open, 'feedback_per_hour', '2');
	try {
		const visitor = client();
		for (const status of [200, 200, 429, 429])
			(await visitor.submit(...await filled(visitor))).expect(status);
	} finally {
		rule(open, 'feedback_per_hour', '1000');
		forget();
	}
});

test('RX.11 without a cookie the form is shown again, says why, and keeps what was typed', async () => {
	const before = countOf(), [page, values] = await filled(client(), { contact: '写过的联系方式', agreed: '1' });
	const fields = { ...Object.fromEntries(page.form().fields), ...values };
	const fresh = client(), again = (await fresh.post(`/${open}/feedback`, fields)).expect(422, '没有保存本站的 Cookie');
	assert.equal(again.form().fields.find(([n]) => n === 'text')[1], values.text);
	assert.equal(again.form().fields.find(([n]) => n === 'contact')[1], '写过的联系方式');
	assert.equal(countOf(), before, 'a form without its token is not taken');
	(await fresh.submit(again, { sum: sumOf(again), stamp: await aged(again) })).expect(200, '已收到');
	// Who is logged in sends no form from elsewhere.
	const member = await login(someone({ at: open }));
	assert.equal((await member.post(`/${open}/feedback`, fields)).status, 403);
});

test('RX.11 what is refused counts too: who guesses on and on is turned away, and the others are not', async () => {
	forget();
	rule(open, 'feedback_per_hour', '2');
	try {
		const visitor = client(), page = await visitor.get(`/${open}/feedback`);
		for (let i = 0; i < 10; i++)
			(await visitor.submit(page, { text: '机器人', sum: '1' })).expect(422);
		const counted = () => psql("SELECT count FROM app.attempt WHERE bucket LIKE 'feedback:%:refused'");
		// It is counted after the reply.
		await until('kept in the database, with the address', () => counted() === '10');
		(await visitor.submit(page, { text: '机器人', sum: '1' })).expect(429);
		(await visitor.submit(...await filled(visitor))).expect(429);
	} finally {
		rule(open, 'feedback_per_hour', '1000');
		forget();
	}
});

test('RX.11, RX.15, S minor: the form says who processes what and why; whoever leaves a contact agrees to it, and the version is kept', async () => {
	const visitor = client();
	(await visitor.get(`/${open}/feedback`)).expect(200, '个人信息处理说明', '谁在处理', '处理哪些信息', '为了什么', '保存多久', '您的权利', '联系谁');
	(await client({ language: 'en' }).get(`/${open}/feedback`)).expect(200, 'Who processes the data');
	const before = countOf();
	(await visitor.submit(...await filled(visitor, { contact: '13800000001' }))).expect(422, '需先同意个人信息处理说明');
	assert.equal(countOf(), before);
	const admin = await login(someone({ has: ['settings.manage'], at: open })), other = await login(someone({ lacks: ['settings.manage'], at: open }));
	(await other.get(`/${open}/settings/privacy`)).expect(403);
	const text = '华东二站处理您的意见和您自愿留下的联系方式，用于答复，一年后删除。您可以要求查阅、更正、删除，请联系站点管理员，电话八千零一。';
	const page = (await admin.get(`/${open}/settings/privacy`)).expect(200, '系统自带的说明');
	(await admin.submit(page, { text_zh: text }, { form: '/settings/privacy' })).expect(200, '新版本已生效');
	(await visitor.get(`/${open}/feedback`)).expect(200, '电话八千零一', '第 2 版').lacks('谁在处理');
	(await visitor.submit(...await filled(visitor, { contact: '13800000001', agreed: '1' }))).expect(200, '已收到');
	assert.equal(psql(`SELECT detail ->> 'version' FROM app.event WHERE site_id = ${siteId(open)} AND action = 'privacy.agree' ORDER BY seq DESC LIMIT 1`), '2');
	/* The same text again is no new version. */
	(await admin.submit(await admin.get(`/${open}/settings/privacy`), {}, { form: '/settings/privacy' })).expect(200, '内容没有变化');
	assert.equal(psql(`SELECT max(version) FROM app.privacy_text WHERE site_id = ${siteId(open)}`), '2');
	(await visitor.submit(...await filled(visitor))).expect(200, '已收到');
});

test('RX.11 S2 whoever is logged in but no member of the site sends as a visitor: the site is told nothing of their account', async () => {
	const name = psql(`SELECT min(a.login) FROM app.account a JOIN app.membership m ON m.account_id = a.id WHERE m.left_at IS NULL AND a.disabled_at IS NULL AND a.totp_secret IS NULL AND a.password IS NOT NULL
		AND NOT EXISTS (SELECT FROM app.membership x WHERE x.account_id = a.id AND x.site_id = ${siteId(open)})`);
	const who = await login(name), text = `别站的同事也有意见 ${Date.now()}`, [page, values] = await filled(who, { text, agreed: '1', contact: '13800000000' });
	(await who.submit(page, values)).expect(200, '已收到', text);
	assert.equal(psql(`SELECT count(*) || ' ' || count(r.created_by) || ' ' || count(e.actor_id) FROM app.record r JOIN app.event e ON e.site_id = r.site_id AND e.record_id = r.id
		WHERE r.site_id = ${siteId(open)} AND r.title = '${text}'`), '2 0 0');
});

test('RX.11 what visitors write is text, in both languages', async () => {
	const visitor = client({ language: 'en' });
	const page = (await visitor.get(`/${open}/feedback`)).expect(200, 'Tell us what you think');
	const sent = await visitor.submit(page, { text: '<img src=x onerror=alert(1)> 你好', sum: sumOf(page), stamp: await aged(page) });
	sent.expect(200, 'Received');
	assert.ok(!sent.body.toString().includes('<img src=x'));
});
