/** The part of @lhncbc/ucum-lhc that is used here; the package brings no types. */
declare module '@lhncbc/ucum-lhc' {
  interface UcumUnit {
    dim_?: { dimVec_?: number[] | null } | null;
    magnitude_?: number;
    isArbitrary_?: boolean;
    isSpecial_?: boolean;
    moleExp_?: number;
    equivalentExp_?: number;
  }

  export const UcumLhcUtils: {
    getInstance(): {
      getSpecifiedUnit(
        code: string,
        mode: 'validate',
        suggest: boolean,
      ): { unit: UcumUnit | null; retMsg: string[] };
    };
  };
}
