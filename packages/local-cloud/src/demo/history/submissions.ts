import { demoLabs } from '../labs.ts';
import { demoPeople } from '../people.ts';
import { type DemoCode, demoAnalytes, demoPanels } from './analytes.ts';
import { inLabTime } from './lab-time.ts';
import { seededBy } from './random.ts';
import { isSentBy, unitAt } from './spelling.ts';
import { jamesWilson } from './stories/james-wilson.ts';
import { johnSmith } from './stories/john-smith.ts';
import { liChen } from './stories/li-chen.ts';
import { mariaGarcia } from './stories/maria-garcia.ts';
import { sarahJohnson } from './stories/sarah-johnson.ts';
import type { Draw, Story, Visit } from './stories/story.ts';
import { collectedOn, daysAfter, reportedAfter } from './times.ts';
import { isAbnormal, rangeOf, valuesOn } from './values.ts';

/** One delivery of a demo lab, ready to be posted. */
export interface DemoSubmission {
  lab_id: string;
  patient_id: string;
  body: Record<string, unknown>;
}

/** What differs between the deliveries of one result. */
interface Delivery {
  status: 'final' | 'preliminary' | 'corrected';
  reportedAt: Date;
  values: Draw['values'];
  notes: string | undefined;
}

const stories: Story[] = [johnSmith, mariaGarcia, jamesWilson, liChen, sarahJohnson];
const historyDays = 730;

const find = <T>(all: T[], is: (one: T) => boolean): T => {
  const found = all.find(is);
  if (!found) throw new Error('The demo history names a lab or a patient that is not in the demo.');
  return found;
};

const deliveriesOf = ({ status = 'final', values, notes, corrected }: Draw, reportedAt: Date): Delivery[] => {
  const first: Delivery = { status, reportedAt, values, notes };
  if (!corrected) return [first];
  const again = daysAfter(reportedAt, corrected.daysLater);
  return [
    first,
    { status: 'corrected', reportedAt: again, values: corrected.values, notes: corrected.notes },
  ];
};

const submissionsOf = (
  story: Story,
  visit: Visit,
  draw: Draw,
  order: number,
  now: Date,
): DemoSubmission[] => {
  const { patient } = find(demoPeople, (person) => person.patient.patient_id === story.patient_id);
  const lab = find(demoLabs, ({ lab_id }) => lab_id === visit.lab);
  const sex = patient.sex === 'M' ? 'M' : 'F';
  const random = seededBy(`${story.patient_id}/${visit.daysAgo}/${draw.panel}`);
  const usualOf = valuesOn(story.course, sex, 1 - visit.daysAgo / historyDays, random);
  const collectedAt = collectedOn(now, visit.daysAgo, story.patient_id);
  const written = (at: Date): string => inLabTime(at, lab.time_zone);

  const observed = (code: DemoCode, values: Draw['values']) => {
    const { name, unit, decimals } = demoAnalytes[code];
    const value = Number((values?.[code] ?? usualOf(code)).toFixed(decimals));
    const range = rangeOf(code, sex);
    return {
      test_code: code,
      test_name: name,
      value,
      unit: unitAt(visit.lab, unit),
      reference_range: range,
      is_abnormal: isAbnormal(value, range),
    };
  };

  const codes: readonly DemoCode[] = demoPanels[draw.panel].codes;
  const day = collectedAt.toISOString().slice(0, 10).replaceAll('-', '');
  return deliveriesOf(draw, reportedAfter(collectedAt, random)).map(
    ({ status, reportedAt, values, notes }) => ({
      lab_id: lab.lab_id,
      patient_id: patient.patient_id,
      body: {
        patient_id: patient.patient_id,
        patient: {
          name: `${patient.given_name} ${patient.family_name}`,
          date_of_birth: patient.birth_date,
          sex: patient.sex,
        },
        lab_id: lab.lab_id,
        lab_name: lab.name,
        accession_number: `${day}-${patient.patient_id.slice(-3)}${order}`,
        test_type: demoPanels[draw.panel].test_type,
        test_date: written(collectedAt),
        collected_at: written(collectedAt),
        reported_at: written(reportedAt),
        status,
        physician: story.physician,
        specimen: draw.panel === 'kidney' ? 'Urine' : 'Blood',
        results: codes.filter((code) => isSentBy(visit.lab, code)).map((code) => observed(code, values)),
        notes,
      },
    }),
  );
};

/**
 * Two years of results of the demo patients, oldest delivery first. The same for the same `now`.
 * @param now the moment the history leads up to; nothing is dated later
 */
export const demoSubmissions = (now: Date): DemoSubmission[] =>
  stories
    .flatMap((story) =>
      story.visits.flatMap((visit) =>
        visit.draws.flatMap((draw, at) => submissionsOf(story, visit, draw, at + 1, now)),
      ),
    )
    .sort((a, b) => Date.parse(String(a.body.reported_at)) - Date.parse(String(b.body.reported_at)));
