import type { Entry, LabProfile } from '../profile.ts';
import { unhurried, type WhileStreaming } from '../streaming.ts';
import { createGroups } from './groups.ts';
import { findResultHead, type Head } from './head.ts';
import { nameRow, namingOf } from './identity.ts';
import { checkedBytes, withWholeHead } from './incoming.ts';
import { createRanks, type Ranks } from './ranks.ts';
import { createRowStore, type Part } from './row-store.ts';
import { createSorter } from './sorter.ts';
import { openTable } from './stream-rows.ts';

/** What is known of a table when all of its rows were read. */
interface ReadTable {
  head: Head;
  profile: LabProfile;
  suspects: Map<string, number>;
  pause: () => Promise<void>;
}

/**
 * The same as readCsv for bodies of up to 25 MB. Rows of one result may stand anywhere here too: all rows are read before
 * the first entry comes, and wait compressed; then results are put together one part of the body at a time. What is held
 * is the body compressed (at worst its 25 MB, commonly a fifth) and one part of it in full. So a body that turns out to be
 * broken, cut off within quotes, or to name another lab in its last row, has given no entry at all, and no entry lacks a
 * row that came later. Entries come in no particular order; where an accession number is missing anywhere, each has its
 * place among them all.
 * @throws InvalidInputError 400 (E_CSV, E_CSV_HEADER, E_CHARSET, E_EMPTY), 413 (E_TOO_LARGE)
 * @throws ForbiddenError when any row names another lab than the sender's
 */
export async function* streamCsv(
  chunks: AsyncIterable<Uint8Array>,
  profile: LabProfile,
  { pause, holds }: WhileStreaming = unhurried,
): AsyncIterable<Entry> {
  const { head, rows } = await openTable(withWholeHead(checkedBytes(chunks)), findResultHead);
  const store = createRowStore(head.delimiter);
  const sorter = createSorter(head, profile, (row, { identity }) => store.add(row, identity));
  for await (const some of rows) {
    some.forEach(sorter.take);
    holds?.(store.held());
    await pause();
  }
  const { refused, suspects, isNameless } = sorter.done();
  const table: ReadTable = { head, profile, suspects, pause };
  const ranks = isNameless ? await rankRows(store.parts(), table, refused) : undefined;
  const placed = (entry: Entry): Entry => ({
    ...entry,
    ...(ranks && { index: ranks.rankOf(entry.row ?? 0) }),
  });
  for (const entry of refused) yield placed(entry);
  for (const part of store.parts()) {
    const groups = await groupsOf(part, table);
    for (const entry of groups.entries()) {
      yield placed(entry);
      await pause();
    }
  }
}

const groupsOf = async (part: Part, { head, profile, suspects, pause }: ReadTable) => {
  const groups = createGroups(head, profile, suspects);
  for (const rows of part()) {
    for (const row of rows) {
      const named = nameRow(namingOf(row.cells, head.columns));
      if (named !== undefined) groups.add(row, named);
    }
    await pause();
  }
  return groups;
};

/** Where each entry stands among all, in the order of their first rows, as readCsv has them. */
const rankRows = async (parts: Part[], table: ReadTable, refused: Entry[]): Promise<Ranks> => {
  const ranks = createRanks();
  for (const { row } of refused) ranks.add(row ?? 0);
  for (const part of parts) for (const row of (await groupsOf(part, table)).firstRows()) ranks.add(row);
  return ranks;
};
