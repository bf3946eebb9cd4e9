// SPDX-License-Identifier: ISC
// Launch projects in a certain stage, put into the database as the moves would leave them: for tests of what belongs to a stage.
import { psql } from './stack.mjs';
import { accountId, site, siteId } from './people.mjs';

const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
let last = 0;

/** A record of ${kind} without its kind's row; returns { id, number }. */
function record(kind, code, state, { title, owner = null, author = 'zhouyi', platform = null, department = null }) {
	const seq = 500000 + (Date.now() % 400000) + (last += 7), number = `${code}-2026-${seq}`;
	const id = psql(`INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, visible, owner_id, department_id, platform_id, created_at, created_by, submitted_by, changed_at, state_at)
		SELECT ${siteId()}, nextval('app.record_id_seq'), ${quoted(kind)}, ${quoted(number)}, 2026, ${seq}, ${quoted(title)}, ${quoted(state)}, 0,
			${owner ? accountId(owner) : 'NULL'}, ${department ?? 'NULL'}, ${platform ?? 'NULL'}, now(), ${accountId(author)}, ${accountId(author)}, now(), now() RETURNING id`);
	return { id, number };
}

const tested = (state) => ['review', 'go_live', 'evaluation', 'closed'].includes(state);
/** A launch of the demo's site in ${state}, from the review on with its tests concluded and accepted; returns its number. */
export function launchIn(state, { owner = 'maoyu', round = 1, conclusion = tested(state) ? '全部用例通过。' : '', accepted = tested(state) ? '符合业务需求。' : null, requirements = [] } = {}) {
	const platform = psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' ORDER BY id LIMIT 1`);
	const department = psql(`SELECT id FROM app.department WHERE site_id = ${siteId()} AND function = 'business' ORDER BY id LIMIT 1`);
	const ids = requirements.map((n) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = ${quoted(n)}`));
	const { id, number } = record('launch', 'LCH', state, { title: `上线项目 ${Date.now().toString(36)}${last}`, owner, platform, department });
	psql(`INSERT INTO app.launch (site_id, record_id, goal, requirement_ids, test_round, test_conclusion, conclusion_no)
		VALUES (${siteId()}, ${id}, '试点', '{${ids}}', ${round}, ${quoted(conclusion)}, ${conclusion === '' ? 'NULL' : 1})`);
	if (accepted !== null)
		psql(`INSERT INTO app.launch_acceptance (site_id, record_id, no, at, by_id, judgement, text, round, conclusion_no)
			VALUES (${siteId()}, ${id}, 1, now(), ${accountId('liumei')}, 'accepted', ${quoted(accepted)}, ${round}, 1)`);
	return number;
}

/** A document of ${launch}; returns its number. */
export function approvedDocument(launch, type, state = 'approved') {
	const { id, number } = record('document', 'DOC', state, { title: `文档 ${type} ${last}` });
	psql(`INSERT INTO app.document (site_id, record_id, type, target_id, body) SELECT ${siteId()}, ${id}, ${quoted(type)}, t.id, '正文'
		FROM app.record t WHERE t.site_id = ${siteId()} AND t.number = ${quoted(launch)}`);
	return number;
}

/** The evaluation of ${launch} as going live opens it; returns its number. */
export function evaluationOf(launch, state = 'draft') {
	const { id, number } = record('evaluation', 'EVL', state, { title: `评估 ${last}` });
	psql(`INSERT INTO app.evaluation (site_id, record_id, target_id) SELECT ${siteId()}, ${id}, t.id FROM app.record t WHERE t.site_id = ${siteId()} AND t.number = ${quoted(launch)}`);
	return number;
}
export { site };
