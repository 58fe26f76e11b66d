/** Creates ml-team/churn with a text, an executable and a binary file. */
export const REQUEST = {
  owner: 'ml-team',
  name: 'churn',
  origin: 'task:1',
  files: [
    { path: 'README.md', content: '# Churn\n' },
    { path: 'bin/run.sh', content: '#!/bin/sh\n', executable: true },
    { path: 'logo.png', content: 'iVBORwAA', encoding: 'base64' },
  ],
};
