/**
 * What the parts give, for values that labs compute themselves: to notice when they disagree. Units as in formulas.ts;
 * haematocrit and shares in %, red cells 10*6/uL, white cells 10*3/uL.
 */

export const mcvOf = (hct: number, rbc: number): number => (hct * 10) / rbc;

export const mchOf = (hgb: number, rbc: number): number => (hgb * 10) / rbc;

export const mchcOf = (hgb: number, hct: number): number => (hgb * 100) / hct;

export const absoluteCountOf = (wbc: number, percent: number): number => (wbc * percent) / 100;

/** With potassium: about 4 higher than the gap of three terms, and never to be compared with it. */
export const anionGap4 = (sodium: number, potassium: number, chloride: number, co2: number): number =>
  sodium + potassium - (chloride + co2);

/** Estimated average glucose in mg/dL from HbA1c in % (ADAG 2008). */
export const averageGlucoseOf = (hba1c: number): number => 28.7 * hba1c - 46.7;

/** Transferrin saturation in %, iron and binding capacity in the same unit. */
export const saturationOf = (iron: number, tibc: number): number => (100 * iron) / tibc;
