import type { Random } from '../../test/simulation/random.js';

/** Words that titles are full of, the most frequent first. */
const FREQUENT =
  '영상 브이로그 노래 직캠 뮤비 라이브 커버 먹방 리뷰 여행 일상 게임 요리 공식 하이라이트 예고편 챌린지 무대 콘서트 신곡 댄스 ' +
  '안무 연습 서울 부산 제주 카페 맛집 레시피 추천 모음 방송 다시보기 인터뷰 비하인드 최초공개 언박싱 꿀팁 공부 운동 다이어트 메이크업 ' +
  '패션 고양이 강아지 캠핑 낚시 축구 야구 농구 배틀 레전드 몰래카메라 실험 과학 역사 뉴스 영화 드라마 애니 주식 부동산 자동차 ' +
  'official mv live ep shorts cover vlog teaser 4k full dance practice kpop behind review';

/** Syllables that names and nouns are made of. */
const SYLLABLES = Array.from(
  '가강건경고공관광교구국권규근금기김나남노다단대도동두라란래려로루류리린마만명모무문미민바박반방배백범병보봄부사산상서선설성세소솔송수숙순슬승시신아안양언여연영예오옥완용우원위유윤은의이인임자장재전정제조종주준중지진차창채천철초최추충치태토하한해향현형혜호홍화환황효훈희',
);

const WORDS = 30_000;
const WORDS_A_TITLE = { min: 4, max: 9 };
/** How much flatter than 1/rank the frequencies of words are: the first one is in some 5 of 100 titles. */
const FLATTENED_BY = 12;

/** Writes titles as Korean creators do: a few words that are everywhere, and many that are rare. */
export class KoreanTitles {
  private readonly words: string[];

  constructor(private readonly random: Random) {
    const frequent = FREQUENT.split(' ');
    const rare = Array.from({ length: WORDS - frequent.length }, () => this.noun(2, 4));
    this.words = [...frequent, ...rare];
  }

  title(): string {
    const { min, max } = WORDS_A_TITLE;
    return Array.from({ length: this.random.integer(min, max) }, () => this.word()).join(' ');
  }

  /** A name of two or three syllables, as a rule with something behind it. */
  name(): string {
    const suffix = this.random.pick(['', ' TV', ' 채널', ' OFFICIAL', ' 스튜디오', '튜브', ' music']);
    return this.noun(2, 3) + suffix;
  }

  /** The frequent ones are as frequent as Zipf has them. */
  word(): string {
    const rank = FLATTENED_BY * ((WORDS / FLATTENED_BY + 1) ** this.random.next() - 1);
    return this.words[Math.floor(rank)] ?? '';
  }

  private noun(min: number, max: number): string {
    return Array.from({ length: this.random.integer(min, max) }, () => this.random.pick(SYLLABLES)).join('');
  }
}
