import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueServerCertificate, type KeyedCertificate } from '../../coordinator/src/identity/certificate-authority.js';
import type { Coordinator } from '../consortium/coordinator.js';
import type { Site } from '../consortium/site.js';
import { TlsTap, type TapOptions } from './tls-tap.js';

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/** What a tap needs to be taken for the coordinator: the keys of the test's own consortium. */
export async function tapCertificates({ directory }: Coordinator): Promise<Pick<TapOptions, 'authority' | 'server'>> {
  const { authority } = readJson<{ authority: KeyedCertificate }>(join(directory, 'keys', 'consortium.json'));
  return { authority: authority.certificate, server: await issueServerCertificate(authority) };
}

/** Lets a site that has joined reach the coordinator through a tap from now on. */
export async function tapFederation(coordinator: Coordinator, site: Site): Promise<TlsTap> {
  const path = join(site.home, 'site.json');
  const membership = readJson<{ certificate: string }>(path);
  const client = { certificate: membership.certificate, privateKey: site.secrets().tlsKey };
  const tap = await TlsTap.open({ ...(await tapCertificates(coordinator)), door: coordinator.federation, client });
  writeFileSync(path, JSON.stringify({ ...membership, address: tap.address }));
  return tap;
}
