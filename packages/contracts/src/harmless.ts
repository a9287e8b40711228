const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text of others as a terminal may show it: names and sentences must not steer it. */
export const harmless = (text: string): string => text.replace(unsafe, '\u{fffd}');
