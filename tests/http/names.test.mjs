// SPDX-License-Identifier: ISC
// Goal: a name does not identify a person. Wherever people are offered, listed or exported, those who share a name are shown with
// department and login name; @ means the longest matching name, and nobody if it is ambiguous; a list of people has one order. Proves
// case G, and RX.3 of whom a text tells.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql, rows } from '../run/stack.mjs';
import { accountId, handIn, site, siteId, workOf } from '../run/people.mjs';
import { as, make, unique } from '../run/acts.mjs';
import { csvRows } from '../run/sheet.mjs';

/** Two of the business department and one of the technical department are called the same from here on. */
const NAME = '王伟', same = { wangqiang: '业务部', liumei: '业务部', maoyu: '技术部' };
psql(`UPDATE app.account SET name = '${NAME}', sort_key = '' WHERE login IN ('wangqiang', 'liumei', 'maoyu');
	UPDATE app.account SET name = '张伟', sort_key = '' WHERE login = 'gaofei'; UPDATE app.account SET name = '张伟东', sort_key = '' WHERE login = 'yangxue'`);
const departments = Object.fromEntries(rows(`SELECT a.login, d.name FROM app.membership m JOIN app.account a ON a.id = m.account_id
	JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id WHERE m.site_id = ${siteId()}`).map((r) => [r.login, r.name]));
const label = (login) => `${NAME}（${departments[login]}，${login}）`;
const told = (login, number, what = 'commented') => Number(psql(`SELECT count(*) FROM app.notification n JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
	WHERE n.site_id = ${siteId()} AND r.number = '${number}' AND n.account_id = ${accountId(login)} AND n.what = '${what}'`));

const requirement = await handIn(await as('wangqiang'), `同名 ${unique()}`);
const at = `/${site}/requirements/${requirement}`;
async function say(who, text, path = at) {
	return (await as(who)).submit(await (await as(who)).get(path), { body: text }, { form: 'comments' });
}

// ---------------------------------------------------------------- what they are called

/** Whoever is offered on a page, in selects and ticks: the namesakes told apart, others plain. */
function assertApart(page, what) {
	const offered = [...page.expect(200).texts('option'), ...page.texts('.options label')], texts = offered.filter((text) => text.startsWith(NAME));
	assert.ok(texts.length > 0, `${what} offers them`);
	assert.ok(texts.every((text) => Object.keys(same).some((login) => text === label(login))), `${what}: ${texts}`);
	assert.ok(offered.some((text) => text.startsWith('孙莉') && !text.includes('（')), `${what}: who is alone stays plain`);
}

for (const [what, who, path] of [
	['a copy and an opinion', 'shenbo', `${at}?with=people`],
	['a penalty', 'zhouyi', `/${site}/penalties/new`],
	['a launch', 'xuning', `/${site}/launches/new`],
	['an absence', 'chenlan', `/${site}/absence`],
	['an heir', 'sunli', `/${site}/settings/members/${accountId('panhong')}`],
	['a filter of the site\'s history', 'sunli', `/${site}/history`],
	['a notice', 'xuning', `/${site}/notices/new`],
	['a filter of a list', 'zhouyi', `/${site}/launches`],
	['triage', 'zhouyi', `/${site}/triage`],
])
	test(`case G: ${what} offers those who share a name with department and log-in`, async () => {
		assertApart(await (await as(who)).get(path), what);
	});

test('case G: what they did is told of the one who did it: comments, history, waiting, work, the ledger, members', async () => {
	await say('maoyu', '我也遇到过');
	const page = await (await as('zhouyi')).get(at);
	page.expect(200, label('maoyu'), label('wangqiang'));
	assert.ok(page.texts('.comments b').every((text) => text !== NAME));
	(await (await as('zhouyi')).get(`/${site}/settings/departments`)).lacks(`联络人 ${NAME} `);
	const work = (await workOf(await as('zhouyi'))).map((p) => p.text).join(' ');
	assert.ok(!new RegExp(`${NAME}(?!（)`).test(work), 'in my work');
	const member = (await (await as('sunli')).get(`/${site}/settings/members`)).text;
	for (const login of Object.keys(same))
		assert.ok(member.includes(login), 'the list of members says the log-in');
});

test('case G: an export says whose record it is', async () => {
	const file = await (await as('zhouyi')).send('GET', `/${site}/requirements.csv?q=${encodeURIComponent(requirement)}`);
	const [head, ...lines] = csvRows(file.body.toString('utf8'));
	assert.equal(lines.find((l) => l[0] === requirement)[head.indexOf('创建人')], label('wangqiang'));
});

test('case G: in English the department is called in English', async () => {
	psql(`UPDATE app.account SET language = 'en' WHERE login = 'shenbo'; UPDATE app.department SET name_en = 'Business' WHERE site_id = ${siteId()} AND name = '${departments.liumei}'`);
	const page = await (await as('shenbo')).get(`${at}?with=people`);
	assert.ok(page.texts('#ask-whom option').includes(`${NAME} (Business, liumei)`), page.texts('#ask-whom option').join('; '));
	psql("UPDATE app.account SET language = '' WHERE login = 'shenbo'");
});

test('case G: who shares the name with somebody of another site only is plain', async () => {
	psql("UPDATE app.account SET name = '孙莉' WHERE login = 'zhangheng'");
	assert.ok((await (await as('shenbo')).get(`${at}?with=people`)).texts('#ask-whom option').some((text) => text.startsWith('孙莉 (')));
});

// ---------------------------------------------------------------- whom a text names

for (const [what, text, yes, no] of [
	['the longest name that fits', '请 @张伟东 看一下', ['yangxue'], ['gaofei']],
	['the shorter name where the longer does not fit', '请@张伟看一下', ['gaofei'], ['yangxue']],
	['both, one after the other', '@张伟@张伟东', ['gaofei', 'yangxue'], []],
	['a full-width sign', '＠张伟东，请看', ['yangxue'], ['gaofei']],
	['a log-in', '请 @linhai 看', ['linhai'], []],
	['a log-in at the end of a sentence', 'see @linhai.', ['linhai'], []],
	['no beginning of a longer word', '@linhai2 @linhai-x', [], ['linhai']],
	['no address of mail', 'mail a@linhai.cn 或 b.c@linhai', [], ['linhai']],
	['nobody by a name that several share', `@${NAME} 请看`, [], ['maoyu', 'liumei']],
	['one of several by log-in', `${NAME}(@maoyu)请看`, ['maoyu'], ['liumei']],
])
	test(`case G: @ names ${what}`, async () => {
		const number = await handIn(await as('fangyuan'), `提及 ${unique()}`);
		(await say('fangyuan', text, `/${site}/requirements/${number}`)).expect(200);
		for (const login of yes)
			assert.equal(told(login, number), 1, `${login} is told`);
		for (const login of no)
			assert.equal(told(login, number), 0, `${login} is not`);
	});

test('case G: a name that several share tells nobody, and the page says whom to choose from', async () => {
	const page = await say('fangyuan', `@${NAME} 请看，@张伟 也请看`);
	page.expect(200, `“@${NAME}”没有提醒任何人`, `@liumei（${departments.liumei}）、@maoyu（${departments.maoyu}）、@wangqiang（${departments.wangqiang}）`, '也请看');
	(await (await as('fangyuan')).get(at)).lacks('没有提醒任何人');
});

test('case G, RX.3: @ tells only who may see the record', async () => {
	const rec = await make('zhouyi', 'penalties', { title: `提及 ${unique()}`, ground: 'process_skipped', article: '第十七条', facts: '未经评审直接发布版本', severity: 'general',
		subject: 'person', person_id: accountId('xuning'), liability: 'direct', measures: ['written_warning'] });
	await say('zhouyi', '@张伟 @陈岚 请看', rec.path);
	assert.deepEqual(['gaofei', 'chenlan'].map((login) => told(login, rec.number)), [0, 0], 'nobody sees a draft');
	psql(`UPDATE app.record SET visible = 1, state = 'statement' WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	await say('zhouyi', '@张伟 @陈岚 请看', rec.path);
	assert.deepEqual(['gaofei', 'chenlan'].map((login) => told(login, rec.number)), [0, 1], 'who handles such records is told, who does not is not');
});

test('case G: sixty thousand characters of @ are looked at in no time', async () => {
	const started = process.hrtime.bigint();
	(await say('fangyuan', '@张伟'.repeat(6600))).expect(200);
	(await say('fangyuan', '@'.repeat(19999))).expect(200);
	(await say('fangyuan', `${'@张'}${'伟'.repeat(19000)}`)).expect(200);
	assert.ok(Number(process.hrtime.bigint() - started) / 1e9 < 6, 'six requests');
});

// ---------------------------------------------------------------- one order

test('case G: those without a key stand where their names are read, beside those with one', async () => {
	const people = { panhong: ['安宁', ''], linhai: ['张三', ''], fangyuan: ['张仪', 'zhang yi'], shenbo: ['单雄信', 'shan xiongxin'], qiuyan: ['单一', ''], jianglei: ['李四', 'Lǐ Sì'], shanwen: ['李三', ''], hejun: ['吕布', 'lü bu'], gaofei: ['仇英', '求英'] };
	for (const [login, [name, key]] of Object.entries(people))
		psql(`UPDATE app.account SET name = '${name}', sort_key = '${key}' WHERE login = '${login}'`);
	const names = Object.values(people).map(([name]) => name), wanted = ['安宁', '单一', '李三', '李四', '吕布', '仇英', '单雄信', '张三', '张仪'];
	const order = (texts) => texts.map((text) => names.find((name) => text.startsWith(name))).filter(Boolean);
	assert.deepEqual(order((await (await as('wangqiang')).get(`${at}?with=people`)).texts('#ask-whom option')), wanted, 'choices');
	assert.deepEqual(order((await (await as('sunli')).get(`/${site}/settings/members`)).texts('main td a.title').map((text) => names.find((name) => text.endsWith(name)) ?? '')), wanted, 'members');
	// As ICU orders the names themselves.
	const icu = new Intl.Collator('zh-u-co-pinyin');
	assert.deepEqual([...wanted.filter((name) => !['单雄信', '仇英'].includes(name))].sort(icu.compare), wanted.filter((name) => !['单雄信', '仇英'].includes(name)));
});

test('case G: the key is set by the person, and for one site by its administrator', async () => {
	const profile = await (await as('qiuyan')).get('/account');
	(await (await as('qiuyan')).submit(profile, { sort_key: 'shan yi' }, { form: profile.forms.find((f) => f.fields.some(([n]) => n === 'sort_key')).action })).expect(200);
	const options = async () => (await (await as('wangqiang')).get(`${at}?with=people`)).texts('#ask-whom option').map((text) => text.split(/[ (（]/)[0]);
	let list = await options();
	assert.ok(list.indexOf('单一') > list.indexOf('李四'), 'now among sh');
	const page = await (await as('sunli')).get(`/${site}/settings/members/${accountId('qiuyan')}`);
	(await (await as('sunli')).submit(page, { sort_key: 'dan yi' }, { button: 'act=sort' })).expect(200, 'shan yi');
	list = await options();
	assert.ok(list.indexOf('单一') < list.indexOf('李三'), 'the site says otherwise');
	assert.equal(psql("SELECT sort_key FROM app.account WHERE login = 'qiuyan'"), 'shan yi', 'the account stays its owner\'s');
	(await (await as('sunli')).submit(await (await as('sunli')).get(page.path), { sort_key: '长'.repeat(101) }, { button: 'act=sort' })).expect(422, '最多 100 字');
});
