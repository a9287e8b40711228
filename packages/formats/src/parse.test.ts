import { expect, test } from 'vitest';
import { cbc, parseText, profile, thrownBy } from '../test/native.ts';
import { extensionOf, parse, supportedMediaTypes } from './parse.ts';

const body = Buffer.from(JSON.stringify(cbc));

test.each([
  'application/json',
  'Application/JSON',
  'application/json;charset=UTF-8',
  'application/json; charset="utf-8"; profile=x',
])('When the media type is written as %s, then it is JSON', (type) => {
  expect(parse(body, type, profile).reports).toHaveLength(1);
  expect(extensionOf(type)).toBe('json');
});

test.each([
  '',
  'text/plain',
  'application/xml',
  'application/fhir+json',
  'application/jsonx',
  'application/json, text/csv',
  'constructor',
  '__proto__',
  'application/json; charset=utf-16',
  'application/json; charset=iso-8859-1',
  'application/json; charset=us-ascii',
])('When the media type is %j, then it is not supported, and what is supported is said', (type) => {
  const error = thrownBy(() => parse(body, type, profile));
  expect(error).toMatchObject({ status: 415, code: 'E_MEDIA' });
  for (const supported of supportedMediaTypes) expect(error.message).toContain(supported);
  expect(thrownBy(() => extensionOf(type)).code).toBe('E_MEDIA');
});

test('When the media type is a page of markup, then little of it is repeated', () => {
  const { message } = thrownBy(() => parse(body, `<script>${'x'.repeat(500)}`, profile));
  expect(message).not.toContain('<');
  expect(message.length).toBeLessThan(160);
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
