import type { Lab } from '@labsecure/contracts/records';
import { openTable, type RecordsOptions } from './table.ts';

/** The registry of labs. Inactive ones are returned like the others: what they may do, the caller decides. */
export const createLabs = (options: RecordsOptions) => {
  const labs = openTable(options, 'labs');
  const find = (lab_id: string): Promise<Lab | undefined> => labs.get<Lab>({ lab_id });

  return {
    find,

    /** The lab this OAuth client submits for. The index only proposes: the registry's own record decides. */
    async byClient(client_id: string): Promise<Lab | undefined> {
      const proposed = await labs.all<Lab>({
        IndexName: 'by-client',
        KeyConditionExpression: 'client_id = :client',
        ExpressionAttributeValues: { ':client': client_id },
      });
      const current = await Promise.all(proposed.map(({ lab_id }) => find(lab_id)));
      return current.find((lab) => lab?.client_id === client_id);
    },

    async put(lab: Lab): Promise<void> {
      await labs.put(lab);
    },
  };
};
export type Labs = ReturnType<typeof createLabs>;
