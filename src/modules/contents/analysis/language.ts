import { languageOfScript } from './scripts.js';

/** Tells the language of words, ISO 639-1; null where it is not sure. */
export type WordReader = (text: string) => string | null;

/** Descriptions begin with what is theirs; links and thanks, the same below everything, come later. */
const BEGINNING = 300;

/**
 * The language of a title, with the description's help where the title alone does not say. Chinese characters alone may be
 * a Japanese or Korean title: the description shows it.
 * @param title prose: without links, hashtags and handles
 * @returns ISO 639-1; null where nobody could say: emoji, names, a number
 */
export function detectLanguage(title: string, description: string, readWords: WordReader): string | null {
  const beginning = description.slice(0, BEGINNING);
  const ofTitle = languageOfScript(title);
  if (ofTitle === 'zh') return languageOfScript(beginning) ?? ofTitle;
  if (ofTitle !== null) return ofTitle;
  return readWords(title) ?? languageOfScript(beginning) ?? readWords(`${title}\n${beginning}`);
}

/**
 * Opens the reader of words: 30 MB of n-grams, which only processes that analyse are to carry. It knows 60 languages and
 * is right about titles of a few words where others are not (see docs/decisions/analysing.md).
 */
export async function openWordReader(): Promise<WordReader> {
  const { eld } = await import('eld/extrasmall');
  return (text) => {
    const result = eld.detect(text);
    return result.language !== '' && result.isReliable() ? result.language : null;
  };
}
