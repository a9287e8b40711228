import type { MediaType } from '@labsecure/contracts/vocabulary';
import { namedType, shortTypes } from '@labsecure/formats/file-type';
import { InvalidArgumentError } from 'commander';

/** For `--type`. */
export const typeOption = (text: string): MediaType => {
  const type = namedType(text);
  if (type) return type;
  throw new InvalidArgumentError(`It is one of ${Object.keys(shortTypes).join(', ')}, or a media type.`);
};

/** For options in seconds. */
export const secondsOption = (text: string): number => {
  const seconds = Number(text);
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds >= 0 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError('It is a number of seconds, at most a day.');
};

/** For options that count. */
export const countOption = (text: string): number => {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 100_000) return count;
  throw new InvalidArgumentError('It is a whole number from 1 to 100000.');
};
