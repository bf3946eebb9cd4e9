// SPDX-License-Identifier: ISC
// A form filled in with something that fits: for tests that then change one thing about it.
import { psql } from './stack.mjs';
import { launchIn } from './launches.mjs';

const day = (offset) => new Date(Date.now() + offset * 864e5).toISOString().slice(0, 10);

// What some fields want beyond their type.
let wanted;
const WANTED = async () => (wanted ??= launchIn('testing').then((launch) => ({ 'change.budget_id': '', 'budget.year': String(new Date().getFullYear()), 'launch.realises_no': '', 'iteration.incident_id': incident(),
	'development_plan.year': String(new Date().getFullYear()), 'quarter_plan.year': String(new Date().getFullYear()), 'expense.spent_on': day(0), 'defect.target_id': launch, 'review.target_id': launch,
	'notice.type': 'general', 'penalty.article': '第十七条', 'requirement.wanted_by': day(9), 'training.planned_on': day(9), 'training.material_id': '', 'rectification.days': '5', 'inspection.planned_on': day(9), 'inspection.year': String(new Date().getFullYear()), 'quarter_report.year': String(new Date().getFullYear()), 'review.held_on': day(9), 'drill.planned_on': day(9), 'drill.plan_id': emergencyPlan(),
	'provider.credit_code': '' })));
// What the form's own suggestions do not say.
const subject = () => psql(`SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.kind = 'platform' AND r.state = 'in_operation' ORDER BY r.id LIMIT 1`);

const emergencyPlan = () => psql(`SELECT min(r.number) FROM app.record r JOIN app.document k ON k.site_id = r.site_id AND k.record_id = r.id JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND k.type = 'emergency_plan' AND r.state IN ('approved', 'published') AND cardinality(k.scenarios) > 0`);
const incident = () => psql(`SELECT min(r.number) FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.kind = 'incident' AND r.closed_at IS NULL`);

/** A control that applies only with a certain answer elsewhere: that answer. */
export function condition(page, name) {
	for (let e = page.select(`#f-${name}`)[0]; e; e = e.parent)
		if (e.attrs['data-when'])
			return { [e.attrs['data-when']]: e.attrs['data-is'].split(' ')[0] };
	return {};
}

/** Something that fits for every field that ${me} (an account's id) types; a date lies in the past, so that it fits almost everywhere. */
export async function fitting(kind, page, form, me) {
	const out = {}, special = await WANTED();
	for (const f of kind.fields.filter((f) => !f.derived)) {
		const control = form.controls.find((c) => c.name === f.name);
		if (!control || f.type === 'file' || f.type === 'flag')
			continue;
		// Nobody proposes a penalty for themselves.
		const option = control.options?.find((o) => o.value !== '' && !(f.type === 'account' && o.value === me))?.value ?? page.select(`datalist#f-${f.name}-list option`)[0]?.attrs.value;
		if (`${kind.name}.${f.name}` in special)
			out[f.name] = special[`${kind.name}.${f.name}`];
		else if (['choice', 'choices', 'account', 'accounts', 'department'].includes(f.type))
			out[f.name] = f.choices?.[0] ?? (f.type === 'account' ? option : control.value ?? option);
		else if (f.type === 'record' || f.type === 'records')
			out[f.name] = f.required ? option ?? subject() : '';
		else
			out[f.name] = { date: day(-1), time: '09:30', int: '1', money: '1', email: 'a@example.com' }[f.type] ?? `写 ${f.name} ${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
	}
	return out;
}
