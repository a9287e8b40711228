import { type DateFormat, dateFormats, type MediaType } from '@labsecure/contracts/vocabulary';
import { namedType, shortTypes } from '@labsecure/formats/file-type';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** `add` as it was typed. Files are names still. */
export interface LabOptions {
  name?: string;
  client?: string[];
  timeZone?: string;
  format?: MediaType[];
  codeMap?: string;
  unitMap?: string;
  valueInObx4?: boolean;
  dateFormat?: DateFormat[];
  contact?: string;
  securityContact?: string;
  update?: boolean;
  replace?: boolean;
}

/** For an option that may stand several times; an empty text stands for none at all. */
const several =
  <T>(read: (text: string) => T) =>
  (text: string, before: T[] = []): T[] =>
    text.trim() === '' ? before : [...before, read(text.trim())];

const formatOption = (text: string): MediaType => {
  const type = namedType(text);
  if (type) return type;
  throw new InvalidArgumentError(`It is one of ${Object.keys(shortTypes).join(', ')}, or a media type.`);
};

const dateFormatOption = (text: string): DateFormat => {
  const format = dateFormats.find((known) => known === text);
  if (format) return format;
  throw new InvalidArgumentError(`It is one of ${dateFormats.join(', ')}.`);
};

const trimmed = (text: string): string => text.trim();

/** Declares them. Those marked with + may stand several times. */
export const withLabOptions = (command: Command): Command =>
  command
    .option('--name <text>', 'as patients see it', trimmed)
    .option('--client <id>', '+ OAuth client that submits for it', several(trimmed))
    .option('--time-zone <zone>', 'for times sent without an offset, as in Europe/Vienna', trimmed)
    .option(
      '--format <type>',
      '+ what it may send: json, hl7, fhir, csv, xml; all when left out',
      several(formatOption),
    )
    .option('--code-map <file>', 'its codes: CSV with the columns code and means, or a JSON object')
    .option('--unit-map <file>', 'its units: CSV with the columns unit and ucum, or a JSON object')
    .option('--value-in-obx4', 'HL7: its values stand in OBX-4')
    .option('--no-value-in-obx4', 'they do not')
    .option(
      '--date-format <format>',
      '+ of its dates, where they are not ISO 8601 or HL7',
      several(dateFormatOption),
    )
    .option('--contact <email>', 'who is told when a submission fails', trimmed)
    .option('--security-contact <email>', 'who is told of files in quarantine; else the contact', trimmed)
    .option('--update', 'the lab is there: change what is said now')
    .addOption(
      new Option('--replace', 'the lab is there: what is not said now is taken away').conflicts('update'),
    )
    .addHelpText('after', "\nAn empty value ('') takes away what was there.");
