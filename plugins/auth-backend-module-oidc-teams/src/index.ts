/**
 * OpenID Connect sign-in that admits only verified members of known teams.
 *
 * @packageDocumentation
 */
export { authModuleOidcTeams as default } from './module';
