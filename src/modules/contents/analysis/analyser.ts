import { detectLanguage, type WordReader } from './language.js';
import { hashtagsIn, mentionsIn, proseIn } from './written-text.js';

/** Counted up whenever the analysis gets better: what an older one analysed is then analysed again, in the background. */
export const ANALYSER = 1;

/** What a content's words tell, beside what its platform says of it. */
export interface Analysis {
  /** ISO 639-1; null where the words do not tell. */
  detectedLanguage: string | null;
  /** In lower case, without `#`. */
  hashtags: string[];
  /** Handles, in lower case, without `@`. */
  mentions: string[];
}

export function analyse(
  { title, description }: { title: string; description: string },
  readWords: WordReader,
): Analysis {
  // A title that was made from the text's beginning repeats it: what is found twice is one.
  const whole = `${title}\n${description}`;
  return {
    detectedLanguage: detectLanguage(proseIn(title), proseIn(description), readWords),
    hashtags: hashtagsIn(whole),
    mentions: mentionsIn(whole),
  };
}
