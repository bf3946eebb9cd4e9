// SPDX-License-Identifier: ISC
// One line that says where a launch and all that belongs to it stand: from the database and from the model (launch.mjs), the same.
import { SECTIONS, kinds } from './launch.mjs';

// Sorts of entries that have a state, by kind; of the others only numbers and what was taken away are compared.
const STATEFUL = { launch: ['consultation', 'task', 'test_run', 'resource', 'risk'], incident: [], review: ['material', 'attendance', 'item'], evaluation: ['improvement'], budget: [], requirement: [] };
const ABOUT = { change: 'target_id', defect: 'target_id', document: 'target_id', budget: 'target_id', review: 'target_id', incident: 'target_id', evaluation: 'target_id', notice: 'source_id' };
const sortsOf = (kind) => Object.keys(kinds[kind].entries ?? {});

// ---------------------------------------------------------------- the database's

const entriesSql = (kind, id) => sortsOf(kind).map((sort) => `COALESCE((SELECT string_agg(e.no || CASE WHEN e.removed_at IS NOT NULL THEN 'x' ELSE ${
	STATEFUL[kind].includes(sort) ? "':' || e.state" : "''"} END, ' ' ORDER BY e.no) FROM app.${kind}_${sort} e WHERE e.site_id = x.site_id AND e.record_id = ${id}), '')`).join(" || '/' || ");

/** A statement with the launch's id as $1 and the requirements it may take in as $2. */
export const digestSql = (site) => `
WITH about AS (${Object.entries(ABOUT).map(([kind, field]) => `SELECT record_id FROM app.${kind} WHERE site_id = ${site} AND ${field} = $1`).join(' UNION ALL ')}
	UNION ALL SELECT $1), whole AS (SELECT x.* FROM app.record x JOIN about ON x.site_id = ${site} AND x.id = about.record_id)
SELECT json_build_object('today', (now() AT TIME ZONE 'Asia/Shanghai')::date::text,
'flags', (SELECT concat_ws(' ', k.test_round, k.consulted_version IS NOT NULL, k.plan_set_on IS NOT NULL, COALESCE(k.initiated_on::text, '-'), COALESCE(k.launched_on::text, '-'), k.test_conclusion <> '', k.window_on IS NOT NULL, p.state, s.login)
	FROM app.launch k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id JOIN app.account s ON s.id = r.submitted_by
	WHERE k.site_id = ${site} AND k.record_id = $1),
'plan', (SELECT concat_ws(' | ', ${SECTIONS.map((name) => `k.${name}`).join(', ')}) FROM app.launch k WHERE k.site_id = ${site} AND k.record_id = $1),
'tasks', (SELECT string_agg(concat_ws(' ', t.title, s.login, t.starts_on, t.due), ' | ' ORDER BY t.no) FROM app.launch_task t JOIN app.account s ON s.id = t.owner_id WHERE t.site_id = ${site} AND t.record_id = $1),
'links', (SELECT string_agg(q.number, ' ' ORDER BY q.id) FROM app.link l JOIN app.record q ON q.site_id = l.site_id AND q.id = l.other_id WHERE l.site_id = ${site} AND l.record_id = $1 AND l.sort = 'contains'),
'pool', (SELECT string_agg(q.number || ':' || q.state, ' ' ORDER BY q.id) FROM app.record q WHERE q.site_id = ${site} AND q.id = ANY ($2)),
'records', (SELECT json_object_agg(x.number, x.state || ' v' || x.version || CASE x.kind ${['launch', 'review', 'evaluation', 'budget', 'incident'].map((kind) => `WHEN '${kind}' THEN ' ' || ${entriesSql(kind, 'x.id')}`).join(' ')} ELSE '' END
	|| COALESCE((SELECT ' s' || count(*) FROM app.proposed_value v WHERE v.site_id = x.site_id AND v.record_id = x.id HAVING count(*) > 0), '')
	|| COALESCE((SELECT ' ' || string_agg(a.state || '=' || COALESCE(a.outcome, '?'), ' ' ORDER BY a.round) FROM app.approval a WHERE a.site_id = x.site_id AND a.record_id = x.id), '')
	|| COALESCE((SELECT ' ' || string_agg(b.login || '=' || v.choice, ' ' ORDER BY b.login COLLATE "C") FROM app.approval a JOIN app.vote v ON v.site_id = a.site_id AND v.approval_id = a.id JOIN app.account b ON b.id = v.account_id
		WHERE a.site_id = x.site_id AND a.record_id = x.id AND a.outcome IS NULL), '') ORDER BY x.id) FROM whole x))`;

// ---------------------------------------------------------------- the model's

const entriesOf = (rec) => sortsOf(rec.kind).map((sort) => rec.entries[sort].map((e) => e.no + (e.removed ? 'x' : STATEFUL[rec.kind].includes(sort) ? `:${e.state}` : '')).join(' ')).join('/');
const recordOf = (rec) => [`${rec.state} v${rec.version}`, ...(kinds[rec.kind].entries ? [entriesOf(rec)] : []), ...(rec.stated?.length > 0 ? [`s${rec.stated.length}`] : []), ...rec.rounds.map((a) => `${a.state}=${a.outcome ?? '?'}`),
	...Object.entries(rec.cast ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([login, choice]) => `${login}=${choice}`)].join(' ');

export function digestOf(w) {
	const l = w.launch, flag = (x) => (x ? 't' : 'f'), byId = (list) => [...list].sort((a, b) => a.id - b.id);
	return {
		today: w.today,
		flags: [...(l.round ? [l.round] : []), flag(l.asked), flag(l.planSet), l.initiated ?? '-', l.launched ?? '-', flag(l.conclusion), flag(l.window !== null), w.platform.state, l.submitter].join(' '),
		plan: SECTIONS.map((name) => l.plan[name]).join(' | '),
		tasks: l.entries.task.map((e) => [e.title, e.owner, e.starts_on, e.due].join(' ')).join(' | ') || null,
		links: byId(l.requirements).map((q) => q.number).join(' ') || null,
		pool: byId(w.pool).map((q) => `${q.number}:${q.state}`).join(' '),
		records: Object.fromEntries([l, ...w.about].map((rec) => [rec.number, recordOf(rec)])),
	};
}

/** Numbers of records that a rule made are taken from the database. */
export function adopt(w, digest) {
	const known = new Set([w.launch, ...w.about].map((rec) => rec.number));
	for (const rec of w.about.filter((x) => x.number === null))
		rec.number = Object.keys(digest.records).find((n) => !known.has(n) && n.startsWith({ review: 'REV', evaluation: 'EVL', incident: 'INC' }[rec.kind])) ?? null;
}

/** Where the two differ, in words; nothing when they do not. */
export function differences(model, product) {
	const flat = (d) => ({ ...d, ...d.records, records: undefined }), a = flat(model), b = flat(product);
	return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]).map((key) => `${key}: model "${a[key]}", product "${b[key]}"`);
}
