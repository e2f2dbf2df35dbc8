import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDictionary, aReport } from './a-report.fixture.js';
import { auditWords, findingSentences, groupName } from './group-words.js';
import { reportHtml } from './report-html.js';
import { verdictWords } from './verdict-words.js';

const page = reportHtml(aReport());
const TAG = /<[^>]*>/g;
/** The page's tags, with numbers and colours left out. */
const skeleton = (html: string): string[] => (html.match(TAG) ?? []).map((tag) => tag.replace(/ style="[^"]*"/, ''));
const NASTY = ['<script>', '</style>', '"', "'", '&', '<!--', '-->', '<img src=x onerror=alert(1)>', '&lt;', '${}'];
const text = fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 4 }).map((parts) => `x${parts.join('').replace(/[\r\n]/g, '')}x`);

describe('the page of a report', () => {
  it('gives the verdict first, with its grounds', () => {
    const body = page.slice(page.indexOf('<body>')).replace(TAG, '');
    const { title, meaning, grounds, good, safe } = verdictWords(aReport());
    expect(body).toMatch(new RegExp(`^\\s*Benchmark report: t8\\s+Verdict: ${title}\\s`));
    for (const sentence of [meaning, ...grounds, good, safe]) expect(body).toContain(sentence);
  });

  it('says before any table that the scores are of a public benchmark and not private, and whose statement they are', () => {
    const body = page.slice(page.indexOf('<body>')).replace(TAG, '');
    expect(page.indexOf('Public benchmark, not private')).toBeLessThan(page.indexOf('<table>'));
    expect(body).toContain('statement of the study’s admin about the generator bbbb');
    expect(body).toContain('It is not a consequence of the signed\nreleases.');
  });

  it('runs nothing and loads nothing', () => {
    const elements = new Set(skeleton(page).map((tag) => tag.replace(/^<\/?([a-z0-9!]+).*$/is, '$1')));
    expect([...elements].sort()).toEqual(
      [
        '!doctype', 'b', 'body', 'caption', 'circle', 'code', 'div', 'h1', 'h2', 'h3', 'head', 'html', 'li', 'line', 'meta', 'p', 'polyline', 'rect', 'section', 'span', 'strong', 'style',
        'svg', 'table', 'tbody', 'td', 'text', 'tfoot', 'th', 'thead', 'title', 'tr', 'ul',
      ],
    );
    expect(page).not.toMatch(/\b(src|href|on\w+)\s*=|url\(|@import|https?:/i);
    expect(page).toContain("default-src 'none'");
  });

  it('has the same tags whatever the texts of the dictionary are: none of them becomes markup', () => {
    const report = aReport();
    fc.assert(
      fc.property(fc.array(text, { minLength: 10, maxLength: 10 }), (texts) => {
        const { name, version } = aDictionary((k) => `${texts[k]}${k}`);
        const named = {
          ...report,
          dictionary: { name, version, target: texts[5] },
          classes: report.classes.map(({ code }, k) => ({ code, label: texts[6 + k] })),
          marginals: report.marginals.map(({ cells, distances }, k) => ({ column: texts[k], distances, cells: cells.map((cell) => ({ ...cell, label: texts[2 + k] })) })),
          association: { ...report.association, columns: texts.slice(0, 3) },
        };
        expect(skeleton(reportHtml(named))).toEqual(skeleton(page));
      }),
      { numRuns: 50 },
    );
  });

  it('prints every number that it colours', () => {
    const coloured = page.match(/<td style="background:rgb\(\d+,\d+,\d+\)">[^<]+<\/td>/g) ?? [];
    const classifiers = 6;
    const cells = { summary: (classifiers + 1) * 4, hospitals: 4 * 2, reports: classifiers * 4 * 6, confusion: classifiers * 2 * 4, association: 3 * 9 };
    expect(coloured).toHaveLength(Object.values(cells).reduce((sum, count) => sum + count, 0));
    expect(page.match(/<td style=/g)).toHaveLength(coloured.length);
  });

  it('says beside every picture in words what it shows', () => {
    const pictures = page.match(/<svg[^>]*>/g) ?? [];
    expect(pictures).toHaveLength(6 + 5);
    for (const picture of pictures) expect(picture).toMatch(/role="img" aria-label="[^"]+"/);
    const { brier } = aReport().classifiers[0].synthetic.calibration ?? { brier: NaN };
    expect(page).toContain(`<td>${brier.toFixed(3)}</td>`);
  });

  it('says for whom it does not hold, and what guesses have shown of the guarantee', () => {
    const { groups, audit } = aReport();
    const body = page.replace(TAG, '');
    for (const sentence of [...findingSentences(groups), ...(audit === null ? [] : [auditWords(audit)])]) expect(body).toContain(sentence);
    expect(audit).not.toBeNull();
    for (const group of groups.filter(({ records }) => records.train + records.test > 0)) expect(page).toContain(`<th scope="row">${groupName(group)}</th><td>`);
  });

  it('shows the scores of both sides and their difference', () => {
    const report = aReport();
    const { synthetic, real } = report.mean;
    const [row] = /<tfoot>.*?<\/tfoot>/s.exec(page) ?? [''];
    expect(row.replace(/<[^>]+>/g, ' ')).toContain(`${synthetic.accuracy.toFixed(3)}  ${real.accuracy.toFixed(3)}`);
  });
});
