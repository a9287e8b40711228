import type { Lab } from '@labsecure/contracts/labs';
import { clientsOf, type Labs } from '@labsecure/records/labs';
import { RefusedError } from '../shared/errors.ts';
import type { Output } from '../shared/output.ts';
import { aligned } from '../shared/table.ts';
import { partsOf } from './differences.ts';
import type { Terms } from './read-terms.ts';

const activeText = ({ active }: Lab): string => (active ? 'yes' : 'no');

const heading = ['LAB', 'NAME', 'CLIENTS', 'TIME ZONE', 'FORMATS', 'ACTIVE'];
const rowOf = (lab: Lab): string[] => [
  lab.lab_id,
  lab.name,
  clientsOf(lab).join(', '),
  lab.time_zone,
  lab.formats?.join(', ') || '(all)',
  activeText(lab),
];

/** `labs list` */
export const listLabs = async (labs: Labs, output: Output, isJson: boolean): Promise<void> => {
  const all = await labs.list();
  if (isJson) for (const lab of all) output.tell({ event: 'lab', ...lab }, []);
  else
    output.tell(
      { event: 'labs' },
      all.length > 0 ? aligned([heading, ...all.map(rowOf)]) : ['There are none.'],
    );
};

const termLines = (title: string, terms: Terms = {}): string[] => {
  const entries = Object.entries(terms).sort(([a], [b]) => a.localeCompare(b));
  return entries.length > 0
    ? [title, ...aligned(entries.map(([term, meaning]) => [`  ${term}`, meaning]))]
    : [];
};

const linesOf = (lab: Lab): string[] => [
  ...aligned([
    ['lab', lab.lab_id],
    ...partsOf(lab),
    ['active', activeText(lab)],
    ['last changed', lab.updated_at ?? '(never)'],
  ]),
  ...termLines('code map', lab.local_terms?.codes),
  ...termLines('unit map', lab.local_terms?.units),
];

/** @throws RefusedError when there is none */
const needLab = async (labs: Labs, lab_id: string): Promise<Lab> => {
  const lab = await labs.find(lab_id);
  if (!lab) throw new RefusedError(`There is no lab ${lab_id}.`);
  return lab;
};

/** `labs show` */
export const showLab = async (labs: Labs, lab_id: string, output: Output): Promise<void> => {
  const lab = await needLab(labs, lab_id);
  output.tell({ event: 'lab', ...lab }, linesOf(lab));
};

/** `labs disable` and `labs enable` */
export const setActive = async (
  labs: Labs,
  lab_id: string,
  active: boolean,
  output: Output,
): Promise<void> => {
  const lab = await needLab(labs, lab_id);
  const word = active ? 'let in' : 'shut out';
  if (lab.active === active) {
    output.tell({ event: 'unchanged', lab_id }, [`${lab_id} is ${word} already.`]);
    return;
  }
  if (!(await labs.setActive(lab_id, active))) throw new RefusedError(`There is no lab ${lab_id}.`);
  output.tell({ event: 'changed', lab_id, active }, [`${lab_id} is ${word}, within seconds.`]);
};
