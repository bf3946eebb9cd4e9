// SPDX-License-Identifier: ISC
// Goal: issue 9, 1.6: the place of a page in an address may be damaged in any way: it is answered by a page that says so or by the first
// one, never by a fault of ours; and the pages of one list are the whole list, each row once.  GATEHOUSE_SEED=N runs it again.
import test from 'node:test';
import assert from 'node:assert/strict';
import { ctl, login, psql } from '../run/stack.mjs';
import { site, siteId, someone } from '../run/people.mjs';

const count = Number(process.env.GATEHOUSE_TRIES ?? 600), seed = Number(process.env.GATEHOUSE_SEED ?? Date.now() % 1e9);
let state = seed;
function random(below) {
	state = (state + 0x6d2b79f5) | 0;
	let t = Math.imul(state ^ (state >>> 15), 1 | state);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % below;
}
const pick = (list) => list[random(list.length)];

const kinds = JSON.parse((await ctl('kinds', '--json')).out);
const who = await login(someone({ has: ['requirement.triage'] })), operator = await login('operator'), admin = await login('sunli');
const parts = ['', '0', '1', '-1', '7', '007', '+1', ' 1', '1 ', '1e9', '0x1', '1,234.50', '1,2,3', '12.345', '.5', '-.5', '999999999999.99', '1000000000000', '99999999999999999999.99', 'NaN', 'Infinity', '-infinity', 'infinity',
	'9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809', '253402300799000000', '253402300799000001', '9'.repeat(400), '2026-01-01', '2026-02-30', '0001-01-01', '9999-12-31', '10000-01-01',
	'2026-01-01T00:00:00Z', 'yesterday', 'now', 'null', '\\', "'", "' OR 1=1 --", '上线', '１２', '\u202e', '~', '.', '..', '\u0000', '%', '\ud83d\ude00', 'x'.repeat(300), '\t', '\n'];
const cursor = () => Array.from({ length: 1 + random(5) }, () => pick(parts)).join(pick(['~', '~', '~', '.', '']));
const addresses = [() => '/?', () => '/notifications?', () => '/search?q=a&', () => `/${site}/triage?`, () => `/${site}/ledger?`, () => `/${site}/notifications?`, () => `/${site}/search?q=${encodeURIComponent('需求')}&`, () => `/${site}/history?`,
	() => `/${site}/points?`, () => { const k = pick(kinds), sorts = ['', 'number', 'changed_at', 'due', ...k.fields.map((f) => f.name)]; return `/${site}/${k.plural}?sort=${pick(['', '-'])}${pick(sorts)}&`; }];

/** What was seen to fail: first, each with each order. */
const seen = ['1~9223372036854775807', '1~1,234.50', '1~-9223372036854775808', '1~infinity', '0~', '~', '~1', '1~~', '9223372036854775807~9999-12-31'];

test(`1.6 a damaged place is never a fault of ours (GATEHOUSE_SEED=${seed})`, async () => {
	for (const k of kinds)
		for (const sort of ['number', 'changed_at', 'due', ...k.fields.filter((f) => f.sort ?? true).map((f) => f.name)])
			for (const after of sort === 'number' ? seen : seen.slice(0, 4)) {
				const page = await who.send('GET', `/${site}/${k.plural}?sort=${sort}&after=${encodeURIComponent(after)}`);
				assert.ok(page.status < 500, `${page.path}: ${page.status}`);
			}
	for (let i = 0; i < count; i++) {
		const path = `${pick(addresses)()}${pick(['after', 'after', 'before'])}=${encodeURIComponent(cursor().replace(/[\ud800-\udfff]/g, ''))}`, page = await pick([who, who, admin, operator]).send('GET', path);
		assert.ok(page.status < 500, `${path}: ${page.status} ${page.text.slice(0, 200)}`);
	}
});

test('1.6 with any order the pages of a list are the whole list, each row once', async () => {
	const plural = 'requirements', all = psql(`SELECT count(*) FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND visible <= 1`);
	for (const sort of ['number', '-number', 'changed_at', '-changed_at', 'due', '-due', 'priority', '-priority']) {
		const numbers = [];
		for (let next = `/${site}/${plural}?sort=${sort}`; next;) {
			const page = (await who.get(next)).expect(200);
			numbers.push(...new Set(page.links.map((l) => l.href.match(/requirements\/(REQ-\d+-\d+)$/)?.[1]).filter(Boolean)));
			next = page.select('.pager a').find((a) => a.attrs.rel === 'next')?.attrs.href;
		}
		assert.equal(new Set(numbers).size, numbers.length, `${sort}: a row is on two pages`);
		assert.ok(numbers.length >= Number(all), `${sort}: ${numbers.length} of ${all}`);
	}
});
