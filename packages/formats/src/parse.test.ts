import { mediaTypes } from '@labsecure/contracts/vocabulary';
import { expect, test } from 'vitest';
import { header, message, obr, obx, pid } from '../test/hl7.ts';
import { cbc, parseText, profile, thrownBy } from '../test/native.ts';
import { extensionOf, parse } from './parse.ts';

const body = Buffer.from(JSON.stringify(cbc));

test.each([
  'application/json',
  'Application/JSON',
  'application/json;charset=UTF-8',
  'application/json; charset="utf-8"; profile=x',
])('When the media type is written as %s, then it is JSON', (type) => {
  expect(parse(body, type, profile).entries).toMatchObject([{ report: { panel: { id: 'cbc' } } }]);
  expect(extensionOf(type)).toBe('json');
});

test.each([
  '',
  'text/plain',
  'text/xml',
  'application/hl7-v2+xml',
  'application/jsonx',
  'application/json, text/csv',
  'constructor',
  '__proto__',
  'application/json; charset=utf-16',
  'application/json; charset=iso-8859-1',
])('When the media type is %j, then it is not supported, and what is supported is said', (type) => {
  const error = thrownBy(() => parse(body, type, profile));
  expect(error).toMatchObject({ status: 415, code: 'E_MEDIA' });
  for (const supported of mediaTypes) expect(error.message).toContain(supported);
  expect(thrownBy(() => extensionOf(type)).code).toBe('E_MEDIA');
});

test.each([
  ['application/hl7-v2', 'hl7'],
  ['x-application/hl7-v2+er7', 'hl7'],
  ['application/fhir+json; fhirVersion=4.0', 'fhir.json'],
  ['text/csv; header=present', 'csv'],
  ['application/xml; charset=UTF-8', 'xml'],
  ['application/json; charset=us-ascii', 'json'],
])('When the media type is %s, then its bytes are kept as .%s', (type, extension) => {
  expect(extensionOf(type)).toBe(extension);
});

test('When FHIR comes as XML, or of another version, then that is said', () => {
  const refused = (type: string) => thrownBy(() => parse(body, type, profile));
  expect(refused('application/fhir+xml')).toMatchObject({ status: 415, code: 'E_MEDIA' });
  expect(refused('application/fhir+xml').message).toContain('FHIR in XML');
  expect(refused('application/fhir+json; fhirVersion=3.0').message).toContain('R4');
});

test('When a FHIR resource comes as plain JSON, then what to send it as is said', () => {
  const bundle = Buffer.from('{"resourceType":"Bundle","type":"collection"}');
  const error = thrownBy(() => parse(bundle, 'application/json', profile));
  expect(error).toMatchObject({ status: 415, code: 'E_MEDIA' });
  expect(error.message).toContain('application/fhir+json');
});

const hospital = { patient_id: 1001, sample_id: 77, result: 'Hemoglobin 13.2 g/dL', ward: 'B' };
const received_at = '2024-01-15T11:00:00.000Z';

test("When JSON is a hospital's blood-test file, then it is read as one, dated by its receipt", () => {
  const { entries } = parse(Buffer.from(JSON.stringify(hospital)), 'application/json', {
    ...profile,
    received_at,
  });
  expect(entries).toMatchObject([
    { report: { patient: { id: '1001' }, accession_number: '77', reported_at: received_at } },
  ]);
});

const patientTwo = 'PID|1||P2||Garc\u00eda^Li';
const secondMessage = [header.replace('MSG001', 'MSG002'), patientTwo, obr, obx]
  .map((line) => `${line}\r`)
  .join('');

test.each([
  ['a batch', `${message(obx)}${secondMessage}`],
  ['a batch in an envelope', `BHS|^~\\&|X\r${message(obx)}${secondMessage}BTS|2\r`],
  ['one message in an envelope', `BHS|^~\\&|X\r${secondMessage}BTS|1\r`],
])('When %s is in a charset of one byte, then each message is kept as its very bytes', (_what, text) => {
  const latin = text.replaceAll('|P|2.5.1', '|P|2.5.1||||||8859/1');
  const bytes = Buffer.from(latin, 'latin1');
  const { entries } = parse(bytes, 'application/hl7-v2', profile);
  const last = entries.at(-1);
  expect(last?.report?.patient.name).toContain('Garc\u00eda');
  const kept = Buffer.from(last?.slice ?? []);
  expect(bytes.includes(kept)).toBe(true);
  expect(kept.toString('latin1')).toContain('Garc\u00eda');
});

test('When one message is in a charset of one byte that it does not name, then it is refused as a whole', () => {
  const bytes = Buffer.from([header, pid.replace('Smith', 'Sm\u00efth'), obr, obx].join('\r'), 'latin1');
  expect(thrownBy(() => parse(bytes, 'application/hl7-v2', profile))).toMatchObject({
    status: 400,
    code: 'E_CHARSET',
  });
});

test('When the media type is a page of markup, then little of it is repeated', () => {
  const { message } = thrownBy(() => parse(body, `<script>${'x'.repeat(500)}`, profile));
  expect(message).not.toContain('<');
  expect(message.length).toBeLessThan(250);
});

test.each(['', ' \r\n\t ', '\ufeff'])('When the body is %j, then it is empty', (text) => {
  expect(thrownBy(() => parseText(text))).toMatchObject({
    status: 400,
    code: 'E_EMPTY',
    message: 'The submission is empty.',
  });
});

test('When a byte order mark stands in front, then it is not part of the JSON', () => {
  expect(parseText(`\ufeff${JSON.stringify(cbc)}`).problems).toEqual([]);
});

test.each([
  ['a byte that begins nothing', [0x7b, 0xff, 0x7d], 1],
  ['a character cut short in the middle', [0x22, 0xc3, 0x22], 2],
  ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22], 2],
  ['UTF-16', [0xff, 0xfe, 0x7b, 0x00], 0],
])('When the bytes hold %s, then the first wrong one is named', (_what, bytes, offset) => {
  expect(thrownBy(() => parse(Uint8Array.from(bytes), 'application/json', profile))).toMatchObject({
    status: 400,
    code: 'E_CHARSET',
    message: `Bytes at offset ${offset} are not valid UTF-8.`,
  });
});

test('When the last character is cut short, then that is an error of its bytes, not of the JSON', () => {
  const cut = Buffer.from('{"notes":"é').subarray(0, -1);
  expect(thrownBy(() => parse(cut, 'application/json', profile)).code).toBe('E_CHARSET');
});
