// SPDX-License-Identifier: ISC
// Goal: stories are data: gatehousectl play tells a small one on a site of its own, through the rules of users' data and at the moments it
// names; whatever is not right in a file is told with file, story, step and what is allowed, and then nothing was played.  The demonstration
// is stories too, and conforms to article 6 (R6.1a).  Proves issue 9 ("demo data are data") and R6.1a.
import test, { before } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ctl, psql, rows } from '../run/stack.mjs';

let dir;

before(async () => {
	dir = await mkdtemp(join(tmpdir(), 'gatehouse-play-'));
	for (const [login, name] of [['tina', '田娜'], ['bo', '薄荷'], ['ada', '安达']])
		assert.equal((await ctl('account', 'add', login, name)).code, 0);
	assert.equal((await ctl('site', 'add', 'trial', '试用站', '--admin', 'ada')).code, 0);
	assert.equal((await ctl('role', 'grant', 'trial', 'tina', 'member', 'technical', '--join')).code, 0);
	assert.equal((await ctl('role', 'grant', 'trial', 'bo', 'member', '--join')).code, 0);
	psql("INSERT INTO app.department (site_id, name, function) SELECT id, '业务部', 'business' FROM app.site WHERE slug = 'trial'");
});

test.after(() => rm(dir, { recursive: true, force: true }));

const desk = { at: '-9 09:30', by: 'tina', do: 'make', with: { title: '前台', category: 'data_analysis', department_id: '业务部', description: '访客登记。' } };
const hello = [
	{ at: '-7 09:00', by: 'tina', do: 'make', with: { title: '你好', type: 'general', audience: 'all', source_id: null, body: '试用开始。' } },
	{ at: '-7 09:10', by: 'tina', do: 'publish' },
	{ at: '-6 10:00', by: ['bo', 'ada'], do: 'read' },
	{ at: '-6 10:00', by: 'bo', do: 'say', with: { body: '收到。' } },
	{ at: '+1 08:00', by: 'tina', do: 'ask', with: { account: 'bo', question: '够清楚吗？' } },
	{ at: '+0 08:30', by: 'bo', do: 'opine', with: { answer: '清楚。' } },
	{ at: '+0 09:00', by: 'tina', do: 'refer', with: { sort: 'relates', other: ['desk'] } },
	{ at: '+0 09:01', by: 'tina', do: 'attach', with: { name: '说明.txt', text: '见正文。' } },
];
const story = (change = (x) => x) => change(structuredClone({ site: 'trial', stories: [
	{ name: 'hello', kind: 'notice', steps: hello },
	{ name: 'desk', kind: 'platform', steps: [desk, { at: '+9999 00:10', by: 'tina', do: 'discard' }].slice(0, 1) },
] }));

const meeting = (typed) => ({ site: 'trial', stories: [{ name: 'meeting', kind: 'triage_meeting', steps: [{ at: '-4 10:00', by: 'tina', do: 'make', with: { title: '梳理', held_on: '+0', chair_id: 'tina', ...typed } }] }] });

async function played(json, name = 'story.json') {
	const file = join(dir, name);
	await writeFile(file, typeof json === 'string' ? json : JSON.stringify(json));
	return ctl('--yes', 'play', file);
}

const count = () => psql("SELECT (SELECT count(*) FROM app.record), (SELECT count(*) FROM app.event)");

test('what is not right in a file is told with file, story, step and what is allowed; nothing was played', async () => {
	const there = count();
	const step = (n, change) => (s) => (Object.assign(s.stories[0].steps[n], change), s);
	const typed = (n, change) => (s) => (Object.assign(s.stories[0].steps[n].with, change), s);
	const wrong = [
		['{"site": "trial"', /story\.json: line 1/],
		[story((s) => ({ ...s, sites: 1 })), /story\.json: the file is not right: .*sites.*allowed: site, and stories/],
		[story((s) => ({ ...s, site: 'nowhere' })), /story\.json: there is no site "nowhere"/],
		[story((s) => (s.stories[0].tune = 1, s)), /a story is not right: .*tune.*allowed: name, kind, and steps/],
		[story((s) => (s.stories[0].kind = 'song', s)), /hello: there is no kind "song"/],
		[story((s) => (s.stories[1].name = 'hello', s)), /hello: another story has this name/],
		[story(step(1, { whom: 'bo' })), /hello, step 2 .*a step is not right: .*whom.*allowed: at, by, do, on, of, entry, and with/],
		[story(step(1, { at: 'yesterday' })), /hello, step 2 \(publish\): "yesterday" is no moment; allowed: "-42 10:35"/],
		[story(step(0, { at: '+1 10:00' })), /hello, step 1 \(make\): "\+1 10:00" is no moment/],
		[story(step(1, { at: '-3 25:00' })), /"-3 25:00" is no moment/],
		[story(step(2, { by: ['bo', 'nobody'] })), /hello, step 3 \(read\): "by": "nobody" is nobody here; allowed: login names of members of "trial"/],
		[story(step(1, { by: 7 })), /hello, step 2 \(publish\): "by"/],
		[story(step(1, { do: 'sing' })), /hello, step 2 \(sing\): a notice knows no "sing"; allowed: make, edit, .*say.*publish/],
		[story(step(1, { on: 'song.a' })), /hello, step 2 \(publish\): there is no kind "song"/],
		[story(step(3, { with: {} })), /hello, step 4 \(say\): "body" is missing/],
		[story(step(6, { with: { sort: 'relates' } })), /hello, step 7 \(refer\): "other" is missing/],
		[story(step(0, { with: { ...hello[0].with, title: undefined } })), /hello, step 1 \(make\): "title" is missing/],
		[story(step(1, { by: 'bo', entry: 'task.1' })), /hello, step 2 \(publish\): "entry": there is no "task\.1"; allowed: as in "task", "task\.2"/],
		[story(step(1, { of: 'dusk' })), /hello, step 2 \(publish\): "of": no story makes "dusk"/],
		[story(step(1, { of: 'desk' })), /hello, step 2 \(publish\): a notice knows no "publish"; allowed: nothing/],
		[story(step(3, { by: 'clock' })), /hello, step 4 \(say\): "clock" only makes moves/],
		[story(step(3, { with: 'text' })), /hello, step 4 \(say\): a step is not right/],
		[story(typed(0, { tune: 'C' })), /hello, step 1 \(make\): there is no field "tune"; allowed: title, /],
		[story(typed(3, { txt: 'C' })), /hello, step 4 \(say\): there is no field "txt"; allowed: body/],
		[story(typed(0, { issued_on: '+0' })), /hello, step 1 \(make\): there is no field "issued_on"/],
		[story(typed(7, { field: 'invoice' })), /hello, step 8 \(attach\): a notice has no field "invoice" for a file/],
		[story(typed(0, { title: 7 })), /hello, step 1 \(make\): the value of "title" is not right; allowed: a text/],
		[story(typed(0, { type: 'loud' })), /the value of "type" is not right; allowed: .*general/],
		[story(typed(4, { account: 'nobody' })), /hello, step 5 \(ask\): the value of "account" is not right; allowed: the login name of a member/],
		[story(typed(6, { other: ['desk', 'dusk'] })), /hello, step 7 \(refer\): the value of "other" is not right; allowed: a list of names of stories' records/],
		[story(typed(6, { other: 'desk' })), /hello, step 7 \(refer\): the value of "other" is not right; allowed: a list of names/],
		[story((s) => (s.stories[1].steps[0].with.title = ['前台'], s)), /desk, step 1 \(make\): the value of "title" is not right; allowed: a text/],
		[meeting({ present: 'bo' }), /meeting, step 1 \(make\): the value of "present" is not right; allowed: a list of login names/],
		[meeting({ present: ['bo', 'nobody'] }), /the value of "present" is not right; allowed: a list/],
		[meeting({ present: [] }), /the value of "present" is not right; allowed: a list/],
		[story((s) => (s.stories[1].steps[0].with.department_id = '海军', s)), /desk, step 1 \(make\): the value of "department_id" is not right; allowed: the name of a department/],
	];
	for (const [json, pattern] of wrong) {
		const r = await played(json);
		assert.match(r.err, pattern);
		assert.match(r.err, /story\.json: /);
		assert.equal(r.code, r.err.includes('nowhere') ? 1 : 2, r.err);
	}
	assert.equal((await ctl('--yes', 'play', join(dir, 'none.json'))).code, 2);
	assert.equal((await ctl('play')).code, 2);
	assert.equal(count(), there);
});

test('a small story is played in the order of time, by its people, at its moments', async () => {
	const other = join(dir, 'later.json');
	await writeFile(other, JSON.stringify({ site: 'trial', stories: [{ name: 'desk', kind: 'platform', steps: [desk, { at: '+0 09:45', by: 'tina', do: 'edit', with: { description: '访客登记与车位。' } },
		{ at: '+400 00:10', by: 'tina', do: 'discard' }] }] }));
	const file = join(dir, 'hello.json');
	await writeFile(file, JSON.stringify({ site: 'trial', stories: [{ name: 'hello', kind: 'notice', steps: hello }] }));
	const r = await ctl('--yes', 'play', file, other);
	assert.equal(r.code, 0, r.err);
	assert.match(r.out, /^11 steps, 1 ahead$/m);
	const [notice] = rows(`SELECT r.id, r.state, r.created_at, a.login FROM app.record r JOIN app.site s ON s.id = r.site_id JOIN app.account a ON a.id = r.created_by
		WHERE s.slug = 'trial' AND r.kind = 'notice'`);
	assert.deepEqual([notice.state, notice.login], ['published', 'tina']);
	assert.match(notice.created_at, /T01:00:00|T09:00:00/);
	// Whoever follows at the same minute follows a minute later; days are working days.
	const done = rows(`SELECT e.action, a.login, to_char(e.at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS at, e.request FROM app.event e JOIN app.account a ON a.id = e.actor_id
		WHERE e.record_id = ${notice.id} ORDER BY e.seq`);
	const at = (action, login) => done.find((e) => e.action === action && e.login === login)?.at;
	assert.deepEqual([...new Set(done.map((e) => e.request))], ['play']);
	assert.match(at('comment.add', 'bo'), / 10:02$/);
	assert.match(at('opinion.ask', 'tina'), / 08:00$/);
	assert.equal((new Date(at('opinion.ask', 'tina').slice(0, 10)) - new Date(at('comment.add', 'bo').slice(0, 10))) / 86400000, 1);
	assert.deepEqual(done.map((e) => e.at), done.map((e) => e.at).toSorted());
	assert.equal(psql(`SELECT (SELECT count(*) FROM app.opinion WHERE record_id = ${notice.id} AND answer = '清楚。'), (SELECT count(*) FROM app.link WHERE record_id = ${notice.id}),
		(SELECT count(*) FROM app.file WHERE record_id = ${notice.id})`), '1|1|1');
	assert.equal(psql("SELECT p.description FROM app.platform p JOIN app.site s ON s.id = p.site_id WHERE s.slug = 'trial'"), '访客登记与车位。');
});

test('what a rule refuses is told with its step, and what was played before stays', async () => {
	const r = await played({ site: 'trial', stories: [{ name: 'no', kind: 'notice', steps: [hello[0], { at: '-2 09:00', by: 'bo', do: 'publish' }] }] }, 'no.json');
	assert.equal(r.code, 1, r.err);
	assert.match(r.err, /no\.json: no, step 2 \(publish\): /);
	assert.equal(psql("SELECT count(*) FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'trial' AND r.kind = 'notice'"), '2');
	for (const [steps, pattern] of [
		[[hello[1]], /step 1 \(publish\): no notice was made/],
		[[{ ...hello[0], with: { ...hello[0].with, title: '' } }], /step 1 \(make\): .*"title"/],
		[[hello[0], { ...hello[0], at: '-5 09:00' }], /step 2 \(make\): it is made already/],
		[[hello[0], { at: '-5 09:00', by: 'tina', do: 'values', of: 'no', with: { title: 'x' } }], /step 2 \(values\): a notice knows no "values"/],
		[[hello[0], { at: '-5 09:00', by: 'tina', do: 'refer', with: { sort: 'relates', other: ['review'] } }, { at: '-4 09:00', by: 'tina', do: 'urge', on: 'review' }], /step 2 \(refer\): the value of "other" is not right; allowed: .*made by then/],
	]) {
		const bad = await played({ site: 'trial', stories: [{ name: 'no', kind: 'notice', steps }] }, 'no.json');
		assert.notEqual(bad.code, 0);
		assert.match(bad.err, pattern);
	}
});

test('what the page of an act would refuse is refused to a story too, and nothing of the step is written', async () => {
	const open = [hello[0], hello[1]], there = () => psql('SELECT (SELECT count(*) FROM app.comment), (SELECT count(*) FROM app.file), (SELECT count(*) FROM app.opinion), (SELECT count(*) FROM app.delegation), (SELECT count(*) FROM app.urge)');
	const at = '-5 09:00', before = there();
	const refused = async (step, pattern) => {
		const r = await played({ site: 'trial', stories: [{ name: 'gate', kind: 'notice', steps: [...open, { at, ...step }] }] }, 'gate.json');
		assert.notEqual(r.code, 0, `${step.by} ${step.do}`);
		assert.match(r.err, /gate\.json: gate, step 3 /);
		assert.match(r.err, pattern);
		assert.equal(there(), before, `${step.by} ${step.do}`);
	};
	for (const [step, pattern] of [
		[{ by: 'bo', do: 'urge' }, /urge NTC-/],
		[{ by: 'tina', do: 'ask', with: { account: 'tina', question: '我自己怎么看？' } }, /请选择本人以外的人员/],
		[{ by: 'tina', do: 'attach', with: { name: '工具.exe', text: '不是文本' } }, /工具\.exe/],
		[{ by: 'tina', do: 'attach', with: { name: '图片.png', text: '这是文本，不是图片。' } }, /图片\.png/],
		[{ by: 'tina', do: 'stand_in', with: { delegate_id: 'tina', starts_on: '+0', ends_on: '+3' } }, /of field "delegate_id": 请选择其他人/],
		[{ by: 'tina', do: 'stand_in', with: { delegate_id: 'bo', starts_on: '+3', ends_on: '+0' } }, /of field "ends_on": 结束日期/],
		[{ by: 'bo', do: 'edit', with: { title: '别人的' } }, /edit NTC-/],
	])
		await refused(step, pattern);
	/* A site may take the right to comment from its members. */
	psql(`DELETE FROM app.role_permission p USING app.role r, app.site s WHERE p.site_id = r.site_id AND p.role_id = r.id AND s.id = r.site_id AND s.slug = 'trial' AND r.key = 'member' AND p.permission = 'record.comment'`);
	await refused({ by: 'bo', do: 'say', with: { body: '我也说两句。' } }, /does not hold "record\.comment"/);
	await refused({ by: 'bo', do: 'watch' }, /does not hold "record\.comment"/);
	psql(`INSERT INTO app.role_permission (site_id, role_id, permission) SELECT r.site_id, r.id, 'record.comment' FROM app.role r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'trial' AND r.key = 'member'`);
});

test('an edit keeps what it does not name, and what its state keeps cannot be named', async () => {
	const wish = [
		{ at: '-8 09:30', by: 'bo', do: 'make', with: { title: '访客车位预约', platform_id: 'desk', need: 'functional', channel: 'business_feedback', department_id: '业务部', scenario: '访客到门口才知道没有车位。', goal: '来访前就能预约车位。',
			acceptance: '预约后在门口自动放行。', wanted_by: '+60' } },
		{ at: '-8 09:40', by: 'bo', do: 'submit' },
		{ at: '-8 09:50', by: 'bo', do: 'edit', with: { goal: '来访前一天就能预约车位。' } },
	];
	const told = (steps) => played({ site: 'trial', stories: [{ name: 'desk', kind: 'platform', steps: [desk] }, { name: 'wish', kind: 'requirement', steps }] }, 'wish.json');
	const r = await told(wish);
	assert.equal(r.code, 0, r.err);
	assert.equal(psql("SELECT q.goal, q.acceptance, q.need, d.name FROM app.requirement q JOIN app.record r ON r.site_id = q.site_id AND r.id = q.record_id JOIN app.department d ON d.site_id = r.site_id AND d.id = r.department_id WHERE r.title = '访客车位预约'"),
		'来访前一天就能预约车位。|预约后在门口自动放行。|functional|业务部');
	const kept = await told([...wish.slice(0, 2), { at: '-8 09:50', by: 'bo', do: 'edit', with: { goal: '另一个目标，写得完整。', department_id: '业务部' } }]);
	assert.equal(kept.code, 2, kept.err);
	assert.match(kept.err, /wish\.json: wish, step 3 \(edit\): department_id 现在不能在这里修改/);
});

test('R23.2: whoever writes minutes links what was decided, until the meeting is closed; no other record has results', async () => {
	const minutes = [
		{ at: '-8 10:00', by: 'tina', do: 'make', with: { title: '需求梳理会', held_on: '+0', chair_id: 'tina', present: ['bo', 'ada'], summary: '逐条讨论了新提交的需求。' } },
		{ at: '-8 11:00', by: 'tina', do: 'refer', with: { sort: 'result', other: ['desk'] } },
		{ at: '-8 11:30', by: 'tina', do: 'close' },
	];
	const told = (name, kind, steps) => played({ site: 'trial', stories: [{ name: 'desk', kind: 'platform', steps: [desk] }, { name, kind, steps }] }, 'minutes.json');
	const results = () => Number(psql("SELECT count(*) FROM app.link l JOIN app.site s ON s.id = l.site_id WHERE s.slug = 'trial' AND l.sort = 'result'"));
	const r = await told('minutes', 'triage_meeting', minutes);
	assert.equal(r.code, 0, r.err);
	assert.equal(results(), 1);
	const late = await told('minutes', 'triage_meeting', [minutes[0], minutes[2], { ...minutes[1], at: '-8 12:00' }]);
	assert.match(late.err, /minutes, step 3 \(refer\): .*no sort of link/);
	const other = await told('hello', 'notice', [hello[0], hello[1], { ...minutes[1], at: '-5 12:00' }]);
	assert.match(other.err, /hello, step 3 \(refer\): .*no sort of link/);
	assert.equal(results(), 1);
});

test('the demonstration is in its files alone', async () => {
	const seed = new URL('../../sql/seed/', import.meta.url), demo = JSON.parse(await readFile(new URL('demo.json', seed), 'utf8'));
	const there = (await readdir(seed, { recursive: true })).filter((f) => f.endsWith('.json') && f !== 'demo.json');
	assert.deepEqual([...demo.stories, ...demo.year].sort(), there.sort(), 'each file of stories is played');
	for (const f of await readdir(new URL('../../src/ctl/', import.meta.url)))
		if (/^(play|demo|company)/.test(f))
			assert.doesNotMatch((await readFile(new URL(`../../src/ctl/${f}`, import.meta.url), 'utf8')).replaceAll('春节', ''), /[\u4e00-\u9fff]/, `${f} has a text of the demonstration`);
});

test('R6.1a: in each site of the demonstration the group is as article 6 says', () => {
	const groups = rows(`SELECT s.slug, string_agg(r.key, ' ' ORDER BY r.key) AS roles, d.function, d.name AS department, a.login FROM app.membership m JOIN app.site s ON s.id = m.site_id JOIN app.account a ON a.id = m.account_id
		JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id JOIN app.member_role mr ON mr.site_id = m.site_id AND mr.account_id = m.account_id
		JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id GROUP BY s.slug, d.function, d.name, a.login`);
	for (const slug of ['huadong', 'huadong2', 'donghua']) {
		const holding = (role) => groups.filter((g) => g.slug === slug && g.roles.split(' ').includes(role));
		assert.deepEqual(holding('group_lead').map((g) => [g.department, g.roles]), [['公司管理层', 'group_lead member']], `${slug}: one lead, of the company's management, who holds no other seat and heads no department`);
		assert.equal(groups.filter((g) => g.slug === slug && g.department === '公司管理层' && g.roles.split(' ').includes('liaison')).length, 1, `${slug}: management has its liaison (article 8)`);
		assert.deepEqual(holding('group_deputy').map((g) => [g.function, g.roles.includes('department_head')]), [['tech', true]], `${slug}: the deputy heads the technical department`);
		assert.deepEqual(holding('group_member').map((g) => g.function).sort(), ['business', 'finance', 'legal', 'marketing', 'operations'], slug);
		assert.ok(holding('group_member').every((g) => g.roles.includes('department_head')), `${slug}: members head their departments`);
	}
});
