import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thrownBy } from '../test/native.ts';
import { readJson } from './json.ts';

const messageOf = (text: string): string => thrownBy(() => readJson(text)).message;

describe('broken JSON', () => {
  test.each([
    ['half a body', '{"a": 1,\n "b"', 2, 5],
    ['a missing value', '{\n  "a": }', 2, 8],
    ['two bodies', '{}\n{}', 2, 1],
    ['a word behind it', '{"a":1}x', 1, 8],
    ['a comma too many', '{"a":[1,]}', 1, 9],
    ['a leading zero', '{"a":01}', 1, 7],
    ['a number without decimals', '{"a":1.}', 1, 6],
    ['a number without a whole', '{"a":.5}', 1, 6],
    ['a plus sign', '{"a":+1}', 1, 6],
    ['a hexadecimal number', '{"a":0x1}', 1, 7],
    ['NaN', '{"a":NaN}', 1, 6],
    ['single quotes', "{'a':1}", 1, 2],
    ['a bare key', '{a:1}', 1, 2],
    ['a comment', '{\n// x\n"a":1}', 2, 1],
    ['a tab in a text', '{"a":"\t"}', 1, 6],
    ['an unknown escape', '{"a":"\\x"}', 1, 6],
    ['a space that is none', '{"a":\u00a01}', 1, 6],
  ])('When there is %s, then line and column are named', (_what, text, line, column) => {
    expect(thrownBy(() => readJson(text))).toMatchObject({
      status: 400,
      code: 'E_JSON',
      message: `Invalid JSON at line ${line} column ${column}.`,
    });
  });

  test('When it is broken, then nothing of what it says is repeated', () => {
    expect(messageOf('{"a": Garcia')).not.toContain('Garcia');
  });
});

describe('what JSON.parse would let pass', () => {
  test.each([
    ['{"a":1,"a":2}', ['/a']],
    ['{"a":1,"\\u0061":2}', ['/a']],
    ['{"results":[{},{"value":1,"value":1}]}', ['/results/1/value']],
    ['{"a":1,"a":{"b":1,"b":2}}', ['/a', '/a/b']],
    ['{"a/b":{"~":1,"~":2}}', ['/a~1b/~0']],
    ['{"__proto__":1,"__proto__":2}', ['/__proto__']],
  ])('When a key stands twice in %s, then it is refused and named', (text, pointers) => {
    const error = thrownBy(() => readJson(text));
    expect(error).toMatchObject({ status: 400, code: 'E_JSON' });
    expect(error.problems.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test('When thousands of keys stand twice, then a hundred are named', () => {
    const text = `{${'"a":1,'.repeat(3000)}"a":1}`;
    expect(thrownBy(() => readJson(text)).problems).toHaveLength(100);
  });

  test('When the same key stands in two objects, or a text looks like a key, then that is no repetition', () => {
    const text = '[{"a":"a","b":["a","a"]},{"a":{"a":"\\"a\\":1"}}]';
    expect(readJson(text).value).toEqual(JSON.parse(text));
  });

  test.each([
    ['lists', `${'['.repeat(33)}${']'.repeat(33)}`],
    ['objects', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
    ['lists to the end of the body', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
    ['lists that never end', '[1,'.repeat(300_000)],
  ])('When %s are nested too deep, then it is refused', (_what, text) => {
    expect(messageOf(text)).toBe('The JSON is nested more than 32 levels deep.');
  });

  test('When it is nested just deep enough, then it is read', () => {
    expect(() => readJson(`${'['.repeat(32)}${']'.repeat(32)}`)).not.toThrow();
  });
});

describe('numbers', () => {
  test('When numbers stand under keys, then their characters are kept', () => {
    const text = '{"a":7.50,"b":[{"c":-1.0E+2},5],"d/e":12345678901234567890 ,"f":"7"}';
    expect([...readJson(text).numbers]).toEqual([
      ['/a', '7.50'],
      ['/b/0/c', '-1.0E+2'],
      ['/d~1e', '12345678901234567890'],
    ]);
  });
});

/** The value with its numbers replaced by what was noted of them. */
const withNoted = (value: unknown, numbers: Map<string, string>, pointer = ''): unknown => {
  if (Array.isArray(value)) return value.map((one, at) => withNoted(one, numbers, `${pointer}/${at}`));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]: [string, unknown]) => {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [key, typeof inner === 'number' ? Number(numbers.get(at)) : withNoted(inner, numbers, at)];
  });
  return Object.fromEntries(entries);
};

test('Whatever JSON comes, in whatever spacing, then its value is that of JSON.parse and every number under a key is noted', () => {
  const spaced = fc
    .tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'))
    .map(([value, space]) => JSON.stringify(value, null, space));
  fc.assert(
    fc.property(spaced, (text) => {
      const { value, numbers } = readJson(text);
      expect(value).toEqual(JSON.parse(text));
      expect(withNoted(value, numbers)).toEqual(value);
    }),
    { numRuns: 1000 },
  );
});
