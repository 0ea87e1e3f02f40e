/** Scripts that say which language it is. Of the others (Latin, Cyrillic, Arabic, Devanagari) the words have to. */
const SCRIPTS = {
  Hangul: { language: 'ko', weight: 2.5 },
  Kana: { language: 'ja', weight: 2 },
  Han: { language: 'zh', weight: 3 },
  Thai: { language: 'th', weight: 1 },
  Greek: { language: 'el', weight: 1 },
  Hebrew: { language: 'he', weight: 1 },
  Georgian: { language: 'ka', weight: 1 },
  Armenian: { language: 'hy', weight: 1 },
  Tamil: { language: 'ta', weight: 1 },
  Telugu: { language: 'te', weight: 1 },
  Kannada: { language: 'kn', weight: 1 },
  Malayalam: { language: 'ml', weight: 1 },
  Gujarati: { language: 'gu', weight: 1 },
  Khmer: { language: 'km', weight: 1 },
  Lao: { language: 'lo', weight: 1 },
  Myanmar: { language: 'my', weight: 1 },
  Sinhala: { language: 'si', weight: 1 },
} as const;
type Script = keyof typeof SCRIPTS;

const PATTERNS = Object.entries(SCRIPTS).map(([script, { language, weight }]) => {
  const source =
    script === 'Kana' ? String.raw`[\p{sc=Hiragana}\p{sc=Katakana}]` : String.raw`\p{sc=${script}}`;
  return { script: script as Script, language, weight, pattern: new RegExp(source, 'gu') };
});
const LETTER = /\p{L}/gu;

/**
 * Words in Latin letters (names, "Official MV") stand in titles of every language, other scripts hardly ever in those of a
 * language that is written in Latin ones: this much of a text is enough.
 */
const ENOUGH = 0.2;

/**
 * The language that a text's script tells, ISO 639-1; null where it tells none. A syllable of Hangul or a Chinese
 * character weighs as much as the letters it would be spelt with.
 */
export function languageOfScript(text: string): string | null {
  const letters = count(text, LETTER);
  if (letters === 0) return null;
  const found = PATTERNS.map(({ script, language, weight, pattern }) => {
    const letters = count(text, pattern);
    return { script, language, letters, weighs: letters * weight };
  }).filter((one) => one.letters > 0);
  const others = letters - found.reduce((sum, one) => sum + one.letters, 0);
  const whole = found.reduce((sum, one) => sum + one.weighs, Math.max(0, others));
  const byScript = new Map(found.map((one) => [one.script, one]));
  // Japanese is written in Kana and Han together.
  const kana = byScript.get('Kana');
  const han = byScript.get('Han');
  if (kana !== undefined && han !== undefined) {
    kana.weighs += han.weighs;
    han.weighs = 0;
  }
  const heaviest = found.toSorted((one, other) => other.weighs - one.weighs)[0];
  return heaviest !== undefined && heaviest.weighs / whole >= ENOUGH ? heaviest.language : null;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
