import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Patient, PatientLikeness } from '@labsecure/contracts/patients';
import { compareBirthDates } from './same-person-births.ts';
import { compareNames } from './same-person-names.ts';

/** What a report says of the person it is about. */
export type SentPerson = Pick<CanonicalReport['patient'], 'name' | 'birth_date' | 'sex'>;

export type RegisteredPerson = Pick<Patient, 'given_name' | 'family_name' | 'birth_date' | 'sex'>;

/** From this likeness on somebody has to look whether it is the same person. */
export const reviewFrom = 0.7;

/** Of a hundred, which the likeness is in hundredths. */
const worthOfName = 50;
const worthOfBirth: Record<PatientLikeness['birth_date'], number> = {
  same: 40,
  near: 20,
  unknown: 20,
  other: 0,
};
const worthOfSex: Record<PatientLikeness['sex'], number> = { same: 10, unknown: 5, other: 0 };

/** Only M and F contradict each other: O and U are also written for "not asked". */
const compareSex = (sent: SentPerson['sex'], registered: RegisteredPerson['sex']): PatientLikeness['sex'] => {
  const known = [sent, registered].every((sex) => sex === 'M' || sex === 'F');
  return known ? (sent === registered ? 'same' : 'other') : 'unknown';
};

/** How far what a report says of its patient is what is registered. The order of the words of a name does not matter. */
export const comparePersons = (sent: SentPerson, registered: RegisteredPerson): PatientLikeness => {
  const name = compareNames(sent.name, registered);
  const birth_date = compareBirthDates(sent.birth_date, registered.birth_date);
  const sex = compareSex(sent.sex, registered.sex);
  const percent = (worthOfName * name.likeness) / 100 + worthOfBirth[birth_date] + worthOfSex[sex];
  return { likeness: Math.round(percent) / 100, name: name.verdict, birth_date, sex };
};

/** Without an identifier in common, this alone is enough to be the same person. */
export const isCertain = ({ name, birth_date, sex }: PatientLikeness): boolean =>
  name === 'same' && birth_date === 'same' && sex !== 'other';

const isNameAlike = ({ name }: PatientLikeness): boolean => name === 'same' || name === 'alike';

/**
 * Whether two who have an identifier in common are one person. `agrees`: nothing speaks against it. `contradicts`: the
 * date of birth is another and the name does not make up for it. `doubtful`: name, date of birth or sex is another; a
 * sex is mistyped sooner than a whole name is shared, but twins and siblings share a day or a family name.
 */
export const judgeIdentified = (compared: PatientLikeness): 'agrees' | 'doubtful' | 'contradicts' => {
  const { name, birth_date, sex } = compared;
  if (birth_date === 'near' || birth_date === 'other')
    return isNameAlike(compared) ? 'doubtful' : 'contradicts';
  const isOther = name === 'other' || (sex === 'other' && name !== 'same');
  return isOther ? 'doubtful' : 'agrees';
};

/** Whether something speaks for it that they are one person, and nothing against it. */
export const isConfirmed = (compared: PatientLikeness): boolean =>
  judgeIdentified(compared) === 'agrees' && (compared.birth_date === 'same' || isNameAlike(compared));
