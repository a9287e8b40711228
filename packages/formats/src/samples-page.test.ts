import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const formats = [
  ['hl7', 'HL7 v2', '`application/hl7-v2`'],
  ['fhir', 'FHIR R4', '`application/fhir+json`'],
  ['csv', 'Tables', '`text/csv`'],
  ['xml', 'XML', '`application/xml`'],
  ['hospital', 'Hospital blood-test files', '`application/json`'],
  ['patient-registry', 'Patient registries', '`text/csv`'],
] as const;

const cells = (line: string): string => `| ${line.split('\t').join(' | ')} |`;

const tableOf = (folder: string): string => {
  const file = new URL(`../test/fixtures/${folder}/outcomes.tsv`, import.meta.url);
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return ['| file | outcome | results | codes |', '|---|---|---|---|', ...lines.map(cells)].join('\n');
};

test('The page about the samples says what came out of each', async () => {
  const sections = formats.map(
    ([folder, name, type]) => `## ${name}\nSent as ${type}.\n\n${tableOf(folder)}`,
  );
  const page = `# What becomes of other people's files

**In short:** every public sample ends in a definite outcome, file by file, below. Each line is what a test saw
(\`packages/formats/src/*/samples.test.ts\`); this page is made from the same lines, and a test fails when they differ. Where a file comes from,
under which licence, and what is odd about it stands in \`MANIFEST.tsv\` beside it (\`packages/formats/test/fixtures\`).

Codes with \`E_\` refuse, \`W_\` are remarks. "Refused" here means that the reader says why; nothing is guessed to make a file fit.

${sections.join('\n\n')}
`;
  await expect(page).toMatchFileSnapshot('../../../docs/samples.md');
});
