/** What an account's owner, or X, may change. */
export interface UserDetails {
  /** Without the `@`. */
  username: string;
  name: string;
  description: string;
  followers: number;
  /** Shows its posts to its followers only. */
  isProtected: boolean;
  isSuspended: boolean;
}

export interface User extends Readonly<UserDetails> {
  readonly id: string;
  readonly createdAt: Date;
}

export type NewUser = Partial<UserDetails> & { username: string };
export type UserChanges = Partial<UserDetails>;

export function makeUser(given: NewUser, fixed: { id: string; createdAt: Date }): User {
  return {
    name: given.username,
    description: '',
    followers: 0,
    isProtected: false,
    isSuspended: false,
    ...given,
    username: given.username.replace(/^@/, ''),
    ...fixed,
  };
}
