// SPDX-License-Identifier: ISC
// People of the demo data by what they may do, and records made the way people make them.
import { login, psql, rows } from './stack.mjs';

export const site = 'huadong';
const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
export const siteId = (slug = site) => `(SELECT id FROM app.site WHERE slug = ${quoted(slug)})`;

/** The log-in of a member who holds all of ${has} and none of ${lacks}; ${other} log-ins are left out. */
export function someone({ has = [], lacks = [], not = [], at = site } = {}) {
	const held = `(SELECT rp.permission FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id
		WHERE mr.site_id = m.site_id AND mr.account_id = m.account_id)`;
	const wanted = [...has.map((p) => `${quoted(p)} IN ${held}`), ...lacks.map((p) => `${quoted(p)} NOT IN ${held}`), ...not.map((l) => `a.login <> ${quoted(l)}`)];
	const found = psql(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id
		WHERE m.site_id = ${siteId(at)} AND m.left_at IS NULL AND a.disabled_at IS NULL AND a.password IS NOT NULL AND a.totp_secret IS NULL
		${wanted.map((w) => ` AND ${w}`).join('')} ORDER BY a.id LIMIT 1`);
	if (found === '')
		throw new Error(`nobody at ${at} has ${has} and lacks ${lacks}`);
	return found;
}

/** Whether ${account} sees the record r. */
export const seenBy = (account) => `(r.visible = 0 OR r.created_by = ${account} OR EXISTS (SELECT FROM app.record_reader x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.account_id = ${account})
	OR (r.visible = 1 AND EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id
		WHERE mr.site_id = r.site_id AND mr.account_id = ${account} AND rp.permission = 'restricted.view')))`;

/** Where the figures that are kept of records differ from the records; '': nowhere. */
export const figuresWrong = () => psql(`SET TimeZone = 'Asia/Shanghai'; SELECT string_agg(w.what, '; ') FROM app.site s, app.figures_wrong(s.id) w`);

export const accountId = (name) => psql(`SELECT id FROM app.account WHERE login = ${quoted(name)}`);

/** A requirement handed in by ${who} (a client), for their own department unless another is named; returns its number. */
export async function handIn(who, title, { at = site, values = {} } = {}) {
	const platform = psql(`SELECT number FROM app.record WHERE site_id = ${siteId(at)} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const department = psql(`SELECT m.department_id FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId(at)} AND a.login = ${quoted(who.user)}`);
	let page = await who.get(`/${at}/requirements/new`);
	page = await who.submit(page, { title, platform_id: platform, need: 'functional', channel: 'complaint', department_id: department,
		scenario: '坐席接听时需要同时查看三个页面', goal: '一个页面看全', acceptance: '试用两周没有意见', ...values });
	page.expect(200, title);
	const number = page.path.match(/REQ-\d{4}-\d+/)[0];
	(await who.submit(page, {}, { button: 'move=submit' })).expect(200);
	return number;
}

/** Their work, page after page, as one who follows "next page" reads it. */
export async function workOf(who) {
	let path = '/';
	for (const pages = []; ;) {
		pages.push((await who.get(path)).expect(200));
		const [next] = pages.at(-1).select('a').filter((a) => a.attrs.rel === 'next');
		if (!next || pages.length > 40)
			return pages;
		path = next.attrs.href;
	}
}
/** Does one line of it say all this? */
export const inWork = async (who, ...texts) => (await workOf(who)).some((page) => page.texts('ul.todo li').some((line) => texts.every((text) => line.includes(text))));
/** Where a record stands. */
export const stateOf = (number, at = site) => psql(`SELECT state FROM app.record WHERE site_id = ${siteId(at)} AND number = ${quoted(number)}`);
export { login, rows };
