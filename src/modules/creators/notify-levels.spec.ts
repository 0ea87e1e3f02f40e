import { expect, it } from 'vitest';
import { CONTENT_TYPES } from '../../connectors/index.js';
import { levelsThatHear, type Occasion } from './notify-levels.js';

const highlights = (occasion: Occasion) =>
  CONTENT_TYPES.filter((type) => levelsThatHear({ occasion, type }).includes('highlights'));

it('tells of highlights only what is long, live or a premiere, and everything to whoever wants all', () => {
  expect(highlights('published')).toEqual(['video', 'live', 'premiere']);
  expect(highlights('scheduled')).toEqual(['premiere']);
  expect(highlights('live')).toEqual(['live', 'premiere']);
  for (const type of CONTENT_TYPES) {
    expect(levelsThatHear({ occasion: 'published', type })).toContain('all');
    expect(levelsThatHear({ occasion: 'published', type })).not.toContain('none');
  }
});
