import { expect, test } from 'vitest';
import { demoSubmissions } from './submissions.ts';

const now = new Date('2026-11-23T09:00:00Z');
const submissions = demoSubmissions(now);
const bodies = submissions.map(({ body }) => body);
const instant = (value: unknown): number => Date.parse(String(value));

test('When it is made twice for the same moment, then it is the same', () => {
  expect(demoSubmissions(now)).toEqual(submissions);
});

test('When it is made just after midnight, then nothing is dated later than now', () => {
  for (const at of [new Date('2026-03-01T00:00:01Z'), now]) {
    for (const { body } of demoSubmissions(at)) {
      expect(instant(body.collected_at)).toBeLessThan(instant(body.reported_at));
      expect(instant(body.reported_at)).toBeLessThan(at.getTime());
    }
  }
});

test('When it is counted, then each patient has eight to twelve results over nearly two years', () => {
  const byPatient = Map.groupBy(submissions, ({ patient_id }) => patient_id);
  expect(byPatient.size).toBe(5);
  for (const own of byPatient.values()) {
    const results = new Set(own.map(({ body }) => `${body.accession_number} ${body.test_type}`));
    expect(results.size).toBeGreaterThanOrEqual(8);
    expect(results.size).toBeLessThanOrEqual(12);
    const dates = own.map(({ body }) => instant(body.collected_at));
    expect(Math.max(...dates) - Math.min(...dates)).toBeGreaterThan(600 * 86_400_000);
  }
});

test('When a result is corrected, then an earlier final one has the same accession number', () => {
  const corrected = bodies.filter(({ status }) => status === 'corrected');
  expect(corrected.length).toBeGreaterThanOrEqual(3);
  for (const { accession_number, reported_at } of corrected) {
    const first = bodies.find(
      (body) => body.accession_number === accession_number && body.status === 'final',
    );
    expect(instant(first?.reported_at)).toBeLessThan(instant(reported_at));
  }
});

test('When accession numbers are compared, then no two results of a lab share one', () => {
  const numbers = submissions
    .filter(({ body }) => body.status !== 'corrected')
    .map(({ lab_id, body }) => `${lab_id} ${body.accession_number}`);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('When it is looked through, then it has a critical value, an unknown test and a preliminary result', () => {
  const text = JSON.stringify(bodies);
  expect(text).toContain('"test_code":"K","test_name":"Potassium","value":6.4');
  expect(text).toContain('"test_code":"ZONUL"');
  expect(text).toContain('"status":"preliminary"');
});
