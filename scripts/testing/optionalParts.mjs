import { findProgram, hasProgram } from '../bootstrap/programs.mjs';
import { findProgram as findOnPath } from '../checks/manifests/programs.mjs';
import { findPostgres } from './postgres.mjs';

/**
 * Parts of the machine that some tests need. Each is looked for, never
 * assumed; a test whose part is missing is skipped with the reason, or fails
 * where every part is required.
 */
export function findOptionalParts() {
  return {
    chromium: {
      at: findProgram(
        [
          process.env.CHROMIUM_PATH,
          'chromium',
          'chromium-browser',
          'google-chrome',
          '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        ].filter(Boolean),
      ),
      install: 'Debian: apt install chromium; or set CHROMIUM_PATH',
    },
    postgresql: {
      at: findPostgres(),
      install: 'Debian: apt install postgresql',
    },
    python: {
      at: findProgram(
        ['python3', 'python'],
        [
          '-c',
          'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))',
        ],
      ),
      install: 'Debian: apt install python3-venv (Python 3.11 or newer)',
    },
    kustomize: {
      at: findKustomize(),
      install:
        'kubectl, or go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1',
    },
    kubeconform: {
      at: findProgram(['kubeconform'], ['-v']),
      install: 'go install github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0',
    },
    gitleaks: {
      at: findProgram(['gitleaks'], ['version']),
      install: 'go install github.com/zricethezav/gitleaks/v8@v8.30.1',
    },
    // Each needs seconds to say its version, and this is asked often: that it is there is enough
    checkov: {
      at: findOnPath('checkov'),
      install: 'pipx install checkov==3.3.30',
    },
    semgrep: {
      at: findOnPath('semgrep'),
      install: 'pipx install semgrep==1.182.0',
    },
    versitygw: {
      at: findProgram(['versitygw']),
      install:
        'go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 (an S3 server)',
    },
    promtool: {
      at: findProgram(['promtool']),
      install: 'Debian: apt install prometheus',
    },
  };
}

function findKustomize() {
  if (hasProgram('kustomize', ['version'])) {
    return 'kustomize build';
  }
  return hasProgram('kubectl', ['kustomize', '--help'])
    ? 'kubectl kustomize'
    : undefined;
}
