import { createRequire } from 'node:module';
import { printComparison } from '@labsecure/testing/measured-process';
import { type Paper, paperOf } from '../src/adapters/paper/definition.ts';
import { fontFiles } from '../src/adapters/paper/fonts.ts';
import { palette, size } from '../src/adapters/paper/palette.ts';
import { print } from '../src/adapters/paper/printer.ts';
import { bloodCount, patient, sampleResult } from '../test/sample-results.ts';

const pdfmake = createRequire(import.meta.url)('pdfmake');
pdfmake.addFonts({ 'Source Sans 3': fontFiles });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => true);

const observations = Array.from(
  { length: 36 },
  (_unused, index) => bloodCount[index % bloodCount.length],
).filter((observation) => observation !== undefined);
const paper = (): Paper => paperOf(sampleResult({ observations }), patient);

/** The same paper through pdfmake's own printer, which reads and parses its fonts for every document. */
const printPlainly = (): Promise<Buffer> =>
  pdfmake
    .createPdf({
      ...paper(),
      pageSize: { width: 595.28, height: 792 },
      defaultStyle: { font: 'Source Sans 3', fontSize: size.body, color: palette.ink, lineHeight: 1 },
    })
    .getBuffer();

/** Documents per second of CPU, after a warm-up. */
const measure = async (one: () => Promise<Buffer>): Promise<number> => {
  for (let warm = 0; warm < 20; warm += 1) await one();
  const before = process.cpuUsage();
  const documents = 60;
  for (let number = 0; number < documents; number += 1) await one();
  const { user, system } = process.cpuUsage(before);
  return documents / ((user + system) / 1_000_000);
};

const plain = await measure(printPlainly);
const ours = await measure(() => print(paper(), '2026-01-15T10:30:00Z'));
printComparison({ name: 'PDF of 36 rows', ours, plain, plainIs: 'pdfmake without caches', aim: 3 });
