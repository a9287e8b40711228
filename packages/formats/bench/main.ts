import { printComparison } from '@labsecure/testing/measured-process';
import { evalFhirPath, Hl7Message } from '@medplum/core';
import { parse } from '../src/parse.ts';
import { fhirBundle, hl7Message } from './bodies.ts';

const profile = { lab_id: 'LAB001', time_zone: 'America/New_York' };
const hl7Bytes = Buffer.from(hl7Message);
const fhirBytes = Buffer.from(fhirBundle);
/** What was read last: nothing is left out because nobody asked for it. */
let read: unknown;

/** A whole canonical report, its faults and remarks, or nothing at all: what is measured must have been read. */
const report = (bytes: Buffer, mediaType: string): void => {
  const [entry] = parse(bytes, mediaType, profile).entries;
  if (entry?.report?.observations.length !== 8) throw new Error('the report was not read');
  read = entry;
};

const split = (): void => {
  read = Hl7Message.parse(hl7Bytes.toString());
};

/** The fields of which a canonical report is made, as they stand: nothing is checked, and no unit, time or status understood. */
const splitAndRead = (): void => {
  const message = Hl7Message.parse(hl7Bytes.toString());
  const obr = message.getSegment('OBR');
  const pid = message.getSegment('PID');
  read = {
    patient: [
      pid?.getComponent(3, 1),
      pid?.getComponent(5, 1),
      pid?.getComponent(5, 2),
      pid?.getComponent(7, 1),
    ],
    order: [3, 4, 7, 22, 25].map((field) => obr?.getComponent(field, 1)),
    values: message
      .getAllSegments('OBX')
      .map((obx) => [2, 3, 5, 6, 7, 8, 11].map((field) => obx.getComponent(field, 1))),
  };
};

const paths = [
  'code.coding.code',
  'code.coding.display',
  'value.value',
  'value.unit',
  'referenceRange.text',
  'interpretation.coding.code',
  'status',
];

/** The same in FHIR: JSON, and what stands at the paths a report is made of. */
const askPaths = (): void => {
  const bundle = JSON.parse(fhirBytes.toString());
  const resources = evalFhirPath("entry.resource.where(resourceType = 'Observation')", bundle);
  read = resources.map((resource) => paths.map((path) => evalFhirPath(path, resource)));
};

const parseJson = (): void => {
  read = JSON.parse(fhirBytes.toString());
};

const secondsOf = (work: () => void, times: number): number => {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
};

/** Bodies per second of CPU: the best of some rounds, after a warm-up. */
const measure = (work: () => void): number => {
  const times = Math.ceil((0.5 * 200) / Math.max(0.001, secondsOf(work, 200)));
  const rounds = Array.from({ length: 6 }, () => times / secondsOf(work, times));
  return Math.max(...rounds.slice(2));
};

const hl7 = measure(() => report(hl7Bytes, 'application/hl7-v2'));
const fhir = measure(() => report(fhirBytes, 'application/fhir+json'));

console.log(
  'reading one report of eight values: ours reads, checks and understands it, the others take it apart',
);
printComparison({
  name: 'HL7 v2 to canonical report',
  ours: hl7,
  plain: measure(splitAndRead),
  plainIs: "@medplum/core's Hl7Message.parse, and its fields as text",
  aim: 0.4,
});
printComparison({
  name: 'HL7 v2 to canonical report',
  ours: hl7,
  plain: measure(split),
  plainIs: "@medplum/core's Hl7Message.parse alone, which cuts lines into fields",
  aim: 0.02,
});
printComparison({
  name: 'FHIR to canonical report',
  ours: fhir,
  plain: measure(askPaths),
  plainIs: "JSON.parse, and seven paths of each value by @medplum/core's evalFhirPath",
  aim: 1,
});
printComparison({
  name: 'FHIR to canonical report',
  ours: fhir,
  plain: measure(parseJson),
  plainIs: 'JSON.parse alone',
  aim: 0.05,
});
if (read === undefined) throw new Error('nothing was read');
