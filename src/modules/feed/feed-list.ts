/** Names a fan's feed in its cursors: whatever its filters, its order is the same. */
export function feedList(userId: string): string {
  return `feed:${userId}`;
}
