/** Why the demo cannot go on, said to the person in front of it: shown without a stack. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
