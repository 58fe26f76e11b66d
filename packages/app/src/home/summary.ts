/** The greeting for a local hour of the day. */
export function greet(hour: number): string {
  if (hour < 5 || hour >= 18) {
    return 'Good evening.';
  }
  return hour < 12 ? 'Good morning.' : 'Good afternoon.';
}

const count = (amount: number, one: string, many: string) =>
  `${amount} ${amount === 1 ? one : many}`;

/** The answer of the page in one sentence. */
export function summarise(options: {
  needs: number;
  teams: number;
  things: number;
}): string {
  const { needs, teams, things } = options;
  if (teams === 0) {
    return needs === 0
      ? 'You are in no team yet: create one, and what it makes is yours.'
      : `${count(needs, 'thing needs', 'things need')} you, and you are in no team yet.`;
  }
  const mine = `${count(things, 'thing', 'things')} in ${count(
    teams,
    'team',
    'teams',
  )}`;
  return needs === 0
    ? `Nothing needs you. Yours: ${mine}.`
    : `${count(needs, 'thing needs', 'things need')} you. Yours: ${mine}.`;
}
