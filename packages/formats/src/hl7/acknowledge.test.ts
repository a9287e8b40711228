import type { Problem } from '@labsecure/contracts/problem';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { header, message, obx, read } from '../../test/hl7.ts';
import { acknowledge } from './acknowledge.ts';
import { readMessage } from './message.ts';

const now = new Date('2024-01-15T15:30:00.123Z');
const fault = (code: string, pointer: string, text = 'Wrong.'): Problem => ({ code, pointer, message: text });
const answer = (sent: string | Uint8Array, ...problems: Problem[]): string =>
  acknowledge({ sent, problems, now, control_id: 'ACK1' });
const linesOf = (ack: string): string[] => ack.split('\r').slice(0, -1);

describe('an acknowledgement', () => {
  test('When all is well, then it is AA to who sent it, about the message that was sent', () => {
    expect(answer(message(obx))).toBe(
      'MSH|^~\\&|PORTAL|SYSTEM|QUEST|LAB001|20240115153000+0000||ACK^R01^ACK|ACK1|P|2.5.1\r' +
        'MSA|AA|MSG001|Message accepted\r',
    );
  });

  test('When contents are wrong, then it is AE, with an ERR for each problem and where it is', () => {
    const problems = [
      fault('E_NOT_NUMERIC', '/OBX[2]-5', 'Not a number | at all.'),
      fault('E_HL7_REQUIRED', '/OBR-4'),
      fault('E_VALUE', '/OBR-3.1'),
      fault('E_HL7_BATCH', ''),
      fault('W_TZ_ASSUMED', '/MSH-7'),
    ];
    expect(linesOf(answer(message(obx), ...problems)).slice(1)).toEqual([
      'MSA|AE|MSG001|Not a number \\F\\ at all.',
      'ERR||OBX^2^5|102^Data type error^HL70357|E|E_NOT_NUMERIC||Not a number \\F\\ at all.',
      'ERR||OBR^1^4|101^Required field missing^HL70357|E|E_HL7_REQUIRED||Wrong.',
      'ERR||OBR^1^3^1^1|102^Data type error^HL70357|E|E_VALUE||Wrong.',
      'ERR|||100^Segment sequence error^HL70357|E|E_HL7_BATCH||Wrong.',
      'ERR||MSH^1^7|0^Message accepted^HL70357|W|W_TZ_ASSUMED||Wrong.',
    ]);
  });

  test('When the sender is older than 2.5, then the place is where that version looks for it too', () => {
    const ack = answer(message(obx).replace('2.5.1', '2.3'), fault('E_STATUS', '/OBX[2]-11'));
    expect(linesOf(ack)[2]).toContain('ERR|OBX^2^11^103&Table value not found&HL70357|OBX^2^11|103^');
  });

  test('When it has delimiters of its own, then the answer has them', () => {
    const sent = 'MSH#@$%&#A@B#C#D#E#20240115##ORU@R01#77#P#2.5\r';
    expect(linesOf(answer(sent, fault('E_STATUS', '/OBX-11', '5%#')))).toEqual([
      'MSH#@$%&#D#E#A@B#C#20240115153000+0000##ACK@R01@ACK#ACK1#P#2.5',
      'MSA#AE#77#5%E%%F%',
      'ERR##OBX@1@11#103@Table value not found@HL70357#E#E_STATUS##5%E%%F%',
    ]);
  });

  test('When there is something to say of what was accepted, then it goes with it as information', () => {
    const ack = acknowledge({
      sent: message(obx),
      problems: [],
      information: [
        { pointer: '', message: 'Follow it.' },
        { pointer: '/OBR[2]', message: 'Follow the other.' },
      ],
      now,
      control_id: 'ACK1',
    });
    expect(linesOf(ack).slice(1)).toEqual([
      'MSA|AA|MSG001|Message accepted',
      'ERR|||0^Message accepted^HL70357|I|||Follow it.',
      'ERR||OBR^2|0^Message accepted^HL70357|I|||Follow the other.',
    ]);
  });

  test.each([
    ['E_HL7_TYPE', '200'],
    ['E_HL7_VERSION', '203'],
    ['E_HL7_PROCESSING', '202'],
    ['E_HL7_MSH', '100'],
    ['E_CHARSET', '102'],
    ['E_UNAVAILABLE', '207'],
  ])('When it was rejected with %s, then it is AR and %s', (code, number) => {
    const ack = answer(message(obx), fault(code, ''));
    expect(linesOf(ack)[1]).toContain('MSA|AR|');
    expect(linesOf(ack)[2]).toContain(`|${number}^`);
  });

  test('When several results share a problem, then it is told once', () => {
    const ack = answer(message(obx), fault('E_DATE', '/MSH-7'), fault('E_DATE', '/MSH-7'));
    expect(linesOf(ack)).toHaveLength(3);
  });

  test('When the encoding characters are wrong, then the message is still named, and nothing of it is taken for ours', () => {
    const sent = message(obx).replace('^~\\&', '^~&').replace('QUEST', 'QU^EST');
    expect(linesOf(answer(sent, fault('E_HL7_ENC', '/MSH-2')))).toEqual([
      'MSH|^~\\&|PORTAL|SYSTEM|QUEST|LAB001|20240115153000+0000||ACK^R01^ACK|ACK1|P|2.5.1',
      'MSA|AR|MSG001|Wrong.',
      'ERR||MSH^1^2|102^Data type error^HL70357|E|E_HL7_ENC||Wrong.',
    ]);
  });

  test.each([
    ['nothing', ''],
    ['another format', '{"MSH": 1}'],
    ['bytes', new Uint8Array([0xff, 0xfe, 0x00])],
    ['half a header', 'MSH'],
  ])('When what came is %s, then there is an answer all the same', (_what, sent) => {
    expect(linesOf(answer(sent, fault('E_HL7_MSH', '')))).toEqual([
      'MSH|^~\\&|LABSECURE|LABSECURE|||20240115153000+0000||ACK^R01^ACK|ACK1|P|2.5.1',
      'MSA|AR||Wrong.',
      'ERR|||100^Segment sequence error^HL70357|E|E_HL7_MSH||Wrong.',
    ]);
  });

  test('When names in the header hold what nobody can see, or have no end, then those are left out', () => {
    const [first] = linesOf(answer(message(obx).replace('QUEST', `Q\u0000\u0085${'x'.repeat(300)}`)));
    expect(first).toContain(`|Q${'x'.repeat(199)}|LAB001|`);
  });

  test('When it is a batch, then the answer is to its first message', () => {
    expect(answer(`FHS|^~\\&|X\rBHS|^~\\&|X\r${message(obx)}`)).toContain('MSA|AA|MSG001|');
  });
});

test('When a message is refused for what is in it, then the answer holds no more of it than names in its header', () => {
  const problems = read(message(obx.replace('7.50', 'Garcia4711'))).flatMap((entry) => entry.problems);
  expect(answer(message(obx), ...problems)).not.toMatch(/Garcia|4711|Smith|P234567/);
});

test('Whatever comes, then the answer is a message that can be read, of as many segments as there are problems', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(fc.constantFrom('MSH', '|', '^', '~', '\\', '&', '\r', '\n', 'A', '\u0085', ' '), {
        maxLength: 40,
      })
      .map((all) => all.join('')),
    fc
      .tuple(fc.nat(header.length), fc.string({ maxLength: 4 }))
      .map(([at, more]) => header.slice(0, at) + more + header.slice(at)),
  );
  const pointers = fc.oneof(fc.constantFrom('', '/PID-3', '/OBX[7]-5.1', '/results/0'), fc.string());
  fc.assert(
    fc.property(texts, pointers, fc.string(), (sent, pointer, text) => {
      const { segments } = readMessage(answer(sent, fault('E_X', pointer, text)));
      expect(segments.map(({ id }) => id)).toEqual(['MSH', 'MSA', 'ERR']);
      expect(segments[0]?.fields.length).toBe(13);
      expect(segments[2]?.fields.length).toBe(8);
    }),
    { numRuns: 500 },
  );
});
