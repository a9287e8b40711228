import { demoPassword } from '@labsecure/local-cloud/demo/people';
import { startPortal, type TestPortal } from './portal.ts';
import { bloodCount, lipids, reportOf, versionOf } from './reports.ts';
import { createVisitor, signIn, type Visitor } from './visitor.ts';

/** Maria's lipids as they were reported first. */
export const first = versionOf(reportOf(lipids('142')));

export const corrected = versionOf(
  reportOf(lipids('412'), { status: 'corrected', reported_at: '2025-12-06T15:00:00-06:00' }),
);

/** Somebody else's. */
export const johns = versionOf(reportOf(bloodCount, { patient: { id: 'P123456' }, accession_number: 'J-1' }));

/** Filed under John at first; a correction moved it to Maria. */
const misfiled = versionOf(
  reportOf(bloodCount, { patient: { id: 'P123456' }, accession_number: 'M-1', notes: ['for John only'] }),
);
export const moved = versionOf(
  reportOf(bloodCount, {
    accession_number: 'M-1',
    status: 'corrected',
    reported_at: '2025-12-07T09:00:00-06:00',
  }),
);

/** An id that nothing has. */
export const unknown = '11111111-2222-5333-8444-555555555555';

export interface Reading {
  portal: TestPortal;
  maria: Visitor;
  /** The HTML Maria gets at a path. */
  page(path: string): Promise<string>;
}

/** The portal with a few results, and Maria signed in to it. */
export const startReading = async (): Promise<Reading> => {
  const portal = await startPortal();
  await portal.show(first, corrected, johns, misfiled, moved);
  const maria = createVisitor(portal.url);
  await signIn(maria, 'maria.garcia', demoPassword);
  return { portal, maria, page: async (path) => (await maria.get(path)).text() };
};
