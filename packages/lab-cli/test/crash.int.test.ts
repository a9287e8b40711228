import { mkdir, readFile } from 'node:fs/promises';
import { createOpener } from '@labsecure/sealing/open';
import { type Child, startChild } from '@labsecure/testing/child';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvBody, hl7Body, invalidNative } from './bodies.ts';
import { createLaboratory, type Laboratory } from './laboratory.ts';
import { accepted, problem, type StubPlatform, startStubPlatform } from './stub-platform.ts';

const main = new URL('../src/main.ts', import.meta.url);
const mortal = new URL('./mortal.ts', import.meta.url);
const patience = 900_000;

let platform: StubPlatform;
beforeAll(async () => {
  platform = await startStubPlatform();
});
afterAll(() => platform.stop());

const watchArgs = (lab: Laboratory, more: string[] = []): string[] => [
  'watch',
  ...more,
  lab.at('drop'),
  '--once',
  '--every',
  '0.05',
  '--retry-for',
  '0',
];

const startWatching = (lab: Laboratory, env: Record<string, string> = {}, more: string[] = []): Child =>
  startChild(main, watchArgs(lab, more), { ...(lab.env as Record<string, string>), ...env });

const laboratoryWith = async (bodies: Record<string, string>): Promise<Laboratory> => {
  const lab = await createLaboratory(platform.url);
  await mkdir(lab.at('drop'));
  for (const [name, body] of Object.entries(bodies)) await lab.put(`drop/${name}`, body);
  return lab;
};

const contentsOf = async (lab: Laboratory, folder: string): Promise<string[]> => {
  const names = await lab.list('drop', folder);
  return Promise.all(names.map((name) => readFile(lab.at('drop', folder, name), 'utf8')));
};

const keysOf = (body: string): (string | string[] | undefined)[] =>
  platform
    .deliveries()
    .filter((delivery) => delivery.body.toString() === body)
    .map(({ headers }) => headers['idempotency-key']);

const expectAllOnce = async (
  lab: Laboratory,
  bodies: { valid: string[]; invalid: string[] },
): Promise<void> => {
  expect(await lab.list('drop')).toEqual(['invalid', 'sent', 'work']);
  expect(await lab.list('drop', 'work')).toEqual([]);
  expect((await contentsOf(lab, 'sent')).sort()).toEqual([...bodies.valid].sort());
  expect(await contentsOf(lab, 'invalid')).toEqual(bodies.invalid);
  expect(await lab.notes('drop', 'sent')).toHaveLength(bodies.valid.length);
  expect(await lab.notes('drop', 'invalid')).toHaveLength(bodies.invalid.length);
  for (const body of bodies.valid) expect(new Set(keysOf(body)).size).toBe(1);
  for (const body of bodies.invalid) expect(keysOf(body)).toEqual([]);
};

/** @returns whether it lived to the end */
const dieAndGoOn = async (step: number): Promise<boolean> => {
  const [valid, invalid] = [hl7Body(), invalidNative()];
  const lab = await laboratoryWith({ 'a.hl7': valid, 'b.json': invalid });
  try {
    const dying = startWatching(lab, { NODE_OPTIONS: `--import=${mortal.href}`, MORTAL_STEP: String(step) });
    const end = await dying.ended;
    expect(end === 'SIGKILL' || end === 1, dying.output()).toBe(true);
    // Whatever lies there is whole.
    await lab.notes('drop', 'sent');
    await lab.notes('drop', 'invalid');
    await lab.run(watchArgs(lab));
    await expectAllOnce(lab, { valid: [valid], invalid: [invalid] });
    return end !== 'SIGKILL';
  } finally {
    await lab.remove();
  }
};

test('When the process is killed at any step, then the next run loses nothing and doubles nothing', {
  timeout: patience,
}, async () => {
  platform.reply = () => ({
    status: 202,
    headers: { 'content-type': 'application/hl7-v2; charset=utf-8' },
    body: 'MSH|^~\\&|LABSECURE||QUEST|LAB001|20240115||ACK^R01^ACK|1|P|2.5.1\rMSA|AA|MSG001|Message accepted\r',
  });
  let step = 0;
  while (!(await dieAndGoOn(step))) step += 1;
  expect(step).toBeGreaterThan(15);
});

const sealedBodies = async (): Promise<string[]> => {
  const open = createOpener(platform.keys().privateKey);
  return Promise.all(
    [...platform.stored.values()].map(async (sealed) => {
      const source = async function* () {
        yield sealed;
      };
      const parts: Uint8Array[] = [];
      for await (const part of open(source(), { lab_id: 'LAB001' })) parts.push(part);
      return Buffer.concat(parts).toString();
    }),
  );
};

/** @returns whether it lived to the end */
const dieSealingAndGoOn = async (step: number): Promise<boolean> => {
  const [valid, invalid] = [hl7Body(), invalidNative()];
  const lab = await laboratoryWith({ 'a.hl7': valid, 'b.json': invalid });
  platform.stored.clear();
  try {
    const env = { NODE_OPTIONS: `--import=${mortal.href}`, MORTAL_STEP: String(step) };
    const dying = startWatching(lab, env, ['--encrypt']);
    const end = await dying.ended;
    expect(end === 'SIGKILL' || end === 1, dying.output()).toBe(true);
    await lab.notes('drop', 'sent');
    await lab.run(watchArgs(lab, ['--encrypt']));
    // A file that is put twice, under two paths, becomes one delivery at the platform: it is known by what is in it.
    expect(new Set(await sealedBodies())).toEqual(new Set([valid]));
    expect(await lab.list('drop', 'work')).toEqual([]);
    expect(await contentsOf(lab, 'sent')).toEqual([valid]);
    expect(await contentsOf(lab, 'invalid')).toEqual([invalid]);
    expect(await lab.notes('drop', 'sent')).toMatchObject([{ outcome: 'uploaded' }]);
    const [note] = await lab.notes('drop', 'sent');
    expect([...platform.stored.keys()]).toContain(note?.path);
    return end !== 'SIGKILL';
  } finally {
    await lab.remove();
  }
};

test('When the process is killed at any step of sealing and putting, then the next run loses nothing', {
  timeout: patience,
}, async () => {
  platform.reply = platform.usual;
  let step = 0;
  while (!(await dieSealingAndGoOn(step))) step += 1;
  // Token, key, address and the file itself are four requests more than files are moved.
  expect(step).toBeGreaterThan(18);
});

test('When the process is killed while the platform thinks, then the next run sends the same delivery again', {
  timeout: patience,
}, async () => {
  const body = csvBody();
  const lab = await laboratoryWith({ 'a.csv': body });
  try {
    let arrived = (): void => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    platform.reply = () => {
      arrived();
      return new Promise(() => {});
    };
    const child = startWatching(lab);
    await arrival;
    child.process.kill('SIGKILL');
    await child.ended;
    platform.reply = accepted;
    await lab.run(watchArgs(lab));
    expect(keysOf(body)).toHaveLength(2);
    await expectAllOnce(lab, { valid: [body], invalid: [] });
  } finally {
    await lab.remove();
  }
});

test('When it is asked to end while the platform is away, then it ends soon, with code 3, and the file is there', {
  timeout: patience,
}, async () => {
  const lab = await laboratoryWith({ 'a.csv': csvBody() });
  try {
    let arrived = (): void => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    platform.reply = () => {
      arrived();
      return problem(503, 'E_UNAVAILABLE');
    };
    const child = startChild(
      main,
      ['watch', lab.at('drop'), '--every', '0.05'],
      lab.env as Record<string, string>,
    );
    await arrival;
    child.process.kill('SIGTERM');
    expect(await child.ended, child.output()).toBe(3);
    expect(await lab.list('drop', 'work')).toHaveLength(1);
  } finally {
    await lab.remove();
  }
});

test('When two watchers start on one folder, then one of them works and every file is sent once', {
  timeout: patience,
}, async () => {
  platform.reply = accepted;
  const bodies = Array.from({ length: 20 }, () => csvBody());
  const lab = await laboratoryWith(Object.fromEntries(bodies.map((body, index) => [`${index}.csv`, body])));
  try {
    const children = [startWatching(lab), startWatching(lab)];
    const ends = await Promise.all(children.map(({ ended }) => ended));
    // The second may come when the first is done: then it finds nothing to do.
    expect(ends.toSorted()).toEqual(ends.includes(2) ? [0, 2] : [0, 0]);
    await expectAllOnce(lab, { valid: bodies, invalid: [] });
    for (const body of bodies) expect(keysOf(body)).toHaveLength(1);
  } finally {
    await lab.remove();
  }
});
