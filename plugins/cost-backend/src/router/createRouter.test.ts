import { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import { CostRouterDeps, createRouter } from './createRouter';

describe('a file that is saved', () => {
  const serve = async (content: () => AsyncIterable<string>) => {
    const failures: Error[] = [];
    const app = express();
    app.use(
      createRouter({
        auditor: mockServices.auditor.mock({
          createEvent: async () => ({ success: jest.fn(), fail: jest.fn() }),
        }),
        exports: {
          open: async () => ({
            name: 'costs.csv',
            contentType: 'text/csv',
            content: content(),
          }),
        },
        httpAuth: mockServices.httpAuth(),
      } as unknown as CostRouterDeps),
    );
    app.use(
      (
        error: Error,
        _req: express.Request,
        _res: express.Response,
        next: express.NextFunction,
      ) => {
        failures.push(error);
        next(error);
      },
    );
    // Express tells the console otherwise
    app.set('env', 'test');
    const server = app.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(
      `http://127.0.0.1:${port}/export?entity=component:default/cart&from=2026-03-01&to=2026-03-01`,
      { headers: { Authorization: mockCredentials.user.header() } },
    );
    return { answer, failures, stop: () => server.close() };
  };

  it('comes whole', async () => {
    const { answer, failures, stop } = await serve(async function* whole() {
      yield 'day\r\n';
      yield '2026-03-01\r\n';
    });
    expect(await answer.text()).toBe('day\r\n2026-03-01\r\n');
    expect(failures).toEqual([]);
    stop();
  });

  it('breaks off where its rows cannot be read, and that is told to whoever logs failures', async () => {
    const { answer, failures, stop } = await serve(async function* half() {
      yield 'day\r\n';
      throw new Error('the database went away');
    });
    await expect(answer.text()).rejects.toThrow();
    expect(failures).toEqual([new Error('the database went away')]);
    stop();
  });
});
