// SPDX-License-Identifier: ISC
// What a spreadsheet program reads out of our files: rows of texts, from CSV and from XLSX.
import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';

/** Rows of a CSV file (RFC 4180, each cell quoted). */
export function csvRows(text) {
	const rows = [[]];
	const cells = /"((?:[^"]|"")*)"(,|\r\n|$)/gy;
	const from = text.replace(/^\ufeff/, '');
	for (let cell; cells.lastIndex < from.length;) {
		const at = cells.lastIndex;
		cell = cells.exec(from);
		assert.ok(cell, `no cell at ${at}: ${from.slice(at, at + 40)}`);
		rows.at(-1).push(cell[1].replaceAll('""', '"'));
		if (cell[2] === '\r\n' && cells.lastIndex < from.length)
			rows.push([]);
	}
	return rows;
}

/** The files of a ZIP archive by name. */
export function unzip(bytes) {
	const files = {};
	let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
	while (bytes.readUInt32LE(at) === 0x02014b50) {
		const size = bytes.readUInt32LE(at + 20), n = bytes.readUInt16LE(at + 28), head = bytes.readUInt32LE(at + 42);
		const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28), data = bytes.subarray(from, from + size);
		files[bytes.toString('utf8', at + 46, at + 46 + n)] = (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString('utf8');
		at += 46 + n + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return files;
}

/** Every tag closed in its turn, and nothing bare that XML forbids. */
export function assertWellFormed(xml, name) {
	const open = [];
	let at = 0;
	for (const [whole, close, tag, empty] of xml.replace(/^<\?xml[^?]*\?>/, '').matchAll(/<(\/?)([A-Za-z][\w:.-]*)(?:\s+[\w:.-]+="[^"<]*")*\s*(\/?)>|<|[^<]+/g)) {
		at += whole.length;
		if (tag === undefined)
			assert.ok(whole !== '<' && !/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(whole), `${name}: not XML before ${at}: ${whole.slice(0, 60)}`);
		else if (close)
			assert.equal(open.pop(), tag, `${name}: </${tag}>`);
		else if (!empty)
			open.push(tag);
	}
	assert.deepEqual(open, [], name);
}

const unescaped = (text) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, n) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[n]);
const columnOf = (letters) => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;

/** The styles that show a number as a day. */
function dayStyles(styles) {
	const days = new Set([...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].filter(([, , code]) => /yyyy/.test(code)).map(([, id]) => id));
	const cells = styles.slice(styles.indexOf('<cellXfs'), styles.indexOf('</cellXfs>'));
	return new Set([...cells.matchAll(/<xf numFmtId="(\d+)"/g)].flatMap(([, id], i) => (days.has(id) ? [String(i)] : [])));
}

/** What a spreadsheet program takes the cells of the first page for: "text", "number" or "day", row by row. */
export function xlsxTypes(bytes) {
	const files = unzip(bytes), days = dayStyles(files['xl/styles.xml']), rows = [];
	for (const [, row] of files['xl/worksheets/sheet1.xml'].matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)) {
		const cells = [];
		for (const [, letters, rest] of (row ?? '').matchAll(/<c r="([A-Z]+)\d+"([^>]*)>/g))
			cells[columnOf(letters)] = /t="inlineStr"|t="s"/.test(rest) ? 'text' : days.has(rest.match(/ s="(\d+)"/)?.[1]) ? 'day' : 'number';
		rows.push(Array.from(cells, (c) => c ?? ''));
	}
	return rows;
}

/** Rows of the first page of a workbook, days as "2026-11-30"; each part of the file is checked on the way, and no cell is a formula. */
export function xlsxRows(bytes) {
	const files = unzip(bytes);
	for (const wanted of ['[Content_Types].xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml'])
		assert.ok(files[wanted], `no ${wanted}`);
	for (const [name, xml] of Object.entries(files))
		assertWellFormed(xml, name);
	const sheet = files['xl/worksheets/sheet1.xml'], days = dayStyles(files['xl/styles.xml']), rows = [];
	assert.doesNotMatch(sheet, /<f[ >]|<hyperlink/);
	for (const [, row] of sheet.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)) {
		const cells = [];
		for (const [, letters, head, text, value] of (row ?? '').matchAll(/<c r="([A-Z]+)\d+"([^>]*)>(?:<is><t[^>]*>(.*?)<\/t><\/is>|<v>(.*?)<\/v>)<\/c>/gs))
			cells[columnOf(letters)] = text === undefined && days.has(head.match(/ s="(\d+)"/)?.[1]) ? new Date((Number(value) - 25569) * 864e5).toISOString().slice(0, 10) : unescaped(text ?? value);
		rows.push(Array.from(cells, (c) => c ?? ''));
	}
	return rows;
}
