/* Who can log in. The demo listens on this machine alone, so these are no secrets. */

export const ADMIN = { email: 'admin@mypick.example', password: 'demo-admin' };
export const FAN_PASSWORD = 'demo-fan';

export const fanEmail = (number: number): string => `fan${number}@mypick.example`;
