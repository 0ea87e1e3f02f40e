import { faker } from '@faker-js/faker/locale/ja';
import { type Language, type Show } from './language.js';

const oneOf = (words: readonly string[]): string => faker.helpers.arrayElement(words);
const upTo = (max: number): number => faker.number.int({ min: 2, max });

const song = (): string =>
  oneOf(['夜明け前', '透明な傘', '夏の記憶', '星座線', 'ひとりごと', 'さよならの練習']);
const place = (): string => oneOf(['京都', '札幌', '金沢', '尾道', '那覇', '函館', '松江', '長崎']);

const music: Show = {
  category: 'music',
  tags: ['歌ってみた', 'オリジナル曲'],
  name: () => `${faker.person.fullName()} Music`,
  title: () =>
    oneOf([
      `「${song()}」Music Video`,
      `「${song()}」弾き語り`,
      `「${song()}」歌ってみた`,
      `レコーディング日記 #${upTo(60)}`,
    ]),
};

const food: Show = {
  category: 'food',
  tags: ['料理', 'レシピ'],
  name: () => `${faker.person.firstName()}の台所`,
  title: () =>
    oneOf([
      `${upTo(30)}分で作る${faker.food.dish()}`,
      `失敗しない${faker.food.dish()}のコツ`,
      `${place()}で食べた${faker.food.dish()}が忘れられない`,
      `一週間${faker.food.dish()}だけで暮らしてみた`,
    ]),
};

const gaming: Show = {
  category: 'gaming',
  tags: ['ゲーム実況', 'RPG'],
  name: () => `${faker.person.firstName()}のゲーム実況`,
  title: () =>
    oneOf([
      `初見プレイ #${upTo(50)}`,
      `縛りプレイでラスボスに挑む【${upTo(20)}回目】`,
      `${upTo(24)}時間耐久ハイライト`,
      `視聴者参加型マルチ対戦 第${upTo(40)}回`,
    ]),
};

const railway: Show = {
  category: 'travel',
  tags: ['鉄道', '旅行'],
  name: () => `${faker.person.lastName()}鉄道チャンネル`,
  title: () =>
    oneOf([
      `始発で${place()}へ、各駅停車の旅`,
      `${place()}の終着駅まで行ってみた`,
      `夜行列車の車窓 ${upTo(8)}時間`,
      `${place()}の路面電車、全${upTo(30)}駅を歩く`,
    ]),
};

export const japanese: Language = {
  code: 'ja',
  country: 'JP',
  faker,
  shows: [music, food, gaming, railway],
  titleOf: {
    video: (subject) => subject,
    short: (subject) => `${subject} #shorts`,
    live: (subject) => `【生配信】${subject}`,
    premiere: (subject) => `【プレミア公開】${subject}`,
  },
  addition: '【字幕付き】',
};
