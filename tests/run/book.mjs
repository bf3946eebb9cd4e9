// SPDX-License-Identifier: ISC
// Workbooks for tests, written part by part as a spreadsheet program does: shared strings, a style for days, sheets that may be hidden.
import { deflateRawSync } from 'node:zlib';

const table = Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n) >>> 0);
const crc32 = (bytes) => (bytes.reduce((c, b) => table[(c ^ b) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

/** A ZIP archive of { name: text or bytes }. */
export function zip(files) {
	const parts = [], heads = [];
	let at = 0;
	for (const [name, content] of Object.entries(files)) {
		const plain = Buffer.from(content), packed = deflateRawSync(plain), id = Buffer.from(name);
		const fields = Buffer.alloc(26);
		fields.writeUInt16LE(20, 0);
		fields.writeUInt16LE(8, 4);
		fields.writeUInt32LE(crc32(plain), 10);
		fields.writeUInt32LE(packed.length, 14);
		fields.writeUInt32LE(plain.length, 18);
		fields.writeUInt16LE(id.length, 22);
		parts.push(Buffer.from('PK\x03\x04', 'latin1'), fields, id, packed);
		const rest = Buffer.alloc(14);
		rest.writeUInt32LE(at, 10);
		heads.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, id);
		at += 30 + id.length + packed.length;
	}
	const head = Buffer.concat(heads), end = Buffer.alloc(18), n = Object.keys(files).length;
	end.writeUInt16LE(n, 4);
	end.writeUInt16LE(n, 6);
	end.writeUInt32LE(head.length, 8);
	end.writeUInt32LE(at, 12);
	return Buffer.concat([...parts, head, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const letters = (n) => (n < 26 ? String.fromCharCode(65 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26));
/** A day as a spreadsheet keeps it. */
export const day = (text) => ({ day: Date.parse(`${text}T00:00:00Z`) / 864e5 + 25569 });

/** A workbook of one sheet: rows of texts, numbers and days; ${more}: what stands behind the rows. */
export function workbook(rows, { more = '' } = {}) {
	const strings = [];
	const cell = (value, r, c) => {
		const ref = `r="${letters(c)}${r + 1}"`;
		if (value === null || value === '')
			return '';
		if (typeof value === 'number')
			return `<c ${ref}><v>${value}</v></c>`;
		if (typeof value === 'object')
			return `<c ${ref} s="1"><v>${value.day}</v></c>`;
		return `<c ${ref} t="s"><v>${strings.push(value) - 1}</v></c>`;
	};
	const sheet = rows.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r, c)).join('')}</row>`).join('');
	const rel = (id, type, target) => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
	const rels = (text) => `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${text}</Relationships>`;
	const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
	return zip({
		'_rels/.rels': rels(rel('rId1', 'officeDocument', 'xl/workbook.xml')),
		'xl/_rels/workbook.xml.rels': rels(rel('rId1', 'worksheet', 'worksheets/sheet1.xml') + rel('rId2', 'styles', 'styles.xml') + rel('rId3', 'sharedStrings', 'sharedStrings.xml')),
		'xl/workbook.xml': `<?xml version="1.0"?><workbook ${main}><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		'xl/styles.xml': `<?xml version="1.0"?><styleSheet ${main}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet ${main}><sheetData>${sheet}</sheetData>${more}</worksheet>`,
		'xl/sharedStrings.xml': `<?xml version="1.0"?><sst ${main}>${strings.map((s) => `<si><t xml:space="preserve">${escaped(s)}</t></si>`).join('')}</sst>`,
	});
}
