import { describe, expect, test } from 'vitest';
import { faults, faultsOf, header, lines, message, obr, obx, pid, read, withFields } from '../../test/hl7.ts';
import { thrownBy } from '../../test/native.ts';

const good = message(obx);

describe('a message that cannot be read as a whole', () => {
  test.each([
    ['no header', good.replace(header, ''), 'E_HL7_MSH', ''],
    ['another format', '{"a":1}', 'E_HL7_MSH', ''],
    ['a header of one word', 'MSH', 'E_HL7_ENC', '/MSH-2'],
    ['no encoding characters', good.replace('^~\\&|', '|'), 'E_HL7_ENC', '/MSH-2'],
    ['three of them', good.replace('~\\&|', '~&|'), 'E_HL7_ENC', '/MSH-2'],
    ['two alike', good.replace('^~\\&|', '^~^&|'), 'E_HL7_ENC', '/MSH-2'],
    ['a letter for a separator', good.replace('^~\\&|', '^~E&|'), 'E_HL7_ENC', '/MSH-2'],
    ['a point for a separator', good.replace('^~\\&|', '^.\\&|'), 'E_HL7_ENC', '/MSH-2'],
    ['another type', good.replace('ORU^R01', 'ADT^A01'), 'E_HL7_TYPE', '/MSH-9'],
    ['another event', good.replace('ORU^R01', 'ORU^R03'), 'E_HL7_TYPE', '/MSH-9'],
    ['an old version', good.replace('2.5.1', '2.2'), 'E_HL7_VERSION', '/MSH-12'],
    ['no version', good.replace('2.5.1', ''), 'E_HL7_VERSION', '/MSH-12'],
    ['an unknown processing id', good.replace('|P|', '|X|'), 'E_HL7_PROCESSING', '/MSH-11'],
    ['a continuation', `${good}DSC|4711|F\r`, 'E_HL7_CONTINUED', ''],
    ['a line that was wrapped', good.replace('Complete ', 'Complete\n'), 'E_HL7_BROKEN_LINES', ''],
    ['two lines in one', good.replace('\rOBX', ' OBX'), 'E_HL7_BROKEN_LINES', ''],
    ['a header with the next line in it', good.replace('\rPID', ' PID'), 'E_HL7_BROKEN_LINES', ''],
    ['a segment nobody knows', good.replace('OBX', 'OBY'), 'E_HL7_SEGMENT', ''],
    ['a patient nobody knows', good.replace('PID', 'PIX'), 'E_HL7_SEGMENT', ''],
    ['no patient', good.replace(`${pid}\r`, ''), 'E_HL7_REQUIRED', '/PID'],
    ['no order', lines(header, pid), 'E_HL7_REQUIRED', '/OBR'],
    ['a value before the order', lines(header, pid, obx, obr), 'E_HL7_SEQUENCE', '/OBX'],
    [
      'two patients in one group',
      good.replace('\rOBR', '\rPID|2||P9||X^Y\rOBR'),
      'E_HL7_TWO_PATIENTS',
      '/PID[2]',
    ],
    ['more than a message may have', message(`NTE|1||${'x'.repeat(1024 * 1024)}`), 'E_TOO_LARGE', ''],
  ])('When there is %s, then it is refused by name', (_what, text, code, pointer) => {
    const error = thrownBy(() => read(text));
    expect(error).toMatchObject({ code, problems: [{ code, pointer }] });
    expect([400, 413]).toContain(error.status);
  });

  test('When the first segment is another one, then the message names it; when it is a word, it does not', () => {
    expect(thrownBy(() => read('EVN|A01')).message).toContain('found "EVN"');
    expect(thrownBy(() => read('Garcia|A01')).message).not.toContain('Garcia');
    expect(thrownBy(() => read('LEE|A01')).message).not.toContain('LEE');
  });

  test('When the same patient stands twice, then that is one patient', () => {
    expect(read(good.replace(pid, `${pid}\r${pid}`))[0]?.report).toBeDefined();
  });
});

describe('a message that names another lab', () => {
  test.each(['LAB002', 'lab001', 'HOSP001^2.16^ISO'])('When MSH-4 is %s, then it is forbidden', (lab) => {
    const error = thrownBy(() => read(message(obx).replace('|LAB001|', `|${lab}|`).replace('2.5.1', '9')));
    expect(error).toMatchObject({ status: 403, code: 'E_FORBIDDEN' });
    expect(error.message).not.toMatch(/LAB00|HOSP/i);
  });

  test.each(['', 'MAIN', 'ELAB-3', "Joe's Lab^1234^CLIA"])(
    'When MSH-4 is %j, then it is a name of its own',
    (name) => {
      expect(read(message(obx).replace('|LAB001|', `|${name}|`))[0]?.report?.lab_id).toBe('LAB001');
    },
  );
});

const inPid = (fields: Record<number, string>) =>
  faultsOf(read(lines(header, withFields(pid, fields), obr, obx)));
const inObr = (fields: Record<number, string>) =>
  faultsOf(read(lines(header, pid, withFields(obr, fields), obx)));
const inMsh = (fields: Record<number, string>) =>
  faultsOf(read(lines(withFields(header, fields), pid, obr, obx)));

describe('a result that cannot be read', () => {
  test('When something required is missing, then its place is named', () => {
    expect(inMsh({ 7: '' })).toEqual(['E_HL7_REQUIRED /MSH-7']);
    expect(inMsh({ 10: '""' })).toEqual(['E_HL7_REQUIRED /MSH-10']);
    expect(inPid({ 3: '' })).toEqual(['E_HL7_REQUIRED /PID-3']);
    expect(inPid({ 3: '^^^LAB001^MR' })).toEqual(['E_HL7_REQUIRED /PID-3']);
    expect(inPid({ 5: '^^^^Dr' })).toEqual(['E_HL7_REQUIRED /PID-5']);
    expect(inObr({ 4: '' })).toEqual(['E_HL7_REQUIRED /OBR-4']);
    expect(faultsOf(read(message()))).toEqual(['E_HL7_NO_RESULT /OBR-4']);
  });

  test('When a date never was, or is no day, then it is refused', () => {
    expect(inMsh({ 7: '2007100914484648' })).toEqual(['E_DATE /MSH-7']);
    expect(inObr({ 7: '20200230' })).toEqual(['E_DATE /OBR-7']);
    expect(inObr({ 7: '202001' })).toEqual(['E_DATE /OBR-7']);
    expect(inObr({ 22: '2008081830-0700' })).toEqual(['E_DATE /OBR-22']);
    expect(inPid({ 7: '196203520' })).toEqual(['E_DEMOGRAPHICS /PID-7']);
    expect(inPid({ 7: 'DOB', 8: 'SEX' })).toEqual(['E_DEMOGRAPHICS /PID-7', 'E_DEMOGRAPHICS /PID-8']);
  });

  test('When a status is unknown or answers a question, then it is refused', () => {
    expect(inObr({ 25: 'HM' })).toEqual(['E_STATUS /OBR-25']);
    expect(inObr({ 25: 'Z' })).toEqual(['E_STATUS_YZ /OBR-25']);
  });

  test('When texts are too long or hold what nobody can see, then they are refused', () => {
    expect(inObr({ 3: 'x'.repeat(101) })).toEqual(['E_TOO_LONG /OBR-3.1']);
    expect(inPid({ 5: 'Smith\u0000^John' })).toEqual(['E_CHARACTERS /PID-5']);
    expect(inPid({ 5: 'Smith\\X00\\^John' })).toEqual(['E_CHARACTERS /PID-5']);
    expect(faults({ 2: 'ST', 5: 'a\\X00\\b' })).toEqual(['E_CHARACTERS /OBX-5']);
    expect(inPid({ 3: 'a/b' })).toEqual(['E_VALUE /PID-3']);
  });

  test('When there are more OBX than a result can have, then that is said once', () => {
    const many = Array.from({ length: 1001 }, () => obx);
    expect(faultsOf(read(message(...many)))).toEqual(['E_TOO_MANY /OBR-1']);
  });

  test('When hundreds of things are wrong, then a hundred are told, errors before remarks', () => {
    const notes = Array.from({ length: 150 }, () => withFields(obx, { 2: 'ED' }));
    const problems = read(message(...notes, withFields(obx, { 5: 'x' })))[0]?.problems ?? [];
    expect(problems).toHaveLength(100);
    expect(problems[0]?.code).toBe('E_NOT_NUMERIC');
  });

  test('When anything is refused, then no message repeats what was sent', () => {
    const canary = 'Garcia4711';
    const wrong = withFields(obx, { 2: canary, 3: canary, 5: canary, 11: canary });
    const text = lines(
      withFields(header, { 7: canary }),
      withFields(pid, { 3: `/${canary}`, 5: canary, 7: canary, 8: canary }),
      withFields(obr, { 7: canary, 22: canary, 25: canary }),
      wrong,
      withFields(obx, { 5: canary }),
    );
    const problems = read(text).flatMap((entry) => entry.problems);
    expect(problems.length).toBeGreaterThan(8);
    expect(JSON.stringify(problems)).not.toContain(canary);
  });
});
