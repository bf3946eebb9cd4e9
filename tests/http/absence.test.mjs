// SPDX-License-Identifier: ISC
// Goal: for the time of an absence the delegate has what its person is responsible for and has to do, and it comes back at the end; nobody
// comes to a decision by it, and nothing restricted changes hands.
// Proves RX.3 (delegation, hand-over, separation), RX.4; issue 14, point 8.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { ctl, psql, rows, stack } from '../run/stack.mjs';
import { accountId, site, siteId } from '../run/people.mjs';
import { as, day, department } from '../run/acts.mjs';

stack('stack_end courier');
const binary = path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier');
const round = () => promisify(execFile)(binary, ['-c', process.env.GATEHOUSE_CONF, '--once']);

// Three colleagues, the first with open records that nobody decides on.
psql(`DELETE FROM app.delegation WHERE site_id = ${siteId()}`);
const open = `r.site_id = ${siteId()} AND r.closed_at IS NULL AND r.visible = 0 AND r.state <> 'draft' AND NOT EXISTS (SELECT FROM app.approval p WHERE p.site_id = r.site_id AND p.record_id = r.id AND p.outcome IS NULL)`;
const colleagues = rows(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId()} AND m.left_at IS NULL AND a.disabled_at IS NULL AND m.department_id = ${department('tech')} AND a.login <> 'zhouyi'
	ORDER BY (SELECT count(*) FROM app.record r WHERE ${open} AND r.owner_id = a.id) DESC, a.id LIMIT 3`).map((r) => r.login);
const [absent, delegate, third] = colleagues;
const mine = rows(`SELECT r.id, r.number, r.kind FROM app.record r WHERE ${open} ORDER BY r.kind = 'launch' DESC, r.id LIMIT 5`);
psql(`UPDATE app.record SET owner_id = ${accountId(absent)} WHERE site_id = ${siteId()} AND id IN (${mine.map((r) => r.id).join()})`);
const [a, b, c, secret, decided] = mine;
psql(`UPDATE app.record SET visible = 1 WHERE site_id = ${siteId()} AND id = ${secret.id}`);
psql(`INSERT INTO app.approval (site_id, record_id, state, round, by_rule, version, opened_at) SELECT site_id, id, state, 90, 'group', 1, now() FROM app.record WHERE site_id = ${siteId()} AND id = ${decided.id}`);

const owner = (rec) => psql(`SELECT a.login FROM app.record r JOIN app.account a ON a.id = r.owner_id WHERE r.site_id = ${siteId()} AND r.id = ${rec.id}`);
const isParty = (rec, login) => psql(`SELECT EXISTS (SELECT FROM app.party p WHERE p.site_id = ${siteId()} AND p.record_id = ${rec.id} AND p.account_id = ${accountId(login)} AND p.state = '')`) === 't';
const events = (rec, action) => psql(`SELECT string_agg((e.detail -> 'changes' -> 'owner_id')::text, ' ' ORDER BY e.seq) FROM app.event e WHERE e.site_id = ${siteId()} AND e.record_id = ${rec.id} AND e.action = '${action}' AND e.detail -> 'changes' ? 'owner_id'`);
const told = (login, what) => Number(psql(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId()} AND account_id = ${accountId(login)} AND what = '${what}'`));
async function announce(login, values) {
	const who = await as(login);
	return who.submit(await who.get(`/${site}/absence`), { starts_on: day(), ends_on: day(3), hands_over: '1', ...values }, { form: '/absence' });
}
const absence = () => psql(`SELECT max(id) FROM app.delegation WHERE site_id = ${siteId()} AND account_id = ${accountId(absent)}`);
const [task] = rows(`SELECT t.id, t.no, t.record_id FROM app.launch_task t JOIN app.record r ON r.site_id = t.site_id AND r.id = t.record_id WHERE ${open} AND t.removed_at IS NULL AND t.state IN ('open', 'under_way') AND r.id NOT IN (${mine.map((r) => r.id).join()}) LIMIT 1`);
const doer = () => psql(`SELECT a.login FROM app.launch_task t JOIN app.account a ON a.id = t.owner_id WHERE t.site_id = ${siteId()} AND t.id = ${task.id}`);
psql(`UPDATE app.launch_task SET owner_id = ${accountId(absent)} WHERE site_id = ${siteId()} AND id = ${task.id}`);

test('RX.3, issue 14, 8: work is handed over within the department alone, to a member, and only if one says so', async () => {
	const stranger = rows(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId()} AND m.left_at IS NULL AND m.department_id <> ${department('tech')} ORDER BY a.id LIMIT 1`)[0].login;
	(await announce(absent, { delegate_id: accountId(stranger) })).expect(422, '待办只能移交给本部门成员');
	(await announce(absent, { delegate_id: accountId(stranger), hands_over: null })).expect(200);
	await round();
	assert.deepEqual(mine.map(owner), mine.map(() => absent), 'an absence without it hands nothing over');
	psql(`DELETE FROM app.delegation WHERE site_id = ${siteId()}`);
});

test('RX.3, issue 14, 8: on its first day the records and tasks go to the delegate, who is told, with both names in the history; what is restricted or being decided on stays', async () => {
	const before = told(delegate, 'lent');
	(await announce(absent, { delegate_id: accountId(delegate), starts_on: day(1) })).expect(200, '接手待办');
	await round();
	assert.equal(owner(a), absent, 'not before it begins');
	psql(`UPDATE app.delegation SET starts_on = '${day()}' WHERE id = ${absence()}`);
	await Promise.all([round(), round()]);
	assert.deepEqual([a, b, c, secret, decided].map(owner), [delegate, delegate, delegate, absent, absent]);
	assert.equal(doer(), delegate);
	assert.ok(told(delegate, 'lent') - before >= 3);
	assert.equal(events(a, 'record.lend'), `["${accountId(absent)}", "${accountId(delegate)}"]`, 'once');
	assert.ok(isParty(a, absent), 'who was responsible stays party');
	assert.ok(isParty({ id: task.record_id }, delegate), 'whoever does a task is party to its launch');
	const plural = psql(`SELECT count(*) FROM app.waiting w WHERE w.site_id = ${siteId()} AND w.record_id IN (${[a, b, c].map((r) => r.id).join()}) AND w.account_id = ${accountId(absent)} AND w.approval_id IS NULL`);
	assert.ok(Number(plural) <= Number(psql(`SELECT count(*) FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id WHERE w.site_id = ${siteId()} AND r.id IN (${[a, b, c].map((r) => r.id).join()}) AND w.account_id = ${accountId(absent)} AND ${accountId(absent)} IN (r.created_by, r.submitted_by)`)), 'the owner\'s steps wait for the delegate');
	/* When it has been decided on, it follows. */
	psql(`UPDATE app.approval SET outcome = 'approved', closed_at = now() WHERE site_id = ${siteId()} AND record_id = ${decided.id} AND round = 90`);
	await round();
	assert.equal(owner(decided), delegate);
});

test('RX.3, issue 14, 8: what is lent is not lent on, and the delegate, who is responsible now, decides nothing about it', async () => {
	(await announce(delegate, { delegate_id: accountId(third) })).expect(200);
	await round();
	assert.deepEqual([owner(a), doer()], [delegate, delegate]);
	psql(`UPDATE app.delegation SET ended_at = now() WHERE site_id = ${siteId()} AND account_id = ${accountId(delegate)}`);
	await round();
	assert.equal(owner(a), delegate);
});

test('RX.3, issue 14, 8: at the end what the delegate still has comes back, not what was handed on, closed, or is being decided on; both stay party', async () => {
	psql(`UPDATE app.record SET owner_id = ${accountId(third)} WHERE site_id = ${siteId()} AND id = ${b.id}`);
	psql(`UPDATE app.record SET closed_at = now() WHERE site_id = ${siteId()} AND id = ${c.id}`);
	const who = await as(absent);
	(await who.submit(await who.get(`/${site}/absence`), {}, { button: `end=${absence()}` })).expect(200);
	psql(`UPDATE app.approval SET outcome = NULL WHERE site_id = ${siteId()} AND record_id = ${decided.id} AND round = 90`);
	await round();
	assert.deepEqual([a, b, c, decided].map(owner), [absent, third, delegate, delegate]);
	assert.equal(doer(), absent);
	assert.ok(isParty(a, delegate) && isParty(a, absent), 'having had it for a while is having had it');
	assert.equal(events(a, 'record.give_back'), `["${accountId(delegate)}", "${accountId(absent)}"]`);
	assert.ok(told(absent, 'given_back') > 0);
	assert.equal(psql(`SELECT returned_at IS NULL FROM app.delegation WHERE id = ${absence()}`), 't', 'one record is being decided on');
	psql(`UPDATE app.approval SET outcome = 'approved' WHERE site_id = ${siteId()} AND record_id = ${decided.id} AND round = 90`);
	await round();
	assert.deepEqual([owner(decided), psql(`SELECT returned_at IS NULL FROM app.delegation WHERE id = ${absence()}`)], [absent, 'f']);
	/* Over is over: what changes later is not taken from anybody. */
	psql(`UPDATE app.record SET owner_id = ${accountId(delegate)} WHERE site_id = ${siteId()} AND id = ${a.id}`);
	await round();
	assert.equal(owner(a), delegate);
});

test('RX.3: to who has left the site meanwhile nothing comes back', async () => {
	psql(`UPDATE app.record SET owner_id = ${accountId(absent)} WHERE site_id = ${siteId()} AND id = ${a.id}`);
	(await announce(absent, { delegate_id: accountId(delegate) })).expect(200);
	await round();
	assert.equal(owner(a), delegate);
	psql(`UPDATE app.membership SET left_at = now() WHERE site_id = ${siteId()} AND account_id = ${accountId(absent)}; UPDATE app.delegation SET ended_at = now() WHERE id = ${absence()}`);
	await round();
	assert.deepEqual([owner(a), psql(`SELECT returned_at IS NULL FROM app.delegation WHERE id = ${absence()}`)], [delegate, 'f']);
	const found = await ctl('audit', 'verify', site);
	assert.equal(found.code, 0, found.out + found.err);
});
