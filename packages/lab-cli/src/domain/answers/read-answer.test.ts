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
