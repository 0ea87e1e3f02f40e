export const APPLICATION_KINDS = ['propose', 'claim'] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

/** `unproved` waits for the claimant, `pending` for an admin; the others are the end. */
export const APPLICATION_STATUSES = ['unproved', 'pending', 'approved', 'rejected', 'withdrawn'] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

export type ApplicationAction = 'prove' | 'approve' | 'reject' | 'withdraw';

/** What each action makes of an application; an action that is not here is refused. */
const NEXT: Record<ApplicationStatus, Partial<Record<ApplicationAction, ApplicationStatus>>> = {
  unproved: { prove: 'pending', reject: 'rejected', withdraw: 'withdrawn' },
  pending: { prove: 'pending', approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' },
  // Said again, what is done is done.
  approved: { prove: 'approved', approve: 'approved' },
  rejected: { reject: 'rejected' },
  withdrawn: { withdraw: 'withdrawn' },
};

/** A proposal has nothing to prove. */
export function firstStatus(kind: ApplicationKind): ApplicationStatus {
  return kind === 'claim' ? 'unproved' : 'pending';
}

/** What an application becomes by an action: the same again where it is that already, null where it cannot be. */
export function nextStatus(status: ApplicationStatus, action: ApplicationAction): ApplicationStatus | null {
  return NEXT[status][action] ?? null;
}
