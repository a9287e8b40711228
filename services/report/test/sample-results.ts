import type { Patient } from '@labsecure/contracts/patients';
import type { Observation, ResultVersion } from '@labsecure/contracts/records';

const resultId = '3f0c5a86-7e0b-5f7a-9d0e-2b6f6f4c1d11';

interface Measured {
  name: string;
  analyte_id?: string;
  number: number;
  unit: string;
  low?: number;
  high?: number;
  flag?: string;
  critical?: { low?: number; high?: number };
}

/** A measured value with the laboratory's own range. */
export const measured = ({
  name,
  analyte_id,
  number,
  unit,
  low,
  high,
  flag,
  critical,
}: Measured): Observation => {
  const bounds =
    low !== undefined && high !== undefined ? `${low}-${high}` : high !== undefined ? `<${high}` : `>${low}`;
  const ranged = low !== undefined || high !== undefined;
  return {
    code: name.slice(0, 4).toUpperCase(),
    name,
    ...(analyte_id && { analyte_id }),
    value: { kind: 'quantity', number, sent: String(number) },
    unit,
    ...(ranged && {
      range: {
        ...(low !== undefined && { low }),
        ...(high !== undefined && { high }),
        low_inclusive: true,
        high_inclusive: low !== undefined,
        text: bounds,
        source: 'lab',
      },
    }),
    ...(critical && { critical }),
    ...(flag && { lab_flag: flag, our_flag: flag, flag }),
    flags_disagree: false,
    notes: [],
  };
};

export const bloodCount: Observation[] = [
  measured({
    name: 'White blood cell count',
    analyte_id: 'wbc',
    number: 7.5,
    unit: '10^3/uL',
    low: 4.5,
    high: 11,
    flag: 'N',
    critical: { low: 1, high: 100 },
  }),
  measured({
    name: 'Red blood cell count',
    analyte_id: 'rbc',
    number: 4.8,
    unit: '10^6/uL',
    low: 4.2,
    high: 5.9,
    flag: 'N',
  }),
  measured({
    name: 'Hemoglobin',
    analyte_id: 'hgb',
    number: 11.2,
    unit: 'g/dL',
    low: 12,
    high: 15.5,
    flag: 'L',
    critical: { low: 7, high: 20 },
  }),
  measured({ name: 'Hematocrit', analyte_id: 'hct', number: 34.1, unit: '%', low: 36, high: 46, flag: 'L' }),
  measured({
    name: 'Platelet count',
    analyte_id: 'plt',
    number: 18,
    unit: '10^3/uL',
    low: 150,
    high: 400,
    flag: 'LL',
    critical: { low: 20, high: 1000 },
  }),
  measured({
    name: 'Mean corpuscular volume',
    analyte_id: 'mcv',
    number: 88,
    unit: 'fL',
    low: 80,
    high: 100,
    flag: 'N',
  }),
  measured({ name: 'MCH', analyte_id: 'mch', number: 29.5, unit: 'pg', low: 27, high: 33, flag: 'N' }),
  measured({ name: 'MCHC', analyte_id: 'mchc', number: 33.4, unit: 'g/dL', low: 32, high: 36, flag: 'N' }),
];

export const patient: Patient = {
  patient_id: 'P234567',
  given_name: 'Maria',
  family_name: 'Garcia',
  birth_date: '1990-07-22',
  sex: 'F',
  email: 'maria.garcia@example.com',
  subject: 'e3f1c7de-57a5-4a0c-8b0f-5a0f7a1f0001',
  email_notifications: true,
};

/** How many of the measured values are flagged, critical and unplaced. */
const summaryOf = (observations: Observation[]): ResultVersion['summary'] => {
  const own = observations.filter((seen) => !seen.derived);
  const count = (test: (seen: Observation) => boolean): number => own.filter(test).length;
  return {
    total: own.length,
    flagged: count(({ flag }) => flag !== undefined && flag !== 'N'),
    critical: count(({ flag }) => flag === 'LL' || flag === 'HH'),
    unknown: count(({ flag }) => flag === undefined),
  };
};

/** A blood count as the processor writes it, with whatever is given in place of its parts. */
export const sampleResult = (parts: Partial<ResultVersion> = {}): ResultVersion => {
  const observations = parts.observations ?? bloodCount;
  return {
    result_id: resultId,
    version: '2025-12-06T14:10:00.000Z#3#a6a3f6a0-0000-5000-8000-000000000001',
    submission_id: 'a6a3f6a0-0000-5000-8000-000000000001',
    patient_id: patient.patient_id,
    lab_id: 'LAB003',
    lab_name: 'Mayo Clinic Labs',
    accession_number: '20251204-0117',
    panel: { id: 'cbc', name: 'Complete blood count', loinc: '58410-2' },
    status: 'final',
    corrected: false,
    collected_at: '2025-12-04T08:10:00-06:00',
    reported_at: '2025-12-06T08:10:00-06:00',
    collected_instant: '2025-12-04T14:10:00.000Z',
    ordering_provider: { name: 'Dr. Amir Haddad', npi: '1234567890' },
    specimen: 'Whole blood',
    notes: ['Fasting sample. Values were checked twice.'],
    observations,
    summary: summaryOf(observations),
    raw_key: 'raw/LAB003/2025/12/06/x/y.json',
    ...parts,
  };
};
