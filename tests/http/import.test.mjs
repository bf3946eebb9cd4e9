// SPDX-License-Identifier: ISC
// Goal: an existing ledger becomes records, by the page of the site and by gatehousectl (RX.7, G21): the dry run names every bad row and
// why, nothing is dropped, joined or guessed in silence (case F), all rows come into sight at once after a second person confirmed them or
// none does, old numbers, states, priorities and dates are kept, and a batch is taken back.  What is exported is imported again (O10).
import test, { after, before, beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ctl, login, psql, rows, stack } from '../run/stack.mjs';
import { accountId, figuresWrong, site, siteId, someone } from '../run/people.mjs';
import { csvRows, xlsxRows } from '../run/sheet.mjs';
import { day, workbook } from '../run/book.mjs';
import { until } from '../run/moment.mjs';

const home = `/${site}/settings/import`, unique = Math.random().toString(36).slice(2, 8);
const folder = mkdtempSync(path.join(tmpdir(), 'import-'));
const platform = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
const platformTitle = psql(`SELECT title FROM app.record WHERE number = '${platform}' AND site_id = ${siteId()}`);
let importer, second, first, other;

// The courier works when the test says so.
before(async () => {
	stack('stack_end courier');
	importer = someone({ has: ['record.import', 'requirement.submit', 'settings.manage'] });
	second = someone({ has: ['record.import', 'requirement.triage'], not: [importer] });
	[first, other] = [await login(importer), await login(second)];
});
// One at a time: what a test left open keeps no other from beginning.
beforeEach(() => psql(`UPDATE app.import_batch SET status = 'dropped' WHERE status IN ('columns', 'checking', 'checked', 'waiting')`));
after(() => rmSync(folder, { recursive: true }));
const courier = () => execFileSync(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF, '--once'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const written = (name, content) => {
	const file = path.join(folder, name);
	writeFileSync(file, content);
	return file;
};
const count = (where) => Number(psql(`SELECT count(*) FROM app.record r WHERE r.site_id = ${siteId()} AND r.visible < 3 AND ${where}`));
const gb18030 = (text) => execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text });

// ---------------------------------------------------------------- gatehousectl, case F

const head = 'title,platform_id,need,channel,department_id,scenario';
const row = (title, rest = '') => `${title},${platform},functional,research,业务部,场景说明文字${rest}`;
const imports = (file, ...more) => ctl('import', site, 'requirement', file, '--as', 'wangqiang', ...more);

test('case F: lines that end in CR alone are rows, and no byte of them is lost', async () => {
	const file = written('cr.csv', `${[head, row(`回车甲${unique}`), row(`回车乙${unique}`)].join('\r')}\r`);
	const done = await imports(file);
	assert.equal(done.code, 0, done.out + done.err);
	assert.match(done.out, /^2 made/m);
	assert.equal(count(`r.title IN ('回车甲${unique}', '回车乙${unique}')`), 2);
});

test('case F: a quotation mark that is not closed is named with the row where it began', async () => {
	const file = written('open.csv', `${head}\n"${row(`未闭合${unique}`)}\n${row('丙')}\n${row('丁')}\n`);
	const refused = await imports(file);
	assert.equal(refused.code, 1, refused.out);
	assert.match(refused.out, /^row 2: A quotation mark is not closed\.$/m);
	assert.equal(count(`r.title LIKE '%未闭合${unique}%'`), 0);
});

test('case F: of two members of one name neither is taken; the log-ins are named', async () => {
	psql(`UPDATE app.account SET name = (SELECT name FROM app.account WHERE login = 'wangqiang') WHERE login = 'liumei'`);
	const name = psql(`SELECT name FROM app.account WHERE login = 'wangqiang'`);
	const file = written('two.csv', `${head},liaison_id\n${row(`同名${unique}`, `,${name}`)}\n`);
	const refused = await imports(file, '--dry-run');
	assert.equal(refused.code, 1, refused.out);
	assert.match(refused.out, new RegExp(`^row 2: liaison_id: Two members are called "${name}"\\. Enter the login name: (liumei, wangqiang|wangqiang, liumei)\\.$`, 'm'));
	assert.equal((await imports(written('login.csv', `${head},liaison_id\n${row(`同名${unique}`, ',liumei')}\n`), '--dry-run')).code, 0);
	psql(`UPDATE app.account SET name = '刘梅' WHERE login = 'liumei'`);
});

test('case F: the same file twice: the dry run names the rows that are there already', async () => {
	const file = written('twice.csv', `${head}\n${row(`两次甲${unique}`)}\n${row(`两次乙${unique}`)}\n`);
	assert.equal((await imports(file)).code, 0);
	const again = await imports(file);
	assert.equal(again.code, 1, again.out);
	const number = psql(`SELECT number FROM app.record WHERE title = '两次甲${unique}'`);
	assert.match(again.out, new RegExp(`^row 2: exists already: ${number}$`, 'm'));
	assert.match(again.err, /the same file was imported on /);
	assert.equal(count(`r.title LIKE '两次_${unique}'`), 2);
	// Somebody decides: leave them out, or take them all the same.
	const skipped = await imports(written('more.csv', `${head}\n${row(`两次甲${unique}`)}\n${row(`两次丙${unique}`)}\n`), '--doubles', 'skip');
	assert.match(skipped.out, /^1 made/m);
	assert.equal(count(`r.title LIKE '两次_${unique}'`), 3);
	assert.match((await imports(file, '--doubles', 'make')).out, /^2 made/m);
	// Twice in one file, also where blanks and width differ.
	const twins = await imports(written('twins.csv', `${head}\n${row(`ＡＢ 双份${unique}`)}\n${row(`ab双份${unique}`)}\n`), '--dry-run');
	assert.match(twins.out, /^row 3: repeats row 2$/m);
});

test('case F: GB18030 and .xlsx are read, by the heads that people write', async () => {
	const heads = ['需求名称', '所属平台', '需求类型', '需求来源', '提出部门', '业务场景', '提出日期', '优先级', '状态', '编号'];
	const line = (title, no) => [title, platformTitle, '功能需求', 'research', '业务部 ', '旧台账里的场景说明', '2023年5月6日', '高', '已受理', no];
	const gb = written('gb.csv', gb18030(`${heads.join(',')}\r\n${line(`国标${unique}`, `GB-${unique}`).join(',')}\r\n`));
	let done = await imports(gb);
	assert.equal(done.code, 0, done.out + done.err);
	const book = workbook([heads, [...line(`表格${unique}`, `XL-${unique}`).slice(0, 6), day('2023-05-06'), 2, 'accepted', `XL-${unique}`]]);
	done = await imports(written('a.xlsx', book));
	assert.equal(done.code, 0, done.out + done.err);
	for (const [title, no] of [[`国标${unique}`, `GB-${unique}`], [`表格${unique}`, `XL-${unique}`]])
		assert.deepEqual(rows(`SELECT r.state, q.priority, to_char(r.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS made, i.old_number, d.name AS department, p.number AS platform FROM app.record r
			JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id JOIN app.imported i ON i.site_id = r.site_id AND i.record_id = r.id
			JOIN app.department d ON d.site_id = r.site_id AND d.id = r.department_id JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id WHERE r.title = '${title}'`),
		[{ state: 'accepted', priority: 2, made: '2023-05-06', old_number: no, department: '业务部', platform }]);
});

test('every mistake of a row is named, all rows or none, and as JSON for programs', async () => {
	const file = written('bad.csv', `${head},状态\n${row('甲', ',closed')}\n,PLT-1999-0001,nonsense,research,没有的部,,未知\n`);
	const refused = await imports(file);
	assert.equal(refused.code, 1);
	for (const field of ['title', 'platform_id', 'need', 'department_id', 'state'])
		assert.match(refused.out, new RegExp(`^row 3: ${field}: `, 'm'));
	assert.match(refused.out, /nothing was written/);
	const json = JSON.parse((await imports(file, '--json')).out);
	assert.equal(json.made, 0);
	assert.equal(json.rows, 2);
	assert.ok(json.mistakes.length >= 5 && json.mistakes.every((m) => m.row === 3));
	assert.ok(json.mistakes.some((m) => m.field === 'need' && m.cell === 'nonsense' && /not one of the choices/.test(m.text)));
	// A head that nobody knows is not left out in silence; --map decides.
	const unknown = written('unknown.csv', `${head},奇怪的列\n${row(`映射${unique}`, ',x')}\n`);
	assert.equal((await imports(unknown)).code, 2);
	const map = written('map.json', JSON.stringify({ columns: { 奇怪的列: '-' }, same: { state: 'closed' } }));
	assert.equal((await imports(unknown, '--map', map)).code, 0);
	assert.equal(psql(`SELECT state FROM app.record WHERE title = '映射${unique}'`), 'closed');
	assert.equal((await ctl('import', site, 'launch', file, '--as', 'wangqiang')).code, 2, 'a kind that is not imported');
});

// ---------------------------------------------------------------- the page

const upload = async (who, name, content, kind = 'requirement') => who.submit((await who.get(home)).expect(200), { kind, file: new File([content], name) });
const idOf = (page) => page.path.split('/').at(-1);
const status = (id) => psql(`SELECT status FROM app.import_batch WHERE site_id = ${siteId()} AND id = ${id}`);
const columnOf = (page, text) => page.select('tbody tr').findIndex((_, i) => page.texts('tbody tr')[i].includes(text)) + 1;
/** Upload, assign, check: the page that says what was found. */
async function checked(content, name, { columns = {}, same = {} } = {}) {
	let page = (await upload(first, name, content)).expect(200, '第 2 步');
	const id = idOf(page), values = Object.fromEntries(Object.entries(same).map(([k, v]) => [`same.${k}`, v]));
	for (const [text, target] of Object.entries(columns))
		values[`c${columnOf(page, text)}`] = target;
	page = (await first.submit(page, values, { button: 'act=check' })).expect(200, '正在检查');
	assert.match(page.body.toString(), /http-equiv="refresh"/);
	courier();
	page = (await first.get(`${home}/${id}`)).expect(200);
	return { id, page };
}
async function imported(content, name, options) {
	const { id, page } = await checked(content, name, options);
	await first.submit(page, options?.doubles ? { doubles: options.doubles } : {}, { button: 'act=ask' });
	assert.equal(status(id), 'waiting', page.text.slice(0, 800));
	const sent = await other.submit((await other.get(`${home}/${id}`)).expect(200), {}, { button: 'act=confirm' });
	sent.expect(200);
	courier();
	assert.equal(status(id), 'done', psql(`SELECT failure FROM app.import_batch WHERE id = ${id}`));
	return id;
}

const ledger = (lines) => ['2023 年需求台账', ['原编号', '需求名称', '提出部门', '所属平台', '优先级', '状态', '提出日期', '提出人', '业务场景', '目标', '验收标准', '备注'].join(','), ...lines].join('\r\n');
const fixed = { need: 'functional', channel: 'business_feedback' };

test('RX.7: upload, columns, dry run, a second person, and all of it is there at once with what it was', async () => {
	const lines = [`${unique}-001,门户登录慢,业务部,${platformTitle},高,已受理,2023-03-01,${'外部张三'},早高峰打不开页面,三秒内打开,抽测十次,甲`,
		`${unique}-002,导出乱码,业务部 ,${platform},中,待受理,2023/4/5,${importer},导出的表格打不开,可以直接打开,三个人试用,乙`,
		`${unique}-003,旧系统归档,业务部,,,已完成,2022-12-31,,,,,丙`];
	let page = (await upload(first, '台账.csv', gb18030(ledger(lines)))).expect(200, '第 2 步', '表头在第 2 行', '其上方的行不导入', 'GB18030');
	const id = idOf(page);
	// Nothing is left out but by decision, and what every record needs is asked for.
	page = (await first.submit(page, {}, { button: 'act=check' }));
	page.expect(422, '备注');
	const remark = `c${columnOf(page, '备注')}`;
	page = await first.submit(page, { [remark]: '-' }, { button: 'act=check' });
	page.expect(422, '为所有行选择同一个值');
	(await first.submit(page, { [remark]: '-', 'same.need': 'functional', 'same.channel': 'business_feedback' }, { button: 'act=check' })).expect(200);
	courier();
	page = (await first.get(`${home}/${id}`)).expect(200, '所有行均符合要求', '共 3 行');
	// One at a time.
	(await other.get(home)).expect(200, '已有导入正在进行');
	await first.submit(page, {}, { button: 'act=ask' });
	assert.equal(status(id), 'waiting');
	assert.equal(count(`r.title = '门户登录慢' AND r.created_by = ${accountId(importer)}`), 0, 'nothing is there before it is confirmed');
	// Who asks does not confirm, not by a page and not past it.
	(await first.get(`${home}/${id}`)).expect(200, '等待另一位').lacks('确认并导入');
	(await first.post(`${home}/${id}/decision`, { token: first.cookies && (await first.get(home)).body.toString().match(/name="token" value="([^"]+)"/)[1], key: 'x'.repeat(16), act: 'confirm' })).expect(403);
	assert.equal(status(id), 'waiting');
	assert.ok((await other.get(`/${site}/notifications`)).text.includes('提请您确认一项导入'));
	(await other.submit((await other.get(`${home}/${id}`)).expect(200), {}, { button: 'act=confirm' })).expect(200, '正在导入');
	courier();
	page = (await first.get(`${home}/${id}`)).expect(200, '已导入 3 条记录');
	assert.deepEqual(rows(`SELECT i.old_number AS old, r.state, q.priority, to_char(r.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS made, i.submitter, r.submitted_by, r.closed_at IS NOT NULL AS ended, r.visible
		FROM app.imported i JOIN app.record r ON r.site_id = i.site_id AND r.id = i.record_id JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
		WHERE i.site_id = ${siteId()} AND i.batch_id = ${id} ORDER BY i.row_no`), [
		{ old: `${unique}-001`, state: 'accepted', priority: 2, made: '2023-03-01', submitter: '外部张三', submitted_by: null, ended: false, visible: 0 },
		{ old: `${unique}-002`, state: 'submitted', priority: 3, made: '2023-04-05', submitter: '', submitted_by: Number(accountId(importer)), ended: false, visible: 0 },
		{ old: `${unique}-003`, state: 'closed', priority: null, made: '2022-12-31', submitter: '', submitted_by: null, ended: true, visible: 0 }]);
	assert.equal(figuresWrong(), '', 'figures and open records know what was imported');
	// Its old number finds it, its page and its history say where it comes from.
	const found = (await other.get(`/${site}/search?q=${unique}-001`)).expect(200, '门户登录慢');
	const number = psql(`SELECT r.number FROM app.imported i JOIN app.record r ON r.site_id = i.site_id AND r.id = i.record_id WHERE i.old_number = '${unique}-001'`);
	assert.ok(found.text.includes(number));
	(await other.get(`/${site}/requirements/${number}`)).expect(200, '原编号', `${unique}-001`, '外部张三', '导入了记录');
	(await first.get(`/${site}/history`)).expect(200, '完成导入');
	// What follows is as ever: it waits for triage, and who imported it is party to it.
	const waits = psql(`SELECT r.number FROM app.imported i JOIN app.record r ON r.site_id = i.site_id AND r.id = i.record_id WHERE i.old_number = '${unique}-002'`);
	assert.ok((await other.get(`/${site}/triage`)).expect(200).text.includes(waits), 'it waits for triage');
	(await other.submit((await other.get(`/${site}/requirements/${waits}`)).expect(200), { class: 'routine', priority: '2', expected_goal: '导出即可打开，不再乱码', decision_reason: '影响面大，列入下期' }, { form: 'move=accept', button: 'move=accept' })).expect(200);
	assert.equal(psql(`SELECT state FROM app.record WHERE site_id = ${siteId()} AND number = '${waits}'`), 'accepted');
	// The dry run of the same file names the rows, and the file.
	const again = await checked(gb18030(ledger(lines)), '台账.csv', { columns: { 备注: '-' }, same: fixed });
	again.page.expect(200, '同一文件已于', '有 3 行已经存在', number);
	assert.ok(again.page.links.some((l) => l.href.endsWith(`/requirements/${number}`)));
	await first.submit(again.page, {}, { button: 'act=drop' });
	assert.equal(status(again.id), 'dropped');
	// Taken back: what somebody has worked on stays and is named.
	page = (await first.get(`${home}/${id}`)).expect(200, '撤回此次导入');
	(await first.submit(page, {}, { button: 'act=undo' })).expect(200, '正在撤回');
	courier();
	page = (await first.get(`${home}/${id}`)).expect(200, '已撤回', waits, '导出乱码').lacks('门户登录慢');
	assert.equal(figuresWrong(), '', 'and that it was taken back');
	(await first.get(`/${site}/requirements/${number}`)).expect(404);
	(await other.get(`/${site}/requirements/${number}`)).expect(404);
	(await other.get(`/${site}/requirements/${waits}`)).expect(200);
	assert.ok(!(await other.get(`/${site}/search?q=${unique}-001`)).text.includes(number));
	assert.ok((await first.get(`/${site}/history`)).text.includes('撤回导入'));
});

test('RX.7: the dry run names every bad row with its column, on the page and as a file; what is merged is not guessed', async () => {
	const book = workbook([['需求名称', '提出部门', '所属平台', '状态', '原编号'], ['好的一行', '业务部', platform, 'closed', 'x1'], ['', '不存在部', 'PLT-1999-0001', '计划中', 'x2'],
		['好的一行', '业务部', platform, 'submitted', 'x1'], ['悬空', '', '', '', '', '批注']], { more: '<mergeCells count="1"><mergeCell ref="B4:B5"/></mergeCells>' });
	const { id, page } = await checked(book, '坏.xlsx', { same: fixed });
	page.expect(200, '存在问题', '没有叫“不存在部”的部门', '“计划中”不在选项中', '单元格 B4:B5 是合并的', '上方没有表头', '与第 2 行重复');
	assert.ok(page.texts('table tr').some((t) => t.startsWith('3') && t.includes('A 需求名称')), 'the row and the column as in the spreadsheet');
	assert.ok(page.text.includes('状态为“待梳理”时此项必填') || /时此项必填/.test(page.text), 'a state needs what follows it');
	page.lacks('提请第二人确认');
	// Worded in the language of who looks, not of who checked.
	(await (await login(importer, undefined, { language: 'en' })).get(`${home}/${id}`)).expect(200, /is not one of the choices: Draft, /, /the state "[A-Z]/);
	const csv = csvRows((await first.get(`${home}/${id}/mistakes.csv`)).expect(200).body.toString());
	assert.ok(csv.some((r) => r[0] === '3' && r[1] === 'B 提出部门' && r[2] === '不存在部'));
	assert.ok(csv.some((r) => r[0] === '4' && r[3].includes('2')));
	assert.deepEqual(xlsxRows((await first.get(`${home}/${id}/mistakes.xlsx`)).expect(200).body).length, csv.length);
	// Past the page nobody asks for it, and nobody assigns anew behind the check.
	await first.submit(page, {}, { button: 'act=drop' });
	assert.equal((await upload(first, 'x.csv', 'title,need\n"a,b\n')).status, 200, 'the head can be read');
	const last = psql(`SELECT max(id) FROM app.import_batch WHERE site_id = ${siteId()}`);
	await first.submit(await first.get(`${home}/${last}`), {}, { button: 'act=drop' });
	(await upload(first, 'x.xlsx', 'PK\x03\x04 nonsense')).expect(422, '已损坏');
	(await upload(first, 'x.csv', '')).expect(422);
});

test('all or nothing: a row that is not right any more leaves nothing behind, in nobody\'s sight', async () => {
	psql(`INSERT INTO app.department (site_id, name, function) VALUES (${siteId()}, '临时部${unique}', 'business')`);
	const lines = Array.from({ length: 450 }, (_, i) => `批量${unique}第${i}条,${i === 420 ? `临时部${unique}` : '业务部'},${platform},closed`);
	const { id, page } = await checked(['title,department_id,platform_id,state', ...lines].join('\n'), 'many.csv', { same: fixed });
	page.expect(200, '所有行均符合要求');
	await first.submit(page, {}, { button: 'act=ask' });
	psql(`UPDATE app.department SET closed_at = now() WHERE name = '临时部${unique}'`);
	await other.submit(await other.get(`${home}/${id}`), {}, { button: 'act=confirm' });
	courier();
	assert.equal(status(id), 'failed');
	(await first.get(`${home}/${id}`)).expect(200, '第 422 行', '没有导入任何记录');
	assert.ok(Number(psql(`SELECT count(*) FROM app.imported WHERE batch_id = ${id}`)) >= 400, 'some were made when it failed');
	for (const who of [first, other]) {
		assert.ok(!(await who.get(`/${site}/requirements?q=${unique}`)).text.includes(`批量${unique}`));
		assert.ok(!(await who.get(`/${site}/search?q=批量${unique}`)).text.includes('第1条'));
	}
	assert.equal(count(`r.title LIKE '批量${unique}%'`), 0);
	assert.equal(figuresWrong(), '', 'figures know nothing of what came to nothing');
});

test('whoever asked for it has left the site: the import ends and says why, and somebody else can begin one', async () => {
	const page = (await upload(first, 'left.csv', `title,department_id,platform_id,state\n离开${unique},业务部,${platform},closed`)).expect(200, '第 2 步'), id = idOf(page);
	(await first.submit(page, Object.fromEntries(Object.entries(fixed).map(([k, v]) => [`same.${k}`, v])), { button: 'act=check' })).expect(200, '正在检查');
	const leave = (at) => psql(`UPDATE app.membership SET left_at = ${at} WHERE site_id = ${siteId()} AND account_id = ${accountId(importer)}`);
	leave('now()');
	courier();
	leave('NULL');
	assert.equal(status(id), 'failed');
	(await other.get(`${home}/${id}`)).expect(200, '导入发起人已不是本站点成员');
	(await other.get(home)).expect(200).lacks('已有导入正在进行');
});

test('a courier that dies in the middle loses nothing and doubles nothing', async () => {
	const n = 1500, lines = Array.from({ length: n }, (_, i) => `重启${unique}第${i}条,业务部,${platform},closed`);
	const { id, page } = await checked(['title,department_id,platform_id,state', ...lines].join('\n'), 'restart.csv', { same: fixed });
	await first.submit(page, {}, { button: 'act=ask' });
	await other.submit(await other.get(`${home}/${id}`), {}, { button: 'act=confirm' });
	const at = () => Number(psql(`SELECT at_row FROM app.import_batch WHERE id = ${id}`));
	stack('stack_spawn courier "$STACK_BIN/gatehouse-courier" -c "$STACK_CONF"');
	await until('some rows are made', () => at() > 0 || status(id) === 'done', 60);
	stack('stack_end courier');
	const reached = at();
	assert.ok(status(id) === 'done' || reached < n + 1);
	courier();
	assert.equal(status(id), 'done');
	assert.equal(count(`r.title LIKE '重启${unique}%'`), n);
	assert.equal(psql(`SELECT count(DISTINCT row_no) FROM app.imported WHERE batch_id = ${id}`), String(n));
});

test('O10: what a list and gatehousectl write is imported again, strange titles as they are', async () => {
	const titles = ['1.10', '=1+1', 'ＡＢＣ　全角', '@提醒', "'引号", '-3', '0017', '+86'].map((t) => `${t}`);
	await imported(workbook([['title', 'department_id', 'platform_id', 'state', 'scenario'], ...titles.map((t) => [t, '业务部', platform, 'closed', `第一行 ${unique}\n第二行`])]), 'odd.xlsx', { same: fixed });
	const scenario = () => psql(`SELECT string_agg(r.title || ':' || q.scenario, '|' ORDER BY r.title COLLATE "C") FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
		WHERE r.site_id = ${siteId()} AND r.visible < 3 AND q.scenario LIKE '第一行 ${unique}%' AND r.id > ${last}`);
	let last = 0;
	const before_ = scenario();
	for (const suffix of ['xlsx', 'csv']) {
		last = Number(psql('SELECT max(id) FROM app.record'));
		const list = (await first.get(`/${site}/requirements.${suffix}?q=${encodeURIComponent(unique)}&state=closed`)).expect(200).body;
		const rows_ = suffix === 'csv' ? csvRows(list.toString()) : xlsxRows(list);
		// Only ours: the list is filtered by hand, as a person would.
		const keep = rows_.filter((r, i) => i === 0 || r.some((c) => String(c).includes(`第一行 ${unique}`)));
		assert.ok(keep.length > titles.length, `the list has ${rows_.length} rows`);
		await imported(list, `list.${suffix}`, { doubles: 'make' });
		assert.ok(scenario().includes('=1+1') && scenario().includes('1.10:') && scenario().includes('ＡＢＣ　全角'), scenario());
	}
	assert.ok(before_.includes('两') || before_.includes('第二行'));
	const file = written('all.csv', (await ctl('export', site, 'feedback')).out);
	const done = await ctl('import', site, 'feedback', file, '--as', importer, '--dry-run', '--json');
	const said = JSON.parse(done.out);
	assert.deepEqual([...new Set(said.mistakes.map((m) => m.field))].filter((f) => f !== 'state'), [], done.out.slice(0, 500));
});

test('the empty table of a kind can be filled in; its example is not imported by mistake', async () => {
	(await first.get(home)).expect(200, '空白模板');
	const csv = csvRows((await first.get(`${home}/template/requirements.csv`)).expect(200).body.toString());
	const book = xlsxRows((await first.get(`${home}/template/requirements.xlsx`)).expect(200).body);
	assert.deepEqual(book[0], csv[0]);
	assert.ok(csv[0].some((h) => h.endsWith('*')) && csv[0].includes('原编号'));
	const { id, page } = await checked(`\ufeff${csv.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n')}`, 'template.csv');
	page.expect(200, '模板的说明行').lacks('没有对应');
	await first.submit(page, {}, { button: 'act=drop' });
	assert.equal(status(id), 'dropped');
	(await first.get(`${home}/template/launches.csv`)).expect(404);
});

test('who may not import sees nothing of it', async () => {
	const nobody = await login(someone({ lacks: ['record.import'] }));
	(await nobody.get(home)).expect(403);
	const id = psql(`SELECT max(id) FROM app.import_batch WHERE site_id = ${siteId()}`);
	for (const where of ['', '/mistakes.csv', '/file'])
		assert.ok([403, 404].includes((await nobody.get(`${home}/${id}${where}`)).status));
});

test('50,000 rows in constant memory, with progress (the long run)', { skip: !process.env.GATEHOUSE_LONG }, async (t) => {
	const sizes = [2000, Number(process.env.GATEHOUSE_ROWS ?? 50000)], peaks = [];
	for (const n of sizes) {
		const lines = Array.from({ length: n }, (_, i) => [`长跑${unique}第${n}之${i}条`, '业务部', platform, 'closed', `${unique}-${n}-${i}`, '旧台账里的场景说明，逐条写明背景、对象和频次。'.repeat(3)]);
		const { id } = await long(workbook([['title', 'department_id', 'platform_id', 'state', '原编号', 'scenario'], ...lines]), `long-${n}.xlsx`, peaks);
		assert.equal(count(`r.title LIKE '长跑${unique}第${n}之%'`), n);
		assert.equal(psql(`SELECT made FROM app.import_batch WHERE id = ${id}`), String(n));
	}
	t.diagnostic(`peak of the courier's memory: ${peaks.map((p) => `${p.rows} rows ${p.what} in ${p.seconds} s: ${p.kb} KB`).join(', ')}`);
	const most = (rows_) => Math.max(...peaks.filter((p) => p.rows === rows_).map((p) => p.kb));
	assert.ok(most(sizes[1]) < 1.5 * most(sizes[0]), 'memory does not grow with the rows');
});

/** The courier's peak memory while it does what is to be done. */
async function watched(rows_, what, peaks) {
	const child = spawn(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF, '--once'], { stdio: 'ignore' });
	const began = Date.now(), ended = new Promise((done) => child.once('exit', done));
	let kb = 0, over = false;
	ended.then(() => { over = true; });
	await until('the courier has ended', () => {
		try {
			kb = Math.max(kb, Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0));
		} catch { /* it has ended */ }
		return over;
	}, 3600);
	peaks.push({ rows: rows_, what, kb, seconds: Math.round((Date.now() - began) / 1000) });
}
async function long(content, name, peaks) {
	let page = (await upload(first, name, content)).expect(200);
	const id = idOf(page), n = Number(name.match(/\d+/)[0]);
	await first.submit(page, { 'same.need': 'functional', 'same.channel': 'business_feedback' }, { button: 'act=check' });
	await watched(n, 'checked', peaks);
	// Sessions end while one waits: who looks again logs in again.
	[first, other] = [await login(importer), await login(second)];
	page = (await first.get(`${home}/${id}`)).expect(200, '所有行均符合要求');
	await first.submit(page, {}, { button: 'act=ask' });
	await other.submit((await other.get(`${home}/${id}`)).expect(200), {}, { button: 'act=confirm' });
	await watched(n, 'made', peaks);
	return { id };
}
