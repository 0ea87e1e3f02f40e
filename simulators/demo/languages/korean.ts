import { faker } from '@faker-js/faker/locale/ko';
import { type Language, type Show } from './language.js';

const oneOf = (words: readonly string[]): string => faker.helpers.arrayElement(words);
const upTo = (max: number): number => faker.number.int({ min: 2, max });

const song = (): string =>
  oneOf(['봄비', '새벽 두 시', '첫눈', '너의 계절', '파도', '별 헤는 밤', '한강에서']);
const dish = (): string =>
  oneOf(['김치찌개', '비빔국수', '떡볶이', '된장찌개', '닭갈비', '계란말이', '잡채']);
const place = (): string => oneOf(['부산', '제주', '강릉', '전주', '경주', '여수', '속초', '통영']);

const music: Show = {
  category: 'music',
  tags: ['k-pop', '라이브'],
  name: () => `${faker.person.fullName()} OFFICIAL`,
  title: () =>
    oneOf([
      `‘${song()}’ Official MV`,
      `‘${song()}’ 라이브 클립`,
      `‘${song()}’ 안무 연습 영상`,
      `앨범 준비 브이로그 EP.${upTo(40)}`,
    ]),
};

const food: Show = {
  category: 'food',
  tags: ['요리', '집밥'],
  name: () => `${faker.person.firstName()}네 부엌`,
  title: () =>
    oneOf([
      `초간단 ${dish()}, ${upTo(30)}분이면 끝`,
      `엄마의 ${dish()} 비법 공개`,
      `${place()} ${dish()} 맛집 ${upTo(9)}곳 다녀왔습니다`,
      `자취생 ${dish()} 레시피 #${upTo(200)}`,
    ]),
};

const gaming: Show = {
  category: 'gaming',
  tags: ['게임', '랭크'],
  name: () => `${faker.person.firstName()} 게임방`,
  title: () =>
    oneOf([
      `${upTo(30)}시간 만에 최종 보스 클리어`,
      `랭크 ${upTo(20)}연승 도전기`,
      `인디 게임 첫인상 #${upTo(90)}`,
      `시청자 참여 대전 하이라이트 ${upTo(50)}화`,
    ]),
};

const travel: Show = {
  category: 'travel',
  tags: ['여행', '브이로그'],
  name: () => `${faker.person.firstName()}의 여행노트`,
  title: () =>
    oneOf([
      `${place()} 당일치기 브이로그`,
      `혼자 떠난 ${place()}, ${upTo(9)}박의 기록`,
      `${place()} 로컬 카페 ${upTo(12)}곳`,
      `기차로 ${place()}까지, 창밖만 ${upTo(5)}시간`,
    ]),
};

export const korean: Language = {
  code: 'ko',
  country: 'KR',
  faker,
  shows: [music, food, gaming, travel],
  titleOf: {
    video: (subject) => subject,
    short: (subject) => `${subject} #shorts`,
    live: (subject) => `[생방송] ${subject}`,
    premiere: (subject) => `[최초 공개] ${subject}`,
  },
  addition: ' (자막 추가)',
};
