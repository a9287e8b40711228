import { printComparison } from '@labsecure/testing/measured-process';
import autocannon from 'autocannon';
import { startBenchWorld } from './world.ts';

const world = await startBenchWorld();

let number = 0;
const bloodCount = (): string => {
  number += 1;
  return JSON.stringify({
    patient_id: 'P123456',
    lab_id: 'LAB001',
    accession_number: `BENCH-${number}`,
    test_type: 'complete_blood_count',
    test_date: '2026-01-15T10:30:00Z',
    results: ['WBC', 'RBC', 'HGB', 'HCT', 'MCV', 'MCH', 'MCHC', 'PLT'].map((test_code, index) => ({
      test_code,
      value: [7.5, 4.8, 14.2, 42.1, 88, 29.5, 33.7, 250][index],
      unit: ['10^3/uL', '10^6/uL', 'g/dL', '%', 'fL', 'pg', 'g/dL', '10^3/uL'][index],
      reference_range: ['4.5-11.0', '4.5-5.9', '13.5-17.5', '41-50', '80-100', '27-33', '32-36', '150-400'][
        index
      ],
      is_abnormal: false,
    })),
    notes: 'Fasting sample. '.repeat(20),
  });
};

/** Both ways do as much before and while they are measured: a warm-up by the clock is none on a busy machine. */
const submissions = 8000;

const load = (port: unknown) =>
  autocannon({
    url: `http://127.0.0.1:${port}/api/v1/ingest`,
    connections: 64,
    amount: submissions,
    requests: [
      {
        method: 'POST',
        headers: { authorization: world.authorization, 'content-type': 'application/json' },
        setupRequest: (request) => ({ ...request, body: bloodCount() }),
      },
    ],
  });

/** Submissions accepted per second of CPU, after a warm-up. @throws when any was not accepted */
const measure = async (way: string): Promise<number> => {
  const measured = await world.startServer(way);
  await load(measured.ready);
  const before = await measured.reading();
  const result = await load(measured.ready);
  const after = await measured.reading();
  measured.stop();
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${way}: ${result.non2xx + result.errors} were not accepted`);
  return (result['2xx'] / (after.cpuMs - before.cpuMs)) * 1000;
};

const plain = await measure('plain');
const ours = await measure('ours');
await world.stop();
printComparison({
  name: 'ingest, one CBC with its three AWS calls',
  ours,
  plain,
  plainIs: 'the same handler, SDK defaults',
  aim: 6,
});
