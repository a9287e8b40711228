import { createHash } from 'node:crypto';
import type { Patient } from '@labsecure/contracts/patients';
import type { ResultVersion } from '@labsecure/contracts/records';
import type { Composed } from '../../domain/give-report.ts';
import { paperOf } from './definition.ts';
import { print } from './printer.ts';
import { createRenderQueue } from './render-queue.ts';

/** Raise it when the setting itself changes (fonts, margins, table lines, footer): what is said is in the fingerprint anyway. */
const settingVersion = 1;

/** Puts documents together, and sets them as PDF one after another. */
export const createPress = ({ maxWaiting }: { maxWaiting: number }) => {
  const inTurn = createRenderQueue({ maxWaiting });
  return {
    compose: (version: ResultVersion, patient: Patient): Composed => {
      const paper = paperOf(version, patient);
      // Before printing: pdfmake writes its own notes into what it is given.
      const said = JSON.stringify([settingVersion, version.version, paper]);
      return {
        fingerprint: createHash('sha256').update(said).digest('hex'),
        render: () => inTurn(() => print(paper, new Date().toISOString())),
      };
    },
  };
};
