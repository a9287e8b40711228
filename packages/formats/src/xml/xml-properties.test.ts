import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError } from '@labsecure/contracts/problem';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCanonical, damaged, damagesOf, withoutPlaces } from '../../test/any-canonical.ts';
import { smallLab } from '../../test/table.ts';
import type { ParseOutcome } from '../profile.ts';
import { textOf } from '../text.ts';
import { readXml } from './xml.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
const attributes = (all: Record<string, string | undefined>): string =>
  Object.entries(all)
    .map(([name, text]) => (text === undefined ? '' : ` ${name}="${escaped(text)}"`))
    .join('');
const elements = (all: Record<string, string | undefined>): string =>
  Object.entries(all)
    .map(([name, text]) => (text === undefined ? '' : `<${name}>${escaped(text)}</${name}>`))
    .join('');

/** Facts as attributes or as elements: both say the same. */
const print = (report: CanonicalReport, style: typeof elements): string => {
  const element = (name: string, facts: Record<string, string | undefined>, inside = ''): string =>
    style === elements
      ? `<${name}>${elements(facts)}${inside}</${name}>`
      : `<${name}${attributes(facts)}>${inside}</${name}>`;
  const { patient, ordering_provider: provider } = report;
  const components = report.observations.map(({ code, name, value, unit, range, flag, notes }) =>
    element('Component', { code, name, value: value.sent, unit, range, flag, note: notes[0] }),
  );
  return element(
    'LabResult',
    { LabID: report.lab_id, LabName: report.lab_name },
    element('Patient', { ID: patient.id, Name: patient.name, DOB: patient.birth_date, Sex: patient.sex }) +
      element(
        'Test',
        {
          code: report.panel.id,
          accession: report.accession_number,
          status: report.status,
          collectedAt: report.collected_at,
          reportedAt: report.reported_at,
          specimen: report.specimen,
        },
        (provider ? element('Physician', { Name: provider.name, NPI: provider.npi }) : '') +
          components.join(''),
      ),
  );
};

/** XML 1.0, section 2.2: some characters no document may hold. */
const fitsXml = (report: CanonicalReport): boolean => !/[\uFFFE\uFFFF]/.test(JSON.stringify(report));

test('Whatever the report, then it comes back the same when it is written down and read again', () => {
  fc.assert(
    fc.property(anyCanonical.filter(fitsXml), fc.constantFrom(attributes, elements), (report, style) => {
      const { entries, problems } = readXml(print(report, style), smallLab);
      expect([problems, ...entries.map((entry) => entry.problems.filter(isError))]).toEqual([[], []]);
      expect(withoutPlaces(entries[0]?.report)).toEqual(report);
    }),
    { numRuns: 200 },
  );
});

const original = Buffer.from(
  '<LabResult><LabID>SMALL001</LabID><Patient ID="P1"><Name>Li Chen</Name></Patient><Date>2024-01-15T10:30Z</Date><Tests>' +
    '<Test code="CBC"><Component code="WBC" value="7.5" unit="10^3/uL"/><Component code="HGB">13.25</Component></Test>' +
    '<Test code="K"><Value>4.125</Value></Test></Tests></LabResult>',
);
const pieces = [
  '"',
  '<',
  '>',
  '/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&',
  '&#55;',
  ';',
  '1',
  '.',
  'e9',
  '=',
  '<a>',
  '</Test>',
];
const documented = /^E_(?:XML|XML_[A-Z]+|EMPTY|CHARSET|FORBIDDEN)$/;

const outcomeOf = (bytes: Buffer): ParseOutcome => {
  try {
    return readXml(textOf(bytes), smallLab);
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    expect(error.code).toMatch(documented);
    return { entries: [], problems: [] };
  }
};

test('Whatever happens to the bytes, then they are read or refused with a reason, and every number stands in the bytes', () => {
  fc.assert(
    fc.property(damagesOf(original.length, pieces), (all) => {
      const bytes = damaged(original, all);
      const text = bytes.toString().replaceAll('&#55;', '7');
      for (const { report, problems } of outcomeOf(bytes).entries) {
        expect(report === undefined).toBe(problems.some(isError));
        for (const { value } of report?.observations ?? []) {
          if (value.kind === 'quantity') expect(text).toContain(value.sent);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('When a document of 1 MiB is all beginnings, then it is refused soon', () => {
  for (const piece of ['<', '<a ', '&', '<!--', '<![CDATA[', '<a b="', '<LabResult a="1" ']) {
    const before = process.cpuUsage();
    outcomeOf(Buffer.from(`<LabResult>${piece.repeat((1024 * 1024) / piece.length)}`));
    // Milliseconds of work, which on a busy machine are fewer than have gone by.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
  }
});
