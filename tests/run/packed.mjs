// SPDX-License-Identifier: ISC
// Small archives as office programs write them, for tests of what is looked into: packed({ 'word/document.xml': '<w/>' }).
import { deflateRawSync } from 'node:zlib';

const table = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1; return n >>> 0; });
const crc32 = (bytes) => { let c = 0xffffffff; for (const b of bytes) c = table[(c ^ b) & 255] ^ (c >>> 8); return (c ^ 0xffffffff) >>> 0; };

/** A zip of ${files} (name → text or bytes); ${flags} 1 says that they are encrypted. */
export function packed(files, { flags = 0 } = {}) {
	const parts = [], directory = [];
	let at = 0;
	for (const [name, content] of Object.entries(files)) {
		const path = Buffer.from(name), bytes = Buffer.from(content), data = deflateRawSync(bytes), head = Buffer.alloc(30), entry = Buffer.alloc(46);
		head.writeUInt32LE(0x04034b50, 0);
		[20, flags | 0x800, 8, 0, 0x21].forEach((v, i) => head.writeUInt16LE(v, 4 + 2 * i));
		[crc32(bytes), data.length, bytes.length].forEach((v, i) => head.writeUInt32LE(v, 14 + 4 * i));
		head.writeUInt16LE(path.length, 26);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(20, 4);
		head.copy(entry, 6, 4, 30);
		entry.writeUInt32LE(at, 42);
		parts.push(head, path, data);
		directory.push(entry, path);
		at += 30 + path.length + data.length;
	}
	const list = Buffer.concat(directory), end = Buffer.alloc(22), n = directory.length / 2;
	end.writeUInt32LE(0x06054b50, 0);
	[n, n].forEach((v, i) => end.writeUInt16LE(v, 8 + 2 * i));
	[list.length, at].forEach((v, i) => end.writeUInt32LE(v, 12 + 4 * i));
	return Buffer.concat([...parts, list, end]);
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** A relationship as it stands in a .rels part. */
export const relation = (type, target, external) => `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/></Relationships>`;
/** A .docx with further parts. */
export const docx = (more = {}, options) => packed({
	'[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
	'_rels/.rels': relation('officeDocument', 'word/document.xml'),
	'word/document.xml': '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>', ...more,
}, options);
