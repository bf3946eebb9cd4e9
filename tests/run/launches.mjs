// SPDX-License-Identifier: ISC
// Launches for tests about what belongs to them: made by the form, put where the test needs them by hand.
import assert from 'node:assert/strict';
import { login, psql } from './stack.mjs';
import { accountId, site, siteId } from './people.mjs';

export const recordId = (number) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`);

/** A launch in ${state}, led by ${lead}; returns its number. */
export async function launchIn(state, { title = '口碑调研平台上线', lead = 'xuning', values = {} } = {}) {
	const who = await login(lead);
	const platform = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state <> 'retired' ORDER BY id LIMIT 1`);
	const department = psql(`SELECT id FROM app.department WHERE site_id = ${siteId()} AND function = 'business' AND closed_at IS NULL ORDER BY id LIMIT 1`);
	const page = await who.submit((await who.get(`/${site}/launches/new`)).expect(200), { title, platform_id: platform, department_id: department,
		owner_id: accountId(lead), version_planned: '1.0', goal: '客户一次说清需要', ...values });
	page.expect(200, title);
	const number = page.path.match(/LCH-\d{4}-\d+/)?.[0];
	assert.ok(number, page.path);
	putLaunch(number, state);
	return number;
}

/** Where the gates of a launch are somebody else's matter. */
export const putLaunch = (number, state) =>
	psql(`UPDATE app.record SET state = '${state}', state_at = now(), closed_at = CASE WHEN '${state}' IN ('closed', 'cancelled') THEN now() END WHERE site_id = ${siteId()} AND number = '${number}'`);
