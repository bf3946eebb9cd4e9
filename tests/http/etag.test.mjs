// SPDX-License-Identifier: ISC
// Goal: issue 10: a list or a record that a person's browser has already is not sent again (304) while it would be the same page, and is
// sent whenever anything that it is made of is another: rows, rights, notifications, names, rules, language, colours, the address, the
// session, the program's settings.  The forms of a page that is kept work: a form that was sent gives every page a new key.  What says something
// once, refuses, or shows a restricted record is never kept, and nobody's page is taken for somebody else's.
import test from 'node:test';
import assert from 'node:assert/strict';
import { make, move } from '../run/acts.mjs';
import { login, psql, stack } from '../run/stack.mjs';

const site = 'huadong', list = `/${site}/requirements`;
const siteId = psql(`SELECT id FROM app.site WHERE slug = '${site}'`);
const number = psql(`SELECT number FROM app.record WHERE site_id = ${siteId} AND kind = 'requirement' AND state = 'submitted' AND visible = 0 ORDER BY id DESC LIMIT 1`);
const record = `${list}/${number}`, pages = [list, record];
const wang = await login('wangqiang'), wangId = psql("SELECT id FROM app.account WHERE login = 'wangqiang'");

// What it delivers and reckons meanwhile would change pages that are to stay.
stack('stack_end courier');

const again = (who, path, tag) => who.send('GET', path, { headers: { 'if-none-match': tag } });
const tagOf = (page) => page.headers.get('etag');

/** A page as its browser has it: with its tag, for this person alone. */
async function kept(who, path) {
	const page = (await who.send('GET', path)).expect(200);
	assert.match(tagOf(page) ?? '', /^W\/"[0-9a-f]{32}"$/, path);
	assert.equal(page.headers.get('cache-control'), 'private, no-cache', path);
	assert.match(page.headers.get('vary') ?? '', /\bCookie\b/, path);
	return page;
}

/** After ${change}, each of these is sent anew and says another tag; returns them. */
async function changed(what, change, paths = pages, who = wang) {
	const before = [];
	for (const path of paths)
		before.push(await kept(who, path));
	await change();
	const after = [];
	for (const [i, path] of paths.entries()) {
		const page = (await again(who, path, tagOf(before[i]))).expect(200);
		assert.notEqual(tagOf(page), tagOf(before[i]), `${what}: ${path}`);
		after.push(page);
	}
	return after;
}

test('nothing has changed: 304 without a body, by each worker, also named among others', async () => {
	for (const path of [...pages, `${list}?state=open`, `${list}?sort=title`]) {
		const tag = tagOf(await kept(wang, path));
		for (let i = 0; i < 12; i++) {
			const page = await again(wang, path, i % 2 ? tag : `"other", ${tag.slice(2)}, W/"one"`);
			assert.equal(page.status, 304, path);
			assert.equal(page.body.length, 0, path);
			assert.equal(tagOf(page), tag);
			assert.equal(page.headers.get('cache-control'), 'private, no-cache');
			assert.match(page.headers.get('vary') ?? '', /\bCookie\b/);
			assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/);
		}
		for (const other of ['*', '""', `"${tag.slice(4, -1)}"`, 'W/"00000000000000000000000000000000"'])
			(await again(wang, path, other)).expect(200);
	}
});

test('a tag is for one address, one person and one session', async () => {
	const tags = new Map();
	for (const who of [wang, await login('wangqiang'), await login('sunli'), await login('chenlan')]) {
		// What the browser's forms have done sets none of them apart.
		who.cookies.set('gatehouse_form', 'same');
		for (const path of [...pages, `${list}?q=x`, `/${site}/feedbacks`]) {
			const tag = tagOf(await kept(who, path));
			for (const [other, its] of tags)
				assert.notEqual(tag, its, `${who.user} ${path}, ${other}`);
			tags.set(`${who.user} ${path} ${tags.size}`, tag);
		}
	}
	for (const [key, tag] of tags)
		if (!key.startsWith('wangqiang'))
			(await again(wang, list, tag)).expect(200);
});

const person = (set) => psql(`UPDATE app.account SET ${set} WHERE id = ${wangId}`);

test('what a page is made of: rows, rights, people, rules, language, colours', async () => {
	const lines = [
		['a record is named otherwise', `UPDATE app.record SET title = title || '（改）' WHERE site_id = ${siteId} AND number = '${number}'`, pages, '（改）'],
		['a record has a comment more', `INSERT INTO app.comment (site_id, record_id, account_id, at, text) SELECT site_id, id, ${wangId}, now(), '缓存的评论' FROM app.record WHERE site_id = ${siteId} AND number = '${number}'`, [record], '缓存的评论'],
		['a notification is unread', `INSERT INTO app.notification (site_id, account_id, what, at) VALUES (${siteId}, ${wangId}, 'commented', now())`, pages],
		['a notification is read', `UPDATE app.notification SET read_at = now() WHERE site_id = ${siteId} AND account_id = ${wangId}`, pages],
		['a rule of the site is changed', `UPDATE app.site SET version = version + 1 WHERE id = ${siteId}`, pages],
		['the site has another name', `UPDATE app.site SET name = '华东改名', version = version + 1 WHERE id = ${siteId}`, pages, '华东改名'],
		['a member has another name', `SET session_replication_role = origin; UPDATE app.account SET name = '改名的人' WHERE login = 'xuning'`, [list], '改名的人'],
		['a department has another name', `SET session_replication_role = origin; UPDATE app.department SET name = '改名的部门' WHERE site_id = ${siteId} AND id = (SELECT min(id) FROM app.department WHERE site_id = ${siteId})`, [list], '改名的部门'],
		['they have another name', `UPDATE app.account SET name = '王改名' WHERE id = ${wangId}`, pages, '王改名'],
		['they read English', `UPDATE app.account SET language = 'en' WHERE id = ${wangId}`, pages, 'My account'],
		['they see it dark', `UPDATE app.account SET theme = 'dark' WHERE id = ${wangId}`, pages],
		['they are an operator', `UPDATE app.account SET is_operator = true WHERE id = ${wangId}`, pages],
		['they are none', `UPDATE app.account SET is_operator = false, language = 'zh_CN', theme = '' WHERE id = ${wangId}`, pages],
		['they have a right less', `DELETE FROM app.role_permission p USING app.member_role m WHERE m.site_id = ${siteId} AND m.account_id = ${wangId} AND p.site_id = m.site_id AND p.role_id = m.role_id AND p.permission = 'list.export'`, [list]],
	];
	for (const [what, sql, paths, text] of lines)
		for (const page of await changed(what, () => psql(`SET session_replication_role = replica; ${sql}; SELECT app.pass_make()`), paths))
			assert.ok(text === undefined || page.text.includes(text), `${what}: ${page.path}: ${text}`);
	person("name = '王强'");
});

test('chosen by the browser alone, language and colours count as well', async () => {
	person("language = '', theme = ''");
	await changed('colours', () => wang.cookies.set('gatehouse_theme', 'dark'));
	await changed('language by cookie', () => wang.cookies.set('gatehouse_language', 'en'));
	await changed('language by cookie', () => wang.cookies.delete('gatehouse_language'));
	await changed('language of the browser', () => { wang.headers['accept-language'] = 'en'; });
	wang.headers['accept-language'] = 'zh-CN';
	wang.cookies.delete('gatehouse_theme');
});

test('a right that is taken away acts in the next request, whatever the browser has', async () => {
	const sun = await login('sunli'), sunId = psql("SELECT id FROM app.account WHERE login = 'sunli'");
	const had = [await kept(sun, list), await kept(sun, record)];
	const refused = async (status) => {
		for (const [i, path] of pages.entries()) {
			const page = await again(sun, path, tagOf(had[i]));
			assert.equal(page.status, status, path);
			assert.equal(tagOf(page), null, path);
			assert.match(page.headers.get('cache-control'), /no-store/, path);
		}
	};
	const member = (left) => psql(`SET session_replication_role = replica; UPDATE app.membership SET left_at = ${left} WHERE site_id = ${siteId} AND account_id = ${sunId}; SELECT app.pass_make()`);
	member('now()');
	await refused(404);
	member('NULL');
	assert.equal((await again(sun, list, tagOf(had[0]))).status, 304);
	const factor = (needed) => psql(`SET session_replication_role = replica; UPDATE app.role SET second_factor = ${needed} WHERE site_id = ${siteId} AND id IN
		(SELECT role_id FROM app.member_role WHERE site_id = ${siteId} AND account_id = ${sunId}); SELECT app.pass_make()`);
	factor(true);
	await refused(403);
	factor(false);
	assert.equal((await again(sun, list, tagOf(had[0]))).status, 304);
	const agreed = psql(`SELECT privacy_version FROM app.account WHERE id = ${sunId}`), agree = (version) => psql(`UPDATE app.account SET privacy_version = ${version} WHERE id = ${sunId}`);
	agree(0);
	sun.reads = true;
	await refused(303);
	agree(agreed);
	const invisible = (visible) => psql(`SET session_replication_role = replica; UPDATE app.record SET visible = ${visible} WHERE site_id = ${siteId} AND number = '${number}'`);
	invisible(2);
	assert.equal((await again(sun, record, tagOf(had[1]))).status, 404);
	(await again(sun, list, tagOf(had[0]))).expect(200).lacks(number);
	invisible(0);
	psql(`DELETE FROM app.session WHERE account_id = ${sunId}`);
	await refused(303);
});

test('a form that was sent gives every page a new key, whatever came of it; a page that is kept has forms that work', async () => {
	const page = await kept(wang, record), keyOf = (p) => p.select('input[name=key]').map((e) => e.attrs.value.split('.')[0]);
	assert.equal((await again(wang, record, tagOf(page))).status, 304);
	// The form of the page that the browser has.
	const form = page.form(/comments/), before = psql('SELECT count(*) FROM app.comment');
	const sent = () => wang.submit(page, { body: '来自保存的页面' }, { form: form.action, follow: false });
	assert.equal((await sent()).status, 303);
	assert.equal(Number(psql('SELECT count(*) FROM app.comment')), Number(before) + 1);
	// Even where the comment is gone again, so that all rows are as they were.
	psql(`SET session_replication_role = replica; DELETE FROM app.comment WHERE text = '来自保存的页面'`);
	wang.cookies.delete('gatehouse_flash');
	const anew = (await again(wang, record, tagOf(page))).expect(200);
	assert.notDeepEqual(keyOf(anew), keyOf(page));
	await changed('refused', async () => assert.equal((await wang.submit(page, { body: '另一条' }, { form: form.action, follow: false })).status, 409));
});

test('never kept: what is said once, restricted records, files, and what a form is answered with', async () => {
	const sent = (await wang.submit(await wang.get(`${list}?state=open`), { name: '未办结的' }, { form: 'save-list' })).expect(200);
	assert.ok(sent.select('[role=status]').length > 0, 'no flash to see');
	const never = [sent, await wang.send('GET', `${list}.csv`), await wang.send('POST', `${record}/comments`, { body: new URLSearchParams({}) })];
	const [secret, reader] = psql(`SELECT s.slug || '/' || CASE r.kind WHEN 'penalty' THEN 'penalties' ELSE 'appeals' END || '/' || r.number, a.login FROM app.record r JOIN app.site s ON s.id = r.site_id
		JOIN app.member_role m ON m.site_id = r.site_id JOIN app.role_permission p ON p.site_id = m.site_id AND p.role_id = m.role_id AND p.permission = 'restricted.view'
		JOIN app.account a ON a.id = m.account_id WHERE r.kind IN ('penalty', 'appeal') AND r.visible = 1 AND s.slug = '${site}' ORDER BY r.id, a.id LIMIT 1`).split('|');
	const judge = await login(reader);
	for (const path of [`/${secret}`, `/${secret.split('/').slice(0, 2).join('/')}`])
		never.push((await judge.send('GET', path)).expect(200));
	for (const one of never) {
		assert.equal(tagOf(one), null, one.path);
		assert.match(one.headers.get('cache-control') ?? '', /no-store/, one.path);
	}
});

test('a restricted record is kept by no browser: neither its own page, not even its author\'s, nor one that names it among its links', async () => {
	const [secret, id, author] = psql(`SELECT r.number, r.id, a.login FROM app.record r JOIN app.account a ON a.id = r.created_by
		JOIN app.membership m ON m.site_id = r.site_id AND m.account_id = a.id AND m.left_at IS NULL
		WHERE r.kind = 'penalty' AND r.visible = 1 AND r.site_id = ${siteId} ORDER BY r.id LIMIT 1`).split('|');
	const who = await login(author), never = async (path) => {
		const page = (await who.send('GET', path)).expect(200, secret);
		assert.equal(tagOf(page), null, path);
		assert.match(page.headers.get('cache-control') ?? '', /no-store/, path);
	};
	// It is restricted itself, and names nothing that is.
	psql(`SET session_replication_role = replica; DELETE FROM app.link WHERE site_id = ${siteId} AND ${id} IN (record_id, other_id)`);
	await never(`/${site}/penalties/${secret}`);
	await kept(who, record);
	psql(`SET session_replication_role = replica; INSERT INTO app.link (site_id, record_id, other_id, sort, created_at, created_by)
		SELECT site_id, ${id}, id, 'evidence', now(), ${wangId} FROM app.record WHERE site_id = ${siteId} AND number = '${number}'`);
	await never(record);
	(await kept(await login('sunli'), record)).lacks(secret);
});

test('the draft of a penalty is kept no more than what comes of it, on its page, in its list, and shown again after a mistake', async () => {
	const made = await make('zhouyi', 'penalties', { title: '草稿也不保存', subject: 'person', person_id: wangId, ground: 'testing', article: '第十八条', facts: '未执行压力测试',
		severity: 'general', liability: 'direct', measures: ['written_warning'], effect_months: '3' });
	const zhou = await login('zhouyi');
	for (const path of [made.path, `/${site}/penalties?state=drafted`]) {
		const page = (await zhou.send('GET', path)).expect(200, made.number);
		assert.equal(tagOf(page), null, path);
		assert.match(page.headers.get('cache-control') ?? '', /no-store/, path);
	}
	const refused = (await move('zhouyi', made, 'discard', { reason: '' })).expect(422, made.number);
	assert.equal(refused.select('main').filter((e) => e.attrs['data-record'] !== undefined).length, 0, 'nor is it remembered as opened');
	// The draft of a requirement is its author's alone, and theirs to keep.
	const own = psql(`SET session_replication_role = replica; UPDATE app.record SET state = 'draft', visible = 2, created_by = ${wangId}
		WHERE id = (SELECT min(id) FROM app.record WHERE kind = 'requirement' AND visible = 0 AND site_id = ${siteId}) RETURNING number`);
	await kept(wang, `${list}/${own}`);
});

test('nor is a page kept that names one in a field or a column; the latest of its history, which stands there, names none', async () => {
	const [notice, id] = psql(`SELECT r.number, r.id FROM app.record r JOIN app.notice n ON n.site_id = r.site_id AND n.record_id = r.id
		WHERE r.site_id = ${siteId} AND r.visible = 0 AND n.source_id IS NULL ORDER BY r.id LIMIT 1`).split('|');
	const [secret, source] = psql(`SELECT number, id FROM app.record WHERE kind = 'penalty' AND visible = 1 AND site_id = ${siteId} ORDER BY id LIMIT 1`).split('|');
	const notices = `/${site}/notices`, page = `${notices}/${notice}`, judge = await login('chenlan'), sun = await login('sunli');
	const never = async (who, path, ...texts) => {
		const shown = (await who.send('GET', path)).expect(200, ...texts);
		assert.equal(tagOf(shown), null, path);
		assert.match(shown.headers.get('cache-control') ?? '', /no-store/, path);
	};
	psql(`SET session_replication_role = replica; DELETE FROM app.link WHERE site_id = ${siteId} AND ${id} IN (record_id, other_id)`);
	await kept(judge, page);
	psql(`SET session_replication_role = replica; UPDATE app.notice SET source_id = ${source} WHERE site_id = ${siteId} AND record_id = ${id}`);
	await never(judge, page, secret);
	(await kept(sun, page)).lacks(secret);
	(await judge.submit(await judge.get(notices), { column: ['source_id'] }, { form: 'columns' })).expect(200);
	assert.ok((await judge.get(notices)).links.some((l) => l.href === `/${site}/penalties/${secret}`), 'its title leads there');
	await never(judge, notices);
	psql(`SET session_replication_role = replica; UPDATE app.notice SET source_id = NULL WHERE site_id = ${siteId} AND record_id = ${id}`);
	(await kept(judge, page)).lacks(secret);
});

test('a vote\'s way from one to the next is kept by no browser where the next one is restricted', async () => {
	const [voter, first, next] = psql(`SELECT a.login, q.n[1], q.n[2] FROM app.account a CROSS JOIN LATERAL (
			SELECT array_agg(r.number ORDER BY w.urgency, w.since, w.id) AS n FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id
			WHERE w.site_id = ${siteId} AND w.permission = 'group.decide' AND w.approval_id IS NOT NULL AND r.visible = 0 AND NOT w.barred && ARRAY[a.id]
				AND NOT EXISTS (SELECT FROM app.vote v WHERE v.site_id = w.site_id AND v.approval_id = w.approval_id AND v.account_id = a.id)) q
		JOIN app.member_role m ON m.site_id = ${siteId} AND m.account_id = a.id JOIN app.role o ON o.site_id = m.site_id AND o.id = m.role_id AND o.key = 'group_member'
		WHERE cardinality(q.n) > 1 ORDER BY a.id LIMIT 1`).split('|'), who = await login(voter);
	const path = `${(await who.get(`/${site}/search?q=${first}`)).links.map((l) => l.href).find((href) => href.includes(`/${first}`)).split('?')[0]}?next=1`;
	const href = (await kept(who, path)).select('.queue a')[0].attrs.href;
	assert.ok(href.includes(next), `${href} is not ${next}`);
	const restricted = (visible) => psql(`SET session_replication_role = replica; UPDATE app.record SET visible = ${visible} WHERE site_id = ${siteId} AND number = '${next}';
		UPDATE app.waiting w SET visible = ${visible} FROM app.record r WHERE r.site_id = w.site_id AND r.id = w.record_id AND r.site_id = ${siteId} AND r.number = '${next}'`);
	restricted(1);
	const page = (await who.send('GET', path)).expect(200);
	assert.equal(page.select('.queue a')[0].attrs.href, href, 'they may see it');
	assert.equal(tagOf(page), null);
	assert.match(page.headers.get('cache-control') ?? '', /no-store/);
	restricted(0);
	await kept(who, path);
});

test('a worker with other settings makes other pages', async () => {
	const had = await kept(wang, list);
	stack('echo "upload_file_max = 19MB" >>"$STACK_CONF"; stack_end app; stack_pool app 3; STACK_URL=$(cat "$STACK_HOME/url") stack_wait');
	(await again(wang, list, tagOf(had))).expect(200);
	assert.equal((await again(wang, list, tagOf(await kept(wang, list)))).status, 304);
});
