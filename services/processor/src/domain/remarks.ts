import type { Problem } from '@labsecure/contracts/problem';
import type { ResultVersion } from '@labsecure/contracts/records';

/** What the lab should know about the place its version found among those received before. */
export const remarksOn = (mine: ResultVersion, all: ResultVersion[], current: ResultVersion): Problem[] => {
  const name = mine.panel.name;
  if (current.version > mine.version) {
    const message = `${name}: this ${mine.status} result arrived after a ${current.status} one that is newer; the newer one is shown.`;
    return [{ pointer: '', code: 'W_OUT_OF_ORDER', message }];
  }
  const alone = all.every(({ version }) => version === mine.version);
  if (mine.corrected && alone) {
    const id = mine.accession_number ?? mine.result_id;
    const message = `${name}: correction received but no earlier result ${id} is on file.`;
    return [{ pointer: '', code: 'W_NO_ORIGINAL', message }];
  }
  return [];
};
