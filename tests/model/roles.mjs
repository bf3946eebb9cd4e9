// SPDX-License-Identifier: ISC
// Who may what in a launch project, for the reference model (launch.mjs).  The roles are those at the end of the regulation's
// workflows; which of them a step asks for is what articles 6 to 13 say of their bearers.  "own:" is for the own department.
const rights = {
	member: 'requirement.submit change.submit document.write incident.report',
	liaison: 'launch.research launch.consult launch.confirm defect.report own:launch.accept own:requirement.confirm',
	department_head: 'launch.research launch.consult launch.confirm launch.resource document.approve budget.submit',
	technical: 'launch.manage iteration.manage plan.manage launch.research launch.deploy launch.confirm launch.resource change.review change.confirm defect.report review.manage '
		+ 'evaluation.manage document.approve document.manage budget.submit notice.manage incident.handle incident.close',
	developer: 'launch.deploy defect.report defect.fix incident.handle',
	tester: 'launch.test launch.confirm defect.report defect.verify',
	maintainer: 'launch.deploy launch.confirm defect.report incident.handle',
	marketing: 'launch.research launch.market launch.consult launch.confirm budget.submit',
	operations: 'launch.research launch.confirm budget.submit',
	finance: 'launch.consult budget.submit',
	legal: 'launch.consult launch.risk',
	group_member: 'group.decide',
	group_deputy: 'group.decide group.deputy',
	group_lead: 'group.decide group.lead',
	site_admin: '',         // people, roles, settings; no power over approvals
};
rights.tech_head = `${rights.technical} head.decide`;

/** May ${me}, in this role or that, for a record of ${department}? */
export const may = (me, right, department) => me.roles.some((role) => {
	const words = (rights[role] ?? '').split(' ');
	return words.includes(right) || (me.department === department && words.includes(`own:${right}`));
});
