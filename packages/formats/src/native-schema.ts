import { type Static, Type } from 'typebox';

const text = (description: string, maxLength: number) => Type.String({ description, maxLength });
const required = (description: string, maxLength: number) =>
  Type.String({ description, minLength: 1, maxLength, pattern: '\\S' });
const moment = (description: string) => Type.Optional(text(description, 40));

/** Harmless in keys, file names and addresses. */
const id = { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]*$' };
const idCharacters = 'letters, digits and . _ : -, 64 at most';
const identifier = (description: string, maxLength: number) =>
  Type.Union([Type.String({ maxLength }), Type.Integer({ minimum: 0 })], { description });

const NativeObservation = Type.Object(
  {
    test_code: required("the lab's code of the test, in any case, as text", 64),
    test_name: Type.Optional(text('name of the test, as text', 200)),
    value: Type.Union([Type.Number(), Type.String({ maxLength: 4000 }), Type.Null()], {
      description: 'the value: a number, a number as text, "<0.01", ">=6.1", or words',
    }),
    unit: Type.Optional(text('unit as the lab writes it, as text', 64)),
    reference_range: Type.Optional(
      text('reference range as text, such as 4.5-11.0, <200, >=60 or Negative', 200),
    ),
    is_abnormal: Type.Optional(Type.Boolean({ description: "the lab's own mark, true or false" })),
    flag: Type.Optional(text("the lab's flag of HL7 table 0078, as text; goes before is_abnormal", 16)),
    notes: Type.Optional(text('remark of the lab on this value, as text', 4000)),
  },
  { description: 'an object with test_code and value' },
);

const SentPatient = Type.Object(
  {
    name: Type.Optional(text("the patient's name, as text", 200)),
    date_of_birth: Type.Optional(text('date of birth as text, YYYY-MM-DD', 40)),
    sex: Type.Optional(text('administrative sex as text: M, F, O or U', 16)),
  },
  { description: 'what the lab knows of the patient, as an object' },
);

const Physician = Type.Object(
  {
    name: Type.Optional(text('name of who ordered the test, as text', 200)),
    npi: Type.Optional(identifier('national provider identifier of ten digits, as text or integer', 20)),
  },
  { description: 'who ordered the test, as an object with name and npi' },
);

/**
 * The native JSON format. Keys beyond these are kept in the raw copy and ignored otherwise; a key that is null counts as
 * absent. Descriptions are written to be read after "is required:" and "send".
 */
export const NativeSubmission = Type.Object(
  {
    patient_id: Type.Union([Type.String(id), Type.Integer({ minimum: 0 })], {
      description: `the patient's id, as text (${idCharacters}) or integer`,
    }),
    lab_id: Type.String({ ...id, description: `the lab's id, as text (${idCharacters})` }),
    lab_name: Type.Optional(text('name of the lab, as text', 200)),
    test_type: required(
      'complete_blood_count, complete_metabolic_panel, basic_metabolic_panel, lipid_panel, thyroid_panel or other',
      64,
    ),
    test_name: Type.Optional(
      text(
        'what the lab calls a test of type other, as text; it tells such tests of one accession number apart',
        200,
      ),
    ),
    test_date: required(
      "date and time of the test as text, ISO 8601 with an offset; without one the lab's time zone is assumed",
      40,
    ),
    collected_at: moment('when the specimen was taken as text, ISO 8601; test_date when absent'),
    reported_at: moment('when the lab released this report as text, ISO 8601; test_date when absent'),
    accession_number: Type.Optional(identifier("the lab's own id of this result, as text or integer", 100)),
    status: Type.Optional(
      text('preliminary, final, corrected, amended or cancelled, as text; final when absent', 32),
    ),
    specimen: Type.Optional(text('what was taken, as text, such as serum', 200)),
    patient: Type.Optional(SentPatient),
    physician: Type.Optional(Physician),
    results: Type.Array(NativeObservation, {
      description: 'the values, as a list of one to 1000',
      minItems: 1,
      maxItems: 1000,
    }),
    notes: Type.Optional(text('remark of the lab, as text', 20_000)),
  },
  { $id: 'NativeSubmission', description: 'an object: one result of one patient' },
);
export type NativeSubmission = Static<typeof NativeSubmission>;
