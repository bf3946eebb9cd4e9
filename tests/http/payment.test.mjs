// SPDX-License-Identifier: ISC
// Goal: what is booked is paid, in one payment or several, to the cent and never more, whoever pays at the same moment; by finance and not by who receives it or handed it in,
// on a day that can be true, with the bank's reference and a voucher; a payment stays as it was said, and a second entry takes it back. The analysis of a year and of a
// quarter adds up and stands beside the period before. Proves R11.2 (issue 13, 5; article 11).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql, rows } from '../run/stack.mjs';
import { accountId, site, siteId, someone } from '../run/people.mjs';
import { act, add, as, day, entriesOf, field, force, make, move, show, ticket, unique } from '../run/acts.mjs';
import { csvRows } from '../run/sheet.mjs';

const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const planner = someone({ has: ['budget.submit', 'expense.submit'], lacks: ['finance.manage', 'group.decide'] });
const finance = someone({ has: ['finance.manage'] });
const voucher = (name = '回单.pdf') => new File(['%PDF-1.4 paid'], name, { type: 'application/pdf' });
const payment = (amount, more = {}) => ({ paid_on: day(), amount, reference: `ICBC${Date.now()}${Math.floor(Math.random() * 1e6)}`, voucher: voucher(), ...more });
const pay = (rec, amount, more = {}, name = finance) => add(name, rec, 'payment', payment(amount, more));
const paidOf = (rec) => `${field(rec, 'paid', 'expense')} ${field(rec, 'payment_state', 'expense')}`;

/** A budget of its own with a line of this much, allocated. */
async function allocated(item, amount) {
	const department_id = psql(`INSERT INTO app.department (site_id, name, function) VALUES (${siteId()}, '部门 ${unique()}', 'other') RETURNING id`);
	const rec = await make(planner, 'budgets', { title: `预算 ${unique()}`, year: day().slice(0, 4), department_id, purpose: '系统建设' });
	(await add(planner, rec, 'line', { item, requested: amount, purpose: '按合同支付的费用' })).expect(200);
	(await move(planner, rec, 'submit')).expect(200);
	(await act(finance, rec, 'line', 1, 'allocate', { allocated: amount })).expect(200);
	(await move(finance, rec, 'allocate')).expect(200);
	return rec;
}
async function booked(amount, { item = 'training', payee = '测评中心', budget } = {}) {
	const of = budget ?? await allocated(item, amount);
	const rec = await make(planner, 'expenses', { title: `费用 ${unique()}`, budget_id: of.number, item, amount, spent_on: day(), payee });
	const who = await as(planner);
	(await who.submit(await who.get(rec.path), { invoice: voucher('发票.pdf') }, { form: 'add-files' })).expect(200, '发票.pdf');
	(await move(planner, rec, 'submit')).expect(200);
	(await move(finance, rec, 'book')).expect(200, '已入账');
	return rec;
}

test('R11.2 a booked expense is paid in halves, to the cent, and never more than is booked', async () => {
	const rec = await booked('100.00');
	(await show(finance, rec)).expect(200, '还没有付款', '未付');
	(await pay(rec, '100.01')).expect(422, '超过了未付金额 100.00 元');
	(await pay(rec, '33.33')).expect(200, '33.33', '部分已付', '回单.pdf');
	assert.equal(paidOf(rec), '33.33 part');
	(await pay(rec, '66.68')).expect(422, '超过了未付金额 66.67 元');
	(await pay(rec, '66.67')).expect(200, '已付清');
	assert.equal(paidOf(rec), '100.00 paid');
	(await pay(rec, '0.01')).expect(422);
	assert.deepEqual(entriesOf(rec, 'expense_payment').map((e) => `${e.amount} ${e.state}`), ['33.33 paid', '66.67 paid']);
});

test('R11.2 two tabs pay the same half at the same moment: one of them is told, and no more is paid than is booked', async () => {
	const rec = await booked('50.00'), who = await as(finance), page = await show(finance, rec);
	const replies = await Promise.all([1, 2, 3].map(() => who.submit(page, { ...payment('30.00'), key: unique() }, { form: /\/entries\/payment$/ })));
	assert.deepEqual(replies.map((r) => r.status).sort(), [200, 422, 422]);
	assert.equal(paidOf(rec), '30.00 part');
	// Past the page, the database refuses.
	const insert = (more) => psql(`INSERT INTO app.expense_payment (site_id, record_id, no, at, paid_on, amount, reference) SELECT ${siteId()}, ${idOf(rec)}, 9, now(), ${more}`);
	assert.throws(() => insert(`current_date + 1, 20.01, 'PAST1'`), /more would be paid/);
	assert.throws(() => insert(`(SELECT booked_on - 1 FROM app.expense WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}), 1, 'PAST2'`), /before it is booked/);
});

test('R11.2 a payment has a day that can be true, the bank\'s reference and a voucher', async () => {
	const rec = await booked('10.00');
	psql(`UPDATE app.expense SET booked_on = booked_on - 3 WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	(await pay(rec, '1.00', { paid_on: day(1) })).expect(422, '日期不能晚于');
	(await pay(rec, '1.00', { paid_on: day(-4) })).expect(422, '日期不能早于');
	(await pay(rec, '1.00', { reference: 'x' })).expect(422, '至少四位，含数字');
	(await pay(rec, '1.00', { reference: '流水号' })).expect(422, '至少四位，含数字');
	(await pay(rec, '1.00', { reference: '' })).expect(422);
	(await pay(rec, '1.00', { voucher: null })).expect(422, '请上传文件');
	(await pay(rec, '0')).expect(422);
	(await pay(rec, '1.00', { voucher: new File(['#!/bin/sh'], '回单.pdf') })).expect(422, '内容与扩展名不符');
	assert.equal(paidOf(rec), '0.00 unpaid');
	assert.equal(psql(`SELECT count(*) FROM app.file WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND field <> 'invoice'`), '0', 'nothing is kept of what was refused');
	(await pay(rec, '1.00', { paid_on: day(-3), reference: 'TRN-0001' })).expect(200, 'TRN-0001');
	assert.equal((await pay(rec, '1.00', { reference: 'TRN-0001' })).status, 422, 'one transfer is entered once');
	// The voucher is the payment's, and cannot be taken away.
	const page = await show(finance, rec), [link] = page.links.filter((l) => l.text === '回单.pdf');
	(await (await as(finance)).get(link.href)).expect(200);
	assert.equal(psql(`SELECT string_agg(field, ' ' ORDER BY id) FROM app.file WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND removed_at IS NULL`), 'invoice payment.voucher.1');
	page.expect(200, '付款 1');
	const id = psql(`SELECT id FROM app.file WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND field = 'payment.voucher.1'`);
	assert.ok((await (await as(finance)).post(`${rec.path}/files`, { ...await ticket(finance), remove: id })).status >= 400);
});

test('R11.2 finance pays, and nobody who handed it in or receives it; nothing is paid that is not booked', async () => {
	const rec = await booked('10.00');
	assert.equal((await show(planner, rec)).select('form[action$="entries/payment"]').length, 0);
	assert.equal((await (await as(planner)).post(`${rec.path}/entries/payment`, { ...await ticket(planner), ...payment('1.00'), voucher: undefined })).status, 403);
	// Of finance, and the payee or the author.
	const name = psql(`SELECT name FROM app.account WHERE login = '${finance}'`);
	const mine = await booked('10.00', { payee: ` ${name}　` });
	(await pay(mine, '1.00')).expect(422, '您就是收款方');
	psql(`UPDATE app.record SET created_by = ${accountId(finance)} WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	assert.equal((await show(finance, rec)).select('form[action$="entries/payment"]').length, 0);
	// Before it is booked.
	const budget = await allocated('design', '5.00'), early = await make(planner, 'expenses', { title: `费用 ${unique()}`, budget_id: budget.number, item: 'design', amount: '5.00', spent_on: day(), payee: '设计院' });
	assert.equal((await show(finance, early)).select('form[action$="entries/payment"]').length, 0);
	assert.equal((await (await as(finance)).post(`${early.path}/entries/payment`, { ...await ticket(finance), paid_on: day(), amount: '1.00', reference: 'A1234' })).status, 403);
});

test('R11.2 a payment stays as it was said; it is reversed with a reason by a second entry, once, and the expense with nothing paid alone', async () => {
	const rec = await booked('80.00');
	psql(`UPDATE app.expense SET booked_on = booked_on - 3 WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	(await pay(rec, '80.00', { reference: 'BANK-77', paid_on: day(-3) })).expect(200, '已付清');
	const other = await as(finance), one = await other.get(`${rec.path}/entries/payment/1`);
	assert.equal(one.expect(200).select('#edit').length, 0, 'it has no form');
	assert.equal((await other.post(`${rec.path}/entries/payment/1`, { ...await ticket(finance), amount: '1.00' })).status, 403);
	assert.equal((await other.post(`${rec.path}/entries/payment/1`, { ...await ticket(finance), act: 'remove' })).status, 403);
	assert.throws(() => psql(`UPDATE app.expense_payment SET amount = 1 WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), /stays as it is/);
	assert.throws(() => psql(`UPDATE app.expense_payment SET removed_at = now() WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), /stays as it is/);
	(await show(finance, rec)).expect(200, '先在“付款”中冲销');
	(await force(finance, rec, 'reverse', { reason: '重复入账，予以冲销' })).expect(409);
	(await act(finance, rec, 'payment', 1, 'reverse', { reason: '' })).expect(422);
	(await act(finance, rec, 'payment', 1, 'reverse', { reason: '付错账户，银行已退回' })).expect(200, '付错账户');
	assert.deepEqual(entriesOf(rec, 'expense_payment').map((e) => `${e.amount} ${e.state} ${e.reverses ?? ''}`.trim()), ['80 reversed', '80 reversal 1']);
	assert.equal(psql(`SELECT string_agg(paid_on::text, ' ' ORDER BY no) FROM app.expense_payment WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), `${day(-3)} ${day()}`, 'each on its own day');
	assert.equal(paidOf(rec), '0.00 unpaid');
	for (const no of [1, 2])
		assert.ok((await other.post(`${rec.path}/entries/payment/${no}`, { ...await ticket(finance), act: 'reverse', reason: '再冲销一次看看' })).status >= 400, `${no} again`);
	(await show(finance, rec)).expect(200, '冲销了付款');
	(await pay(rec, '80.00', { reference: 'BANK-77' })).expect(200, '已付清');
	(await act(finance, rec, 'payment', 3, 'reverse', { reason: '合同取消，款项已退回' })).expect(200);
	(await move(finance, rec, 'reverse', { reason: '合同取消，费用冲销' })).expect(200, '已作废');
});

// ---------------------------------------------------------------- the analysis

const year = Number(day().slice(0, 4)), quarter = Math.floor((Number(day().slice(5, 7)) - 1) / 3) + 1;
const COLUMNS = ['allocated', 'booked', 'paid', 'unpaid', 'booked_before', 'paid_before', 'more'];
/** The rows of the file, by what they are about. */
async function analysis(query) {
	const table = csvRows((await (await as(finance)).get(`/${site}/reports/finance.csv?${query}`)).expect(200).body.toString());
	return Object.fromEntries(table.slice(1).map((r) => [`${r[0]} ${r[1]}`, Object.fromEntries(COLUMNS.map((c, i) => [c, r[2 + i]]))]));
}
const total = async (query) => (await analysis(query))['合计 合计'];
const less = (a, b) => Object.fromEntries(COLUMNS.map((c) => [c, (Number(a[c]) - Number(b[c])).toFixed(2)]));

test('R11.2 the analysis of a year and of a quarter: allocated, booked, paid and unpaid add up, beside the period before', async () => {
	const now = `year=${year}&quarter=${quarter}`, next = quarter === 4 ? `year=${year + 1}&quarter=1` : `year=${year}&quarter=${quarter + 1}`;
	const before = [await total(now), await total(`year=${year}`), await total(next), await total(`year=${year + 1}`)];
	const rec = await booked('1000.00', { item: 'security_assessment' });
	(await pay(rec, '400.00')).expect(200);
	(await pay(rec, '100.00')).expect(200);
	(await act(finance, rec, 'payment', 2, 'reverse', { reason: '付错账户，银行已退回' })).expect(200);
	const after = [await total(now), await total(`year=${year}`), await total(next), await total(`year=${year + 1}`)];
	const nothing = { allocated: '0.00', booked: '0.00', paid: '0.00', unpaid: '600.00', booked_before: '1000.00', paid_before: '400.00', more: '-1000.00' };
	const gained = { allocated: '1000.00', booked: '1000.00', paid: '400.00', unpaid: '600.00', booked_before: '0.00', paid_before: '0.00', more: '1000.00' };
	assert.deepEqual(less(after[0], before[0]), gained, 'the quarter');
	assert.deepEqual(less(after[1], before[1]), gained, 'the year');
	assert.deepEqual(less(after[2], before[2]), { ...nothing, allocated: quarter === 4 ? '0.00' : '1000.00' }, 'the quarter after');
	assert.deepEqual(less(after[3], before[3]), nothing, 'the year after');
	// Lines and projects each add up to all, and to what the records say.
	const all = await analysis(`year=${year}`);
	for (const by of ['按科目', '按项目'])
		for (const c of COLUMNS)
			assert.equal(Object.entries(all).filter(([k]) => k.startsWith(by)).reduce((sum, [, r]) => sum + Math.round(Number(r[c]) * 100), 0), Math.round(Number(all['合计 合计'][c]) * 100), `${by} ${c}`);
	const [{ paid, unpaid }] = rows(`SELECT COALESCE(sum(paid), 0) AS paid, COALESCE(sum(amount - paid), 0) AS unpaid FROM app.expense k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		WHERE k.site_id = ${siteId()} AND r.state = 'booked'`);
	assert.equal(Number((await total(`year=${year + 1}`)).unpaid), Number(unpaid));
	assert.ok(Number(paid) >= 400);
});

test('R11.2 the page draws it, says the same as the file, prints, and is finance\'s and the heads\'', async () => {
	const page = (await (await as(finance)).get(`/${site}/reports/finance?year=${year}`)).expect(200, '财务分析报告', '期末未付', '占比');
	assert.equal(page.select('svg.chart').length, 2);
	const row = page.texts('#by-item tbody tr').at(-1), sum = await total(`year=${year}`);
	for (const c of ['allocated', 'booked', 'paid', 'unpaid'])
		assert.ok(row.includes(Number(sum[c]).toLocaleString('en', { minimumFractionDigits: 2 })), `${c} ${sum[c]} in ${row}`);
	(await (await as(finance)).get(`/${site}/reports/finance?year=${year}&quarter=5`)).expect(200, '没有核定');
	assert.ok((await (await as(finance)).get(`/${site}/reports/finance.csv?quarter=x`)).status >= 400);
	assert.equal((await (await as(someone({ lacks: ['finance.view'] }))).get(`/${site}/reports/finance`)).status, 403);
	const english = (await (await login(finance, undefined, { language: 'en' })).get(`/${site}/reports/finance?year=${year}&quarter=${quarter}`)).expect(200, 'Finance analysis', `Q${quarter} ${year}`, 'Unpaid');
	assert.ok(english.select('#by-item').length === 1);
	assert.equal(psql(`SELECT count(*) > 0 FROM app.event WHERE site_id = ${siteId()} AND action = 'list.export' AND object = 'finance'`), 't');
});
