import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { Request } from 'express';
import { CommitService } from '../service/CommitService';
import { ContentService } from '../service/ContentService';
import { RepositoryService } from '../service/RepositoryService';
import { TokenService } from '../service/TokenService';

/** What the routers of the REST API need. */
export interface RestDeps {
  auditor: AuditorService;
  commits: CommitService;
  contents: ContentService;
  httpAuth: HttpAuthService;
  repositories: RepositoryService;
  tokens: TokenService;
}

/** Whoever sent a request, when they are somebody. */
export async function credentialsOf(
  httpAuth: HttpAuthService,
  request: Request,
): Promise<BackstageCredentials> {
  return httpAuth.credentials(request, { allow: ['user', 'service'] });
}
