// SPDX-License-Identifier: ISC
// Goal: defects are reported during a launch, fixed by developers and retested by somebody else. The person who fixed a defect cannot
// close it, whatever rights they have. An open defect waits for its owner, else for all developers. Nobody can report one at another
// stage, even if the launch changes its stage at that moment. Proves R18.2, RX.1, RX.3.
import test from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { login, psql, psqlEnv } from '../run/stack.mjs';
import { accountId, site, siteId, someone, stateOf } from '../run/people.mjs';
import { launchIn, putLaunch, recordId } from '../run/launches.mjs';

const tester = someone({ has: ['defect.verify'], lacks: ['defect.fix'] });
const developer = someone({ has: ['defect.fix'], lacks: ['defect.verify'] });
const member = someone({ lacks: ['defect.report'] });
const head = someone({ has: ['head.decide'] });
// The demo has one tester; where they fixed something, a second is needed.
const other = someone({ has: ['platform.manage'], lacks: ['head.decide'] });
const testing = `(SELECT id FROM app.role WHERE site_id = ${siteId()} AND key = 'tester')`;
psql(`INSERT INTO app.member_role (site_id, account_id, role_id) VALUES (${siteId()}, ${accountId(other)}, ${testing})`);
test.after(() => psql(`DELETE FROM app.member_role WHERE site_id = ${siteId()} AND account_id = ${accountId(other)} AND role_id = ${testing}`));
const offers = (page, verb) => page.select(`[name=move][value=${verb}]`).length > 0;
const wrong = { type: 'functional', severity: 'serious', location: '回访登记页', description: '保存后号码丢失，应当保留', steps: '登记，保存，再打开', found_in: '1.0-rc1' };

async function report(target, { by = tester, values = {} } = {}) {
	const who = await login(by);
	return who.submit((await who.get(`/${site}/defects/new?target_id=${target}`)).expect(200), { title: '号码丢失', ...wrong, ...values });
}
const numberOf = (page) => page.path.match(/DEF-\d{4}-\d+/)?.[0];
async function move(by, number, verb, values = {}) {
	const who = await login(by);
	return who.submit(await who.get(`/${site}/defects/${number}`), values, { button: `move=${verb}` });
}
/** A move without looking whether the page offers it. */
async function force(by, number, verb, values = {}) {
	const who = await login(by), page = await who.get(`/${site}/defects/${number}`);
	const token = page.select('input[name=token]')[0].attrs.value;
	return who.post(`/${site}/defects/${number}/moves`, { token, move: verb, ...values });
}
const waits = (number) => psql(`SELECT string_agg(w.action || ' ' || COALESCE(a.login, w.permission), ',' ORDER BY w.id) FROM app.waiting w LEFT JOIN app.account a ON a.id = w.account_id
	WHERE w.site_id = ${siteId()} AND w.record_id = ${recordId(number)}`);
const told = (number, name) => Number(psql(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId()} AND record_id = ${recordId(number)} AND account_id = ${accountId(name)} AND what = 'waiting'`));

test('reported, fixed, found not fixed, fixed again, tested again by somebody else: both ends of the link show it', async () => {
	const launch = await launchIn('testing');
	const made = (await report(launch)).expect(200, '待修复', launch), number = numberOf(made);
	(await (await login(tester)).get(`/${site}/launches/${launch}`)).expect(200, number);
	assert.equal(waits(number), 'fix defect.fix');
	assert.equal(told(number, developer), 1);
	assert.ok(!offers(await (await login(other)).get(`/${site}/defects/${number}`), 'fix'), 'testers do not fix');
	(await force(other, number, 'fix', { fix_note: '改了，情况如上所述' })).expect(403);
	(await move(developer, number, 'fix', { fix_note: '' })).expect(422);
	(await move(developer, number, 'fix', { fix_note: '补上了保存的字段', fixed_in: '1.0-rc2' })).expect(200, '待回归测试', '补上了保存的字段');
	assert.equal(waits(number), 'verify defect.verify');
	(await move(tester, number, 'reopen', { reason: '' })).expect(422);
	(await move(tester, number, 'reopen', { reason: '导入的号码仍然丢失' })).expect(200, '待修复', '导入的号码仍然丢失');
	assert.equal(waits(number), 'fix defect.fix');
	(await move(developer, number, 'fix', { fix_note: '导入也补上了' })).expect(200);
	(await move(other, number, 'verify', { regression: '登记与导入各测 20 条，均保留' })).expect(200, '已关闭', '登记与导入各测 20 条');
	assert.equal(psql(`SELECT a.login || ' ' || b.login || ' ' || (d.fixed_on = d.verified_on) FROM app.defect d JOIN app.account a ON a.id = d.fixed_by JOIN app.account b ON b.id = d.verified_by
		WHERE d.site_id = ${siteId()} AND d.record_id = ${recordId(number)}`), `${developer} ${other} true`);
	assert.equal(waits(number), '');
});

test('who fixed it cannot close it, though they may test: not offered, not waited for, refused, and refused by the database', async () => {
	const launch = await launchIn('development'), number = numberOf(await report(launch, { values: { owner_id: accountId(tester) } }));
	assert.equal(waits(number), `fix ${tester}`, 'given to a tester, who fixes it');
	(await move(tester, number, 'fix', { fix_note: '改了配置' })).expect(200);
	const page = await (await login(tester)).get(`/${site}/defects/${number}`);
	assert.ok(!offers(page, 'verify'), 'not offered');
	page.expect(200).lacks('等您处理');
	assert.equal(psql(`SELECT ${accountId(tester)} = ANY (barred) FROM app.waiting WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`), 't');
	(await force(tester, number, 'verify', { regression: '没问题' })).expect(403);
	assert.equal(stateOf(number), 'fixed');
	assert.throws(() => psql(`UPDATE app.defect SET verified_by = fixed_by WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`), /verified_by_another/);
	(await move(other, number, 'verify', { regression: '三种配置均正常' })).expect(200, '已关闭');
});

test('an open defect waits for whom it was given to; given to another, it waits for them and they are told', async () => {
	const launch = await launchIn('testing'), number = numberOf(await report(launch));
	const second = someone({ has: ['defect.fix'], not: [developer] }), who = await login(tester);
	const give = async (name) => who.submit(await who.get(`/${site}/defects/${number}/edit`), { owner_id: name === '' ? '' : accountId(name) });
	(await give(second)).expect(200);
	assert.equal(waits(number), `fix ${second}`);
	assert.equal(told(number, second), 2, 'once as a developer, once by name');
	(await give(developer)).expect(200);
	assert.equal(waits(number), `fix ${developer}`);
	(await give('')).expect(200);
	assert.equal(waits(number), 'fix defect.fix');
});

test('declined by the head of the technical department alone, with a reason, and not when the head reported it', async () => {
	const launch = await launchIn('testing'), number = numberOf(await report(launch));
	(await force(developer, number, 'decline', { reason: '按设计如此' })).expect(403);
	(await move(head, number, 'decline', { reason: '' })).expect(422);
	(await move(head, number, 'decline', { reason: '按设计如此' })).expect(200, '不予处理', '按设计如此');
	const own = numberOf(await report(launch, { by: head }));
	assert.ok(!offers(await (await login(head)).get(`/${site}/defects/${own}`), 'decline'));
});

test('reported while the launch is developed, tested or going live, and at no other stage', async () => {
	const launch = await launchIn('go_live');
	(await report(launch)).expect(200, '待修复');
	for (const stage of ['research', 'design', 'initiation', 'review', 'evaluation', 'closed', 'cancelled']) {
		putLaunch(launch, stage);
		(await report(launch)).expect(422, '所选记录当前所处的阶段不能进行此操作');
	}
	(await (await login(member)).get(`/${site}/defects/new`)).expect(403);
	(await report('REQ-2026-0001')).expect(422);
	assert.equal(psql(`SELECT count(*) FROM app.defect WHERE site_id = ${siteId()} AND target_id = ${recordId(launch)}`), '1');
});

test('what was reported in time can be corrected after the launch went on, but not moved to one that did', async () => {
	const launch = await launchIn('go_live'), late = await launchIn('evaluation'), number = numberOf(await report(launch));
	const who = await login(tester), edit = async (values) => who.submit(await who.get(`/${site}/defects/${number}/edit`), values);
	putLaunch(launch, 'evaluation');
	(await edit({ severity: 'minor' })).expect(200, '轻微');
	(await edit({ target_id: late })).expect(422, '所选记录当前所处的阶段不能进行此操作');
});

test('a defect reported at the moment its launch leaves the tests: one of the two waits for the other', async () => {
	const launch = await launchIn('testing');
	const done = holdAndMove(launch);
	await done.holding;
	const late = report(launch);
	await done.moved;
	(await late).expect(422, '所选记录当前所处的阶段不能进行此操作');
});

/** A transaction that holds the launch, as its move does, and moves it on when somebody waits for it. */
function holdAndMove(launch) {
	const sql = `BEGIN; SELECT 'holding' FROM app.record WHERE site_id = ${siteId()} AND number = '${launch}' FOR UPDATE;
		DO $$ BEGIN
			FOR i IN 1..600 LOOP
				EXIT WHEN EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE OF r%' AND pid <> pg_backend_pid());
				PERFORM pg_sleep(0.05); PERFORM pg_stat_clear_snapshot();
			END LOOP; END $$;
		UPDATE app.record SET state = 'review' WHERE site_id = ${siteId()} AND number = '${launch}'; COMMIT;`;
	const child = spawn(process.env.GATEHOUSE_PSQL, ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-f', '-'], { env: psqlEnv, stdio: ['pipe', 'pipe', 'inherit'] });
	child.stdin.end(sql);
	return {
		holding: new Promise((resolve) => child.stdout.on('data', (text) => String(text).includes('holding') && resolve())),
		moved: new Promise((resolve, reject) => child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`psql: ${code}`))))),
	};
}
