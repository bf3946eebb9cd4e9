// SPDX-License-Identifier: ISC
// Goal: one launch project from the idea to the closed evaluation, by people in front of real pages, in each language: they come from
// what waits for them, follow the link of what is missing, do what the page there asks, and press what leads on.  On the way it is refused
// by the group, changed, found faulty, rolled back and launched again (in Chinese, at a desk; the liaison has no scripts), and goes
// straight through (in English, on a phone).  The pages of each stage are in order for axe-core, light at the desk and dark on the phone.
// Proves R14, R15.1, R15.2, R15.3, R16.1, R17.1, R17.2, R17.3, R18.1, R18.2, R18.3, R19.1, R19.2, R20.1, R20.2, R20.3, R20.4, R21.1, RX.1, RX.9, RX.10 together.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { assertGood, launch } from '../run/browser.mjs';
import { Office, fill_all, fill_in, numberOf } from '../run/office.mjs';
import { add, day, department, document, move, unique } from '../run/acts.mjs';
import { accountId, site, siteId, stateOf } from '../run/people.mjs';
import { psql } from '../run/stack.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const lead = 'xuning', home = `/${site}`;
const pathOf = (page) => new URL(page.url()).pathname;

/** A project, who works on it, and what they say in their language. */
class Project {
	constructor(look, without) {
		this.office = new Office(browser, look, { without, axe: false });
		this.judged = new Set();
		this.say = (zh, en) => (look.language === 'en' ? en : zh);
	}
	at(user) { return this.office.see(user, this.path); }
	state() { return stateOf(this.number); }

	/** From what waits for them to the record, by the button beside it; nothing when it does not wait for them. */
	async came(user, number) {
		const todo = await this.office.todo(user, number), page = await this.office.at(user);

		if (todo === null)
			return null;
		await this.office.press(page, todo.locator('a.btn').first());
		assert.equal(numberOf(page.url()), number, 'the button leads to it');
		return page;
	}
	async come(user, number = this.number) {
		const page = await this.came(user, number);

		assert.ok(page, `${number} waits for ${user}`);
		return page;
	}
	/** The form for a new record, by the button of the list; ${values} as for save. */
	async make(user, plural, values) {
		const page = await this.office.see(user, `${home}/${plural}`);

		await this.office.press(page, '.head a.btn.primary');
		await this.save(page, values);
		return page;
	}

	/**
	 * Like a person: the first thing that is missing, to where its link leads, what is asked there; until nothing is missing.
	 * Where there is no link it is for somebody else (deeds.others).
	 */
	async meet(user, path, within, deeds) {
		for (let last = ''; ;) {
			const page = await this.fresh(user, path), missing = page.locator(`${within} .conditions .missing`);

			if (await missing.count() === 0)
				return page;
			if (await page.locator(`details${within}:not([open])`).count() > 0)
				await page.locator(`${within} > summary`).click();
			const what = await missing.first().innerText(), link = missing.first().locator('a');
			assert.notEqual(what, last, 'what was missing is met where its link leads');
			last = what;
			const where = await link.count() === 0 ? 'others' : (await link.getAttribute('href')).replace(path, '').replace(home, '').replaceAll(/[A-Z]{3}-\d{4}-\d+/g, '…');
			if (where !== 'others')
				await this.follow(page, link);
			assert.ok(deeds[where], `${what} leads to ${where}`);
			await deeds[where](page);
		}
	}
	/** The page of a record as it is now: loaded again unless they came to it last. */
	async fresh(user, path) {
		const page = await this.office.at(user);

		return this.office.latest === page && pathOf(page) === path ? page : this.office.see(user, path);
	}
	async follow(page, link) {
		const hash = /^#(.*)/.exec(await link.getAttribute('href'))?.[1];

		if (hash === undefined)
			return this.office.press(page, link);
		await link.click();
		await page.locator(`#${hash}:target`).waitFor();
		assert.ok(await page.locator(`#${hash}`).evaluate((e) => e.getBoundingClientRect().top < innerHeight), `#${hash} is in sight`);
	}

	/** The form for one more entry, opened where it is not open yet. */
	async add(page, sort, values) {
		const form = `#${sort} details.more`;

		if (await page.locator(`${form}:not([open])`).count() > 0)
			await page.locator(`${form} > summary`).click();
		await fill_in(page, form, values);
		await this.office.press(page, `${form} button.primary`);
	}
	/** The form of a record, saved; returns its path. */
	async save(page, values) {
		await fill_all(page, values);
		await this.office.press(page, 'main form.form footer button');
		return pathOf(page);
	}
	/** What is asked with an act of an entry, on the entry's own page. */
	async act(page, sort, row, act, values) {
		await this.office.press(page, page.locator(`#${sort} tbody tr`, { hasText: row }).locator('td.acts a'));
		await fill_in(page, `#act-${act}`, values);
		await this.office.press(page, `#act-${act} button[name=act]`);
	}
	/** The group decides; ${judged}: criterion by criterion. */
	async decide(number, judged = {}, voters = ['guowei', 'tangmin', 'songjie', 'chenlan'], verb = 'approve') {
		for (const user of voters) {
			const page = await this.come(user, number);
			await fill_in(page, '.ballot', { ...judged, opinion: this.say('材料已逐项看过', 'The papers are read') });
			await this.office.press(page, `.ballot button[name=move][value=${verb}]`);
		}
	}
	/** A document from the form that the link led to, through its review. */
	async document(page) {
		const plan = /type=emergency_plan/.test(page.url()) ? { scenarios: ['launch_failure'], flow: this.say('报告负责人', 'Tell the head'), duties: this.say('技术管理部处置。', 'The technical department acts.'),
			measures: this.say('先止损再定位。', 'Stop the damage first.'), recovery: this.say('恢复后核对。', 'Compare afterwards.') } : {};

		await this.save(page, { title: `${this.say('文档', 'Document')} ${unique()}`, body: this.say('## 概述\n\n正文', '## Overview\n\nText'), ...plan });
		const number = numberOf(page.url());
		await this.office.move(page, 'submit');
		await this.office.move(await this.come('zhouyi', number), 'approve');
		assert.equal(stateOf(number), 'approved');
	}
	/** A page is judged when they come to it first, not again in the next round. */
	async good(page, name) {
		if (!this.judged.has(name))
			await assertGood(page);
		this.judged.add(name);
	}
	/** The lead meets what the next gate needs and passes it. */
	async pass(move, state, deeds, values = {}) {
		const page = await this.meet(lead, this.path, '.next-what', deeds);

		await this.good(page, move);
		await this.office.move(page, move, values);
		assert.equal(this.state(), state);
	}
}

/* ---- the stages */

async function begin(p) {
	let page = await p.make(lead, 'platforms', { title: `${p.say('口碑平台', 'Reputation survey')} ${unique()}`, category: 'reputation_survey', department_id: department('business'), peak_from: '09:00', peak_to: '18:00', low_from: '22:00', low_to: '06:00' });
	p.platform = numberOf(page.url());

	page = await p.make('liumei', 'requirements', { title: `${p.say('回访要求', 'Call back')} ${unique()}`, platform_id: p.platform, need: 'functional', channel: 'business_feedback', scenario: p.say('客户来电', 'A customer calls'), goal: p.say('一次问清', 'Ask once'), acceptance: p.say('试用两周没有意见', 'Two weeks without a complaint') });
	p.requirement = numberOf(page.url());
	await p.office.move(page, 'submit');
	await p.office.move(await p.office.see('zhouyi', `${home}/requirements/${p.requirement}`), 'accept', { class: 'routine', priority: '2', expected_goal: p.say('一次问清', 'Ask once'), decision_reason: p.say('业务必需', 'Needed') });

	page = await p.make(lead, 'launches', { title: `${p.say('口碑平台上线', 'Reputation survey goes live')} ${unique()}`, platform_id: p.platform, department_id: department('business'), owner_id: accountId(lead), version_planned: '1.0', goal: p.say('客户一次说清需要', 'Customers say it once') });
	p.path = pathOf(page);
	p.number = numberOf(p.path);
	assert.equal(p.state(), 'research');
}

const research = (p) => p.pass('begin_design', 'design', {
	'#research': (page) => p.add(page, 'research', { type: 'interview', held_on: day(), summary: p.say('访谈八位客户', 'Eight customers interviewed') }),
	'/edit#f-requirement_ids': (page) => p.save(page, { requirement_ids: p.requirement }),
	'#market': async () => p.add(await p.come('shanwen'), 'market', { type: 'research', text: p.say('三家同行已有同类平台', 'Three competitors have one') }),
});

const sections = (p) => ({ plan_architecture: p.say('三层架构', 'Three tiers'), plan_modules: p.say('问卷、外呼、报表', 'Forms, calls, reports'), plan_schedule: p.say('十二周', 'Twelve weeks'), plan_resources: p.say('两名开发、一名测试', 'Two developers, one tester'), plan_budget: p.say('二十万元', 'Twenty thousand'), plan_risks: p.say('外呼线路不足：备用线路', 'Too few lines: spare lines') });

/* Those whose sections have changed, or all of them: whoever it waits for. */
async function opinions(p) {
	for (const [user, judgement] of [['liumei', 'agree'], ['zengrui', 'agree'], ['fangyuan', 'object'], ['linhai', 'agree']]) {
		const page = await p.came(user, p.number);

		if (page !== null)
			await p.add(page, 'consultation', { judgement, text: p.say('看过方案', 'The plan is read') });
	}
}

const design = (p) => {
	const where = {
		'/edit#f-plan_architecture': (page) => p.save(page, sections(p)),
		'#move-consult': (page) => p.office.move(page, 'consult'),
		'#consultation': async (page) => {
			if (await page.locator('#consultation td.acts a').count() > 0)
				return p.act(page, 'consultation', '方圆', 'answer', { answer: 'adopted', answer_text: p.say('补充隐私条款', 'Privacy terms added') });
			await opinions(p);
		},
		'/budgets/new?target_id=…': async (page) => {
			const path = await p.save(page, { title: `${p.say('上线预算', 'Launch budget')} ${unique()}`, department_id: department('tech'), purpose: p.say('系统建设', 'Construction') });
			await p.meet(lead, path, '.next-what', { '#line': (at) => p.add(at, 'line', { item: 'development', requested: '120000.00', purpose: p.say('按合同支付的开发费', 'The development by contract') }) });
		},
		'/documents/new?target_id=…&type=construction_plan': (page) => p.document(page),
	};
	return p.pass('submit', 'initiation', where);
};

const criteria = () => Object.fromEntries(['feasibility', 'necessity', 'compliance', 'budget'].map((c) => [c, 'met']));

async function initiation(p) {
	await assertGood(await p.at('guowei'));
	if (p.full)
		await refused(p);
	await p.decide(p.number, criteria());
	assert.equal(p.state(), 'development');
}

/** The lead of the group rejects it; the plan is changed, those concerned are asked again, and it is handed in again. */
async function refused(p) {
	await p.decide(p.number, { ...criteria(), budget: 'not_met', budget_text: p.say('预算缺少依据', 'The budget is unfounded') }, ['chenlan'], 'reject');
	assert.equal(p.state(), 'design');
	await edit(p, { plan_schedule: p.say('十三周', 'Thirteen weeks') });
	await design(p);
}

/** By the button of the page. */
async function edit(p, values) {
	const page = await p.at(lead);

	await p.office.press(page, '#facts > header a[href$="/edit"]');
	await p.save(page, values);
}

/** The plan stands: only what a change states, once the group has approved it, is written. */
async function changed(p) {
	let page = await p.make(lead, 'changes', { title: `变更 ${unique()}`, target_id: p.number, department_id: department('tech'), what: '周期延长', why: '接口推迟', effect_schedule: '一周，情况如上所述', effect_cost: '无，情况如上所述', effect_risk: '低，情况如上所述' });
	const number = numberOf(page.url());

	await p.office.press(page, '#values a.btn');
	await p.save(page, { plan_schedule: p.say('调整为十四周', 'Fourteen weeks') });
	await p.office.move(page, 'submit');
	await p.office.move(await p.come('zhouyi', number), 'endorse', { review_opinion: '可行，情况如上所述' });
	await p.decide(number);
	page = await p.at(lead);
	assert.ok(await page.locator(`.alert a[href$="${number}"]`).count() > 0, 'the project shows the change');
	await p.office.move(await p.come('zhouyi', number), 'apply');
	await p.office.move(await p.come('maoyu', number), 'confirm', { plan_updated: '进度一章已更新', documents_updated: '文档不受影响' });
	assert.equal(stateOf(number), 'closed');
}

const development = (p) => p.pass('begin_testing', 'testing', {
	'#move-confirm_plan': async () => {
		const page = await p.meet(lead, p.path, '#move-confirm_plan', {
			'#team_member': async (at) => {
				await p.add(at, 'team_member', { account_id: accountId('shenbo'), role: 'developer' });
				await p.add(at, 'team_member', { account_id: accountId('qiuyan'), role: 'tester' });
			},
			'#task': async (at) => {
				await p.add(at, 'task', { title: p.say('问卷页面', 'The forms'), owner_id: accountId('shenbo'), starts_on: day(-3), due: day(4) });
				await p.add(at, 'task', { title: p.say('外呼接口', 'The calls'), owner_id: accountId('jianglei'), starts_on: day(-1), due: day(6), depends_on: '1' });
			},
		});
		await p.office.move(page, 'confirm_plan');
		if (p.full)
			await changed(p);
	},
	'#task': async () => {
		for (const [user, task] of [['shenbo', p.say('问卷页面', 'The forms')], ['jianglei', p.say('外呼接口', 'The calls')]])
			await p.act(await p.come(user), 'task', task, 'finish', { result: p.say('已自测', 'Tested by myself') });
	},
	'#progress': (page) => p.add(page, 'progress', { period_to: day(), percent: '100', done: p.say('开发完成', 'All is built'), next: p.say('转测试', 'Tests begin') }),
	'/documents/new?target_id=…&type=design': (page) => p.document(page),
	'/documents/new?target_id=…&type=development': (page) => p.document(page),
});

/** Found by a tester, mended by a developer, tested again by a tester. */
async function defect(p, path) {
	await p.office.press(await p.office.at(lead), 'table.rows a.title');
	const number = numberOf((await p.office.at(lead)).url());

	assert.equal(path, `${home}/defects`);
	await p.office.move(await p.come('shenbo', number), 'fix', { fix_note: '已修正判断条件' });
	await p.office.move(await p.come('qiuyan', number), 'verify', { regression: '复测通过' });
	assert.equal(stateOf(number), 'closed');
}

const testing = (p) => p.pass('begin_review', 'review', {
	'/defects?target_id=…': (page) => defect(p, pathOf(page)),
	'#test_run': async () => {
		const evidence = await document({ number: p.number }, 'test'), page = await p.come('qiuyan');
		for (const type of ['functional', 'performance', 'security', 'compatibility', 'compliance'])
			await p.add(page, 'test_run', type === 'compatibility' ? { type, result: 'not_applicable', text: p.say('只有内网浏览器', 'One browser only') }
				: { type, result: 'passed', tested_version: '1.0-rc1', evidence_id: evidence.number });
		const liaison = await p.come('liumei');
		await p.act(liaison, 'test_run', p.say('兼容性测试', 'Compatibility'), 'confirm', {});
		if (p.full && !p.rolled_back)
			await p.make('maoyu', 'defects', { title: `问卷漏题 ${unique()}`, target_id: p.number, type: 'functional', severity: 'general', location: '问卷第二页', description: '跳题后漏掉一题' });
	},
	others: async () => p.office.move(await p.come('qiuyan'), 'conclude_tests', { test_conclusion: p.say('全部通过，可以上线。', 'All passed.') }),
	'#acceptance': async () => p.add(await p.come('liumei'), 'acceptance', { judgement: 'accepted', text: p.say('符合业务需求', 'As needed') }),
});

async function meeting(p, page) {
	const path = await p.save(page, { held_on: day(), held_at: '14:00', place: p.say('三楼会议室', 'Room 3'), chair_id: accountId('chenlan') });
	const number = numberOf(path);
	assert.ok(await (await p.at(lead)).locator(`.next-what .missing a[href$="${number}"]`).count() > 0, 'a meeting that is prepared is led to, not made again');
	page = await p.meet(lead, path, '.next-what', {
		'#material': async (at) => {
			for (const type of ['security_assessment', 'launch_plan', 'maintenance_plan', 'emergency_plan']) {
				const l = await p.at(lead), link = l.locator(`#documents-${type} a`).first();
				// The documents of later stages are folded.
				await link.evaluate((e) => { for (let d = e.closest('details'); d; d = d.parentElement.closest('details')) d.open = true; });
				await p.office.press(l, link);
				await p.document(await p.office.at(lead));
			}
			await p.office.move(await p.office.see(lead, path), 'collect');
		},
		'#attendance': async (at) => {
			for (const user of ['guowei', 'tangmin', 'luxiaofeng', 'hejun'])
				await p.add(at, 'attendance', { account_id: accountId(user) });
		},
	});
	await p.good(page, 'meeting');
	await p.office.move(page, 'open');
	for (const user of ['chenlan', 'guowei', 'tangmin', 'luxiaofeng', 'hejun']) {
		const at = await p.come(user, number);
		await p.office.press(at, at.locator('#attendance tbody tr', { hasText: await at.locator('.menu-head').textContent().then((t) => t.replace(user, '').trim()) }).locator('button[value=present]'));
		await p.add(at, 'ballot', { choice: 'pass' });
	}
	await p.office.move(await p.office.see('chenlan', path), 'pass', { decision: p.say('同意上线', 'May go live') });
	assert.equal(stateOf(number), 'passed');
}

const review = (p) => p.pass('begin_go_live', 'go_live', {
	'/reviews/new?target_id=…': (page) => meeting(p, page),
	'/documents/new?target_id=…&type=hardening': (page) => p.document(page),
});

/** It goes wrong: rolled back with its incident, tested, reviewed and launched again. */
async function rolled_back(p) {
	const page = await p.meet(lead, p.path, '#move-roll_back', {
		'/incidents/new?target_id=…': (at) => p.save(at, { title: `切换失败 ${unique()}`, severity: '3', found_on: day(), found_at: '00:00', description: '会话丢失' }),
	});

	await p.office.move(page, 'roll_back', { reason: '会话丢失' });
	assert.equal(p.state(), 'testing');
	p.rolled_back = true;
	await testing(p);
	await review(p);
}

/** What went wrong is handled to its end, by those who handle incidents. */
async function handled(p) {
	const number = psql(`SELECT x.number FROM app.incident k JOIN app.record x ON x.site_id = k.site_id AND x.id = k.record_id JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
		WHERE t.site_id = ${siteId()} AND t.number = '${p.number}' AND x.closed_at IS NULL`), incident = { number, path: `${home}/incidents/${number}` };

	(await move('shenbo', incident, 'resolve', { resolution: '改用共享会话并压测' })).expect(200);
	for (const text of ['发现会话丢失', '完成回退并核对'])
		(await add('maoyu', incident, 'timeline', { happened_on: day(), happened_at: '00:00', text })).expect(200);
	(await move('zhouyi', incident, 'close', { cause: '两台服务器不共享会话', impact: '十分钟内无人登录', plan_use: 'none', no_follow_up: '已随本项目缺陷处理' })).expect(200);
	await p.at(lead);
}

const go_live = (p) => p.pass('confirm', 'evaluation', {
	'#move-set_window': async (page) => {
		/* The night of the window has come, or it is to be set. */
		if (p.window)
			psql(`UPDATE app.launch k SET window_on = window_on - 1 FROM app.record r WHERE r.site_id = k.site_id AND r.id = k.record_id AND r.site_id = ${siteId()} AND r.number = '${p.number}'`);
		else
			await p.office.move(page, 'set_window', { window_on: day(1), window_from: '00:00', window_to: '05:30' });
		p.window = !p.window;
		await p.at(lead);
	},
	'/incidents?target_id=…': () => handled(p),
	'#log': async () => p.add(await p.at('maoyu'), 'log', { type: 'normal', text: p.say('二十二点三十一分开始', 'Begun at 22:31') }),
	/* There is one: then its result is what is missing. */
	'#step': async (page) => psql(`SELECT count(*) FROM app.launch_step e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id WHERE r.site_id = ${siteId()} AND r.number = '${p.number}'`) > 0
		? p.act(await p.at('maoyu'), 'step', p.say('切换域名', 'Switch the name'), 'done', { result: p.say('已切换，访问正常', 'Switched, and reachable') }) : p.add(page, 'step', { starts_at: '22:30', what: p.say('切换域名', 'Switch the name'), owner_id: accountId('maoyu'), risk: p.say('缓存未过期', 'Caches'), answer: p.say('提前降低生存时间', 'Shorter lifetimes') }),
	'#tick': async () => {
		const page = await p.come('maoyu');
		for (const item of ['deployment', 'environment', 'data', 'hardening', 'monitoring'])
			await p.add(page, 'tick', { item, text: p.say('已核对', 'Checked') });
	},
	'#confirmation': async () => {
		await p.add(await p.come('liumei'), 'confirmation', { text: p.say('业务可用', 'It can be used') });
		await p.add(await p.come('maoyu'), 'confirmation', { text: p.say('服务正常', 'It runs') });
	},
	'/notices/new?source_id=…': async (page) => {
		const body = await page.inputValue('[name=body]');
		await p.save(page, { body: body.replaceAll('____', p.say('见操作手册', 'see the manual')) });
		await p.office.move(page, 'publish');
	},
}, { window_used: p.say('22:30 至 23:05', '22:30 to 23:05') });

const judged = (p) => ({ participants: ['liumei', 'gaofei'].map(accountId),
	...Object.fromEntries(['fitness', 'stability', 'performance', 'experience', 'support'].flatMap((d) => [[`${d}_score`, '4'], [`${d}_text`, p.say('达到预期', 'As expected')]])) });

async function evaluation(p) {
	let evaluated;
	await p.pass('close', 'closed', {
		'/evaluations?target_id=…': async (page) => {
			await p.office.press(page, 'table.rows a.title');
			const path = pathOf(page), number = numberOf(path);
			if (stateOf(number) === 'draft') {
				page = await p.meet(lead, path, '.next-what', { '/edit#f-participants': (at) => p.save(at, judged(p)), '/edit#f-fitness_score': (at) => p.save(at, judged(p)) });
				await p.add(page, 'improvement', { text: p.say('报表增加导出', 'Export the reports') });
				await assertGood(page);
				await p.office.move(page, 'submit');
				await p.decide(number);
				assert.equal(stateOf(number), 'done');
			} else
				await p.office.press(await p.come(lead, number), '#improvement button[value=turn]');
			evaluated = path;
		},
	});
	assert.match(await (await p.office.see(lead, evaluated)).locator('#improvement').innerText(), /REQ-/);
}

async function course(look, { full = false, without = [] } = {}) {
	const p = Object.assign(new Project(look, without), { full });

	await begin(p);
	for (const stage of [research, design, initiation, development, testing, review, ...full ? [rolled_back] : [], go_live, evaluation])
		await stage(p);
	await assertGood(await p.office.see(lead, `${p.path}/dossier`));
	await p.office.close();
}

test('from the idea to the closed evaluation, at a desk, zh-CN', () => course({ language: 'zh-CN', dark: false, width: 1440 }, { full: true, without: ['liumei'] }));
test('from the idea to the closed evaluation, on a phone, en', () => course({ language: 'en', dark: true, width: 360 }));
