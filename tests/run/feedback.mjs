// SPDX-License-Identifier: ISC
// The public feedback form as a person fills it in: the sum, and a stamp that is not of this very second.
import { createHmac } from 'node:crypto';
import { until } from './moment.mjs';
import { psql } from './stack.mjs';
import { siteId } from './people.mjs';

const digits = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9 };
export const sumOf = (page) => String((page.text.match(/([一二三四五六七八九])加([一二三四五六七八九])等于几/) ?? page.text.match(/(\w+) plus (\w+)/)).slice(1).reduce((s, w) => s + digits[w], 0));

/** The stamp of a form as if it had been opened a minute ago: signed with the site's secret, which is kept after the first form was shown. */
export async function aged(page, site = 'huadong2') {
	const secret = () => psql(`SELECT value FROM app.rule WHERE site_id = ${siteId(site)} AND key = 'feedback_secret'`);
	await until('the secret is kept', () => secret() !== '');
	const [at, a, b] = page.form().fields.find(([n]) => n === 'stamp')[1].split('.'), text = `${at - 60}.${a}.${b}`;
	return `${text}.${createHmac('sha256', secret()).update(`feedback\0${psql(`SELECT ${siteId(site)}`)} ${text}`).digest('hex')}`;
}

/** What somebody types who needs a moment for it. */
export const answered = async (page, site, values = {}) => ({ text: '门店里的自助终端总是没有纸', sum: sumOf(page), stamp: await aged(page, site), ...values });
