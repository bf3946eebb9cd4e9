// SPDX-License-Identifier: ISC
// Goal: the rule of approvals as the server enforces it (R6.1, RX.3, R17.3): nobody decides on their own submission, in any role or as
// a delegate; more than half of all members with the lead or the deputy among them; the lead's refusal ends it; each vote counts once,
// even if all vote at the same moment; a round that cannot pass says so; every round is kept; rights take effect at once (RX.8). Works
// on a copy of the demo data with a group of its own: lead, deputy and five members, m1 to m5.
import test, { after, before, beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { ownWorkers } from '../run/own.mjs';

const SITE = '/huadong', GROUP = ['lead', 'deputy', 'm1', 'm2', 'm3', 'm4', 'm5'], OTHERS = ['asks', 'tech', 'tech2', 'plain', 'admin'];
let own, site, serial = 0;
const people = {}, ids = {};
const rows = (sql) => JSON.parse(own.psql(`SET search_path = app, public; SELECT COALESCE(json_agg(t), '[]') FROM (${sql}) t`));
const sql = (text) => own.psql(`SET search_path = app, public; ${text}`);
const grant = (who, role) => sql(`INSERT INTO member_role SELECT ${site}, ${ids[who]}, id FROM role WHERE site_id = ${site} AND key = '${role}' ON CONFLICT DO NOTHING`);
const revoke = (who, role) => sql(`DELETE FROM member_role WHERE site_id = ${site} AND account_id = ${ids[who]} AND role_id = (SELECT id FROM role WHERE site_id = ${site} AND key = '${role}')`);

before(async () => {
	own = await ownWorkers('approvals', 4);
	site = rows("SELECT id FROM site WHERE slug = 'huadong'")[0].id;
	sql(`DELETE FROM member_role USING role r WHERE member_role.site_id = ${site} AND r.site_id = ${site} AND r.id = role_id AND r.key IN ('group_member', 'group_deputy', 'group_lead');
		UPDATE delegation SET ended_at = now() WHERE site_id = ${site};
		DELETE FROM rule WHERE site_id = ${site} AND key IN ('group_share', 'group_presides', 'lead_veto');
		INSERT INTO account (login, name, password, created_at) SELECT 'ap-' || x, 'AP ' || x, (SELECT password FROM account WHERE login = 'zhouyi'), now() FROM unnest(ARRAY[${[...GROUP, ...OTHERS].map((n) => `'${n}'`)}]) x;
		INSERT INTO membership (site_id, account_id, department_id, created_at) SELECT ${site}, id, (SELECT min(id) FROM department WHERE site_id = ${site} AND function = 'tech'), now() FROM account WHERE login LIKE 'ap-%'`);
	for (const who of [...GROUP, ...OTHERS]) {
		ids[who] = rows(`SELECT id FROM account WHERE login = 'ap-${who}'`)[0].id;
		grant(who, 'member');
	}
	for (const [who, role] of [['lead', 'group_lead'], ['deputy', 'group_deputy'], ['m1', 'group_member'], ['m2', 'group_member'], ['m3', 'group_member'], ['m4', 'group_member'], ['m5', 'group_member'],
		['tech', 'technical'], ['tech2', 'technical'], ['admin', 'site_admin']])
		grant(who, role);
	for (const who of [...GROUP, ...OTHERS])
		people[who] = await own.login(`ap-${who}`);
});
beforeEach(() => sql(`UPDATE delegation SET ended_at = now() WHERE site_id = ${site} AND ended_at IS NULL`));
after(() => own?.stop());

const post = (who, path, fields) => people[who].send('POST', path, { body: new URLSearchParams({ token: people[who].token, key: `key-${serial++}`, ...fields }) });
const numberOf = (path) => /[A-Z]{3}-\d{4}-\d+/.exec(path)[0];

/** A change request that waits for the group; ${by} hands it in. */
async function waiting(by = 'asks') {
	const target = rows(`SELECT number FROM record r WHERE site_id = ${site} AND kind = 'requirement' AND state = 'accepted' AND visible = 0 ORDER BY random() LIMIT 1`)[0].number;
	const tech = rows(`SELECT min(id) AS id FROM department WHERE site_id = ${site} AND function = 'tech'`)[0].id;
	const made = await post(by, `${SITE}/changes`, { title: `变更 ${serial}`, target_id: target, department_id: String(tech), what: '说明变更的内容', why: '说明变更的原因', effect_schedule: '工期没有影响', effect_cost: '费用没有影响', effect_risk: '风险很低' });
	assert.equal(made.status, 303, made.text);
	const path = made.headers.get('location');
	stating(path);
	await handIn(path, by);
	return path;
}
/** It states another goal. */
const stating = (path) => sql(`INSERT INTO proposed_value (site_id, record_id, target_id, field, old, old_text, new_text)
	SELECT k.site_id, k.record_id, k.target_id, 'goal', value_now(k.site_id, k.target_id, '', 0, 'goal'), q.goal, '目标改为两周内见效'
	FROM change k JOIN record r ON r.site_id = k.site_id AND r.id = k.record_id JOIN requirement q ON q.site_id = k.site_id AND q.record_id = k.target_id
	WHERE k.site_id = ${site} AND r.number = '${numberOf(path)}'`);
async function handIn(path, by = 'asks') {
	assert.equal((await post(by, `${path}/moves`, { move: 'submit' })).status, 303);
	const endorsed = await post(by === 'tech' ? 'tech2' : 'tech', `${path}/moves`, { move: 'endorse', review_opinion: '技术上可行' });
	assert.equal(endorsed.status, 303, endorsed.text);
}
const vote = async (who, path, choice = 'approve', fields = {}) => (await post(who, `${path}/moves`, { move: choice, opinion: choice === 'approve' ? '' : `理由 ${who}`, ...fields })).status;
const state = (path) => rows(`SELECT state FROM record WHERE site_id = ${site} AND number = '${numberOf(path)}'`)[0].state;
const rounds = (path) => rows(`SELECT a.round, a.outcome, (SELECT count(*) FROM vote v WHERE v.site_id = a.site_id AND v.approval_id = a.id) AS votes FROM approval a JOIN record r ON r.site_id = a.site_id AND r.id = a.record_id
	WHERE r.site_id = ${site} AND r.number = '${numberOf(path)}' ORDER BY a.round`).map((r) => [r.round, r.outcome, r.votes]);
const standIn = (absent, delegate) => sql(`INSERT INTO delegation (site_id, account_id, delegate_id, starts_on, ends_on, created_at) VALUES (${site}, ${ids[absent]}, ${ids[delegate]}, current_date - 1, current_date + 1, now())`);

// ---------------------------------------------------------------- who may not

test('RX.3 nobody decides on what they handed in: not as a member, not with two roles, not even the lead', async () => {
	for (const by of ['m1', 'lead']) {
		grant(by, 'group_deputy');
		const path = await waiting(by);
		assert.equal((await people[by].get(path)).select('[name=move][value=approve]').length, 0, 'no ballot is shown');
		for (const choice of ['approve', 'reject', 'return'])
			assert.equal(await vote(by, path, choice), 403, `${by}: ${choice}`);
		assert.equal(await vote(by, path, 'approve', { voter: String(ids.m2) }), 403, 'nor in another\'s name without being their delegate');
		assert.deepEqual(rounds(path), [[1, null, 0]]);
		revoke(by, 'group_deputy');
	}
});

test('RX.3 nobody decides on what they handed in as a delegate, and nobody does it for them', async () => {
	standIn('m2', 'm1');
	standIn('m1', 'm3');
	const path = await waiting('m1');
	assert.equal(await vote('m1', path, 'approve', { voter: String(ids.m2) }), 403, 'the submitter, for somebody who is absent');
	assert.equal(await vote('m3', path, 'approve', { voter: String(ids.m1) }), 403, 'somebody, for the absent submitter');
	assert.equal(await vote('m2', path), 303, 'the absent member may still vote');
	const other = await waiting('asks');
	assert.equal(await vote('m1', other, 'approve', { voter: String(ids.m2) }), 303, 'for another\'s request the delegate may');
	assert.equal(await vote('m1', other), 303, 'and then their own vote');
	assert.equal(await vote('m2', other), 409, 'the vote was cast already');
	const cast = rows(`SELECT account_id, cast_by FROM vote v JOIN record r ON r.site_id = v.site_id AND r.id = v.record_id WHERE r.site_id = ${site} AND number = '${numberOf(other)}' ORDER BY v.at`);
	assert.deepEqual(cast, [{ account_id: ids.m2, cast_by: ids.m1 }, { account_id: ids.m1, cast_by: ids.m1 }], 'both names are kept');
	sql(`UPDATE delegation SET ends_on = current_date - 1, starts_on = current_date - 3 WHERE site_id = ${site} AND ended_at IS NULL`);
	assert.equal(await vote('m3', await waiting(), 'approve', { voter: String(ids.m1) }), 403, 'a delegation ends with its last day');
});

test('G3 R17.3 RX.3 a delegate is a member of the group, casts one absent member\'s vote a round, and nobody votes on what they endorsed', async () => {
	for (const absent of ['m1', 'm2', 'm3'])
		standIn(absent, 'm4');
	standIn('m5', 'tech2');
	const path = await waiting();
	const none = await post('tech2', `${path}/moves`, { move: 'approve', voter: String(ids.m5) });
	assert.equal(none.status, 403, 'who is no member of the group casts nobody\'s vote');
	assert.match(none.text, /代办人须为管理小组成员/, 'and reads who may vote instead');
	assert.equal(await vote('m4', path, 'approve', { voter: String(ids.m1) }), 303, 'one absent member\'s vote');
	for (const absent of ['m2', 'm3'])
		assert.equal(await vote('m4', path, 'approve', { voter: String(ids[absent]) }), 403, `not ${absent}'s as well`);
	assert.equal(await vote('m4', path), 303, 'and their own');
	assert.deepEqual(rounds(path), [[1, null, 2]]);
	// The same person reviews as the technical department and sits in the group: two instances, two people.
	grant('tech', 'group_member');
	try {
		const endorsed = await waiting();
		for (const choice of ['approve', 'reject', 'return']) {
			const page = await post('tech', `${endorsed}/moves`, { move: choice, opinion: '理由充分可信' });
			assert.equal(page.status, 403, choice);
			assert.match(page.text, /在前一步经手/);
		}
		assert.equal((await people.tech.get(endorsed)).select('[name=move][value=approve]').length, 0, 'no ballot is shown');
		standIn('m1', 'tech');
		assert.equal(await vote('tech', endorsed, 'approve', { voter: String(ids.m1) }), 403, 'nor in another\'s name');
	} finally {
		revoke('tech', 'group_member');
	}
});

test('G11 R6.1 the rule of a round is the one it was opened under, on the page and in the verdict', async () => {
	const path = await waiting();
	for (const who of ['deputy', 'm1'])
		await vote(who, path);
	sql(`INSERT INTO rule (site_id, key, value) VALUES (${site}, 'group_share', '20') ON CONFLICT (site_id, key) DO UPDATE SET value = '20'; UPDATE site SET version = version + 1 WHERE id = ${site}`);
	try {
		assert.equal(await vote('m2', path), 303);
		assert.equal(state(path), 'group_approval', 'three of seven were not enough when it was opened');
		(await people.asks.get(path)).expect(200, /50\s*%/);
		assert.equal(await vote('m3', path), 303);
		assert.equal(state(path), 'in_force');
		const next = await waiting();
		for (const who of ['deputy', 'm1'])
			await vote(who, next);
		assert.equal(state(next), 'in_force', 'a round opened after it has the new rule');
	} finally {
		sql(`DELETE FROM rule WHERE site_id = ${site} AND key = 'group_share'; UPDATE site SET version = version + 1 WHERE id = ${site}`);
	}
});

test('R6.1 RX.3 a round is judged again by the act that changes who may vote: three for, three against, and the seventh leaves', async () => {
	const path = await waiting();
	for (const [who, choice] of [['lead', 'approve'], ['m1', 'approve'], ['m2', 'approve'], ['deputy', 'reject'], ['m3', 'reject'], ['m4', 'reject']])
		assert.equal(await vote(who, path, choice), 303, who);
	assert.equal(state(path), 'group_approval', 'the seventh vote decides');
	try {
		const page = (await people.admin.get(`${SITE}/settings/members/${ids.m5}`)).expect(200);
		assert.equal((await people.admin.submit(page, { heir_id: String(ids.plain) }, { button: 'act=leave', follow: false })).status, 303);
		assert.equal(state(path), 'draft', 'four of six are out of reach');
		assert.deepEqual(rounds(path), [[1, 'rejected', 6]]);
		(await people.asks.get(path)).expect(200, '有表决权的人员变动');
	} finally {
		sql(`UPDATE membership SET left_at = NULL WHERE site_id = ${site} AND account_id = ${ids.m5}`);
		for (const role of ['member', 'group_member'])
			grant('m5', role);
		people.m5 = await own.login('ap-m5');
	}
});

test('G10 RX.3 what a decision rests on is part of it: a link taken away or added, a file added ends the round; others may not touch it', async () => {
	const path = await waiting(), evidence = rows(`SELECT id, number FROM record WHERE site_id = ${site} AND kind = 'requirement' AND visible = 0 ORDER BY id LIMIT 2`);
	const link = (who, number) => post(who, `${path}/links`, { number, other: number, sort: 'evidence' });
	assert.equal((await link('plain', evidence[0].number)).status, 403, 'a stranger adds nothing to what is being decided on');
	/* The right comes first (issue 9): neither a number of nothing nor the record's own tells a stranger anything else. */
	for (const number of ['REQ-2026-9999', 'nothing', numberOf(path)])
		assert.equal((await link('plain', number)).status, 403, `a stranger is refused whatever they write: ${number}`);
	assert.equal((await link('asks', 'REQ-2026-9999')).status, 422, 'whoever may is told');
	await vote('m1', path);
	assert.equal((await link('asks', evidence[0].number)).status, 303);
	assert.equal(state(path), 'draft');
	await handIn(path);
	await vote('m1', path);
	const away = (who, at) => post(who, `${at}/links`, { remove: at === path ? `to-evidence-${evidence[0].id}` : `from-evidence-${rows(`SELECT id FROM record WHERE site_id = ${site} AND number = '${numberOf(path)}'`)[0].id}` });
	assert.equal((await away('plain', `${SITE}/requirements/${evidence[0].number}`)).status, 403, 'not from the other end either');
	assert.equal(state(path), 'group_approval');
	assert.equal((await away('asks', path)).status, 303);
	assert.equal(state(path), 'draft');
	await handIn(path);
	await vote('m2', path);
	const file = new FormData();
	for (const [name, value] of Object.entries({ token: people.asks.token, key: `key-${serial++}` }))
		file.append(name, value);
	file.append('file', new Blob(['补充材料']), '补充.txt');
	assert.equal((await people.asks.send('POST', `${path}/files`, { body: file })).status, 303);
	assert.equal(state(path), 'draft');
	assert.deepEqual(rounds(path), [[1, 'cancelled', 1], [2, 'cancelled', 1], [3, 'cancelled', 1]]);
	(await people.asks.get(path)).expect(200, '结束了本轮审批');
});

test('G6 R6.4 who words a ruling has no vote on it; the owner of a regulation has none on it', async () => {
	const about = rows(`SELECT number FROM record WHERE site_id = ${site} AND kind = 'requirement' AND visible = 0 ORDER BY id LIMIT 1`)[0].number;
	const made = await post('asks', `${SITE}/escalations`, { title: '争议', about_id: about, question: '应由哪个部门负责' });
	assert.equal(made.status, 303, made.text);
	const path = made.headers.get('location');
	assert.equal((await post('lead', `${path}/moves`, { move: 'propose', ruling: '由业务部门负责' })).status, 303);
	assert.equal(await vote('lead', path), 403, 'who worded it');
	for (const who of ['deputy', 'm1', 'm2', 'm3'])
		assert.equal(await vote(who, path), 303);
	assert.equal(state(path), 'ruled');
	const paper = await post('asks', `${SITE}/documents`, { title: '上线管理细则', type: 'regulation', owner_id: String(ids.m1), body: '第一条 本细则适用于全部平台。', effective_on: '2026-12-31' });
	assert.equal(paper.status, 303, paper.text);
	const rule = paper.headers.get('location');
	assert.equal((await post('asks', `${rule}/moves`, { move: 'submit' })).status, 303);
	assert.equal((await post('tech', `${rule}/moves`, { move: 'to_group' })).status, 303);
	assert.equal(await vote('m1', rule), 403, 'who is responsible for it');
	assert.equal(await vote('m2', rule), 303);
});

test('RX.3 a move that decides is not for who handed it in; others without the right cannot either', async () => {
	const tech = rows(`SELECT min(id) AS id FROM department WHERE site_id = ${site} AND function = 'tech'`)[0].id;
	const target = rows(`SELECT number FROM record r WHERE site_id = ${site} AND kind = 'requirement' AND state = 'accepted' AND visible = 0 LIMIT 1`)[0].number;
	const made = await post('tech', `${SITE}/changes`, { title: '自己的', target_id: target, department_id: String(tech), what: '改动目标', why: '目标变了', effect_schedule: '工期没有影响', effect_cost: '费用没有影响', effect_risk: '风险很低' });
	const path = made.headers.get('location');
	stating(path);
	assert.equal((await post('tech', `${path}/moves`, { move: 'submit' })).status, 303);
	for (const move of ['endorse', 'return', 'reject'])
		for (const who of ['tech', 'plain', 'lead'])
			assert.equal((await post(who, `${path}/moves`, { move, review_opinion: '技术上可行', reason: '理由不充分' })).status, 403, `${who} ${move}`);
	assert.equal((await post('tech2', `${path}/moves`, { move: 'endorse', review_opinion: '技术上可行' })).status, 303);
});

test('R6.1 whoever has no vote has none: members, the technical department, visitors', async () => {
	const path = await waiting();
	for (const who of ['plain', 'tech', 'admin'])
		assert.equal(await vote(who, path), 403, who);
	const visitor = own.client();
	assert.equal((await visitor.send('POST', `${path}/moves`, { body: new URLSearchParams({ move: 'approve' }) })).status, 401);
	assert.deepEqual(rounds(path), [[1, null, 0]]);
});

test('RX.3 R34.1 nobody decides on a reward of their own, nor as a delegate; nor does who proposed it', async () => {
	const made = await post('asks', `${SITE}/rewards`, { title: '表彰 m1', subject: 'person', person_id: String(ids.m1), ground: 'suggestion', facts: '提出了改进建议' });
	assert.equal(made.status, 303, made.text);
	const path = made.headers.get('location'), evidence = rows(`SELECT number FROM record WHERE site_id = ${site} AND kind = 'requirement' AND visible = 0 ORDER BY id LIMIT 1`)[0].number;
	assert.equal((await post('asks', `${path}/links`, { number: evidence, other: evidence, sort: 'evidence' })).status, 303);
	grant('m2', 'technical');
	assert.equal((await post('m2', `${path}/moves`, { move: 'propose', type: 'points', points: '5', proposal: '建议给予加分' })).status, 303);
	assert.equal((await post('m2', `${path}/moves`, { move: 'submit' })).status, 303);
	revoke('m2', 'technical');
	standIn('m3', 'm1');
	assert.equal(await vote('m1', path), 403, 'whom it is about');
	assert.equal(await vote('m1', path, 'approve', { voter: String(ids.m3) }), 403, 'in another\'s name');
	assert.equal(await vote('m2', path), 403, 'who proposed it');
	assert.equal(await vote('m3', path), 303);
	for (const who of ['lead', 'm4', 'm5'])
		assert.equal(await vote(who, path), 303);
	assert.equal(state(path), 'approved');
});

test('RX.3 R17.3 an account that one has made or reset is no second person, in either direction, for thirty days', async () => {
	for (const [made, by] of [['m1', 'asks'], ['asks', 'm2']])
		sql(`INSERT INTO account_hand (account_id, by_id, at) VALUES (${ids[made]}, ${ids[by]}, now())`);
	const path = await waiting();
	try {
		for (const who of ['m1', 'm2'])
			assert.equal(await vote(who, path), 403, who);
		sql("UPDATE account_hand SET at = now() - interval '31 days'");
		assert.equal(await vote('m1', path), 303, 'after that they are two');
	} finally {
		sql(`DELETE FROM account_hand WHERE account_id IN (${ids.m1}, ${ids.asks})`);
	}
});

// ---------------------------------------------------------------- the rule

test('R6.1 more than half of all members: three of seven are not enough, four with the deputy are', async () => {
	const path = await waiting();
	for (const who of ['deputy', 'm1', 'm2'])
		assert.equal(await vote(who, path), 303);
	assert.equal(state(path), 'group_approval', 'three');
	(await people.asks.get(path)).expect(200, '3', '4');
	assert.equal(await vote('m3', path), 303);
	assert.equal(state(path), 'in_force', 'four');
	assert.deepEqual(rounds(path), [[1, 'approved', 4]]);
	assert.equal(await vote('m4', path), 409, 'it is over');
});

test('R6.1 the lead or the deputy must be among them: five members alone do not decide', async () => {
	const path = await waiting();
	for (const who of ['m1', 'm2', 'm3', 'm4', 'm5'])
		assert.equal(await vote(who, path), 303);
	assert.equal(state(path), 'group_approval');
	assert.equal(await vote('lead', path), 303);
	assert.equal(state(path), 'in_force');
	assert.deepEqual(rounds(path), [[1, 'approved', 6]]);
});

test('R6.1 the lead\'s refusal ends it at once, whoever has approved; a member\'s does not', async () => {
	const path = await waiting();
	for (const who of ['deputy', 'm1', 'm2'])
		await vote(who, path);
	assert.equal(await vote('m3', path, 'reject'), 303);
	assert.equal(state(path), 'group_approval');
	assert.equal(await vote('lead', path, 'reject'), 303);
	assert.equal(state(path), 'draft');
	assert.deepEqual(rounds(path), [[1, 'rejected', 5]]);
});

test('R6.1 refusals that leave too few to approve end it', async () => {
	const path = await waiting();
	for (const who of ['m1', 'm2', 'm3']) {
		assert.equal(await vote(who, path, 'reject'), 303);
		assert.equal(state(path), 'group_approval', who);
	}
	assert.equal(await vote('m4', path, 'reject'), 303);
	assert.equal(state(path), 'draft');
});

test('RX.3 a refusal and a return need a reason; approving does not', async () => {
	const path = await waiting();
	for (const choice of ['reject', 'return'])
		for (const opinion of ['', '   ', '\n\t', 'x', '无', '\u200b\u200b', '\u00a0'])
			assert.equal(await vote('lead', path, choice, { opinion }), 422, `${choice} "${opinion}"`);
	assert.deepEqual(rounds(path), [[1, null, 0]]);
	assert.equal(await vote('m1', path, 'approve', { opinion: '' }), 303);
});

// ---------------------------------------------------------------- at the same moment

test('RX.3 two at the same moment count once each; one person pressing five times counts once', async () => {
	const path = await waiting();
	assert.deepEqual(await Promise.all([vote('m1', path), vote('m2', path)]), [303, 303]);
	assert.deepEqual(rounds(path), [[1, null, 2]]);
	const pressed = await Promise.all([1, 2, 3, 4, 5].map(() => vote('m3', path)));
	assert.deepEqual([...pressed].sort(), [303, 409, 409, 409, 409]);
	assert.deepEqual(rounds(path), [[1, null, 3]]);
	assert.equal(state(path), 'group_approval', 'three votes are three');
});

test('RX.3 all at once, with doubles: the round ends once, with four votes, and nothing is lost or counted twice', async () => {
	for (let turn = 0; turn < 4; turn++) {
		const path = await waiting();
		const all = await Promise.all([...GROUP, 'm1', 'lead'].map((who) => vote(who, path)));
		const counted = all.filter((s) => s === 303).length, [[round, outcome, votes]] = rounds(path);
		assert.deepEqual([round, outcome, state(path)], [1, 'approved', 'in_force'], all.join(' '));
		assert.equal(votes, counted, `as many votes as were told they count: ${all.join(' ')}`);
		assert.ok(votes >= 4 && votes <= 6, `${votes}`);
		assert.ok(all.every((s) => [303, 409].includes(s)), all.join(' '));
	}
});

test('RX.3 a vote and an edit at the same moment: one of them wins, never a decision on what nobody saw', async () => {
	for (let turn = 0; turn < 4; turn++) {
		const path = await waiting();
		for (const who of ['deputy', 'm1', 'm2'])
			await vote(who, path);
		const version = rows(`SELECT version FROM record WHERE site_id = ${site} AND number = '${numberOf(path)}'`)[0].version;
		const form = await people.asks.get(`${path}/edit`);
		const fields = Object.fromEntries(form.form('edit').fields.filter(([name]) => name !== 'files'));
		const [edited, voted] = await Promise.all([post('asks', `${path}/edit`, { ...fields, what: `新内容 ${turn}` }), vote('m3', path, 'approve', { version: String(version) })]);
		const [[, outcome]] = rounds(path), now = rows(`SELECT version, state FROM record WHERE site_id = ${site} AND number = '${numberOf(path)}'`)[0];
		if (outcome === 'approved')
			assert.deepEqual([now.version, now.state, voted], [version, 'in_force', 303], 'decided as it was');
		else
			assert.deepEqual([outcome, now.version, now.state, edited.status], ['cancelled', version + 1, 'draft', 303], 'edited, and decided anew');
	}
});

// ---------------------------------------------------------------- rounds

test('RX.3 returned, handed in again, taken back, edited, approved: every round stays readable, and history tells it', async () => {
	const path = await waiting();
	await vote('m1', path);
	assert.equal(await vote('deputy', path, 'return', { opinion: '请补充工期影响' }), 303);
	assert.equal(state(path), 'draft');
	await handIn(path);
	assert.equal((await post('plain', `${path}/moves`, { move: 'take_back' })).status, 403, 'only who handed it in takes it back');
	assert.equal((await post('asks', `${path}/moves`, { move: 'take_back' })).status, 303);
	await handIn(path);
	await vote('m2', path);
	assert.equal((await post('asks', `${path}/moves`, { move: 'take_back' })).status, 403, 'not once somebody has voted');
	const fields = Object.fromEntries((await people.asks.get(`${path}/edit`)).form('edit').fields.filter(([name]) => name !== 'files'));
	assert.equal((await post('asks', `${path}/edit`, { ...fields, what: '改过的内容' })).status, 303);
	await handIn(path);
	for (const who of ['lead', 'm1', 'm2', 'm3'])
		await vote(who, path);
	assert.deepEqual(rounds(path), [[1, 'returned', 2], [2, 'taken_back', 0], [3, 'cancelled', 1], [4, 'approved', 4]]);
	(await people.plain.get(path)).expect(200, '第 1 轮', '第 2 轮', '第 3 轮', '第 4 轮', '请补充工期影响');
	const told = rows(`SELECT action || COALESCE(':' || COALESCE(detail ->> 'move', detail ->> 'choice'), '') AS what FROM event e JOIN record r ON r.site_id = e.site_id AND r.id = e.record_id
		WHERE r.site_id = ${site} AND number = '${numberOf(path)}' ORDER BY e.seq`).map((e) => e.what);
	assert.deepEqual(told, ['record.create', 'record.move:submit', 'record.move:endorse', 'approval.vote:approve', 'approval.vote:return', 'record.move:submit', 'record.move:endorse', 'approval.take_back',
		'record.move:submit', 'record.move:endorse', 'approval.vote:approve', 'record.edit', 'record.move:submit', 'record.move:endorse', 'approval.vote:approve', 'approval.vote:approve', 'approval.vote:approve', 'approval.vote:approve']);
	assert.equal(sql(`SELECT COALESCE(event_verify(${site}), 0)`), '0', 'the chain holds');
});

test('RX.3 the version decided on is kept with the decision', async () => {
	const path = await waiting();
	const kept = rows(`SELECT a.version, r.version AS now FROM approval a JOIN record r ON r.site_id = a.site_id AND r.id = a.record_id WHERE r.site_id = ${site} AND number = '${numberOf(path)}'`)[0];
	assert.equal(kept.version, kept.now);
	assert.equal(await vote('m1', path, 'approve', { version: String(kept.now + 1) }), 409, 'a vote on another version does not count');
});

test('RX.3 what nobody may decide stops with a clear message and never passes by itself', async () => {
	const path = await waiting('m1');
	for (const who of ['deputy', 'm2', 'm3', 'm4', 'm5'])
		revoke(who, who === 'deputy' ? 'group_deputy' : 'group_member');
	try {
		// Two members are left, and one of them handed it in: more than half cannot be reached.
		const page = (await people.plain.get(path)).expect(200);
		assert.match(page.text, /有权表决的人数不足/, page.text.slice(0, 2000));
		assert.equal(await vote('lead', path), 303);
		assert.equal(state(path), 'group_approval', 'one of two is not more than half');
	} finally {
		for (const who of ['deputy', 'm2', 'm3', 'm4', 'm5'])
			grant(who, who === 'deputy' ? 'group_deputy' : 'group_member');
	}
	for (const who of ['deputy', 'm2', 'm3'])
		assert.equal(await vote(who, path), 303, 'with the rights back it goes on');
	assert.equal(state(path), 'in_force');
});

// ---------------------------------------------------------------- rights act at once

test('RX.8 a right that is taken away is gone with the next click, in every worker; given again it is back', async () => {
	const path = await waiting();
	for (let i = 0; i < 8; i++)
		assert.equal((await people.m1.get(path)).select('[name=move][value=approve]').length > 0, true, 'every worker has seen them vote');
	revoke('m1', 'group_member');
	for (let i = 0; i < 8; i++)
		assert.equal(await vote('m1', path), 403);
	grant('m1', 'group_member');
	assert.equal(await vote('m1', path), 303);
	const hidden = rows(`SELECT number FROM record r WHERE site_id = ${site} AND kind = 'penalty' AND visible = 1 ORDER BY id LIMIT 1`)[0].number;
	assert.equal((await people.m2.get(`${SITE}/penalties/${hidden}`)).status, 200);
	revoke('m2', 'group_member');
	assert.equal((await people.m2.get(`${SITE}/penalties/${hidden}`)).status, 404, 'and so is sight');
	grant('m2', 'group_member');
});

test('RX.8 who leaves or is disabled is out with the next click', async () => {
	assert.equal((await people.plain.get(`${SITE}/`)).status, 200);
	sql(`UPDATE membership SET left_at = now() WHERE site_id = ${site} AND account_id = ${ids.plain}`);
	assert.equal((await people.plain.send('GET', `${SITE}/`)).status, 404);
	sql(`UPDATE membership SET left_at = NULL WHERE site_id = ${site} AND account_id = ${ids.plain}`);
	assert.equal((await people.plain.send('GET', `${SITE}/`)).status, 200);
	sql(`UPDATE account SET disabled_at = now() WHERE id = ${ids.plain}`);
	assert.equal((await people.plain.send('GET', `${SITE}/`)).status, 303);
	sql(`UPDATE account SET disabled_at = NULL WHERE id = ${ids.plain}`);
	people.plain = await own.login('ap-plain');
});

test('G16 RX.3 a step whose only holder handed it in does not wait in silence: the page, who handed it in and the administrators say so', async () => {
	const kept = rows(`SELECT mr.account_id, mr.role_id FROM member_role mr WHERE mr.site_id = ${site} AND mr.account_id <> ${ids.tech} AND mr.role_id IN (
		SELECT role_id FROM role_permission WHERE site_id = ${site} AND permission = 'change.review')`);
	sql(`DELETE FROM member_role WHERE site_id = ${site} AND (account_id, role_id) IN (${kept.map((k) => `(${k.account_id}, ${k.role_id})`)})`);
	const tech = rows(`SELECT min(id) AS id FROM department WHERE site_id = ${site} AND function = 'tech'`)[0].id;
	const target = rows(`SELECT number FROM record r WHERE site_id = ${site} AND kind = 'requirement' AND state = 'accepted' AND visible = 0 LIMIT 1`)[0].number;
	const made = await post('tech', `${SITE}/changes`, { title: '只有自己能审', target_id: target, department_id: String(tech), what: '改动目标', why: '目标变了', effect_schedule: '工期没有影响', effect_cost: '费用没有影响', effect_risk: '风险很低' });
	const path = made.headers.get('location'), number = numberOf(path);
	stating(path);
	try {
		assert.equal((await post('tech', `${path}/moves`, { move: 'submit' })).status, 303);
		(await people.tech.get(path)).expect(200, '无人可办', '您与本记录有关');
		const waits = rows(`SELECT action, permission FROM waiting w JOIN record r ON r.site_id = w.site_id AND r.id = w.record_id WHERE r.site_id = ${site} AND r.number = '${number}' ORDER BY action`);
		assert.deepEqual(waits, [{ action: 'endorse', permission: 'change.review' }, { action: 'nobody', permission: 'members.manage' }]);
		(await people.admin.get('/')).expect(200, number, '无人可办');
		for (const who of ['tech', 'admin'])
			assert.equal(rows(`SELECT 1 FROM notification n JOIN record r ON r.site_id = n.site_id AND r.id = n.record_id WHERE r.site_id = ${site} AND r.number = '${number}' AND n.what = 'nobody' AND n.account_id = ${ids[who]}`).length, 1, `${who} is told`);
	} finally {
		sql(`INSERT INTO member_role (site_id, account_id, role_id) VALUES ${kept.map((k) => `(${site}, ${k.account_id}, ${k.role_id})`)}`);
	}
	assert.equal((await post('tech2', `${path}/moves`, { move: 'endorse', review_opinion: '技术上可行' })).status, 303, 'with another holder it goes on');
	assert.equal(rows(`SELECT 1 FROM waiting w JOIN record r ON r.site_id = w.site_id AND r.id = w.record_id WHERE r.site_id = ${site} AND r.number = '${number}' AND w.action = 'nobody'`).length, 0);
});
