import type { ResultVersion } from '@labsecure/contracts/records';
import type { Content, ContentStack } from 'pdfmake/interfaces.js';
import { momentOf } from './dates.ts';
import { palette, size } from './palette.ts';
import { text } from './text.ts';

const small = (words: string) => text(words, { fontSize: size.small, color: palette.soft });

/** A name over what it names, and beneath it what else there is to say. */
export const fact = (name: string, value: string, more?: string): ContentStack => ({
  stack: [small(name), text(value, { bold: true }), ...(more ? [small(more)] : [])],
});

const statuses: Record<ResultVersion['status'], string> = {
  registered: 'Registered, not measured yet',
  partial: 'Partial',
  preliminary: 'Preliminary',
  final: 'Final',
  amended: 'Amended',
  corrected: 'Corrected',
  cancelled: 'Cancelled by the laboratory',
  'entered-in-error': 'Withdrawn by the laboratory',
};

/** When, where, by whom: rows of four. */
export const facts = (version: ResultVersion): Content => {
  const { ordering_provider: provider } = version;
  const all = [
    fact('Collected', momentOf(version.collected_at)),
    fact('Reported', momentOf(version.reported_at)),
    fact('Laboratory', version.lab_name),
    fact('Ordered by', provider?.name ?? 'Not stated', provider?.npi && `NPI ${provider.npi}`),
    fact('Status', statuses[version.status]),
    fact('Accession number', version.accession_number ?? 'Not stated'),
    fact('Specimen', version.specimen ?? 'Not stated'),
  ];
  const rows: ContentStack[][] = [];
  for (let at = 0; at < all.length; at += 4) rows.push(all.slice(at, at + 4));
  return {
    stack: rows.map((row) => ({
      columns: [...row, ...Array.from({ length: 4 - row.length }, () => text(''))],
      columnGap: 12,
      margin: [0, 0, 0, 6] as [number, number, number, number],
    })),
    margin: [0, 0, 0, 6],
  };
};
