/** Bodies of a size, invented: a table whose rows are of 8 analytes a result, and a batch of messages of the same. */
const analytes = [
  ['WBC', 'White Blood Cells', '7.5', '10*3/uL', '4.5-11.0'],
  ['RBC', 'Red Blood Cells', '4.8', '10*6/uL', '4.5-5.9'],
  ['HGB', 'Hemoglobin', '14.2', 'g/dL', '13.5-17.5'],
  ['HCT', 'Hematocrit', '42.1', '%', '41-50'],
  ['MCV', 'MCV', '88', 'fL', '80-100'],
  ['MCH', 'MCH', '29.5', 'pg', '27-33'],
  ['MCHC', 'MCHC', '33.7', 'g/dL', '32-36'],
  ['PLT', 'Platelets', '250', '10*3/uL', '150-400'],
];

const header =
  'PatientID,LabID,Accession,Panel,TestDate,TestCode,TestName,Value,Unit,RefRange,Flag,Physician,Remark\n';

const rowsOf = (number: number): string =>
  analytes
    .map(
      ([code, name, value, unit, range]) =>
        `P${number},LAB001,A-${number},CBC,2024-01-15T10:30:00-05:00,${code},${name},${value},${unit},${range},N,Dr. Adams,sample ${number * 7919} received\n`,
    )
    .join('');

/** A table of at least so many bytes, piece by piece. */
export function* csvOf(bytes: number): Generator<Buffer> {
  yield Buffer.from(header);
  for (let number = 1, size = 0; size < bytes; number += 1) {
    const rows = Buffer.from(rowsOf(number));
    size += rows.length;
    yield rows;
  }
}

/** The same with as many results as fit: of one value, in columns no wider than they must be. */
export function* narrowCsvOf(bytes: number): Generator<Buffer> {
  yield Buffer.from('PatientID,TestDate,Accession,TestCode,Value,Unit\n');
  for (let number = 1, size = 0; size < bytes; number += 1) {
    const row = Buffer.from(`P${number},2024-01-15,A${number},WBC,7.5,10^3/uL\n`);
    size += row.length;
    yield row;
  }
}

export const messageOf = (number: number): string =>
  [
    `MSH|^~\\&|QUEST|LAB001|PORTAL|LABSECURE|20240115103000-0500||ORU^R01^ORU_R01|M${number}|P|2.5.1`,
    `PID|1||P${number}^^^LAB001^MR||Garcia^Maria||19620320|F`,
    `OBR|1||A-${number}|CBC^Complete Blood Count|||20240115103000-0500|||||||||||||||20240115103000-0500|||F`,
    ...analytes.map(
      ([code, name, value, unit, range], index) =>
        `OBX|${index + 1}|NM|${code}^${name}||${value}|${unit}|${range}|N|||F`,
    ),
    'NTE|1||The sample was received in good order.',
  ]
    .map((segment) => `${segment}\r`)
    .join('');

/** A batch of at least so many bytes, message by message. */
export function* hl7Of(bytes: number): Generator<Buffer> {
  yield Buffer.from('BHS|^~\\&|QUEST|LAB001|PORTAL|LABSECURE|20240115||||B1\r');
  let number = 0;
  for (let size = 0; size < bytes; ) {
    number += 1;
    const message = Buffer.from(messageOf(number));
    size += message.length;
    yield message;
  }
  yield Buffer.from(`BTS|${number}\r`);
}
