import { describe, expect, it } from 'vitest';
import { analyse } from './analyser.js';
import { openWordReader } from './language.js';
import { hashtagsIn, mentionsIn } from './written-text.js';

const readWords = await openWordReader();
const languageOf = (title: string, description = '') =>
  analyse({ title, description }, readWords).detectedLanguage;

describe('the language', () => {
  it.each([
    ['ko', '성시경 with friends 자, 오늘은 Teaser'],
    ['ko', "NewJeans (뉴진스) 'Bubble Gum' Official MV"],
    ['ko', 'ㅋㅋㅋㅋ'],
    ['ja', '【歌ってみた】夜に駆ける covered by 彼女'],
    ['ja', 'メズマライザー / 初音ミク・重音テトSV'],
    ['zh', '周杰倫 告白氣球 官方MV'],
    ['th', 'เพลงใหม่ล่าสุด Official Audio'],
    ['el', 'Το καλύτερο τραγούδι της χρονιάς'],
    ['en', 'Worst Halloween Candy Taste Test (Day 3)'],
    ['en', '2019 iPad Pro Impressions: Incredibly Thin!'],
    ['es', 'Reaccionando a los videos más virales de la semana'],
    ['de', 'Wir haben die größte Pizza der Welt gegessen'],
    ['fr', 'Comment faire des crêpes faciles à la maison'],
    ['vi', 'Cách nấu phở bò ngon tại nhà'],
    ['ru', 'Как приготовить борщ дома за один час'],
  ])('is %s of %s', (language, title) => {
    expect(languageOf(title)).toBe(language);
  });

  it.each(['', '🎵🔥🥳', '#shorts #fyp', '2024. 05. 01', '@someone', 'https://example.com/watch', 'MV'])(
    'is not known of %j alone',
    (title) => {
      expect(languageOf(title)).toBeNull();
    },
  );

  it('is told by the description where the title does not', () => {
    expect(languageOf('🎵🔥', '오늘도 시청해 주셔서 감사합니다')).toBe('ko');
    expect(languageOf('東京散歩', '浅草を歩いてみました')).toBe('ja');
    expect(languageOf('東京散歩')).toBe('zh');
    expect(languageOf('MV', 'Thank you all so much for watching this little video of ours')).toBe('en');
  });

  it('does not look at hashtags, handles and links', () => {
    expect(languageOf('How we made this song at home #한국 #노래 @가수', 'https://한국.kr')).toBe('en');
  });
});

describe('hashtags', () => {
  it.each([
    ['#K팝 그리고 #BTS, #bts!', ['k팝', 'bts']],
    ['＃歌ってみた（#ﾎﾞｶﾛ）', ['歌ってみた', 'ボカロ']],
    ['#café and #cafe\u0301', ['café']],
    ['C# F#m a#b &#39; https://e.com/#part #1 #', []],
    ['#2024년 #_ #x_y', ['2024년', 'x_y']],
    ['#a#b', ['a']],
    ['##twice', ['twice']],
    ['🎵#노래🎵', ['노래']],
  ])('of %s', (text, tags) => {
    expect(hashtagsIn(text)).toEqual(tags);
  });

  it('are no more than people can have meant', () => {
    const many = Array.from({ length: 200 }, (_, n) => `#tag${n}`).join(' ');
    expect(hashtagsIn(many)).toHaveLength(60);
    expect(hashtagsIn(`#${'가'.repeat(5_000)}`)).toEqual([]);
  });
});

describe('mentions', () => {
  it.each([
    ['with @IU and @iu_official.', ['iu', 'iu_official']],
    ['ask a@b.kr or me@x, see https://www.youtube.com/@NASA', []],
    ['@가수이름님께, @a.b-c…', ['가수이름님께', 'a.b-c']],
    ['@ @a', []],
  ])('of %s', (text, handles) => {
    expect(mentionsIn(text)).toEqual(handles);
  });
});
