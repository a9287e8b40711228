import { harmless } from '@labsecure/contracts/harmless';
import { UsageError } from '../shared/errors.ts';
import type { Settings } from '../shared/settings.ts';
import type { World } from '../shared/world.ts';

/**
 * Who is at work: as said on the command line, else by LABSECURE_OPERATOR, else the user of the machine.
 * @throws UsageError when that is no name
 */
export const staffName = (
  said: string | undefined,
  { LABSECURE_OPERATOR }: Pick<Settings, 'LABSECURE_OPERATOR'>,
  { user }: Pick<World, 'user'>,
): string => {
  const name = (said ?? LABSECURE_OPERATOR ?? user).trim();
  if (name !== '' && name.length <= 100 && harmless(name) === name) return name;
  throw new UsageError('--as has to be a name of 1 to 100 characters: it is kept with what is decided.');
};
