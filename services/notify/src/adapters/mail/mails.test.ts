import { expect, test } from 'vitest';
import { frame, paragraph } from './frame.ts';
import { createNewResultMail } from './new-result.ts';
import { submissionEndedMail } from './submission-ended.ts';

const result = createNewResultMail('https://portal.example.com/')('someone@example.com');
const ended = {
  kind: 'submission-ended',
  event_id: '0b8d1f5c-2f55-5d43-9a52-63a5a1f0b001',
  lab_id: 'LAB001',
  result_id: '0b8d1f5c-2f55-5d43-9a52-63a5a1f0b002',
  submission_id: '0b8d1f5c-2f55-5d43-9a52-63a5a1f0b003',
  state: 'REJECTED',
} as const;

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

test('When words hold markup, then it is shown and not run', () => {
  const page = frame({ title: '<b>', preview: '"><script>', body: paragraph('<img src=x>'), foot: '' });
  expect(page).not.toMatch(/<b>|<script|<img/);
});
