export interface ConfigProblem {
  /** The variable. */
  name: string;
  message: string;
}

/** The environment cannot be used. Names every problem, never a value: it may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(
      [
        'The configuration has problems:',
        ...problems.map(({ name, message }) => `  ${name}: ${message}`),
      ].join('\n'),
    );
  }
}
