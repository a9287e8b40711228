import { afterEach, expect, test } from 'vitest';
import { type FakeBehaviour, startFakeAws } from '../test/fake-aws.ts';
import { createTableWriter } from './table-writes.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Attributes = Record<string, { S?: string }>;
type Requests = Record<string, { PutRequest: { Item: Attributes } }[]>;
const requestsIn = (body: string): Requests => JSON.parse(body).RequestItems;
const keysIn = (body: string) =>
  Object.entries(requestsIn(body)).flatMap(([table, requests]) =>
    requests.map(
      ({ PutRequest: { Item } }) => `${table}/${Item.result_id?.S}/${Item.submission_id?.S}/${Item.note?.S}`,
    ),
  );
const allWritten: FakeBehaviour = () => ({ body: {} });

async function writing(behave: FakeBehaviour) {
  const aws = await startFakeAws(behave);
  const clients = aws.clients();
  closing.push(aws.close, clients.destroy);
  return { aws, put: createTableWriter(clients.documents, 'test-') };
}
const item = (submission_id: string, note = 'n') => ({
  result_id: 'r',
  submission_id,
  note,
  nothing: undefined,
});

test('Items of concurrent requests go in batches of 25, to their tables', async () => {
  const { aws, put } = await writing(allWritten);
  await Promise.all(Array.from({ length: 30 }, (_, index) => put('submissions', item(String(index)))));
  // Two calls at once: either may arrive first.
  const batches = aws.calls.map(({ body }) => keysIn(body)).sort((one, other) => other.length - one.length);
  expect(batches.map(({ length }) => length)).toEqual([25, 5]);
  expect(batches[0]?.[0]).toBe('test-submissions/r/0/n');
});

test('The same key twice goes once, with what was put last, and both are told it is written', async () => {
  const { aws, put } = await writing(allWritten);
  await Promise.all([
    put('submissions', item('a', 'first')),
    put('submissions', item('a', 'last')),
    put('submissions', item('b')),
  ]);
  expect(aws.calls.map(({ body }) => keysIn(body))).toEqual([
    ['test-submissions/r/a/last', 'test-submissions/r/b/n'],
  ]);
});

test('The same key in two tables is two items', async () => {
  const { aws, put } = await writing(allWritten);
  await Promise.all([put('submissions', item('a')), put('patients', { ...item('a'), patient_id: 'p' })]);
  expect(aws.calls.flatMap(({ body }) => keysIn(body))).toHaveLength(2);
});

test('What DynamoDB left undone is sent again, and nobody is told it is written before it is', async () => {
  let calls = 0;
  const { aws, put } = await writing(({ body }) => {
    if (++calls > 1) return { body: {} };
    const [table = '', requests = []] = Object.entries(requestsIn(body))[0] ?? [];
    return { body: { UnprocessedItems: { [table]: requests.slice(1) } } };
  });
  await Promise.all(['a', 'b', 'c'].map((id) => put('submissions', item(id))));
  expect(aws.calls.map(({ body }) => keysIn(body))).toEqual([
    ['test-submissions/r/a/n', 'test-submissions/r/b/n', 'test-submissions/r/c/n'],
    ['test-submissions/r/b/n', 'test-submissions/r/c/n'],
  ]);
});

test('When DynamoDB keeps leaving an item undone, then its writer alone is told so', async () => {
  const { put } = await writing(({ body }) => {
    const [table = '', requests = []] = Object.entries(requestsIn(body))[0] ?? [];
    const stuck = requests.filter(({ PutRequest }) => PutRequest.Item.submission_id?.S === 'stuck');
    return { body: { UnprocessedItems: stuck.length > 0 ? { [table]: stuck } : {} } };
  });
  const [fine, stuck] = await Promise.allSettled([
    put('submissions', item('a')),
    put('submissions', item('stuck')),
  ]);
  expect(fine?.status).toBe('fulfilled');
  expect(stuck).toMatchObject({ status: 'rejected', reason: { status: 503 } });
});

test('When one item cannot be taken at all, then those that travelled with it are written', async () => {
  const refused = { status: 400, body: { __type: 'ValidationException', message: 'too large' } };
  const { put } = await writing(({ body }) => (body.includes('"large"') ? refused : { body: {} }));
  const outcomes = await Promise.allSettled(['a', 'large', 'b'].map((id) => put('submissions', item(id))));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('When DynamoDB is down, then every writer is told', async () => {
  const { put } = await writing(() => 'drop');
  const outcomes = await Promise.allSettled(['a', 'b'].map((id) => put('submissions', item(id))));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
