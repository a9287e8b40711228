import type { CanonicalObservation, CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { LocalTerms } from '@labsecure/contracts/labs';
import { isVoid, type ResultStatus } from '@labsecure/contracts/vocabulary';
import type { Analyte } from './analyte.ts';
import { findAnalyte, type Match } from './catalogue.ts';
import { toPreferred } from './convert.ts';
import { codeMeant, unitMeant } from './local-terms.ts';
import { preferredLoinc } from './preferred-loinc.ts';
import { type ParsedRange, parseRange } from './range.ts';
import { readUnit, type UnitReading } from './units.ts';

/** One observation as sent, with everything that can be read out of it without knowing the patient. */
export interface Reading {
  sent: CanonicalObservation;
  /** How the parts of an observation are called in the body it came in. */
  members: NonNullable<CanonicalReport['pointers']>['members'];
  match: Match;
  /** The status of the observation itself or of the report around it, which goes first where it is void. */
  status: ResultStatus;
  analyte?: Analyte;
  loinc?: string;
  /** Present for known analytes. */
  unit?: UnitReading;
  /** The unit in UCUM, when it is right for the analyte. */
  ucum?: string;
  /** The number in the preferred unit, comparator left aside; of a void observation none, so that nothing is made of it. */
  preferred?: number;
  range: ParsedRange;
}

const readKnown = (
  sent: CanonicalObservation,
  analyte: Analyte,
  { loinc: meantLoinc, unit: meantUnit }: { loinc: string | undefined; unit: string | undefined },
) => {
  const unit = readUnit(meantUnit, analyte);
  const ucum = unit.kind === 'comparable' || unit.kind === 'same-kind' ? unit.ucum : undefined;
  const preferred =
    sent.value.kind === 'quantity' && unit.kind === 'comparable'
      ? toPreferred(analyte, sent.value.number, unit.ucum)
      : undefined;
  const loinc = meantLoinc ?? preferredLoinc(analyte, [sent.code, sent.name ?? ''], ucum);
  return {
    analyte,
    unit,
    ...(loinc !== undefined && { loinc }),
    ...(ucum !== undefined && { ucum }),
    ...(preferred !== undefined && { preferred }),
  };
};

const readObservation = (
  report: CanonicalReport,
  sent: CanonicalObservation,
  terms: LocalTerms | undefined,
): Reading => {
  const { code, code_system, name } = sent;
  const unit = unitMeant(terms, sent.unit);
  const means = codeMeant(terms, code);
  const match = findAnalyte({ code, code_system, means, name, unit, specimen: report.specimen });
  const known = match.kind === 'known' ? readKnown(sent, match.analyte, { loinc: match.loinc, unit }) : {};
  const status = isVoid(report.status) ? report.status : (sent.status ?? report.status);
  const members = report.pointers?.members;
  const reading = { sent, members, match, status, range: parseRange(sent.range, sent.unit), ...known };
  return isVoid(status) ? { ...reading, preferred: undefined } : reading;
};

/** @param terms the lab's own words, for those that the catalogue does not know */
export const readReport = (report: CanonicalReport, terms?: LocalTerms): Reading[] =>
  report.observations.map((sent) => readObservation(report, sent, terms));
