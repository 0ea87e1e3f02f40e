/** What a creator writes about a video. */
export interface SampleVideo {
  title: string;
  description: string;
  tags: string[];
  isShort: boolean;
}

const WORDS =
  '오늘은 새로운 노래를 들려드릴게요 official music video behind the scenes 브이로그 여행 먹방 리뷰 subscribe for more ' +
  '매주 금요일 저녁 여섯 시 new episode every week 구독과 좋아요 알림 설정까지 부탁드립니다 lyrics 가사 作詞 作曲 ';
const TEXT = WORDS.repeat(8);

// About the means of what the API answers for real videos: 43 characters, 640 characters, 20 tags, a Short in five.
const TITLE_LENGTH = 43;
const DESCRIPTION_LENGTH = 640;
const TAGS = 20;
const SHORT_EVERY = 5;

/** The `n`th of any number of videos, the same one each time. */
export function sampleVideo(n: number): SampleVideo {
  const start = n % WORDS.length;
  return {
    title: `#${n} ${TEXT.slice(start)}`.slice(0, TITLE_LENGTH),
    description: TEXT.slice(start, start + DESCRIPTION_LENGTH),
    tags: Array.from({ length: TAGS }, (_, index) => `tag ${(n * 7 + index * 13) % 500}`),
    isShort: n % SHORT_EVERY === 0,
  };
}
