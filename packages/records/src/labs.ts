import type { Lab } from '@labsecure/contracts/labs';
import { openTable, type RecordsOptions } from './table.ts';

/** Whose an OAuth client is. It lies beside the labs, under a key that is no lab's. */
interface Claim {
  lab_id: string;
  owner_lab_id: string;
}

const claimKeyOf = (client_id: string) => ({ lab_id: `client#${client_id}` });
const isLab = (item: Lab | Claim | undefined): item is Lab => item !== undefined && 'client_id' in item;

/** Every OAuth client that submits for a lab. */
export const clientsOf = ({ client_id, other_client_ids = [] }: Lab): string[] => [
  client_id,
  ...other_client_ids,
];

/** 'client-taken': one of its clients submits for another lab. 'not-as-seen': it is there already, or was changed since. */
export type LabWrite = 'written' | 'client-taken' | 'not-as-seen';

/** The registry of labs. Inactive ones are returned like the others: what they may do, the caller decides. */
export const createLabs = (options: RecordsOptions) => {
  const labs = openTable(options, 'labs');

  const find = async (lab_id: string): Promise<Lab | undefined> => {
    const item = await labs.get<Lab | Claim>({ lab_id });
    return isLab(item) ? item : undefined;
  };

  /** One that was registered before clients were claimed. The index only proposes: the registry's own record decides. */
  const byUnclaimedClient = async (client_id: string): Promise<Lab | undefined> => {
    const proposed = await labs.all<Lab>({
      IndexName: 'by-client',
      KeyConditionExpression: 'client_id = :client',
      ExpressionAttributeValues: { ':client': client_id },
    });
    const current = await Promise.all(proposed.map(({ lab_id }) => find(lab_id)));
    return current.find((lab) => lab?.client_id === client_id);
  };

  /** The one lab this OAuth client submits for. */
  const byClient = async (client_id: string): Promise<Lab | undefined> => {
    const claim = await labs.get<Claim>(claimKeyOf(client_id));
    if (claim === undefined) return byUnclaimedClient(client_id);
    const lab = await find(claim.owner_lab_id);
    return lab && clientsOf(lab).includes(client_id) ? lab : undefined;
  };

  /** False when it is another lab's, or becomes it at this moment. A claim that its lab does not use is up for anyone. */
  const claim = async (client_id: string, lab_id: string): Promise<boolean> => {
    const holder = await byClient(client_id);
    if (holder && holder.lab_id !== lab_id) return false;
    const key = claimKeyOf(client_id);
    const seen = await labs.get<Claim>(key);
    return labs.put(
      { ...key, owner_lab_id: lab_id },
      seen
        ? { when: 'owner_lab_id = :seen', values: { ':seen': seen.owner_lab_id } }
        : { when: 'attribute_not_exists(lab_id)' },
    );
  };

  const claimAll = async (lab: Lab): Promise<boolean> => {
    const claimed = await Promise.all(clientsOf(lab).map((client_id) => claim(client_id, lab.lab_id)));
    return claimed.every(Boolean);
  };

  const write = async (lab: Lab, condition: Parameters<typeof labs.put>[1]): Promise<LabWrite> => {
    if (!(await claimAll(lab))) return 'client-taken';
    const written = await labs.put({ ...lab, updated_at: new Date().toISOString() }, condition);
    return written ? 'written' : 'not-as-seen';
  };

  return {
    find,
    byClient,

    /** All of them, by id. */
    async list(): Promise<Lab[]> {
      const items = await labs.everything<Lab | Claim>();
      return items.filter(isLab).sort((a, b) => a.lab_id.localeCompare(b.lab_id));
    },

    /** Registers a lab that is not there yet. */
    add: (lab: Lab): Promise<LabWrite> => write(lab, { when: 'attribute_not_exists(lab_id)' }),

    /** Changes a lab, unless somebody did so since it was read as `seen`. */
    replace: (lab: Lab, seen: Lab): Promise<LabWrite> =>
      write(
        lab,
        seen.updated_at === undefined
          ? { when: 'attribute_exists(client_id) AND attribute_not_exists(updated_at)' }
          : { when: 'updated_at = :seen', values: { ':seen': seen.updated_at } },
      ),

    /** @returns false when there is no such lab */
    async setActive(lab_id: string, active: boolean): Promise<boolean> {
      const changes = { set: { active, updated_at: new Date().toISOString() } };
      return (await labs.update({ lab_id }, changes, { when: 'attribute_exists(client_id)' })) !== undefined;
    },

    /** Whatever was there before; for the data of demos and tests. */
    async put(lab: Lab): Promise<void> {
      await claimAll(lab);
      await labs.put(lab);
    },
  };
};
export type Labs = ReturnType<typeof createLabs>;
