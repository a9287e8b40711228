import { expect, test } from 'vitest';
import type { FileQuarantined } from '../../domain/letters.ts';
import { fileQuarantinedMail } from './file-quarantined.ts';
import { frame, paragraph } from './frame.ts';
import { createNewResultMail } from './new-result.ts';
import { sentenceFor } from './reason-sentences.ts';
import { submissionEndedMail } from './submission-ended.ts';
import { submissionHeldMail } from './submission-held.ts';

const result = createNewResultMail('https://portal.example.com/')('someone@example.com');
const ended = {
  kind: 'submission-ended',
  event_id: '0b8d1f5c-2f55-5d43-9a52-63a5a1f0b001',
  lab_id: 'LAB001',
  result_id: '0b8d1f5c-2f55-5d43-9a52-63a5a1f0b002',
  submission_id: '0b8d1f5c-2f55-5d43-9a52-63a5a1f0b003',
  state: 'REJECTED',
} as const;

const { state: _state, ...ids } = ended;
const quarantined: FileQuarantined = {
  kind: 'file-quarantined',
  event_id: ended.event_id,
  lab_id: 'LAB001',
  path: 'incoming/LAB001/March results.csv',
  kept_at: 'incoming/LAB001/2026/March results.csv',
  in_part: false,
  reasons: [
    { code: 'E_DECIMAL', count: 3, row: 7 },
    { code: 'E_CHARSET', count: 1 },
    { code: 'E_OF_A_LATER_DAY', count: 1, row: 2 },
  ],
};

const addressesIn = (words: string): Set<string> => new Set(words.match(/https?:\/\/[^\s"'<>;]+/g));

test('When a result is ready, then the e-mail opens the dashboard and the profile, and fetches nothing', () => {
  const expected = new Set(['https://portal.example.com/dashboard', 'https://portal.example.com/profile']);
  expect(addressesIn(result.html)).toEqual(expected);
  expect(addressesIn(result.text)).toEqual(expected);
  expect(result.html).not.toMatch(/<img|<link|<script|url\(|@import/i);
});

test('When a result is ready, then every patient gets the very same words', () => {
  const other = createNewResultMail('https://portal.example.com/')('other@example.com');
  expect({ ...other, to: '' }).toEqual({ ...result, to: '' });
});

test('When the text is read alone, then it says how to stop the e-mails', () => {
  expect(result.text).toMatch(/stop them there at any time: https:\/\/portal\.example\.com\/profile/);
});

test('When a submission ended, then the e-mail names its ids, its state and where to ask', () => {
  const mail = submissionEndedMail('lab@example.com', ended);
  for (const words of [mail.html, mail.text]) {
    expect(words).toContain(ended.submission_id);
    expect(words).toContain('REJECTED');
    expect(words).toContain(`GET /api/v1/status/${ended.result_id}`);
  }
});

test('When a submission failed on our side, then the lab is not asked to do anything', () => {
  const mail = submissionEndedMail('lab@example.com', { ...ended, state: 'FAILED' });
  expect(mail.subject).toBe('A submission could not be processed');
  expect(mail.text).toContain('need not submit it again');
});

test('When a submission waits for staff, then the e-mail says how to look at it, and has no link', () => {
  const mail = submissionHeldMail('admin@example.com', { ...ids, kind: 'submission-held' });
  for (const words of [mail.html, mail.text]) {
    expect(words).toContain(`labsecure reviews show ${ended.result_id} ${ended.submission_id}`);
    expect(words).toContain('LAB001');
  }
  expect(addressesIn(mail.html + mail.text)).toEqual(new Set());
});

test('When a file was put in quarantine, then the e-mail says which, where it lies, and each reason in a sentence', () => {
  const mail = fileQuarantinedMail('lab@example.com', quarantined);
  expect(mail.subject).toBe('A file was put in quarantine');
  for (const words of [mail.html, mail.text]) {
    expect(words).toContain('incoming/LAB001/March results.csv');
    expect(words).toContain('incoming/LAB001/2026/March results.csv in the quarantine bucket');
    expect(words).toContain('Nothing of it was taken.');
    expect(words).toContain('E_DECIMAL, 3 times, first in row 7');
    expect(words).toContain('write it with a point.');
    expect(words).toContain('E_CHARSET, once');
    expect(words).toContain('E_OF_A_LATER_DAY, once, in row 2');
    expect(words).toContain('Something in it cannot be taken as it is.');
  }
});

test('When part of a file was taken, then the e-mail does not say that nothing was', () => {
  const mail = fileQuarantinedMail('lab@example.com', { ...quarantined, in_part: true });
  expect(mail.subject).toBe('Part of a file was not taken');
  expect(mail.text).toContain('What was good in it was taken');
  expect(mail.text).not.toContain('Nothing of it was taken');
});

test('When a path was made to deceive, then it is no markup, no line and no link of the e-mail, and never in its subject', () => {
  const path =
    'incoming/LAB001/<a href=http://evil.com>\r\nBcc: all@evil.com\r\n\r\nPay here www.evil.com.csv';
  const mail = fileQuarantinedMail('lab@example.com', { ...quarantined, path, kept_at: path, lab_id: path });
  expect(mail.subject).toBe('A file was put in quarantine');
  expect(mail.html).not.toMatch(/<a\b|evil\.com|http:/);
  expect(mail.text).not.toMatch(/evil\.com|http:|^Bcc|^Pay/m);
  expect(mail.html).toContain('&#60;a href&#61;http[:]//evil[.]com&#62;');
});

test('When a code has a name that every object knows, then it still gets a sentence', () => {
  expect(sentenceFor('constructor')).toBe('Something in it cannot be taken as it is.');
  expect(sentenceFor('E_HL7_OF_A_LATER_DAY')).toBe('It is not built as HL7 v2 says.');
});

test('When words hold markup, then it is shown and not run', () => {
  const page = frame({ title: '<b>', preview: '"><script>', body: paragraph('<img src=x>'), foot: '' });
  expect(page).not.toMatch(/<b>|<script|<img/);
});
