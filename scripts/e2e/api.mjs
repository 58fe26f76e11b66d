/**
 * The portal's HTTP API as one signed-in person.
 *
 * @param {string} url of the portal
 * @param {string} token Backstage token
 */
export function createApi(url, token) {
  async function request(method, path, body) {
    const response = await fetch(`${url}/api/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    let json;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, json, text };
  }

  async function mustRequest(method, path, body) {
    const answer = await request(method, path, body);
    if (answer.status >= 300) {
      throw new Error(
        `${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 2000)}`,
      );
    }
    return answer.json;
  }

  const api = {
    token,
    request,
    mustRequest,

    /** Starts a template run; answers the task's id. */
    async startTemplate(template, values) {
      // On a portal that has just begun the catalog is still reading them
      await api.waitForEntity(`template:default/${template}`);
      const { id } = await mustRequest('POST', 'scaffolder/v2/tasks', {
        templateRef: `template:default/${template}`,
        values,
      });
      return id;
    },

    /** What a task says of itself, and the log lines of all its steps. */
    async readTask(id) {
      const task = await mustRequest('GET', `scaffolder/v2/tasks/${id}`);
      const events = await mustRequest(
        'GET',
        `scaffolder/v2/tasks/${id}/events`,
      );
      return {
        status: task.status,
        stepsBegun: events
          .filter(event => event.body.status === 'processing')
          .map(event => event.body.stepId),
        log: events.map(event => event.body.message).join('\n'),
        output: events.find(event => event.type === 'completion')?.body.output,
      };
    },

    async waitForTask(id, { timeoutMs = 180_000 } = {}) {
      return waitFor(`task ${id} to end`, timeoutMs, async () => {
        const task = await api.readTask(id);
        return ['open', 'processing'].includes(task.status) ? undefined : task;
      });
    },

    /** The entity, once the catalog has it and `isReady` holds. */
    async waitForEntity(ref, isReady = () => true) {
      const [kind, rest] = ref.split(':');
      const [namespace, name] = rest.split('/');
      return waitFor(`entity ${ref}`, 60_000, async () => {
        const { status, json } = await request(
          'GET',
          `catalog/entities/by-name/${kind}/${namespace}/${name}`,
        );
        return status === 200 && isReady(json) ? json : undefined;
      });
    },

    /** A Git-host token of a team. */
    async createGitToken(team, access) {
      const { secret } = await mustRequest('POST', 'git-host/v1/tokens', {
        teamRef: `group:default/${team}`,
        name: 'end to end',
        access,
      });
      return secret;
    },
  };
  return api;
}

/** Asks again until there is an answer. */
export async function waitFor(what, timeoutMs, ask) {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > until) {
      throw new Error(`Waited ${timeoutMs / 1000} s for ${what} in vain.`);
    }
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}

/** The guest's Backstage token in local mode. */
export async function readGuestToken(url) {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  return (await response.json()).backstageIdentity.token;
}
