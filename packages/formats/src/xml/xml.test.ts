import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { thrownBy } from '../../test/native.ts';
import type { Entry } from '../profile.ts';
import { readXml } from './xml.ts';

const profile = { lab_id: 'HOSP001', time_zone: 'America/New_York' };
const received = { ...profile, received_at: '2024-01-16T00:00:00Z' };
const fixture = (name: string): string =>
  readFileSync(new URL(`../../test/fixtures/xml/${name}`, import.meta.url), 'utf8');
/** A document with one test of one component, and what is put into each. */
const documentOf = ({ root = '', patient = '', tests = '', test: more = '', component = '' }): string =>
  `<LabResult><LabID>HOSP001</LabID><Patient ID="P1">${patient}</Patient><Date>2024-01-15T10:30Z</Date>${root}` +
  `<Tests>${tests}<Test code="CBC">${more}<Component code="WBC" ${component}</Test></Tests></LabResult>`;
const wbc = 'value="7.5" unit="10^3/uL"/>';
const read = (text: string): Entry[] => readXml(text, profile).entries;
const reportOf = (text: string) => {
  const [entry] = read(text);
  if (entry?.report === undefined) throw new Error(JSON.stringify(entry));
  return entry.report;
};
const errorsOf = (text: string): string[] => {
  const { entries, problems } = readXml(text, profile);
  expect(entries.every(({ report }) => report === undefined)).toBe(true);
  return [...problems, ...entries.flatMap((entry) => entry.problems)].map(
    ({ code, pointer }) => `${code} ${pointer}`,
  );
};

test('When the documented example comes, then it is one result, dated by its receipt with a remark', () => {
  const { entries, problems } = readXml(fixture('formats-example.xml'), received);
  expect(problems).toEqual([]);
  expect(entries).toEqual([
    {
      report: {
        patient: { id: 'P345678', name: 'Maria Garcia' },
        lab_id: 'HOSP001',
        panel: { id: 'cbc' },
        status: 'final',
        collected_at: '2024-01-16T00:00:00Z',
        reported_at: '2024-01-16T00:00:00Z',
        notes: [],
        observations: [
          {
            pointer: '/LabResult/Tests/Test[1]/Component[1]',
            code: 'WBC',
            value: { kind: 'quantity', number: 7.5, sent: '7.5' },
            unit: '10^3/uL',
            notes: [],
          },
        ],
        pointers: { members: { code: '/@code', value: '/@value', unit: '/@unit', range: '' } },
      },
      problems: [
        {
          pointer: '/LabResult/Tests/Test[1]',
          code: 'W_DATE_ASSUMED',
          message: '/LabResult/Tests/Test[1]: no date; the time of receipt was taken.',
        },
      ],
    },
  ]);
});

test('When there is no date and nobody says when the body came, then it is refused', () => {
  expect(errorsOf(fixture('formats-example.xml'))).toEqual(['E_REQUIRED /LabResult/Tests/Test[1]']);
});

test('When facts stand in child elements, then they are read like attributes, and a bad test does not sink the other', () => {
  const { entries } = readXml(fixture('children-partly.xml'), profile);
  expect(entries[0]?.report).toMatchObject({
    patient: { id: 'P234567', name: 'Maria Garcia', birth_date: '1990-07-22', sex: 'F' },
    lab_name: 'General Hospital',
    accession_number: 'H-77',
    collected_at: '2024-01-15T10:30:00-05:00',
    ordering_provider: { name: 'Dr. Sarah Johnson', npi: '1234567890' },
    observations: [
      { code: 'WBC', value: { sent: '7.5' }, unit: '10^3/uL', range: '4.5 - 11.0' },
      { code: 'HGB', value: { sent: '13.2' }, unit: 'g/dL', flag: 'N' },
    ],
    pointers: { collected_at: '/LabResult/TestDate' },
  });
  expect(entries[1]?.problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    'E_DECIMAL /LabResult/Tests/Test[2]/Component[1]',
  ]);
});

test.each([
  ['the value as text', 'unit="10^3/uL">7.5</Component>'],
  ['CDATA', 'unit="10^3/uL"><![CDATA[7.5]]></Component>'],
  ['children', '><Value>7.5</Value><Unit>10^3/uL</Unit></Component>'],
  ['the unit at the value', '><Value unit="10^3/uL">7.5</Value></Component>'],
  ['other names', 'RESULT="7.5" u_o_m="10^3/uL"/>'],
  ['twice the same', 'value="7.5" unit="10^3/uL"><Value>7.5</Value></Component>'],
])('When a component is written with %s, then it says the same', (_how, component) => {
  expect(reportOf(documentOf({ component })).observations).toEqual([
    {
      pointer: '/LabResult/Tests/Test[1]/Component[1]',
      code: 'WBC',
      value: { kind: 'quantity', number: 7.5, sent: '7.5' },
      unit: '10^3/uL',
      notes: [],
    },
  ]);
});

test('When elements have a namespace, a prefix or another case, then they are read', () => {
  const text =
    '<l:LABRESULT xmlns:l="urn:x"><l:labId>HOSP001</l:labId><l:patient id="P1"/><l:test code="GLU" value="5.5" date="2024-01-15T10:30Z"/></l:LABRESULT>';
  expect(reportOf(text)).toMatchObject({
    patient: { id: 'P1' },
    panel: { id: 'other', name: 'GLU' },
    observations: [{ pointer: '/LABRESULT/test[1]', code: 'GLU', value: { sent: '5.5' } }],
  });
});

test('When a test and the document differ, then the test is nearer', () => {
  const root = '<Accession>A1</Accession><Notes>fasting</Notes>';
  const report = reportOf(
    documentOf({ root, test: '<Accession>A2</Accession><Note>late</Note>', component: wbc }),
  );
  expect(report).toMatchObject({ accession_number: 'A2', notes: ['fasting', 'late'] });
});

test('When the five entities and character references stand in a text, then they are read', () => {
  const { observations } = reportOf(
    documentOf({ component: 'name="a &lt;&amp;&gt;&quot;&apos; &#xB5;" value="&lt;5"/>' }),
  );
  expect(observations[0]).toMatchObject({ name: `a <&>"' µ`, value: { comparator: '<', number: 5 } });
});

test('When there are several tests, then each has a document of its own that says the same', () => {
  const tests =
    '<Test code="LIPID">\r\n😀<Component code="CHOL" value="200"/></Test><Test code="K" value="4"/>';
  const entries = read(`\n${documentOf({ tests, component: wbc })}`.trim());
  expect(entries).toHaveLength(3);
  for (const { report, slice } of entries) {
    const again = read(Buffer.from(slice ?? []).toString());
    expect(again).toHaveLength(1);
    expect(again[0]?.report?.observations.map(({ code }) => code)).toEqual(
      report?.observations.map(({ code }) => code),
    );
    expect(again[0]?.report?.panel).toEqual(report?.panel);
  }
});

test.each([
  [
    'a value with a comma',
    documentOf({ component: 'value="7,5"/>' }),
    'E_DECIMAL /LabResult/Tests/Test[1]/Component[1]/@value',
  ],
  ['no value', documentOf({ component: '/>' }), 'E_NO_VALUE /LabResult/Tests/Test[1]/Component[1]'],
  [
    'two values',
    documentOf({ component: 'value="7.5"><Value>7.6</Value></Component>' }),
    'E_XML_CONFLICT /LabResult/Tests/Test[1]/Component[1]/Value',
  ],
  [
    'a value in pieces',
    documentOf({ component: '>7<!-- -->5</Component>' }),
    'E_XML_TEXT /LabResult/Tests/Test[1]/Component[1]',
  ],
  [
    'no component',
    documentOf({ tests: '<Test code="X"/>', component: '/>' }),
    'E_REQUIRED /LabResult/Tests/Test[1]',
  ],
  [
    'no code',
    documentOf({ component: wbc }).replace('code="WBC"', ''),
    'E_REQUIRED /LabResult/Tests/Test[1]/Component[1]',
  ],
  [
    'an unknown status',
    documentOf({ test: '<Status>done</Status>', component: wbc }),
    'E_STATUS /LabResult/Tests/Test[1]/Status',
  ],
  [
    'a date that never was',
    documentOf({ test: '<Date>2024-02-30</Date>', component: wbc }),
    'E_DATE /LabResult/Tests/Test[1]/Date',
  ],
  [
    'a birth date that is none',
    documentOf({ patient: '<DOB>DOB</DOB>', component: wbc }),
    'E_DEMOGRAPHICS /LabResult/Patient/DOB',
  ],
  [
    'a sex that is none',
    documentOf({ patient: '<Sex>SEX</Sex>', component: wbc }),
    'E_DEMOGRAPHICS /LabResult/Patient/Sex',
  ],
  [
    'no patient',
    documentOf({ component: wbc }).replace('ID="P1"', ''),
    'E_REQUIRED /LabResult/Tests/Test[1]',
  ],
  [
    'two patients',
    documentOf({ root: '<Patient ID="P2"/>', component: wbc }),
    'E_TWO_PATIENTS /LabResult/Patient',
  ],
  [
    'a patient id that is none',
    documentOf({ component: wbc }).replace('"P1"', '"P 1"'),
    'E_VALUE /LabResult/Patient/@ID',
  ],
  ['no test', '<LabResult/>', 'E_REQUIRED /LabResult'],
  [
    'two panels in one',
    documentOf({ component: wbc }).replace('"CBC"', '"CBC" name="Lipid panel"'),
    'E_TEST_TYPE /LabResult/Tests/Test[1]/@code',
  ],
  [
    'a name too long',
    documentOf({ component: `name="${'x'.repeat(201)}" ${wbc}` }),
    'E_TOO_LONG /LabResult/Tests/Test[1]/Component[1]/@name',
  ],
])('When there is %s, then it is refused with its place', (_what, text, error) => {
  expect(errorsOf(text)).toContain(error);
});

test('When two tests would be stored as one, then both are refused', () => {
  const tests =
    '<Test code="Iron"><Component code="FE" value="1"/></Test><Test code="Vitamins"><Component code="D" value="1"/></Test>';
  const entries = read(documentOf({ root: '<Accession>A1</Accession>', tests, component: wbc }));
  expect(
    entries.map(({ report, problems }) => [report?.panel.id, ...problems.map(({ code }) => code)]),
  ).toEqual([[undefined, 'E_XML_IDENTITY'], [undefined, 'E_XML_IDENTITY'], ['cbc']]);
});

const bomb = `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(99)}">]>`;
test.each([
  ['a DTD', `${bomb}<LabResult>&a;</LabResult>`, 'E_XML_DTD'],
  ['an external DTD', '<!DOCTYPE LabResult SYSTEM "file:///etc/passwd"><LabResult/>', 'E_XML_DTD'],
  ['an entity', '<LabResult>&nbsp;</LabResult>', 'E_XML_ENTITY'],
  [
    'XInclude',
    '<LabResult xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include parse="text"/></LabResult>',
    'E_XML_EXTERNAL',
  ],
  ['a link', '<LabResult xmlns:x="http://www.w3.org/1999/xlink" x:href="http://x"/>', 'E_XML_EXTERNAL'],
  ['a schema location', '<LabResult xmlns:i="x" i:noNamespaceSchemaLocation="http://x"/>', 'E_XML_EXTERNAL'],
  ['a stylesheet', '<?xml-stylesheet href="x.xsl"?><LabResult/>', 'E_XML_EXTERNAL'],
  ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><LabResult/>', 'E_CHARSET'],
  ['deep nesting', `<LabResult>${'<a>'.repeat(40)}${'</a>'.repeat(40)}</LabResult>`, 'E_XML'],
  ['too many elements', `<LabResult>${'<a/>'.repeat(100_001)}</LabResult>`, 'E_XML'],
  ['no end', '<LabResult><LabID>HOSP001', 'E_XML'],
  ['two roots', '<LabResult/><LabResult/>', 'E_XML'],
  ['an attribute twice', '<LabResult><Test code="A" code="B"/></LabResult>', 'E_XML'],
  ['no XML in it', 'MSH|^~\\&|', 'E_XML'],
  ['another root', fixture('ftc_observation-ucum.xml'), 'E_XML_ROOT'],
])('When the document has %s, then it is refused whole', (_what, text, code) => {
  const error = thrownBy(() => readXml(text, profile));
  expect([error.status, error.code]).toEqual([400, code]);
});

test('When the document names another lab, then it is forbidden', () => {
  expect(thrownBy(() => read(documentOf({ component: wbc }).replace('HOSP001', 'LAB002'))).code).toBe(
    'E_FORBIDDEN',
  );
  expect(thrownBy(() => read('<LabResult><Lab ID="LAB002"/></LabResult>')).code).toBe('E_FORBIDDEN');
});
