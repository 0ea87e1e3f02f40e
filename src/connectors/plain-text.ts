/** Removes what no UTF-8 column can hold: NUL, and surrogates without their other half. All else stays as it is. */
export function plainText(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '');
}
