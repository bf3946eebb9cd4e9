// SPDX-License-Identifier: ISC
// Goal: the figures of the dashboard are those of the records that a person sees, whoever it is, after each sort of act (issue 10, R4.1,
// RX.4, R35.3); gatehousectl check compares what is kept with the records.
import test from 'node:test';
import assert from 'node:assert/strict';
import { ctl, login, psql, rows } from '../run/stack.mjs';
import { accountId, figuresWrong, handIn, seenBy, site, siteId, someone } from '../run/people.mjs';

/** "requirements submitted" → how many, as the overview of a dashboard shows it. */
const shownOn = (page) => {
	const texts = page.texts('#kinds a.tag');
	return Object.fromEntries(page.select('#kinds a.tag').map((a, i) => {
		const [, kind, state] = a.attrs.href.match(/([a-z-]+)\?state=([a-z_]+)$/);
		return [`${kind} ${state}`, Number(texts[i].match(/(\d+)\s*$/)[1])];
	}));
};
const plural = Object.fromEntries(JSON.parse((await ctl('kinds', '--json')).out).map((k) => [k.name, k.plural]));
const counted = (which) => Object.fromEntries(rows(`SELECT r.kind, r.state, count(*) AS n FROM app.record r
	WHERE r.site_id = ${siteId()} AND r.visible < 3 AND ${which} GROUP BY 1, 2`).map((r) => [`${plural[r.kind]} ${r.state}`, Number(r.n)]));
const thereFor = (account) => counted(seenBy(account)), forAll = () => counted('r.visible = 0');
const agree = async (name, what) => assert.deepEqual(shownOn((await (await login(name)).get(`/${site}/?all=yes`)).expect(200)), thereFor(accountId(name)), `${name}: ${what}`);
const allAgree = (what) => assert.equal(figuresWrong(), '', what);

test('R4.1 everybody sees the figures of what they see: restricted records, drafts and all', async () => {
	const circle = someone({ has: ['restricted.view'] }), plain = someone({ has: ['requirement.submit'], lacks: ['restricted.view'] });
	const author = psql(`SELECT a.login FROM app.record r JOIN app.account a ON a.id = r.created_by WHERE r.site_id = ${siteId()} AND r.visible = 2 AND a.disabled_at IS NULL ORDER BY r.id LIMIT 1`);
	const reader = psql(`SELECT a.login FROM app.record_reader x JOIN app.record r ON r.site_id = x.site_id AND r.id = x.record_id AND r.visible = 1
		JOIN app.account a ON a.id = x.account_id JOIN app.membership m ON m.site_id = x.site_id AND m.account_id = a.id AND m.left_at IS NULL
		WHERE x.site_id = ${siteId()} AND r.created_by <> a.id AND a.disabled_at IS NULL
			AND NOT EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission p ON p.site_id = mr.site_id AND p.role_id = mr.role_id AND p.permission = 'restricted.view'
				WHERE mr.site_id = x.site_id AND mr.account_id = a.id) ORDER BY r.id LIMIT 1`);
	for (const name of new Set([circle, plain, author, reader]))
		await agree(name, 'as it is');
	for (const name of [circle, author, reader])
		assert.notDeepEqual(thereFor(accountId(name)), forAll(), `${name} sees nothing that not everybody sees`);
	allAgree('the whole demonstration');
});

test('R4.1 the figures follow in the next request, whatever is done', async () => {
	const name = someone({ has: ['requirement.submit'], lacks: ['restricted.view', 'requirement.triage'] }), who = await login(name);
	const before = shownOn((await who.get(`/${site}/?all=yes`)).expect(200));
	await handIn(who, '计数随提交变化');
	const after = shownOn((await who.get(`/${site}/?all=yes`)).expect(200));
	assert.equal(after['requirements submitted'], (before['requirements submitted'] ?? 0) + 1);
	await agree(name, 'handed in');
	await agree(someone({ has: ['requirement.triage'] }), 'somebody else handed in');
	const flow = (page) => page.texts('#channel td').reduce((sum, n) => sum + (Number(n) || 0), 0);
	const one = flow((await who.get(`/${site}/?all=yes`)).expect(200));
	await handIn(who, '按月统计随提交变化');
	/* In its column and in the total of its month. */
	assert.equal(flow((await who.get(`/${site}/?all=yes`)).expect(200)), one + 2);
	allAgree('after acts of people');
});

test('issue 10 gatehousectl check says where figures are wrong, and what counts them anew', async () => {
	const id = psql(`SELECT ${siteId()}`);
	assert.equal((await ctl('check')).code, 0);
	psql(`UPDATE app.figure SET n = n + 7 WHERE ctid = (SELECT ctid FROM app.figure WHERE site_id = ${id} AND what = 'state' LIMIT 1)`);
	psql(`DELETE FROM app.open_record WHERE ctid = (SELECT ctid FROM app.open_record WHERE site_id = ${id} LIMIT 1)`);
	const found = await ctl('check');
	assert.equal(found.code, 1);
	assert.match(found.out, /figures of site "huadong": state [a-z_]+ [a-z_]+ .*kept \d+, there are \d+/);
	assert.match(found.out, /figures of site "huadong": open record \d+/);
	// As it is said: whoever types it is connected in the server's time zone.
	const cure = found.out.match(/while nobody works there: (.*)/)[1];
	psql(`SET TimeZone = 'Etc/GMT+12'; ${cure}`);
	assert.equal((await ctl('check')).code, 0);
	allAgree('counted anew');
});
