/** Stands in every value of these files that nobody but the platform may read. */
export const canary = 'Canaryson';

let next = 0;
const number = (): string => {
  next += 1;
  return `A-${process.pid}-${next}`;
};

export const nativeBody = (more: object = {}): string =>
  JSON.stringify({
    patient_id: 'P123456',
    lab_id: 'LAB001',
    accession_number: number(),
    test_type: 'other',
    status: 'final',
    test_date: '2024-01-15T10:30:00Z',
    results: [{ test_code: 'INR', test_name: 'INR', value: 1.1, unit: '1' }],
    notes: canary,
    ...more,
  });

/** Its value is ambiguous: refused, with a pointer to it. */
export const invalidNative = (): string =>
  nativeBody({
    results: [{ test_code: 'HGB', test_name: 'Hemoglobin', value: '5,486', unit: 'g/dL' }],
  });

export const csvBody = (secondValue = '13.2'): string =>
  [
    'PatientID,LabID,Accession,Panel,TestDate,TestCode,TestName,Value,Unit,RefRange',
    `P1,LAB001,${number()},CBC,2024-01-15T10:30:00Z,WBC,White Blood Cell Count,7.5,10^3/uL,4.5-11.0`,
    `P2,LAB001,${number()},CBC,2024-01-15T10:30:00Z,HGB,Hemoglobin,${secondValue},g/dL,12.0-16.0`,
  ]
    .map((row) => `${row}\r\n`)
    .join('');

export const hl7Body = (): string =>
  [
    'MSH|^~\\&|QUEST|LAB001|PORTAL|LABSECURE|20240115103000-0500||ORU^R01^ORU_R01|MSG001|P|2.5.1',
    'PID|1||P234567^^^LAB001^MR||Garcia^Maria||19900722|F',
    `OBR|1||${number()}|CBC^Complete Blood Count|||20240115080000-0500|||||||||||||||20240115103000-0500|||F`,
    'OBX|1|NM|WBC^White Blood Cell Count||7.5|10*3/uL|4.5-11.0|N|||F',
  ]
    .map((segment) => `${segment}\r`)
    .join('');
