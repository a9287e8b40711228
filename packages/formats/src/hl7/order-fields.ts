import type { Header } from './header.ts';
import {
  cleanText,
  componentOf,
  firstText,
  nameAt,
  rawAt,
  repetitionsOf,
  type Spot,
  subcomponentOf,
  tellAt,
  textIn,
} from './spot.ts';
import { firstMoment } from './times.ts';

/** The segments around the OBX of one result. */
export interface Spots {
  obr: Spot;
  orc: Spot | undefined;
  spm: Spot | undefined;
}

/** OBR-3 is the lab's own number, OBR-2 that of who ordered; ORC repeats them (HL7 v2.8, ORC-3). */
export const accessionOf = ({ obr, orc }: Spots): string | undefined =>
  textIn(obr, 3, 1, 100) ??
  (orc && textIn(orc, 3, 1, 100)) ??
  textIn(obr, 2, 1, 100) ??
  (orc && textIn(orc, 2, 1, 100));

/** SPM-4; before there was SPM, the name or else the code in OBR-15.1, unless that is a number in a list of the lab's. */
export const specimenOf = ({ obr, spm }: Spots): string | undefined => {
  const named = spm && firstText(spm, 4, [9, 2, 5, 1], 200);
  if (named !== undefined) return named;
  const [raw = ''] = repetitionsOf(obr, rawAt(obr, 15));
  const source = componentOf(obr, raw, 1);
  const text = subcomponentOf(obr, source, 2) || subcomponentOf(obr, source, 1);
  const shown = cleanText(obr, text, { field: 15, limit: 200 });
  return shown !== undefined && /^\d+$/.test(shown) ? undefined : shown;
};

/** Where no time of collection was sent, another time stands in for it, and the lab is told which. */
export const timesOf = ({ obr, spm }: Spots, firstObx: Spot | undefined, { clock, spot: header }: Header) => {
  const sent = [
    { spot: obr, field: 7 },
    { spot: spm, field: 17 },
  ];
  const released = [
    { spot: obr, field: 22 },
    { spot: header, field: 7 },
  ];
  const collected = firstMoment([...sent, { spot: firstObx, field: 14 }, ...released], clock);
  const isSent = sent.some(({ spot, field }) => spot && collected?.pointer === `/${nameAt(spot, field)}`);
  if (collected !== undefined && !isSent) {
    const fault = `no time of collection; that in ${collected.pointer.slice(1)} was taken.`;
    tellAt(obr, 7, 'W_COLLECTED_ASSUMED', fault);
  }
  return { collected, reported: firstMoment(released, clock) };
};
