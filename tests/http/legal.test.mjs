// SPDX-License-Identifier: ISC
// Goal: a question to the legal department is answered by it and closed by whoever asked; a dispute is seen by those who handle disputes, the handling circle and
// those named, at once and no longer than they are, and is found nowhere by anybody else; it ends with its outcome, its cost and what was learned, said by somebody
// else than who is responsible. Proves R12.2 (issue 13, 5; article 12).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql, rows } from '../run/stack.mjs';
import { accountId, figuresWrong, inWork, site, siteId, someone, stateOf, workOf } from '../run/people.mjs';
import { add, as, day, edit, field, force, make, may, move, show, ticket, unique } from '../run/acts.mjs';

const lawyer = 'fangyuan', asker = 'xuning', stranger = 'wangqiang', named = 'liumei', chief = 'chenlan';
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const launch = psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId()} AND kind = 'launch' AND visible = 0 AND closed_at IS NULL`);

test('R12.2 advice: asked by anybody, answered by the legal department, closed by whoever asked and not by who answered', async () => {
	const rec = await make(asker, 'legal-advice', { title: `回访录音能否外包 ${unique()}`, target_id: launch, question: '回访录音交外部转写，是否需要另行取得同意？' });
	assert.ok(await inWork(await as(lawyer), rec.number));
	(await force(asker, rec, 'answer', { opinion: '不需要，已有授权' })).expect(403);
	(await move(lawyer, rec, 'answer', { opinion: 'x' })).expect(422);
	(await move(lawyer, rec, 'answer', { opinion: '需要在隐私政策中列明受托方，并取得单独同意。' })).expect(200, '已答复', '单独同意');
	assert.ok(await inWork(await as(asker), rec.number));
	(await force(lawyer, rec, 'close')).expect(403);
	(await move(asker, rec, 'ask_again', { reason: '历史录音是否也适用？' })).expect(200, '待答复');
	(await move(lawyer, rec, 'answer', { opinion: '历史录音同样适用，应补充告知。' })).expect(200);
	(await move(asker, rec, 'close')).expect(200, '已关闭');
	assert.ok((await (await as(asker)).get(`/${site}/launches/${launch}`)).expect(200).text.includes(rec.number), 'the project names it');
	// Whoever asks is not who answers, be they of the legal department.
	const own = await make(lawyer, 'legal-advice', { title: `自问 ${unique()}`, question: '格式条款的提示义务如何满足？' });
	assert.equal(await may(lawyer, own, 'answer'), false);
	(await force(lawyer, own, 'answer', { opinion: '以加粗方式提示即可' })).expect(403);
});

const values = (more = {}) => ({ title: `转写服务违约 ${unique()}`, target_id: launch, owner_id: accountId(lawyer), parties: '本公司；某某转写公司', claim: '要求退还服务费并赔偿', amount: '80000', arisen_on: day(-9), ...more });
const dispute = (more) => make(lawyer, 'disputes', values(more));
/** Everywhere somebody could come across it. */
async function found(name, rec, title) {
	const who = await as(name), hits = [];
	const look = async (address) => {
		const page = await who.get(address), text = /\.\w+$/.test(address) ? page.body.toString() : page.text;
		// A page of results says what was searched for.
		if (page.status === 200 && (text.includes(rec.number) || (!address.includes('/search') && text.includes(title))))
			hits.push(address);
	};
	assert.equal((await who.get(rec.path)).status === 200, (await who.get(`${rec.path}/print`)).status === 200);
	for (const address of [rec.path, `${rec.path}/history`, `${rec.path}/entries/step`, `${rec.path}/dossier.zip`, `/${site}/disputes`, `/${site}/disputes.csv`, `/${site}/search?q=${encodeURIComponent(title)}`, `/search?q=${encodeURIComponent(title)}`, `/${site}/ledger`,
		`/${site}/history`, `/${site}/notifications`, `/${site}/launches/${launch}`, `/${site}/`])
		await look(address);
	for (const page of await workOf(who))
		if (page.text.includes(rec.number))
			hits.push('/');
	return hits;
}

test('R12.2 a dispute is found by those who handle it, the circle and those named; by nobody else in pages, lists, files, search, history or work', async () => {
	const title = `保密争议${unique()}`, rec = await dispute({ title, persons: [accountId(named)] });
	(await add(lawyer, rec, 'step', { happened_on: day(-8), text: '对方来函拒绝退款' })).expect(200);
	for (const name of [stranger, 'sunli', asker, 'linhai'])
		assert.deepEqual(await found(name, rec, title), [], name);
	assert.equal((await (await as(stranger)).get(rec.path)).status, 404);
	for (const verb of ['proceed', 'settle'])
		assert.equal((await force(stranger, rec, verb)).status, 404);
	for (const name of [lawyer, named, chief, 'zhouyi']) {
		(await show(name, rec)).expect(200, '拒绝退款');
		const hits = await found(name, rec, title);
		assert.ok(hits.includes(`/${site}/disputes`) && hits.some((h) => h.includes('/search')), `${name} ${hits}`);
	}
	// Named is not handling.
	assert.equal((await show(named, rec)).select('[name=move]').length, 0);
	assert.ok((await force(named, rec, 'proceed', { forum: 'litigation' })).status >= 403);
	(await (await as(stranger)).get(`/${site}/disputes/new`)).expect(403);
	(await (await as(stranger)).get(`/${site}/disputes`)).expect(200, '没有与您有关的记录');
	// A look is history, as with all that is restricted.
	assert.equal(psql(`SELECT count(*) > 0 FROM app.event WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND actor_id = ${accountId(named)}`), 't');
	assert.equal(figuresWrong(), '');
});

test('R12.2, RX.8 sight follows the right and the name at once: a new lawyer, one who leaves the role, one whose decisions rest, one who is named no longer', async () => {
	const rec = await dispute({ persons: [accountId(named)] }), sees = async (name) => (await (await login(name)).get(rec.path)).status === 200;
	const other = someone({ has: ['record.view'], lacks: ['restricted.view', 'dispute.manage', 'history.view'], not: [named, stranger] });
	const role = psql(`SELECT id FROM app.role WHERE site_id = ${siteId()} AND key = 'legal'`);
	assert.equal(await sees(other), false);
	const who = await login(other);
	psql(`INSERT INTO app.member_role VALUES (${siteId()}, ${accountId(other)}, ${role})`);
	(await who.get(rec.path)).expect(200);
	const list = (await who.get(`/${site}/disputes`)).expect(200, rec.number);
	const n = psql(`SELECT count(*) FROM app.record WHERE site_id = ${siteId()} AND kind = 'dispute'`);
	assert.ok(list.text.includes(n), `the list counts ${n}`);
	psql(`UPDATE app.membership SET held_at = now() WHERE site_id = ${siteId()} AND account_id = ${accountId(other)}`);
	assert.equal((await who.get(rec.path)).status, 404, 'restricted sight rests');
	psql(`UPDATE app.membership SET held_at = NULL WHERE site_id = ${siteId()} AND account_id = ${accountId(other)}; DELETE FROM app.member_role WHERE site_id = ${siteId()} AND account_id = ${accountId(other)} AND role_id = ${role}`);
	assert.equal((await who.get(rec.path)).status, 404);
	assert.equal((await who.get(`/${site}/disputes`)).text.includes(rec.number), false);
	(await edit(lawyer, rec, { persons: [] })).expect(200);
	assert.equal(await sees(named), false, 'named no longer');
	assert.equal(psql(`SELECT string_agg(DISTINCT a.login, ' ') FROM app.record_reader x JOIN app.account a ON a.id = x.account_id WHERE x.site_id = ${siteId()} AND x.record_id = ${idOf(rec)}`), lawyer);
	// Who follows it, or is spoken to in it, sees it already.
	const page = await show(lawyer, rec);
	const copied = await (await as(lawyer)).post(`${rec.path}/watch`, { ...await ticket(lawyer), account: accountId(stranger) });
	assert.ok(copied.status >= 400 && page.path, 'nobody is copied in who does not see it');
	assert.equal(await sees(stranger), false);
	(await (await as(lawyer)).post(`${rec.path}/comments`, { ...await ticket(lawyer), body: '@王强 请提供合同原件' }));
	assert.equal(psql(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND account_id = ${accountId(stranger)}`), '0');
	assert.equal(psql(`SELECT app.sight_of(k) FROM unnest(ARRAY['dispute', 'penalty', 'launch']) k WHERE app.sight_of(k) IS NOT NULL`), 'dispute.manage');
	assert.equal(psql("SELECT app.is_power('dispute.manage')"), 't', 'it takes two people to give it');
});

test('R12.2 a dispute goes through proceedings to its end, with outcome, cost and lessons, said by another than who is responsible', async () => {
	const rec = await dispute();
	(await move(lawyer, rec, 'proceed', { forum: '' })).expect(422);
	(await move(lawyer, rec, 'proceed', { forum: 'arbitration', case_no: '杭仲〔2026〕118 号' })).expect(200, '处理中', '仲裁');
	(await add(lawyer, rec, 'step', { happened_on: day(-10), text: '比争议还早的经过' })).expect(422, '日期不能早于');
	(await add(lawyer, rec, 'step', { happened_on: day(1), text: '还没有发生的经过' })).expect(422, '日期不能晚于');
	const end = { outcome: '仲裁裁决退还服务费五万元', cost: '6200', lessons: '合同应写明转写准确率和违约金', ended_on: day() };
	assert.equal(await may(lawyer, rec, 'close'), false);
	(await force(lawyer, rec, 'close', end)).expect(403);
	(await move(chief, rec, 'close', { ...end, lessons: 'x' })).expect(422);
	(await move(chief, rec, 'close', { ...end, ended_on: day(-10) })).expect(422);
	(await move(chief, rec, 'close', end)).expect(200, '已结案', '6,200.00');
	assert.equal(stateOf(rec.number), 'closed');
	const other = await dispute();
	(await move('zhouyi', other, 'settle', { ...end, outcome: '双方和解，对方退还四万元' })).expect(200, '已和解');
	assert.equal(field(other, 'cost', 'dispute'), '6200.00');
	assert.equal(rows(`SELECT visible FROM app.record WHERE site_id = ${siteId()} AND number IN ('${rec.number}', '${other.number}')`).every((r) => Number(r.visible) === 1), true, 'restricted to the end');
});
