import { expect, test } from 'vitest';
import { mediaTypeOf, namedType } from './file-type.ts';

const hl7 = 'application/hl7-v2';
const fhir = 'application/fhir+json';

test.each([
  ['a.json', '{"results":[]}', 'application/json'],
  ['a.JSON', '\u{feff}{"results":[]}', 'application/json'],
  ['a.json', '{"id":"1","resourceType":"Bundle"}', fhir],
  ['a.json', '{"note":"\\"resourceType\\":"}', 'application/json'],
  ['a.json', '{"resourceType":"Bundle"', fhir],
  ['a.fhir', '{"resourceType":"Bundle"}', fhir],
  ['a.hl7', 'anything', hl7],
  ['a.er7', 'anything', hl7],
  ['a.csv', 'MSH|^~\\&|', 'text/csv'],
  ['a.xml', '<LabResult/>', 'application/xml'],
  ['a.dat', '\r\nMSH|^~\\&|', hl7],
  ['a', 'FHS|^~\\&|', hl7],
  ['a.txt', '\u{feff}<?xml version="1.0"?>', 'application/xml'],
  ['a.txt', ' {"resourceType":"Bundle"}', fhir],
])('%s that holds %j is sent as %s', (name, text, type) => {
  expect(mediaTypeOf(name, Buffer.from(text))).toBe(type);
});

test.each([
  ['a.txt', 'PatientID,Value'],
  ['MSH', 'MSHA'],
  ['a.pdf', '%PDF-1.7'],
  ['', ''],
])('The format of %s that holds %j is not guessed', (name, text) => {
  expect(mediaTypeOf(name, Buffer.from(text))).toBeUndefined();
});

test('A type is named in short or in full', () => {
  expect(['hl7', 'fhir', 'text/csv', 'text/html'].map(namedType)).toEqual([hl7, fhir, 'text/csv', undefined]);
});
