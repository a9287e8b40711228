import { operationOutcome } from '@labsecure/formats/fhir/operation-outcome';
import { acknowledge } from '@labsecure/formats/hl7/acknowledge';
import { expect, test } from 'vitest';
import { readAnswer } from './read-answer.ts';

const id = '13b0e3ef-1ce5-5881-a95a-d351a4c46e3c';
const fault = { pointer: '/OBX[2]-5', code: 'E_DECIMAL', message: 'The number is ambiguous | twice.' };
const remark = { pointer: '/PID-3.1', code: 'W_TZ_ASSUMED', message: 'A remark.' };

const ack = (problems: (typeof fault)[], header = 'MSH|^~\\&|A|B|C|D|2024||ORU^R01|M1|P|2.5.1') =>
  acknowledge({ sent: header, problems, now: new Date(0), control_id: 'C1' });
const hl7 = (status: number, text: string, location = `/api/v1/status/${id}`) =>
  readAnswer({ status, media_type: 'application/hl7-v2', location, text });
const fhir = (status: number, problems: (typeof fault)[], more: object[] = []) => {
  const outcome = operationOutcome(problems, status);
  const text = JSON.stringify({ ...outcome, issue: [...outcome.issue, ...more] });
  return readAnswer({ status, media_type: 'application/fhir+json', text });
};

test('When HL7 is accepted, then the result is known by where to follow it, and remarks are kept', () => {
  expect(hl7(202, ack([remark]))).toEqual({
    outcome: 'sent',
    results: [{ result_id: id }],
    problems: [remark],
  });
});

test('When HL7 is refused, then each ERR is a problem with its place', () => {
  expect(hl7(422, ack([fault, remark]))).toMatchObject({ outcome: 'refused', problems: [fault, remark] });
});

test('When the sender has delimiters of its own, then its acknowledgement is read with them', () => {
  expect(hl7(422, ack([fault], 'MSH#!~@$#A#B#C#D#2024##ORU!R01#M1#P#2.5.1'))).toMatchObject({
    problems: [fault],
  });
});

test('When one message of a batch is refused, then the file is partly sent, and the message is named by its number', () => {
  expect(hl7(202, ack([]) + ack([fault]), '/api/v1/submissions')).toEqual({
    outcome: 'partly',
    results: [],
    problems: [{ row: 2, ...fault }],
  });
});

test('When acknowledgements stand in an envelope, then it counts as none of them', () => {
  const envelope = (inner: string) => `FHS|^~\\&|US\rBHS|^~\\&|US\r${inner}BTS|2\rFTS|1\r`;
  expect(hl7(202, envelope(ack([]) + ack([fault])), '/api/v1/submissions')).toEqual({
    outcome: 'partly',
    results: [],
    problems: [{ row: 2, ...fault }],
  });
  expect(hl7(202, envelope(ack([]) + ack([])))).toMatchObject({ outcome: 'sent', problems: [] });
});

test('When an acknowledgement says where its results are followed, then they are known, and it is no fault', () => {
  const other = '23b0e3ef-1ce5-5881-a95a-d351a4c46e3c';
  const accepted = acknowledge({
    sent: 'MSH|^~\\&|A|B|C|D|2024||ORU^R01|M1|P|2.5.1',
    problems: [remark],
    information: [id, other].map((one, at) => ({
      pointer: at === 0 ? '' : '/OBR[2]',
      message: `Accepted: follow it at /api/v1/status/${one}.`,
    })),
    now: new Date(0),
    control_id: 'C1',
  });
  expect(hl7(202, accepted, '/api/v1/submissions')).toEqual({
    outcome: 'sent',
    results: [{ result_id: id }, { pointer: '/OBR[2]', result_id: other }],
    problems: [remark],
  });
  expect(hl7(202, ack([]) + accepted, '/api/v1/submissions')).toMatchObject({
    results: [
      { row: 2, result_id: id },
      { row: 2, pointer: '/OBR[2]', result_id: other },
    ],
  });
});

const entry = { row: 2, result_id: id, submission_id: id, status: 'RECEIVED', warnings: [] };
const refused = { row: 3, status: 'REFUSED', errors: [fault] };

test('When results come first and the counts behind them, then the answer is read, with what it leaves out', () => {
  const more = { pointer: '', code: 'W_MORE_REFUSED', message: '7 more were refused.' };
  const text = JSON.stringify({ results: [entry, refused], accepted: 1, refused: 8, warnings: [more] });
  expect(readAnswer({ status: 202, media_type: 'application/json', text })).toEqual({
    outcome: 'partly',
    results: [{ row: 2, result_id: id }],
    problems: [more, { row: 3, ...fault }],
  });
});

test.each([
  ['application/json', `{"results":[${JSON.stringify(entry)}`],
  ['application/json', ''],
  ['application/hl7-v2', `BHS|^~\\&|US\r${ack([])}`],
  ['application/hl7-v2', `FHS|^~\\&|US\rBHS|^~\\&|US\r${ack([])}BTS|1\r`],
])('When an answer of %s stops before its end, then the file is sent again', (media_type, text) => {
  expect(readAnswer({ status: 202, media_type, text })).toMatchObject({
    outcome: 'again',
    is_general: false,
  });
});

test('When an acknowledgement refuses without an ERR, then its text is the problem', () => {
  expect(hl7(422, 'MSH|^~\\&|A\rMSA|AR|M1|No.\r')).toMatchObject({
    problems: [{ code: 'E_HL7', message: 'No.' }],
  });
});

test('When FHIR is accepted, then the results are those its issues give the addresses of', () => {
  const followed = {
    severity: 'information',
    code: 'informational',
    diagnostics: `follow it at /api/v1/status/${id}.`,
  };
  const place = { pointer: '/entry/0', code: 'W_NPI', message: 'A remark.' };
  expect(fhir(202, [place], [followed])).toMatchObject({
    outcome: 'sent',
    results: [{ result_id: id }],
    problems: [{ code: 'W_NPI', message: 'A remark.' }],
  });
});

test('When FHIR is refused, then its errors are problems', () => {
  expect(fhir(422, [{ ...fault, pointer: '/entry/0/resource' }])).toMatchObject({
    outcome: 'refused',
    problems: [{ code: 'E_DECIMAL', pointer: expect.stringContaining('entry') }],
  });
});

test.each([400, 415, 422])(
  'When problem details come with %i, then the file is refused for their reasons',
  (status) => {
    const text = JSON.stringify({
      type: 'about:blank',
      title: 'T',
      status,
      code: 'E_JSON',
      detail: 'D',
      errors: [fault],
    });
    expect(readAnswer({ status, media_type: 'application/problem+json', text })).toEqual({
      outcome: 'refused',
      detail: 'D',
      problems: [fault],
    });
  },
);

test('When whatever stands in front says that the file is too large, then it is', () => {
  expect(readAnswer({ status: 413, media_type: 'text/html', text: '<html>' })).toMatchObject({
    outcome: 'refused',
    problems: [{ code: 'E_TOO_LARGE' }],
  });
});

test.each([
  [408, true],
  [429, true],
  [500, false],
  [502, false],
  [503, true],
])(
  'When the status is %i, then it is tried again, and whether that holds for other files is %s',
  (status, is_general) => {
    const answer = { status, media_type: 'text/html', text: '', retry_after: '7' };
    expect(readAnswer(answer)).toMatchObject({ outcome: 'again', is_general, after_seconds: 7 });
  },
);
