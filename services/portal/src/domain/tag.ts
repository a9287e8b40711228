import type { Standing } from '@labsecure/clinical/standing';
import { wordsOf } from '@labsecure/clinical/standing';

/** A few words with a tone and a shape: each of the three says the same, so that none has to be seen alone. */
export interface Tag {
  tone: 'in' | 'near' | 'far' | 'none';
  shape: 'dot' | 'up' | 'down' | 'out' | 'ring' | 'wait';
  text: string;
}

const looks: Record<Standing, Pick<Tag, 'tone' | 'shape'>> = {
  'in-range': { tone: 'in', shape: 'dot' },
  'slightly-below': { tone: 'near', shape: 'down' },
  'slightly-above': { tone: 'near', shape: 'up' },
  'far-below': { tone: 'far', shape: 'down' },
  'far-above': { tone: 'far', shape: 'up' },
  'critical-low': { tone: 'far', shape: 'down' },
  'critical-high': { tone: 'far', shape: 'up' },
  flagged: { tone: 'near', shape: 'out' },
  unknown: { tone: 'none', shape: 'ring' },
};

/** The tag of one value. */
export const tagOf = (standing: Standing): Tag => ({ ...looks[standing], text: wordsOf(standing) });
