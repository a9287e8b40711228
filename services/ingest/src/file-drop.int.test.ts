import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDropCloud, type DropCloud } from './testing/drop-cloud.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { csvTable, jsonReport, sameReport } from './testing/same-report.ts';

/** Two ingests that take in files from one cloud. */
let cloud: LocalCloud;
let ingest: IngestWorld;
let other: IngestWorld;
let files: DropCloud;
let next = 0;
const anAccession = (): string => {
  next += 1;
  return `D-${process.pid}-${next}`;
};

beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
  other = await startIngestWorld(cloud);
  files = await createDropCloud(ingest.eyes, cloud.env.RESOURCE_PREFIX ?? '');
  const lab = await ingest.labs.find('LAB002');
  if (lab) await ingest.labs.put({ ...lab, lab_id: 'LAB-OFF', client_id: 'off', active: false });
  ingest.start();
  other.start();
});
afterAll(async () => {
  await Promise.all([ingest.stop(), other.stop()]);
  await cloud.close();
});

/** The id the API gives this body; sending it again changes nothing where it was taken in already. */
const resultIdOf = async (body: string, type = 'application/json'): Promise<string> => {
  const { headers } = await ingest.post(body, { 'content-type': type });
  return String(headers.location).split('/').at(-1) ?? '';
};

const extensions: Record<string, string> = {
  'application/json': 'json',
  'application/hl7-v2': 'hl7',
  'application/fhir+json': 'fhir',
  'text/csv': 'csv',
  'application/xml': 'xml',
};

test.each(Object.entries(extensions))(
  'When a file of %s is put, then it becomes the same result as by the API, and is moved',
  async (type, extension) => {
    const accession = anAccession();
    const content = sameReport(() => accession)[type] ?? '';
    const key = `incoming/LAB001/März ${accession} 1+2.${extension}`;
    await files.drop(key, content);
    expect(await files.acceptedAs(key)).toEqual([
      expect.stringMatching(/^accepted\/LAB001\/\d{4}\/\d\d\/\d\d\/[0-9a-f]{16}\/März D-/),
    ]);
    expect((await files.read('drop', (await files.acceptedAs(key))[0] ?? '')).toString()).toBe(content);
    expect(await files.noticesOf(key)).toEqual([]);

    const stored = await ingest.storedKeys('LAB001');
    const resultId = await resultIdOf(content, type);
    expect(stored.filter((one) => one.includes(resultId))).toHaveLength(1);
    expect(await ingest.storedKeys('LAB001')).toEqual(stored);
  },
);

test.each([
  ['is empty', 'LAB001', 'empty.csv', () => '', /^E_/],
  ['is binary', 'LAB001', 'photo.json', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]), /^E_/],
  ['was cut off', 'LAB001', 'cut.json', () => jsonReport(anAccession()).slice(0, -50), 'E_JSON'],
  ['is of another lab', 'LAB002', 'other.json', () => jsonReport(anAccession()), /^E_/],
  ['is of an unknown lab', 'LAB404', 'unknown.json', () => jsonReport(anAccession()), 'E_LAB'],
  ['is of a lab that is not active', 'LAB-OFF', 'off.json', () => jsonReport(anAccession()), 'E_LAB'],
  ['is not what it is named', 'LAB001', 'named.csv', () => jsonReport(anAccession()), /^E_CSV/],
  ['is of no known kind', 'LAB001', 'scan.pdf', () => '%PDF-1.7', 'E_MEDIA'],
])(
  'When a file %s, then it is in quarantine as it came, with its reasons, and told of once',
  async (...about) => {
    const [, lab, name, make, code] = about;
    const content = Buffer.from(make());
    const key = `incoming/${lab}/${process.pid}/${name}`;
    await files.drop(key, content);
    const [kept = ''] = await files.quarantinedAs(key);
    expect(await files.read('quarantine', kept)).toEqual(content);
    expect(await files.reasonsFor(key)).toMatchObject({
      path: key,
      in_part: false,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      reasons: [{ code: expect.stringMatching(code), message: expect.any(String) }],
    });
    expect(await files.acceptedAs(key)).toEqual([]);
    const notices = await files.noticesOf(key);
    expect(new Set(notices.map(({ event_id }) => event_id)).size).toBe(1);
    expect(notices[0]).toMatchObject({
      kept_at: kept,
      reasons: [{ code: expect.stringMatching(code), count: 1 }],
    });
  },
);

test('When what was wrong is mended and a file is put back from quarantine, then it is taken in', async () => {
  const lab = await ingest.labs.find('LAB001');
  if (!lab) throw new Error('no lab');
  const lab_id = `NEW-${process.pid}`;
  const key = `incoming/${lab_id}/a.json`;
  await files.drop(key, jsonReport(anAccession()).replace('LAB001', lab_id));
  expect(await files.reasonsFor(key)).toMatchObject({ reasons: [{ code: 'E_LAB' }] });
  await ingest.labs.put({ ...lab, lab_id, client_id: `${lab_id}-client` });
  const [kept = ''] = await files.quarantinedAs(key);
  await files.drop(key, await files.read('quarantine', kept));
  expect(await files.acceptedAs(key)).toHaveLength(1);
  expect(await ingest.storedKeys(lab_id)).toHaveLength(1);
});

test('When one row of a table is bad, then the rest is taken, and its reasons lie in quarantine', async () => {
  const [good, bad] = [anAccession(), anAccession()];
  const key = `incoming/LAB001/${good}.csv`;
  await files.drop(key, csvTable([good], [bad, '']));
  expect(await files.acceptedAs(key)).toHaveLength(1);
  expect(await files.quarantinedAs(key)).toEqual([]);
  expect(await files.reasonsFor(key)).toMatchObject({ in_part: true, accepted: 1, refused: 1 });
  expect(await ingest.submissions.ofResult(await resultIdOf(jsonReport(good)))).not.toEqual([]);
  expect(await files.noticesOf(key)).toMatchObject([
    { in_part: true, kept_at: expect.stringMatching(/\.csv\.reasons\.json$/) },
  ]);
});

test('When the event of a file comes many times, to two at once, then there is one result and one copy', async () => {
  const accession = anAccession();
  const key = `incoming/LAB001/${accession}.json`;
  const content = jsonReport(accession);
  await files.put(key, content);
  await files.announce(key, 6);
  await files.untilTaken(key);
  const resultId = await resultIdOf(content);
  expect(await ingest.submissions.ofResult(resultId)).toHaveLength(1);
  expect(await files.acceptedAs(key)).toHaveLength(1);
  await files.announce(key, 3);
  await files.drop(`incoming/LAB001/after-${accession}.json`, jsonReport(anAccession()));
  expect(await files.acceptedAs(key)).toHaveLength(1);
  expect(await files.noticesOf(key)).toEqual([]);
});

test('When a newer file replaces one that is on its way, then it is taken in as well', async () => {
  const key = `incoming/LAB001/daily-${process.pid}.json`;
  const [older, newer] = [jsonReport(anAccession()), jsonReport(anAccession())];
  await files.put(key, older);
  await files.put(key, newer);
  await Promise.all([files.announce(key, 2), files.untilTaken(key)]);
  const stored = await ingest.storedKeys('LAB001');
  const resultId = await resultIdOf(newer);
  expect(stored.filter((one) => one.includes(resultId))).toHaveLength(1);
  const copies = await Promise.all((await files.acceptedAs(key)).map((one) => files.read('drop', one)));
  expect(copies.map(String)).toContain(newer);
});

test('When a table is larger than one report, then it is taken in as it comes', {
  timeout: 200_000,
}, async () => {
  const first = anAccession();
  const rows = Array.from({ length: 600 }, (_, at): [string] => [`${first}-${at}`]);
  const wide = csvTable(...rows).replaceAll('\r\n', `,${'x'.repeat(1000)}\r\n`);
  expect(wide.length).toBeGreaterThan(1024 * 1024);
  const key = `incoming/LAB001/${first}.csv`;
  await files.drop(key, wide);
  expect(await files.acceptedAs(key)).toHaveLength(1);
  expect(ingest.log.concat(other.log).join('')).toContain('"accepted":600,"refused":0');
});

test('When a registry is put, then patients are registered, row by row, with a normalised copy', async () => {
  const header = 'patient_id,first_name,last_name,date_of_birth,gender,medical_record_number';
  const id = anAccession();
  const key = `patients/${id}.csv`;
  await files.drop(
    key,
    `${header}\r\n${id},Ann,Lee,1980-01-02,female,M-${id}\r\n${id}-x,,,1980-01-02,F,\r\n`,
  );
  expect(await files.patients.find(id)).toMatchObject({
    given_name: 'Ann',
    family_name: 'Lee',
    birth_date: '1980-01-02',
    sex: 'F',
    medical_record_number: `M-${id}`,
  });
  const [copy = ''] = await files.processedAs(key);
  expect((await files.read('drop', copy)).toString()).toBe(`${header}\n${id},Ann,Lee,1980-01-02,F,M-${id}\n`);
  expect(await files.acceptedAs(key)).toEqual([expect.stringMatching(/^accepted\/patients\//)]);
  expect(await files.reasonsFor(key)).toMatchObject({
    in_part: true,
    reasons: [{ code: 'E_REQUIRED', row: 3 }],
  });
  const [notice] = await files.noticesOf(key);
  expect(notice).not.toHaveProperty('lab_id');
});

test('When an id of the registry belongs to somebody else, then that row is refused and nobody is changed', async () => {
  const id = anAccession();
  const header = 'patient_id,first_name,last_name,date_of_birth';
  await files.drop(`patients/${id}-a.csv`, `${header}\n${id},Ann,Lee,1980-01-02\n`);
  await files.drop(`patients/${id}-b.csv`, `${header}\n${id},Eve,Roe,1999-09-09\n`);
  expect(await files.patients.find(id)).toMatchObject({ given_name: 'Ann', birth_date: '1980-01-02' });
  expect(await files.reasonsFor(`patients/${id}-b.csv`)).toMatchObject({
    in_part: false,
    reasons: [{ code: 'E_PATIENT_CONFLICT', row: 2 }],
  });
});

test('When a bad file holds marked words, then neither log nor notice holds them', async () => {
  const key = `incoming/LAB001/${process.pid}/marked.csv`;
  const canary = 'Kanarienvogel';
  await files.drop(key, csvTable([canary, ''], [anAccession()]));
  await files.drop(`patients/${process.pid}.csv`, `patient_id,first_name\n${canary},${canary}\n`);
  expect(await files.reasonsFor(key)).toMatchObject({ in_part: true });
  const told = [...(await files.noticesOf(key)), ...(await files.noticesOf(`patients/${process.pid}.csv`))];
  expect(told).toHaveLength(2);
  expect(JSON.stringify(told)).not.toContain(canary);
  expect(ingest.log.concat(other.log).join('')).not.toContain(canary);
});

test('When it takes in files, then it is ready, and its log names no path', async () => {
  const answer = await ingest.app.inject('/ready');
  expect(answer.json()).toMatchObject({ checks: { files: 'ok', storage: 'ok' } });
  expect(ingest.log.concat(other.log).join('')).not.toMatch(/März|incoming\/|daily-/);
});
