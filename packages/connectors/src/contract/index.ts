import { describe } from 'vitest';
import { abortContract } from './abort.ts';
import { loginContract } from './login.ts';
import { payDistributionContract } from './pay-distribution.ts';
import { scanContract } from './scan.ts';
import type { ContractSubject } from './subject.ts';

export type { ContractSubject } from './subject.ts';

/** Registers the tests that every connector passes: what a worker relies on, whatever the source. */
export function connectorContract(name: string, subject: ContractSubject): void {
  describe(`the connector contract: ${name}`, () => {
    loginContract(subject);
    scanContract(subject);
    abortContract(subject);
    if (subject.config) payDistributionContract(subject, subject.config);
  });
}
