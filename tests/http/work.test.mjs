// SPDX-License-Identifier: ISC
// Goal: my work lists what waits for a person over all their sites, the most urgent first, each with one action, and nothing that
// belongs to others (RX.1, R2.2); votes of absent members whom they stand in for (RX.3); the dashboard agrees (R4.1).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql, rows } from '../run/stack.mjs';
import { accountId, handIn, seenBy, site, siteId, someone, workOf } from '../run/people.mjs';

/** Where the lines lead, as site/number: numbers are the same at every site. */
const linesOn = (page) => page.select('ul.todo a.title').map((a) => a.attrs.href.match(/^\/([^/]+)\/[^/]+\/([A-Z]{3}-\d{4}-\d+)/)?.slice(1).join('/')).filter(Boolean);
const numbersOn = (page) => page.select('ul.todo a.title').map((a) => a.attrs.href.match(/[A-Z]{3}-\d{4}-\d+/)?.[0]).filter(Boolean);

/** What waits for ${account} by the plainest reading of the rules; triage and reading are lines of another sort. */
const waiting = (account) => rows(`SELECT s.slug || '/' || r.number AS line, r.number, COALESCE(min(w.due)::text, '9999-12-31') AS due FROM app.waiting w
	JOIN app.membership m ON m.site_id = w.site_id AND m.account_id = ${account} AND m.left_at IS NULL
	JOIN app.site s ON s.id = w.site_id AND s.suspended_at IS NULL
	JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id
	WHERE (w.account_id = ${account} OR (w.permission IN (SELECT rp.permission FROM app.member_role mr
			JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id WHERE mr.site_id = w.site_id AND mr.account_id = ${account})
		AND (w.department_id IS NULL OR w.department_id = m.department_id)))
	AND w.except_id IS DISTINCT FROM ${account} AND ${account} <> ALL (w.barred) AND COALESCE(w.permission, '') <> 'requirement.triage'
	AND NOT EXISTS (SELECT FROM app.vote v WHERE v.site_id = w.site_id AND v.approval_id = w.approval_id AND v.account_id = ${account})
	AND ${seenBy(account)}
	GROUP BY 1, 2`);
const waitsFor = (account) => [...new Set(waiting(account).map((w) => w.number))];

/** What is published, for them, and not confirmed in the version that it is in. */
const toRead = (account) => rows(`SELECT r.number FROM app.record r LEFT JOIN app.notice n ON n.site_id = r.site_id AND n.record_id = r.id
	JOIN app.membership m ON m.site_id = r.site_id AND m.account_id = ${account} AND m.left_at IS NULL
	WHERE r.kind IN ('notice', 'document') AND r.state = 'published' AND r.submitted_by IS DISTINCT FROM ${account}
	AND (n.record_id IS NULL OR n.audience = 'all' OR (n.audience = 'department' AND n.audience_department_id = m.department_id) OR (n.audience = 'persons' AND ${account} = ANY (n.persons)))
	AND NOT EXISTS (SELECT FROM app.reading x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.account_id = ${account} AND x.version = r.version)`).map((r) => r.number);

test('RX.1 everybody sees exactly what waits for them', async () => {
	const people = ['group.decide', 'head.decide', 'change.review', 'requirement.confirm', 'feedback.handle', 'members.manage'].map((p) => someone({ has: [p] }));
	let seen = 0;
	for (const name of new Set(people)) {
		const wanted = new Set([...waitsFor(accountId(name)), ...toRead(accountId(name))]);
		/* What wants two things of somebody is one line of a page, but may come again on another. */
		const shown = new Set((await workOf(await login(name))).flatMap(numbersOn));
		assert.deepEqual([...shown].sort(), [...wanted].sort(), name);
		seen += shown.size;
	}
	assert.ok(seen > 5, 'the demo data gives nobody anything to do');
});

test('RX.1 overdue and due today first, in each group due soonest; each line is in one group and has one action that leads to the record', async () => {
	const name = someone({ has: ['group.decide'] }), account = accountId(name);
	const page = await (await login(name)).get('/');
	const due = new Map(waiting(account).map((w) => [w.line, w.due]));
	const today = psql("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date"), groups = page.select('.work section.card').map((g) => g.attrs.id), lines = groups.map((g) => page.select(`#${g} ul.todo a.title`).map((a) => a.attrs.href.match(/^\/([^/]+)\/[^/]+\/([A-Z]{3}-\d{4}-\d+)/)?.slice(1).join('/')).filter((n) => due.has(n)));
	assert.deepEqual(groups, ['now', 'decide', 'do', 'read'].filter((g) => groups.includes(g)));
	assert.ok(linesOn(page).length > 1 && groups.length > 1);
	groups.forEach((group, i) => {
		const days = lines[i].map((n) => due.get(n));
		assert.deepEqual(days, [...days].sort(), group);
		if (group === 'now')
			assert.ok(days.every((d) => d <= today));
	});
	assert.equal(page.select('ul.todo li').length, groups.reduce((n, g) => n + page.select(`#${g} ul.todo li`).length, 0), 'each in one of them');
	for (const button of page.texts('#decide ul.todo li a.btn'))
		assert.match(button, /^去审批/);
	for (const line of page.select('ul.todo li')) {
		const buttons = page.select('ul.todo li a.btn').filter((a) => a.parent === line);
		assert.equal(buttons.length, 1);
		assert.match(buttons[0].attrs.href, /^\/[a-z0-9-]+\/([a-z-]+\/[A-Z]{3}-\d{4}-\d+(\?next=1)?#[a-z_-]+|triage)$/);
	}
});

test('RX.1 who has very much to do reads it page by page, nothing twice and nothing left out, and is told how much it is', async () => {
	const name = someone({ has: ['requirement.submit'], lacks: ['group.decide', 'members.manage'] }), client = await login(name);
	psql(`INSERT INTO app.waiting (site_id, record_id, action, account_id, since, due)
		SELECT site_id, id, 'paging', ${accountId(name)}, now() - id % 7 * interval '1 day', CASE WHEN id % 3 > 0 THEN current_date + (id % 40)::int - 10 END
		FROM app.record r WHERE site_id = ${siteId()} AND kind = 'requirement' AND visible = 0
			AND NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = r.site_id AND w.record_id = r.id) ORDER BY id LIMIT 120`);
	const due = new Map(rows(`SELECT '${site}/' || r.number AS line, COALESCE(w.due::text, '9999-12-31') AS due FROM app.waiting w
		JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id WHERE w.action = 'paging'`).map((r) => [r.line, r.due]));
	try {
		const pages = await workOf(client), shown = pages.flatMap(linesOn).filter((line) => due.has(line)), days = shown.map((line) => due.get(line));
		assert.ok(pages.length >= 3);
		assert.equal(new Set(shown).size, shown.length, 'nothing twice');
		assert.equal(shown.length, due.size, 'nothing left out');
		assert.deepEqual(days, [...days].sort());
		pages[0].expect(200, /有 \d+ 件以上的事等您办理/);
		pages.at(-1).lacks('等您办理');
		assert.ok(pages.at(-1).links.some((l) => l.href === '/'), 'and back');
		/* What is done meanwhile moves nothing that follows. */
		const [next] = pages[0].select('.pager a').filter((a) => a.attrs.rel === 'next'), second = linesOn(pages[1]).filter((line) => due.has(line));
		psql(`DELETE FROM app.waiting w USING app.record r WHERE w.action = 'paging' AND r.site_id = w.site_id AND r.id = w.record_id AND r.number = '${linesOn(pages[0]).find((line) => due.has(line)).split('/')[1]}'`);
		assert.deepEqual(linesOn(await client.get(next.attrs.href)).filter((line) => due.has(line)), second);
		for (const place of ['x', '2026-13-01~1~1~1', '2026-01-01~1~1', '2026-01-01~1~1~1~1', '2026-01-01~-1~1~1', '2026-01-01~99999999999999999999~1~1', "infinity'~1~1~1"])
			(await client.get(`/?after=${encodeURIComponent(place)}`)).expect(200, '等您办理');
		(await client.get('/?after=infinity~253402300799000000~9223372036854775807~9223372036854775807')).expect(200, '没有等您处理的事项').lacks('件事等您办理');
	} finally {
		psql("DELETE FROM app.waiting WHERE action = 'paging'");
	}
});

test('RX.1 each thing that a record wants of somebody is a line of its own, on one page and over two', async () => {
	const name = someone({ has: ['requirement.submit'], lacks: ['group.decide', 'members.manage'] }), client = await login(name);
	const [{ id, number }] = rows(`SELECT r.id, r.number FROM app.record r WHERE r.site_id = ${siteId()} AND r.kind = 'requirement' AND r.visible = 0
		AND NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = r.site_id AND w.record_id = r.id) ORDER BY r.id DESC LIMIT 1`);
	psql(`INSERT INTO app.waiting (site_id, record_id, action, account_id, since, due) SELECT ${siteId()}, ${id}, 'twice_' || n, ${accountId(name)}, now() - interval '1 day', current_date - 2 FROM generate_series(1, 60) n`);
	try {
		const pages = await workOf(client), lines = pages.flatMap((page) => page.texts('ul.todo li').filter((line) => line.includes(number)));
		assert.equal(lines.length, 60);
		assert.ok(pages.length >= 2);
		for (const n of [1, 2, 60])
			assert.ok(lines.some((line) => line.includes(`twice_${n}`)), `twice_${n}`);
	} finally {
		psql("DELETE FROM app.waiting WHERE action LIKE 'twice_%'");
	}
});

test('RX.1 triage is one line with its number, for those who may', async () => {
	const triager = someone({ has: ['requirement.triage'] }), asker = someone({ has: ['requirement.submit'], lacks: ['requirement.triage'] });
	await handIn(await login(asker), '待办测试：等梳理');
	const waiting = psql(`SELECT count(*) FROM app.waiting WHERE site_id = ${siteId()} AND permission = 'requirement.triage' AND except_id IS DISTINCT FROM ${accountId(triager)}`);
	(await (await login(triager)).get('/')).expect(200, new RegExp(`(^|\\D)${waiting} 条需求待梳理`));
	const page = await (await login(asker)).get('/');
	assert.ok(!page.links.some((l) => l.href.endsWith('/triage')), 'who may not triage is not asked to');
	(await (await login(asker)).get('/?tab=handed_in')).expect(200, '待办测试：等梳理');
});

test('RX.1 drafts are with their author alone; what was done is there', async () => {
	const [mine, other] = [someone({ has: ['requirement.submit'], lacks: ['requirement.triage'] }), someone({ has: ['requirement.triage'] })];
	const author = await login(mine);
	const page = await author.submit(await author.get(`/${site}/requirements/new`), { title: '只有我看得见的草稿', need: 'security', channel: 'research',
		department_id: psql(`SELECT min(id) FROM app.department WHERE site_id = ${siteId()}`) });
	const number = page.path.match(/REQ-\d{4}-\d+/)[0];
	(await author.get('/?tab=drafts')).expect(200, number);
	(await (await login(other)).get('/?tab=drafts')).expect(200).lacks(number);
	(await author.get('/?tab=done')).expect(200, number);
	(await author.get('/?tab=nothing')).expect(200);
});

test('RX.3 the votes of an absent member are with who stands in for them, and nothing else of theirs', async () => {
	const open = rows(`SELECT w.site_id, s.slug, r.number, a.id AS approval, COALESCE(r.submitted_by, r.created_by, 0) AS author FROM app.waiting w JOIN app.site s ON s.id = w.site_id
		JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id JOIN app.approval a ON a.site_id = w.site_id AND a.id = w.approval_id
		WHERE w.permission = 'group.decide' AND r.visible = 0
			-- What waits for something else too is with others anyway.
			AND NOT EXISTS (SELECT FROM app.waiting o WHERE o.site_id = w.site_id AND o.record_id = w.record_id AND o.action <> 'decide') LIMIT 1`)[0];
	assert.ok(open, 'no group approval is open in the demo data');
	const absent = psql(`SELECT mr.account_id FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id AND rp.permission = 'group.decide'
		WHERE mr.site_id = ${open.site_id} AND mr.account_id <> ALL ((SELECT w.barred FROM app.waiting w WHERE w.site_id = mr.site_id AND w.approval_id = ${open.approval})::bigint[])
		AND NOT EXISTS (SELECT FROM app.vote v WHERE v.site_id = mr.site_id AND v.approval_id = ${open.approval} AND v.account_id = mr.account_id) LIMIT 1`);
	/* A delegate is a member of the group: theirs is in, and they are still asked for the absent one's (RX.3). */
	const barred = rows(`SELECT a.login FROM app.account a JOIN app.waiting w ON w.approval_id = ${open.approval} AND w.site_id = ${open.site_id} AND a.id = ANY (w.barred)`).map((r) => r.login);
	const standIn = someone({ has: ['group.decide'], not: [...barred, psql(`SELECT login FROM app.account WHERE id = ${absent}`)], at: open.slug });
	psql(`INSERT INTO app.vote (site_id, approval_id, record_id, account_id, cast_by, choice, standing, at)
		SELECT site_id, id, record_id, ${accountId(standIn)}, ${accountId(standIn)}, 'approve', 'member', now() FROM app.approval WHERE site_id = ${open.site_id} AND id = ${open.approval} ON CONFLICT DO NOTHING`);
	const client = await login(standIn);
	assert.ok(!linesOn(await client.get('/')).includes(`${open.slug}/${open.number}`));
	psql(`INSERT INTO app.delegation (site_id, account_id, delegate_id, starts_on, ends_on, reason, created_at)
		VALUES (${open.site_id}, ${absent}, ${accountId(standIn)}, current_date - 1, current_date + 1, 'work.test', now())`);
	try {
		const page = (await client.get('/')).expect(200, psql(`SELECT name FROM app.account WHERE id = ${absent}`));
		assert.ok(linesOn(page).includes(`${open.slug}/${open.number}`));
		const own = new Set([...waitsFor(accountId(standIn)), ...toRead(accountId(standIn))]);
		for (const number of numbersOn(page).filter((n) => !own.has(n)))
			assert.equal(psql(`SELECT count(*) FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id
				WHERE r.number = '${number}' AND w.site_id = ${open.site_id} AND w.approval_id IS NOT NULL`), '1', `${number} is no vote`);
		psql(`INSERT INTO app.vote (site_id, approval_id, record_id, account_id, cast_by, choice, standing, at)
			SELECT site_id, id, record_id, ${absent}, ${absent}, 'approve', 'member', now() FROM app.approval WHERE site_id = ${open.site_id} AND id = ${open.approval}`);
		assert.ok(!linesOn(await client.get('/')).includes(`${open.slug}/${open.number}`));
	} finally {
		psql(`DELETE FROM app.vote WHERE site_id = ${open.site_id} AND approval_id = ${open.approval} AND account_id = ${absent};
			DELETE FROM app.delegation WHERE reason = 'work.test'`);
	}
});

test('R2.2 all sites of a person are on one page, and no other', async () => {
	const [many] = rows(`SELECT a.login, array_agg(s.name ORDER BY s.name) AS sites FROM app.membership m JOIN app.account a ON a.id = m.account_id JOIN app.site s ON s.id = m.site_id
		WHERE m.left_at IS NULL AND a.disabled_at IS NULL AND a.password IS NOT NULL GROUP BY 1 HAVING count(*) > 1 ORDER BY count(*) DESC LIMIT 1`);
	assert.ok(many, 'nobody of the demo data belongs to two sites');
	const client = await login(many.login);
	for (const tab of ['waiting', 'handed_in', 'drafts', 'copied', 'done']) {
		const page = (await client.get(`/?tab=${tab}`)).expect(200);
		const slugs = new Set(page.select('ul.todo a.title').map((a) => a.attrs.href.split('/')[1]));
		for (const slug of slugs)
			assert.ok(psql(`SELECT count(*) FROM app.membership m JOIN app.site s ON s.id = m.site_id WHERE s.slug = '${slug}' AND m.account_id = ${accountId(many.login)} AND m.left_at IS NULL`) === '1', slug);
	}
});

test('RX.1 somebody without a site is told what to do', async () => {
	const operator = await login(psql("SELECT login FROM app.account WHERE is_operator AND disabled_at IS NULL ORDER BY id LIMIT 1"));
	(await operator.get('/')).expect(200, '您还不属于任何站点');
});

test('R4.1 R23.1 the dashboard counts what is there, and its charts have their figures as a table', async () => {
	const client = await login(someone({ has: ['restricted.view'] }));
	const page = (await client.get(`/${site}/?all=yes`)).expect(200);
	const lines = page.select('ul.stands li');
	assert.ok(lines.length >= 8);
	for (const state of ['submitted', 'accepted', 'rejected']) {
		const link = page.links.find((l) => l.href === `/${site}/requirements?state=${state}` && /\d$/.test(l.text));
		assert.equal(link.text.match(/\d+$/)[0], psql(`SELECT count(*) FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = '${state}'`), state);
	}
	assert.equal(page.select('svg.chart').length, 2);
	assert.ok(page.select('svg.chart title').length > 4, 'marks say what they are');
	const table = page.select('details.more table');
	const sum = (t) => page.select('td').filter((td) => { for (let e = td; e; e = e.parent) if (e === t) return true; return false; })
		.filter((td) => td.parent.children.filter((c) => c.tag === 'td').at(-1) === td).reduce((s, td) => s + Number(td.children.join('')), 0);
	assert.equal(sum(table[0]), sum(table[1]), 'by channel and by class are the same requirements');
	assert.doesNotMatch(page.body.toString(), /style=/);
});

test('issue 11 my work is narrowed by kind and by site, page by page, and says how much there is of each kind', async () => {
	const name = someone({ has: ['group.decide'] }), client = await login(name), page = await client.get('/');
	const lines = (p) => p.select('ul.todo a.title').map((a) => a.attrs.href.split('/')), kinds = [...new Set(lines(page).map((l) => l[2]))];
	assert.ok(kinds.length > 2);
	for (const pill of page.select('.pills a').slice(1)) {
		const narrowed = await client.get(pill.attrs.href);
		assert.equal(new Set(lines(narrowed).map((l) => l[2])).size, 1, pill.attrs.href);
		assert.equal(lines(narrowed).length, lines(page).filter((l) => l[2] === lines(narrowed)[0][2]).length);
		assert.equal(narrowed.select('.pills a[aria-current]').length, 1);
	}
	for (const at of new Set(lines(page).map((l) => l[1])))
		assert.deepEqual([...new Set(lines(await client.get(`/?site=${at}`)).map((l) => l[1]))], [at]);
	(await client.get('/?kind=nothing')).expect(200, '没有等您处理的事项');
	const asker = someone({ has: ['requirement.submit'], lacks: ['group.decide', 'members.manage'] }), other = await login(asker);
	psql(`INSERT INTO app.waiting (site_id, record_id, action, account_id, since, due) SELECT site_id, id, 'narrow', ${accountId(asker)}, now(), current_date + 3 FROM app.record r WHERE site_id = ${siteId()} AND kind IN ('requirement', 'document') AND visible = 0
		AND NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = r.site_id AND w.record_id = r.id) ORDER BY kind DESC, id LIMIT 130`);
	try {
		const wanted = Number(psql(`SELECT count(*) FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id WHERE w.action = 'narrow' AND r.kind = 'document'`)), shown = new Set();
		assert.ok(wanted > 0);
		for (let path = '/?kind=document'; path;) {
			const at = await other.get(path);
			lines(at).forEach((l) => { assert.equal(l[2], 'documents'); shown.add(l[3]); });
			path = at.select('.pager a').find((a) => a.attrs.rel === 'next')?.attrs.href;
		}
		assert.ok(shown.size >= wanted, 'none is lost behind others that come first');
	} finally {
		psql("DELETE FROM app.waiting WHERE action = 'narrow'");
	}
});

test('issue 11 what is to be read is confirmed together: named first, and each kept as if it were confirmed alone', async () => {
	const name = someone({ has: ['group.decide'] }), account = accountId(name), client = await login(name), page = await client.get('/');
	const before = toRead(account), form = page.select('#read header form input[name=record]').map((i) => i.attrs.value);
	assert.ok(form.length > 1 && form.length <= before.length);
	let at = await client.submit(page, {}, { button: 'move=read' });
	if (at.path !== '/' && !at.path.startsWith('/?'))
		at.expect(200, '本次办理的记录');
	else
		at = (await client.get(at.links.find((l) => /move=read/.test(l.href)).href)).expect(200, '本次办理的记录');
	assert.equal(toRead(account).length, before.length, 'looking confirms nothing');
	(await client.submit(at, {}, { button: 'move=read' })).expect(200, '已办理');
	assert.ok(toRead(account).length < before.length);
});

test('issue 11 several tasks of one record are several lines, each with its own name and day', async () => {
	const [{ login: name, number, record }] = rows(`SELECT a.login, r.number, r.id AS record FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id JOIN app.account a ON a.id = w.account_id
		WHERE w.site_id = ${siteId()} AND w.action = 'task' AND r.kind = 'launch' ORDER BY w.id LIMIT 1`);
	const account = accountId(name), client = await login(name), tasks = () => rows(`SELECT title, due::text AS due FROM app.launch_task WHERE site_id = ${siteId()} AND record_id = ${record} AND owner_id = ${account}
		AND state IN ('open', 'under_way') AND removed_at IS NULL ORDER BY due, no`);
	psql(`INSERT INTO app.launch_task (site_id, record_id, no, at, by_id, title, owner_id, starts_on, due)
		SELECT ${siteId()}, ${record}, 900 + n, now(), ${account}, '逐条列出的任务 ' || n, ${account}, current_date - 9, current_date - 2 + n * 2 FROM generate_series(1, 3) n`);
	try {
		const page = (await client.get('/')).expect(200), lines = page.texts('ul.todo li').filter((l) => l.includes(number) && l.includes('：'));
		assert.ok(tasks().length >= 3);
		for (const { title, due } of tasks())
			assert.equal(lines.filter((l) => l.includes(title) && l.includes(due)).length, 1, title);
		assert.ok(page.texts('#now ul.todo li').some((l) => l.includes('逐条列出的任务 1')), 'due today');
		assert.ok(page.texts('#do ul.todo li').some((l) => l.includes('逐条列出的任务 3')), 'later');
		assert.equal(page.texts('ul.todo li').length, Number(page.texts('.head')[0].match(/有 (\d+) 件/)[1]), 'and all are counted');
	} finally {
		psql(`DELETE FROM app.launch_task WHERE record_id = ${record} AND no > 900`);
	}
});
