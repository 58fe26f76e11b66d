import { defineJourney } from './journey.mjs';

const url = process.env.PLUMBLINE_TEST_POSTGRES;

if (url) {
  const { hostname, port, username } = new URL(url);
  defineJourney({
    isBuilding: false,
    createConfig: async () => `backend:
  database:
    client: pg
    # Databases of their own, so that the unit tests' server can be shared
    prefix: journey_${process.pid}_
    connection:
      directory: null
      host: ${hostname}
      port: ${port}
      user: ${username}
`,
  });
} else {
  const { test } = await import('node:test');
  test(
    'the journey on PostgreSQL',
    { skip: 'PostgreSQL is missing' },
    () => {},
  );
}
