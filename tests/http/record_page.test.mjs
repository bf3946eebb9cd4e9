// SPDX-License-Identifier: ISC
// Goal: the card about the next step says something on every record, nothing twice, what is missing before what is met and who can settle it;
// and a record that has come to where it was to go shows no step as still to be done.  Over all kinds and states of the demonstration.
// After a move it says who is next.  Proves issue 11 fault 10 and point 9.
import test from 'node:test';
import assert from 'node:assert/strict';
import { ctl, login, psql, rows } from '../run/stack.mjs';
import { select, squeeze, textOf } from '../run/html.mjs';
import { accountId, site, siteId } from '../run/people.mjs';
import { launchIn, recordId } from '../run/launches.mjs';
import { show, unique } from '../run/acts.mjs';

const kinds = JSON.parse((await ctl('kinds', '--json')).out);
const plural = (kind) => kinds.find((k) => k.name === kind).plural;
const records = rows(`SELECT DISTINCT ON (r.kind, r.state) r.kind, r.state, r.number FROM app.record r WHERE r.site_id = ${siteId()} AND r.visible = 0 ORDER BY r.kind, r.state, r.id`)
	.map((r) => ({ ...r, path: `/${site}/${plural(r.kind)}/${r.number}` }));
const line = (node) => squeeze(textOf(node));

test('fault 10: the next card is never empty and says nothing twice', async () => {
	let cards = 0;

	for (const name of ['zhouyi', 'xuning', 'wangqiang'])
		for (const record of records) {
			const page = await show(name, record), [card] = page.select('#next');
			if (card === undefined)
				continue;
			const said = [...page.texts('#next .next-sum p'), ...page.texts('#next .next-what p.muted'), ...page.texts('#next .ballot'), ...page.texts('#next .waiting li'), ...page.texts('.next-what .missing .what')];
			cards++;
			assert.ok(said.join('') !== '', `${record.path} for ${name}: ${line(card)}`);
			assert.deepEqual(said.filter((x, i) => said.indexOf(x) !== i), [], `${record.path} for ${name}`);
		}
	assert.ok(cards > 100, `${cards} cards`);
});

test('fault 10: what is missing comes first, with who can settle it; what is met is folded; nobody is named twice', async () => {
	const number = await launchIn('go_live'), launch = { number, path: `/${site}/launches/${number}` };

	for (const who of ['zhouyi', 'wangqiang', 'xuning'])
		psql(`INSERT INTO app.waiting (site_id, record_id, action, account_id, since) VALUES (${siteId()}, ${recordId(number)}, 'confirmation', ${accountId(who)}, now())`);
	const page = await show('xuning', launch), missing = page.select('#next .missing');
	const confirmed = missing.filter((li) => /上线确认/.test(line(li)));
	assert.ok(missing.length > 3 && confirmed.length > 0, page.texts('#next')[0]);
	const [folded] = page.select('#next details.met');
	assert.ok(!('open' in folded.attrs) && select(folded, 'li.met').length > 0 && select(folded, 'li.met').length === page.select('#next li.met').length, 'what is met is folded, all of it');
	for (const li of confirmed)
		assert.match(line(select(li, '.whom')[0]), /^等您、.+办理/);
	assert.ok(missing.filter((li) => /上线前检查/.test(line(li))).every((li) => select(li, '.whom').length === 1), 'who may is said where nobody is waited for');
	assert.equal(page.texts('#next .waiting li').filter((l) => /确认/.test(l)).length, 0, 'whom it waits for is said with the condition alone');
});

test('fault 10: a record that has come to where it was to go has all its steps behind it', async () => {
	const reached = records.filter((r) => ['budget/allocated', 'defect/closed', 'change/closed'].includes(`${r.kind}/${r.state}`));

	assert.ok(reached.length >= 2, JSON.stringify(records.map((r) => `${r.kind}/${r.state}`)));
	for (const record of reached)
		assert.deepEqual((await show('zhouyi', record)).select('.stepper li').filter((li) => select(li, '.vh').length === 0).map(line), [], record.path);
});

/** A requirement made and handed in by one who reads this language: both pages, and who they are. */
async function handedIn(language) {
	const platform = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const who = await login('wangqiang', undefined, { language }), form = await who.get(`/${site}/requirements/new`);
	const made = await who.submit(form, { title: `${language} ${unique()}`, platform_id: platform, need: 'functional', channel: 'complaint', scenario: '三个页面', goal: '一个页面看全', acceptance: '试用两周没有意见' });
	return { who, made, sent: await who.submit(made, {}, { button: 'move=submit' }) };
}

test('point 9: after a move the page says what was done, what is next, by whom and by when, in both languages', async () => {
	for (const [language, saved, words] of [['zh-CN', /^已保存。现为“草稿”。$/, /^您提交了?.+。下一步：.+，由.+办理。期限 (\d{4}-\d\d-\d\d)。$/], ['en', /^Saved\. It is now: .+\.$/, /^You submitted .+\. Next: .+, by .+\. Due (\d{4}-\d\d-\d\d)\.$/]]) {
		const { who, made, sent } = await handedIn(language), [said] = sent.texts('[role=status]');
		assert.match(made.texts('[role=status]')[0], saved);
		assert.match(said, words);
		assert.equal(words.exec(said)[1], psql(`SELECT due FROM app.waiting WHERE site_id = ${siteId()} AND record_id = ${recordId(sent.path.match(/REQ-\d{4}-\d+/)[0])} ORDER BY id LIMIT 1`));
		assert.equal((await who.get(sent.path)).select('[role=status]').length, 0, 'it is said once');
	}
});

// The last of the file: nobody may triage any more.
test('point 9: where no role has the right to do what is next, it is said in a sentence of its own', async () => {
	psql(`SET session_replication_role = replica; DELETE FROM app.role_permission WHERE site_id = ${siteId()} AND permission = 'requirement.triage'; SELECT app.pass_make()`);
	for (const [language, words] of [['zh-CN', /。下一步：[^，]+，但没有角色拥有此权限，请联系站点管理员。期限 [^。]+。$/],
		['en', /\. Next: [^,]+, but no role has the right to do it\. Ask an administrator of the site\. Due [-\d]+\.$/]])
		assert.match((await handedIn(language)).sent.texts('[role=status]')[0], words);
});
