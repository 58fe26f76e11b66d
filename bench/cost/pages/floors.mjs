/** Pages as the browser asks for them, each with the bare statements that read the same rows. */
export function listFloors({ landscape, days, last }) {
  const month = last.slice(0, 7);
  const monthBefore = new Date(Date.parse(`${month}-01`) - 1)
    .toISOString()
    .slice(0, 7);
  const entityAt = time =>
    landscape.refOf((time * 4_099 + 7) % landscape.entities);
  const teamAt = time => (time * 37 + 3) % landscape.teams;
  const first = days[0];
  const quarter = days.at(-92) ?? first;
  const byDay = `select day, currency, service_category, sum(effective)::text
    from cost_day where entity_ref = any($1) and day between $2 and $3 group by 1, 2, 3`;
  const byEntity = `select entity_ref, currency, kind, sum(effective)::text
    from cost_month where month = $1 group by 1, 2, 3`;
  return [
    {
      name: 'entity, a year',
      aim: 20,
      times: 200,
      paths: time => [
        `/summary?entity=${entityAt(time)}&month=${month}`,
        `/days?entity=${entityAt(time)}&from=${first}&to=${last}`,
      ],
      queries: time => [
        { text: byDay, values: [[entityAt(time)], first, last] },
      ],
    },
    {
      name: 'owner, a quarter',
      aim: 50,
      times: 100,
      paths: time => [
        `/overview?owner=${landscape.teamRef(teamAt(time))}&month=${month}`,
        `/days?entity=${landscape.teamRef(teamAt(time))}&from=${quarter}&to=${last}`,
      ],
      queries: time => [
        {
          text: byDay,
          values: [landscape.membersOf(teamAt(time)), quarter, last],
        },
      ],
    },
    {
      name: 'top movers',
      aim: 150,
      times: 40,
      paths: () => [`/movers?month=${month}`],
      queries: () => [
        { text: byEntity, values: [month] },
        { text: byEntity, values: [monthBefore] },
      ],
    },
    {
      name: 'organisation, a month',
      aim: 50,
      times: 40,
      paths: () => [`/overview?month=${month}`],
      queries: () => [{ text: byEntity, values: [month] }],
    },
  ];
}
