import { PermanentError } from '@labsecure/contracts/errors';
import { expect, test } from 'vitest';
import type { Mail } from './mail.ts';
import { BusyError, type Conclusion, createTell, type TellPorts } from './tell.ts';

const event = {
  kind: 'result-visible',
  event_id: '0b8d1f5c-2f55-5d43-9a52-63a5a1f0b001',
  patient_id: 'P1',
  result_id: '0b8d1f5c-2f55-5d43-9a52-63a5a1f0b002',
} as const;
const mail: Mail = { to: 'someone@example.com', subject: 's', html: 'h', text: 't' };

const scene = (parts: Partial<TellPorts> = {}) => {
  const sent: Mail[] = [];
  const concluded: Conclusion[] = [];
  const tell = createTell({
    claim: async () => 'ours',
    conclude: async (_event, conclusion) => void concluded.push(conclusion),
    letterFor: async () => ({ mail }),
    send: async (given) => {
      sent.push(given);
      return 'ses-1';
    },
    ...parts,
  });
  return { tell, sent, concluded };
};

test("When the event is ours, then the e-mail is sent and the provider's id is kept", async () => {
  const { tell, sent, concluded } = scene();
  await tell(event);
  expect(sent).toEqual([mail]);
  expect(concluded).toEqual([{ outcome: 'SENT', provider_message_id: 'ses-1' }]);
});

test('When the event has ended before, then nothing happens', async () => {
  const { tell, sent, concluded } = scene({ claim: async () => 'done' });
  expect(await tell(event)).toBeUndefined();
  expect([...sent, ...concluded]).toEqual([]);
});

test('When another worker has it in hand, then it is left alone and asked for again later', async () => {
  const { tell, sent, concluded } = scene({ claim: async () => 'busy' });
  await expect(tell(event)).rejects.toBeInstanceOf(BusyError);
  expect([...sent, ...concluded]).toEqual([]);
});

test.each(['NO_CONTACT', 'OPTED_OUT'] as const)(
  'When the answer is %s, then that is how it ends, without error',
  async (none) => {
    const { tell, sent, concluded } = scene({ letterFor: async () => ({ none }) });
    await tell(event);
    expect(sent).toEqual([]);
    expect(concluded).toEqual([{ outcome: none }]);
  },
);

test('When sending fails for now, then RETRYING is recorded and the queue keeps the event', async () => {
  const throttled = Object.assign(new Error('Rate exceeded for someone@example.com'), { name: 'Throttling' });
  const { tell, concluded } = scene({ send: () => Promise.reject(throttled) });
  await expect(tell(event)).rejects.toBe(throttled);
  expect(concluded).toEqual([{ outcome: 'RETRYING', reason: 'Throttling' }]);
});

test('When the contact cannot be looked up, then RETRYING is recorded too', async () => {
  const { tell, concluded } = scene({ letterFor: () => Promise.reject(new Error('down')) });
  await expect(tell(event)).rejects.toThrow('down');
  expect(concluded).toEqual([{ outcome: 'RETRYING', reason: 'Error' }]);
});

test('When the provider refuses for good, then FAILED is recorded with its reason, and no retry is asked for', async () => {
  const refused = Object.assign(new Error('bad address someone@example.com'), { name: 'MessageRejected' });
  const { tell, concluded } = scene({
    send: () => Promise.reject(new PermanentError('refused', 'E_MAIL_REFUSED', refused)),
  });
  await expect(tell(event)).rejects.toBeInstanceOf(PermanentError);
  expect(concluded).toEqual([{ outcome: 'FAILED', reason: 'MessageRejected' }]);
});

test('When an e-mail was sent but cannot be recorded, then it is not sent again', async () => {
  const { tell, sent } = scene({ conclude: () => Promise.reject(new Error('down')) });
  await expect(tell(event)).rejects.toMatchObject({ code: 'E_UNRECORDED', retryable: false });
  expect(sent).toHaveLength(1);
});

test('When there was nothing to send and that cannot be recorded, then it is tried again', async () => {
  const { tell } = scene({
    letterFor: async () => ({ none: 'NO_CONTACT' }),
    conclude: () => Promise.reject(new Error('down')),
  });
  await expect(tell(event)).rejects.toThrow('down');
});
