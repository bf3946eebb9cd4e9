// SPDX-License-Identifier: ISC
// Goal: several records are decided on at once with one opinion, each as if it were decided on alone: by its own conditions, this
// person's rights and the version that was shown; the report gives a reason for each record that was not decided on; records with
// criteria and restricted records are decided on one by one (G22, RX.13, RX.3).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { ownWorkers } from '../run/own.mjs';

let own;
before(async () => { own = await ownWorkers('bulk', 3); });
after(() => own?.stop());

const rows = (sql) => JSON.parse(own.psql(`SELECT COALESCE(json_agg(t), '[]') FROM (${sql}) t`));
const value = (sql) => own.psql(sql);
const changes = '/huadong/changes';
const site = () => value("SELECT id FROM app.site WHERE slug = 'huadong'");
const id = (number) => value(`SELECT id FROM app.record WHERE site_id = ${site()} AND number = '${number}'`);
const account = (login) => value(`SELECT id FROM app.account WHERE login = '${login}'`);
const votes = (number) => rows(`SELECT v.account_id, v.cast_by, v.choice, v.opinion, a.version, v.approval_id FROM app.vote v JOIN app.approval a ON a.site_id = v.site_id AND a.id = v.approval_id
	WHERE v.site_id = ${site()} AND v.record_id = ${id(number)}`);
const votesOf = (number, login) => votes(number).filter((v) => v.account_id === Number(account(login)));

/** Changes being voted on, with the version and round that are shown. */
const open = () => rows(`SELECT r.number, a.version || '/' || a.round AS shown, a.id AS approval, r.created_by FROM app.record r JOIN app.approval a ON a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL
	WHERE r.site_id = ${site()} AND r.kind = 'change' ORDER BY r.number`);
/** Members of the group that have no vote yet on any of these, are party to none, and preside over nothing: nothing is over when they vote. */
const idle = (numbers) => rows(`SELECT p.login FROM app.member_role mr JOIN app.role ro ON ro.site_id = mr.site_id AND ro.id = mr.role_id AND ro.key = 'group_member' JOIN app.account p ON p.id = mr.account_id
	WHERE mr.site_id = ${site()} AND NOT EXISTS (SELECT FROM app.record r JOIN app.waiting w ON w.site_id = r.site_id AND w.record_id = r.id AND w.action = 'decide'
		LEFT JOIN app.vote v ON v.site_id = w.site_id AND v.approval_id = w.approval_id AND v.account_id = p.id
		WHERE r.site_id = mr.site_id AND r.number IN (${numbers.map((n) => `'${n}'`).join()}) AND (v.account_id IS NOT NULL OR p.id = ANY (w.barred))) ORDER BY p.login`).map((r) => r.login);

const ticksOf = (page) => page.select('input[name=record]').map((i) => i.attrs.value);
const query = (vote, numbers) => `vote=${vote}&${numbers.map((n) => `record=${n}`).join('&')}`;
const confirm = (client, numbers, vote = 'approve') => client.get(`${changes}/moves?${query(vote, numbers)}`);

test('G22 RX.13 ticked on the list: shown first, then each gets its vote with the one opinion and the version that was shown, and the report says so', async () => {
	const [a, b] = open().map((r) => r.number).slice(-2), [login] = idle([a, b]), client = await own.login(login);
	const list = (await client.get(`${changes}?state=group_approval`)).expect(200);
	const page = (await client.submit(list, { record: [a, b] }, { form: 'bulk', button: 'vote=approve' })).expect(200, '批量办理：同意', '本次办理的记录', /已同意 \d+ 票，需 \d+ 票/);
	for (const number of [a, b])
		page.expect(200, number, value(`SELECT title FROM app.record WHERE id = ${id(number)}`), value(`SELECT p.name FROM app.record r JOIN app.account p ON p.id = COALESCE(r.submitted_by, r.created_by) WHERE r.id = ${id(number)}`),
			value(`SELECT left(what, 20) FROM app.change WHERE record_id = ${id(number)}`), '变更内容',
			value(`SELECT left(new_text, 8) FROM app.proposed_value WHERE site_id = ${site()} AND record_id = ${id(number)} ORDER BY length(new_text) DESC LIMIT 1`));
	assert.equal(votesOf(a, login).length, 0, 'looking decides nothing');
	const report = (await client.submit(page, { opinion: '两项变更范围清楚，同意实施' }, { button: 'vote=approve' })).expect(200, '办理结果', '已办理', '已计票', a, b);
	assert.match(report.path, /^\/huadong\/bulk\/\d+$/);
	for (const number of [a, b]) {
		const [vote, ...more] = votesOf(number, login);
		assert.equal(more.length, 0);
		assert.deepEqual([vote.choice, vote.opinion, vote.cast_by], ['approve', '两项变更范围清楚，同意实施', vote.account_id]);
		assert.ok(report.links.some((l) => l.href === `${changes}/${number}`), 'with links');
		const [event] = rows(`SELECT detail FROM app.event WHERE record_id = ${id(number)} AND action = 'approval.vote' ORDER BY seq DESC LIMIT 1`);
		assert.equal(event.detail.version, String(vote.version));
		assert.equal(event.detail.bulk, report.path.match(/\d+$/)[0], 'the history says that it was one of several');
	}
});

test('G22 who is party to one of them has no vote on it, and the others go; a forged form changes nothing (RX.3)', async () => {
	const all = open(), barred = (o) => value(`SELECT barred FROM app.waiting WHERE site_id = ${site()} AND record_id = ${id(o.number)} AND action = 'decide'`).slice(1, -1).split(',').map(Number);
	const [mine, free] = all.flatMap((o) => all.filter((x) => !barred(x).includes(o.created_by)).map((x) => [o, x]))[0], own_ = mine.number, other = free.number;
	/* Its author is a member of the group now. */
	const author = value(`SELECT login FROM app.account WHERE id = ${mine.created_by}`);
	own.psql(`INSERT INTO app.member_role (site_id, account_id, role_id) SELECT site_id, ${mine.created_by}, id FROM app.role WHERE site_id = ${site()} AND key = 'group_member' ON CONFLICT DO NOTHING`);
	const client = await own.login(author);
	const page = (await confirm(client, [own_, other])).expect(200, '不能在此办理', '您与本记录有关');
	assert.deepEqual(ticksOf(page), [other], 'no tick for what is theirs');
	const form = page.form('vote=approve'), fields = form.fields.filter(([name]) => name !== 'record');
	const forged = await client.request('POST', `${changes}/moves`, { body: new URLSearchParams([...fields, ['record', own_], ['record', other], [`shown.${own_}`, mine.shown], ['vote', 'approve'], ['opinion', '']]) });
	forged.expect(200, '未办理及原因', '您与本记录有关', '已办理');
	assert.equal(votesOf(own_, author).length, 0);
	assert.equal(votesOf(other, author).length, 1);
});

test('G22 a record in another round or version than was shown is not decided on', async () => {
	const [a] = open(), [login] = idle([a.number]), client = await own.login(login), page = await confirm(client, [a.number]);
	own.psql(`UPDATE app.approval SET round = round + 10 WHERE id = ${a.approval}`);
	try {
		(await client.submit(page, { opinion: '' }, { button: 'vote=approve' })).expect(200, '未办理及原因', '您查看之后记录已有变动').lacks('已计票');
		assert.equal(votesOf(a.number, login).length, 0);
		const again = await confirm(client, [a.number]), fields = again.form('vote=approve').fields.filter(([name]) => !name.startsWith('shown.'));
		(await client.post(`${changes}/moves`, [...fields, ['vote', 'approve']])).expect(200, '您查看之后记录已有变动');
		assert.equal(votesOf(a.number, login).length, 0, 'nor without a word on what was shown');
	} finally {
		own.psql(`UPDATE app.approval SET round = round - 10 WHERE id = ${a.approval}`);
	}
});

test('G22 a refusal needs a reason for all; ticks and words survive the mistake; nothing ticked is said', async () => {
	const numbers = open().map((r) => r.number), [login] = idle(numbers.slice(0, 2)), client = await own.login(login);
	const page = await confirm(client, numbers.slice(0, 2), 'reject'), [kept] = ticksOf(page);
	const wrong = (await client.submit(page, { record: [kept], opinion: '' }, { button: 'vote=reject' })).expect(422, '请更正以下内容');
	assert.deepEqual(ticksOf(wrong).length, 2, 'all lines are still there');
	assert.deepEqual(wrong.select('input[name=record][checked]').map((i) => i.attrs.value), [kept], 'with the same ticks');
	const none = (await client.submit(wrong, { record: null, opinion: '与年度计划不一致，先不实施' }, { button: 'vote=reject' })).expect(422, '没有勾选任何记录', '与年度计划不一致');
	for (const x of ['x', '无', 'xxxxxx'])
		(await client.submit(none, { record: [kept], opinion: x }, { button: 'vote=reject' })).expect(422);
	assert.equal(votesOf(kept, login).length, 0);
	(await client.get(`${changes}/moves?vote=approve`)).expect(200, '尚未选择记录');
});

test('G22 sent twice, also at once, it is answered like the first and counts once', async () => {
	const [a] = open(), [login] = idle([a.number]), client = await own.login(login), page = await confirm(client, [a.number]);
	const body = () => new URLSearchParams([...page.form('vote=approve').fields, ['vote', 'approve'], ['opinion', '同意按此调整']].filter(([name, v], i, all) => name !== 'opinion' || i === all.length - 1));
	const answers = await Promise.all([1, 2, 3].map(() => client.send('POST', `${changes}/moves`, { body: body() })));
	const third = await client.send('POST', `${changes}/moves`, { body: body() });
	for (const answer of [...answers, third])
		assert.equal(answer.status, 303);
	assert.equal(new Set([...answers, third].map((r) => r.headers.get('location'))).size, 1, 'one report');
	assert.equal(votesOf(a.number, login).length, 1);
});

test('G22 what is judged by criteria and what is restricted is decided on one by one, and said so', async () => {
	const lead = await own.login(value(`SELECT p.login FROM app.member_role mr JOIN app.role ro ON ro.site_id = mr.site_id AND ro.id = mr.role_id AND ro.key = 'group_lead' JOIN app.account p ON p.id = mr.account_id WHERE mr.site_id = ${site()}`));
	const [launch] = rows(`SELECT number FROM app.record WHERE site_id = ${site()} AND kind = 'launch' AND state = 'initiation'`);
	const [penalty] = rows(`SELECT number, title FROM app.record WHERE site_id = ${site()} AND kind = 'penalty' AND state = 'group_approval'`);
	const before = votes(launch.number).length + votes(penalty.number).length;
	(await lead.get(`/huadong/launches/moves?vote=approve&record=${launch.number}`)).expect(200, '须按标准逐项判断').lacks('本次办理的记录');
	(await lead.get(`/huadong/penalties/moves?vote=approve&record=${penalty.number}`)).expect(400).lacks(penalty.title);
	const [shown] = rows(`SELECT a.version || '/' || a.round AS shown FROM app.approval a WHERE a.record_id = ${id(launch.number)} AND a.outcome IS NULL`);
	(await lead.post('/huadong/launches/moves', [['token', lead.token], ['record', launch.number], [`shown.${launch.number}`, shown.shown], ['vote', 'approve'], ['opinion', '']])).expect(200, '须按标准逐项判断', '未办理及原因');
	(await lead.post('/huadong/penalties/moves', [['token', lead.token], ['record', penalty.number], ['vote', 'approve'], ['opinion', '']])).expect(400);
	assert.equal(votes(launch.number).length + votes(penalty.number).length, before);
	const work = await lead.get('/'), ticks = work.select('ul.todo input[name=record]').map((i) => i.attrs.value);
	assert.ok(ticks.length > 0 && !ticks.some((t) => /LCH|PEN|APL/.test(t)), ticks.join(' '));
});

test('G22 RX.1 from my work: ticks of one kind lead on, of several kinds to a choice; and back again', async () => {
	const group = rows(`SELECT p.login FROM app.member_role mr JOIN app.role ro ON ro.site_id = mr.site_id AND ro.id = mr.role_id AND ro.key = 'group_member' JOIN app.account p ON p.id = mr.account_id WHERE mr.site_id = ${site()} ORDER BY 1`);
	let client, ticks = [];
	for (const { login } of group) {
		client = await own.login(login);
		ticks = (await client.get('/')).select('ul.todo input[name=record]').map((i) => i.attrs.value);
		if (new Set(ticks.map((t) => t.split('/')[1])).size > 1)
			break;
	}
	const kinds = new Set(ticks.map((t) => t.split('/').slice(0, 2).join('/')));
	assert.ok(kinds.size > 1, `two kinds wait for a vote: ${ticks}`);
	const page = await client.get('/');
	const choice = (await client.submit(page, { record: ticks }, { form: 'bulk', button: 'vote=approve' })).expect(200, '所选记录类别不同');
	assert.equal(choice.select('ul.todo li').length, kinds.size);
	const one = (await client.submit(page, { record: [ticks[0]] }, { form: 'bulk', button: 'vote=approve' })).expect(200, '本次办理的记录');
	assert.ok(one.path.startsWith(`/${ticks[0].split('/').slice(0, 2).join('/')}/moves?from=work`));
	const report = (await client.submit(one, { opinion: '材料齐全，同意办理' }, { button: 'vote=approve' })).expect(200, '办理结果');
	assert.ok(report.links.some((l) => l.href === '/' && l.text.includes('返回')), 'back to my work');
	assert.ok(!(await client.get('/')).select('ul.todo input[name=record]').some((i) => i.attrs.value === ticks[0]), 'it waits no more');
	for (const bad of ['x', 'huadong/changes', 'huadong/nothing/CHG-2026-0013', 'nowhere/changes/CHG-2026-0013', 'huadong/changes/CHG-1&vote=x', '../..//'])
		(await client.get(`/?vote=approve&record=${encodeURIComponent(bad)}`)).expect(200, '尚未选择记录');
});

test('G22 the report is for whoever decided; what is out of sight reads like what is not there', async () => {
	const [penalty] = rows(`SELECT number, title FROM app.record WHERE site_id = ${site()} AND kind = 'penalty' AND visible = 1 ORDER BY id DESC`);
	const [{ login }] = rows(`SELECT p.login FROM app.membership m JOIN app.account p ON p.id = m.account_id WHERE m.site_id = ${site()} AND m.left_at IS NULL AND p.password IS NOT NULL AND p.disabled_at IS NULL
		AND NOT EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id WHERE mr.site_id = m.site_id AND mr.account_id = m.account_id AND rp.permission = 'restricted.view')
		AND NOT EXISTS (SELECT FROM app.record_reader x JOIN app.record r ON r.site_id = x.site_id AND r.id = x.record_id WHERE x.site_id = m.site_id AND x.account_id = m.account_id AND r.kind = 'penalty') ORDER BY 1 LIMIT 1`);
	const client = await own.login(login), reasons = [];
	for (const number of [penalty.number, 'CHG-1999-0001']) {
		const report = (await client.post(`${changes}/moves`, [['token', client.token], ['record', number], [`shown.${number}`, '1/1'], ['vote', 'approve'], ['opinion', '']])).expect(200, '未办理及原因', number).lacks(penalty.title);
		reasons.push(report.text.replace(/.*未办理及原因/, '').replaceAll(number, '#').replace(/没有任何改动.*/, ''));
		(await (await own.login('wangqiang')).get(report.path)).expect(404);
	}
	assert.equal(reasons[0], reasons[1]);
	(await client.get('/huadong/bulk/999999')).expect(404);
});

test('issue 11, fault 4: a mistake keeps the ticks and what was typed; a priority is chosen and a day is a day, as in triage', async () => {
	const client = await own.login('zhouyi'), numbers = rows(`SELECT r.number FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
		WHERE r.site_id = ${site()} AND r.state = 'submitted' AND r.visible = 0 AND r.submitted_by <> ${account('zhouyi')} AND r.created_by <> ${account('zhouyi')} ORDER BY r.number LIMIT 3`).map((r) => r.number);
	const shown = (move) => client.get(`/huadong/requirements/moves?move=${move}&${numbers.map((n) => `record=${n}`).join('&')}`);
	const page = (await shown('accept')).expect(200), wrong = (await client.submit(page, { record: numbers.slice(1), priority: '2', class: 'routine', decision_reason: '' }, { button: 'move=accept' })).expect(422, '请更正以下内容');
	assert.deepEqual(wrong.select('input[name=record][checked]').map((i) => i.attrs.value).sort(), numbers.slice(1));
	for (const at of [page, wrong])
		assert.deepEqual(at.select('select[name=priority] option').map((o) => o.attrs.value), ['', '1', '2', '3', '4']);
	assert.equal(wrong.select('select[name=priority] option[selected]')[0].attrs.value, '2');
	assert.equal((await shown('defer')).select('input[name=deferred_until]')[0].attrs.type, 'date');
	const late = (await client.submit(await shown('defer'), { deferred_until: '', decision_reason: '排期已满，下一季度再议' }, { button: 'move=defer' })).expect(422);
	assert.equal(late.select('input[name=deferred_until]')[0].attrs.type, 'date');
	assert.equal(late.select('input[name=record][checked]').length, 3);
});
