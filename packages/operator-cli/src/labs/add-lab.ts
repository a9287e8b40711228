import { readFile } from 'node:fs/promises';
import type { Lab } from '@labsecure/contracts/labs';
import { clientsOf, type Labs } from '@labsecure/records/labs';
import { RefusedError, UsageError } from '../shared/errors.ts';
import type { Output } from '../shared/output.ts';
import { aligned } from '../shared/table.ts';
import { differences } from './differences.ts';
import type { LabOptions } from './lab-options.ts';
import { type Given, planLab } from './plan-lab.ts';
import { readTerms, type Terms } from './read-terms.ts';
import { termRemarks } from './term-remarks.ts';

const termsIn = async (path: string | undefined, which: 'codes' | 'units'): Promise<Terms | undefined> => {
  if (path === undefined) return undefined;
  if (path.trim() === '') return {};
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read (${error.code ?? error.name}).`);
  });
  return readTerms(path, bytes, which);
};

const givenIn = async (options: LabOptions): Promise<Given> => ({
  name: options.name,
  clients: options.client,
  time_zone: options.timeZone,
  formats: options.format,
  codes: await termsIn(options.codeMap, 'codes'),
  units: await termsIn(options.unitMap, 'units'),
  value_in_obx4: options.valueInObx4,
  date_formats: options.dateFormat,
  contact_email: options.contact,
  security_email: options.securityContact,
});

/** A replaced lab is new but for this: one that was barred is not let in by the way. */
const asItStands = (lab: Lab, { active, updated_at }: Lab): Lab => ({
  ...lab,
  active,
  ...(updated_at !== undefined && { updated_at }),
});

const refuseClientsOfOthers = async (labs: Labs, lab: Lab): Promise<void> => {
  for (const client of clientsOf(lab)) {
    const holder = await labs.byClient(client);
    if (holder && holder.lab_id !== lab.lab_id)
      throw new RefusedError(`Client ${client} submits for ${holder.lab_id} already.`);
  }
};

const clientTaken = (): never => {
  throw new RefusedError('Another lab was given one of these clients at this moment; look at labs list.');
};

const addNew = async (labs: Labs, lab: Lab, output: Output): Promise<void> => {
  const outcome = await labs.add(lab);
  if (outcome === 'client-taken') clientTaken();
  if (outcome === 'not-as-seen')
    throw new RefusedError(`There is a lab ${lab.lab_id} already; --update changes it.`);
  output.tell({ event: 'added', ...lab }, [`${lab.lab_id} is registered, and may submit at once.`]);
};

const change = async (labs: Labs, lab: Lab, before: Lab, output: Output): Promise<void> => {
  const { lab_id } = lab;
  const changes = differences(before, lab);
  if (changes.length === 0) {
    output.tell({ event: 'unchanged', lab_id }, [`${lab_id} is like that already; nothing was changed.`]);
    return;
  }
  const outcome = await labs.replace(lab, before);
  if (outcome === 'client-taken') clientTaken();
  if (outcome === 'not-as-seen')
    throw new RefusedError(`Somebody changed ${lab_id} at this moment; look at it, and do it again.`);
  const rows = changes.map(({ what, before: was, after }) => [`  ${what}`, was, '->', after]);
  output.tell({ event: 'changed', lab_id, changes }, [
    `${lab_id} is changed, within seconds for what it sends:`,
    ...aligned(rows),
  ]);
};

/**
 * `labs add`
 * @throws UsageError when what was said is no lab, RefusedError when it cannot be registered like that
 */
export const addLab = async (
  labs: Labs,
  lab_id: string,
  options: LabOptions,
  output: Output,
): Promise<void> => {
  const given = await givenIn(options);
  const isChange = options.update === true || options.replace === true;
  const before = isChange ? await labs.find(lab_id) : undefined;
  if (isChange && !before)
    throw new RefusedError(`There is no lab ${lab_id}; without --update and --replace it is added.`);
  const planned = planLab(lab_id, given, options.update ? before : undefined);
  const lab = before ? asItStands(planned, before) : planned;
  await refuseClientsOfOthers(labs, lab);
  if (before) await change(labs, lab, before, output);
  else await addNew(labs, lab, output);
  if (given.codes) for (const remark of termRemarks(lab)) output.warn(remark);
};
