import { appendFileSync } from 'node:fs';
import { appendFile, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canary, csvBody, invalidNative, nativeBody } from '../../test/bodies.ts';
import { createLaboratory, type Laboratory } from '../../test/laboratory.ts';
import { accepted, problem, type StubPlatform, startStubPlatform } from '../../test/stub-platform.ts';
import { lockFolder } from '../adapters/folder-lock.ts';

let platform: StubPlatform;
let lab: Laboratory;
beforeEach(async () => {
  platform = await startStubPlatform();
  lab = await createLaboratory(platform.url);
  await mkdir(lab.at('drop'));
});
afterEach(async () => {
  await platform.stop();
  await lab.remove();
});

const once = (...more: string[]) =>
  lab.run(['watch', lab.at('drop'), '--once', '--every', '0.1', '--retry-for', '0', '--json', ...more]);

test('When files are sent, then they lie in sent/ with a receipt that says which results they became', async () => {
  await lab.put('drop/a.json', nativeBody());
  const { code, events } = await once();
  expect(code).toBe(0);
  expect(await lab.list('drop')).toEqual(['invalid', 'sent', 'work']);
  const [name] = await lab.list('drop', 'sent');
  expect(name).toMatch(/^\d{8}T\d{6}Z-[0-9a-f]{8}-a\.json$/);
  const [receipt] = await lab.notes('drop', 'sent');
  expect(receipt).toMatchObject({
    file: 'a.json',
    outcome: 'sent',
    results: [{ result_id: expect.any(String) }],
  });
  expect(events()).toMatchObject([
    { event: 'file', file: 'a.json', outcome: 'sent', moved_to: `sent/${name}` },
    { event: 'summary', sent: 1, exit_code: 0 },
  ]);
});

test('When a file is invalid, then it lies in invalid/ with reasons that name places and no values', async () => {
  const table = csvBody(`7,${canary}`).replace(
    'WBC,White Blood Cell Count,7.5',
    `WBC,White Blood Cell Count,7 ${canary} 5 5`,
  );
  await lab.put('drop/a.json', invalidNative());
  await lab.put('drop/b.csv', table.replace('TestDate', 'Elsewhen'));
  await lab.put('drop/c.hl7', `MSH|^~\\&|${canary}`);
  await lab.put('drop/d.txt', `${canary};1`);
  const { code, out } = await once();
  expect(code).toBe(1);
  expect(platform.received).toEqual([]);
  expect(await lab.list('drop', 'invalid')).toHaveLength(4);
  const notes = await lab.notes('drop', 'invalid');
  expect(notes.find(({ file }) => file === 'a.json')).toMatchObject({
    outcome: 'refused',
    problems: [{ pointer: '/results/0/value', code: expect.stringMatching(/^E_/) }],
  });
  expect(notes.find(({ file }) => file === 'd.txt')).toMatchObject({ problems: [{ code: 'E_MEDIA' }] });
  expect(JSON.stringify(notes)).not.toContain(canary);
  expect(out).not.toContain(canary);
});

test('When a table holds a bad row, then it is sent, and its receipt names row and column of what was refused', async () => {
  platform.reply = (request) => {
    const { result_id, submission_id } = accepted(request).body as Record<string, string>;
    const errors = [
      { pointer: '/3/Value', code: 'E_DECIMAL', message: 'Row 3, Value: the number is ambiguous.' },
    ];
    const results = [
      { row: 2, result_id, submission_id, status: 'RECEIVED', warnings: [] },
      { row: 3, status: 'REFUSED', errors },
    ];
    return { status: 202, body: { accepted: 1, refused: 1, results } };
  };
  await lab.put('drop/a.csv', csvBody('"5,5"'));
  expect((await once()).code).toBe(1);
  expect(await lab.list('drop', 'sent')).toHaveLength(1);
  expect(await lab.notes('drop', 'sent')).toMatchObject([
    { outcome: 'partly', problems: [{ row: 3, pointer: '/3/Value', code: 'E_DECIMAL' }] },
  ]);
});

test('When a file is still growing, then it is left alone, and sent whole when it has stopped', async () => {
  const body = nativeBody();
  let written = 20;
  const path = await lab.put('drop/a.json', body.slice(0, written));
  // Between any two looks, however late they come: a timer that was to ring before another one does.
  const growing = setInterval(() => {
    appendFileSync(path, body.slice(written, written + 1));
    written += 1;
  }, 200);
  const { code, events } = await lab.run(['watch', lab.at('drop'), '--once', '--every', '0.8', '--json']);
  clearInterval(growing);
  expect(code).toBe(0);
  expect(events()[0]).toMatchObject({ file: 'a.json', outcome: 'waiting' });
  expect(await lab.list('drop')).toContain('a.json');
  expect(platform.received).toEqual([]);

  await appendFile(path, body.slice(written));
  await once();
  expect(platform.deliveries().map((delivery) => delivery.body.toString())).toEqual([body]);
});

test('When a file is empty, hidden, a link, a folder or an upload in progress, then it is left alone', async () => {
  await lab.put('elsewhere.json', nativeBody());
  await lab.put('drop/empty.json', '');
  await lab.put('drop/.hidden.json', nativeBody());
  await lab.put('drop/a.json.part', nativeBody());
  await symlink(lab.at('elsewhere.json'), lab.at('drop/link.json'));
  await mkdir(lab.at('drop/folder.json'));
  const { code, events } = await once();
  expect(code).toBe(0);
  expect(events()).toMatchObject([
    { file: 'empty.json', outcome: 'waiting' },
    { event: 'summary', waiting: 1 },
  ]);
  expect(platform.received).toEqual([]);
  expect(await lab.list('drop', 'work')).toEqual([]);
});

test('When two files of one name come one after the other, then both are kept', async () => {
  for (const body of [nativeBody(), nativeBody()]) {
    await lab.put('drop/a.json', body);
    await once();
  }
  expect(await lab.list('drop', 'sent')).toHaveLength(2);
});

test('When the platform is away, then files wait in work/ with code 3, and the next run sends each once', async () => {
  platform.reply = () => problem(503, 'E_UNAVAILABLE');
  await lab.put('drop/a.json', nativeBody());
  await lab.put('drop/b.json', nativeBody());
  const { code } = await once();
  expect(code).toBe(3);
  expect(platform.deliveries()).toHaveLength(1);
  platform.reply = accepted;
  expect((await once()).code).toBe(0);
  expect([...platform.accepted.values()]).toEqual([1, 1]);
  expect(await lab.list('drop', 'sent')).toHaveLength(2);
  expect(await lab.list('drop', 'work')).toEqual([]);
});

test('When one file makes the platform stumble, then it keeps no other waiting', async () => {
  const bad = nativeBody();
  platform.reply = (request) =>
    request.body.toString() === bad ? problem(500, 'E_INTERNAL') : accepted(request);
  await lab.put('drop/a.json', bad);
  await once();
  await lab.put('drop/b.json', nativeBody());
  expect((await once()).code).toBe(3);
  expect(await lab.list('drop', 'work')).toHaveLength(1);
  expect(await lab.list('drop', 'sent')).toHaveLength(1);
});

test('When the platform lets the client not in, then nothing is taken for invalid and the code is 2', async () => {
  platform.reply = () => problem(403, 'E_FORBIDDEN');
  await lab.put('drop/a.json', nativeBody());
  expect((await once()).code).toBe(2);
  expect(await lab.list('drop', 'work')).toHaveLength(1);
  expect(await lab.list('drop', 'invalid')).toEqual([]);
});

test('When another watcher has the folder, then this one touches nothing and ends with code 2', async () => {
  await lab.put('drop/a.json', nativeBody());
  const release = lockFolder(lab.at('drop'));
  const { code, err, events } = await once();
  expect(code).toBe(2);
  expect(err).toContain('Another labsecure');
  expect(events()).toMatchObject([{ event: 'error', exit_code: 2 }]);
  expect(await lab.list('drop')).toEqual(['a.json']);
  release();
  expect((await once()).code).toBe(0);
});

test('When the folder is not there, then it is not made, and the code is 2', async () => {
  const { code } = await lab.run(['watch', lab.at('none'), '--once']);
  expect(code).toBe(2);
  expect(await lab.list()).not.toContain('none');
});

test('When a note was written before a crash, then it is carried out though the answer would now be another', async () => {
  await lab.put('drop/a.json', nativeBody());
  await once();
  const [name = ''] = await lab.list('drop', 'sent');
  await rename(lab.at('drop/sent', name), lab.at('drop/work', name));
  platform.reply = () => problem(422);
  expect((await once()).code).toBe(0);
  expect(platform.deliveries()).toHaveLength(1);
  expect(await lab.list('drop', 'sent')).toEqual([name]);
});

test('When a note is of other bytes than the file, then it is not believed', async () => {
  await lab.put('drop/a.json', nativeBody());
  await once();
  const [name = ''] = await lab.list('drop', 'sent');
  await writeFile(lab.at('drop/work', name), nativeBody());
  await once();
  expect(platform.deliveries()).toHaveLength(2);
});

test('When it watches on, then it takes what comes and ends in good order when asked to', {
  timeout: 100_000,
}, async () => {
  const stopping = new AbortController();
  const watching = lab.run(['watch', lab.at('drop'), '--every', '0.1', '--json'], {
    stopping: stopping.signal,
  });
  await lab.put('drop/a.json', nativeBody());
  await expect.poll(() => lab.list('drop', 'sent'), { timeout: 40_000 }).toHaveLength(1);
  await lab.put('drop/b.json', invalidNative());
  await expect.poll(() => lab.list('drop', 'invalid'), { timeout: 40_000 }).toHaveLength(1);
  stopping.abort();
  const { code, events } = await watching;
  expect(code).toBe(1);
  expect(events().at(-1)).toEqual({ event: 'summary', sent: 1, refused: 1, exit_code: 1 });
});
