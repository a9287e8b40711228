import type { ResultVersion } from '@labsecure/contracts/records';
import type { Content } from 'pdfmake/interfaces.js';
import { isWithdrawn } from './banners.ts';
import { palette, size } from './palette.ts';
import { text } from './text.ts';

const notes = (version: ResultVersion): Content[] =>
  version.notes.length === 0
    ? []
    : [
        text('From the laboratory', { bold: true, fontSize: size.lead, margin: [0, 14, 0, 3] }),
        ...version.notes.map((note) => text(note, { margin: [0, 0, 0, 3] })),
      ];

const whoToAsk = (version: ResultVersion): string => {
  const { ordering_provider: provider, summary } = version;
  const whom = provider ? `the person who ordered it: ${provider.name}` : 'the person who ordered it';
  const urgent = summary.critical > 0 && !isWithdrawn(version);
  const soon = urgent
    ? ' If nobody has spoken to you yet about a value marked critical, call them today.'
    : '';
  return `Questions about this result are best put to ${whom}.${soon}`;
};

const key =
  'How to read the bars: the block is the range, the pin is the value, and a dashed line is the limit from which laboratories call a value critical. ' +
  'Ranges are the laboratory’s own unless marked as usual ones. A value out of range is not a diagnosis, and one in range does not rule anything out.';

/** What the laboratory added, who to ask, and how to read the page. */
export const closing = (version: ResultVersion): Content => ({
  unbreakable: true,
  stack: [
    ...notes(version),
    text('Who to ask', { bold: true, fontSize: size.lead, margin: [0, 14, 0, 3] }),
    text(whoToAsk(version)),
    ...(isWithdrawn(version)
      ? []
      : [text(key, { fontSize: size.small, color: palette.soft, margin: [0, 10, 0, 0] })]),
  ],
});
