import { describe, expect, test } from 'vitest';
import { faults, faultsOf, message, observe, obx, only, read, withFields } from '../../test/hl7.ts';

const valueSent = (type: string, sent: string) => observe({ 2: type, 5: sent }).value;
const text = (sent: string) => ({ kind: 'text', sent });

describe('OBX-5 by its type', () => {
  test.each([
    ['NM', '7.50', { kind: 'quantity', number: 7.5, sent: '7.50' }],
    ['NM', '<15', { kind: 'quantity', number: 15, comparator: '<', sent: '<15' }],
    ['NM', '27~25', text('27\n25')],
    ['ST', '>=6.1', { kind: 'quantity', number: 6.1, comparator: '>=', sent: '>=6.1' }],
    ['ST', 'UNABLE TO CALCULATE', text('UNABLE TO CALCULATE')],
    ['ST', '5.5 H', text('5.5 H')],
    ['ST', '1^128', text('1^128')],
    ['ST', '\\X37\\', text('7')],
    ['SN', '^182', { kind: 'quantity', number: 182, sent: '182' }],
    ['SN', '=^182', { kind: 'quantity', number: 182, sent: '182' }],
    ['SN', '>^90', { kind: 'quantity', number: 90, comparator: '>', sent: '>90' }],
    ['SN', '<^0.01', { kind: 'quantity', number: 0.01, comparator: '<', sent: '<0.01' }],
    ['SN', '^100^-^200', text('100-200')],
    ['SN', '^1^:^128', text('1:128')],
    ['SN', '^2^+', text('2+')],
    ['SN', '<>^5', text('<>5')],
    [
      'TX',
      'Ratio 1\\S\\128 and unit mg\\F\\dL ends with \\X21\\',
      text('Ratio 1^128 and unit mg|dL ends with !'),
    ],
    ['TX', 'One~two~~four', text('One\ntwo\n\nfour')],
    ['FT', 'One.\\.br\\\\H\\Two\\N\\.\\.sp2\\\\.in+4\\Three', text('One.\nTwo.\nThree')],
    ['FT', 'M\\XC3BC\\ller \\T\\ Co \\R\\ \\E\\', text('Müller & Co ~ \\')],
    ['CE', '260415000^Not detected^SCT', text('Not detected')],
    ['CWE', '260348001^Present^SCT^^^^^^Moderate', text('Moderate')],
    ['CWE', '^^^A^Alternate', text('Alternate')],
    ['CWE', 'POS~NEG', text('POS\nNEG')],
    ['CE', '5.5^^L', text('5.5')],
    ['DT', '20240115', text('20240115')],
    ['TS', '2024011510-0500', text('2024011510-0500')],
    ['TM', '1030', text('1030')],
  ])('When it is %s and says %s, then that is read', (type, sent, value) => {
    expect(valueSent(type, sent)).toEqual(value);
  });

  test.each([
    ['NM', 'Negative', 'E_NOT_NUMERIC'],
    ['NM', '7.5^8', 'E_NOT_NUMERIC'],
    ['NM', '\\X37\\', 'E_NOT_NUMERIC'],
    ['NM', '5,5', 'E_DECIMAL'],
    ['ST', '1,486', 'E_DECIMAL'],
    ['NM', '1e400', 'E_VALUE'],
    ['SN', '182', 'E_NOT_NUMERIC'],
    ['SN', '~^182', 'W_HL7_REPEATED'],
    ['SN', '^x', 'E_NOT_NUMERIC'],
    ['SN', '^1^.^5', 'E_NOT_NUMERIC'],
    ['SN', '^1^-^x', 'E_NOT_NUMERIC'],
    ['SN', '^1e400', 'E_VALUE'],
    ['DT', '20240230', 'E_DATE'],
    ['TX', `${'x'.repeat(20_001)}`, 'E_TOO_LONG'],
    ['ST', 'a\u0001b', 'E_CHARACTERS'],
  ])('When it is %s and says %s, then that is %s', (type, sent, code) => {
    expect(faults({ 2: type, 5: sent })).toContain(`${code} /OBX-5`);
  });

  test('When a number has a comparator, then there is a remark', () => {
    expect(faults({ 5: '<15' })).toEqual(['W_NOT_NUMERIC /OBX-5']);
  });

  test('When the type is missing or none that has a value, then it is refused, unless there is no value', () => {
    expect(faults({ 2: '' })).toEqual(['E_HL7_REQUIRED /OBX-2']);
    expect(faults({ 2: 'XPN' })).toEqual(['E_HL7_VALUE_TYPE /OBX-2']);
    expect(faults({ 2: '', 5: '', 11: 'X' })).toEqual([]);
  });

  test.each(['', '""', ' ', '~'])('When a final one says %j, then there is no value', (sent) => {
    expect(faults({ 2: 'ST', 5: sent })).toEqual(['E_NO_VALUE /OBX-5']);
    expect(observe({ 2: 'ST', 5: sent, 11: 'I' })).toMatchObject({ value: text(''), status: 'registered' });
    expect(only(read(message(withFields(obx, { 5: '' }), 'NTE|1||Clotted.'))).observations).toMatchObject([
      { value: text(''), notes: ['Clotted.'] },
    ]);
  });

  test('When a number was cancelled, then its words are kept', () => {
    expect(observe({ 5: 'QNS', 11: 'X' })).toMatchObject({ value: text('QNS'), status: 'cancelled' });
  });

  test('When it is a file, then it is kept out with a remark, and the rest is read', () => {
    const entries = read(
      message(obx, 'OBX|2|ED|PDF^Report||^^PDF^Base64^JVBERi0x', 'OBX|3|RP|IMG||http://x'),
    );
    expect(entries[0]?.report?.observations).toHaveLength(1);
    expect(faultsOf(entries)).toEqual(['W_HL7_ATTACHMENT /OBX[2]-5', 'W_HL7_ATTACHMENT /OBX[3]-5']);
    expect(faultsOf(read(message('OBX|2|ED|PDF^Report||^^PDF^Base64^JVBERi0x')))).toContain(
      'E_HL7_NO_RESULT /OBR-4',
    );
  });

  test.each(['4\\5 re.', 'a\\C2842\\b', 'a\\Zxy\\b', 'a\\XFF\\b', 'a\\'])(
    'When an escape in %j is not known, then it stays as it is, with a remark',
    (sent) => {
      expect(valueSent('TX', sent)).toEqual(text(sent));
      expect(faults({ 2: 'TX', 5: sent })).toEqual(['W_HL7_ESCAPE /OBX-5']);
    },
  );

  test('When a text is nothing but escape characters, then reading it takes one pass', () => {
    const sent = '\\'.repeat(15_001);
    expect(valueSent('TX', sent)).toEqual(text(sent));
  });
});

describe('what stands beside the value', () => {
  test.each([
    ['10*3/uL^thousand per microliter^UCUM', '10*3/uL'],
    ['10^3/uL', '10^3/uL'],
    ['x10^9/L', 'x10^9/L'],
    ['^mg/dL', 'mg/dL'],
    ['""', undefined],
  ])('When the unit is %s, then it is %s', (sent, unit) => {
    expect(observe({ 6: sent }).unit).toBe(unit);
  });

  test.each([
    ['65-99^65^99', '65-99'],
    ['^^10.000000', '^^10.000000'],
    ['[ ]', '[ ]'],
    ['', undefined],
  ])('When the range is %s, then it is %s', (sent, range) => {
    expect(observe({ 7: sent }).range).toBe(range);
  });

  test.each([
    ['H', 'H'],
    ['A^Abnormal^HL70078', 'A'],
    ['N~HH', 'HH'],
    ['U~L', 'L'],
    ['H~HU', 'HU'],
    ['', undefined],
  ])('When the flag is %s, then it is %s', (sent, flag) => {
    expect(observe({ 8: sent }).flag).toBe(flag);
  });

  test('When there are several flags, then there is a remark', () => {
    expect(faults({ 8: 'H~U' })).toEqual(['W_HL7_FLAGS /OBX-8']);
  });
});
