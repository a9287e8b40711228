import { describe, expect, test } from 'vitest';
import { faultsOf, header, lines, obr, obx, only, pid, read, withFields } from '../../test/hl7.ts';

const withPid = (fields: Record<number, string>) => read(lines(header, withFields(pid, fields), obr, obx));
const withObr = (fields: Record<number, string>, ...more: string[]) =>
  read(lines(header, pid, withFields(obr, fields), obx, ...more));

describe('the patient', () => {
  test.each([
    ['MRN12345^^^HOSP^MR~SSN^^^USA^SS', 'MRN12345'],
    ['SSN^^^USA^SS~MRN12345^^^HOSP^MR', 'MRN12345'],
    ['SSN^^^USA^SB~MRN12345^^^HOSP^XX', 'MRN12345'],
    ['1^^^A^XX~2^^^B~3^^^C^PI~4^^^D^MR', '4'],
    ['1^^^A^XX~2^^^B~3^^^C^PI', '3'],
    ['1^^^A^MR~2^^^B^MR', '1'],
    ['1^^^A^MR~2^^^LAB001^PI', '2'],
    ['1^^^A^MR~2^^^LAB001&1.2.3&ISO', '2'],
    ['1^^^NHSNBR^NHSNMBR~2^^^X^XX', '2'],
    ['1^^^LAB001^VN~2^^^A^MR', '2'],
    ['555-44-4444', '555-44-4444'],
    ['^^^A^MR~2^^^B^XX', '2'],
  ])('When PID-3 is %s, then the id is %s', (sent, id) => {
    expect(only(withPid({ 3: sent })).patient.id).toBe(id);
  });

  test('When there is only what is not to be used, then it is refused', () => {
    expect(faultsOf(withPid({ 3: '555-44-4444^^^USA^SS~X1^^^CA^DL' }))).toEqual(['E_PATIENT_ID /PID-3']);
  });

  test.each([
    ['Smith^John^A^Jr^Dr', 'John A Smith Jr'],
    ['van Beethoven&van&Beethoven^Ludwig', 'Ludwig van Beethoven'],
    ['Alias^An^^^^^A~Smith^John^^^^^L', 'John Smith'],
    ['Smith', 'Smith'],
    ['O\\T\\Neil^""^B', 'B O&Neil'],
  ])('When PID-5 is %s, then the name is %s', (sent, name) => {
    expect(only(withPid({ 5: sent })).patient.name).toBe(name);
  });

  test.each([
    ['19371227000000', '1937-12-27'],
    ['193712270000-0500', '1937-12-27'],
    ['1937-12-27', '1937-12-27'],
    ['', undefined],
  ])('When PID-7 is %s, then the birth date is %s', (sent, day) => {
    expect(only(withPid({ 7: sent })).patient.birth_date).toBe(day);
  });

  test('When only the year of birth is sent, then it is left out with a remark', () => {
    const entries = withPid({ 7: '1937' });
    expect(only(entries).patient).not.toHaveProperty('birth_date');
    expect(faultsOf(entries)).toEqual(['W_DEMOGRAPHICS /PID-7']);
  });

  test.each([
    ['M', 'M'],
    ['f', 'F'],
    ['A', 'O'],
    ['N', 'U'],
    ['U^Unknown^HL70001', 'U'],
    ['""', undefined],
  ])('When PID-8 is %s, then the sex is %s', (sent, sex) => {
    expect(only(withPid({ 8: sent })).patient.sex).toBe(sex);
  });
});

describe('the order', () => {
  test('When OBR-3 is empty, then the number is from ORC-3, OBR-2 or ORC-2, in that order', () => {
    const numbered = (two: string, orc: string) =>
      only(read(lines(header, pid, orc, withFields(obr, { 2: two, 3: '' }), obx))).accession_number;
    expect(only(withObr({ 2: 'P1', 3: 'F1^Lab^1.2^ISO' })).accession_number).toBe('F1');
    expect(numbered('P1', 'ORC|RE|P2|F2')).toBe('F2');
    expect(numbered('P1', 'ORC|RE|P2')).toBe('P1');
    expect(numbered('', 'ORC|RE|P2')).toBe('P2');
    expect(numbered('', 'ORC|RE')).toBeUndefined();
  });

  test.each([
    ['58410-2^Something^LN', { id: 'cbc' }],
    ['X1^Complete Blood Count^L', { id: 'cbc' }],
    ['X1^^L^24331-1^Lipids^LN', { id: 'lipid' }],
    ['CMP', { id: 'cmp' }],
    ['F5DNA^Factor V^L', { id: 'other', name: 'Factor V', code: 'F5DNA' }],
    ['F5DNA', { id: 'other', name: 'F5DNA', code: 'F5DNA' }],
    ['^Factor V', { id: 'other', name: 'Factor V' }],
    ['CBC^Lipid Panel', { id: 'other', name: 'Lipid Panel', code: 'CBC' }],
  ])('When OBR-4 is %s, then the panel is %j', (sent, panel) => {
    expect(only(withObr({ 4: sent })).panel).toEqual(panel);
  });

  test('When who ordered is in ORC-12 alone, then it is taken from there; only an NPI is one', () => {
    const ordered = only(read(lines(header, pid, `ORC|RE${'|'.repeat(11)}77^Best^Ann`, obr, obx)));
    expect(ordered.ordering_provider).toEqual({ name: 'Ann Best' });
    const entries = withObr({ 16: '57422^Radon^Nicholas^^^^^^X^L^^^NPI' });
    expect(only(entries).ordering_provider).toEqual({ name: 'Nicholas Radon', npi: '57422' });
    expect(faultsOf(entries)).toEqual(['W_NPI /OBR-16.1']);
  });

  test.each([
    ['SPM|1|||119297000^BLD^SCT^^^^^^Blood', 'Blood'],
    ['SPM|1|||BLD', 'BLD'],
  ])('When the specimen is in %s, then it is %s', (spm, specimen) => {
    expect(only(withObr({ 15: 'SER' }, spm)).specimen).toBe(specimen);
  });

  test('When the specimen is in OBR-15, then its name is taken, and no number of a list', () => {
    expect(only(withObr({ 15: 'BLDV&Blood venous^X' })).specimen).toBe('Blood venous');
    expect(only(withObr({ 15: '200^Serum' })).specimen).toBeUndefined();
  });
});

describe('times', () => {
  const collected = (sent: string, change = {}) => {
    const at = withFields(header, { 7: '20240115103000' });
    return only(read(lines(at, pid, withFields(obr, { 7: sent }), obx), change)).collected_at;
  };

  test.each([
    ['20240115080000-0600', '2024-01-15T08:00:00-06:00'],
    ['202401150800+0100', '2024-01-15T08:00:00+01:00'],
    ['2024011508', '2024-01-15T08:00:00-05:00'],
    ['20240115', '2024-01-15T00:00:00-05:00'],
    ['20240715', '2024-07-15T00:00:00-04:00'],
    ['20240115080000.1234', '2024-01-15T08:00:00.1234-05:00'],
    ['20240115 0800', '2024-01-15T08:00:00-05:00'],
    ['2024-01-15T08:00:00Z', '2024-01-15T08:00:00Z'],
    ['2024-01-15T08:00:00', '2024-01-15T08:00:00-05:00'],
  ])('When OBR-7 is %s, then that is %s', (sent, at) => {
    expect(Date.parse(collected(sent))).toBe(Date.parse(at));
    expect(collected(sent).slice(-6)).toBe(at.slice(-6));
  });

  test('When the lab writes dates in a way of its own, then its profile says so', () => {
    expect(collected('01/02/2024 08:00', { quirks: { date_formats: ['DD/MM/YYYY'] } })).toBe(
      '2024-02-01T08:00:00-05:00',
    );
    expect(faultsOf(withObr({ 7: '01/02/2024' }))).toEqual(['E_DATE /OBR-7']);
  });

  test('When only MSH-7 has an offset, then it holds for the others, with a remark', () => {
    const entries = read(
      lines(
        withFields(header, { 7: '20240115103000+0900' }),
        pid,
        withFields(obr, { 7: '20240115', 22: '' }),
        obx,
      ),
    );
    expect(only(entries)).toMatchObject({
      collected_at: '2024-01-15T00:00:00+09:00',
      reported_at: '2024-01-15T10:30:00+09:00',
    });
    expect(faultsOf(entries)).toEqual(['W_TZ_ASSUMED /OBR-7']);
  });

  test('When OBR-7 is empty, then SPM-17, and else another time with a remark', () => {
    const spm = `SPM|1|||BLD${'|'.repeat(13)}20240115070000-0500^20240115071000-0500`;
    const fromSpecimen = withObr({ 7: '' }, spm);
    expect(only(fromSpecimen).collected_at).toBe('2024-01-15T07:00:00-05:00');
    expect(faultsOf(fromSpecimen)).toEqual([]);
    const observed = read(
      lines(header, pid, withFields(obr, { 7: '' }), withFields(obx, { 14: '20240115063000-0500' })),
    );
    expect(only(observed).pointers?.collected_at).toBe('/OBX-14');
    expect(faultsOf(observed)).toEqual(['W_COLLECTED_ASSUMED /OBR-7']);
    expect(only(withObr({ 7: '', 22: '' })).collected_at).toBe('2024-01-15T10:30:00-05:00');
  });
});

test('When a message is for training, then it is read with a remark', () => {
  expect(faultsOf(read(lines(withFields(header, { 11: 'T' }), pid, obr, obx)))).toEqual([
    'W_HL7_PROCESSING /MSH-11',
  ]);
});
