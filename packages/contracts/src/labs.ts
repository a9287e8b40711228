import { type Static, Type } from 'typebox';
import { dateFormats, MediaType } from './vocabulary.ts';

/** What a lab does otherwise than its format says. A byte order mark and any line ends need no quirk. */
export const Quirks = Type.Object({
  value_in_obx4: Type.Optional(Type.Boolean({ description: 'HL7: the value stands in OBX-4' })),
  date_formats: Type.Optional(
    Type.Array(Type.Enum([...dateFormats]), {
      description: 'of dates that are not ISO 8601 or HL7; one that two of them read differently is refused',
    }),
  ),
});
export type Quirks = Static<typeof Quirks>;

/** What a lab calls things, for those of its words that the catalogue does not know. Compared trimmed, in any case. */
export const LocalTerms = Type.Object({
  codes: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: 'code as sent -> LOINC code or catalogue id of the analyte',
    }),
  ),
  units: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'unit as sent -> UCUM' })),
});
export type LocalTerms = Static<typeof LocalTerms>;

export const Lab = Type.Object({
  lab_id: Type.String(),
  name: Type.String(),
  client_id: Type.String({ description: 'OAuth client that submits for this lab' }),
  time_zone: Type.String({ description: 'IANA name, for times sent without an offset' }),
  other_client_ids: Type.Optional(Type.Array(Type.String(), { description: 'further clients of the lab' })),
  contact_email: Type.Optional(Type.String({ description: 'who is told when a submission fails' })),
  security_email: Type.Optional(
    Type.String({ description: 'who is told when a file is put in quarantine; else contact_email' }),
  ),
  formats: Type.Optional(Type.Array(MediaType, { description: 'what it may send; all when absent' })),
  quirks: Type.Optional(Quirks),
  local_terms: Type.Optional(LocalTerms),
  active: Type.Boolean(),
  /** When an operator last changed it; absent: never. Two who change it at once cannot undo one another unseen. */
  updated_at: Type.Optional(Type.String()),
});
export type Lab = Static<typeof Lab>;
