import type { Entry, LabProfile } from '../profile.ts';
import { createGroups } from './groups.ts';
import { findResultHead } from './head.ts';
import { nameRow, namingOf } from './identity.ts';
import { checkedBytes, withWholeHead } from './incoming.ts';
import { createRowStore } from './row-store.ts';
import { createSorter } from './sorter.ts';
import { openTable } from './stream-rows.ts';

/**
 * The same as readCsv for bodies of up to 25 MB. Rows of one result may stand anywhere here too: all rows are read before
 * the first entry comes, and wait compressed; then results are put together one part of the body at a time. What is held
 * is the body compressed (at worst its 25 MB, commonly a fifth) and one part of it in full. So a body that turns out to be broken, cut off within quotes, or to name
 * another lab in its last row, has given no entry at all, and no entry lacks a row that came later. Entries come in no
 * particular order.
 * @throws InvalidInputError 400 (E_CSV, E_CSV_HEADER, E_CHARSET, E_EMPTY), 413 (E_TOO_LARGE)
 * @throws ForbiddenError when any row names another lab than the sender's
 */
export async function* streamCsv(
  chunks: AsyncIterable<Uint8Array>,
  profile: LabProfile,
): AsyncIterable<Entry> {
  const { head, rows } = await openTable(withWholeHead(checkedBytes(chunks)), findResultHead);
  const store = createRowStore(head.delimiter);
  const sorter = createSorter(head, profile, (row, { identity }) => store.add(row, identity));
  for await (const some of rows) some.forEach(sorter.take);
  const { refused, suspects } = sorter.done();
  yield* refused;
  for (const unpack of store.takeParts()) {
    const groups = createGroups(head, profile, suspects);
    unpack((row) => {
      const named = nameRow(namingOf(row.cells, head.columns));
      if (named !== undefined) groups.add(row, named);
    });
    yield* groups.entries();
  }
}
