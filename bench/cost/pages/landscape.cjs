/* The organisation whose pages are measured: made up, and the same each time. */

const KNOWN = 'component:default/ml-backend';
const TEAM_SIZE = 100;
const SYSTEM_SIZE = 10;
const SYSTEMS_OF_DOMAIN = 50;

/** Entities of teams of a hundred, systems of ten, and domains of fifty systems. */
function createLandscape(entities) {
  // One that the catalog of the portal has, so that its page can be opened
  const refOf = index =>
    index === 0 ? KNOWN : `component:default/service-${index}`;
  const teamOf = index => `group:default/team-${Math.floor(index / TEAM_SIZE)}`;
  const systemOf = index => Math.floor(index / SYSTEM_SIZE);
  return {
    entities,
    teams: Math.ceil(entities / TEAM_SIZE),
    refOf,
    teamRef: team => `group:default/team-${team}`,
    membersOf: team =>
      Array.from(
        { length: Math.min(TEAM_SIZE, entities - team * TEAM_SIZE) },
        (_, place) => refOf(team * TEAM_SIZE + place),
      ),
    placeOf(entityRef) {
      const index =
        entityRef === KNOWN ? 0 : Number(entityRef.split('-').at(-1));
      return {
        entityRef,
        ownerRef: teamOf(index),
        systemRef: `system:default/system-${systemOf(index)}`,
        domainRef: `domain:default/domain-${Math.floor(systemOf(index) / SYSTEMS_OF_DOMAIN)}`,
      };
    },
  };
}

module.exports = { createLandscape };
