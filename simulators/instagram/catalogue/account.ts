/** What an account's owner may give or change. */
export interface AccountDetails {
  /** In lower case; may change, and be taken by another account afterwards. */
  username: string;
  name: string;
  biography: string;
  followersCount: number;
  followsCount: number;
  website: string | null;
  /** Of a personal account no interface tells anything. */
  kind: 'business' | 'creator' | 'personal';
}

interface AccountRecord extends AccountDetails {
  /** The same for every application: `17841…`. */
  readonly id: string;
  /** Of this application alone. */
  readonly scopedId: string;
}

/** Changes with the catalogue: a look at the account, not a copy of it. */
export type Account = Readonly<AccountRecord>;
export type MutableAccount = AccountRecord;

export type NewAccount = Partial<AccountDetails> & { username: string; id?: string };
export type AccountChanges = Partial<AccountDetails>;

export function makeAccount(
  { id, ...given }: NewAccount,
  generated: { id: string; scopedId: string },
): MutableAccount {
  return {
    name: given.username,
    biography: '',
    followersCount: 0,
    followsCount: 0,
    website: null,
    kind: 'creator',
    ...given,
    id: id ?? generated.id,
    scopedId: generated.scopedId,
  };
}
