/** What to do about a file that was not taken, by the code of the reason. They name no value and nothing of the file. */
const sentences: Record<string, string> = {
  // The file as a whole
  E_LAB: 'The path names no laboratory that is registered and active.',
  E_MEDIA: 'What kind of file it is could not be told, or the laboratory may not send this kind.',
  E_TOO_LARGE:
    'It is too large: a table or an HL7 batch may have 25 MiB, any other file, and one report, 1 MiB.',
  E_SEALED:
    'It cannot be opened: it is damaged, or was sealed for another platform or by another laboratory.',
  E_UNREADABLE: 'It could not be read to its end.',
  E_EMPTY: 'There is nothing in it.',
  E_CHARSET: 'Its characters are not written in a way that is known; send UTF-8.',
  // Its form
  E_JSON: 'It is not JSON, or is cut off.',
  E_CSV: 'It is not a table with commas, semicolons or tabs between its columns, or is cut off.',
  E_CSV_HEADER: 'The first row does not name the columns that are needed, or names one twice.',
  E_CSV_ROW: 'A row has more or fewer columns than the first one.',
  E_SPREADSHEET:
    'A spreadsheet program has made a date, a rounded number or an error of what stood in a cell; send the columns as text.',
  E_CSV_FORMULA: 'A cell holds a formula; send what it shows.',
  E_CSV_CONFLICT: 'Rows of the same result say different things.',
  E_CSV_INCOMPLETE: 'A row that may belong to this result cannot be read.',
  E_CSV_RESULT: 'Rows are one result, and one of them cannot be taken: the result is refused whole.',
  E_XML: 'It is not XML, or is cut off.',
  E_XML_DTD: 'It has a document type (DTD); send it without.',
  E_XML_ROOT: 'Its outermost element is not LabResult.',
  E_HL7_MSH: 'It does not begin with an MSH segment.',
  E_HL7_ENC: 'MSH does not say which signs divide fields and components.',
  E_HL7_BROKEN_LINES: 'Its lines look as if a program had wrapped them anew.',
  E_HL7_SEGMENT: 'A line is not a segment of HL7.',
  E_HL7_BATCH: 'The batch does not hold together: its header, trailer or count is wrong.',
  E_HL7_REQUIRED: 'A segment or field that HL7 asks for is missing.',
  E_HL7_TYPE: 'A message is of another type than ORU^R01.',
  E_HL7_VERSION: 'It is a version of HL7 other than 2.3 to 2.8.',
  E_HL7_TWO_PATIENTS: 'One group names two patients.',
  E_HL7_NO_RESULT: 'There is no value under an order.',
  E_FHIR_TYPE: 'It is not a kind of FHIR resource, or of Bundle, that is taken.',
  E_FHIR_STRUCTURE: 'It is not built as FHIR R4 says.',
  E_FHIR_CATEGORY: 'It says of itself that it is no result of a laboratory.',
  E_FHIR_NO_RESULT: 'There is no result of a laboratory in it, or a report refers to none.',
  // What it says
  E_FORBIDDEN: 'It names another laboratory than the one whose folder it was put into.',
  E_REQUIRED: 'Something that is needed is missing.',
  E_KEY: 'A key has no name.',
  E_TEST_TYPE: 'The panel is none that is known, or code and name are of two panels.',
  E_FIELD_SHIFT:
    'A value or unit stands where another belongs; a separator may be missing, or a comma too many.',
  E_TYPE: 'Something is of the wrong type, such as text where a number belongs.',
  E_VALUE: 'Something is not as it is expected there.',
  E_CHARACTERS: 'A text holds control characters.',
  E_TOO_LONG: 'A text is too long.',
  E_TOO_MANY: 'There are more entries than are taken.',
  E_DATE: 'A date is not a date, or could be read in two ways; send it as 2024-01-15.',
  E_DATE_ORDER: 'Dates contradict each other, or lie in the future.',
  E_NO_VALUE: 'The result is final, and there is no value.',
  E_NOT_NUMERIC: 'There is text where the test needs a number.',
  E_DECIMAL: 'A number with a comma could be read in two ways; write it with a point.',
  E_NEGATIVE: 'A number is below zero that cannot be.',
  E_IMPLAUSIBLE: 'A number is far from anything that can be in a person.',
  E_UNIT: 'A unit is not known.',
  E_UNIT_KIND: 'A unit does not belong to what was measured.',
  E_UNIT_MISSING: 'A number has no unit.',
  E_STATUS: 'The status is none that is known, or contradicts that of the whole result.',
  E_LOINC: 'A code is not a valid LOINC code.',
  E_CODE_NAME_MISMATCH: 'A code and the name beside it are of two different tests.',
  E_DUPLICATE_RESULT: 'The same test is there twice, with different values.',
  E_DEMOGRAPHICS: 'A birth date or a sex is not written as it is expected.',
  E_NO_PATIENT: 'No patient is named.',
  E_TWO_PATIENTS: 'Two different patients are named.',
  E_PATIENT_ID: 'The only ids of the patient are such as social security numbers, which are not used.',
  E_PATIENT_REPEATED: 'The same patient is there twice, with something else said.',
  E_PATIENT_CONFLICT:
    'Somebody else is registered under this patient id already; nothing of theirs was changed.',
};

const families: [prefix: string, sentence: string][] = [
  ['E_HL7_', 'It is not built as HL7 v2 says.'],
  ['E_FHIR_', 'It is not built as FHIR R4 says.'],
  ['E_XML_', 'It is not built as the LabResult format says.'],
  ['E_CSV_', 'It is not built as a table of results has to be.'],
];

/** A plain sentence for a reason; a general one where its code has none of its own. */
export const sentenceFor = (code: string): string =>
  (Object.hasOwn(sentences, code) ? sentences[code] : undefined) ??
  families.find(([prefix]) => code.startsWith(prefix))?.[1] ??
  'Something in it cannot be taken as it is.';
