import { expect, test } from 'vitest';
import { thrownBy } from '../../test/native.ts';
import { documentOf, errorsOf, fixture, profile, read, wbc } from '../../test/xml.ts';
import { readXml } from './xml.ts';

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
  ['no patient', documentOf({ component: wbc }).replace('ID="P1"', ''), 'E_REQUIRED /LabResult/Patient/@ID'],
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
  expect(thrownBy(() => read(documentOf({ component: wbc }).replace('HOSP001', 'LAB002')))).toMatchObject({
    code: 'E_FORBIDDEN',
    message: expect.stringContaining('/LabResult/LabID'),
  });
  expect(thrownBy(() => read('<LabResult><Lab ID="LAB002"/></LabResult>')).code).toBe('E_FORBIDDEN');
});
