import { expect, test } from 'vitest';
import { documentOf, errorsOf, fixture, profile, read, received, reportOf, wbc } from '../../test/xml.ts';
import { readXml } from './xml.ts';

test('When the documented example comes, then it is one result, dated by its receipt with a remark', () => {
  const { entries, problems } = readXml(fixture('formats-example.xml'), received);
  expect(problems).toEqual([]);
  expect(entries).toEqual([
    {
      pointer: '/LabResult/Tests/Test[1]',
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

test('When two tests would be stored as one, then both are refused', () => {
  const tests =
    '<Test code="Iron"><Component code="FE" value="1"/></Test><Test name="IRON"><Component code="D" value="1"/></Test>' +
    '<Test code="Vitamins"><Component code="D" value="1"/></Test>';
  const entries = read(documentOf({ root: '<Accession>A1</Accession>', tests, component: wbc }));
  expect(
    entries.map(({ report, problems }) => [report?.panel.id, ...problems.map(({ code }) => code)]),
  ).toEqual([[undefined, 'E_XML_IDENTITY'], [undefined, 'E_XML_IDENTITY'], ['other'], ['cbc']]);
});
