/** Hepburn, a row of the table each; `ja`, `sha` and the like are made from their parts. */
const SYLLABLES: Record<string, string> = Object.fromEntries(
  [
    ['あいうえお', 'a i u e o'],
    ['かきくけこ', 'ka ki ku ke ko'],
    ['がぎぐげご', 'ga gi gu ge go'],
    ['さしすせそ', 'sa shi su se so'],
    ['ざじずぜぞ', 'za ji zu ze zo'],
    ['たちつてと', 'ta chi tsu te to'],
    ['だぢづでど', 'da ji zu de do'],
    ['なにぬねの', 'na ni nu ne no'],
    ['はひふへほ', 'ha hi fu he ho'],
    ['ばびぶべぼ', 'ba bi bu be bo'],
    ['ぱぴぷぺぽ', 'pa pi pu pe po'],
    ['まみむめも', 'ma mi mu me mo'],
    ['やゆよ', 'ya yu yo'],
    ['らりるれろ', 'ra ri ru re ro'],
    ['わゐゑをん', 'wa i e o n'],
    ['ゔ', 'vu'],
    ['ぁぃぅぇぉ', 'a i u e o'],
    ['ゃゅょ', 'ya yu yo'],
  ].flatMap(([kana = '', romaji = '']) => {
    const spelled = romaji.split(' ');
    return Array.from(kana, (character, index) => [character, spelled[index] ?? '']);
  }),
);

const KATAKANA_TO_HIRAGANA = 0x60;

/**
 * How a Japanese syllable is typed, in Hepburn: `きゃ` is `kya`, `っと` is `tto`, a lengthening bar nothing.
 * @param kana one syllable of hiragana or katakana, with its small characters
 */
export function romajiOf(kana: string): string {
  const hiragana = Array.from(kana, (character) =>
    /[ァ-ヴ]/u.test(character)
      ? String.fromCodePoint((character.codePointAt(0) ?? 0) - KATAKANA_TO_HIRAGANA)
      : character,
  );
  const isDoubled = hiragana[0] === 'っ';
  const [first = '', glide = ''] = (isDoubled ? hiragana.slice(1) : hiragana).map(
    (character) => SYLLABLES[character] ?? '',
  );
  const romaji = glide === '' ? first : glided(first, glide);
  return isDoubled ? `${romaji.charAt(0)}${romaji}` : romaji;
}

/** `ki` and `ya` are `kya`, `shi` and `ya` are `sha`, `fu` and `a` are `fa`. */
function glided(first: string, glide: string): string {
  const consonants = first.slice(0, -1);
  return /(sh|ch|j)$/.test(consonants) ? consonants + glide.replace('y', '') : consonants + glide;
}
