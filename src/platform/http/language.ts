import { z } from 'zod';

export type Language = 'en' | 'ko';

/** The language of messages: Korean where the client prefers it, English otherwise. RFC 9110, 12.5.4. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const best = (acceptLanguage ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { language: tag.split('-')[0], q: q === undefined ? 1 : Number(q.trim().slice(2)) || 0, index };
    })
    .filter(({ language, q }) => q > 0 && (language === 'en' || language === 'ko'))
    .sort((a, b) => b.q - a.q || a.index - b.index)[0];
  return best?.language === 'ko' ? 'ko' : 'en';
}

const korean = z.locales.ko().localeError;

/** What is wrong with a value, in Korean. The issue must still carry its input, which tells what was received. */
export function koreanMessage(issue: z.core.$ZodIssue): string {
  const message = korean(issue as z.core.$ZodRawIssue);
  return typeof message === 'string' ? message : (message?.message ?? issue.message);
}
