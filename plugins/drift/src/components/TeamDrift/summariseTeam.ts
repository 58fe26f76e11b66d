import { TeamDriftOverview } from './fetchTeamDrift';

const things = (count: number) =>
  count === 1 ? '1 monitor' : `${count} monitors`;

/** One sentence about a team: what left the line, what holds it, what nobody knows. */
export function summariseTeam(overview: TeamDriftOverview): string {
  const { checked, neverChecked, unwatched } = overview;
  const count = (status: string) =>
    checked.filter(row => row.status === status).length;
  const drifted = count('critical') + count('warn');
  const unknown = count('unknown') + neverChecked.length;
  const parts = [
    checked.length === 0
      ? 'Nothing of this team was checked yet'
      : `${drifted} of ${things(checked.length)} ${drifted === 1 ? 'sees' : 'see'} drift`,
    unknown > 0 ? `${unknown} without an answer` : '',
    unwatched.length > 0
      ? `${unwatched.length} ${unwatched.length === 1 ? 'thing is' : 'things are'} not watched`
      : '',
  ];
  return `${parts.filter(Boolean).join('; ')}.`;
}
