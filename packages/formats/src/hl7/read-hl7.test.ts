import { describe, expect, test } from 'vitest';
import {
  faultsOf,
  header,
  lines,
  message,
  obr,
  observe,
  obx,
  only,
  pid,
  profile,
  read,
  withFields,
} from '../../test/hl7.ts';
import { readHl7, readHl7Message } from './read-hl7.ts';

const members = { code: '-3', value: '-5', unit: '-6', range: '-7', status: '-11' };

describe('a message', () => {
  test('When it is as documented, then nothing of it is lost', () => {
    const full = lines(
      header,
      pid,
      withFields(obr, { 15: 'SER&Serum', 16: '1234567890^Johnson^Sarah^^^Dr.^^^^^^^NPI' }),
      'NTE|1||Fasting sample.',
      obx,
      'NTE|1||Checked twice.',
    );
    expect(readHl7(full, profile)).toEqual({
      problems: [],
      entries: [
        {
          pointer: '/OBR',
          problems: [],
          report: {
            patient: { id: 'P234567', name: 'John A Smith', birth_date: '1985-03-15', sex: 'M' },
            lab_id: 'LAB001',
            accession_number: '20240115-001',
            panel: { id: 'cbc' },
            status: 'final',
            collected_at: '2024-01-15T08:00:00-05:00',
            reported_at: '2024-01-15T10:30:00-05:00',
            ordering_provider: { name: 'Dr. Sarah Johnson', npi: '1234567890' },
            specimen: 'Serum',
            notes: ['Fasting sample.'],
            observations: [
              {
                pointer: '/OBX',
                code: 'WBC',
                name: 'White Blood Cells',
                value: { kind: 'quantity', number: 7.5, sent: '7.50' },
                unit: '10*3/uL',
                range: '4.5-11.0',
                flag: 'N',
                notes: ['Checked twice.'],
              },
            ],
            pointers: { collected_at: '/OBR-7', reported_at: '/OBR-22', members },
          },
        },
      ],
    });
  });

  test('When it is the example of the documentation, then it is read, with remarks on what was assumed', () => {
    const example = lines(
      'MSH|^~\\&|LABCORP|LAB002|PORTAL|SYSTEM|20240115103000||ORU^R01|MSG001|P|2.5',
      'PID|1||P234567||Smith^John^A||19850315|M',
      'OBR|1||20240115-001|CBC^Complete Blood Count',
      'OBX|1|NM|WBC^White Blood Cell Count||7.5|10^3/uL|4.5-11.0|N|||F',
    );
    const entries = read(example, { lab_id: 'LAB002' });
    expect(only(entries)).toMatchObject({
      panel: { id: 'cbc' },
      status: 'final',
      collected_at: '2024-01-15T10:30:00-05:00',
      observations: [{ unit: '10^3/uL', range: '4.5-11.0' }],
    });
    expect(faultsOf(entries)).toEqual([
      'W_STATUS_ASSUMED /OBR-25',
      'W_TZ_ASSUMED /MSH-7',
      'W_COLLECTED_ASSUMED /OBR-7',
    ]);
  });

  test.each([
    ['LF', (text: string) => text.replaceAll('\r', '\n')],
    ['CR and LF', (text: string) => text.replaceAll('\r', '\r\n')],
    ['no end of the last line', (text: string) => text.trimEnd()],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['the marks of the wire', (text: string) => `\v${text}\u001c\r`],
    ['blank lines', (text: string) => `\r\n${text.replaceAll('\r', '\r\r  \r')}`],
    ['segments of their own', (text: string) => text.replace('OBR|', 'ZXY|1\rPV1|1|O\rOBR|')],
  ])('When it has %s, then the same is read', (_what, change) => {
    expect(only(read(change(message(obx))))).toEqual(only(read(message(obx))));
  });

  test('When it has delimiters of its own, then those are used and the usual ones are text', () => {
    const text = message(withFields(obx, { 3: 'WBC^White|&Cells', 5: '7.5' }))
      .replaceAll('^', '@')
      .replace('White|', 'White%F%')
      .replaceAll('|', '#')
      .replaceAll('\\', '%')
      .replaceAll('~', '$');
    expect(text).toContain('MSH#@$%&#');
    expect(only(read(text)).observations[0]?.name).toBe('White#&Cells');
  });

  test.each(['2.3', '2.3.1', '2.4', '2.5', '2.5.1', '2.6', '2.7', '2.8', '2.8.2'])(
    'When its version is %s, then it is read',
    (version) => {
      expect(read(message(obx).replace('2.5.1', version))[0]?.report).toBeDefined();
    },
  );

  test('When it names a character set of one byte and is written in it, then its bytes are read so', () => {
    const text = message(obx).replace('2.5.1', '2.5.1||||||8859/1').replace('Smith', 'Müller');
    const report = only(readHl7Message(Buffer.from(text, 'latin1'), profile));
    expect(report.patient.name).toBe('John A Müller');
    expect(only(readHl7Message(Buffer.from(text), profile)).patient.name).toBe('John A Müller');
  });

  test.each([
    ['8859/1', 'Ren\\XE9\\e', 'Renée', []],
    ['8859/15~UNICODE UTF-8', '\\XA4\\', '€', []],
    ['8859/1', 'M\\XC3BC\\ller', 'Müller', []],
    ['', 'Ren\\XE9\\e', 'Ren\\XE9\\e', ['W_HL7_ESCAPE /PID-5']],
    ['ASCII', 'Ren\\XE9\\e', 'Ren\\XE9\\e', ['W_HL7_ESCAPE /PID-5']],
  ])('When MSH-18 is "%s" and a name holds %s, then it reads %s', (charset, sent, name, remarks) => {
    const entries = read(message(obx).replace('2.5.1', `2.5.1||||||${charset}`).replace('Smith', sent));
    expect(only(entries).patient.name).toBe(`John A ${name}`);
    expect(faultsOf(entries)).toEqual(remarks);
  });
});

describe('several results in one message', () => {
  const second = withFields(obr, { 1: '2', 3: '20240115-002', 4: '24331-1^Lipids^LN' });
  const glucose = withFields(obx, { 3: 'GLU^Glucose' });
  const both = message(obx, 'NTE|1||One.', second, glucose, obx);

  test('When there are two OBR, then there are two entries and places are counted through the message', () => {
    const entries = read(both);
    expect(entries.map(({ report }) => report?.panel)).toEqual([{ id: 'cbc' }, { id: 'lipid' }]);
    expect(entries[1]?.report?.observations.map(({ pointer }) => pointer)).toEqual(['/OBX[2]', '/OBX[3]']);
    expect(entries[1]?.report?.pointers?.collected_at).toBe('/OBR[2]-7');
  });

  test('When each is cut out, then the slice is a message that gives that entry alone', () => {
    const slices = read(both).map(({ slice }) => Buffer.from(slice ?? []).toString());
    expect(slices).toEqual([message(obx, 'NTE|1||One.'), lines(header, pid, second, glucose, obx)]);
    expect(read(slices[1] ?? '')[0]?.report?.accession_number).toBe('20240115-002');
  });

  test('When it came in a character set of one byte, then the slices are its own bytes', () => {
    const text = both.replace('2.5.1', '2.5.1||||||8859/1').replace('Smith', 'Müller');
    const bytes = Buffer.from(text, 'latin1');
    const [first, last] = readHl7Message(bytes, profile).map(({ slice }) => Buffer.from(slice ?? []));
    expect(first?.includes(Buffer.from('Müller', 'latin1'))).toBe(true);
    expect(only(readHl7Message(last ?? Buffer.alloc(0), profile)).patient.name).toBe('John A Müller');
  });

  test('When one of them is wrong, then the other is still accepted', () => {
    const entries = read(message(obx, second, withFields(obx, { 5: 'many' })));
    expect(entries.map(({ report }) => report !== undefined)).toEqual([true, false]);
    expect(faultsOf(entries)).toEqual(['E_NOT_NUMERIC /OBX[2]-5']);
  });

  test('When two share accession number and panel, then the later is refused, for they would be one result', () => {
    expect(faultsOf(read(message(obx, obr, glucose)))).toEqual(['E_HL7_SAME_RESULT /OBR[2]-3']);
  });

  test('When they share an accession number, then panels that are not known are told apart by their codes', () => {
    const orders = ['UA^Urine', 'COAG^Coagulation', 'ua^Urine strip'].map((sent) =>
      withFields(obr, { 4: sent }),
    );
    const [urine = '', coagulation = '', again = ''] = orders;
    expect(faultsOf(read(lines(header, pid, urine, obx, coagulation, glucose)))).toEqual([]);
    expect(faultsOf(read(lines(header, pid, urine, obx, again, glucose)))).toEqual([
      'E_HL7_SAME_RESULT /OBR[2]-3',
    ]);
  });

  test('When there are two patients, then each result is of the patient before it', () => {
    const other = withFields(pid, { 3: 'P2', 5: 'Chen^Li' });
    const entries = read(message(obx) + lines(other, second, glucose));
    expect(entries.map(({ report }) => report?.patient.id)).toEqual(['P234567', 'P2']);
    expect(Buffer.from(entries[1]?.slice ?? []).toString()).toBe(lines(header, other, second, glucose));
  });

  test('When what they share is long, then it is refused, for each slice would repeat it', () => {
    const note = `NTE|1||${'x'.repeat(40_000)}`;
    const text = lines(header, pid, note, obr, obx, second, glucose);
    expect(() => read(text)).toThrow('longer than 32768 characters');
  });
});

describe('notes', () => {
  test('When they follow the patient, the order and the specimen, then they are of the result', () => {
    const text = lines(header, pid, 'NTE|1||A', obr, 'NTE|1||B', obx, 'NTE|1||D', 'SPM|1', 'NTE|1||C');
    const report = only(read(text));
    expect(report.notes).toEqual(['A\nB\nC']);
    expect(report.observations[0]?.notes).toEqual(['D']);
  });

  test('When a remark is broken into lines, then it is one text', () => {
    const notes = ['NTE|1||First \\T\\ line', 'NTE|2|', 'NTE|3||third~fourth\\.br\\fifth'];
    expect(only(read(message(obx, ...notes))).observations[0]?.notes).toEqual([
      'First & line\n\nthird\nfourth\nfifth',
    ]);
  });
});

test('When OBX-3 gives a LOINC code beside the local one, then that is taken, and the name beside it', () => {
  expect(observe({ 3: '123^Local^L^6690-2^Leukocytes^LN' })).toMatchObject({
    code: '6690-2',
    code_system: 'http://loinc.org',
    name: 'Leukocytes',
  });
  expect(observe({ 3: '6690-2^Leukocytes^LN^123^Local^L' }).code).toBe('6690-2');
  expect(observe({ 3: '^^^123^Local^L' }).code).toBe('123');
});
