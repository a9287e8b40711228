import type { Lab } from '@labsecure/contracts/labs';
import { expect, test } from 'vitest';
import { dropRegistries, type Outcome, suggestionsFor, validateSamples } from './testing/samples.ts';

const lab = (lab_id: string, quirks: Lab['quirks'] = {}): Lab => ({
  lab_id,
  name: lab_id,
  client_id: `${lab_id}-client`,
  time_zone: 'America/New_York',
  active: true,
  quirks,
});
const tables = lab('SMALL001', { date_formats: ['MM/DD/YYYY', 'DD.MM.YYYY'] });

const formats: [folder: string, name: string, type: string, lab: Lab, more?: string][] = [
  ['hl7', 'HL7 v2', 'application/hl7-v2', lab('LAB001')],
  ['fhir', 'FHIR R4', 'application/fhir+json', lab('LAB001')],
  ['csv', 'Tables', 'text/csv', tables, ', registered with the dates `MM/DD/YYYY` and `DD.MM.YYYY`'],
  ['xml', 'XML', 'application/xml', lab('HOSP001')],
  ['hospital', 'Hospital blood-test files', 'application/json', lab('HOSP001')],
];

const wordFor = ({ accepted, refused }: Outcome): string =>
  accepted === 0 ? 'refused' : refused === 0 ? 'accepted' : 'partly';

const lineOf = (outcome: Outcome): string => {
  const { file, accepted, refused, codes } = outcome;
  const cells = [file, wordFor(outcome), `${accepted} of ${accepted + refused}`, codes.join(' ') || '-'];
  return `| ${cells.join(' | ')} |`;
};

/** Of a file that was to be taken and is not, or the other way round. */
const otherwise = (folder: string, outcomes: Outcome[]): string[] => {
  const suggested = suggestionsFor(folder);
  const lines = outcomes.flatMap((outcome) => {
    const suggestion = suggested.get(outcome.file);
    if (suggestion === undefined || suggestion === 'support file') return [];
    const agrees = suggestion.startsWith('accept') === outcome.accepted > 0;
    return agrees ? [] : [`- ${outcome.file}: ${suggestion}`];
  });
  return lines.length === 0
    ? []
    : ['', 'Otherwise than the collection suggested, with what it suggested:', '', ...lines];
};

const section = (folder: string, name: string, how: string, outcomes: Outcome[]): string =>
  [
    `## ${name}`,
    how,
    '',
    '| file | outcome | results | codes |',
    '|---|---|---|---|',
    ...outcomes.map(lineOf),
    ...otherwise(folder, outcomes),
  ].join('\n');

test('The page about the samples says of each what the platform answers', async () => {
  const sections: string[] = [];
  for (const [folder, name, type, sender, more = ''] of formats) {
    const how = `Sent as \`${type}\` by \`${sender.lab_id}\`${more}.`;
    sections.push(section(folder, name, how, await validateSamples(folder, type, sender)));
  }
  const registries = await dropRegistries();
  sections.push(section('patient-registry', 'Patient registries', 'Dropped under `patients/`.', registries));
  const page = `# What becomes of other people's files

**In short:** every public sample ends in a definite outcome, file by file, below. Each line is what \`POST /api/v1/validate\` says of
the file, which is what \`POST /api/v1/ingest\` accepts and refuses: read by its format and checked for sense. A test makes this page and fails
when it differs (\`services/ingest/src/samples-page.test.ts\`). Where a file comes from, under which licence, what is odd about it and what was
suggested to become of it stands in \`MANIFEST.tsv\` beside it (\`packages/formats/test/fixtures\`).

"3 of 4" is three results accepted and one refused; "0 of 0" is a body of which no result could be told apart. Codes with \`E_\` say why results
were refused, those with \`W_\` are remarks on accepted ones. Nothing is guessed to make a file fit.

${sections.join('\n\n')}
`;
  await expect(page).toMatchFileSnapshot('../../../docs/samples.md');
});
