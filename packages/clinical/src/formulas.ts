/** Mass units throughout: lipids, creatinine, calcium, urea nitrogen mg/dL; albumin, protein g/dL; electrolytes mmol/L. */

const positive = (value: number): number | undefined =>
  Number.isFinite(value) && value > 0 ? value : undefined;

/**
 * LDL by Friedewald 1972. Not valid with triglycerides of 400 mg/dL or more, nor when it is not above zero. All in mg/dL.
 */
export const friedewald = (chol: number, hdl: number, trig: number): number | undefined =>
  trig >= 400 ? undefined : positive(chol - hdl - trig / 5);

/** LDL by Sampson (JAMA Cardiol 2020), the "NIH" formula: up to triglycerides of 800 mg/dL. For comparison with what labs send. */
export const sampson = (chol: number, hdl: number, trig: number): number | undefined => {
  if (trig > 800) return undefined;
  const vldl = trig / 8.56 + (trig * (chol - hdl)) / 2140 - trig ** 2 / 16100;
  return positive(chol / 0.948 - hdl / 0.971 - vldl - 9.44);
};

export const nonHdl = (chol: number, hdl: number): number | undefined =>
  chol >= hdl ? chol - hdl : undefined;

/** Friedewald's share of triglycerides, with its limit. */
export const vldl = (trig: number): number | undefined => (trig < 400 ? trig / 5 : undefined);

/** Three terms, without potassium. May be negative. */
export const anionGap = (sodium: number, chloride: number, co2: number): number => sodium - (chloride + co2);

/**
 * CKD-EPI 2021 creatinine equation, without race (Inker, N Engl J Med 2021;385:1737), in mL/min/1.73 m².
 * @param age full years, 18 or more: undefined below
 */
export const egfr = (creatinine: number, age: number, sex: 'M' | 'F'): number | undefined => {
  if (age < 18 || creatinine <= 0) return undefined;
  const [kappa, alpha, factor] = sex === 'F' ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1];
  const ratio = creatinine / kappa;
  return 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * factor;
};

/** Payne 1973. Only where albumin is low: at 4.0 g/dL and above there is nothing to correct. */
export const correctedCalcium = (calcium: number, albumin: number): number | undefined =>
  albumin < 4 ? calcium + 0.8 * (4 - albumin) : undefined;

export const globulin = (protein: number, albumin: number): number | undefined => positive(protein - albumin);

/** A quotient, where there is something to divide by. */
export const ratio = (dividend: number, divisor: number): number | undefined => positive(dividend / divisor);

/** Free thyroxine index: total T4 in ug/dL, T3 uptake in %. */
export const freeThyroxineIndex = (t4: number, uptake: number): number | undefined =>
  positive((t4 * uptake) / 100);
